// One task: its file found, heard in a worker or concluded anew from what is stored, and the outcome kept.

import type { Compute } from '#compute'
import { type Clock, Fault, messageOf } from '#kernel'
import type { AudioFile, AudioFileStore } from '#library'
import type { AnalyseFileRequest } from './analyse-file.ts'
import type { Analysis, AnalysisOutcome, AnalysisStore } from './analysis.ts'
import { lessSure } from './excerpt.ts'
import { concludeAgain } from './listen-through.ts'
import type { Task } from './pace/task.ts'
import { stagesNamed } from './stages.ts'

const JOB = new URL('./analyse-file.job.ts', import.meta.url)

/** Failures that another time may not meet: they are tried again whenever analysis is started. */
export const PASSING_CODES = ['FILE_MISSING', 'FILE_UNREADABLE']

interface Deps {
  readonly audioFiles: Pick<AudioFileStore, 'sameContent'>
  readonly analyses: Pick<AnalysisStore, 'put' | 'ofContent'>
  readonly compute: Compute
  readonly clock: Clock
}

export interface TaskDone {
  readonly outcome: AnalysisOutcome
  readonly path: string
}

/** Does it and keeps the outcome; `stopped` where Deepcut stops, or the file left the library meanwhile. */
export async function doTask(deps: Deps, task: Task, niceness: number): Promise<TaskDone | 'stopped'> {
  const files = await deps.audioFiles.sameContent(task.fileId)
  if (files.length === 0) return 'stopped'
  const { contentHash, path } = files[0]
  const known = task.stages && (await knownOf(deps, contentHash))
  const derived = known && task.extent === 'none' ? await again(task.stages!, known) : null
  const outcome = derived ?? (await hear(deps, files, task, known, niceness))
  if (outcome === 'stopped') return 'stopped'
  // A file that cannot be reached now keeps what is known of it.
  if (outcome.ok || !known || !PASSING_CODES.includes(outcome.code)) await deps.analyses.put(contentHash, outcome, deps.clock.nowMs())
  return { outcome, path }
}

/** What is stored and can be built on; null where it cannot be read, so that everything is heard. */
async function knownOf({ analyses }: Deps, contentHash: string): Promise<Analysis | null> {
  try {
    const outcome = await analyses.ofContent(contentHash)
    return outcome?.ok ? outcome.analysis : null
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

/** Null where what is stored does not suffice after all: the file is then heard. */
async function again(stages: readonly string[], known: Analysis): Promise<AnalysisOutcome | null> {
  // Between two of them the server gets to answer.
  await new Promise(setImmediate)
  const analysis = await concludeAgain(stagesNamed(stages), known).catch(() => null)
  if (!analysis) return null
  return { ok: true, analysis: known.extent === 'excerpt' && stages.includes('attributes') ? lessSure(analysis) : analysis }
}

/** Tries the copies of one content until one can be read. */
async function hear(
  deps: Deps,
  files: readonly AudioFile[],
  task: Task,
  known: Analysis | null,
  niceness: number,
): Promise<AnalysisOutcome | 'stopped'> {
  let outcome: AnalysisOutcome | 'stopped' = 'stopped'
  for (const file of files) {
    const wanted = known && task.extent === 'whole' ? { stages: task.stages!, known } : {}
    const excerptOf = task.extent === 'excerpt' ? { excerptOfS: task.seconds } : {}
    outcome = await runJob(deps.compute, file, { path: file.path, ...wanted, ...excerptOf }, niceness)
    if (outcome === 'stopped' || outcome.ok || !PASSING_CODES.includes(outcome.code)) return outcome
  }
  return outcome
}

async function runJob(
  compute: Compute,
  file: AudioFile,
  request: AnalyseFileRequest,
  niceness: number,
): Promise<AnalysisOutcome | 'stopped'> {
  try {
    return await compute.run<AnalyseFileRequest, AnalysisOutcome>(JOB, request, { timeoutMs: timeoutMsOf(file), niceness })
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
