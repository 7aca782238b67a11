// One listen once: exports, scrobblers and players tell of the same events. This finds the rows that tell of one event and lets the best of them
// stand; it depends on the rows alone, never on the order in which they came. What may differ, and why: docs/science/one-listen.md.

import { titlePart } from '#library'
import type { MergedAs } from './listen.ts'
import { ownRepeats } from './own-repeats.ts'
import { type Event, inOrder, pairUp } from './pair-up.ts'
import { byTime, type Evidence, evidenceOf, rankOf, reachOf, type Told } from './told.ts'

/** That a row is told by another one, which stands. */
export interface Mark {
  readonly of: number
  readonly as: MergedAs
}

/**
 * The rows that another one stands for: id -> which, and why. One to one: an event takes at most one row of each teller, so ten plays on loop stay
 * ten. A person's word that two rows are two listens is kept. Where only some `chains` of the rows are given, only those are looked at; what else
 * the tellers told is still seen.
 */
export function sameEvents(rows: readonly Told[], chains: readonly (readonly Told[])[] = chainsOf(rows)): Map<number, Mark> {
  const marks = new Map<number, Mark>()
  const quietFrom = silences(rows)
  for (const chain of chains) if (chain.length > 1) markChain(chain, quietFrom, marks)
  return marks
}

/** Rows that may tell of one event, by title or track and by time, directly or through others between them. */
export function chainsOf<Row extends Told>(rows: readonly Row[]): Row[][] {
  const chains: Row[][] = []
  for (const group of sameTitle(rows)) {
    if (group.length === 1) {
      chains.push(group)
      continue
    }
    const spans = group.map((row) => ({ row, reach: reachOf(row) })).sort((a, b) => a.reach[0] - b.reach[0])
    let untilMs = Number.NEGATIVE_INFINITY
    for (const { row, reach } of spans) {
      if (reach[0] > untilMs) chains.push([row])
      else chains[chains.length - 1].push(row)
      untilMs = Math.max(untilMs, reach[1])
    }
  }
  return chains
}

/**
 * When each teller last told of anything before a row; only rows whose end was told can have begun in the silence before. Rows that were
 * synchronised together (null) say nothing of when they were.
 */
function silences(rows: readonly Told[]): Map<number, number | null> {
  const found = new Map<number, number | null>()
  for (const own of Map.groupBy(rows, (row) => row.teller).values()) {
    if (own.every((row) => row.msPlayed === null)) continue
    const isEnd = own[0].timeTold === 'end'
    const toldMs = (row: Told) => (isEnd ? row.endedAtMs : row.startedAtMs)
    own.sort((a, b) => toldMs(a) - toldMs(b))
    let beforeMs = Number.NEGATIVE_INFINITY
    for (let from = 0, to = 0; from < own.length; from = to) {
      let [playedMs, longestMs] = [0, 0]
      for (; to < own.length && toldMs(own[to]) === toldMs(own[from]); to++) {
        playedMs += own[to].msPlayed ?? 0
        longestMs = Math.max(longestMs, own[to].msPlayed ?? 0)
      }
      const together = playedMs - longestMs > SAME_TIME_MS_MAX
      if (together) for (const row of own.slice(from, to)) found.set(row.id, null)
      else if (isEnd) for (const row of own.slice(from, to)) found.set(row.id, Math.min(beforeMs, row.startedAtMs))
      beforeMs = own[from].endedAtMs
    }
  }
  return found
}

/** Beside the longest of those told under one time, more than this cannot have been played at that time. */
const SAME_TIME_MS_MAX = 65_000

/** Groups rows that may be about one recording: of one title, or one track (joined through rows that say both). */
function sameTitle<Row extends Told>(rows: readonly Row[]): Row[][] {
  const titleOfTrack = new Map<number, string>()
  const joined = new Map<string, string>()
  const find = (title: string): string => {
    let root = title
    for (let next = joined.get(root); next !== undefined; next = joined.get(root)) root = next
    return root
  }
  for (const row of rows) {
    if (row.trackId === null) continue
    const title = titlePart(row.matchKey)
    const known = titleOfTrack.get(row.trackId)
    if (known === undefined) titleOfTrack.set(row.trackId, title)
    else if (known !== title) {
      const [a, b] = [find(known), find(title)]
      if (a !== b) joined.set(a < b ? b : a, a < b ? a : b)
    }
  }
  return [...Map.groupBy(rows, (row) => find(titlePart(row.matchKey))).values()]
}

function markChain(chain: readonly Told[], quietFrom: ReadonlyMap<number, number | null>, marks: Map<number, Mark>): void {
  const within: [less: Evidence, more: Evidence][] = []
  const next = new Map<Evidence, Evidence>()
  const tellers = [...Map.groupBy(chain, (row) => row.teller)].map(([name, own]) => {
    const rows = own.toSorted(byTime).map((row) => evidenceOf(row, quietFrom.get(row.id)))
    const repeats = ownRepeats(rows)
    within.push(...repeats.within)
    for (const [part, following] of repeats.next) next.set(part, following)
    const rank = rows.reduce((best, { told }) => Math.min(best, rankOf(told)), Number.POSITIVE_INFINITY)
    return { name, rows: rows.filter((row) => !repeats.within.has(row)), rank }
  })
  tellers.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
  const pieces = piecesOf(next)
  let events: Event[] = []
  for (const { rows } of tellers) {
    const eventOf = events.length === 0 ? null : pairUp(events, rows)
    for (const row of rows) {
      const event = eventOf?.get(row)
      if (event === undefined) events.push({ members: [row], whole: pieces.get(row)?.whole ?? null })
      else event.members.push(row)
    }
    events = inOrder(events)
  }
  for (const rows of joinPieces(events, pieces)) markEvent(rows, pieces, marks)
  // The last found first: what a row lies within may itself lie within another.
  for (const [less, more] of within.reverse()) marks.set(less.told.id, { of: marks.get(more.told.id)?.of ?? more.told.id, as: 'same' })
}

/** A listen in pieces: its last row, and all of it as if it were one row. */
interface Pieces {
  readonly last: Evidence
  readonly whole: Evidence
}

/** For each piece of a listen, the whole. */
function piecesOf(next: ReadonlyMap<Evidence, Evidence>): Map<Evidence, Pieces> {
  const found = new Map<Evidence, Pieces>()
  const followers = new Set(next.values())
  for (const first of next.keys()) {
    if (followers.has(first)) continue
    const rows = [first]
    for (let row = next.get(first); row !== undefined; row = next.get(row)) rows.push(row)
    const last = rows[rows.length - 1]
    const msPlayed = rows.reduce((sum, { told }) => sum + (told.msPlayed ?? 0), 0)
    const whole = evidenceOf({ ...last.told, startedAtMs: last.told.endedAtMs - msPlayed, msPlayed }, first.quietFromMs)
    for (const row of rows) found.set(row, { last, whole })
  }
  return found
}

/** The rows of each event; events that tell pieces of one listen are one. */
function joinPieces(events: readonly Event[], pieces: ReadonlyMap<Evidence, Pieces>): Evidence[][] {
  if (pieces.size === 0) return events.map((event) => event.members)
  const into = new Map<Event, Event>()
  const rootOf = (event: Event): Event => {
    let root = event
    for (let further = into.get(root); further !== undefined; further = into.get(root)) root = further
    if (root !== event) into.set(event, root)
    return root
  }
  const eventOfLast = new Map<Evidence, Event>()
  for (const event of events)
    for (const row of event.members) {
      const last = pieces.get(row)?.last
      if (last === undefined) continue
      const known = eventOfLast.get(last)
      if (known === undefined) eventOfLast.set(last, event)
      else if (rootOf(known) !== rootOf(event)) into.set(rootOf(event), rootOf(known))
    }
  return [...Map.groupBy(events, rootOf).values()].map((own) => own.flatMap((event) => event.members))
}

/** Lets the best row of an event stand; of a listen in pieces the last, which knows how it ended. */
function markEvent(rows: readonly Evidence[], pieces: ReadonlyMap<Evidence, Pieces>, marks: Map<number, Mark>): void {
  if (rows.length < 2) return
  const better = (a: Evidence, b: Evidence) => rankOf(a.told) - rankOf(b.told) || (a.told.teller < b.told.teller ? -1 : a.told.teller > b.told.teller ? 1 : byTime(a.told, b.told)) // biome-ignore format: one line
  let best = rows[0]
  for (const row of rows) if (better(row, best) < 0) best = row
  best = pieces.get(best)?.last ?? best
  for (const row of rows)
    if (row !== best) marks.set(row.told.id, { of: best.told.id, as: pieces.get(row)?.last === best ? 'continued' : 'same' })
}
