// Analyses every file that has no analysis yet, several at once, each outcome stored as soon as it is there: whatever happens to the
// process, only the files in hand are done again.

import type { Compute } from '#compute'
import type { EventBus } from '#events'
import { type Clock, Fault, type ItemFault, messageOf } from '#kernel'
import type { AudioFile, AudioFileStore } from '#library'
import type { AnalysisOutcome, AnalysisStore } from './analysis.ts'
import { hasFfmpeg } from './decode/ffmpeg.ts'
import { Progress } from './progress.ts'
import { ANALYSIS_VERSION } from './stages.ts'

const JOB = new URL('./analyse-file.job.ts', import.meta.url)

/** Failures that another time may not meet: they are tried again whenever analysis is started. */
const PASSING_CODES = ['FILE_MISSING', 'FILE_UNREADABLE']

export interface AnalysePendingDeps {
  readonly audioFiles: Pick<AudioFileStore, 'unanalysed'>
  readonly analyses: Pick<AnalysisStore, 'put' | 'forgetFailures'>
  readonly compute: Compute
  readonly events: EventBus
  readonly clock: Clock
}

export interface AnalysePendingReport {
  readonly analysed: number
  readonly failed: ItemFault[]
  readonly seconds: number
}

/** Works through the unanalysed files; each distinct content once. Stops between files when `signal` is aborted. */
export async function analysePending(deps: AnalysePendingDeps, options: { signal?: AbortSignal } = {}): Promise<AnalysePendingReport> {
  const startedMs = deps.clock.nowMs()
  await deps.analyses.forgetFailures((await hasFfmpeg()) ? [...PASSING_CODES, 'FFMPEG_MISSING'] : PASSING_CODES)
  const groups = byContent(await deps.audioFiles.unanalysed(ANALYSIS_VERSION))
  const progress = new Progress(groups.map((files) => costOf(files[0])))
  const failed: ItemFault[] = []
  let analysed = 0
  let next = 0

  const work = async () => {
    while (next < groups.length && !options.signal?.aborted) {
      const index = next++
      const files = groups[index]
      const outcome = await analyseOne(deps, files)
      if (outcome === 'stopped') return
      await deps.analyses.put(files[0].contentHash, outcome, deps.clock.nowMs())
      if (outcome.ok) analysed++
      else failed.push({ path: files[0].path, code: outcome.code, message: outcome.message })
      progress.finish(index, deps.clock.nowMs() - startedMs)
      deps.events.publish('analysis.progress', { ...progress.state(), failed: failed.length, path: files[0].path })
    }
  }
  const lanes = Array.from({ length: Math.min(deps.compute.workersMax, groups.length) }, work)
  const ends = await Promise.allSettled(lanes)
  const seconds = (deps.clock.nowMs() - startedMs) / 1000
  deps.events.publish('analysis.finished', { done: analysed + failed.length, failed: failed.length, seconds })
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return { analysed, failed, seconds }
}

/** Files of the same content together, in the order given. */
function byContent(files: readonly AudioFile[]): AudioFile[][] {
  return [...Map.groupBy(files, (file) => file.contentHash).values()]
}

/** Tries the copies of one content until one can be read. */
async function analyseOne(deps: AnalysePendingDeps, files: readonly AudioFile[]): Promise<AnalysisOutcome | 'stopped'> {
  let outcome: AnalysisOutcome | 'stopped' = 'stopped'
  for (const file of files) {
    outcome = await runJob(deps.compute, file)
    if (outcome === 'stopped' || outcome.ok || !PASSING_CODES.includes(outcome.code)) return outcome
  }
  return outcome
}

async function runJob(compute: Compute, file: AudioFile): Promise<AnalysisOutcome | 'stopped'> {
  try {
    return await compute.run<{ path: string }, AnalysisOutcome>(JOB, { path: file.path }, { timeoutMs: timeoutMsOf(file) })
  } catch (error) {
    if (error instanceof Fault && error.code === 'COMPUTE_CLOSED') return 'stopped'
    const code = error instanceof Fault ? error.code : 'JOB_FAILED'
    return { ok: false, code, message: `The analysis of ${file.path} was given up: ${messageOf(error)}` }
  }
}

const TIMEOUT_BASE_MS = 120_000
const BYTES_A_SECOND_MIN = 50_000

/** Two minutes, and a second for each 50 kB: a tenth of what a slow machine manages. */
const timeoutMsOf = (file: AudioFile): number => TIMEOUT_BASE_MS + (file.sizeBytes / BYTES_A_SECOND_MIN) * 1000

/** About how long it plays, in seconds: what the work grows with. */
const costOf = (file: AudioFile): number => 1 + (file.durationMs ?? file.sizeBytes / 20) / 1000
