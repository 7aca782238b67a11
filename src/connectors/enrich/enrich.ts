// Enrichment: what the tracks lack is asked of the world outside, kind by kind beside each other, each at its host's pace and only where a person
// switched the host on. It goes on where it was after any stop, and is never in the way of anything.

import type { EventBus } from '#events'
import { type Loop, openLoop } from '../loop.ts'
import type { Enquiry } from './asking.ts'
import { coverArt } from './cover-art.ts'
import { deezer } from './deezer.ts'
import { ENQUIRIES, type EnquiryKind, type EnquiryPlan, type EnrichStore, type Learned, PLANS } from './enquiry.ts'
import { type Learning, openLearning } from './learning.ts'
import { Line, type LineDeps } from './line.ts'
import { listenbrainz } from './listenbrainz.ts'
import { musicbrainz } from './musicbrainz.ts'
import { spotifyTrack } from './spotify-track.ts'

const ENQUIRY: Readonly<Record<EnquiryKind, Enquiry>> = { musicbrainz, listenbrainz, deezer, coverart: coverArt, spotify: spotifyTrack }

export interface EnrichDeps extends LineDeps {
  readonly events: EventBus
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

/** Whom an answer of one kind gives something to ask with. */
const FOLLOWS: readonly (readonly [EnquiryKind, (fact: Learned) => boolean])[] = [
  ['listenbrainz', (fact) => fact.recordingMbid !== undefined],
  ['coverart', (fact) => fact.releaseMbid !== undefined],
  ['deezer', (fact) => fact.kind !== 'deezer' && (fact.isrcs?.length ?? 0) > 0],
]
const FAILURES_SHOWN = 20

type Lines = Readonly<Record<EnquiryKind, { readonly line: Line; readonly loop: Loop }>>

/** Opens enrichment. */
export function openEnrichment(deps: EnrichDeps): Enrichment {
  const { enrichStore: store, egress } = deps
  let switches: Promise<Partial<Record<EnquiryKind, boolean>>> | null = null
  const isOn = async (kind: EnquiryKind) => {
    switches ??= store.switches()
    return (await switches)[kind] ?? PLANS[kind].onByDefault
  }
  const learning = openLearning(deps, (facts) => passOn(lines, facts))
  const lines = openLines(deps, learning, async (kind) => (await isOn(kind)) && (await egress.isOpen(PLANS[kind].host)))
  const all = Object.values(lines)
  const wakeAll = () => {
    for (const { loop } of all) loop.wake()
  }
  const unsubscribes: (() => void)[] = []

  return {
    async view() {
      const counts = await store.counts()
      const kinds = await Promise.all(
        all.map(async ({ line }) => ({ ...(await viewOf(deps, line, counts)), on: await isOn(line.plan.kind) })),
      )
      return { kinds, failures: await store.failures(FAILURES_SHOWN) }
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
          for (const { line } of all) line.held = null
          wakeAll()
        }),
        deps.events.subscribe(({ name }) => {
          if (name !== 'import.finished' && name !== 'scan.finished') return
          for (const { line } of all) line.markStale()
          wakeAll()
        }),
      )
      wakeAll()
    },
    async close() {
      for (const unsubscribe of unsubscribes) unsubscribe()
      await Promise.all(all.map(({ loop }) => loop.close()))
      await learning.flush()
    },
  }
}

function openLines(deps: EnrichDeps, learning: Learning, mayAsk: (kind: EnquiryKind) => Promise<boolean>): Lines {
  const lineOf = (kind: EnquiryKind) => {
    const line = new Line(deps, PLANS[kind], ENQUIRY[kind], learning)
    const loop = openLoop(deps, `enrichment, ${kind}`, async (signal) => ((await mayAsk(kind)) ? line.step(signal) : null))
    return { line, loop }
  }
  return Object.fromEntries(ENQUIRIES.map((kind) => [kind, lineOf(kind)])) as Lines
}

/** What was learned may be what another kind asks with. */
function passOn(lines: Lines, facts: readonly Learned[]): void {
  for (const [kind, has] of FOLLOWS) {
    const ids = facts.filter(has).map((fact) => fact.trackId)
    if (ids.length === 0) continue
    lines[kind].line.push(ids)
    lines[kind].loop.wake()
  }
}

async function viewOf(deps: EnrichDeps, line: Line, counts: Awaited<ReturnType<EnrichStore['counts']>>): Promise<Omit<EnquiryView, 'on'>> {
  const nowMs = deps.clock.nowMs()
  const own = counts.filter((each) => each.kind === line.plan.kind)
  const countOf = (outcome: string) => own.find((each) => each.outcome === outcome)?.count ?? 0
  const held = line.held && line.held.untilMs > nowMs ? line.held : null
  return {
    ...line.plan,
    open: await deps.egress.isOpen(line.plan.host),
    waiting: await line.count(nowMs),
    found: countOf('found'),
    nothing: countOf('nothing'),
    failed: countOf('failed'),
    lastAtMs: Math.max(0, ...own.map((each) => each.lastAtMs)) || null,
    resumesAtMs: held?.untilMs ?? null,
    heldWhy: held?.why ?? null,
  }
}
