// Analyses every file that waits, several at once, each outcome stored as soon as it is there: whatever happens to the process, only the files
// in hand are done again.

import type { Compute } from '#compute'
import type { EventBus } from '#events'
import type { Clock, ItemFault } from '#kernel'
import type { AudioFileStore } from '#library'
import type { AnalysisOutcome, AnalysisStore } from './analysis.ts'
import { hasFfmpeg } from './decode/ffmpeg.ts'
import { doTask, PASSING_CODES } from './do-task.ts'
import { defaultBudget } from './pace/budget.ts'
import { Pace } from './pace/pace.ts'
import { type Priorities, Queue } from './pace/queue.ts'
import type { Task } from './pace/task.ts'

export interface AnalysePendingDeps {
  readonly audioFiles: Pick<AudioFileStore, 'sameContent'>
  readonly analyses: Pick<AnalysisStore, 'put' | 'ofContent' | 'due' | 'forgetFailures'>
  readonly compute: Compute
  readonly events: EventBus
  readonly clock: Clock
}

export interface AnalysePendingOptions {
  readonly signal?: AbortSignal
  /** `both`: excerpts first, where hearing everything whole would take more than a few minutes. Default `full`: whole files only, in one pass. */
  readonly tiers?: 'full' | 'quick' | 'both'
  /** How much the listeners listen to each track: those come first. Asked whenever the queue is made. */
  readonly priorities?: () => Promise<Priorities>
  /** Holds the budget, and can be looked at meanwhile. */
  readonly pace?: Pace
}

export interface AnalysePendingReport {
  readonly analysed: number
  readonly failed: ItemFault[]
  readonly seconds: number
}

/** Excerpts come first where whole files would take longer than this. */
const QUICK_WORTH_S = 120
/** A guess for a machine that was not measured yet: seconds heard in a second. */
const REAL_TIMES_GUESS = 60
const DERIVED_TOLD_EVERY_MS = 100

/** Works through what is due; each distinct content once. Ends when nothing is left, between files when `signal` is aborted or the pace is paused. */
export async function analysePending(deps: AnalysePendingDeps, options: AnalysePendingOptions = {}): Promise<AnalysePendingReport> {
  const { signal, pace = new Pace(deps.clock, defaultBudget(deps.compute.workersMax)) } = options
  const startedMs = deps.clock.nowMs()
  await deps.analyses.forgetFailures((await hasFfmpeg()) ? [...PASSING_CODES, 'FFMPEG_MISSING'] : PASSING_CODES)
  const report = { analysed: 0, failed: [] as ItemFault[] }
  const stopped = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
  const lanes = new Set<Promise<void>>()
  let fault: { readonly error: unknown } | null = null
  let toldMs = 0
  let queue = await openQueue(deps, options, pace)

  const work = async (task: Task) => {
    pace.start(task)
    const done = await doTask(deps, task, pace.budget.niceness)
    pace.finish(task, done !== 'stopped' && done.outcome.ok)
    if (done === 'stopped') return
    tally(report, queue, task, done)
    const nowMs = deps.clock.nowMs()
    const state = pace.progress(task.tier)
    if (task.tier === 'derive' && state.done < state.total && nowMs - toldMs < DERIVED_TOLD_EVERY_MS) return
    toldMs = nowMs
    deps.events.publish('analysis.progress', { ...state, failed: report.failed.length, trackId: task.trackId, path: done.path })
  }

  try {
    while (!signal?.aborted && !pace.budget.paused && !fault) {
      if (pace.wantsRefill) queue = await openQueue(deps, options, pace)
      const task = lanes.size < Math.min(pace.budget.cores, deps.compute.workersMax) ? queue.take() : null
      if (task) {
        const lane = work(task)
          .catch((error) => {
            fault = { error }
          })
          .finally(() => lanes.delete(lane))
        lanes.add(lane)
      } else if (lanes.size > 0) await Promise.race([...lanes, pace.changed(), stopped])
      else if (!pace.wantsRefill) break
    }
    await Promise.all(lanes)
  } finally {
    pace.end()
  }
  const seconds = (deps.clock.nowMs() - startedMs) / 1000
  deps.events.publish('analysis.finished', { done: report.analysed + report.failed.length, failed: report.failed.length, seconds })
  if (fault) throw (fault as { readonly error: unknown }).error
  return { ...report, seconds }
}

/** Shows what waits while nothing runs. */
export async function showPending(
  deps: Pick<AnalysePendingDeps, 'analyses'>,
  options: AnalysePendingOptions & { pace: Pace },
): Promise<void> {
  options.pace.show(await readQueue(deps, options, options.pace))
}

async function openQueue(deps: AnalysePendingDeps, options: AnalysePendingOptions, pace: Pace): Promise<Queue> {
  const queue = await readQueue(deps, options, pace)
  pace.fill(queue)
  return queue
}

async function readQueue(deps: Pick<AnalysePendingDeps, 'analyses'>, options: AnalysePendingOptions, pace: Pace): Promise<Queue> {
  const { tiers = 'full' } = options
  const [due, priorities] = [await deps.analyses.due(), await options.priorities?.()]
  const wish = { priorities, inHand: pace.filesInHand, full: tiers !== 'quick' }
  let queue = new Queue(due, { ...wish, quick: tiers === 'quick' })
  if (tiers === 'both') {
    const left = [...queue.workLeft().values()].flatMap((byCodec) => [...byCodec.values()]).reduce((sum, workS) => sum + workS, 0)
    const wholeS = left / (pace.estimate.realTimes('full') ?? REAL_TIMES_GUESS) / Math.max(1, pace.budget.cores)
    if (wholeS > QUICK_WORTH_S) queue = new Queue(due, { ...wish, quick: true })
  }
  return queue
}

/** Counts what a task came to. An excerpt counts when nothing more is to follow. */
function tally(
  report: { analysed: number; failed: ItemFault[] },
  queue: Queue,
  task: Task,
  { outcome, path }: { outcome: AnalysisOutcome; path: string },
): void {
  if (!outcome.ok) report.failed.push({ path, code: outcome.code, message: outcome.message })
  const isFinal = !outcome.ok || outcome.analysis.extent === 'whole'
  if (task.tier === 'quick' && isFinal) queue.settle(task)
  if (outcome.ok && (isFinal || queue.waiting('full') === 0)) report.analysed++
}
