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

export function walkSessions(scope: Scope, gapMin: number): Walk {
  const { ledger, dims, mark, low, high } = scope
  const { endedAtS, msPlayed, trackIds } = ledger
  const { durationMs } = dims
  const gapMs = gapMin * 60_000
  let first = new Int32Array(1024)
  let last = new Int32Array(1024)
  let count = 0
  let before = -1
  for (let row = low; row < high; row++) {
    if (mark[row] === 0) continue
    const ms = msPlayed[row]
    // The silence before a row is at most the time between the two ends.
    const sinceMs = before < 0 ? 0 : (endedAtS[row] - endedAtS[before]) * 1000
    if (before < 0 || (sinceMs > gapMs && sinceMs - (ms >= 0 ? ms : durationMs[trackIds[row]]) > gapMs)) {
      if (before >= 0) last[count - 1] = before
      if (count === first.length) {
        const wider = (list: Int32Array) => {
          const array = new Int32Array(list.length * 2)
          array.set(list)
          return array
        }
        first = wider(first)
        last = wider(last)
      }
      first[count++] = row
    }
    before = row
  }
  if (count > 0) last[count - 1] = before
  return { count, first, last }
}
