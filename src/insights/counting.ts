// The passes that questions share: counts by thing, the largest of many, days and stretches of one offset, whole numbers of what was picked.

import { COMPLETED, COUNTED, SKIPPED } from '#listens'
import type { Thing } from './dimensions.ts'
import { HERE, rowAt, type Scope } from './scope.ts'
import { dayOf, pieceAt, startOfDayS } from './zone.ts'

// Loops over rows stand in functions of their own, and jump over no row: a row that does not count is counted under track 0, which is none.
// Whether a row counts is as good as chance, and a wrong guess of the processor costs more than a count; and a loop inside a function that is made
// anew with each ask would be compiled anew with each ask.

/** How often each track has a row with this bit. */
export function countTracks({ ledger, dims, mark, low, high }: Scope, bit: number): Int32Array {
  const counts = new Int32Array(dims.size.track)
  addTracks(ledger.trackIds, mark, low, high, 31 - Math.clz32(bit), counts)
  counts[0] = 0
  return counts
}

function addTracks(trackIds: Int32Array, mark: Uint8Array, from: number, to: number, shift: number, counts: Int32Array): void {
  for (let row = from; row < to; row++) counts[trackIds[row] & (0 - ((mark[row] >> shift) & 1))]++
}

/** Fills an array from the number of each place. TypedArray.from and map take some twenty times as long. */
export function filled<Values extends Int32Array | Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array>(
  values: Values,
  valueAt: (at: number) => number,
): Values {
  for (let at = 0; at < values.length; at++) values[at] = valueAt(at)
  return values
}

/** What is told of each track as a sum over the tracks of each thing. */
export function foldTracks<Values extends Int32Array | Float64Array>(byTrack: Values, of: Int32Array, sums: Values): Values {
  for (let track = 1; track < byTrack.length; track++) sums[of[track]] += byTrack[track]
  sums[0] = 0
  return sums
}

/** How often each thing has a row with this bit. */
export function countBy(scope: Scope, kind: Thing, bit: number): Int32Array {
  const byTrack = countTracks(scope, bit)
  return kind === 'track' ? byTrack : foldTracks(byTrack, scope.dims.of[kind], new Int32Array(scope.dims.size[kind]))
}

/** The distinct tracks of counted rows from..to, and how often each: `counts` by track is to be cleared by the caller; `touched` has room for one more than there are tracks. Returns how many. */
export function touchTracks(
  trackIds: Int32Array,
  mark: Uint8Array,
  from: number,
  to: number,
  counts: Int32Array,
  touched: Int32Array,
): number {
  let used = 0
  for (let row = from; row < to; row++) {
    const track = trackIds[row] & (0 - (mark[row] & 1))
    const before = counts[track]
    counts[track] = before + 1
    touched[used] = track
    // One further where it was 0 before.
    used += (before - 1) >>> 31
  }
  counts[0] = 0
  return used
}

/** The numbers of the `countMax` largest values above 0, the largest first; the smallest first for `least`. Equal values in order of number. */
export function topOf(values: ArrayLike<number>, countMax: number, order: 'most' | 'least' = 'most'): number[] {
  const sign = order === 'most' ? 1 : -1
  const heap: number[] = []
  // The worst of those kept stands at the root.
  const isWorse = (a: number, b: number) => {
    const difference = sign * (values[a] - values[b])
    return difference < 0 || (difference === 0 && a > b)
  }
  const sink = (from: number) => {
    for (let at = from; ; ) {
      let worst = at
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && isWorse(heap[child], heap[worst])) worst = child
      if (worst === at) return
      ;[heap[at], heap[worst]] = [heap[worst], heap[at]]
      at = worst
    }
  }
  for (let number = 0; number < values.length; number++) {
    if (!(values[number] > 0)) continue
    if (heap.length < countMax) {
      heap.push(number)
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1
        if (!isWorse(heap[at], heap[parent])) break
        ;[heap[at], heap[parent]] = [heap[parent], heap[at]]
        at = parent
      }
    } else if (isWorse(heap[0], number)) {
      heap[0] = number
      sink(0)
    }
  }
  return heap.sort((a, b) => (isWorse(a, b) ? 1 : -1))
}

/** Counted, skipped and timed, as every list tells of them. */
export interface ListenNumbers {
  listens: number
  counted: number
  completed: number
  skipped: number
  msPlayed: number
  msEstimated: number
}

export interface PickedNumbers extends ListenNumbers {
  firstMs: number
  lastMs: number
}

export const NUMBER_COLUMNS = [
  { name: 'listens', unit: 'listens' },
  { name: 'counted', unit: 'listens' },
  { name: 'completed', unit: 'listens' },
  { name: 'skipped', unit: 'listens' },
  { name: 'time told', unit: 'ms' },
  { name: 'time reckoned', unit: 'ms' },
] as const

export const numberCells = (numbers: ListenNumbers): number[] => [
  numbers.listens,
  numbers.counted,
  numbers.completed,
  numbers.skipped,
  numbers.msPlayed,
  numbers.msEstimated,
]

/** Marks have six bits. */
const MARKS = 64

/**
 * The numbers of `groups` groups in one pass: a row belongs to group slotOf[keys[row]] - 1, or to none where that is 0. Keys are a column of
 * the ledger: tracks, sources, platforms.
 */
export function numbersBy(scope: Scope, groups: number, slotOf: Uint16Array, keys: Int32Array | Uint16Array): PickedNumbers[] {
  const { mark, low, high } = scope
  const marks = new Int32Array((groups + 1) * MARKS)
  const ms = new Float64Array(2 * (groups + 1))
  const rows = new Int32Array(2 * (groups + 1))
  countMarks(mark, keys, slotOf, low, high, marks, rows)
  sumTimes(scope, keys, slotOf, ms)
  const { endedAtS } = scope.ledger
  return Array.from({ length: groups }, (_, group) => {
    const slot = group + 1
    const having = (bit: number) => {
      let sum = 0
      for (let bits = 0; bits < MARKS; bits++) if ((bits & bit) !== 0) sum += marks[slot * MARKS + bits]
      return sum
    }
    const listens = having(HERE)
    return {
      listens,
      counted: having(COUNTED),
      completed: having(COMPLETED),
      skipped: having(SKIPPED),
      msPlayed: ms[2 * slot],
      msEstimated: ms[2 * slot + 1],
      firstMs: listens > 0 ? endedAtS[rows[2 * slot] - 1] * 1000 : 0,
      lastMs: listens > 0 ? endedAtS[rows[2 * slot + 1] - 1] * 1000 : 0,
    }
  })
}

/** How often each mark comes in each slot, and (plus 1) the first and last row of each. */
function countMarks(
  mark: Uint8Array,
  keys: Int32Array | Uint16Array,
  slotOf: Uint16Array,
  from: number,
  to: number,
  marks: Int32Array,
  rows: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    const bits = mark[row]
    const slot = slotOf[keys[row]] & (0 - ((bits >> 3) & 1))
    marks[slot * MARKS + bits]++
    if (rows[2 * slot] === 0) rows[2 * slot] = row + 1
    rows[2 * slot + 1] = row + 1
  }
}

/** The times told and reckoned of each slot, one after the other. */
function sumTimes({ ledger, dims, mark, low, high }: Scope, keys: Int32Array | Uint16Array, slotOf: Uint16Array, sums: Float64Array): void {
  const { msPlayed, trackIds } = ledger
  const { durationMs } = dims
  for (let row = low; row < high; row++) {
    const bits = mark[row]
    const ms = msPlayed[row]
    const slot = slotOf[keys[row]] & (0 - ((bits >> 3) & 1))
    sums[2 * slot] += ms & ~(ms >> 31)
    sums[2 * slot + 1] += durationMs[trackIds[row] & (0 - (bits & (ms >>> 31)))]
  }
}

/** Which group each chosen number is: its place plus 1. */
export function slotsOf(numbers: readonly number[], size: number): Uint16Array {
  const slots = new Uint16Array(size)
  numbers.forEach((number, place) => {
    slots[number] = place + 1
  })
  return slots
}

/** The slots of tracks by those of their things. */
export function slotsOfTracks({ dims }: Scope, kind: Thing, numbers: readonly number[]): Uint16Array {
  const slots = slotsOf(numbers, dims.size[kind])
  const of = dims.of[kind]
  const ofTrack = new Uint16Array(dims.size.track)
  for (let track = 1; track < ofTrack.length; track++) ofTrack[track] = slots[of[track]]
  return ofTrack
}

/** The local days of a scope: day `firstDay + i` has rows rows[i] to rows[i + 1]. */
export function dayRows(scope: Scope): { readonly firstDay: number; readonly count: number; readonly rows: Int32Array } {
  const { zone, fromS, toS, ledger, low, high } = scope
  if (toS <= fromS) return { firstDay: 0, count: 0, rows: new Int32Array(1) }
  const firstDay = dayOf(zone, fromS)
  const count = dayOf(zone, toS - 1) - firstDay + 1
  const rows = new Int32Array(count + 1)
  const { endedAtS } = ledger
  rows[0] = low
  rows[count] = high
  for (let day = 1, row = low; day < count; day++) {
    const startS = startOfDayS(zone, firstDay + day)
    // Most days are short: look ahead by doubling, then halve.
    let stride = 64
    let end = row
    while (end < high && endedAtS[end] < startS) {
      row = end
      end = Math.min(high, end + stride)
      stride *= 2
    }
    while (row < end) {
      const middle = (row + end) >>> 1
      if (endedAtS[middle] < startS) row = middle + 1
      else end = middle
    }
    rows[day] = row
  }
  return { firstDay, count, rows }
}

/** Stretches of rows in which local time is UTC plus `offsetS`. */
export function stretches({ zone, ledger, low, high }: Scope): { readonly from: number; readonly to: number; readonly offsetS: number }[] {
  const found: { from: number; to: number; offsetS: number }[] = []
  for (let row = low; row < high; ) {
    const piece = pieceAt(zone, ledger.endedAtS[row])
    const endS = zone.fromS[piece + 1]
    const to = endS === undefined ? high : Math.min(high, rowAt(ledger, endS))
    found.push({ from: row, to, offsetS: zone.offsetsS[piece] })
    row = to
  }
  return found
}

/** Where the share `part` of the counts of a histogram is reached; null where it is empty. */
export function quantileOf(histogram: ArrayLike<number>, total: number, part: number): number | null {
  if (total === 0) return null
  let sum = 0
  for (let at = 0; at < histogram.length; at++) {
    sum += histogram[at]
    if (sum >= total * part) return at
  }
  return histogram.length - 1
}

/** The number of the largest of some values; null where none is above 0. */
export function largestOf(values: ArrayLike<number>): number | null {
  let best: number | null = null
  for (let at = 0; at < values.length; at++) if (values[at] > (best === null ? 0 : values[best])) best = at
  return best
}
