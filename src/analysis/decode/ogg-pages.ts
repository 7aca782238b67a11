// Ogg pages (RFC 3533): found in a stream of bytes and checked by their CRC.

import { tag } from './sniff.ts'

export interface OggPage {
  readonly serial: number
  /** Begins a logical stream. */
  readonly first: boolean
  readonly last: boolean
  /** The whole page. */
  readonly bytes: Uint8Array
  readonly payload: Uint8Array
}

const HEADER_BYTES = 27

/** Cuts chunks of a file into pages. */
export class OggPages {
  private held = new Uint8Array(0);

  /** The pages that are complete with this chunk. */
  *push(chunk: Uint8Array): Generator<OggPage> {
    const bytes = new Uint8Array(this.held.length + chunk.length)
    bytes.set(this.held)
    bytes.set(chunk, this.held.length)
    let at = 0
    for (;;) {
      at = nextCapture(bytes, at)
      const size = pageSize(bytes, at)
      if (size === null || at + size > bytes.length) break
      const page = bytes.subarray(at, at + size)
      if (crc(page) === storedCrc(page) || isInPlace(bytes, at + size)) {
        yield describe(page)
        at += size
      } else at += 4
    }
    this.held = bytes.slice(at)
  }
}

/** Where "OggS" stands next, or where it could begin in the next chunk. */
function nextCapture(bytes: Uint8Array, from: number): number {
  let at = from
  while (at + 4 <= bytes.length) {
    at = bytes.indexOf(0x4f, at)
    if (at < 0) return bytes.length
    if (tag(bytes, at) === 'OggS' || at + 4 > bytes.length) return at
    at++
  }
  return Math.min(at, bytes.length)
}

/** Length of the page at `at`, or null where its header is not complete. */
function pageSize(bytes: Uint8Array, at: number): number | null {
  if (at + HEADER_BYTES > bytes.length) return null
  const segments = bytes[at + 26]
  if (at + HEADER_BYTES + segments > bytes.length) return null
  let size = HEADER_BYTES + segments
  for (let i = 0; i < segments; i++) size += bytes[at + HEADER_BYTES + i]
  return size
}

const storedCrc = (page: Uint8Array): number => new DataView(page.buffer, page.byteOffset).getUint32(22, true)

/** A damaged page whose length still leads to the next one is tried: most of its packets are whole. */
const isInPlace = (bytes: Uint8Array, end: number): boolean => tag(bytes, end) === 'OggS'

function describe(page: Uint8Array): OggPage {
  return {
    serial: new DataView(page.buffer, page.byteOffset).getUint32(14, true),
    first: (page[5] & 2) !== 0,
    last: (page[5] & 4) !== 0,
    bytes: page.slice(),
    payload: page.subarray(HEADER_BYTES + page[26]),
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let r = i << 24
  for (let bit = 0; bit < 8; bit++) r = r & 0x80000000 ? (r << 1) ^ 0x04c11db7 : r << 1
  return r >>> 0
})

/** CRC-32 of a page with its own field taken as zero. */
function crc(page: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : page[i]
    sum = (sum << 8) ^ CRC_TABLE[((sum >>> 24) & 0xff) ^ byte]
  }
  return sum >>> 0
}
