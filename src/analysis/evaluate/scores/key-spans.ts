// How much of a piece stands under its true key, where the key may change.

import type { KeySpan } from '../renders/truth.ts'

/** 0 to 1: the share of the true spans' time whose found key is the same. */
export function timeInKey(truth: readonly KeySpan[], found: readonly KeySpan[]): number {
  let right = 0
  let all = 0
  for (const span of truth) {
    all += span.toS - span.fromS
    for (const other of found) {
      if (other.tonic !== span.tonic || other.mode !== span.mode) continue
      right += Math.max(0, Math.min(span.toS, other.toS) - Math.max(span.fromS, other.fromS))
    }
  }
  return all > 0 ? right / all : 0
}
