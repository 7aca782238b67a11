// Reports of an import: every row read in exactly one of its numbers, every file in exactly one report.

import { CATALOGUED, PLAYABLE, type TrackId, type TrackStore } from '#library'
import { FURTHER_INVALID, type HistoryResult } from './import-history.ts'
import type { Input } from './input.ts'
import type { Merged } from './merged.ts'
import type { SourceId, SourceReport } from './source.ts'

/** Files that nothing recognises, told one by one for each path; further ones are told in one line. */
const UNKNOWN_TOLD_MAX = 20

/** A history that was read, and where its report belongs. */
export interface ReadHistory {
  readonly place: number
  readonly path: string
  readonly format: string
  readonly sourceId: SourceId
  readonly result: HistoryResult
  /** What a person should know of how it was read. */
  readonly notes: readonly string[]
}

/** `marked` are the ids (sorted) of rows that turned out to be told by another, `merged` what they tell with whom. */
export function historyReport(
  { path, format, result, notes }: ReadHistory,
  marked: Float64Array,
  flags: ReadonlyMap<TrackId, number>,
  merged?: Merged,
): SourceReport {
  const kept = result.kept.reduce((sum, { count }) => sum + count, 0)
  const twice = result.kept.reduce((sum, { firstId, count }) => sum + lowerBound(marked, firstId + count) - lowerBound(marked, firstId), 0)
  const matched = { library: 0, catalogue: 0, neither: result.musicRowsWithoutTrack }
  const { trackIds, rows: rowsOf } = result.rowsByTrack
  for (const [i, rows] of rowsOf.entries()) {
    const trackId = trackIds[i] as TrackId
    const flag = flags.get(trackId) ?? 0
    matched[flag & PLAYABLE ? 'library' : flag & CATALOGUED ? 'catalogue' : 'neither'] += rows
  }
  return {
    path,
    format,
    read: result.read,
    imported: kept - twice,
    duplicates: result.known + twice,
    ignored: { ...Object.fromEntries(result.ignored), ...(result.furtherInvalid > 0 ? { [FURTHER_INVALID]: result.furtherInvalid } : {}) },
    invalid: result.invalid,
    matched,
    ...(merged ? { merged } : {}),
    droppedFields: [...result.dropped],
    ...(notes.length > 0 ? { notes } : {}),
  }
}

/** How many of the sorted numbers are below `bound`. */
function lowerBound(sorted: Float64Array, bound: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < bound) low = middle + 1
    else high = middle
  }
  return low
}

/** Where the tracks of these histories are: in the library, the catalogue, or neither. */
export async function flagsOf(tracks: TrackStore, histories: readonly ReadHistory[]): Promise<Map<TrackId, number>> {
  const flags = new Map<TrackId, number>()
  for (const { result } of histories) for (const trackId of result.rowsByTrack.trackIds) flags.set(trackId as TrackId, 0)
  if (flags.size === 0) return flags
  const columns = await tracks.columns()
  for (let i = 0; i < columns.count; i++) {
    const trackId = columns.ids[i] as TrackId
    if (flags.has(trackId)) flags.set(trackId, columns.flags[i])
  }
  return flags
}

export const emptyReport = (path: string, format: string): SourceReport => ({
  path,
  format,
  read: 0,
  imported: 0,
  duplicates: 0,
  ignored: {},
  invalid: [],
})
export const failedReport = (path: string, message: string): SourceReport => ({
  ...emptyReport(path, 'unknown'),
  read: 1,
  invalid: [{ where: path, message }],
})

/** Files left alone: those of an export one by one; sounds, pictures and other files of a folder in one line for each kind. */
export function othersReports(path: string, inputs: readonly Input[]): SourceReport[] {
  const reports: SourceReport[] = []
  const grouped = new Map<string, SourceReport>()
  const count = (format: string, reason: string) => {
    const n = (grouped.get(format)?.read ?? 0) + 1
    grouped.set(format, { ...emptyReport(path, format), read: n, ignored: { [reason]: n } })
  }
  let unknown = 0
  for (const { path: own, recognised } of inputs) {
    if (recognised.as === 'unknown') {
      if (unknown++ < UNKNOWN_TOLD_MAX) reports.push(failedReport(own, recognised.message))
      else count('unknown', 'MORE_UNKNOWN')
    } else if (recognised.as === 'ignored') {
      if (/-(?:audio|picture|document|other)$/.test(recognised.format)) count(recognised.format, recognised.reason)
      else reports.push({ ...emptyReport(own, recognised.format), read: 1, ignored: { [recognised.reason]: 1 } })
    }
  }
  return [...reports, ...grouped.values()]
}
