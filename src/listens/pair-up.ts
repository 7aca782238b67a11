// Pairs the rows of one teller with the events known so far, one to one: near ones first, then what is left; as many pairs as there can be.

import { areApart, byTime, type Evidence, FAR, misfit, NEAR_MS_MAX } from './told.ts'

/** An event as the tellers before told it: the row that began it, and those found to tell it too. */
export interface Event {
  readonly members: Evidence[]
  /** Where its row is a part of one listen: the whole of it. */
  readonly whole: Evidence | null
}

/** Events looked at for one row, so that a hostile file cannot make it slow; fewer where there are very many rows. */
const EVENTS_LOOKED_AT_MAX = 24
const FEWER_LOOKED_AT_MAX = 6
const VERY_MANY_ROWS = 20_000
/** Events gone through to find a row another partner. */
const STEPS_MAX = 200

interface Pair {
  readonly row: number
  readonly event: number
  readonly misfit: number
}

/** The event that each row tells; rows that tell one of their own are left out. Both in order of time. */
export function pairUp(events: readonly Event[], rows: readonly Evidence[]): Map<Evidence, Event> {
  const pairs = candidates(events, rows)
  const eventOf = new Int32Array(rows.length).fill(-1)
  const rowOf = new Int32Array(events.length).fill(-1)
  const take = (from: readonly Pair[]) => {
    for (const { row, event } of from)
      if (eventOf[row] < 0 && rowOf[event] < 0) {
        eventOf[row] = event
        rowOf[event] = row
      }
  }
  pairs.sort((a, b) => a.misfit - b.misfit || a.row - b.row || a.event - b.event)
  const nearCount = pairs.findIndex((pair) => pair.misfit > NEAR_MS_MAX)
  const near = nearCount < 0 ? pairs : pairs.slice(0, nearCount)
  take(near)
  if (near.length > 1) rearrange(near, eventOf, rowOf)
  take(pairs.slice(near.length))
  const found = new Map<Evidence, Event>()
  for (let row = 0; row < rows.length; row++) if (eventOf[row] >= 0) found.set(rows[row], events[eventOf[row]])
  return found
}

const startsOf = ({ startMs, told }: Evidence): number[] => {
  const toldMs = told.endedAtMs - (told.msPlayed ?? 0)
  return startMs === null || startMs === toldMs ? [toldMs] : [startMs, toldMs]
}

function candidates(events: readonly Event[], rows: readonly Evidence[]): Pair[] {
  const starts: { ms: number; event: number }[] = []
  for (const [event, { members, whole }] of events.entries()) {
    const own = new Set(members.flatMap(startsOf))
    if (whole !== null) for (const ms of startsOf(whole)) own.add(ms)
    for (const ms of own) starts.push({ ms, event })
  }
  starts.sort((a, b) => a.ms - b.ms || a.event - b.event)
  const lookedAtMax = rows.length > VERY_MANY_ROWS ? FEWER_LOOKED_AT_MAX : EVENTS_LOOKED_AT_MAX
  const pairs: Pair[] = []
  for (const [row, evidence] of rows.entries())
    for (const event of nearest(starts, startsOf(evidence), lookedAtMax)) {
      const ill = eventMisfit(events[event], evidence)
      if (ill < Number.POSITIVE_INFINITY) pairs.push({ row, event, misfit: ill })
    }
  return pairs
}

/** The events that begin nearest to any of the times. */
function nearest(starts: readonly { ms: number; event: number }[], timesMs: readonly number[], countMax: number): Set<number> {
  const found = new Set<number>()
  for (const timeMs of timesMs) {
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (starts[middle].ms < timeMs) low = middle + 1
      else high = middle
    }
    let [before, after] = [low - 1, low]
    for (let n = 0; n < countMax && (before >= 0 || after < starts.length); n++) {
      const isAfter = before < 0 || (after < starts.length && starts[after].ms - timeMs <= timeMs - starts[before].ms)
      found.add(starts[isAfter ? after++ : before--].event)
    }
  }
  return found
}

/** How ill a row fits an event: as its best member does. A whole fits a part a little less than that part's own row. */
function eventMisfit({ members, whole }: Event, row: Evidence): number {
  let least = whole === null ? Number.POSITIVE_INFINITY : misfit(whole, row) + 1
  if (row.told.apartFrom.length > 0 && members.some(({ told }) => areApart(row.told, told))) return Number.POSITIVE_INFINITY
  for (const member of members) least = Math.min(least, misfit(member, row))
  return least >= FAR * 2 ? Number.POSITIVE_INFINITY : least
}

/** Finds partners for rows left over by giving others another one of theirs, so that no event is told twice where all could be told once. */
function rearrange(near: readonly Pair[], eventOf: Int32Array, rowOf: Int32Array): void {
  const eventsOf = new Map<number, number[]>()
  for (const { row, event } of near) {
    const own = eventsOf.get(row)
    if (own === undefined) eventsOf.set(row, [event])
    else own.push(event)
  }
  for (const first of [...eventsOf.keys()].sort((a, b) => a - b)) {
    if (eventOf[first] >= 0) continue
    const cameFrom = new Map<number, number>()
    const queue = [first]
    let end = -1
    for (let i = 0; i < queue.length && end < 0 && cameFrom.size < STEPS_MAX; i++)
      for (const event of eventsOf.get(queue[i])!) {
        if (cameFrom.has(event)) continue
        cameFrom.set(event, queue[i])
        if (rowOf[event] < 0) {
          end = event
          break
        }
        queue.push(rowOf[event])
      }
    for (let event = end; event >= 0; ) {
      const row = cameFrom.get(event)!
      const before = eventOf[row]
      eventOf[row] = event
      rowOf[event] = row
      event = row === first ? -1 : before
    }
  }
}

/** The events in order of time of the rows that began them. */
export const inOrder = (events: readonly Event[]): Event[] => events.toSorted((a, b) => byTime(a.members[0].told, b.members[0].told))
