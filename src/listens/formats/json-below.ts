// Rows that stand below a key of a large JSON object, such as {"scrobbles": [...]}, or of many objects one after the other, such as pages of
// {"track": [...]}: streamed, whatever lies around them, with no more memory than a row needs.

import type { Input } from '../input.ts'
import { type JsonObject, type JsonRows, ROW_BYTES_MAX, rowSplitter } from '../json-rows.ts'
import type { Stretch } from './format.ts'
import { readJsonRows } from './json-array.ts'
import type { RowRead } from './stretch.ts'

const [QUOTE, BACKSLASH, NEWLINE, COLON, OPEN_ARRAY, OPEN] = [34, 92, 10, 58, 91, 123]
const isBlank = (byte: number) => byte === 32 || byte === NEWLINE || byte === 13 || byte === 9
const KEY_BYTES_MAX = 64

/** Finds the next value of one of the keys that is a list or an object: scans bytes one after the other, however deep they nest, and keeps nothing. */
function keyFinder(keys: ReadonlySet<string>) {
  let inString = false
  let escaped = false
  let text: number[] = []
  /** What came last: a string that may be a key, a key of ours and its colon, or something else. */
  let last: 'string' | 'key' | 'other' = 'other'
  /** The position of the bracket that opens the value, or -1 where these bytes hold none. */
  return (bytes: Buffer, from: number): number => {
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i]
      if (inString) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE || byte === NEWLINE) {
          inString = false
          last = 'string'
        } else if (text.length <= KEY_BYTES_MAX) text.push(byte)
      } else if (byte === QUOTE) {
        inString = true
        text = []
      } else if (byte === COLON) last = last === 'string' && keys.has(Buffer.from(text).toString('utf8')) ? 'key' : 'other'
      else if ((byte === OPEN_ARRAY || byte === OPEN) && last === 'key') {
        last = 'other'
        return i
      } else if (!isBlank(byte)) last = 'other'
    }
    return -1
  }
}

/** Rows in the lists that are values of `keys`, numbered throughout; offsets are those of the file. A single object in place of a list is one row. */
export async function* jsonRowsBelow(
  chunks: AsyncIterable<Uint8Array>,
  keys: ReadonlySet<string>,
  rowBytesMax = ROW_BYTES_MAX,
): AsyncGenerator<JsonRows> {
  const find = keyFinder(keys)
  let reader: ReturnType<typeof listReader> | null = null
  let lists = 0
  let rowsBefore = 0
  let base = 0
  for await (const chunk of chunks) {
    let bytes: Buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    while (bytes.length > 0) {
      if (reader === null) {
        const at = find(bytes, 0)
        if (at < 0) {
          base += bytes.length
          break
        }
        lists++
        reader = listReader(bytes[at] === OPEN, base + at, rowsBefore, rowBytesMax)
        base += at
        bytes = bytes.subarray(at)
      }
      const rows = reader.push(bytes)
      rowsBefore = reader.rowsRead()
      if (rows.values.length + rows.bad.length > 0) yield rows
      const rest = reader.rest()
      base += bytes.length - (rest?.length ?? 0)
      if (rest === null) break
      bytes = rest
      reader = null
    }
  }
  if (reader !== null) yield reader.end()
  else if (lists === 0)
    yield {
      values: [],
      numbers: [],
      offsets: [],
      bad: [{ number: 1, offset: base, message: `The file ends before its list "${[...keys][0]}" begins.` }],
    }
}

/** Reads one list from its opening bracket on; where it is a single object, that object as if it stood in a list. */
function listReader(single: boolean, listOffset: number, rowsBefore: number, rowBytesMax: number) {
  const splitter = rowSplitter(rowBytesMax, true)
  let rowsRead = rowsBefore
  let rest: Buffer | null = null
  // A bracket is put before a single object, so its offsets are one too large.
  const shift = listOffset - (single ? 1 : 0)
  const moved = ({ values, numbers, offsets, bad }: JsonRows): JsonRows => {
    rowsRead += values.length + bad.length
    return {
      values,
      numbers: numbers.map((number) => number + rowsBefore),
      offsets: offsets.map((offset) => offset + shift),
      bad: bad.map((row) => ({ ...row, number: row.number + rowsBefore, offset: row.offset + shift })),
    }
  }
  const scanner = single ? objectEnd() : null
  if (single) splitter.push(Buffer.from('['))
  return {
    push(bytes: Buffer): JsonRows {
      const end = scanner === null ? -1 : scanner(bytes)
      if (end < 0) {
        const rows = splitter.push(bytes)
        rest = splitter.rest()
        return moved(rows)
      }
      rest = bytes.subarray(end)
      return moved(splitter.push(Buffer.concat([bytes.subarray(0, end), Buffer.from(']')])))
    },
    end: () => moved(splitter.end()),
    rest: () => rest,
    rowsRead: () => rowsRead,
  }
}

/** Finds the position after the object that begins with the first byte given; -1 as long as it goes on. */
function objectEnd() {
  let depth = 0
  let inString = false
  let escaped = false
  return (bytes: Buffer): number => {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]
      if (inString) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) inString = false
      } else if (byte === QUOTE) inString = true
      else if (byte === OPEN) depth++
      else if (byte === 125 && --depth === 0) return i + 1
    }
    return -1
  }
}

/** A file whose rows stand below a key, read row by row into stretches. */
export async function* readJsonBelow(
  input: Pick<Input, 'read'>,
  keys: ReadonlySet<string>,
  readRow: (value: JsonObject) => RowRead,
  dropped: ReadonlySet<string>,
): AsyncGenerator<Stretch> {
  yield* readJsonRows(jsonRowsBelow(input.read(), keys), readRow, dropped)
}
