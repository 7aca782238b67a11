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
const COMPRESSION = 0.6
const COMB = [1, 0.7, 0.5, 0.5]
/** The centre and the width (in octaves) of what is likely. */
const PRIOR_BPM = 118
const PRIOR_OCTAVES = 0.85
/** How much a pulse that is as strong at half the period speaks for the faster tempo. */
const FASTER_EVIDENCE = 0.45
/** Below this a pulse is not told from chance. */
const PULSE_MIN = 0.05

/** The tempo of a pulse signal; null where no period stands out. `fft` has at least 1,024 points. */
export function estimateTempo(pulse: Float32Array, frameRateHz: number, fft: Fft): TempoEstimate | null {
  const correlation = generalisedAutocorrelation(pulse, fft, COMPRESSION)
  if (!(correlation[0] > 0)) return null
  const scores = gridScores(correlation, frameRateHz)
  let best = 0
  for (let i = 1; i < scores.length; i++) if (scores[i] > scores[best]) best = i
  const lag = (60 * frameRateHz) / gridBpm(best)
  const strength = localMax(correlation, lag)
  if (!(scores[best] > 0) || strength < PULSE_MIN) return null
  return { bpm: gridBpm(best), confidence: confidenceOf(scores, best, strength) }
}

const gridBpm = (i: number): number => BPM_MIN * 2 ** (i / STEPS_AN_OCTAVE)

function gridScores(correlation: Float64Array, frameRateHz: number): Float64Array {
  const count = Math.floor(Math.log2(BPM_MAX / BPM_MIN) * STEPS_AN_OCTAVE) + 1
  return Float64Array.from({ length: count }, (_, i) => {
    const bpm = gridBpm(i)
    const lag = (60 * frameRateHz) / bpm
    let comb = 0
    for (let m = 0; m < COMB.length; m++) comb += COMB[m] * atLag(correlation, lag * (m + 1))
    const faster = Math.max(0, localMax(correlation, lag / 2))
    const score = comb - FASTER_EVIDENCE * faster
    return score * Math.exp(-0.5 * (Math.log2(bpm / PRIOR_BPM) / PRIOR_OCTAVES) ** 2)
  })
}

/** The greatest value within a frame of a lag. */
function localMax(correlation: Float64Array, lag: number): number {
  const centre = Math.round(lag)
  let top = -Infinity
  for (let i = Math.max(1, centre - 1); i <= centre + 1 && i < correlation.length; i++) if (correlation[i] > top) top = correlation[i]
  return top
}

/** How far the best stands above the best that is not the same tempo, times how clear the pulse is. */
function confidenceOf(scores: Float64Array, best: number, strength: number): number {
  let rival = 0
  for (let i = 0; i < scores.length; i++) if (Math.abs(i - best) > STEPS_AN_OCTAVE / 8 && scores[i] > rival) rival = scores[i]
  const margin = 1 - rival / scores[best]
  const clarity = Math.min(1, strength / 0.35)
  return Math.min(1, Math.max(0, clarity * Math.min(1, 0.4 + 1.5 * margin)))
}
