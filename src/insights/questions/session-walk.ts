// Sittings: rows one after the other without a longer silence between.

import type { Scope } from '../scope.ts'

/** Session i goes from row first[i] to row last[i]; both are of the scope. */
export interface Walk {
  readonly count: number
  readonly first: Int32Array
  readonly last: Int32Array
}

/** When a row began, seconds since the epoch: its end less the time played, or the length of its track where that is not told. */
export function startedAtS({ ledger, dims }: Scope, row: number): number {
  const ms = ledger.msPlayed[row]
  return ledger.endedAtS[row] - (ms >= 0 ? ms : dims.durationMs[ledger.trackIds[row]]) / 1000
}

export function walkSessions({ ledger, dims, mark, low, high }: Scope, gapMin: number): Walk {
  const { endedAtS, msPlayed, trackIds } = ledger
  const { durationMs } = dims
  const gapS = gapMin * 60
  let first = new Int32Array(1024)
  let last = new Int32Array(1024)
  let count = 0
  let before = low
  while (before < high && mark[before] === 0) before++
  if (before >= high) return { count, first, last }
  first[count++] = before
  for (let row = before + 1; row < high; row++) {
    if (mark[row] === 0) continue
    // The silence before a row is at most the time between both ends: most rows need no more than that.
    const sinceS = endedAtS[row] - endedAtS[before]
    if (sinceS > gapS) {
      const ms = msPlayed[row]
      if (sinceS - (ms >= 0 ? ms : durationMs[trackIds[row]]) / 1000 > gapS) {
        if (count === first.length) {
          first = wider(first)
          last = wider(last)
        }
        last[count - 1] = before
        first[count++] = row
      }
    }
    before = row
  }
  last[count - 1] = before
  return { count, first, last }
}

function wider(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const array = new Int32Array(list.length * 2)
  array.set(list)
  return array
}
