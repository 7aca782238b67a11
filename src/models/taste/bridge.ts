// The bridge from sound to attributes: tracks that are owned and in a table show how a vector reads as attributes, so that taste learned
// on one side serves the other. A number the bridge cannot tell on tracks it has not seen is left unknown.

import type { SoundColumns } from '#analysis'
import { seededRandom } from '#kernel'
import { fitRidge, type Linear, predictLinear } from './ridge.ts'

/** Fewer tracks with both than this tell nothing. */
export const BRIDGE_PAIRS_MIN = 30
/** More than this are sampled down. */
const PAIRS_MAX = 2000
/** Penalties tried, in mean variances of an input times the number of pairs. */
const PENALTIES = [0.03, 0.3, 3, 30]
/** Below this share of explained variance a number counts as unknown. */
const EXPLAINED_MIN = 0.1

export interface Bridge {
  readonly pairs: number
  readonly linear: Linear
  /** A number for each feature: the root of the variance explained on held-out pairs, 0 where too little. */
  readonly trust: Float64Array
}

/** Fits the bridge on rows whose every feature `z` (rows x features, standardised, NaN unknown) and vector are known; null with fewer than 30. */
export function fitBridge(data: {
  z: Float32Array
  features: number
  sounds: SoundColumns
  soundSlotOf: Int32Array
  rows: number
}): Bridge | null {
  const { z, features, sounds, soundSlotOf } = data
  let pairs: number[] = []
  for (let row = 0; row < data.rows; row++) {
    if (soundSlotOf[row] < 0) continue
    let complete = true
    for (let f = 0; f < features && complete; f++) complete = !Number.isNaN(z[row * features + f])
    if (complete) pairs.push(row)
  }
  if (pairs.length < BRIDGE_PAIRS_MIN) return null
  pairs = seededRandom('bridge').shuffle(pairs).slice(0, PAIRS_MAX)

  const x = new Float32Array(pairs.length * sounds.size)
  const y = new Float32Array(pairs.length * features)
  pairs.forEach((row, i) => {
    const start = soundSlotOf[row] * sounds.size
    x.set(sounds.vectors.subarray(start, start + sounds.size), i * sounds.size)
    y.set(z.subarray(row * features, (row + 1) * features), i * features)
  })
  const held = Math.max(6, Math.floor(pairs.length / 5))
  let best = { penalty: PENALTIES[0], explained: new Float64Array(features) as Float64Array, total: Number.NEGATIVE_INFINITY }
  for (const penalty of PENALTIES) {
    const linear = fitRidge(
      x.subarray(held * sounds.size),
      y.subarray(held * features),
      pairs.length - held,
      sounds.size,
      features,
      penalty,
    )
    const explained = explainedVariance(linear, x, y, held)
    const total = explained.reduce((sum, value) => sum + Math.max(0, value), 0)
    if (total > best.total) best = { penalty, explained, total }
  }
  const linear = fitRidge(x, y, pairs.length, sounds.size, features, best.penalty)
  const trust = best.explained.map((value) => (value < EXPLAINED_MIN ? 0 : Math.sqrt(Math.min(value, 0.9))))
  return { pairs: pairs.length, linear, trust }
}

/** Share of variance explained, a number for each output, over the first `rows` rows. */
function explainedVariance(linear: Linear, x: Float32Array, y: Float32Array, rows: number): Float64Array {
  const { outputs, inputs, outputMean } = linear
  const error = new Float64Array(outputs)
  const spread = new Float64Array(outputs)
  const out = new Float64Array(outputs)
  for (let row = 0; row < rows; row++) {
    predictLinear(linear, x, row * inputs, out)
    for (let j = 0; j < outputs; j++) {
      error[j] += (y[row * outputs + j] - out[j]) ** 2
      spread[j] += (y[row * outputs + j] - outputMean[j]) ** 2
    }
  }
  return error.map((value, j) => (spread[j] > 1e-9 ? 1 - value / spread[j] : 0))
}
