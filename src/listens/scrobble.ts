// A scrobble is what a player tells of a listen over the network. It becomes a listen like any other, kept with those that arrive with it, before it is answered.

import type { EventBus } from '#events'
import type { Sighting, TrackId } from '#library'
import { type HeardRow, heardRow, readText } from './heard-row.ts'
import { sightingOf } from './import-history.ts'
import type { Recording } from './listen.ts'
import type { ListenerId } from './listener.ts'
import { rowKey } from './row-key.ts'
import { isSkip } from './rules.ts'
import type { SourceId } from './source.ts'

export const SCROBBLE_FORMAT = 'scrobble'

/** What a player tells, whatever the protocol. */
export interface Scrobble {
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
  /** When it began, s since the epoch; or when it ended, where `timeTold` says so. */
  readonly listenedAtS: number
  /** 'start' where it is left out, as every protocol asks; some players tell the end all the same. */
  readonly timeTold?: 'start' | 'end'
  /** How long it was really heard; null where the player does not say, which is the rule. */
  readonly msPlayed: number | null
  readonly skipped: boolean | null
  /** The player, by its own account. */
  readonly platform: string | null
  readonly sourceUri: string | null
  readonly recording: Recording
  /** All else it said, as JSON, without personal fields. */
  readonly raw: string | null
  /** False for what went out from here before: it must not go round in a circle. */
  readonly relayable: boolean
}

/** Who tells: a device of a listener. Its name is the name of the source. */
export interface Teller {
  readonly listenerId: ListenerId
  readonly name: string
  readonly relayed: boolean
}

/** One request's scrobbles, ready to be kept. */
export interface KeepRequest {
  readonly teller: Teller
  readonly atMs: number
  readonly rows: readonly { readonly row: HeardRow; readonly sighting: Sighting; readonly scrobble: Scrobble }[]
}

export interface KeptScrobble {
  /** False where it was there already: a player that sends again. */
  readonly added: boolean
  readonly trackId: TrackId
}

/** A listen as the scrobbling protocols read it. */
export interface ToldListen {
  readonly id: number
  readonly trackId: TrackId | null
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
  readonly startedAtMs: number
  readonly msPlayed: number | null
  readonly durationMs: number | null
  readonly platform: string | null
  readonly recordingMbid: string | null
  readonly isrc: string | null
}

export interface ScrobbleStore {
  /** Keeps all requests in one transaction, which is on the disk when this resolves. One answer a request, one entry a row. */
  keep(requests: readonly KeepRequest[]): Promise<readonly (readonly KeptScrobble[])[]>
  /** Music that stands (told once), newest start first, within two starts in s (both left out of the span). */
  told(query: { listenerId: ListenerId; beforeS?: number; afterS?: number; countMax: number; offset?: number }): Promise<ToldListen[]>
  /** When the first and the last listen that stands began; null where there is none. */
  extent(listenerId: ListenerId): Promise<{ firstS: number | null; lastS: number | null }>
  /** Removes the listens that began in a second, of this track; returns how many. */
  remove(listenerId: ListenerId, startedAtS: number, trackId: TrackId): Promise<number>
  /** The track a MusicBrainz recording is known as. */
  trackOfMbid(recordingMbid: string): Promise<TrackId | null>
  /** The newest listen an importer of a service brought over, s since the epoch; 0 where none did. */
  latestImportS(listenerId: ListenerId, service: string): Promise<number>
  raiseLatestImport(listenerId: ListenerId, service: string, toS: number): Promise<void>
}

/**
 * Keeps what a device tells and says so on the bus. Telling again adds nothing: a listen is known by its device, the second it began in, artist and
 * title. So two different tracks in one second are two listens, and the same track twice in one second is one: nobody starts a track twice in a
 * second, but players do send twice.
 */
export async function scrobble(
  deps: { keep(request: KeepRequest): Promise<readonly KeptScrobble[]>; events: EventBus; clock: { nowMs(): number } },
  teller: Teller,
  told: readonly Scrobble[],
): Promise<readonly KeptScrobble[]> {
  const rows = told.map((scrobble) => {
    const row = rowOf(teller, scrobble)
    return { row, sighting: sightingOf(row), scrobble }
  })
  const kept: KeptScrobble[] = []
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    kept.push(...(await deps.keep({ teller, atMs: deps.clock.nowMs(), rows: rows.slice(from, from + ROWS_AT_ONCE) })))
  // Of a long batch the last tells enough: what listens to the bus asks anew.
  const added = kept.flatMap(({ added, trackId }, i) => (added ? [{ trackId, row: rows[i].row }] : []))
  for (const { trackId, row } of added.slice(-TOLD_EACH_MAX)) {
    deps.events.publish('listen.recorded', {
      listenerId: teller.listenerId,
      trackId,
      skipped: isSkip(row, row.recording?.durationMs ?? null),
    })
  }
  return kept
}

/** A long request is kept in parts, so that others need not wait for all of it. It is answered after the last; sent again, it completes. */
const ROWS_AT_ONCE = 100
/** Listens of one request that are told on the bus one by one. */
const TOLD_EACH_MAX = 10

/** As much as ListenBrainz takes of a whole listen; beyond, it is no description of a listen. */
const RAW_MAX = 10_240

/** The row of a scrobble. Its source is found when it is kept. */
function rowOf(teller: Teller, told: Scrobble): HeardRow {
  const identity = `${SCROBBLE_FORMAT}|${teller.name}|${told.listenedAtS}|${told.artistName}|${told.title}`
  const atMs = told.listenedAtS * 1000
  const row = heardRow(
    { listenerId: teller.listenerId, sourceId: 0 as SourceId },
    {
      title: readText(told.title),
      artistName: readText(told.artistName),
      albumTitle: told.albumTitle === null ? null : readText(told.albumTitle),
      atMs,
      timeTold: told.timeTold ?? 'start',
      precision: 's',
      msPlayed: told.msPlayed,
      skipped: told.skipped,
      platform: told.platform,
      sourceUri: told.sourceUri,
      recording: told.recording,
      raw: told.raw === null || told.raw.length > RAW_MAX ? null : told.raw,
      identity,
    },
  )
  row.rowKey = rowKey(identity, atMs)
  return row
}
