// Formats that are one JSON array of rows: each object of it is read by itself, so a damaged one costs that row only.

import { type HeardRow, isRefused, type RefusedRow } from '../heard-row.ts'
import type { Input } from '../input.ts'
import { type JsonObject, jsonRows } from '../json-rows.ts'
import type { FormatContext, Stretch } from './format.ts'

/** A row that is left alone on purpose, by the reason's word in the report. */
export interface IgnoredRow {
  readonly ignoredAs: string
}

type ReadRow = (value: JsonObject) => HeardRow | RefusedRow | IgnoredRow

/** The rows of a JSON array, a stretch for each chunk of the file. `reader` makes the function that reads one row, once for each file. */
export async function* readJsonArray(
  input: Input,
  context: FormatContext,
  reader: (input: Input, context: FormatContext, dropped: Set<string>) => ReadRow,
): AsyncGenerator<Stretch> {
  const dropped = new Set<string>()
  const readRow = reader(input, context, dropped)
  for await (const { values, numbers, offsets, bad } of jsonRows(input.read())) {
    const rows: HeardRow[] = []
    const refused = bad.map((row) => ({ where: `row ${row.number}, byte ${row.offset}`, message: row.message }))
    const ignored: Record<string, number> = {}
    for (let i = 0; i < values.length; i++) {
      const row = readRow(values[i])
      if ('ignoredAs' in row) ignored[row.ignoredAs] = (ignored[row.ignoredAs] ?? 0) + 1
      else if (isRefused(row)) refused.push({ where: `row ${numbers[i]}, byte ${offsets[i]}`, message: row.refused })
      else rows.push(row)
    }
    yield { rows, refused, ignored, dropped: [...dropped] }
  }
}
