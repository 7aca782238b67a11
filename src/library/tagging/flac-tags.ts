// FLAC: the block of Vorbis comments, growing into the padding where there is some (RFC 9639, section 8).

import { asciiAt, type ByteReader, joined, uint32Bytes } from './byte-reader.ts'
import { synchsafe } from './id3.ts'
import { type SpliceParts, splicesOf } from './splice.ts'
import { cannotTag, type OpenTags } from './tag-place.ts'
import { commentValues, editComments, noComments, readComments } from './vorbis-comment.ts'

const [PADDING, COMMENTS] = [1, 4]
const BLOCK_BYTES_MAX = 0xff_ffff

interface Block {
  readonly type: number
  readonly isLast: boolean
  readonly at: number
  /** Without its header of 4 bytes. */
  readonly sizeBytes: number
}

export const openFlacTags: OpenTags = (file) => {
  const blocks = blocksOf(file)
  const found = blocks.find((block) => block.type === COMMENTS)
  const comments = found ? readComments(file.read(found.at + 4, found.sizeBytes)) : noComments('Deepcut')
  return {
    kind: 'Vorbis comments',
    values: commentValues(comments),
    edit(changes) {
      const content = editComments(comments, changes)
      if (content.length > BLOCK_BYTES_MAX) throw cannotTag('TAG_TOO_LARGE', 'Its comments are as long as the format allows.')
      const before = found ?? { ...blocks[0], at: blocks[0].at + 4 + blocks[0].sizeBytes, sizeBytes: -4 }
      const grows = content.length - before.sizeBytes
      const padding = blocks.find((block) => block.type === PADDING && block.sizeBytes >= grows)
      const header = headerOf(COMMENTS, before.isLast, content.length)
      const parts: SpliceParts[] = [[before.at, file.read(before.at, 4 + before.sizeBytes), joined(header, content)]]
      if (!found && blocks[0].isLast) {
        const first = file.read(blocks[0].at, 1)
        parts.push([blocks[0].at, first, Uint8Array.of(first[0] & 127)])
      }
      if (padding && padding.sizeBytes - grows <= BLOCK_BYTES_MAX) {
        // Zeros go or come at the end of the padding, so that the sound stays where it is.
        const [out, into] = [Math.max(0, grows), Math.max(0, -grows)]
        const end = padding.at + 4 + padding.sizeBytes
        parts.push([padding.at, file.read(padding.at, 4), headerOf(PADDING, padding.isLast, padding.sizeBytes - grows)])
        parts.push([end - out, file.read(end - out, out), new Uint8Array(into)])
      }
      return splicesOf(...parts)
    },
  }
}

const headerOf = (type: number, isLast: boolean, sizeBytes: number) => {
  const header = uint32Bytes(sizeBytes)
  header[0] = type | (isLast ? 128 : 0)
  return header
}

function blocksOf(file: ByteReader): Block[] {
  const head = file.read(0, 10)
  const start = asciiAt(head, 0, 3) === 'ID3' ? 10 + synchsafe(head, 6) : 0
  if (asciiAt(file.read(start, 4), 0, 4) !== 'fLaC') throw cut()
  const blocks: Block[] = []
  for (let at = start + 4; ; ) {
    const header = file.read(at, 4)
    if (header.length < 4) throw cut()
    const sizeBytes = (header[1] << 16) | (header[2] << 8) | header[3]
    const block = { type: header[0] & 127, isLast: header[0] > 127, at, sizeBytes }
    if (at + 4 + sizeBytes > file.sizeBytes) throw cut()
    blocks.push(block)
    if (block.isLast) return blocks
    at += 4 + sizeBytes
  }
}

const cut = () => cannotTag('TAG_CUT', 'The blocks before its sound are broken; it is left alone.')
