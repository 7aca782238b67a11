// A mean with its 95 % interval by the bootstrap (Efron 1979): the pieces are drawn again, with replacement, many times.

import { seededRandom } from '#kernel'

export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly count: number
}

const RESAMPLES = 2000

/** The mean and its percentile interval; the same seed gives the same interval. NaN where there is nothing. */
export function meanInterval(values: readonly number[], seed: number): Interval {
  const count = values.length
  if (count === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN, count }
  const random = seededRandom(`interval:${seed}:${count}`)
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0
    for (let i = 0; i < count; i++) sum += values[random.below(count)]
    return sum / count
  }).sort((a, b) => a - b)
  const at = (share: number) => means[Math.min(RESAMPLES - 1, Math.floor(share * RESAMPLES))]
  return { value: mean(values), low: at(0.025), high: at(0.975), count }
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
