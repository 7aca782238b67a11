// Temporary files, for what must be read from any place but comes as a stream: a large zip within a zip, a workbook, a database. They go when the
// import is done; those of a process that was killed go when the next one makes some.

import { createWriteStream } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Input } from './input.ts'

const PREFIX = 'deepcut-spool-'

/** Keeps files until it is closed. */
export interface Spool {
  /** Writes bytes to a file of their own; more than `bytesMax` is a fault. */
  keep(bytes: AsyncIterable<Uint8Array>, bytesMax: number): Promise<string>
  close(): Promise<void>
}

/** Opens a spool; nothing is written until something is kept. */
export function openSpool(): Spool {
  let folder: Promise<string> | null = null
  let next = 0
  return {
    async keep(bytes, bytesMax) {
      folder ??= makeFolder()
      const path = join(await folder, String(next++))
      let size = 0
      const counted = async function* () {
        for await (const chunk of bytes) {
          size += chunk.length
          if (size > bytesMax) throw new Error(`it is larger than ${Math.floor(bytesMax / 2 ** 20)} MiB, the limit`)
          yield chunk
        }
      }
      await pipeline(counted, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
      return path
    },
    async close() {
      if (folder !== null) await rm(await folder, { recursive: true, force: true }).catch(() => {})
      folder = null
    },
  }
}

/** A temporary folder of this process's own, for its owner only; whoever asks for it removes it. */
export async function makeFolder(): Promise<string> {
  await sweep()
  return await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`))
}

/** Removes folders of processes that are no more. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const match = name.startsWith(PREFIX) ? /^\d+/.exec(name.slice(PREFIX.length)) : null
    if (match !== null && !isRunning(Number(match[0]))) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {})
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** An input as a file that can be read from any place: itself where it is one, else a copy that goes with `close`. */
export async function asFile(
  input: Pick<Input, 'read' | 'filePath'>,
  bytesMax: number,
): Promise<{ readonly path: string; close(): Promise<void> }> {
  if (input.filePath !== undefined) return { path: input.filePath, close: async () => {} }
  const spool = openSpool()
  try {
    return { path: await spool.keep(input.read(), bytesMax), close: () => spool.close() }
  } catch (error) {
    await spool.close()
    throw error
  }
}
