// The tempo over time: a tempogram (autocorrelations of overlapping windows, read around a known tempo) and the smoothest strong path
// through it (dynamic programming; after Grosche and Mueller's predominant local pulse, 2011, in spirit).

import { atLag, generalisedAutocorrelation } from './autocorrelation.ts'
import type { Fft } from './fft.ts'

const WINDOW_S = 10
const HOP_S = 4
/** How far from the known tempo the path may go, in octaves (three against four stays out of reach), and in what steps. */
const REACH_OCTAVES = 0.36
const STEPS_AN_OCTAVE = 60
const STEPS = 2 * Math.round(REACH_OCTAVES * STEPS_AN_OCTAVE) + 1
const COMPRESSION = 0.6
const COMB_TEETH = 4
/** What a step between windows costs, in shares of the strongest comb of a window, squared. */
const STEP_COST = 0.02
/** A path that stays this near to its median, in octaves, is steady: its wiggles are chance. */
const STEADY_OCTAVES = 0.06

/** Tempi at moments, both in order; frames are the middles of the windows. */
export interface TempoPath {
  readonly frames: Float64Array
  readonly bpm: Float64Array
}

/** The path of a pulse around `bpm`; null where it is steady, or too short to drift. `fft` has at least 1,024 points. */
export function tempoPath(pulse: Float32Array, frameRateHz: number, bpm: number, fft: Fft): TempoPath | null {
  const width = Math.round(WINDOW_S * frameRateHz)
  const hop = Math.round(HOP_S * frameRateHz)
  const count = Math.floor((pulse.length - width) / hop) + 1
  if (count < 3) return null
  const strengths = new Float64Array(count * STEPS)
  for (let window = 0; window < count; window++) {
    const correlation = generalisedAutocorrelation(pulse.subarray(window * hop, window * hop + width), fft, COMPRESSION)
    addWindow(strengths.subarray(window * STEPS, (window + 1) * STEPS), correlation, (60 * frameRateHz) / bpm)
  }
  const steps = strongestPath(strengths, count)
  const median = [...steps].sort((a, b) => a - b)[steps.length >> 1]
  if (steps.every((step) => Math.abs(step - median) <= STEADY_OCTAVES * STEPS_AN_OCTAVE)) return null
  return {
    frames: Float64Array.from(steps, (_, window) => window * hop + width / 2),
    bpm: Float64Array.from(steps, (step) => bpm * 2 ** ((step - (STEPS - 1) / 2) / STEPS_AN_OCTAVE)),
  }
}

/** The tempo of a path at each of `count` frames: linear between its moments, level beyond its ends. */
export function tempoByFrame({ frames, bpm }: TempoPath, count: number): Float32Array {
  const out = new Float32Array(count)
  let i = 0
  for (let frame = 0; frame < count; frame++) {
    while (i + 2 < frames.length && frames[i + 1] <= frame) i++
    const share = Math.min(1, Math.max(0, (frame - frames[i]) / (frames[i + 1] - frames[i])))
    out[frame] = bpm[i] * (1 - share) + bpm[i + 1] * share
  }
  return out
}

/** The combs of a window around a period, the greatest of them 1. */
function addWindow(out: Float64Array, correlation: Float64Array, period: number): void {
  let top = 0
  for (let step = 0; step < STEPS; step++) {
    const lag = period / 2 ** ((step - (STEPS - 1) / 2) / STEPS_AN_OCTAVE)
    let sum = 0
    for (let tooth = 1; tooth <= COMB_TEETH; tooth++) sum += Math.max(0, atLag(correlation, lag * tooth))
    out[step] = sum
    if (sum > top) top = sum
  }
  if (top > 0) for (let step = 0; step < STEPS; step++) out[step] /= top
}

function strongestPath(strengths: Float64Array, count: number): Int32Array {
  const from = new Int32Array(count * STEPS)
  let sums = strengths.slice(0, STEPS)
  for (let window = 1; window < count; window++) {
    const next = new Float64Array(STEPS)
    for (let step = 0; step < STEPS; step++) {
      let best = 0
      let top = -Infinity
      for (let other = 0; other < STEPS; other++) {
        const value = sums[other] - STEP_COST * (step - other) ** 2
        if (value > top) {
          top = value
          best = other
        }
      }
      from[window * STEPS + step] = best
      next[step] = top + strengths[window * STEPS + step]
    }
    sums = next
  }
  const path = new Int32Array(count)
  path[count - 1] = sums.indexOf(Math.max(...sums))
  for (let window = count - 1; window > 0; window--) path[window - 1] = from[window * STEPS + path[window]]
  return path
}
