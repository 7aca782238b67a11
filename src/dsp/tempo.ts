// Tempo: generalised autocorrelation of the pulse, scored by combs of its multiples, with a prior on tempo and a rule for octaves.

import { atLag, generalisedAutocorrelation } from './autocorrelation.ts'
import type { Fft } from './fft.ts'

export interface TempoEstimate {
  readonly bpm: number
  /** 0 to 1. */
  readonly confidence: number
}

const BPM_MIN = 40
const BPM_MAX = 240
const STEPS_AN_OCTAVE = 240
const COMPRESSION = 0.7
/** Multiples of the period at which a pulse must come back. */
const COMB_TEETH = 4
/** The centre and the width (in octaves) of what is likely. */
const PRIOR_BPM = 125
const PRIOR_OCTAVES = 0.7
/** Where the period itself is this much weaker than its double, every other beat is empty: the tempo is the slower one. */
const EMPTY_BEAT_SHARE = 0.15
/** Below this a pulse is not told from chance. */
const PULSE_MIN = 0.03

/** The tempo of a pulse signal; null where no period stands out. `fft` has at least 1,024 points. */
export function estimateTempo(pulse: Float32Array, frameRateHz: number, fft: Fft): TempoEstimate | null {
  const correlation = generalisedAutocorrelation(pulse, fft, COMPRESSION)
  if (!(correlation[0] > 0)) return null
  const combs = Float64Array.from({ length: GRID_COUNT }, (_, i) => comb(correlation, (60 * frameRateHz) / gridBpm(i)))
  const scores = combs.map((value, i) => value * likelihood(gridBpm(i)))
  let best = 0
  for (let i = 1; i < GRID_COUNT; i++) if (scores[i] > scores[best]) best = i
  if (!(combs[best] > PULSE_MIN)) return null
  const lag = (60 * frameRateHz) / gridBpm(best)
  const everyOtherEmpty = localMax(correlation, lag) < EMPTY_BEAT_SHARE * localMax(correlation, 2 * lag)
  const bpm = everyOtherEmpty && gridBpm(best) / 2 >= BPM_MIN ? gridBpm(best) / 2 : gridBpm(best)
  return { bpm, confidence: confidenceOf(scores, best, combs[best]) }
}

const GRID_COUNT = Math.floor(Math.log2(BPM_MAX / BPM_MIN) * STEPS_AN_OCTAVE) + 1
const gridBpm = (i: number): number => BPM_MIN * 2 ** (i / STEPS_AN_OCTAVE)
const likelihood = (bpm: number): number => Math.exp(-0.5 * (Math.log2(bpm / PRIOR_BPM) / PRIOR_OCTAVES) ** 2)

/** The mean correlation at the multiples of a lag. */
function comb(correlation: Float64Array, lag: number): number {
  let sum = 0
  for (let tooth = 1; tooth <= COMB_TEETH; tooth++) sum += atLag(correlation, lag * tooth)
  return sum / COMB_TEETH
}

/** The greatest value within a frame of a lag. */
function localMax(correlation: Float64Array, lag: number): number {
  const centre = Math.round(lag)
  let top = -Infinity
  for (let i = Math.max(1, centre - 1); i <= centre + 1 && i < correlation.length; i++) if (correlation[i] > top) top = correlation[i]
  return top
}

/** How far the best stands above the best that is another tempo, times how clear the pulse is; scaled on the pieces of docs/science/tempo.md. */
function confidenceOf(scores: Float64Array, best: number, strength: number): number {
  let rival = 0
  for (let i = 0; i < scores.length; i++) if (Math.abs(i - best) > STEPS_AN_OCTAVE / 8 && scores[i] > rival) rival = scores[i]
  const margin = 1 - rival / scores[best]
  const clarity = Math.min(1, strength / 0.15)
  return Math.min(1, Math.max(0, (0.35 + 1.6 * margin) * (0.5 + 0.5 * clarity)))
}
