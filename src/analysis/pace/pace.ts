// The pace of the analysis while it runs: the budget, what is in hand, what is next, how fast it goes and how long it will take.

import type { Clock } from '#kernel'
import type { Budget } from './budget.ts'
import { Estimate } from './estimate.ts'
import type { Queue } from './queue.ts'
import { type Task, TIERS, type Tier, workOf } from './task.ts'

/** A task in hand, and since when. */
export interface TaskInHand extends Task {
  readonly sinceMs: number
}

export interface TierState {
  readonly done: number
  /** Waiting, without those in hand. */
  readonly waiting: number
  /** Seconds of sound that one worker hears in a second; null until measured. */
  readonly realTimes: number | null
}

export interface PaceView {
  readonly running: readonly TaskInHand[]
  readonly next: readonly Task[]
  readonly tiers: Readonly<Record<Tier, TierState>>
  /** Until everything is done; null where nothing was measured yet. */
  readonly etaS: number | null
  /** Until every file can be used, if only from an excerpt. */
  readonly usableEtaS: number | null
  readonly budget: Budget
}

const NONE_DONE: Readonly<Record<Tier, number>> = { derive: 0, quick: 0, full: 0 }
/** Before this much time there is no telling. */
const MEASURED_MS_MIN = 500

export class Pace {
  readonly estimate = new Estimate()
  private readonly clock: Clock
  private readonly inHand = new Map<number, TaskInHand>()
  private queue: Queue | null = null
  private isRunning = false
  private done = { ...NONE_DONE }
  private measuredMs = 0
  private limits: Budget
  private refill = false
  private changing = Promise.withResolvers<void>()

  constructor(clock: Clock, budget: Budget) {
    this.clock = clock
    this.limits = budget
  }

  get budget(): Budget {
    return this.limits
  }

  /** Holds from the next file on. */
  setBudget(budget: Budget): void {
    this.limits = budget
    this.tell()
  }

  /** More may wait than the queue knows: it is read anew before the next file. */
  askRefill(): void {
    this.refill = true
    this.tell()
  }

  get wantsRefill(): boolean {
    return this.refill
  }

  /** Resolves at the next change of the budget, or when a refill is asked for. */
  changed(): Promise<void> {
    return this.changing.promise
  }

  /** Begins a run, or goes on with what was read anew. */
  fill(queue: Queue): void {
    if (!this.isRunning) this.done = { ...NONE_DONE }
    this.isRunning = true
    this.queue = queue
    this.refill = false
  }

  /** The run is over; where it was paused, what waits can still be looked at. */
  end(): void {
    this.isRunning = false
    this.inHand.clear()
    if (!this.limits.paused) this.queue = null
  }

  /** Shows what waits although nothing runs. */
  show(queue: Queue): void {
    if (!this.isRunning) this.queue = queue
  }

  get filesInHand(): ReadonlySet<number> {
    return new Set(this.inHand.keys())
  }

  start(task: Task): void {
    this.inHand.set(task.fileId, { ...task, sinceMs: this.clock.nowMs() })
  }

  /** What could not be heard teaches nothing about the pace. */
  finish(task: Task, wasHeard: boolean): void {
    const begun = this.inHand.get(task.fileId)
    this.inHand.delete(task.fileId)
    this.done[task.tier]++
    const tookMs = begun ? this.clock.nowMs() - begun.sinceMs : 0
    if (!wasHeard || task.extent === 'none') return
    this.measuredMs += tookMs
    this.estimate.learn(task.tier, task.codec, workOf(task), tookMs / 1000)
  }

  /** Of the tier that is under way. */
  progress(tier: Tier): { tier: Tier; done: number; total: number; etaS: number | null } {
    const inHand = [...this.inHand.values()].filter((task) => task.tier === tier).length
    const done = this.done[tier]
    return { tier, done, total: done + inHand + (this.queue?.waiting(tier) ?? 0), etaS: this.etaS() }
  }

  /** Whole seconds until all of these tiers is done; null where there is nothing to judge by. */
  etaS(tiers: readonly Tier[] = TIERS): number | null {
    const left = new Map([...(this.queue?.workLeft() ?? [])].filter(([tier]) => tiers.includes(tier)))
    const inHand = [...this.inHand.values()].filter(({ tier }) => tiers.includes(tier))
    const waiting = tiers.reduce((sum, tier) => sum + (this.queue?.waiting(tier) ?? 0), 0)
    if (waiting + inHand.length === 0) return 0
    if (this.measuredMs < MEASURED_MS_MIN) return null
    const busyS = this.estimate.secondsFor(left, 1)
    if (busyS === null) return null
    const inHandS = inHand.map((task) => {
      const pace = this.estimate.realTimes(task.tier, task.codec)
      return pace === null ? 0 : Math.max(0, workOf(task) / pace - (this.clock.nowMs() - task.sinceMs) / 1000)
    })
    const workers = Math.min(this.limits.cores, waiting + inHand.length)
    return Math.round((busyS + inHandS.reduce((sum, s) => sum + s, 0)) / workers)
  }

  view(nextMax: number): PaceView {
    const tier = (name: Tier): TierState => ({
      done: this.done[name],
      waiting: this.queue?.waiting(name) ?? 0,
      realTimes: this.estimate.realTimes(name),
    })
    return {
      running: [...this.inHand.values()],
      next: this.queue?.next(nextMax) ?? [],
      tiers: { derive: tier('derive'), quick: tier('quick'), full: tier('full') },
      etaS: this.queue ? this.etaS() : null,
      usableEtaS: this.queue ? this.etaS(['derive', 'quick']) : null,
      budget: this.limits,
    }
  }

  private tell(): void {
    this.changing.resolve()
    this.changing = Promise.withResolvers()
  }
}
