// The rows that sections are cut by: timbre, harmony and rhythm, each number divided by how much it wanders from one four seconds to the
// next, so that what changes rarely and for good counts most.

import { PITCH_CLASSES } from '#dsp'
import { BANDS, ROW } from './section-ear.ts'
import type { SoundSlots } from './sound-slots.ts'

const CEPSTRA = 12
/** Bands more than this below the loudest count as this far below it. */
const RANGE_DB = 60
const WINDOW_S = 4
/** Wandering below these counts as these: dB of timbre, share of a pitch class, dB of onsets. */
const WANDER_MIN = { timbre: 0.6, pitch: 0.008, onset: 0.06 }
/** The median of the square of a normal variable. */
const MEDIAN_OF_SQUARE = 0.455

/** Series of equal length, one number each slot; a stretch of four seconds of noise has a spread of about 1 in each. */
export function sectionFeatures(slots: SoundSlots, slotS: number): Float64Array[] {
  const evened = (series: Float64Array, wanderMin: number) => even(series, Math.max(1, Math.round(WINDOW_S / slotS)), wanderMin)
  return [
    ...cepstra(slots).map((series) => evened(series, WANDER_MIN.timbre)),
    ...Array.from({ length: PITCH_CLASSES }, (_, i) => evened(slots.means(ROW.pitch + i), WANDER_MIN.pitch)),
    evened(slots.means(ROW.onset), WANDER_MIN.onset),
  ]
}

/** The shape of the spectrum in dB: cosine transform over the bands, the first being their mean. */
function cepstra(slots: SoundSlots): Float64Array[] {
  const bands = Array.from({ length: BANDS }, (_, band) => slots.means(ROW.band + band))
  let top = -Infinity
  for (const band of bands) for (const level of band) if (level > top) top = level
  return Array.from({ length: CEPSTRA }, (_, k) => {
    const weights = bands.map((_, band) => ((k === 0 ? 1 : Math.SQRT2) / BANDS) * Math.cos((Math.PI * k * (band + 0.5)) / BANDS))
    const out = new Float64Array(slots.count)
    for (const [band, weight] of weights.entries()) {
      const levels = bands[band]
      for (let t = 0; t < out.length; t++) out[t] += weight * Math.max(levels[t], top - RANGE_DB)
    }
    return out
  })
}

/** Divides a series by its wandering, and by the root of the window so that a window counts as one. */
function even(series: Float64Array, window: number, wanderMin: number): Float64Array {
  const scale = 1 / (Math.max(wanderMin, wandering(series, window)) * Math.sqrt(window))
  return series.map((value) => value * scale)
}

/** The standard deviation of means over windows, from the median square of the step between neighbours: few large steps do not count. */
function wandering(series: Float64Array, window: number): number {
  const means: number[] = []
  const stride = Math.max(1, window >> 1)
  for (let from = 0; from + window <= series.length; from += stride) {
    let sum = 0
    for (let t = from; t < from + window; t++) sum += series[t]
    means.push(sum / window)
  }
  const squares = means.slice(2).map((mean, i) => (mean - means[i]) ** 2)
  if (squares.length === 0) return 0
  squares.sort((a, b) => a - b)
  return Math.sqrt(squares[squares.length >> 1] / (2 * MEDIAN_OF_SQUARE))
}
