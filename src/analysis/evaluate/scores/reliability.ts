// Whether a confidence can be believed: how often those with much of it, and those with little, are right (Murphy and Winkler 1977).

import { type Interval, mean, meanInterval } from './interval.ts'

export interface Judged {
  /** 0 to 1. */
  readonly confidence: number
  readonly right: boolean
}

export interface ReliabilityBin {
  readonly from: number
  readonly to: number
  readonly count: number
  /** NaN where the bin is empty. */
  readonly confidence: number
  readonly right: number
}

export interface Reliability {
  readonly bins: readonly ReliabilityBin[]
  /** Share of all that are right in the half of greater and of lesser confidence. */
  readonly surerHalf: Interval
  readonly otherHalf: Interval
  /** Share of all that are wrong with a confidence above SURE. */
  readonly sureAndWrong: Interval
  /** Share of all with a confidence above SURE. */
  readonly sure: Interval
  /** Mean distance of confidence from the share that is right, over the bins (expected calibration error). */
  readonly calibrationError: number
}

const SURE = 0.8
const BINS = 5

/** Reliability of so many judged estimates. */
export function reliability(judged: readonly Judged[], seed: number): Reliability {
  const sorted = [...judged].sort((a, b) => b.confidence - a.confidence)
  const half = Math.ceil(sorted.length / 2)
  const share = (some: readonly Judged[], is: (one: Judged) => boolean) =>
    meanInterval(
      some.map((one) => (is(one) ? 1 : 0)),
      seed,
    )
  const bins = Array.from({ length: BINS }, (_, i) => binOf(judged, i / BINS, (i + 1) / BINS, i === BINS - 1))
  return {
    bins,
    surerHalf: share(sorted.slice(0, half), (one) => one.right),
    otherHalf: share(sorted.slice(half), (one) => one.right),
    sureAndWrong: share(judged, (one) => !one.right && one.confidence > SURE),
    sure: share(judged, (one) => one.confidence > SURE),
    calibrationError: bins.reduce(
      (sum, bin) => sum + (bin.count > 0 ? (bin.count / judged.length) * Math.abs(bin.confidence - bin.right) : 0),
      0,
    ),
  }
}

function binOf(judged: readonly Judged[], from: number, to: number, last: boolean): ReliabilityBin {
  const inside = judged.filter(({ confidence }) => confidence >= from && (last || confidence < to))
  return {
    from,
    to,
    count: inside.length,
    confidence: mean(inside.map(({ confidence }) => confidence)),
    right: mean(inside.map(({ right }) => (right ? 1 : 0))),
  }
}
