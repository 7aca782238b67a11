// The rows of a CSV file, streamed: any of comma, semicolon or tab; quoted line breaks; UTF-8, UTF-16 or Windows-1252, row by row.
// A quote that is never closed costs the one row it stands in: reading begins again at the line after it.

import { Buffer, isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'

export interface TableInput {
  readonly path: string
  /** The bytes from the beginning; may be called again. */
  readonly read: () => AsyncIterable<Uint8Array>
  /** Invented tracks, such as the demo's. */
  readonly synthetic?: boolean
  readonly onProgress?: (progress: { readonly rowsRead: number }) => void
}

export type TableRow =
  | { readonly kind: 'row'; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: 'broken'; readonly line: number; readonly message: string }

const RECORD_BYTES_MAX = 256 * 1024
/** So many broken quotes, and the rest of the file is one broken row. */
const RESTARTS_MAX = 50

/** The text of a file's first bytes; null where they are not text. */
export function headText(head: Uint8Array | string): string | null {
  if (typeof head === 'string') return head.replace(/^\ufeff/, '')
  const wide = wideEncoding(head)
  if (wide) return new TextDecoder(wide).decode(head)
  if (head.subarray(0, 4096).includes(0)) return null
  return decodeCell(Buffer.from(head).toString('latin1')).replace(/^\ufeff/, '')
}

/** The sign that parts the columns: the most frequent one outside quotes. */
export function delimiterOf(line: string): string {
  const bare = line.replace(/"(?:[^"]|"")*"/g, '')
  const count = (sign: string) => bare.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

const wideEncoding = (head: Uint8Array): 'utf-16le' | 'utf-16be' | null =>
  head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null

const NOT_ASCII = /[\x80-\xff]/
const windows1252 = new TextDecoder('windows-1252')

/** A cell read byte for byte, as UTF-8 where it is that, else as Windows-1252. */
function decodeCell(bytes: string): string {
  if (!NOT_ASCII.test(bytes)) return bytes
  const buffer = Buffer.from(bytes, 'latin1')
  return isUtf8(buffer) ? buffer.toString('utf8') : windows1252.decode(buffer)
}

/** Every row with its line number, the header included. */
export async function* readRows(input: TableInput): AsyncGenerator<TableRow> {
  const delimiter = await findDelimiter(input)
  let doneLines = 0
  for (let restart = 0; ; restart++) {
    const skipped = doneLines
    const source = Readable.from(linesFrom(input.read(), skipped))
    const parser = parse({
      delimiter,
      encoding: 'latin1',
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: RECORD_BYTES_MAX,
    })
    source.on('error', (error) => parser.destroy(error))
    source.pipe(parser)
    try {
      for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
        const line = doneLines + 1
        if (record.some(swallowsLines)) throw new UnclosedQuote()
        doneLines = skipped + info.lines
        yield { kind: 'row', line, cells: record.map(decodeCell) }
      }
      return
    } catch (error) {
      if (!(error instanceof CsvError || error instanceof UnclosedQuote)) throw error
      const last = restart >= RESTARTS_MAX
      yield {
        kind: 'broken',
        line: ++doneLines,
        message: last ? TOO_BROKEN : 'A quote is opened and never closed, or the row is too long.',
      }
      if (last) return
    } finally {
      source.destroy()
    }
  }
}

class UnclosedQuote extends Error {}

/** A quote that opened a cell and met its partner rows later: the parser then keeps it, with the rows between. */
const swallowsLines = (cell: string): boolean => cell.startsWith('"') && /[\r\n]/.test(cell)

const TOO_BROKEN = 'From here on the quotes do not match; the rest was not read.'

/** By the first line. */
async function findDelimiter(input: TableInput): Promise<string> {
  let head = ''
  for await (const bytes of linesFrom(input.read(), 0)) {
    head += bytes.toString('latin1')
    if (/[\r\n]/.test(head) || head.length > RECORD_BYTES_MAX) break
  }
  return delimiterOf(head.split(/[\r\n]/, 1)[0])
}

/** Passes the bytes on as UTF-8 or single bytes, without a byte order mark, from after the first `lines` lines. */
async function* linesFrom(source: AsyncIterable<Uint8Array>, lines: number): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  let begun = false
  let left = lines
  for await (const chunk of withWholeMark(source)) {
    let bytes = chunk
    if (!begun) {
      begun = true
      const wide = wideEncoding(bytes)
      if (wide) decoder = new TextDecoder(wide)
      else if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
    }
    if (decoder) bytes = Buffer.from(decoder.decode(bytes, { stream: true }), 'utf8')
    while (left > 0) {
      const end = bytes.indexOf(10)
      if (end < 0) break
      bytes = bytes.subarray(end + 1)
      left--
    }
    if (left === 0 && bytes.length > 0) yield bytes
  }
}

/** The same bytes; the first chunk holds a whole byte order mark, if there is one. */
async function* withWholeMark(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer | null = Buffer.alloc(0)
  for await (const chunk of source) {
    const bytes: Buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (held === null) yield bytes
    else {
      held = Buffer.concat([held, bytes])
      if (held.length < 3) continue
      yield held
      held = null
    }
  }
  if (held !== null && held.length > 0) yield held
}
