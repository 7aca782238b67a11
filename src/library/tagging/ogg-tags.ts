// Ogg Vorbis and Opus: the packet of comments among the header pages (RFC 3533, RFC 7845). The number of pages stays, so that no page of sound changes.

import { ascii, asciiAt, type ByteReader, joined, uint32, uint32Bytes } from './byte-reader.ts'
import { splicesOf } from './splice.ts'
import { cannotTag, type OpenTags } from './tag-place.ts'
import { commentValues, editComments, readComments } from './vorbis-comment.ts'

interface Page {
  readonly header: Uint8Array
  readonly lacing: Uint8Array
  readonly body: Uint8Array
  readonly sizeBytes: number
}

const HEADER_BYTES = 27
const LACING_MAX = 255
const [CONTINUED, FIRST] = [1, 2]
/** Codecs by how their first packet begins: how their comments begin, and how many header packets follow the first. */
const CODECS = [
  { first: '\x01vorbis', comments: '\x03vorbis', packets: 2, name: 'Vorbis comments' },
  { first: 'OpusHead', comments: 'OpusTags', packets: 1, name: 'Opus comments' },
] as const

export const openOggTags: OpenTags = (file) => {
  const identity = pageAt(file, 0)
  const codec = CODECS.find(({ first }) => asciiAt(identity.body, 0, first.length) === first)
  if (!codec) throw cannotTag('TAG_FORMAT', 'Of Ogg files, Deepcut tags those with Vorbis or Opus in them.')
  const header = headerPages(file, identity, codec.packets)
  if (asciiAt(header.comments, 0, codec.comments.length) !== codec.comments) throw layout()
  const comments = readComments(header.comments.subarray(codec.comments.length))
  const at = identity.sizeBytes
  return {
    kind: codec.name,
    values: commentValues(comments),
    edit(changes) {
      const before = file.read(at, total(header.pages.map((page) => page.sizeBytes)))
      return splicesOf([at, before, paged(header, joined(ascii(codec.comments), editComments(comments, changes)))])
    },
  }
}

function pageAt(file: ByteReader, at: number): Page {
  const header = file.read(at, HEADER_BYTES)
  if (header.length < HEADER_BYTES || asciiAt(header, 0, 4) !== 'OggS') throw layout()
  const lacing = file.read(at + HEADER_BYTES, header[26])
  const bodyBytes = total(lacing)
  const body = file.read(at + HEADER_BYTES + lacing.length, bodyBytes)
  if (body.length < bodyBytes) throw layout()
  return { header, lacing, body, sizeBytes: HEADER_BYTES + lacing.length + bodyBytes }
}

interface HeaderPages {
  readonly pages: readonly Page[]
  readonly comments: Uint8Array
  /** What follows the comments on these pages, with its lacing. */
  readonly rest: Uint8Array
  readonly restLacing: readonly number[]
  /** How many of the last segments are of sound already: some writers begin it on the last header page. */
  readonly soundSegments: number
}

/** The pages after the first on which header packets lie. */
function headerPages(file: ByteReader, identity: Page, packetsMax: number): HeaderPages {
  const pages: Page[] = []
  const lacing: number[] = []
  let packets = 0
  let commentSegments = 0
  let headerSegments = 0
  for (let at = identity.sizeBytes; packets < packetsMax; at += pages.at(-1)!.sizeBytes) {
    const page = pageAt(file, at)
    if (page.header[5] & FIRST || uint32(page.header, 14) !== uint32(identity.header, 14))
      throw cannotTag('TAG_STREAMS', 'The file holds several streams at once; it is left alone.')
    pages.push(page)
    for (const length of page.lacing) {
      lacing.push(length)
      if (length === LACING_MAX || packets === packetsMax) continue
      packets++
      if (packets === 1) commentSegments = lacing.length
      headerSegments = lacing.length
    }
  }
  const content = joined(...pages.map((page) => page.body))
  const commentBytes = total(lacing.slice(0, commentSegments))
  return {
    pages,
    comments: content.slice(0, commentBytes),
    rest: content.slice(commentBytes),
    restLacing: lacing.slice(commentSegments),
    soundSegments: lacing.length - headerSegments,
  }
}

/** The same packets with other comments, on as many pages as before, each with its old header and a new checksum. */
function paged({ pages, rest, restLacing, soundSegments }: HeaderPages, comments: Uint8Array): Uint8Array {
  const own = [...new Array<number>(Math.floor(comments.length / LACING_MAX)).fill(LACING_MAX), comments.length % LACING_MAX]
  const lengths = [...own, ...restLacing]
  if (lengths.length > pages.length * LACING_MAX || lengths.length < pages.length)
    throw cannotTag(
      'TAG_PAGES',
      'Its header pages are exactly full; a longer comment would renumber every page of sound, so it is left alone.',
    )
  const content = joined(comments, rest)
  const made: Uint8Array[] = []
  let [from, at] = [0, 0]
  pages.forEach((page, index) => {
    const pagesLeft = pages.length - 1 - index
    // Sound stays on the last page, whose position counts it.
    const kept = pagesLeft === 0 ? 0 : pagesLeft - 1 + Math.max(1, soundSegments)
    const lacing = lengths.slice(from, from + Math.min(LACING_MAX, lengths.length - from - kept))
    const header = page.header.slice()
    header[5] = (header[5] & ~CONTINUED) | (from > 0 && lengths[from - 1] === LACING_MAX ? CONTINUED : 0)
    // A page on which no packet ends has no position.
    if (pagesLeft > 0) header.fill(lacing.every((length) => length === LACING_MAX) ? 255 : 0, 6, 14)
    header.fill(0, 22, 26)
    header[26] = lacing.length
    const whole = joined(header, Uint8Array.from(lacing), content.subarray(at, at + total(lacing)))
    whole.set(uint32Bytes(checksum(whole), true), 22)
    made.push(whole)
    from += lacing.length
    at += total(lacing)
  })
  if (from !== lengths.length) throw layout()
  return joined(...made)
}

const total = (lengths: readonly number[] | Uint8Array) => (lengths as number[]).reduce((sum, length) => sum + length, 0)

/** CRC-32 of RFC 3533: polynomial 0x04c11db7, no reflection, nothing inverted. */
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24
  for (let bit = 0; bit < 8; bit++) rest = rest & 0x8000_0000 ? (rest << 1) ^ 0x04c1_1db7 : rest << 1
  return rest >>> 0
})
function checksum(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum = ((sum << 8) ^ CRC[(sum >>> 24) ^ byte]) >>> 0
  return sum
}

const layout = () => cannotTag('TAG_LAYOUT', 'Its header pages are not as the format lays them down; it is left alone.')
