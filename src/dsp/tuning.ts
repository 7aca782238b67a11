// How far a recording is tuned from A440: a histogram of where spectral peaks lie between the semitones (librosa's estimate_tuning,
// made streaming: the median of the peak heights comes from a fine histogram).

import type { Kernels } from './kernels.ts'
import { plainKernels } from './plain-kernels.ts'

/** Peaks of one spectrum: interpolated position in bins, interpolated height. */
export interface SpectralPeaks {
  count: number
  readonly bins: Float64Array
  readonly heights: Float64Array
}

/** Room for the peaks of a spectrum of `binCount` bins. */
export const spectralPeaks = (binCount: number): SpectralPeaks => ({
  count: 0,
  bins: new Float64Array(binCount),
  heights: new Float64Array(binCount),
})

/** Finds local maxima of bins `firstBin` to `endBin` (exclusive) that exceed `threshold` of the spectrum's greatest value, interpolated by a parabola. */
export type FindPeaks = (spectrum: Float32Array, firstBin: number, endBin: number, threshold: number, out: SpectralPeaks) => void

/** For spectra of up to `binCount` bins that lie in `kernels`, with three zeros after the last. */
export function peakFinder(kernels: Kernels, binCount: number): FindPeaks {
  const bins = kernels.integers(binCount)
  return (spectrum, firstBin, endBin, threshold, out) => {
    // librosa compares with the spectrum whose values below the floor are zero, which changes nothing for a bin above it.
    const count = kernels.peaks(spectrum, firstBin, endBin, threshold, bins)
    for (let i = 0; i < count; i++) {
      const bin = bins[i]
      const [before, here, after] = [spectrum[bin - 1], spectrum[bin], spectrum[bin + 1]]
      const a = after + before - 2 * here
      const b = (after - before) / 2
      const shift = Math.abs(b) >= Math.abs(a) ? 0 : -b / a
      out.bins[i] = bin + shift
      out.heights[i] = here + 0.5 * b * shift
    }
    out.count = count
  }
}

/** The same for any spectrum of up to 4,096 bins. */
export const findPeaks: FindPeaks = peakFinder(plainKernels(), 4096)

const RESIDUAL_BINS = 100
/** Heights are sorted by the upper bits of their float: 32 steps an octave, from 2^-40 to 2^40. */
const HEIGHT_SHIFT = 18
const LOWEST_HEIGHT = (127 - 40) << (23 - HEIGHT_SHIFT)
const HEIGHT_BINS = 80 << (23 - HEIGHT_SHIFT)
const height = new Float32Array(1)
const heightBits = new Uint32Array(height.buffer)

/** Collects peaks and answers with the tuning in semitones, -0.5 to 0.49 in steps of 0.01. */
export class TuningEstimate {
  private readonly counts = new Uint32Array(HEIGHT_BINS * RESIDUAL_BINS)
  private total = 0

  /** Counts the peaks of one spectrum whose bins are `binHz` apart. */
  add(peaks: SpectralPeaks, binHz: number): void {
    for (let i = 0; i < peaks.count; i++) {
      const semitones = 12 * Math.log2((peaks.bins[i] * binHz) / 440)
      const residual = semitones - Math.floor(semitones + 0.5)
      const column = Math.min(RESIDUAL_BINS - 1, Math.max(0, Math.floor((residual + 0.5) * RESIDUAL_BINS)))
      height[0] = peaks.heights[i]
      const row = Math.min(HEIGHT_BINS - 1, Math.max(0, (heightBits[0] >>> HEIGHT_SHIFT) - LOWEST_HEIGHT))
      this.counts[row * RESIDUAL_BINS + column]++
    }
    this.total += peaks.count
  }

  /** The commonest deviation among the peaks at least as high as the median peak; 0 where there are none. */
  semitones(): number {
    if (this.total === 0) return 0
    const histogram = new Float64Array(RESIDUAL_BINS)
    let above = 0
    for (let row = HEIGHT_BINS - 1; row >= 0 && above < this.total / 2; row--) {
      for (let column = 0; column < RESIDUAL_BINS; column++) {
        const count = this.counts[row * RESIDUAL_BINS + column]
        histogram[column] += count
        above += count
      }
    }
    let best = 0
    for (let column = 1; column < RESIDUAL_BINS; column++) if (histogram[column] > histogram[best]) best = column
    return (best - RESIDUAL_BINS / 2) / RESIDUAL_BINS
  }
}
