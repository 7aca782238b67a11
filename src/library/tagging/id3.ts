// ID3v2 tags (id3.org, versions 2.2 to 2.4): the frames that Deepcut writes, with every other frame kept as it stands, byte for byte.

import { ascii, asciiAt, joined, uint32, uint32Bytes } from './byte-reader.ts'
import { cannotTag, isTagField, type TagField, type TagValues } from './tag-place.ts'

interface Frame {
  readonly bytes: Uint8Array
  /** What it says, where it is one of Deepcut's fields. */
  readonly field: TagField | null
  readonly value: string
}

export interface Id3 {
  readonly major: 2 | 3 | 4
  readonly unsynchronised: boolean
  readonly header: Uint8Array
  readonly frames: readonly Frame[]
  /** The whole tag with header and padding, bytes. */
  readonly sizeBytes: number
}

const HEADER_BYTES = 10
/** Room for the next change, left where a tag must grow. */
const PADDING_BYTES = 1024
const FRAME_IDS: Readonly<Record<string, TagField>> = { TBPM: 'BPM', TBP: 'BPM', TKEY: 'INITIALKEY', TKE: 'INITIALKEY' }

export const synchsafe = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] & 127) << 21) | ((bytes[at + 1] & 127) << 14) | ((bytes[at + 2] & 127) << 7) | (bytes[at + 3] & 127)
const synchsafeBytes = (value: number) => Uint8Array.of((value >> 21) & 127, (value >> 14) & 127, (value >> 7) & 127, value & 127)

/** A new tag, of the version that most players read; with text frames where names and texts are given. */
export const newId3 = (texts: readonly (readonly [id: string, text: string])[] = []): Id3 => ({
  major: 3,
  unsynchronised: false,
  header: joined(ascii('ID3'), Uint8Array.of(3, 0, 0), synchsafeBytes(0)),
  frames: texts.map(([id, text]) => ({ bytes: textFrame(id, text), field: null, value: '' })),
  sizeBytes: 0,
})

/** A text frame of version 2.3 in UTF-16; a comment also names its language. */
function textFrame(id: string, text: string): Uint8Array {
  const wide = (words: string) => {
    const units = Uint16Array.from(`\ufeff${words}`, (letter) => letter.charCodeAt(0))
    return new Uint8Array(units.buffer)
  }
  const content = joined(Uint8Array.of(1), ...(id === 'COMM' ? [ascii('XXX'), wide(''), Uint8Array.of(0, 0)] : []), wide(text))
  return joined(ascii(id), uint32Bytes(content.length), Uint8Array.of(0, 0), content)
}

/** Reads a whole tag, header and padding. Throws a fault where it cannot be changed safely. */
export function readId3(tag: Uint8Array): Id3 {
  const header = tag.slice(0, HEADER_BYTES)
  const major = header[3]
  const flags = header[5]
  if (major < 2 || major > 4) throw cannotTag('TAG_VERSION', `Its tag is ID3v2.${major}, which Deepcut does not know.`)
  if (flags & 0x40) throw cannotTag('TAG_EXTENDED', 'Its ID3 tag has an extended header, which Deepcut leaves alone.')
  if (flags & 0x10) throw cannotTag('TAG_FOOTER', 'Its ID3 tag has a footer, which Deepcut leaves alone.')
  const unsynchronised = (flags & 0x80) !== 0 && major < 4
  const raw = tag.subarray(HEADER_BYTES)
  const body = unsynchronised ? synchronised(raw) : raw
  if (unsynchronised && !same(unsynchronise(body), raw)) throw broken()
  const frames = framesOf(body, major as 2 | 3 | 4)
  return { major: major as 2 | 3 | 4, unsynchronised, header, frames, sizeBytes: tag.length }
}

/** What the frames say; the first one counts. */
export function id3Values(tag: Id3): TagValues {
  const values: TagValues = {}
  for (const { field, value } of tag.frames) if (field !== null && values[field] === undefined) values[field] = value
  return values
}

/** The tag with the changes in it: frames in their order, new ones at the end, in the room that its padding leaves where that is enough. */
export function editId3(tag: Id3, changes: TagValues): Uint8Array {
  const written = new Set<TagField>()
  const frames = tag.frames.flatMap(({ bytes, field }) => {
    const value = field === null ? undefined : changes[field]
    if (value === undefined) return [bytes]
    if (written.has(field!)) return []
    written.add(field!)
    return [frameBytes(tag.major, field!, value)]
  })
  for (const [field, value] of Object.entries(changes) as [TagField, string][])
    if (!written.has(field)) frames.push(frameBytes(tag.major, field, value))
  const body = joined(...frames)
  const packed = (padding: number) => {
    const padded = joined(body, new Uint8Array(padding))
    return tag.unsynchronised ? unsynchronise(padded) : padded
  }
  const room = tag.sizeBytes - HEADER_BYTES - packed(0).length
  const whole = packed(room >= 0 ? room : PADDING_BYTES)
  return joined(tag.header.slice(0, 6), synchsafeBytes(whole.length), whole)
}

function framesOf(body: Uint8Array, major: 2 | 3 | 4): Frame[] {
  const attempts = major === 4 ? [synchsafe, uint32] : [major === 2 ? uint24 : uint32]
  // Some writers of 2.4 give plain sizes; whichever reading comes out even is the right one.
  for (const sizeAt of attempts) {
    const frames = framesBy(body, major, sizeAt)
    if (frames) return frames
  }
  throw broken()
}

function framesBy(body: Uint8Array, major: 2 | 3 | 4, sizeAt: (bytes: Uint8Array, at: number) => number): Frame[] | null {
  const [idBytes, headBytes] = major === 2 ? [3, 6] : [4, 10]
  const frames: Frame[] = []
  let at = 0
  while (at < body.length && body[at] !== 0) {
    if (at + headBytes > body.length) return null
    const id = asciiAt(body, at, idBytes)
    const end = at + headBytes + sizeAt(body, at + idBytes)
    if (!/^[A-Z][A-Z0-9 ]+$/.test(id) || end > body.length) return null
    frames.push(frameOf(id, body.slice(at, end), headBytes, major))
    at = end
  }
  return body.subarray(at).every((byte) => byte === 0) ? frames : null
}

function frameOf(id: string, bytes: Uint8Array, headBytes: number, major: number): Frame {
  const other: Frame = { bytes, field: null, value: '' }
  const isUser = id === 'TXXX' || id === 'TXX'
  if (!isUser && FRAME_IDS[id] === undefined) return other
  const format = major === 2 ? 0 : bytes[9]
  const packed = major === 3 ? (format & 0xc0) !== 0 : (format & 0x0c) !== 0
  if (packed) return other
  // 2.4 may put the length before the text.
  const skip = major === 4 && format & 0x01 ? 4 : major === 3 && format & 0x20 ? 1 : 0
  const parts = textsOf(bytes.subarray(headBytes + skip))
  if (!isUser) return { bytes, field: FRAME_IDS[id], value: parts[0] ?? '' }
  const name = (parts[0] ?? '').toUpperCase()
  return isTagField(name) ? { bytes, field: name, value: parts[1] ?? '' } : other
}

/** The texts of a text frame, by the encoding that its first byte names. */
function textsOf(content: Uint8Array): string[] {
  const [encoding] = content
  const text = content.subarray(1)
  const wide = encoding === 1 || encoding === 2
  const decoder = new TextDecoder(encoding === 3 ? 'utf-8' : 'latin1')
  if (!wide) return decoder.decode(text).split('\0')
  const big = encoding === 2 || (text[0] === 0xfe && text[1] === 0xff)
  return new TextDecoder(big ? 'utf-16be' : 'utf-16le')
    .decode(text.subarray(0, text.length & ~1))
    .split('\0')
    .map((part) => part.replace(/^\ufeff/, ''))
}

/** A frame in Latin-1: the values are plain ASCII. */
function frameBytes(major: 2 | 3 | 4, field: TagField, value: string): Uint8Array {
  const own = field === 'BPM' || field === 'INITIALKEY'
  const ids = major === 2 ? { BPM: 'TBP', INITIALKEY: 'TKE', user: 'TXX' } : { BPM: 'TBPM', INITIALKEY: 'TKEY', user: 'TXXX' }
  const content = joined(Uint8Array.of(0), ascii(own ? value : `${field}\0${value}`))
  const id = ascii(own ? ids[field] : ids.user)
  if (major === 2) return joined(id, uint32Bytes(content.length).subarray(1), content)
  return joined(id, major === 4 ? synchsafeBytes(content.length) : uint32Bytes(content.length), Uint8Array.of(0, 0), content)
}

/** Without the zero that unsynchronisation puts after every 0xff. */
function synchronised(bytes: Uint8Array): Uint8Array {
  const plain: number[] = []
  for (let i = 0; i < bytes.length; i++) {
    plain.push(bytes[i])
    if (bytes[i] === 0xff && bytes[i + 1] === 0) i++
  }
  return Uint8Array.from(plain)
}

function unsynchronise(bytes: Uint8Array): Uint8Array {
  const safe: number[] = []
  for (let i = 0; i < bytes.length; i++) {
    safe.push(bytes[i])
    if (bytes[i] === 0xff && (i + 1 === bytes.length || bytes[i + 1] === 0 || bytes[i + 1] >= 0xe0)) safe.push(0)
  }
  return Uint8Array.from(safe)
}

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i])
const uint24 = (bytes: Uint8Array, at: number) => (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]
const broken = () => cannotTag('TAG_BROKEN', 'Its ID3 tag is broken. Repair it with a tag editor, then run this again.')
