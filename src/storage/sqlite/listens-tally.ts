// Listens as numbers: what each track came to, and a span of time in sum, scanned from the ledger.

import type { TrackId } from '#library'
import { COMPLETED, COUNTED, type Ledger, type ListenStore, type ListenSummary, SKIPPED } from '#listens'
import type { Database } from './database.ts'
import { type Ledgers, msOf, rowFrom } from './listens-ledger.ts'
import { packInTurns } from './listens-months.ts'

const HOUR_S = 3600
/** Hours from Monday 00:00 to the epoch, a Thursday. */
const EPOCH_HOUR_OF_WEEK = 72
const TOP_MAX = 100

interface Span {
  readonly fromMs?: number
  readonly toMs?: number
}

/** The rows of a span of time, the second not included. */
const rowsOf = (ledger: Ledger, { fromMs, toMs }: Span): [from: number, to: number] => [
  fromMs === undefined ? 0 : rowFrom(ledger, fromMs),
  toMs === undefined ? ledger.count : rowFrom(ledger, toMs),
]

export function listenTallies(database: Database, ledgers: Ledgers): Pick<ListenStore, 'tally' | 'summary' | 'ledger'> {
  return {
    ledger: async (listenerId) => {
      await packInTurns(database, listenerId)
      return ledgers.of(listenerId)
    },
    tally: async (listenerId, options = {}) => {
      await packInTurns(database, listenerId)
      return tallyOf(ledgers.of(listenerId), options, options.trackIds)
    },
    summary: async (listenerId, options = {}) => {
      await packInTurns(database, listenerId)
      return summaryOf(database, ledgers.of(listenerId), options)
    },
  }
}

function tallyOf(ledger: Ledger, span: Span, among?: readonly TrackId[]) {
  const [from, to] = rowsOf(ledger, span)
  const { trackIds, flags, endedAtS } = ledger
  let max = 0
  for (let i = from; i < to; i++) if (trackIds[i] > max) max = trackIds[i]
  /** Place in the columns of each track, from 1, in order of id. */
  const places = new Int32Array(max + 1)
  const wanted = among && new Set<number>(among)
  for (let i = from; i < to; i++) places[trackIds[i]] = 1
  let count = 0
  for (let id = 1; id <= max; id++) places[id] = places[id] === 1 && (!wanted || wanted.has(id)) ? ++count : 0
  const column = () => new Float64Array(count)
  const tally = { count, trackIds: new Int32Array(count), plays: column(), completions: column(), skips: column(), msPlayed: column(), lastPlayedMs: column(), lastSkippedMs: column() } // biome-ignore format: one row
  for (let i = from; i < to; i++) {
    const place = places[trackIds[i]] - 1
    if (trackIds[i] === 0 || place < 0) continue
    tally.trackIds[place] = trackIds[i]
    tally.msPlayed[place] += msOf(ledger, i)
    if (flags[i] & COMPLETED) tally.completions[place]++
    if (flags[i] & COUNTED) {
      tally.plays[place]++
      tally.lastPlayedMs[place] = endedAtS[i] * 1000
    }
    if (flags[i] & SKIPPED) {
      tally.skips[place]++
      tally.lastSkippedMs[place] = endedAtS[i] * 1000
    }
  }
  return tally
}

function summaryOf(database: Database, ledger: Ledger, span: Span): ListenSummary {
  const [from, to] = rowsOf(ledger, span)
  const { flags, endedAtS } = ledger
  const byHourOfWeek = new Array<number>(168).fill(0)
  const months = new Map<string, { countedListens: number; msPlayed: number }>()
  let [countedListens, skips, msPlayed] = [0, 0, 0]
  let monthEndS = Number.NEGATIVE_INFINITY
  let month = { countedListens: 0, msPlayed: 0 }
  for (let i = from; i < to; i++) {
    const counted = flags[i] & COUNTED ? 1 : 0
    const ms = msOf(ledger, i)
    const hour = Math.floor(endedAtS[i] / HOUR_S)
    countedListens += counted
    msPlayed += ms
    if (flags[i] & SKIPPED) skips++
    byHourOfWeek[(hour + EPOCH_HOUR_OF_WEEK) % 168] += counted
    if (endedAtS[i] >= monthEndS) {
      const date = new Date(endedAtS[i] * 1000)
      monthEndS = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000
      month = { countedListens: 0, msPlayed: 0 }
      months.set(date.toISOString().slice(0, 7), month)
    }
    month.countedListens += counted
    month.msPlayed += ms
  }
  const firstMs = from < to ? endedAtS[from] * 1000 : null
  const lastMs = from < to ? endedAtS[to - 1] * 1000 : null
  return {
    listens: to - from,
    countedListens,
    skips,
    msPlayed,
    firstMs,
    lastMs,
    byHourOfWeek,
    byMonth:
      firstMs === null || lastMs === null
        ? []
        : everyMonth(firstMs, lastMs).map((name) => ({ month: name, ...(months.get(name) ?? NOTHING) })),
    ...tops(database, ledger, span),
  }
}

const NOTHING = { countedListens: 0, msPlayed: 0 }

function everyMonth(fromMs: number, toMs: number): string[] {
  const months: string[] = []
  const at = new Date(fromMs)
  at.setUTCDate(1)
  at.setUTCHours(0, 0, 0, 0)
  for (; at.getTime() <= toMs; at.setUTCMonth(at.getUTCMonth() + 1)) months.push(at.toISOString().slice(0, 7))
  return months
}

/** The tracks and artists heard most, and how many there are. An artist is the first one of the track's credit. */
function tops(database: Database, ledger: Ledger, span: Span) {
  const tally = tallyOf(ledger, span)
  const artistOf = new Map(
    database
      .all<{ id: number; artistId: number }>(
        'SELECT id, artist_id AS artistId FROM tracks WHERE id IN (SELECT value FROM json_each(?))',
        JSON.stringify([...tally.trackIds]),
      )
      .map(({ id, artistId }) => [id, artistId]),
  )
  const tracks: { trackId: TrackId; countedListens: number; msPlayed: number }[] = []
  const artists = new Map<number, { countedListens: number; msPlayed: number }>()
  for (let i = 0; i < tally.count; i++) {
    const artistId = artistOf.get(tally.trackIds[i])
    if (tally.plays[i] === 0 || artistId === undefined) continue
    const [countedListens, msPlayed] = [tally.plays[i], tally.msPlayed[i]]
    tracks.push({ trackId: tally.trackIds[i] as TrackId, countedListens, msPlayed })
    const sum = artists.get(artistId)
    artists.set(artistId, { countedListens: countedListens + (sum?.countedListens ?? 0), msPlayed: msPlayed + (sum?.msPlayed ?? 0) })
  }
  tracks.sort((a, b) => b.countedListens - a.countedListens || b.msPlayed - a.msPlayed || a.trackId - b.trackId)
  const topArtists = [...artists]
    .sort(([aId, a], [bId, b]) => b.countedListens - a.countedListens || b.msPlayed - a.msPlayed || aId - bId)
    .slice(0, TOP_MAX)
    .map(([id, sum]) => ({ artistName: database.get<{ name: string }>('SELECT name FROM artists WHERE id = ?', id)?.name ?? '', ...sum }))
  return { distinctTracks: tracks.length, distinctArtists: artists.size, topTracks: tracks.slice(0, TOP_MAX), topArtists }
}

/** The newest rows of a track, as the seconds in which they ended. */
export function endsOfTrack(ledger: Ledger, trackId: TrackId, beforeMs: number, countMax: number, countedOnly: boolean): number[] {
  const ends: number[] = []
  for (let i = rowFrom(ledger, beforeMs) - 1; i >= 0 && ends.length < countMax; i--)
    if (ledger.trackIds[i] === trackId && (!countedOnly || (ledger.flags[i] & COUNTED) !== 0)) ends.push(ledger.endedAtS[i])
  return ends
}
