// WAV and AIFF: an ID3v2 tag in a chunk of its own, after the others where there is none yet.

import { ascii, asciiAt, type ByteReader, joined, uint32, uint32Bytes } from './byte-reader.ts'
import { editId3, id3Values, newId3, readId3 } from './id3.ts'
import { splicesOf } from './splice.ts'
import { cannotTag, type OpenTags } from './tag-place.ts'

const openChunkTags =
  (form: 'RIFF' | 'FORM', chunkId: string): OpenTags =>
  (file) => {
    const littleEndian = form === 'RIFF'
    const head = file.read(0, 12)
    if (asciiAt(head, 0, 4) !== form)
      throw cannotTag('TAG_FORMAT', `A ${asciiAt(head, 0, 4)} file is left alone: its sizes are kept elsewhere.`)
    const formEnd = 8 + uint32(head, 4, littleEndian)
    const chunks = chunksOf(file, formEnd, littleEndian)
    const found = chunks.find(({ id }) => id.toUpperCase() === 'ID3 ')
    const tag = found ? readId3(file.read(found.at + 8, found.sizeBytes)) : newId3(infoTexts(file, chunks))
    return {
      kind: `ID3v2.${tag.major} in a chunk`,
      values: id3Values(tag),
      edit(changes) {
        const content = editId3(tag, changes)
        const name = found ? file.read(found.at, 4) : ascii(chunkId)
        const chunk = joined(name, uint32Bytes(content.length, littleEndian), content, new Uint8Array(content.length & 1))
        const at = found?.at ?? formEnd + (formEnd & 1)
        const removed = found ? file.read(at, 8 + even(found.sizeBytes)) : new Uint8Array(0)
        // A last chunk of odd length that was not filled up is filled up now.
        const gap = found || at <= file.sizeBytes ? new Uint8Array(0) : new Uint8Array(1)
        const size = at - 8 + chunk.length + (found ? Math.max(0, formEnd - at - removed.length) : 0)
        if (size > 0xffff_ffff) throw cannotTag('TAG_TOO_LARGE', 'The file is as large as its format allows; there is no room for a tag.')
        return splicesOf(
          [4, head.slice(4, 8), uint32Bytes(size, littleEndian)],
          [Math.min(at, file.sizeBytes), removed, joined(gap, chunk)],
        )
      },
    }
  }

export const openWavTags = openChunkTags('RIFF', 'id3 ')
export const openAiffTags = openChunkTags('FORM', 'ID3 ')

const even = (count: number) => count + (count & 1)

interface Chunk {
  readonly id: string
  readonly at: number
  readonly sizeBytes: number
}

/** What a WAV may say in its older list, and the frames that say the same. */
const INFO_FRAMES: Readonly<Record<string, string>> = {
  INAM: 'TIT2', IART: 'TPE1', IPRD: 'TALB', ICRD: 'TYER', IGNR: 'TCON', ICMT: 'COMM', ITRK: 'TRCK', IPRT: 'TRCK', ISFT: 'TSSE', ICOP: 'TCOP',
  IMUS: 'TCOM', IENG: 'TPE4', ILNG: 'TLAN',
} // biome-ignore format: a table

/** The texts of a LIST INFO: players that find an ID3 tag look there only, so a new one must say them too. */
function infoTexts(file: ByteReader, chunks: readonly Chunk[]): [id: string, text: string][] {
  const list = chunks.find(({ id, at }) => id === 'LIST' && asciiAt(file.read(at + 8, 4), 0, 4) === 'INFO')
  if (!list) return []
  const bytes = file.read(list.at + 8, list.sizeBytes)
  const texts = new Map<string, string>()
  for (let at = 4; at + 8 <= bytes.length; ) {
    const size = uint32(bytes, at + 4, true)
    const frame = INFO_FRAMES[asciiAt(bytes, at, 4)]
    const text = plainText(bytes.subarray(at + 8, at + 8 + size))
      .replace(/\0.*$/s, '')
      .trim()
    if (frame && text && !texts.has(frame)) texts.set(frame, text)
    at += 8 + even(size)
  }
  return [...texts]
}

function plainText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}

function chunksOf(file: ByteReader, formEnd: number, littleEndian: boolean): Chunk[] {
  if (formEnd > file.sizeBytes + 1)
    throw cannotTag('TAG_CUT', 'The file is shorter than it says, or was written as a stream; it is left alone.')
  const chunks: Chunk[] = []
  for (let at = 12; at + 8 <= formEnd; ) {
    const head = file.read(at, 8)
    const sizeBytes = uint32(head, 4, littleEndian)
    if (at + 8 + sizeBytes > formEnd) throw cannotTag('TAG_CUT', 'Its chunks do not fit into the file; it is left alone.')
    chunks.push({ id: asciiAt(head, 0, 4), at, sizeBytes })
    at += 8 + even(sizeBytes)
  }
  return chunks
}
