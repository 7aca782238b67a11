// Which tempi a pulse may have: peaks of its generalised autocorrelation summed over combs of multiples (Percival and Tzanetakis 2014),
// and their relatives on other metrical levels. Which of them one would tap is for metre.ts to say.

import { atLag } from './autocorrelation.ts'

const BPM_MIN = 40
const BPM_MAX = 240
const STEPS_AN_OCTAVE = 240
/** Multiples of the period at which a pulse must come back. */
const COMB_TEETH = 4
/** How many peaks are taken, and of how many the relatives too. */
const PEAKS = 6
const PEAKS_WITH_RELATIVES = 2
const RELATIVES = [2, 1 / 2, 3 / 2, 2 / 3, 3, 1 / 3]
/** A relative is moved to the strongest period this near, in octaves. */
const SNAP_OCTAVES = 0.045
/** Tempi closer than this are one. */
const ALIKE = 0.05
/** Below this comb strength a pulse is not told from chance: half a minute of white noise reaches 0.014. */
const PULSE_MIN = 0.018

const GRID_COUNT = Math.floor(Math.log2(BPM_MAX / BPM_MIN) * STEPS_AN_OCTAVE) + 1
const gridBpm = (i: number): number => BPM_MIN * 2 ** (i / STEPS_AN_OCTAVE)

/** Tempi in BPM that an autocorrelation (lags in frames) speaks for, the strongest first, and how strong that one is (0 to 1). */
export interface TempoCandidates {
  readonly bpm: readonly number[]
  readonly clarity: number
}

/** The candidates of an autocorrelation; none where no period stands out. */
export function tempoCandidates(correlation: Float64Array, frameRateHz: number): TempoCandidates {
  const combs = Float64Array.from({ length: GRID_COUNT }, (_, i) => comb(correlation, (60 * frameRateHz) / gridBpm(i)))
  const peaks: number[] = []
  for (let i = 1; i + 1 < GRID_COUNT; i++) if (combs[i] > combs[i - 1] && combs[i] >= combs[i + 1]) peaks.push(i)
  peaks.sort((a, b) => combs[b] - combs[a])
  const clarity = peaks.length > 0 ? combs[peaks[0]] : 0
  if (clarity < PULSE_MIN) return { bpm: [], clarity }
  const candidates: number[] = []
  const add = (bpm: number) => {
    if (!candidates.some((other) => Math.abs(other / bpm - 1) <= ALIKE)) candidates.push(bpm)
  }
  for (const peak of peaks.slice(0, PEAKS)) add(gridBpm(peak))
  for (const peak of peaks.slice(0, PEAKS_WITH_RELATIVES)) {
    for (const ratio of RELATIVES) {
      const bpm = gridBpm(peak) * ratio
      if (bpm >= BPM_MIN && bpm <= BPM_MAX) add(snapped(combs, bpm))
    }
  }
  return { bpm: candidates, clarity }
}

/** The mean correlation at the multiples of a lag. */
function comb(correlation: Float64Array, lag: number): number {
  let sum = 0
  for (let tooth = 1; tooth <= COMB_TEETH; tooth++) sum += atLag(correlation, lag * tooth)
  return sum / COMB_TEETH
}

/** The tempo of the greatest comb near one. */
function snapped(combs: Float64Array, bpm: number): number {
  const centre = Math.log2(bpm / BPM_MIN) * STEPS_AN_OCTAVE
  const reach = SNAP_OCTAVES * STEPS_AN_OCTAVE
  let best = Math.max(0, Math.ceil(centre - reach))
  for (let i = best; i <= centre + reach && i < GRID_COUNT; i++) if (combs[i] > combs[best]) best = i
  return gridBpm(best)
}
