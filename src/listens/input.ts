// One file of an import, wherever it lies: on disk, in a folder, in a zip.

import { HEAD_BYTES, type Recognised } from './recognise.ts'

/** One file to import, wherever it lies. */
export interface Input {
  /** As it stands in the report: the path given, and for a zip or folder the path within. */
  readonly path: string
  readonly sizeBytes: number
  readonly recognised: Recognised
  /** The file on disk with just these bytes, where there is one. */
  readonly filePath?: string
  /** Its bytes, from the start, each time it is called. */
  read(): AsyncIterable<Uint8Array>
}

/** A path that could not be read, and why. */
export interface Unreadable {
  readonly path: string
  readonly message: string
}

export interface Inputs {
  readonly inputs: Input[]
  readonly unreadable: Unreadable[]
  /** Lets go of temporary files; afterwards nothing can be read any more. */
  close(): Promise<void>
}

/** The first HEAD_BYTES of a stream, which is then closed. */
export async function headOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    size += chunk.length
    if (size >= HEAD_BYTES) break
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES)
}

/** What operating systems leave lying about. */
export const isHousekeeping = (path: string): boolean =>
  path
    .split('/')
    .some(
      (part) =>
        part === '__MACOSX' ||
        part === 'Thumbs.db' ||
        part === 'desktop.ini' ||
        (part.startsWith('.') && part !== '.' && part !== '..' && !/^\.scrobbler/.test(part)),
    )
