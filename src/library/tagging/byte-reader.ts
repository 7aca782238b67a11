// Random access to a file's bytes.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

export interface ByteReader {
  readonly sizeBytes: number
  /** The bytes from `at`; fewer than `count` at the end of the file. */
  read(at: number, count: number): Uint8Array
}

/** Hands a reader of the file to `use`, and closes the file. */
export function withFile<Result>(path: string, use: (file: ByteReader) => Result): Result {
  const handle = openSync(path, 'r')
  try {
    const sizeBytes = fstatSync(handle).size
    return use({
      sizeBytes,
      read(at, count) {
        // Broken files ask for more than there is.
        const bytes = new Uint8Array(Math.max(0, Math.min(count, sizeBytes - at)))
        let got = 0
        while (got < bytes.length) {
          const n = readSync(handle, bytes, got, bytes.length - got, at + got)
          if (n === 0) break
          got += n
        }
        return bytes.subarray(0, got)
      },
    })
  } finally {
    closeSync(handle)
  }
}

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
export const asciiAt = (bytes: Uint8Array, at: number, count: number): string => String.fromCharCode(...bytes.subarray(at, at + count))
export const uint32 = (bytes: Uint8Array, at: number, littleEndian = false): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, littleEndian)
export function uint32Bytes(value: number, littleEndian = false): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, littleEndian)
  return bytes
}
