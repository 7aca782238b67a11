// Rows of a table (CSV, TSV) of listens, streamed. A row that is damaged costs that row only: a quote that is never closed is told with its line, and
// reading goes on at the next. Encodings and over-long lines: text-lines.ts.

import { parse } from 'csv-parse/sync'
import type { Input } from '../input.ts'
import type { Stretch } from './format.ts'
import { type BadPlace, type RowRead, stretchOf } from './stretch.ts'
import { LINE_TOO_LONG, textLines } from './text-lines.ts'

/** Rows of one stretch of the file: `cells[i]` begins at line `lines[i]`. */
interface CsvRows {
  readonly cells: string[][]
  readonly lines: number[]
  readonly bad: BadPlace[]
}

/** A quoted cell with more line breaks than this is not one cell but a quote that was never closed. */
const RECORD_LINES_MAX = 50
const RECORD_CHARS_MAX = 64 * 1024
const UNCLOSED = 'A quote is opened in this line and never closed.'

/** Reads the rows of a table, a stretch for each chunk, blank lines left out. */
export async function* csvRows(chunks: AsyncIterable<Uint8Array>, delimiter: string): AsyncGenerator<CsvRows> {
  /** Lines of a row whose quote is still open. */
  let open: string[] = []
  let openLine = 0
  const take = (lines: readonly (string | null)[], firstNumber: number, last: boolean): CsvRows => {
    const texts: string[] = []
    const numbers: number[] = []
    const bad: BadPlace[] = []
    const pending = open.length > 0 ? [...open, ...lines] : lines
    const base = open.length > 0 ? openLine : firstNumber
    open = []
    for (let i = 0; i < pending.length; i++) {
      const line = pending[i]
      if (line === null) bad.push({ where: `line ${base + i}`, message: LINE_TOO_LONG })
      else if (line.trim() === '') continue
      else if (!line.includes('"')) {
        texts.push(line)
        numbers.push(base + i)
      } else {
        const end = recordEnd(pending, i, delimiter)
        if (end >= 0) {
          texts.push(end === i ? line : pending.slice(i, end + 1).join('\n'))
          numbers.push(base + i)
          i = end
        } else if (end === NEVER || last) bad.push({ where: `line ${base + i}`, message: UNCLOSED })
        else {
          open = pending.slice(i) as string[]
          openLine = base + i
          break
        }
      }
    }
    return { ...parsed(texts, numbers, delimiter, bad), bad }
  }
  let next = 1
  for await (const { firstNumber, texts } of textLines(chunks)) {
    yield take(texts, firstNumber, false)
    next = firstNumber + texts.length
  }
  if (open.length > 0) yield take([], next, true)
}

const NEVER = -2
const NOT_YET = -1

/** The line in which the row that begins at `start` ends; NEVER where its quote is not closed in time, NOT_YET where the lines end before. */
function recordEnd(lines: readonly (string | null)[], start: number, delimiter: string): number {
  let quoted = false
  let chars = 0
  for (let i = start; i < lines.length; i++) {
    const line = lines[i]
    if (line === null || i - start > RECORD_LINES_MAX || chars > RECORD_CHARS_MAX) return NEVER
    const open = openAfter(line, quoted, delimiter)
    if (open === null) return NEVER
    if (!open) return i
    quoted = true
    chars += line.length
  }
  return lines.length - start > RECORD_LINES_MAX ? NEVER : NOT_YET
}

/**
 * Whether a quoted cell is open at the end of a line. A quote opens only at the beginning of a cell. Null: the quote that ends what earlier lines
 * left open does not end a cell, so it opened another one, and theirs was never closed.
 */
function openAfter(line: string, openBefore: boolean, delimiter: string): boolean | null {
  let at = 0
  let quoted = openBefore
  let closed = false
  for (;;) {
    if (quoted) {
      at = line.indexOf('"', at)
      if (at < 0) return true
      if (line[at + 1] === '"') {
        at += 2
        continue
      }
      if (openBefore && !closed && at + 1 < line.length && line[at + 1] !== delimiter) return null
      closed = true
      quoted = false
    }
    // Outside quotes: on to the next cell, which may begin with one.
    if (at === 0 && line[0] === '"' && !openBefore) {
      quoted = true
      at = 1
      continue
    }
    const next = line.indexOf(`${delimiter}"`, at)
    if (next < 0) return false
    quoted = true
    at = next + 2
  }
}

/** The cells of rows: those without quotes are only split; the others go to csv-parse, all at once where that gives as many rows. */
function parsed(texts: readonly string[], lines: readonly number[], delimiter: string, bad: BadPlace[]): Omit<CsvRows, 'bad'> {
  const quoted = texts.filter((text) => text.includes('"'))
  const cellsOfQuoted = quoted.length > 1 ? parseText(quoted.join('\n'), delimiter) : null
  const sound = cellsOfQuoted !== null && cellsOfQuoted.length === quoted.length ? cellsOfQuoted : null
  const cells: string[][] = []
  const kept: number[] = []
  let at = 0
  for (let i = 0; i < texts.length; i++) {
    let row: string[] | undefined
    if (!texts[i].includes('"')) row = texts[i].split(delimiter)
    else if (sound !== null) row = sound[at++]
    else row = parseText(texts[i], delimiter)?.[0]
    if (row === undefined) bad.push({ where: `line ${lines[i]}`, message: 'The quotes of this line do not fit.' })
    else {
      cells.push(row)
      kept.push(lines[i])
    }
  }
  return { cells, lines: kept }
}

function parseText(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, { delimiter, relax_quotes: true, relax_column_count: true }) as string[][]
  } catch {
    return null
  }
}

/** How the rows of a table are read: made by its first row, which is a header or a row itself. */
interface RowReader {
  readonly headed: boolean
  readonly readRow: (cells: readonly string[], line: number) => RowRead | null
}

const NO_HEADER: RowReader = { headed: false, readRow: () => ({ refused: 'The header of this table cannot be read.' }) }

/** A table read row by row into stretches. `reader` gives null where the first row is not the header that must be there. */
export async function* readCsv(
  input: Pick<Input, 'read'>,
  delimiter: string,
  reader: (first: readonly string[]) => RowReader | null,
  dropped: ReadonlySet<string>,
): AsyncGenerator<Stretch> {
  let made: RowReader | null = null
  for await (const { cells, lines, bad } of csvRows(input.read(), delimiter)) {
    let from = 0
    if (made === null && cells.length > 0) {
      made = reader(cells[0]) ?? NO_HEADER
      if (made.headed) from = 1
    }
    const { readRow } = made ?? NO_HEADER
    yield stretchOf(
      cells.length - from,
      (index) => readRow(cells[from + index], lines[from + index]),
      (index) => `line ${lines[from + index]}`,
      bad,
      dropped,
    )
  }
}
