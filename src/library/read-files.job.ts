// Reads audio files away from the main thread: content hash, real format, tags. One file that cannot be read is a value among the others.
// It imports no other room, so that a thread is ready soon.

import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { EMPTY_FILE, FILE_UNREADABLE, NOT_AUDIO } from './scan-codes.ts'
import { type AudioFormat, formatOfContent, formatOfEnding, HEAD_BYTES, id3Length } from './sniff.ts'
import { noTags, readTags, type Tags } from './tags.ts'

export interface FileToRead {
  readonly path: string
  /** The content it had when last read: if it has not changed, its tags are not read again. */
  readonly knownHash: string | null
}

export type FileRead =
  | { readonly kind: 'same' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | {
      readonly kind: 'read'
      readonly contentHash: string
      readonly format: AudioFormat
      /** Without the picture: that is in `pictures`. */
      readonly tags: Tags
      /** Key into `pictures`; null where there is none. */
      readonly pictureKey: string | null
      /** Why the tags could not be read; null where they could. */
      readonly tagsProblem: string | null
    }

export interface FilesRead {
  /** In the order asked. */
  readonly files: readonly FileRead[]
  /** Each distinct picture of the files once, by content hash. */
  readonly pictures: ReadonlyMap<string, { readonly bytes: Uint8Array; readonly mediaType: string }>
}

export default async function readFiles(files: readonly FileToRead[]): Promise<FilesRead> {
  const pictures = new Map<string, { bytes: Uint8Array; mediaType: string }>()
  const read: FileRead[] = []
  // One buffer for all files: a fresh one each costs more than reading a small file.
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
  for (const file of files) {
    try {
      read.push(await readOne(file, pictures, chunk))
    } catch (error) {
      // Only what the system says of the file is the file's fault.
      if (!(error instanceof Error && 'syscall' in error)) throw error
      read.push({ kind: 'failed', code: FILE_UNREADABLE, message: `The file cannot be read: ${error.message}` })
    }
  }
  return { files: read, pictures }
}

async function readOne(
  { path, knownHash }: FileToRead,
  pictures: Map<string, { bytes: Uint8Array; mediaType: string }>,
  chunk: Buffer,
): Promise<FileRead> {
  const { contentHash, head, afterId3 } = await readContent(path, chunk)
  if (head.length === 0) return { kind: 'failed', code: EMPTY_FILE, message: 'The file is empty. Copy it again or delete it.' }
  if (contentHash === knownHash) return { kind: 'same' }
  const ending = formatOfEnding(path)
  const found = formatOfContent(afterId3) ?? formatOfContent(head)
  const format = found ?? ending!
  let tags: Tags
  let tagsProblem: string | null = null
  try {
    tags = await readTags(path, format)
    if (found !== null && tags.sampleRateHz === 0 && SAYS_RATE.has(format)) tagsProblem = 'the header says nothing of the sound'
  } catch (error) {
    if (found === null) return notAudio()
    tags = noTags(format)
    tagsProblem = error instanceof Error ? error.message : String(error)
  }
  // MPEG streams may begin with anything; they are audio if the tag reader found frames.
  if (found === null && (tags.sampleRateHz === 0 || (ending !== 'mp3' && ending !== 'aac'))) return notAudio()
  let pictureKey: string | null = null
  if (tags.picture) {
    pictureKey = createHash('sha256').update(tags.picture.bytes).digest('hex')
    if (!pictures.has(pictureKey))
      pictures.set(pictureKey, { bytes: new Uint8Array(tags.picture.bytes), mediaType: tags.picture.mediaType })
  }
  return { kind: 'read', contentHash, format, tags: { ...tags, picture: null }, pictureKey, tagsProblem }
}

/** Formats whose every whole file says its sample rate. */
const SAYS_RATE: ReadonlySet<AudioFormat> = new Set(['mp3', 'flac', 'ogg', 'wav', 'aiff'])

const notAudio = (): FileRead => ({
  kind: 'failed',
  code: NOT_AUDIO,
  message: 'The ending says audio, but the content is not. If it should be music, get the file again.',
})

const CHUNK_BYTES = 1024 * 1024

/** Hashes the whole file as it streams by, keeping its first bytes and those after an ID3v2 tag. */
async function readContent(path: string, chunk: Buffer): Promise<{ contentHash: string; head: Uint8Array; afterId3: Uint8Array }> {
  const handle = await open(path, 'r')
  try {
    const hash = createHash('sha256')
    let head: Uint8Array = new Uint8Array(0)
    for (let position = 0; ; ) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, position)
      if (bytesRead === 0) break
      if (position === 0) head = new Uint8Array(chunk.subarray(0, Math.min(bytesRead, HEAD_BYTES)))
      hash.update(chunk.subarray(0, bytesRead))
      position += bytesRead
    }
    const skip = id3Length(head)
    let afterId3 = head
    if (skip > 0) {
      const { bytesRead } = await handle.read(chunk, 0, HEAD_BYTES, skip)
      afterId3 = new Uint8Array(chunk.subarray(0, bytesRead))
    }
    return { contentHash: hash.digest('hex'), head, afterId3 }
  } finally {
    await handle.close()
  }
}
