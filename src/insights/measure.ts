// What every answer says of the rows it looked at. Sums up to each few thousand rows are kept with the ledger, so that a period costs its edges only.

import type { Ledger } from '#listens'
import type { Dimensions } from './dimensions.ts'
import type { Scope } from './scope.ts'

/** The rows of a scope in a few numbers. */
export interface Measured {
  readonly listens: number
  readonly counted: number
  readonly completed: number
  readonly skipped: number
  /** Listens whose outcome is told. */
  readonly told: number
  /** Counted listens that have a track. */
  readonly tracked: number
  readonly msPlayed: number
  readonly msEstimated: number
  /** Counted listens without a time of their own or of their track. */
  readonly untimed: number
  readonly firstS: number | null
  readonly lastS: number | null
}

const BLOCK_ROWS = 4096
/** Places in a row of sums. The first six are bits of a mark, in this order from the lowest. */
const [COUNTED_AT, COMPLETED_AT, SKIPPED_AT, HERE_AT, TOLD_AT, TRACKED_AT, MS, RECKONED, UNTIMED, WIDTH] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

/** Sums of the rows before each block: by dimensions, as these tell the length of tracks, and by marks. */
interface Sums {
  readonly dims: Dimensions
  readonly upTo: Float64Array
}
const kept = new WeakMap<Uint8Array, Sums>()

function sumsOf({ ledger, dims, mark }: Scope): Float64Array {
  const known = kept.get(mark)
  if (known?.dims === dims) return known.upTo
  const blocks = Math.floor(ledger.count / BLOCK_ROWS)
  const upTo = new Float64Array((blocks + 1) * WIDTH)
  const sums = new Float64Array(WIDTH)
  for (let block = 0; block < blocks; block++) {
    addRows(ledger, dims, mark, block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS, 1, sums)
    upTo.set(sums, (block + 1) * WIDTH)
  }
  kept.set(mark, { dims, upTo })
  return upTo
}

/**
 * Adds `sign` times what rows from..to tell. Without branches: whether a row counts, or tells its time, is as good as chance, and a wrong guess
 * costs more than the sum.
 */
function addRows(ledger: Ledger, dims: Dimensions, mark: Uint8Array, from: number, to: number, sign: number, sums: Float64Array): void {
  const { msPlayed, trackIds } = ledger
  const { durationMs } = dims
  let [listens, counted, completed, skipped, told, tracked, toldMs, reckonedMs, wanted, reckoned] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let row = from; row < to; row++) {
    const bits = mark[row]
    const ms = msPlayed[row]
    counted += bits & 1
    completed += (bits >> 1) & 1
    skipped += (bits >> 2) & 1
    listens += (bits >> 3) & 1
    told += (bits >> 4) & 1
    tracked += (bits >> 5) & bits & 1
    toldMs += ms & ~(ms >> 31) & (0 - ((bits >> 3) & 1))
    // 1 where it counts and does not tell its time; track 0 has no length.
    const untold = bits & (ms >>> 31)
    const length = durationMs[trackIds[row] & (0 - untold)]
    wanted += untold
    reckonedMs += length
    reckoned += (0 - length) >>> 31
  }
  sums[COUNTED_AT] += sign * counted
  sums[COMPLETED_AT] += sign * completed
  sums[SKIPPED_AT] += sign * skipped
  sums[HERE_AT] += sign * listens
  sums[TOLD_AT] += sign * told
  sums[TRACKED_AT] += sign * tracked
  sums[MS] += sign * toldMs
  sums[RECKONED] += sign * reckonedMs
  sums[UNTIMED] += sign * (wanted - reckoned)
}

/** Sums of all rows before `row`. */
function sumsBefore(scope: Scope, upTo: Float64Array, row: number, sign: number, sums: Float64Array): void {
  const block = Math.min(Math.floor(row / BLOCK_ROWS), upTo.length / WIDTH - 1)
  for (let at = 0; at < WIDTH; at++) sums[at] += sign * upTo[block * WIDTH + at]
  addRows(scope.ledger, scope.dims, scope.mark, block * BLOCK_ROWS, row, sign, sums)
}

export function measure(scope: Scope): Measured {
  const { ledger, mark, low, high } = scope
  const upTo = sumsOf(scope)
  const sums = new Float64Array(WIDTH)
  sumsBefore(scope, upTo, high, 1, sums)
  sumsBefore(scope, upTo, low, -1, sums)
  let first = low
  while (first < high && mark[first] === 0) first++
  let last = high - 1
  while (last >= first && mark[last] === 0) last--
  return {
    listens: sums[HERE_AT],
    counted: sums[COUNTED_AT],
    completed: sums[COMPLETED_AT],
    skipped: sums[SKIPPED_AT],
    told: sums[TOLD_AT],
    tracked: sums[TRACKED_AT],
    msPlayed: sums[MS],
    msEstimated: sums[RECKONED],
    untimed: sums[UNTIMED],
    firstS: first < high ? ledger.endedAtS[first] : null,
    lastS: first < high ? ledger.endedAtS[last] : null,
  }
}
