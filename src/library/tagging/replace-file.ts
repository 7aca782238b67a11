// Replaces a file by a changed copy, or not at all: the copy is written beside it, checked, made durable, and takes its name in one step.

import { createHash, type Hash } from 'node:crypto'
import { chmodSync, chownSync, closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Fault } from '#kernel'
import { type ByteReader, withFile } from './byte-reader.ts'
import { type Splice, spliced } from './splice.ts'

export interface Copy {
  readonly path: string
  readonly hashBefore: string
  readonly hashAfter: string
  readonly sizeBytes: number
  /** Lets the copy take the file's name; the time of the change it then has, ms since the epoch. */
  take(): number
  /** Removes the copy, where it was not taken. */
  drop(): void
}

/** Writes the changed copy beside the file. `drop` must be called in any case. */
export function writeCopy(path: string, splices: readonly Splice[]): Copy {
  const copyPath = join(dirname(path), `.${basename(path)}.deepcut-part`)
  const before = statSync(path)
  const drop = () => rmSync(copyPath, { force: true })
  try {
    const { hashBefore, hashAfter, sizeBytes } = withFile(path, (file) => write(copyPath, file, splices))
    chmodSync(copyPath, before.mode)
    keepOwner(copyPath, before)
    return {
      path: copyPath,
      hashBefore,
      hashAfter,
      sizeBytes,
      drop,
      take() {
        const now = statSync(path)
        if (now.size !== before.size || now.mtimeMs !== before.mtimeMs)
          throw new Fault('conflict', 'TAG_CHANGED', 'The file was changed by something else meanwhile. Run this again.')
        renameSync(copyPath, path)
        flushFolder(dirname(path))
        return statSync(path).mtimeMs
      },
    }
  } catch (error) {
    drop()
    throw error
  }
}

function write(copyPath: string, file: ByteReader, splices: readonly Splice[]) {
  const handle = openSync(copyPath, 'w')
  try {
    const hash = createHash('sha256')
    let sizeBytes = 0
    for (const piece of spliced(file, splices)) {
      hash.update(piece)
      for (let at = 0; at < piece.length; ) at += writeSync(handle, piece, at)
      sizeBytes += piece.length
    }
    fsyncSync(handle)
    return { hashBefore: hashOf(file), hashAfter: hash.digest('hex'), sizeBytes }
  } finally {
    closeSync(handle)
  }
}

/** SHA-256 of the whole file, as the library knows contents. */
export function hashOf(file: ByteReader): string {
  const hash: Hash = createHash('sha256')
  for (const piece of spliced(file, [])) hash.update(piece)
  return hash.digest('hex')
}

/** Where another user owns the file, and this one may say so. */
function keepOwner(path: string, { uid, gid }: { uid: number; gid: number }): void {
  try {
    chownSync(path, uid, gid)
  } catch {
    // Only the owner of the machine may; the copy then belongs to who wrote it.
  }
}

/** Makes the new name durable, on systems where folders can be flushed. */
function flushFolder(path: string): void {
  try {
    const handle = openSync(path, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch {
    // Windows has no such thing, and needs none.
  }
}
