// Counts that only the story needs: one thing in steps of time, tracks at an hour or on a day, and loves that came back.

import { COUNTED } from '#listens'
import { countTracks, stretches, topOf } from '../counting.ts'
import { binsOf, type Period, type Step } from '../period.ts'
import { rowAt, type Scope } from '../scope.ts'
import { DAY_S, HOUR_S } from '../zone.ts'

const CANDIDATES = 24

/** Tracks of these counts that are of the thing, heard most first. */
export function bestTracks(counts: Int32Array, of: Int32Array | null, id: number): number[] {
  const mine = of === null ? counts : counts.map((count, track) => (of[track] === id ? count : 0))
  return topOf(mine, CANDIDATES)
}

/** Tracks heard most at a local hour. */
export function tracksAtHour(scope: Scope, hour: number): number[] {
  const { ledger, mark, dims } = scope
  const counts = new Int32Array(dims.size.track)
  for (const { from, to, offsetS } of stretches(scope)) addHour(ledger.trackIds, ledger.endedAtS, mark, from, to, offsetS, hour, counts)
  return bestTracks(counts, null, 0)
}

function addHour(
  trackIds: Int32Array,
  endedAtS: Uint32Array,
  mark: Uint8Array,
  from: number,
  to: number,
  offsetS: number,
  hour: number,
  counts: Int32Array,
): void {
  for (let row = from; row < to; row++)
    if ((((endedAtS[row] + offsetS) / HOUR_S) | 0) % 24 === hour) counts[trackIds[row] & -(mark[row] & COUNTED)]++
  counts[0] = 0
}

/** Tracks heard most in a stretch of the scope. */
export const tracksWithin = (scope: Scope, { fromS, toS }: Period): number[] =>
  bestTracks(countTracks({ ...scope, low: rowAt(scope.ledger, fromS), high: rowAt(scope.ledger, toS) }, COUNTED), null, 0)

/** Steps that make a picture of the period: a few dozen at most. */
export const storyStep = ({ fromS, toS }: Period): Step => {
  const days = (toS - fromS) / DAY_S
  return days <= 32 ? 'day' : days <= 130 ? 'week' : days <= 8 * 366 ? 'month' : 'year'
}

/** Counted listens to one thing in steps of a period. */
export function thingInSteps(scope: Scope, of: Int32Array, id: number, period: Period, step = storyStep(period)) {
  const { ledger, mark, zone } = scope
  const bins = binsOf(period, step, zone)
  return {
    step,
    bins: bins.from.map((from, at) => ({
      from,
      to: bins.to[at],
      counted: countThing(ledger.trackIds, mark, of, id, rowAt(ledger, bins.startS[at]), rowAt(ledger, bins.startS[at + 1])),
    })),
  }
}

function countThing(trackIds: Int32Array, mark: Uint8Array, of: Int32Array, id: number, from: number, to: number): number {
  let sum = 0
  for (let row = from; row < to; row++) if (of[trackIds[row]] === id) sum += mark[row] & COUNTED
  return sum
}

/** The first counted listen to a thing in the whole history: its row; -1 where there is none. */
export function firstRowOf({ ledger, mark }: Scope, of: Int32Array, id: number): number {
  const { trackIds, count } = ledger
  for (let row = 0; row < count; row++) if (of[trackIds[row]] === id && (mark[row] & COUNTED) === 1) return row
  return -1
}

export interface Return {
  readonly trackId: number
  readonly before: number
  readonly counted: number
  readonly lastS: number
  readonly backS: number
}

/** Heard so often before it was silent, silent so long, and heard so often since. */
const [BEFORE_MIN, SILENT_DAYS_MIN, SINCE_MIN] = [6, 240, 3]

/** The dearest track that came back in the period after a long silence; null where none did. */
export function bestReturn({ ledger, dims, mark, low, high }: Scope): Return | null {
  const { trackIds, endedAtS } = ledger
  const size = dims.size.track
  const before = new Int32Array(size)
  const counted = new Int32Array(size)
  const lastS = new Uint32Array(size)
  const backS = new Uint32Array(size)
  for (let row = 0; row < low; row++) {
    const track = trackIds[row] & -(mark[row] & COUNTED)
    before[track]++
    lastS[track] = endedAtS[row]
  }
  for (let row = low; row < high; row++) {
    const track = trackIds[row] & -(mark[row] & COUNTED)
    if (counted[track]++ === 0) backS[track] = endedAtS[row]
  }
  let best: Return | null = null
  let bestScore = 0
  for (let trackId = 1; trackId < size; trackId++) {
    if (before[trackId] < BEFORE_MIN || counted[trackId] < SINCE_MIN) continue
    if (dims.of.track[trackId] === 0 || backS[trackId] - lastS[trackId] < SILENT_DAYS_MIN * DAY_S) continue
    const score = Math.log2(1 + before[trackId]) * Math.log2(1 + counted[trackId]) * (backS[trackId] - lastS[trackId])
    if (score <= bestScore) continue
    bestScore = score
    best = { trackId, before: before[trackId], counted: counted[trackId], lastS: lastS[trackId], backS: backS[trackId] }
  }
  return best
}
