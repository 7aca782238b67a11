// One kind of question, with who waits for it: the next step of the work, and what becomes of it when there is no answer.

import { DAY_MS, Fault, HOUR_MS, type Log, MINUTE_MS, messageOf, SECOND_MS } from '#kernel'
import type { TrackId } from '#library'
import type { ListenerStore, ListenStore } from '#listens'
import { Held } from '../turn.ts'
import type { AskDeps, Enquiry } from './asking.ts'
import type { EnquiryPlan, EnrichStore, Question } from './enquiry.ts'
import type { Learning } from './learning.ts'
import { Waiting } from './waiting.ts'

export interface LineDeps extends AskDeps {
  readonly enrichStore: EnrichStore
  readonly listens: ListenStore
  readonly listeners: ListenerStore
  readonly log: Log
}

/** The list of what waits is made anew at most this often. */
const REFILLED_EVERY_MS = MINUTE_MS
/** A question that takes many tracks waits a little for more of them. */
const GATHER_MS = 20 * SECOND_MS
const AFTER_TROUBLE_MS = 30 * SECOND_MS
const AFTER_REFUSAL_MS = 6 * HOUR_MS

export class Line {
  readonly plan: EnquiryPlan
  /** Until when it pauses, and why. */
  held: { readonly untilMs: number; readonly why: string } | null = null
  private readonly deps: LineDeps
  private readonly enquiry: Enquiry
  private readonly learning: Learning
  private readonly waiting = new Waiting()
  private stale = true
  private filledAtMs = Number.NEGATIVE_INFINITY
  private askedAtMs = Number.NEGATIVE_INFINITY
  private counted: Promise<number> | null = null

  constructor(deps: LineDeps, plan: EnquiryPlan, enquiry: Enquiry, learning: Learning) {
    this.deps = deps
    this.plan = plan
    this.enquiry = enquiry
    this.learning = learning
  }

  /** There may be other tracks than before. */
  markStale(): void {
    this.stale = true
    this.counted = null
  }

  /** These can be asked about now, or the first time. */
  push(ids: readonly TrackId[]): void {
    this.waiting.push(ids)
  }

  /** How many tracks wait; before anybody was asked they are counted once. */
  count(nowMs: number): Promise<number> | number {
    if (this.filledAtMs > 0) return this.waiting.count
    this.counted ??= this.deps.enrichStore.needing(this.plan.kind, nowMs).then((ids) => ids.length)
    return this.counted
  }

  /** Asks about the next tracks; returns when to come again, null for when woken. */
  async step(signal: AbortSignal): Promise<number | null> {
    const { kind } = this.plan
    const nowMs = this.deps.clock.nowMs()
    if (this.held && this.held.untilMs > nowMs) return this.held.untilMs
    this.held = null
    if (this.stale && nowMs - this.filledAtMs >= REFILLED_EVERY_MS) await this.refill(nowMs)
    const { batchMax } = this.enquiry
    if (this.waiting.count < batchMax && nowMs - this.askedAtMs < GATHER_MS) return this.askedAtMs + GATHER_MS
    const ids = this.waiting.take(batchMax)
    if (ids.length === 0) return this.stale ? this.filledAtMs + REFILLED_EVERY_MS : nowMs + DAY_MS
    const questions = await this.deps.enrichStore.questions(kind, ids, nowMs)
    // What another track was told already need not be asked again.
    for (const { known, trackId } of questions) if (known) await this.learning.add([{ ...known, trackId, kind }])
    const open = distinctKeys(questions.filter((question) => question.known === null))
    if (open.length === 0) return nowMs
    this.askedAtMs = nowMs
    try {
      await this.ask(open, signal)
      return nowMs
    } catch (error) {
      return signal.aborted ? null : this.putOff(open, error)
    }
  }

  private async refill(nowMs: number): Promise<void> {
    this.stale = false
    this.filledAtMs = nowMs
    const plays = await playsByTrack(this.deps)
    this.waiting.fill(await this.deps.enrichStore.needing(this.plan.kind, nowMs), (trackId) => plays.get(trackId) ?? 0)
  }

  private async ask(open: readonly Question[], signal: AbortSignal): Promise<void> {
    const { kind } = this.plan
    const answers = await this.enquiry.ask(this.deps, open, signal)
    for (const [i, { key, trackId }] of open.entries()) {
      const answered = answers[i]
      await this.deps.enrichStore.keepAnswer(kind, key, answered, this.deps.clock.nowMs())
      if (answered.outcome === 'found') await this.learning.add([{ ...answered.found, trackId, kind }])
    }
  }

  /** No answer now: nothing is kept of it, and the question waits. */
  private async putOff(open: readonly Question[], error: unknown): Promise<number | null> {
    const nowMs = this.deps.clock.nowMs()
    const { kind, host } = this.plan
    const ids = open.map((question) => question.trackId)
    if (!(error instanceof Fault)) {
      this.deps.log.error({ err: error }, `enrichment, ${kind}: ${messageOf(error)}`)
      for (const { key } of open) await this.deps.enrichStore.keepAnswer(kind, key, { outcome: 'failed', why: messageOf(error) }, nowMs)
      return nowMs
    }
    if (error instanceof Held || error.code === 'EGRESS_OFF') this.waiting.putBack(ids)
    else this.waiting.tryAgain(ids)
    if (error.code === 'EGRESS_OFF') return null
    const pauseMs = error.kind === 'unavailable' ? AFTER_TROUBLE_MS : AFTER_REFUSAL_MS
    const untilMs = error instanceof Held ? error.resumesAtMs : Math.max(nowMs + pauseMs, await this.deps.egress.resumesAtMs(host))
    this.held = { untilMs, why: error.message }
    return untilMs
  }
}

/** Two tracks with one ISRC are one question. The other is told when its turn comes, or when the list is made anew. */
const distinctKeys = (questions: readonly Question[]): Question[] => [
  ...new Map(questions.map((question) => [question.key, question])).values(),
]

/** Counted plays of each track by everybody here. */
async function playsByTrack(deps: Pick<LineDeps, 'listens' | 'listeners'>): Promise<ReadonlyMap<number, number>> {
  const plays = new Map<number, number>()
  for (const { id } of await deps.listeners.list()) {
    const tally = await deps.listens.tally(id)
    for (let i = 0; i < tally.count; i++) plays.set(tally.trackIds[i], (plays.get(tally.trackIds[i]) ?? 0) + tally.plays[i])
  }
  return plays
}
