// What a mapping makes of the first rows of a table: shown before anything is imported.

import type { ListenerId } from '../listener.ts'
import type { SourceId } from '../source.ts'
import { rowReader } from './mapped-table.ts'
import type { Mapping } from './mapping.ts'

/** A row as it would be kept, or why it would not. */
export type SampleRow =
  | {
      readonly atMs: number
      readonly precision: string
      readonly title: string
      readonly artist: string
      readonly album: string | null
      readonly msPlayed: number | null
    }
  | { readonly refused: string }

export function sampleOf(rows: readonly (readonly string[])[], mapping: Mapping, where: { zone: string; nowMs: number }): SampleRow[] {
  const context = { listenerId: 0 as ListenerId, sourceId: 0 as SourceId, nowMs: where.nowMs, zone: where.zone, siblings: [] }
  const readRow = rowReader(mapping, context, new Set())
  return rows.map((cells) => {
    const row = readRow(cells)
    if ('refused' in row) return { refused: row.refused }
    if (!('endedAtMs' in row)) return { refused: 'This row is left out.' }
    const atMs = row.timeTold === 'end' ? row.endedAtMs : row.startedAtMs
    return { atMs, precision: row.precision, title: row.title, artist: row.artistName, album: row.albumTitle, msPlayed: row.msPlayed }
  })
}
