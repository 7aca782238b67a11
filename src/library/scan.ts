// Scan: brings the library in step with what lies in folders. Only what changed by size or time is read; what moved is known by its content.

import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve, sep } from 'node:path'
import type { ArtifactStore } from '#artifacts'
import { type Compute, threadCompute } from '#compute'
import type { EventBus } from '#events'
import { type Clock, Fault, type ItemFault } from '#kernel'
import type { AudioFileId, AudioFileStore, FileStamp, FolderStore } from './audio-file.ts'
import { readCovers } from './covers.ts'
import type { IdentityStore } from './identity-edits.ts'
import { type PendingFile, readPending } from './read-pending.ts'
import { FOLDER_UNREADABLE, SCAN_STOPPED } from './scan-codes.ts'
import { type Kept, keepBatch } from './scan-keep.ts'
import type { TrackStore } from './track.ts'
import { type FoundFile, walk } from './walk.ts'

export interface ScanDeps {
  readonly tracks: TrackStore
  readonly audioFiles: AudioFileStore
  readonly folders: FolderStore
  readonly artifacts: ArtifactStore
  readonly events: EventBus
  readonly clock: Clock
  /** Gives what was heard to the files that are it, once all are in. */
  readonly identity?: Pick<IdentityStore, 'settle'>
  /** Where files are read; without it the scan opens threads of its own while it runs. */
  readonly compute?: Compute
}

export interface ScanRequest {
  readonly folders: readonly string[]
  /** What is found was composed by Deepcut itself. */
  readonly synthetic?: boolean
  readonly signal?: AbortSignal
}

export interface ScanReport {
  /** Audio files found. */
  readonly files: number
  readonly added: number
  /** Changed, moved, or back again. */
  readonly updated: number
  readonly unchanged: number
  /** Not found any more; marked missing, not forgotten. */
  readonly removed: number
  /** Files and folders of which nothing was indexed, by the codes of scan-codes.ts. */
  readonly failed: ItemFault[]
  /** Worth knowing, though indexed. */
  readonly notices: ItemFault[]
  readonly seconds: number
}

/** Files kept in one transaction. */
const BATCH_FILES = 256
const TELL_EVERY_MS = 100

/** What the scan has found out so far. */
interface Findings {
  readonly failed: ItemFault[]
  readonly notices: ItemFault[]
  readonly pending: PendingFile[]
  /** Known files that were not met. */
  readonly gone: Set<AudioFileId>
  found: number
  unchanged: number
  added: number
  updated: number
  /** The house closed while it ran. */
  stopped: boolean
}

/** Scans the folders and tells of it on the bus. Faults of files and folders are values in the report, never thrown. */
export async function scan(deps: ScanDeps, request: ScanRequest): Promise<ScanReport> {
  const startedAt = performance.now()
  const findings: Findings = {
    failed: [],
    notices: [],
    pending: [],
    gone: new Set(),
    found: 0,
    unchanged: 0,
    added: 0,
    updated: 0,
    stopped: false,
  }
  const tell = teller(deps, findings)
  for (const root of outermost(request.folders)) {
    if (request.signal?.aborted) break
    await survey(deps, request, root, findings, tell)
  }
  if (!request.signal?.aborted) await deps.audioFiles.markMissing([...findings.gone], deps.clock.nowMs())
  if (findings.pending.length > 0) await readAndKeep(deps, request, findings, tell)
  if (findings.added + findings.updated > 0) await deps.identity?.settle()
  if (request.signal?.aborted || findings.stopped) {
    findings.notices.push({
      path: request.folders[0] ?? '',
      code: SCAN_STOPPED,
      message: 'The scan was stopped. What it had read is kept; the next scan goes on.',
    })
    if (findings.pending.length === 0) findings.gone.clear()
  }
  const { failed, notices, found: files, added, updated, unchanged } = findings
  const report = {
    files,
    added,
    updated,
    unchanged,
    removed: findings.gone.size,
    failed,
    notices,
    seconds: (performance.now() - startedAt) / 1000,
  }
  if (added + updated + report.removed > 0) deps.events.publish('library.changed', {})
  deps.events.publish('scan.finished', { files, added, updated, removed: report.removed, failed: failed.length, seconds: report.seconds })
  return report
}

/** Absolute, without those that lie in another one. */
function outermost(folders: readonly string[]): string[] {
  const roots = [...new Set(folders.map((folder) => resolve(folder)))]
  return roots.filter((root) => !roots.some((other) => other !== root && isBelow(root, other)))
}

export const isBelow = (path: string, folder: string): boolean => path.startsWith(folder.endsWith(sep) ? folder : folder + sep)

/** Compares one folder with what is known of it: what is new or changed is pending, what was not met is gone. */
async function survey(deps: ScanDeps, request: ScanRequest, root: string, findings: Findings, tell: Tell): Promise<void> {
  const problem = await folderProblem(root)
  const stamps = new Map<string, FileStamp>()
  for (const stamp of await deps.audioFiles.stamps(root)) stamps.set(stamp.path, stamp)
  const unreachable = (why: string) =>
    findings.failed.push({
      path: root,
      code: FOLDER_UNREADABLE,
      message: `${why}${stamps.size > 0 ? ` Its ${stamps.size} known files are left as they were.` : ''} Check that the disk is there and the folder may be read.`,
    })
  if (problem !== null) return void unreachable(problem)
  await remember(deps.folders, root, request.synthetic === true)

  const returned: FileStamp[] = []
  const present = [...stamps.values()].some((stamp) => !stamp.missing)
  const walked = await walk(
    root,
    (file) => {
      findings.found++
      tell(file.path, null)
      const stamp = stamps.get(file.path)
      stamps.delete(file.path)
      if (!stamp || stamp.sizeBytes !== file.sizeBytes || stamp.mtimeMs !== file.mtimeMs)
        findings.pending.push(toPending(file, root, stamp))
      else if (stamp.missing) returned.push(stamp)
      else findings.unchanged++
    },
    request.signal,
  )
  findings.notices.push(...walked.notices)
  if (walked.empty && present) return void unreachable('The folder is empty, as if its disk were not mounted.')
  findings.failed.push(...walked.failed)
  if (request.signal?.aborted) return
  for (const stamp of stamps.values()) {
    const hidden = walked.unseen.some((path) => stamp.path === path || isBelow(stamp.path, path))
    if (!stamp.missing && !hidden) findings.gone.add(stamp.id)
  }
  await restore(deps.audioFiles, returned)
  findings.updated += returned.length
}

const toPending = (file: FoundFile, root: string, stamp: FileStamp | undefined): PendingFile => ({
  ...file,
  root,
  knownId: stamp?.id ?? null,
})

async function folderProblem(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isDirectory() ? null : 'This is a file, not a folder.'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? 'The folder is not there.' : `The folder cannot be read (${code}).`
  }
}

/** Adds the folder to those that are watched, unless one above it is. */
async function remember(folders: FolderStore, root: string, synthetic: boolean): Promise<void> {
  const known = await folders.list()
  if (!known.some(({ path }) => path === root || isBelow(root, path))) await folders.add(root, { synthetic })
}

/** Files that were missing and are back as they were need not be read again. */
async function restore(audioFiles: AudioFileStore, stamps: readonly FileStamp[]): Promise<void> {
  const files = await Promise.all(stamps.map((stamp) => audioFiles.findByPath(stamp.path)))
  const back = files.filter((file) => file !== null).map((file) => ({ ...file, missingSinceMs: null }))
  if (back.length > 0) await audioFiles.put(back)
}

async function readAndKeep(deps: ScanDeps, request: ScanRequest, findings: Findings, tell: Tell): Promise<void> {
  const { pending } = findings
  pending.sort((a, b) => (a.path < b.path ? -1 : 1))
  const compute = deps.compute ?? threadCompute(Math.min(availableParallelism(), 8))
  const context = {
    ...deps,
    covers: readCovers(deps.artifacts),
    synthetic: request.synthetic === true,
    pendingPaths: new Set(pending.map((file) => file.path)),
  }
  const counts = (kept: Kept) => {
    findings.added += kept.added
    findings.updated += kept.updated
    findings.unchanged += kept.unchanged
    findings.failed.push(...kept.failed)
    findings.notices.push(...kept.notices)
    for (const id of kept.foundAgain) findings.gone.delete(id)
    for (const id of kept.lost) findings.gone.add(id)
  }
  try {
    let done = findings.found - pending.length
    let toldAt = performance.now()
    for await (const batch of readPending({ ...deps, compute }, pending, BATCH_FILES, request.signal)) {
      for (const file of batch.files) tell(file.path, ++done)
      counts(await keepBatch(context, batch))
      if (performance.now() - toldAt > 1000) {
        toldAt = performance.now()
        deps.events.publish('library.changed', {})
      }
    }
  } catch (error) {
    // The house is closing: stopped, like by the signal.
    if (!(error instanceof Fault && error.code === 'COMPUTE_CLOSED')) throw error
    findings.stopped = true
  } finally {
    if (!deps.compute) await compute.close()
  }
}

/** Tells of progress, at most ten times a second. `done` is null while it is not known how many there are. */
type Tell = (path: string, done: number | null) => void

function teller(deps: ScanDeps, findings: Findings): Tell {
  let toldAt = Number.NEGATIVE_INFINITY
  return (path, done) => {
    // Reading the clock 100,000 times costs more than the walk; every 64th file is enough.
    if (done === null && (findings.found & 63) !== 1) return
    const now = performance.now()
    if (now - toldAt < TELL_EVERY_MS) return
    toldAt = now
    deps.events.publish('scan.progress', { filesSeen: done ?? findings.found, filesTotal: done === null ? null : findings.found, path })
  }
}
