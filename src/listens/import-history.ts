// One file of a history into the store: rows are read, joined to tracks and kept, some thousands at a time. A kill in the middle loses at most
// such a batch, and the next import of the file completes it.

import { setImmediate } from 'node:timers/promises'
import { messageOf } from '#kernel'
import type { Sighting, TrackId, TrackStore } from '#library'
import type { Format, ToldFeedback, ToldPlaylist } from './formats/format.ts'
import type { HeardRow } from './heard-row.ts'
import type { Input } from './input.ts'
import type { ListenStore } from './listen.ts'
import type { ListenerId } from './listener.ts'
import { rowKeys } from './row-key.ts'
import type { SourceId } from './source.ts'

/** Rows in a transaction. */
const BATCH_ROWS = 6000
/** Invalid rows told one by one in a report; further ones are counted under this reason. */
const INVALID_TOLD_MAX = 1000
export const FURTHER_INVALID = 'MORE_INVALID'

export interface HistoryRequest {
  readonly input: Input
  readonly format: Format
  /** Every file that came with this one. */
  readonly siblings: readonly Input[]
  /** IANA zone for times without a zone. */
  readonly zone: string
  readonly listenerId: ListenerId
  readonly sourceId: SourceId
  readonly synthetic: boolean
  readonly nowMs: number
  onProgress(bytesRead: number, rowsRead: number): void
}

/** What a file gave, before events told twice are looked for. */
export interface HistoryResult {
  read: number
  known: number
  /** Ids of the rows kept, in stretches. */
  readonly kept: { readonly firstId: number; readonly count: number }[]
  readonly invalid: { readonly where: string; readonly message: string }[]
  furtherInvalid: number
  /** Rows of music by track, with those known already. */
  readonly rowsByTrack: Map<TrackId, number>
  musicRowsWithoutTrack: number
  readonly dropped: Set<string>
  readonly ignored: Map<string, number>
  readonly feedback: ToldFeedback[]
  readonly playlists: ToldPlaylist[]
  /** Span of the ends of all rows read; null where none could be. */
  spanMs: [fromMs: number, toMs: number] | null
}

/** Reads a whole history file. Never throws for what the file says; what cannot be read is in `invalid`. */
export async function importHistory(deps: { tracks: TrackStore; listens: ListenStore }, request: HistoryRequest): Promise<HistoryResult> {
  const result: HistoryResult = {
    read: 0,
    known: 0,
    kept: [],
    invalid: [],
    furtherInvalid: 0,
    rowsByTrack: new Map(),
    musicRowsWithoutTrack: 0,
    dropped: new Set(),
    ignored: new Map(),
    feedback: [],
    playlists: [],
    spanMs: null,
  }
  const refuse = (where: string, message: string) => {
    result.read++
    if (result.invalid.length < INVALID_TOLD_MAX) result.invalid.push({ where, message })
    else result.furtherInvalid++
  }
  const keyOf = rowKeys()
  let batch: HeardRow[] = []
  const flush = async () => {
    if (batch.length === 0) return
    await keep(deps, request, batch, result)
    batch = []
    // Others wait for their turn: the server answers while an import runs.
    await setImmediate()
  }

  let bytesRead = 0
  const read = async function* () {
    try {
      for await (const chunk of request.input.read()) {
        bytesRead += chunk.length
        yield chunk
      }
    } catch (error) {
      throw new Unread(messageOf(error))
    }
  }
  try {
    for await (const stretch of request.format.read({ ...request.input, read }, request)) {
      for (const { where, message } of stretch.refused ?? []) refuse(where, message)
      for (const row of stretch.rows) {
        result.read++
        row.rowKey = keyOf(row.identity, row.timeTold === 'end' ? row.endedAtMs : row.startedAtMs)
        batch.push(row)
      }
      for (const [reason, count] of Object.entries(stretch.ignored ?? {})) {
        result.read += count
        result.ignored.set(reason, (result.ignored.get(reason) ?? 0) + count)
      }
      for (const field of stretch.dropped ?? []) result.dropped.add(field)
      result.feedback.push(...(stretch.feedback ?? []))
      result.playlists.push(...(stretch.playlists ?? []))
      if (batch.length >= BATCH_ROWS) await flush()
      request.onProgress(bytesRead, result.read)
    }
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    refuse(`byte ${bytesRead}`, `The file could not be read to its end: ${error.message}. The rows before were kept.`)
  }
  await flush()
  request.onProgress(request.input.sizeBytes, result.read)
  return result
}

/** The bytes of the file could not be had; what a store throws is not this, and passes through. */
class Unread extends Error {}

async function keep(deps: { tracks: TrackStore; listens: ListenStore }, request: HistoryRequest, batch: HeardRow[], result: HistoryResult) {
  const trackIds = await tracksOf(deps, request, batch)
  for (let i = 0; i < batch.length; i++) {
    const row = batch[i]
    const trackId = trackIds[i]
    row.trackId = trackId
    if (trackId !== null) result.rowsByTrack.set(trackId, (result.rowsByTrack.get(trackId) ?? 0) + 1)
    else if (row.kind === 'music') result.musicRowsWithoutTrack++
    if (result.spanMs === null) result.spanMs = [row.endedAtMs, row.endedAtMs]
    else if (row.endedAtMs < result.spanMs[0]) result.spanMs[0] = row.endedAtMs
    else if (row.endedAtMs > result.spanMs[1]) result.spanMs[1] = row.endedAtMs
  }
  const { added, known, duplicates, firstId } = await deps.listens.append(batch, { reconcile: false })
  result.known += known
  if (added + duplicates > 0) result.kept.push({ firstId, count: added + duplicates })
}

/** The track of each row: of its wording where that is known, else found or made; null for what is not music, or has no name. A music video is music. */
async function tracksOf(deps: { tracks: TrackStore; listens: ListenStore }, request: HistoryRequest, batch: readonly HeardRow[]) {
  const known = await deps.listens.tracksOf(batch)
  const wanted = new Map<string, { place: number; sighting: Sighting }>()
  const wantedAt = new Map<number, string>()
  for (let i = 0; i < batch.length; i++) {
    const row = batch[i]
    if (known[i] !== undefined || (row.kind !== 'music' && row.kind !== 'video') || row.title === '' || row.artistName === '') continue
    const key = `${row.sourceUri ?? ''}\u0000${row.artistName}\u0000${row.title}\u0000${row.albumTitle ?? ''}`
    wantedAt.set(i, key)
    if (!wanted.has(key)) wanted.set(key, { place: wanted.size, sighting: sightingOf(row, request.synthetic) })
  }
  if (wanted.size === 0) return known.map((trackId) => trackId ?? null)
  const sightings = [...wanted.values()].map(({ sighting }) => sighting)
  const ids = await deps.tracks.identify(sightings, 'history')
  return known.map((trackId, i) => (wantedAt.has(i) ? ids[wanted.get(wantedAt.get(i)!)!.place] : (trackId ?? null)))
}

const SPOTIFY_TRACK = 'spotify:track:'
/** What a row tells of its track. Where a source gives the credit as one line, that is the artist's name. */
export const sightingOf = (row: HeardRow, synthetic = false): Sighting => ({
  title: row.title,
  artistNames: [row.artistName],
  albumTitle: row.albumTitle,
  ...(row.albumTitle === null ? {} : { albumArtistName: row.artistName }),
  ...(row.sourceUri?.startsWith(SPOTIFY_TRACK) ? { spotifyId: row.sourceUri.slice(SPOTIFY_TRACK.length) } : {}),
  ...row.recording,
  ...(synthetic ? { synthetic } : {}),
})
