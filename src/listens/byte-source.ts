// Bytes that can be read from any place: of a file, of several files one after the other (parts of one), or in memory.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

export interface ByteSource {
  readonly sizeBytes: number
  /** The file, where it is one. */
  readonly path: string | null
  /** The bytes from `start` up to, and without, `end`. */
  read(start?: number, end?: number): AsyncIterable<Uint8Array>
}

const CHUNK_BYTES = 256 * 1024

export function bytesInMemory(bytes: Buffer): ByteSource {
  return {
    sizeBytes: bytes.length,
    path: null,
    async *read(start = 0, end = bytes.length) {
      for (let at = start; at < end; at += CHUNK_BYTES) yield bytes.subarray(at, Math.min(end, at + CHUNK_BYTES))
    },
  }
}

export function bytesOfFile(path: string, sizeBytes: number): ByteSource {
  return {
    sizeBytes,
    path,
    read: (start = 0, end = sizeBytes) =>
      end <= start && start > 0
        ? nothing()
        : createReadStream(path, { start, ...(end < sizeBytes ? { end: end - 1 } : {}), highWaterMark: CHUNK_BYTES }),
  }
}

/** Files one after the other, as if they were one. */
export async function bytesOfFiles(paths: readonly string[]): Promise<ByteSource> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
  const parts = paths.map((path, i) => bytesOfFile(path, sizes[i]))
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0)
  return {
    sizeBytes,
    path: null,
    async *read(start = 0, end = sizeBytes) {
      let base = 0
      for (const part of parts) {
        const [from, to] = [Math.max(0, start - base), Math.min(part.sizeBytes, end - base)]
        if (from < to) yield* part.read(from, to)
        base += part.sizeBytes
      }
    },
  }
}

/** Some bytes at once. */
export async function slice(source: ByteSource, start: number, end: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  if (start < end) for await (const chunk of source.read(start, end)) parts.push(chunk)
  return Buffer.concat(parts)
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
