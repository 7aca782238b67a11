// Formats that are one JSON array of rows: each object of it is read by itself, so a damaged one costs that row only.

import type { Input } from '../input.ts'
import { type JsonObject, type JsonRows, jsonRows } from '../json-rows.ts'
import type { FormatContext, Stretch } from './format.ts'
import { type RowRead, stretchOf } from './stretch.ts'

type ReadRow = (value: JsonObject) => RowRead

/** The rows of a JSON array, a stretch for each chunk of the file. `reader` makes the function that reads one row, once for each file. */
export async function* readJsonArray(
  input: Input,
  context: FormatContext,
  reader: (input: Input, context: FormatContext, dropped: Set<string>) => ReadRow,
): AsyncGenerator<Stretch> {
  const dropped = new Set<string>()
  yield* readJsonRows(jsonRows(input.read()), reader(input, context, dropped), dropped)
}

/** Rows of JSON, as a splitter gives them, read into stretches. `dropped` is filled by `readRow` with personal fields seen. */
export async function* readJsonRows(
  rows: AsyncIterable<JsonRows>,
  readRow: ReadRow,
  dropped: ReadonlySet<string>,
): AsyncGenerator<Stretch> {
  for await (const { values, numbers, offsets, bad } of rows)
    yield stretchOf(
      values.length,
      (index) => readRow(values[index]),
      (index) => `row ${numbers[index]}, byte ${offsets[index]}`,
      bad.map((row) => ({ where: `row ${row.number}, byte ${row.offset}`, message: row.message })),
      dropped,
    )
}
