// Formats that have one JSON object in each line: a damaged line costs that line only, a truncated file its last one.

import type { RefusedRow } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { JsonObject } from '../json-rows.ts'
import type { Stretch } from './format.ts'
import { type RowRead, stretchOf } from './stretch.ts'
import { LINE_TOO_LONG, textLines } from './text-lines.ts'

/** The rows of a file of JSON lines, a stretch for each chunk. Blank lines are no rows. `dropped` is filled by `readRow` with personal fields seen. */
export async function* readJsonLines(
  input: Pick<Input, 'read'>,
  readRow: (value: JsonObject) => RowRead,
  dropped: ReadonlySet<string>,
): AsyncGenerator<Stretch> {
  for await (const { firstNumber, texts } of textLines(input.read())) {
    const numbers: number[] = []
    for (let i = 0; i < texts.length; i++) if (texts[i] === null || texts[i]!.trim() !== '') numbers.push(i)
    yield stretchOf(
      numbers.length,
      (index) => {
        const value = parseLine(texts[numbers[index]])
        return 'refused' in value ? value : readRow(value.object)
      },
      (index) => `line ${firstNumber + numbers[index]}`,
      [],
      dropped,
    )
  }
}

function parseLine(text: string | null): { readonly object: JsonObject } | RefusedRow {
  if (text === null) return { refused: LINE_TOO_LONG }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { refused: 'This line is not valid JSON.' }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { object: value as JsonObject }
    : { refused: 'This line is not a row: an object in braces was expected.' }
}
