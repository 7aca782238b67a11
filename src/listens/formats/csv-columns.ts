// Chosen columns of a wide CSV file, streamed: of 145 columns and 400 MB only the cells that are asked for ever become text.
// A quote that is never closed costs the one row it stands in: reading begins again at the line after it.

const [LF, CR, QUOTE] = [10, 13, 34]
const DELIMITERS = [44, 59, 9] as const
/** A row longer than this is damage, or malice. */
const ROW_BYTES_MAX = 1 << 20
/** A cell longer than this is cut. */
const CELL_BYTES_MAX = 8000

/** Some rows of the file. `rows[i]` has a text for each wanted column, empty where the row or the file has none. */
export interface CsvStretch {
  readonly rows: string[][]
  /** Number of each row in the file, from 1; the header is not counted. */
  readonly numbers: number[]
  readonly offsets: number[]
  readonly bad: { readonly where: string; readonly message: string }[]
}

const emptyStretch = (): CsvStretch => ({ rows: [], numbers: [], offsets: [], bad: [] })
const nameKey = (name: string) => name.trim().toLowerCase()

/** The names in a header line, without quotes and byte order mark. */
function headerNames(text: string): string[] {
  const line = Buffer.from(text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0])
  return cellsOf(line, 0, line.length, delimiterOf(line), null).cells
}

/** Whether a file that begins with this text has all these columns, in any order. */
export function hasColumns(text: string, names: readonly string[]): boolean {
  // The header of a wide file is some kilobytes; a file without a line break there is no such table.
  const header = new Set(headerNames(text.slice(0, 32_768)).map(nameKey))
  return names.every((name) => header.has(nameKey(name)))
}

/** Reads the wanted columns of each row, in the order of `wanted`; a stretch for each chunk of the file. `onHeader` is told all column names. */
export async function* csvColumns(
  bytes: AsyncIterable<Uint8Array>,
  wanted: readonly string[],
  onHeader: (names: readonly string[]) => void = () => {},
): AsyncGenerator<CsvStretch> {
  let kept: Buffer = Buffer.alloc(0)
  let base = 0
  let number = 0
  let layout: Layout | null = null
  /** In the rest of a line that is given up. */
  let skipping = false
  const take = (isLast: boolean): CsvStretch => {
    const stretch = emptyStretch()
    let at = layout === null && base === 0 && kept[0] === 0xef && kept[1] === 0xbb && kept[2] === 0xbf ? 3 : 0
    while (at < kept.length) {
      if (skipping) {
        const line = kept.indexOf(LF, at)
        skipping = line < 0
        at = line < 0 ? kept.length : line + 1
        continue
      }
      const end = rowEnd(kept, at, isLast)
      if (end === MORE && kept.length - at <= ROW_BYTES_MAX) break
      const broken = end === MORE || end === UNCLOSED
      const stop = broken ? lineEnd(kept, at) : end
      if (broken || stop > at) {
        if (layout === null) {
          layout = layoutOf(kept, at, stop, wanted)
          onHeader(layout.names)
        } else {
          number++
          const { cells, count } = cellsOf(kept, at, stop, layout.delimiter, layout.placeOf)
          // A quote that met its partner rows later has swallowed the rows between, and their columns.
          const swallowed = !broken && count !== layout.count && kept.subarray(at, stop).includes(LF)
          if (broken || swallowed) {
            stretch.bad.push({ where: `row ${number}, byte ${base + at}`, message: UNBALANCED })
            const line = lineEnd(kept, at)
            skipping = line === kept.length
            at = afterLine(kept, line)
            continue
          }
          stretch.rows.push(cells)
          stretch.numbers.push(number)
          stretch.offsets.push(base + at)
        }
      }
      at = afterLine(kept, stop)
    }
    kept = Buffer.from(kept.subarray(at))
    base += at
    return stretch
  }
  for await (const chunk of bytes) {
    kept = kept.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([kept, chunk])
    yield take(false)
  }
  yield take(true)
}

const UNBALANCED = 'A quote is opened and never closed in this row, or it is too long.'
/** The row goes on beyond what is there. */
const MORE = -1
/** The file ends, and a quote is still open. */
const UNCLOSED = -2

/** Where the row that begins at `from` ends: its line break outside quotes, or the end of the file. */
function rowEnd(bytes: Buffer, from: number, isLast: boolean): number {
  // Byte by byte: where each cell is quoted, looking for the next quote costs more than looking at every byte.
  const stop = Math.min(bytes.length, from + ROW_BYTES_MAX)
  let quoted = false
  for (let at = from; at < stop; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) quoted = !quoted
    else if (byte === LF && !quoted) return at > from && bytes[at - 1] === CR ? at - 1 : at
  }
  if (stop < bytes.length) return UNCLOSED
  return !isLast ? MORE : quoted ? UNCLOSED : bytes.length
}

/** The end of the line in which `from` is, whatever the quotes say. */
function lineEnd(bytes: Buffer, from: number): number {
  const line = bytes.indexOf(LF, from)
  return line < 0 ? bytes.length : line > from && bytes[line - 1] === CR ? line - 1 : line
}

function afterLine(bytes: Buffer, end: number): number {
  if (bytes[end] === CR && bytes[end + 1] === LF) return end + 2
  return end < bytes.length ? end + 1 : end
}

interface Layout {
  readonly delimiter: number
  readonly names: readonly string[]
  /** Columns of the file. */
  readonly count: number
  /** For each column of the file, its place among the wanted, or -1. */
  readonly placeOf: Int32Array & { wanted: number }
}

function layoutOf(bytes: Buffer, from: number, end: number, wanted: readonly string[]): Layout {
  const delimiter = delimiterOf(bytes.subarray(from, end))
  const { cells } = cellsOf(bytes, from, end, delimiter, null)
  const names = wanted.map(nameKey)
  const placeOf = Object.assign(new Int32Array(cells.length), { wanted: wanted.length })
  // The first of two columns of one name is the one.
  const seen = new Set<number>()
  cells.forEach((name, column) => {
    const place = names.indexOf(nameKey(name))
    placeOf[column] = place < 0 || seen.has(place) ? -1 : place
    seen.add(place)
  })
  return { delimiter, names: cells, count: cells.length, placeOf }
}

/** The sign that parts the columns: the most frequent one of the header. */
function delimiterOf(line: Buffer): number {
  const count = (sign: number) => line.reduce((sum, byte) => (byte === sign ? sum + 1 : sum), 0)
  return DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** The cells of one row: all of them, or (with `placeOf`) the wanted ones at their places. `count` is how many the row has. */
function cellsOf(
  bytes: Buffer,
  from: number,
  end: number,
  delimiter: number,
  placeOf: Layout['placeOf'] | null,
): { cells: string[]; count: number } {
  const cells: string[] = placeOf === null ? [] : new Array<string>(placeOf.wanted).fill('')
  let column = 0
  let at = from
  for (;;) {
    const start = at
    let stop: number
    let doubled = false
    const quoted = bytes[at] === QUOTE
    if (quoted) {
      at++
      for (; at < end; at++) {
        if (bytes[at] !== QUOTE) continue
        if (bytes[at + 1] !== QUOTE || at + 1 >= end) break
        doubled = true
        at++
      }
      stop = at
      while (at < end && bytes[at] !== delimiter) at++
    } else {
      while (at < end && bytes[at] !== delimiter) at++
      stop = at
    }
    const place = placeOf === null ? column : column < placeOf.length ? placeOf[column] : -1
    if (place >= 0) {
      const begin = quoted ? start + 1 : start
      const text = bytes.toString('utf8', begin, Math.min(stop, begin + CELL_BYTES_MAX))
      cells[place] = doubled ? text.replaceAll('""', '"') : text
    }
    column++
    if (at >= end) return { cells, count: column }
    at++
  }
}
