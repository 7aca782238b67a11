// Where a part sounds at all, so that silence costs nothing.

import type { Stereo } from '../instruments/instrument.ts'

/** A stretch of samples [from, to) that is not silent. */
export interface Span {
  readonly from: number
  readonly to: number
}

const BLOCK = 1024
/** Blocks kept after the last sound, for the ringing of filters and chorus. */
const RINGING = 3

/** The stretches that are not silent, in order, apart. */
export function spansOf({ left, right }: Stereo): Span[] {
  const spans: { from: number; to: number }[] = []
  for (let from = 0; from < left.length; from += BLOCK) {
    const end = Math.min(left.length, from + BLOCK)
    let i = from
    while (i < end && left[i] === 0 && right[i] === 0) i++
    if (i === end) continue
    const to = Math.min(left.length, end + RINGING * BLOCK)
    const last = spans[spans.length - 1]
    if (last && last.to >= from) last.to = to
    else spans.push({ from, to })
  }
  return spans
}
