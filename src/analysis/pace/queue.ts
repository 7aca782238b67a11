// What is to be done, in order: first what needs no hearing, then excerpts of what is new, then whole files; in each tier what is listened
// to most, then what was added last. Kept as rows of numbers, so that 100,000 files are a few megabytes.

import type { AudioFileId, TrackId } from '#library'
import { type Stage, stagesFor, staleStages } from '../stage.ts'
import { STAGES } from '../stages.ts'
import type { DueColumns, Standing } from './due.ts'
import { type Task, TIERS, type Tier, WHOLE_UNDER_S, workOf } from './task.ts'

/** How much each track is listened to, in any unit above 0; tracks nobody listens to are left out. */
export type Priorities = ReadonlyMap<TrackId, number>

export interface QueueWish {
  /** Whether excerpts of what is new come first. */
  readonly quick: boolean
  /** Whether whole files are heard at all. */
  readonly full: boolean
  readonly priorities?: Priorities
  /** Files in hand, which are left out. */
  readonly inHand?: ReadonlySet<number>
}

/** What a standing leads to. */
interface Course {
  readonly isNew: boolean
  readonly derive: readonly string[] | null
  readonly full: boolean
  readonly stages: readonly string[] | null
  readonly why: Task['why']
}

const namesOf = (stages: readonly Stage[]) => stages.map(({ name }) => name)

function courseOf(standing: Standing): Course {
  if (standing.extent === null) return { isNew: true, derive: null, full: true, stages: null, why: 'new' }
  const stale = staleStages(stagesFor(STAGES, standing.extent), standing)
  const derive = stale.length > 0 && stale.every((stage) => stage.listen === null) ? namesOf(stale) : null
  if (standing.extent === 'excerpt') return { isNew: false, derive, full: true, stages: null, why: 'excerpt' }
  return { isNew: false, derive, full: !derive && stale.length > 0, stages: namesOf(stale), why: 'outdated' }
}

/** Where the tags do not say how long a file plays: as much as its size is at 160 kbit/s. */
const BYTES_A_SECOND = 20_000

export class Queue {
  private readonly due: DueColumns
  private readonly courses: readonly Course[]
  private readonly priorities: Priorities
  private readonly rows: Readonly<Record<Tier, Uint32Array>>
  private readonly at: Record<Tier, number> = { derive: 0, quick: 0, full: 0 }
  /** Files of the quick tier that turned out to be heard whole. */
  private readonly settled = new Set<number>()
  private readonly left = new Map<Tier, Map<string, number>>(TIERS.map((tier) => [tier, new Map()]))

  constructor(due: DueColumns, wish: QueueWish) {
    this.due = due
    this.courses = due.standings.map(courseOf)
    this.priorities = wish.priorities ?? new Map()
    const order = this.order(wish.inHand ?? new Set())
    const isShort = (row: number) => due.seconds[row] < WHOLE_UNDER_S
    const inQuick = (row: number) => wish.quick && this.courseAt(row).isNew && !Number.isNaN(due.seconds[row])
    this.rows = {
      derive: order.filter((row) => this.courseAt(row).derive !== null),
      quick: order.filter(inQuick),
      full: order.filter((row) => wish.full && this.courseAt(row).full && !(inQuick(row) && isShort(row))),
    }
    for (const tier of TIERS) for (const row of this.rows[tier]) this.count(this.task(tier, row), 1)
  }

  /** The next task, which leaves the queue; null where it is empty. */
  take(): Task | null {
    for (const tier of TIERS) {
      while (this.at[tier] < this.rows[tier].length) {
        const task = this.task(tier, this.rows[tier][this.at[tier]++])
        if (tier === 'full' && this.settled.delete(task.fileId)) continue
        this.count(task, -1)
        return task
      }
    }
    return null
  }

  /** The next tasks, which stay. */
  next(countMax: number): Task[] {
    const found: Task[] = []
    for (const tier of TIERS) {
      for (let i = this.at[tier]; i < this.rows[tier].length && found.length < countMax; i++) {
        const task = this.task(tier, this.rows[tier][i])
        if (tier !== 'full' || !this.settled.has(task.fileId)) found.push(task)
      }
    }
    return found
  }

  /** The quick tier heard the whole of this file after all: the full tier leaves it out. */
  settle(task: Task): void {
    if (this.settled.has(task.fileId) || !this.rows.full.includes(this.due.fileIds.indexOf(task.fileId))) return
    this.settled.add(task.fileId)
    this.count({ ...task, tier: 'full', extent: 'whole' }, -1)
  }

  /** How many tasks wait. */
  waiting(tier: Tier): number {
    return this.rows[tier].length - this.at[tier] - (tier === 'full' ? this.settled.size : 0)
  }

  /** The work that waits, in seconds to hear, by tier and codec. */
  workLeft(): Map<Tier, Map<string, number>> {
    return new Map([...this.left].map(([tier, byCodec]) => [tier, new Map(byCodec)]))
  }

  private courseAt(row: number): Course {
    return this.courses[this.due.standing[row]]
  }

  /** Rows by priority, then what was never heard whole, then what was added last. */
  private order(inHand: ReadonlySet<number>): Uint32Array {
    const { due, priorities } = this
    const score = Float64Array.from(due.trackIds, (trackId) => priorities.get(trackId as TrackId) ?? 0)
    const isOutdated = (row: number) => Number(this.courseAt(row).why === 'outdated')
    return Uint32Array.from({ length: due.count }, (_, row) => row)
      .filter((row) => !inHand.has(due.fileIds[row]))
      .sort((a, b) => score[b] - score[a] || isOutdated(a) - isOutdated(b) || due.fileIds[b] - due.fileIds[a])
  }

  private task(tier: Tier, row: number): Task {
    const { due } = this
    const course = this.courseAt(row)
    const known = due.seconds[row]
    const seconds = Number.isNaN(known) ? due.sizeBytes[row] / BYTES_A_SECOND : known
    return {
      tier,
      fileId: due.fileIds[row] as AudioFileId,
      trackId: due.trackIds[row] as TrackId,
      codec: due.codecs[due.codec[row]],
      seconds,
      extent: tier === 'derive' ? 'none' : tier === 'quick' && seconds >= WHOLE_UNDER_S ? 'excerpt' : 'whole',
      stages: tier === 'derive' ? course.derive : tier === 'full' ? course.stages : null,
      why: tier === 'full' && course.isNew && this.rows.quick.length > 0 ? 'excerpt' : course.why,
      played: this.priorities.has(due.trackIds[row] as TrackId),
    }
  }

  private count(task: Task, sign: 1 | -1): void {
    const byCodec = this.left.get(task.tier)!
    byCodec.set(task.codec, Math.max(0, (byCodec.get(task.codec) ?? 0) + sign * workOf(task)))
  }
}
