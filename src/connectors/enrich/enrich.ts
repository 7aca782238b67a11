// Enrichment: what the tracks lack is asked of the world outside, kind by kind beside each other, each at its host's pace and only where a person
// switched the host on. It goes on where it was after any stop, and is never in the way of anything.

import type { EventBus } from '#events'
import { DAY_MS, Fault, HOUR_MS, type Log, MINUTE_MS, messageOf, SECOND_MS } from '#kernel'
import type { TrackId } from '#library'
import type { ListenerStore, ListenStore } from '#listens'
import { type Loop, openLoop } from '../loop.ts'
import { Held } from '../turn.ts'
import type { AskDeps, Enquiry } from './asking.ts'
import { coverArt } from './cover-art.ts'
import { deezer } from './deezer.ts'
import {
  type Answered,
  ENQUIRIES,
  type EnquiryKind,
  type EnquiryPlan,
  type EnrichStore,
  type Learned,
  PLANS,
  type Question,
} from './enquiry.ts'
import { listenbrainz } from './listenbrainz.ts'
import { musicbrainz } from './musicbrainz.ts'
import { spotifyTrack } from './spotify-track.ts'
import { Waiting } from './waiting.ts'

const ENQUIRY: Readonly<Record<EnquiryKind, Enquiry>> = { musicbrainz, listenbrainz, deezer, coverart: coverArt, spotify: spotifyTrack }

export interface EnrichDeps extends AskDeps {
  readonly enrichStore: EnrichStore
  readonly listens: ListenStore
  readonly listeners: ListenerStore
  readonly events: EventBus
  readonly log: Log
}

/** A kind as it stands. */
export interface EnquiryView extends EnquiryPlan {
  readonly on: boolean
  /** Whether its host is switched on. */
  readonly open: boolean
  readonly waiting: number
  readonly found: number
  readonly nothing: number
  readonly failed: number
  readonly lastAtMs: number | null
  /** Until when it pauses, and why; null where it goes on. */
  readonly resumesAtMs: number | null
  readonly heldWhy: string | null
}

export interface Enrichment {
  view(): Promise<{ kinds: EnquiryView[]; failures: Awaited<ReturnType<EnrichStore['failures']>> }>
  setOn(kind: EnquiryKind, on: boolean): Promise<void>
  /** Begins the background work; it does nothing while no host is switched on. */
  start(): void
  close(): Promise<void>
}

/** Facts are written into the tracks so many at once, or so long after the first: each writing makes the ranker read anew. */
const LEARNED_AT_ONCE = 100
const LEARNED_MS_MAX = 30 * SECOND_MS
/** The list of what waits is made anew at most this often. */
const REFILLED_EVERY_MS = MINUTE_MS
/** A question that takes many tracks waits a little for more of them. */
const GATHER_MS = 20 * SECOND_MS
const AFTER_TROUBLE_MS = 30 * SECOND_MS
const AFTER_REFUSAL_MS = 6 * HOUR_MS

interface Line {
  readonly plan: EnquiryPlan
  readonly waiting: Waiting
  loop: Loop
  stale: boolean
  /** How many there are before anybody was asked; counted once until something is imported or scanned. */
  counted: Promise<number> | null
  filledAtMs: number
  askedAtMs: number
  held: { untilMs: number; why: string } | null
}

/** Opens enrichment. */
export function openEnrichment(deps: EnrichDeps): Enrichment {
  const { enrichStore: store, egress, clock } = deps
  let learned: Learned[] = []
  let flushTimer: NodeJS.Timeout | undefined
  let switches: Promise<Partial<Record<EnquiryKind, boolean>>> | null = null
  const isOn = async (kind: EnquiryKind) => {
    switches ??= store.switches()
    return (await switches)[kind] ?? PLANS[kind].onByDefault
  }

  const flush = async () => {
    clearTimeout(flushTimer)
    flushTimer = undefined
    const facts = learned
    learned = []
    if (facts.length === 0) return
    await store.learn(facts, clock.nowMs())
    deps.events.publish('library.changed', {})
    // What was learned may be what another kind asks with.
    for (const [kind, has] of FOLLOWS) {
      const ids = facts.filter(has).map((fact) => fact.trackId)
      if (ids.length > 0) lines[kind].waiting.push(ids)
      if (ids.length > 0) lines[kind].loop.wake()
    }
  }
  const learn = async (facts: readonly Learned[]) => {
    learned.push(...facts)
    if (learned.length >= LEARNED_AT_ONCE) await flush()
    else if (learned.length > 0) {
      flushTimer ??= setTimeout(
        () => flush().catch((error) => deps.log.error({ err: error }, `enrichment: ${messageOf(error)}`)),
        LEARNED_MS_MAX,
      )
      flushTimer.unref()
    }
  }

  const refill = async (line: Line) => {
    const nowMs = clock.nowMs()
    line.stale = false
    line.filledAtMs = nowMs
    const plays = await playsByTrack(deps)
    line.waiting.fill(await store.needing(line.plan.kind, nowMs), (trackId) => plays.get(trackId) ?? 0)
  }

  const keep = async (kind: EnquiryKind, question: Question, answered: Answered) => {
    await store.keepAnswer(kind, question.key, answered, clock.nowMs())
    if (answered.outcome === 'found') await learn([{ ...answered.found, trackId: question.trackId, kind }])
  }

  /** Asks about the next tracks of a line; returns when to come again. */
  const step = async (line: Line, signal: AbortSignal): Promise<number | null> => {
    const { kind, host } = line.plan
    if (!(await isOn(kind)) || !(await egress.isOpen(host))) return null
    const nowMs = clock.nowMs()
    if (line.held && line.held.untilMs > nowMs) return line.held.untilMs
    line.held = null
    if (line.stale && nowMs - line.filledAtMs >= REFILLED_EVERY_MS) await refill(line)
    const { batchMax, ask } = ENQUIRY[kind]
    if (line.waiting.count < batchMax && nowMs - line.askedAtMs < GATHER_MS) return line.askedAtMs + GATHER_MS
    const ids = line.waiting.take(batchMax)
    if (ids.length === 0) return line.stale ? line.filledAtMs + REFILLED_EVERY_MS : nowMs + DAY_MS
    const questions = await store.questions(kind, ids, nowMs)
    // What another track was told already need not be asked again.
    for (const { known, trackId } of questions) if (known) await learn([{ ...known, trackId, kind }])
    const open = distinctKeys(questions.filter((question) => question.known === null))
    if (open.length === 0) return nowMs
    line.askedAtMs = nowMs
    try {
      const answers = await ask(deps, open, signal)
      for (const [i, question] of open.entries()) await keep(kind, question, answers[i])
      return nowMs
    } catch (error) {
      return putOff(line, open, error, signal)
    }
  }

  /** No answer now: nothing is kept of it, and the question waits. */
  const putOff = async (line: Line, open: readonly Question[], error: unknown, signal: AbortSignal): Promise<number | null> => {
    const nowMs = clock.nowMs()
    const ids = open.map((question) => question.trackId)
    if (signal.aborted) return null
    if (error instanceof Held) {
      line.waiting.putBack(ids)
      line.held = { untilMs: error.resumesAtMs, why: error.message }
    } else if (error instanceof Fault && error.code === 'EGRESS_OFF') {
      line.waiting.putBack(ids)
      return null
    } else if (error instanceof Fault) {
      line.waiting.tryAgain(ids)
      const pauseMs = error.kind === 'unavailable' ? AFTER_TROUBLE_MS : AFTER_REFUSAL_MS
      line.held = { untilMs: Math.max(nowMs + pauseMs, await egress.resumesAtMs(line.plan.host)), why: error.message }
    } else {
      deps.log.error({ err: error }, `enrichment, ${line.plan.kind}: ${messageOf(error)}`)
      for (const question of open) await store.keepAnswer(line.plan.kind, question.key, { outcome: 'failed', why: messageOf(error) }, nowMs)
    }
    return line.held?.untilMs ?? nowMs
  }

  const countOnce = (line: Line, nowMs: number) => {
    line.counted ??= store.needing(line.plan.kind, nowMs).then((ids) => ids.length)
    return line.counted
  }

  const openLine = (kind: EnquiryKind): Line => {
    const line: Line = {
      plan: PLANS[kind],
      waiting: new Waiting(),
      stale: true,
      counted: null,
      filledAtMs: Number.NEGATIVE_INFINITY,
      askedAtMs: Number.NEGATIVE_INFINITY,
      held: null,
      loop: openLoop(deps, `enrichment, ${kind}`, (signal) => step(line, signal)),
    }
    return line
  }
  const lines = Object.fromEntries(ENQUIRIES.map((kind) => [kind, openLine(kind)])) as Record<EnquiryKind, Line>
  const all = Object.values(lines)
  const wakeAll = () => {
    for (const line of all) line.loop.wake()
  }
  const unsubscribes: (() => void)[] = []

  return {
    async view() {
      const nowMs = clock.nowMs()
      const counts = await store.counts()
      const countOf = (kind: EnquiryKind, outcome: string) =>
        counts.find((each) => each.kind === kind && each.outcome === outcome)?.count ?? 0
      const kinds = await Promise.all(
        all.map(async (line): Promise<EnquiryView> => {
          const { plan, waiting, held, filledAtMs } = line
          const { kind } = plan
          const holds = held && held.untilMs > nowMs ? held : null
          const lastAtMs = Math.max(0, ...counts.filter((each) => each.kind === kind).map((each) => each.lastAtMs))
          return {
            ...plan,
            on: await isOn(kind),
            open: await egress.isOpen(plan.host),
            waiting: filledAtMs > 0 ? waiting.count : await countOnce(line, nowMs),
            found: countOf(kind, 'found'),
            nothing: countOf(kind, 'nothing'),
            failed: countOf(kind, 'failed'),
            lastAtMs: lastAtMs || null,
            resumesAtMs: holds?.untilMs ?? null,
            heldWhy: holds?.why ?? null,
          }
        }),
      )
      return { kinds, failures: await store.failures(20) }
    },

    async setOn(kind, on) {
      const next = { ...(await (switches ?? store.switches())), [kind]: on }
      switches = Promise.resolve(next)
      await store.saveSwitches(next)
      lines[kind].loop.wake()
    },

    start() {
      unsubscribes.push(
        egress.onChange(() => {
          for (const line of all) line.held = null
          wakeAll()
        }),
        deps.events.subscribe(({ name }) => {
          if (name !== 'import.finished' && name !== 'scan.finished') return
          for (const line of all) Object.assign(line, { stale: true, counted: null })
          wakeAll()
        }),
      )
      wakeAll()
    },
    async close() {
      for (const unsubscribe of unsubscribes) unsubscribe()
      await Promise.all(all.map((line) => line.loop.close()))
      await flush()
    },
  }
}

/** Whom an answer of one kind gives something to ask with. */
const FOLLOWS: readonly (readonly [EnquiryKind, (fact: Learned) => boolean])[] = [
  ['listenbrainz', (fact) => fact.recordingMbid !== undefined],
  ['coverart', (fact) => fact.releaseMbid !== undefined],
  ['deezer', (fact) => fact.kind !== 'deezer' && (fact.isrcs?.length ?? 0) > 0],
]

/** Two tracks with one ISRC are one question. The other is told when its turn comes, or when the list is made anew. */
const distinctKeys = (questions: readonly Question[]): Question[] => [
  ...new Map(questions.map((question) => [question.key, question])).values(),
]

/** Counted plays of each track by everybody here. */
async function playsByTrack(deps: Pick<EnrichDeps, 'listens' | 'listeners'>): Promise<ReadonlyMap<number, number>> {
  const plays = new Map<number, number>()
  for (const { id } of await deps.listeners.list()) {
    const tally = await deps.listens.tally(id)
    for (let i = 0; i < tally.count; i++) {
      const trackId = tally.trackIds[i] as TrackId
      plays.set(trackId, (plays.get(trackId) ?? 0) + tally.plays[i])
    }
  }
  return plays
}
