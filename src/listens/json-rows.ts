// Rows of a JSON array, streamed: finds where each top-level object begins and ends in the bytes, and parses many at a time. A damaged row costs
// that row only; a truncated file, all but its last row. Faster than a general streaming parser, because V8's own parser does the rest.

import { Buffer, isUtf8 } from 'node:buffer'

/** A row larger than this is not read: 1 MiB. */
export const ROW_BYTES_MAX = 1 << 20
/** How often reading may start afresh inside a damaged stretch, before the file is given up. */
const RESTARTS_MAX = 1000

export type JsonObject = { readonly [key: string]: unknown }

export interface BadRow {
  /** From 1. */
  readonly number: number
  /** Bytes from the start of the file. */
  readonly offset: number
  readonly message: string
}

/** Rows of one stretch of the file: `values[i]` is row number `numbers[i]`, from byte `offsets[i]` on. */
export interface JsonRows {
  readonly values: JsonObject[]
  readonly numbers: number[]
  readonly offsets: number[]
  readonly bad: BadRow[]
}

const [TAB, NEWLINE, RETURN, SPACE, QUOTE, COMMA, OPEN_ARRAY, BACKSLASH, CLOSE_ARRAY, OPEN, CLOSE] = [
  9, 10, 13, 32, 34, 44, 91, 92, 93, 123, 125,
]
const isBlank = (byte: number) => byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB

/** Reads rows from the bytes of a JSON array, one batch for each chunk. Never throws for what the bytes say; only the source itself may fail. */
export async function* jsonRows(chunks: AsyncIterable<Uint8Array>, rowBytesMax = ROW_BYTES_MAX): AsyncGenerator<JsonRows> {
  const splitter = rowSplitter(rowBytesMax)
  for await (const chunk of chunks) yield splitter.push(chunk)
  yield splitter.end()
}

/** Where the splitter stands: before the array, between rows, in a row, in a value that is no row, in a row too large to keep, after the array, or given up. */
type Place = 'start' | 'between' | 'row' | 'value' | 'skip' | 'after' | 'stop'

interface Slice {
  readonly start: number
  readonly end: number
  readonly number: number
}

interface RowSplitter {
  push(chunk: Uint8Array): JsonRows
  end(): JsonRows
  /** Bytes after the end of the array, where reading was to stop there (`within`); null as long as it goes on. */
  rest(): Buffer | null
}

/** `within`: the array stands within something else, and what follows it is not looked at. */
export function rowSplitter(rowBytesMax = ROW_BYTES_MAX, within = false): RowSplitter {
  let place: Place = 'start'
  let left: Buffer | null = null
  /** Bytes not done with: from the start of an unfinished row on. `base` is the offset of its first byte in the file. */
  let kept: Buffer = Buffer.alloc(0)
  let base = 0
  let depth = 0
  let deepest = 0
  /** The row holds a string that its line did not end: a quote is missing, and brackets may not be what they seem. */
  let broken = false
  let inString = false
  let escaped = false
  let rowStart = 0
  let number = 0
  let restarts = 0
  let slices: Slice[] = []
  let out: JsonRows = emptyRows()
  const tooLargeMessage = `This row is larger than ${rowBytesMax} bytes, the limit.`

  const bad = (at: number, message: string) => {
    number++
    out.bad.push({ number, offset: at, message })
  }
  const beginRow = (at: number) => {
    place = 'row'
    rowStart = at
    depth = 0
    deepest = 0
    broken = false
    inString = false
    escaped = false
  }

  /** Scans one object from `from`; returns the position after it, or the end of the bytes where it goes on. */
  const scanRow = (bytes: Buffer, from: number): number => {
    let i = from
    const end = bytes.length
    while (i < end) {
      if (inString) {
        if (escaped) {
          escaped = false
          i++
        }
        let byte = 0
        while (i < end) {
          byte = bytes[i]
          if (byte === QUOTE || byte === BACKSLASH || byte === NEWLINE) break
          i++
        }
        if (i >= end) return end
        i++
        if (byte === BACKSLASH) escaped = true
        else {
          // A string cannot hold a raw line break: a quote is missing in this line, and the damage ends with it.
          inString = false
          if (byte === NEWLINE) broken = true
        }
        continue
      }
      const byte = bytes[i++]
      if (byte === QUOTE) inString = true
      else if (byte === OPEN || byte === OPEN_ARRAY) {
        if (++depth > deepest) deepest = depth
      } else if ((byte === CLOSE || byte === CLOSE_ARRAY) && --depth === 0) {
        place = 'between'
        return i
      }
    }
    return end
  }

  /** Scans on from `from`, to the end of the bytes, or only until the array begins. */
  const scan = (bytes: Buffer, from: number, toArray = false): number => {
    let i = from
    const end = bytes.length
    while (i < end) {
      if (toArray && place !== 'start') return i
      if (within && place === 'after') return i
      if (place === 'row' || place === 'skip') {
        const skipping = place === 'skip'
        i = scanRow(bytes, i)
        if ((place as Place) === 'between' && !skipping) {
          if (i - rowStart > rowBytesMax) bad(base + rowStart, tooLargeMessage)
          else slices.push({ start: rowStart, end: i, number: ++number })
        } else if (place === 'row' && (broken || i - rowStart > rowBytesMax)) i = unfinished(bytes, i)
        continue
      }
      const byte = bytes[i]
      if (place === 'between') {
        if (isBlank(byte) || byte === COMMA) i++
        else if (byte === OPEN) beginRow(i)
        else if (byte === CLOSE_ARRAY) {
          place = 'after'
          i++
        } else {
          bad(base + i, 'This is not a row: an object in braces was expected.')
          beginRow(i)
          place = 'value'
        }
      } else if (place === 'value') i = scanValue(bytes, i)
      else if (place === 'start' || place === 'after') {
        if (byte === OPEN_ARRAY) place = 'between'
        else if (!isBlank(byte) && !(place === 'start' && (byte === 0xef || byte === 0xbb || byte === 0xbf))) {
          bad(
            base + i,
            place === 'start' ? 'The file does not begin as a JSON array.' : 'There is something after the end of the JSON array.',
          )
          place = 'stop'
        }
        i++
      } else return end
    }
    return i
  }

  /** Passes over a number, string, word or array in place of a row. */
  const scanValue = (bytes: Buffer, from: number): number => {
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i]
      if (inString) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE || byte === NEWLINE) inString = false
      } else if (byte === QUOTE) inString = true
      else if (byte === OPEN_ARRAY || (byte === OPEN && depth > 0)) depth++
      else if (depth > 0 && (byte === CLOSE_ARRAY || byte === CLOSE)) depth--
      else if (depth === 0 && (byte === COMMA || byte === CLOSE_ARRAY || byte === OPEN)) {
        place = 'between'
        return i
      }
    }
    return bytes.length
  }

  /**
   * A row goes on at the end of the bytes, though a quote is missing or it is over the limit: either it is that large, or it has swallowed the
   * rows after it. Returns where to read on.
   */
  const unfinished = (bytes: Buffer, at: number): number => {
    const next = deepest <= 1 || broken ? nextRow(bytes, rowStart + 1, at) : -1
    if (next >= 0) {
      bad(base + rowStart, restarts < RESTARTS_MAX ? NOT_JSON : 'From here on the file is too damaged to be read.')
      place = restarts++ < RESTARTS_MAX ? 'between' : 'stop'
      return place === 'between' ? next : bytes.length
    }
    if (at - rowStart <= rowBytesMax) return at
    bad(base + rowStart, tooLargeMessage)
    place = 'skip'
    return at
  }

  /** Parses the rows found: all at once where they are sound, one by one where one is not. */
  const parse = (bytes: Buffer) => {
    const sound = slices
    slices = []
    if (sound.length === 0) return
    const values = sound.length === 1 ? null : parseAll(bytes, sound)
    for (const [index, slice] of sound.entries()) {
      const value = values === null ? parseObject(bytes, slice.start, slice.end) : values[index]
      if (value === null) parseDamaged(bytes, slice)
      else {
        out.values.push(value)
        out.numbers.push(slice.number)
        out.offsets.push(base + slice.start)
      }
    }
  }

  /** A slice that is not JSON may be one bad row with good ones after it, swallowed because a quote is missing: reads those too. */
  const parseDamaged = (bytes: Buffer, slice: Slice) => {
    out.bad.push({ number: slice.number, offset: base + slice.start, message: NOT_JSON })
    const next = nextRow(bytes, slice.start + 1, slice.end)
    if (next < 0 || restarts++ >= RESTARTS_MAX) return
    const inner = rowSplitter(rowBytesMax)
    // Closed by the bracket of the array itself, so that is at its end now.
    const closedArray = bytes[slice.end - 1] === CLOSE_ARRAY
    if (closedArray && place === 'between') place = 'after'
    const rest = inner.push(Buffer.concat([Buffer.from('['), bytes.subarray(next, slice.end), Buffer.from(closedArray ? '' : ']')]))
    const shift = base + next - 1
    for (const [index, value] of rest.values.entries()) {
      out.values.push(value)
      out.numbers.push(slice.number + rest.numbers[index])
      out.offsets.push(shift + rest.offsets[index])
    }
    for (const row of rest.bad) out.bad.push({ number: slice.number + row.number, offset: shift + row.offset, message: row.message })
    number += rest.values.length + rest.bad.length
  }

  const take = (): JsonRows => {
    const done = out
    out = emptyRows()
    return done
  }

  /**
   * The usual case, by native code: rows without braces inside, one after the other. All up to the last closing brace are parsed in one go; where
   * that gives as many objects as there are closing braces, each brace ended a row. Returns the position after them, or `from` where it is not so.
   */
  const scanFlat = (bytes: Buffer, from: number): number => {
    let start = from
    while (start < bytes.length && (isBlank(bytes[start]) || bytes[start] === COMMA)) start++
    const last = bytes.lastIndexOf(CLOSE)
    if (bytes[start] !== OPEN || last < start) return from
    const values = parseText(bytes, start, last + 1)
    if (values === null) return from
    const starts: number[] = []
    for (let at = start, close = -1; close < last; at = close + 1) {
      close = bytes.indexOf(CLOSE, at)
      starts.push(bytes.indexOf(OPEN, at))
      if (close - at > rowBytesMax || starts.length > values.length) return from
    }
    if (starts.length !== values.length) return from
    for (let i = 0; i < starts.length; i++) {
      out.values.push(values[i])
      out.numbers.push(++number)
      out.offsets.push(base + starts[i])
    }
    place = 'between'
    return last + 1
  }

  return {
    push(chunk) {
      const bytes = kept.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([kept, chunk])
      let at = kept.length
      if (place === 'start') at = scan(bytes, at, true)
      if (place === 'between') at = scanFlat(bytes, at)
      else if (place === 'row' && kept.length > 0) {
        const flat = scanFlat(bytes, 0)
        if (flat > 0) at = flat
      }
      const done = scan(bytes, at)
      parse(bytes)
      if (within && place === 'after' && left === null) left = Buffer.from(bytes.subarray(done))
      const keepFrom = place === 'row' ? rowStart : bytes.length
      // A copy: a view would hold on to the whole chunk.
      kept = Buffer.from(bytes.subarray(keepFrom))
      base += keepFrom
      rowStart = 0
      return take()
    },
    end() {
      while (place === 'row') {
        const next = deepest <= 1 || broken ? nextRow(kept, 1, kept.length) : -1
        if (next < 0 || restarts++ >= RESTARTS_MAX) {
          bad(base, `The file ends in the middle of this row; the rows before it were read.`)
          place = 'stop'
          break
        }
        bad(base, NOT_JSON)
        place = 'between'
        scan(kept, next)
        parse(kept)
        if ((place as Place) !== 'row') break
        kept = Buffer.from(kept.subarray(rowStart))
        base += rowStart
        rowStart = 0
      }
      if (place === 'start') bad(base, 'The file is empty.')
      else if (place === 'between' || place === 'value' || place === 'skip')
        bad(base + kept.length, 'The file ends before its JSON array does; the rows before were read.')
      return take()
    },
    rest: () => left,
  }
}

const NOT_JSON = 'This row is not valid JSON.'
const emptyRows = (): JsonRows => ({ values: [], numbers: [], offsets: [], bad: [] })

/** Rows that lie one after the other in the bytes, parsed in one go; null where that does not give as many objects. */
function parseAll(bytes: Buffer, slices: readonly Slice[]): JsonObject[] | null {
  const values = parseText(bytes, slices[0].start, slices[slices.length - 1].end)
  return values !== null && values.length === slices.length ? values : null
}

/** Null also where the bytes are not UTF-8: then each row is read by itself, for an editor may have saved some as Windows-1252. */
function parseText(bytes: Buffer, start: number, end: number): JsonObject[] | null {
  const text = bytes.subarray(start, end)
  if (!isUtf8(text)) return null
  try {
    return JSON.parse(`[${text.toString('utf8')}]`) as JsonObject[]
  } catch {
    return null
  }
}

const windows1252 = new TextDecoder('windows-1252')

function parseObject(bytes: Buffer, start: number, end: number): JsonObject | null {
  try {
    const text = bytes.subarray(start, end)
    return JSON.parse(isUtf8(text) ? text.toString('utf8') : windows1252.decode(text)) as JsonObject
  } catch {
    return null
  }
}

/** The next place that looks like the start of a row, whatever the quotes say: "}", a comma, then "{" and a quote. -1 where there is none. */
function nextRow(bytes: Buffer, from: number, end: number): number {
  for (let close = bytes.indexOf(CLOSE, from); close >= 0 && close < end; close = bytes.indexOf(CLOSE, close + 1)) {
    let at = close + 1
    while (at < end && isBlank(bytes[at])) at++
    if (bytes[at] !== COMMA) continue
    at++
    while (at < end && isBlank(bytes[at])) at++
    if (at >= end || bytes[at] !== OPEN) continue
    const row = at++
    while (at < end && isBlank(bytes[at])) at++
    if (at < end && bytes[at] === QUOTE) return row
  }
  return -1
}
