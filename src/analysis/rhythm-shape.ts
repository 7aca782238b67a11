// Rhythm as eight numbers that tolerate an octave error in tempo: where the pulse's autocorrelation lies by duration, how dense and how
// regular the onsets are.

import { atLag, generalisedAutocorrelation, openFft, type TempoEstimate } from '#dsp'
import { FRAME_RATE_HZ } from './hearing.ts'

const FFT_SIZE = 2048
const STEPS = 24

/** Folded pulse strength at four quarters of an octave, its peak, onsets a second, their evenness, and tempo confidence. */
export async function rhythmShape(pulse: Float32Array, tempo: TempoEstimate | null): Promise<number[]> {
  const fft = await openFft(FFT_SIZE)
  const correlation = generalisedAutocorrelation(pulse, fft, 0.6)
  fft.close()
  const folded = foldedByOctave(correlation)
  const peak = Math.max(...folded)
  const quarters = [0, 1, 2, 3].map((quarter) => meanOf(folded.slice(quarter * (STEPS / 4), (quarter + 1) * (STEPS / 4))))
  const onsets = countOnsets(pulse)
  const seconds = Math.max(1e-9, pulse.length / FRAME_RATE_HZ)
  return [...quarters, peak, Math.log(onsets / seconds + 0.1), kurtosisLike(pulse), tempo?.confidence ?? 0]
}

/** The autocorrelation at durations from 0.25 s to 2 s, summed over the three octaves: an octave error changes nothing. */
function foldedByOctave(correlation: Float64Array): number[] {
  return Array.from({ length: STEPS }, (_, step) => {
    const seconds = 0.25 * 2 ** (step / STEPS)
    return [1, 2, 4].reduce((sum, factor) => sum + Math.max(0, atLag(correlation, seconds * factor * FRAME_RATE_HZ)), 0) / 3
  })
}

function countOnsets(pulse: Float32Array): number {
  let count = 0
  for (let i = 1; i + 1 < pulse.length; i++) if (pulse[i] > 1 && pulse[i] > pulse[i - 1] && pulse[i] >= pulse[i + 1]) count++
  return count
}

/** How much of the pulse is in few frames: log of mean square over squared mean. */
function kurtosisLike(pulse: Float32Array): number {
  let sum = 0
  let squares = 0
  for (const value of pulse) {
    sum += value
    squares += value * value
  }
  return sum > 0 ? Math.log((squares * pulse.length) / (sum * sum)) : 0
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
