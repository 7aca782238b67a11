// Reads files that are new or changed on worker threads, several jobs at once, in order. A file that hangs or crashes its worker is found and left out.

import type { Compute } from '#compute'
import { Fault, messageOf } from '#kernel'
import type { AudioFile, AudioFileId, AudioFileStore } from './audio-file.ts'
import type { FileRead, FilesRead, FileToRead } from './read-files.job.ts'
import { FILE_HANGS } from './scan-codes.ts'

/** A file of which a scan does not know the content. */
export interface PendingFile {
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeMs: number
  /** The scanned folder it was found under. */
  readonly root: string
  /** The file that was known at this path. */
  readonly knownId: AudioFileId | null
}

export interface ReadBatch {
  readonly files: readonly PendingFile[]
  /** What was known at the path of each file. */
  readonly known: readonly (AudioFile | null)[]
  readonly reads: readonly FileRead[]
  readonly pictures: FilesRead['pictures']
}

interface ReadDeps {
  readonly compute: Compute
  readonly audioFiles: AudioFileStore
}

const JOB = new URL('./read-files.job.ts', import.meta.url)
const JOB_FILES = 16
const JOB_BYTES = 128 * 1024 * 1024
/** A job may take this long, and longer by its size on a slow disk. */
const JOB_MS = 60_000
const SLOW_BYTES_PER_MS = 5000

/** What the files hold, in order, in batches of about `batchFiles`; ends early when the signal aborts. */
export async function* readPending(
  deps: ReadDeps,
  files: readonly PendingFile[],
  batchFiles: number,
  signal?: AbortSignal,
): AsyncGenerator<ReadBatch> {
  const running: Promise<ReadBatch>[] = []
  let next = 0
  const start = () => {
    const from = next
    for (let bytes = 0; next < files.length && next - from < JOB_FILES && bytes < JOB_BYTES; next++) bytes += files[next].sizeBytes
    const job = readJob(deps, files.slice(from, next))
    // Whoever stops early leaves jobs behind whose outcome nobody asks for.
    job.catch(() => {})
    running.push(job)
  }
  const stop = () => signal?.aborted === true
  let batch: ReadBatch[] = []
  let count = 0
  while (!stop() && (next < files.length || running.length > 0)) {
    while (next < files.length && running.length <= deps.compute.workersMax) start()
    const read = await running.shift()!
    batch.push(read)
    count += read.files.length
    if (count >= batchFiles || (next >= files.length && running.length === 0)) {
      yield joined(batch)
      batch = []
      count = 0
    }
  }
  if (batch.length > 0) yield joined(batch)
}

const joined = (batches: readonly ReadBatch[]): ReadBatch => ({
  files: batches.flatMap((batch) => batch.files),
  known: batches.flatMap((batch) => batch.known),
  reads: batches.flatMap((batch) => batch.reads),
  pictures: new Map(batches.flatMap((batch) => [...batch.pictures])),
})

async function readJob(deps: ReadDeps, files: readonly PendingFile[]): Promise<ReadBatch> {
  const known = await Promise.all(files.map((file) => (file.knownId === null ? null : deps.audioFiles.findByPath(file.path))))
  const wanted = files.map((file, index): FileToRead => ({ path: file.path, knownHash: known[index]?.contentHash ?? null }))
  const timeoutMs = JOB_MS + files.reduce((sum, file) => sum + file.sizeBytes, 0) / SLOW_BYTES_PER_MS
  try {
    const read = await deps.compute.run<readonly FileToRead[], FilesRead>(JOB, wanted, { timeoutMs })
    return { files, known, reads: read.files, pictures: read.pictures }
  } catch (error) {
    if (error instanceof Fault && error.code === 'COMPUTE_CLOSED') throw error
    if (files.length > 1) {
      // One of them is the culprit; alone, each shows.
      const single: ReadBatch[] = []
      for (const file of files) single.push(await readJob(deps, [file]))
      return joined(single)
    }
    const failed: FileRead = {
      kind: 'failed',
      code: FILE_HANGS,
      message: `Reading this file failed as a whole: ${messageOf(error)} It was left out.`,
    }
    return { files, known, reads: [failed], pictures: new Map() }
  }
}
