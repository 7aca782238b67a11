// How far a recording is tuned from A440: a histogram of where its higher spectral peaks lie between the semitones, as librosa's
// estimate_tuning finds it.

import type { Kernels } from './kernels.ts'
import { median } from './statistics.ts'

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

const RESIDUAL_BINS = 100
/** A0. */
const OCTAVES_FROM_HZ = 27.5
const { fround, log2 } = Math

/** Collects the peaks of some minutes and answers with the tuning in semitones, -0.5 to 0.49 in steps of 0.01. */
export class TuningEstimate {
  private heights = new Float32Array(4096)
  /** Which hundredth of a semitone each peak stands on, from half a semitone below. */
  private places = new Uint8Array(4096)
  private count = 0

  /** Counts the peaks of one spectrum whose bins are `binHz` apart. */
  add(peaks: SpectralPeaks, binHz: number): void {
    if (this.count + peaks.count > this.heights.length) this.grow()
    for (let i = 0; i < peaks.count; i++) {
      // In single precision step by step, as librosa goes: peaks lie close together, and the fullest hundredth wins by few.
      const semitones = fround(12 * fround(log2(fround(fround(peaks.bins[i] * binHz) / OCTAVES_FROM_HZ))))
      const residual = semitones - Math.floor(semitones)
      const place = Math.floor((residual >= 0.5 ? residual - 0.5 : residual + 0.5) * RESIDUAL_BINS)
      this.heights[this.count] = peaks.heights[i]
      this.places[this.count++] = place < RESIDUAL_BINS ? place : RESIDUAL_BINS - 1
    }
  }

  /** The commonest deviation among the peaks at least as high as the median peak; 0 where there are none. */
  semitones(): number {
    if (this.count === 0) return 0
    const threshold = median(this.heights.slice(0, this.count))
    const histogram = new Uint32Array(RESIDUAL_BINS)
    for (let i = 0; i < this.count; i++) if (this.heights[i] >= threshold) histogram[this.places[i]]++
    let best = 0
    for (let place = 1; place < RESIDUAL_BINS; place++) if (histogram[place] > histogram[best]) best = place
    return (best - RESIDUAL_BINS / 2) / RESIDUAL_BINS
  }

  private grow(): void {
    const { heights, places } = this
    this.heights = new Float32Array(2 * heights.length)
    this.heights.set(heights)
    this.places = new Uint8Array(2 * places.length)
    this.places.set(places)
  }
}
