// The passes that questions share: counts by thing, the largest of many, days and stretches of one offset, whole numbers of what was picked.

import { COMPLETED, COUNTED, SKIPPED } from '#listens'
import { rowAt, type Scope } from './scope.ts'
import { dayOf, pieceAt, startOfDayS } from './zone.ts'

/**
 * How often each thing has a row with this bit. Rows without it are counted under nothing (0), not jumped over: whether a row has it is as good
 * as chance, and a wrong guess costs more than a count.
 */
export function countBy({ ledger, mark, low, high }: Scope, of: Int32Array, size: number, bit: number): Int32Array {
  const { trackIds } = ledger
  const counts = new Int32Array(size)
  const shift = 31 - Math.clz32(bit)
  for (let row = low; row < high; row++) counts[of[trackIds[row] & -((mark[row] >> shift) & 1)]]++
  counts[0] = 0
  return counts
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

const noNumbers = (): PickedNumbers => ({
  listens: 0,
  counted: 0,
  completed: 0,
  skipped: 0,
  msPlayed: 0,
  msEstimated: 0,
  firstMs: 0,
  lastMs: 0,
})

/**
 * The numbers of `groups` groups in one pass: a row belongs to group slotOf[keys[row]] - 1, or to none where that is not above 0. Keys are a column of
 * the ledger; `through` (by track) leads from a track to the thing.
 */
export function numbersBy(
  { ledger, dims, mark, low, high }: Scope,
  groups: number,
  slotOf: Uint16Array,
  keys: ArrayLike<number>,
  through: Int32Array | null = null,
): PickedNumbers[] {
  const { trackIds, msPlayed, endedAtS } = ledger
  const picked = Array.from({ length: groups }, noNumbers)
  for (let row = low; row < high; row++) {
    const bits = mark[row]
    if (bits === 0) continue
    const slot = slotOf[through === null ? keys[row] : through[keys[row]]]
    if (!(slot > 0)) continue
    const numbers = picked[slot - 1]
    if (numbers.listens++ === 0) numbers.firstMs = endedAtS[row] * 1000
    numbers.lastMs = endedAtS[row] * 1000
    if ((bits & COUNTED) !== 0) numbers.counted++
    if ((bits & COMPLETED) !== 0) numbers.completed++
    if ((bits & SKIPPED) !== 0) numbers.skipped++
    if (msPlayed[row] >= 0) numbers.msPlayed += msPlayed[row]
    else if ((bits & COUNTED) !== 0) numbers.msEstimated += dims.durationMs[trackIds[row]]
  }
  return picked
}

/** Which group each chosen number is: its place plus 1. */
export function slotsOf(numbers: readonly number[], size: number): Uint16Array {
  const slots = new Uint16Array(size)
  numbers.forEach((number, place) => {
    slots[number] = place + 1
  })
  return slots
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
