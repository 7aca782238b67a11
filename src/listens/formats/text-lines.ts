// Lines of a text file, streamed: with or without a byte order mark, in UTF-8, or, line by line, in Windows-1252 where a line is not UTF-8. A line
// too long to be a row costs that line only, and no memory.

import { Buffer, isUtf8 } from 'node:buffer'

/** A line longer than this is not read: 1 MiB. */
const LINE_BYTES_MAX = 1 << 20

/** Lines of one stretch of the file: `texts[i]` is line number `firstNumber + i`, counted from 1; null where it was too long to be read. */
interface TextLines {
  readonly firstNumber: number
  readonly texts: readonly (string | null)[]
}

export const LINE_TOO_LONG = `This line is longer than ${LINE_BYTES_MAX} bytes, the limit.`

/** Reads lines from bytes, a stretch for each chunk. The line ends (LF or CR LF) are left out; so is an empty last line. */
export async function* textLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TextLines> {
  let kept: Buffer = Buffer.alloc(0)
  let skipping = false
  let number = 1
  for await (const chunk of withoutMark(chunks)) {
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk])
    const last = bytes.lastIndexOf(NEWLINE)
    const texts: (string | null)[] = []
    let from = 0
    if (skipping && last >= 0) {
      from = bytes.indexOf(NEWLINE) + 1
      texts.push(null)
      skipping = false
    }
    if (last >= from) for (const text of linesIn(bytes.subarray(from, last))) texts.push(text)
    // A copy: a view would hold on to the whole chunk.
    kept = skipping ? Buffer.alloc(0) : Buffer.from(bytes.subarray(last + 1))
    if (kept.length > LINE_BYTES_MAX) {
      skipping = true
      kept = Buffer.alloc(0)
    }
    yield { firstNumber: number, texts }
    number += texts.length
  }
  if (skipping) yield { firstNumber: number, texts: [null] }
  else if (kept.length > 0) yield { firstNumber: number, texts: linesIn(kept) }
}

const NEWLINE = 10

/** The lines in bytes without a line end at their end. */
function linesIn(bytes: Buffer): (string | null)[] {
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\n').map(withoutReturn)
  const lines: (string | null)[] = []
  for (let from = 0, to = 0; from <= bytes.length; from = to + 1) {
    to = bytes.indexOf(NEWLINE, from)
    if (to < 0) to = bytes.length
    const line = bytes.subarray(from, to)
    lines.push(withoutReturn(isUtf8(line) ? line.toString('utf8') : windows1252.decode(line)))
  }
  return lines
}

const windows1252 = new TextDecoder('windows-1252')

/** A line within a larger chunk may be over the limit too. */
const withoutReturn = (line: string): string | null =>
  line.length > LINE_BYTES_MAX ? null : line.endsWith('\r') ? line.slice(0, -1) : line

/** The bytes without a byte order mark. */
async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  for await (const chunk of chunks) {
    let bytes: Buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (head !== null) {
      bytes = Buffer.concat([head, bytes])
      if (bytes.length < 3) {
        head = bytes
        continue
      }
      head = null
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
    }
    yield bytes
  }
  if (head !== null && head.length > 0) yield head
}
