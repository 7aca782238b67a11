// One file of a history into the store: rows are read, joined to tracks and kept, some thousands at a time. A kill in the middle loses at most
// such a batch, and the next import of the file completes it.

import { setImmediate } from 'node:timers/promises'
import type { Sighting, TrackId, TrackStore } from '#library'
import type { ToldFeedback, ToldPlaylist } from './formats/format.ts'
import type { ListenStore } from './listen.ts'
import type { PackedRows, ToldWording } from './packed-rows.ts'
import type { Reader, ReadRequest } from './reading.ts'
import type { SourceId } from './source.ts'

/** Invalid rows told one by one in a report; further ones are counted under this reason. */
const INVALID_TOLD_MAX = 1000
export const FURTHER_INVALID = 'MORE_INVALID'

export interface HistoryRequest extends ReadRequest {
  readonly sourceId: SourceId
  readonly synthetic: boolean
  /** Nothing is kept. */
  readonly dryRun: boolean
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
  /** Rows of music by track, with those known already: `rows[i]` are of `trackIds[i]`. An export may have hundreds of files, so they lie packed. */
  rowsByTrack: { readonly trackIds: Int32Array; readonly rows: Int32Array }
  musicRowsWithoutTrack: number
  /** Of those, rows with a title whose artist the source does not tell. */
  musicRowsWithoutArtist: number
  readonly dropped: Set<string>
  readonly ignored: Map<string, number>
  readonly feedback: ToldFeedback[]
  readonly playlists: ToldPlaylist[]
  /** Span of the ends of all rows read; null where none could be. */
  spanMs: [fromMs: number, toMs: number] | null
}

/** Reads a whole history file. Never throws for what the file says; what cannot be read is in `invalid`. */
export async function importHistory(
  deps: { tracks: TrackStore; listens: ListenStore },
  reader: Reader,
  request: HistoryRequest,
  next: ReadRequest | null = null,
): Promise<HistoryResult> {
  const result: HistoryResult = {
    read: 0,
    known: 0,
    kept: [],
    invalid: [],
    furtherInvalid: 0,
    rowsByTrack: { trackIds: new Int32Array(0), rows: new Int32Array(0) },
    musicRowsWithoutTrack: 0,
    musicRowsWithoutArtist: 0,
    dropped: new Set(),
    ignored: new Map(),
    feedback: [],
    playlists: [],
    spanMs: null,
  }
  const rowsByTrack = new Map<TrackId, number>()
  for await (const part of reader.read(request, next)) {
    for (const row of part.refused) {
      if (result.invalid.length < INVALID_TOLD_MAX) result.invalid.push(row)
      else result.furtherInvalid++
    }
    for (const [reason, count] of Object.entries(part.ignored)) {
      result.read += count
      result.ignored.set(reason, (result.ignored.get(reason) ?? 0) + count)
    }
    for (const field of part.dropped) result.dropped.add(field)
    for (const one of part.feedback) result.feedback.push(one)
    for (const one of part.playlists) result.playlists.push(one)
    result.read += part.packed.count + part.refused.length
    if (part.packed.count > 0) await (request.dryRun ? look : keep)(deps, request, part.packed, result, rowsByTrack)
    request.onProgress(part.bytesRead, result.read)
    // Others wait for their turn: the server answers while an import runs.
    await setImmediate()
  }
  request.onProgress(request.input.sizeBytes, result.read)
  result.rowsByTrack = { trackIds: Int32Array.from(rowsByTrack.keys()), rows: Int32Array.from(rowsByTrack.values()) }
  return result
}

/** What `keep` would find, without keeping it. */
async function look(deps: { listens: ListenStore }, request: HistoryRequest, rows: PackedRows, result: HistoryResult) {
  const known = await deps.listens.countKnown(request.context.listenerId, rows.rowKeys)
  result.known += known
  if (rows.count > known) result.kept.push({ firstId: 0, count: rows.count - known })
}

async function keep(
  deps: { tracks: TrackStore; listens: ListenStore },
  request: HistoryRequest,
  rows: PackedRows,
  result: HistoryResult,
  rowsByTrack: Map<TrackId, number>,
) {
  const trackIds = await tracksOf(deps, rows.wordings, request.synthetic)
  const rowsOf = new Int32Array(rows.wordings.length)
  let [fromMs, toMs] = result.spanMs ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < rows.count; i++) {
    rowsOf[rows.wordingOf[i]]++
    fromMs = Math.min(fromMs, rows.endedAtMs[i])
    toMs = Math.max(toMs, rows.endedAtMs[i])
  }
  result.spanMs = [fromMs, toMs]
  for (const [i, trackId] of trackIds.entries()) {
    if (trackId !== null) rowsByTrack.set(trackId, (rowsByTrack.get(trackId) ?? 0) + rowsOf[i])
    else if (rows.wordings[i].kind === 'music') {
      result.musicRowsWithoutTrack += rowsOf[i]
      if (rows.wordings[i].title !== '' && rows.wordings[i].artistName === '') result.musicRowsWithoutArtist += rowsOf[i]
    }
  }
  const { listenerId } = request.context
  const { sourceId } = request
  const { added, known, duplicates, firstId } = await deps.listens.appendPacked(rows, { listenerId, sourceId, trackIds })
  result.known += known
  if (added + duplicates > 0) result.kept.push({ firstId, count: added + duplicates })
}

/** The track of each wording: the one it was joined to before, else found or made; null for what is not music, or has no name. A music video is music. */
async function tracksOf(deps: { tracks: TrackStore; listens: ListenStore }, wordings: readonly ToldWording[], synthetic: boolean) {
  const known = await deps.listens.tracksOf(wordings)
  const wanted: number[] = []
  for (const [i, { kind, title, artistName }] of wordings.entries())
    if (known[i] === undefined && (kind === 'music' || kind === 'video') && title !== '' && artistName !== '') wanted.push(i)
  const trackIds = known.map((trackId) => trackId ?? null)
  if (wanted.length === 0) return trackIds
  const ids = await deps.tracks.identify(
    wanted.map((i) => sightingOf(wordings[i], synthetic)),
    'history',
  )
  for (const [place, i] of wanted.entries()) trackIds[i] = ids[place]
  return trackIds
}

/** What a wording tells of its track. Where a source gives the credit as one line, that is the artist's name. */
export const sightingOf = ({ title, artistName, albumTitle, sourceUri, recording }: ToldWording, synthetic = false): Sighting => ({
  title,
  artistNames: [artistName],
  albumTitle,
  ...(albumTitle === null ? {} : { albumArtistName: artistName }),
  sourceUri,
  ...recording,
  ...(synthetic ? { synthetic } : {}),
})
