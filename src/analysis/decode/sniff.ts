// What a file is, by its content: names and endings lie.

import { type ByteSource, CHUNK_BYTES } from './byte-source.ts'
import { findMpegFrame, type MpegFrame } from './mpeg-header.ts'

export type Sniffed =
  | { readonly kind: 'mpeg'; readonly start: number; readonly frame: MpegFrame }
  | { readonly kind: 'flac'; readonly start: number }
  | { readonly kind: 'ogg' }
  | { readonly kind: 'wav' }
  | { readonly kind: 'aiff' }
  /** Something for ffmpeg; `name` is what it seems to be, or "unknown". */
  | { readonly kind: 'other'; readonly name: string }

/** Looks at the beginning of the file, behind any ID3 tags. */
export async function sniff(source: ByteSource): Promise<Sniffed> {
  const start = await skipId3(source)
  const head = await source.read(start, CHUNK_BYTES)
  if (tag(head, 0) === 'fLaC') return { kind: 'flac', start }
  if (tag(head, 0) === 'OggS') return { kind: 'ogg' }
  const form = tag(head, 8)
  if ((tag(head, 0) === 'RIFF' || tag(head, 0) === 'RF64' || tag(head, 0) === 'BW64') && form === 'WAVE') return { kind: 'wav' }
  if (tag(head, 0) === 'FORM' && (form === 'AIFF' || form === 'AIFC')) return { kind: 'aiff' }
  const name = otherName(head)
  if (name !== 'unknown') return { kind: 'other', name }
  const found = findMpegFrame(head)
  return found ? { kind: 'mpeg', start: start + found.at, frame: found.frame } : { kind: 'other', name }
}

/** The four characters at `at`. */
export const tag = (bytes: Uint8Array, at: number): string =>
  at + 4 <= bytes.length ? String.fromCharCode(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]) : ''

const TAGS_MAX = 8

/** The first byte behind the ID3v2 tags at the start. */
async function skipId3(source: ByteSource): Promise<number> {
  let start = 0
  for (let i = 0; i < TAGS_MAX; i++) {
    const head = await source.read(start, 10)
    if (head.length < 10 || head[0] !== 0x49 || head[1] !== 0x44 || head[2] !== 0x33) return start
    const size = ((head[6] & 127) << 21) | ((head[7] & 127) << 14) | ((head[8] & 127) << 7) | (head[9] & 127)
    const next = start + 10 + size + (head[5] & 0x10 ? 10 : 0)
    // A size that reaches beyond the file is a lie: look for sound right behind the header.
    if (next >= source.sizeBytes) return start + 10
    start = next
  }
  return start
}

function otherName(head: Uint8Array): string {
  if (tag(head, 4) === 'ftyp') return 'MP4 (AAC or ALAC)'
  if (tag(head, 0) === 'wvpk') return 'WavPack'
  if (tag(head, 0) === 'MAC ') return "Monkey's Audio"
  if (tag(head, 0) === 'MPCK' || tag(head, 0).startsWith('MP+')) return 'Musepack'
  if (tag(head, 0) === 'TTA1') return 'True Audio'
  if (tag(head, 0) === 'DSD ' || tag(head, 0) === 'FRM8') return 'DSD'
  if (tag(head, 0) === 'caff') return 'CAF'
  if (tag(head, 0) === 'ADIF') return 'AAC'
  if (head[0] === 0x30 && head[1] === 0x26 && head[2] === 0xb2 && head[3] === 0x75) return 'WMA'
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return 'Matroska or WebM'
  if (head[0] === 0xff && (head[1] & 0xf6) === 0xf0) return 'AAC'
  return 'unknown'
}
