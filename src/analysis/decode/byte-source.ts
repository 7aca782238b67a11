// Reading a file in chunks, never whole.

import { type FileHandle, open, stat } from 'node:fs/promises'
import { Fault, messageOf } from '#kernel'

export const CHUNK_BYTES = 256 * 1024

/** A file that is open for reading. */
export interface ByteSource {
  readonly path: string
  readonly sizeBytes: number
  /** Up to `length` bytes from `position`; fewer at the end. The array is fresh. */
  read(position: number, length: number): Promise<Uint8Array>
  close(): Promise<void>
}

/** Opens a regular file; throws FILE_MISSING, FILE_UNREADABLE or NOT_A_FILE. */
export async function openFile(path: string): Promise<ByteSource> {
  const { handle, sizeBytes } = await openRegular(path)
  return { path, sizeBytes, read: (position, length) => readFully(handle, path, position, length), close: () => handle.close() }
}

async function openRegular(path: string): Promise<{ handle: FileHandle; sizeBytes: number }> {
  try {
    // Asked before opening: opening a named pipe would wait for ever.
    const { size, isFile } = await stat(path).then((found) => ({ size: found.size, isFile: found.isFile() }))
    if (!isFile) throw new Fault('invalid', 'NOT_A_FILE', `${path} is not a regular file.`)
    return { handle: await open(path, 'r'), sizeBytes: size }
  } catch (error) {
    if (error instanceof Fault) throw error
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Fault(
      missing ? 'not-found' : 'io',
      missing ? 'FILE_MISSING' : 'FILE_UNREADABLE',
      missing ? `There is no file at ${path}.` : `Cannot read ${path}: ${messageOf(error)}.`,
      { cause: error },
    )
  }
}

async function readFully(handle: FileHandle, path: string, position: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length)
  let filled = 0
  try {
    while (filled < length) {
      const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
  } catch (error) {
    throw new Fault('io', 'FILE_UNREADABLE', `Cannot read ${path} at byte ${position}: ${messageOf(error)}.`, { cause: error })
  }
  return filled === length ? buffer : buffer.subarray(0, filled)
}

/** The bytes from `start` up to `end` in chunks. */
export async function* chunks(source: ByteSource, start: number, end: number, chunkBytes = CHUNK_BYTES): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end; ) {
    const bytes = await source.read(position, Math.min(chunkBytes, end - position))
    if (bytes.length === 0) return
    yield bytes
    position += bytes.length
  }
}
