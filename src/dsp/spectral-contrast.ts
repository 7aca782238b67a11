// Spectral contrast (Jiang et al., 2002), as librosa defines it: how far the peaks stand above the valleys in each octave band.

import { POWER_FLOOR } from './decibel.ts'
import type { Kernels } from './kernels.ts'

const LOWEST_HZ = 200
const OCTAVES = 6
const QUANTILE = 0.02

/** 0 to 200 Hz, then octaves up to 12.8 kHz. */
export const CONTRAST_BANDS = OCTAVES + 1

/** First bin, end bin (exclusive), and how many of the lowest and highest bins are averaged, for each band. */
function bandTable(sampleRateHz: number, fftSize: number): number[] {
  const binHz = sampleRateHz / fftSize
  const binMax = fftSize / 2
  return Array.from({ length: CONTRAST_BANDS }, (_, band) => {
    const lowHz = band === 0 ? 0 : LOWEST_HZ * 2 ** (band - 1)
    const lowest = Math.ceil(lowHz / binHz)
    const highest = band === OCTAVES ? binMax : Math.min(binMax, Math.floor((LOWEST_HZ * 2 ** band) / binHz))
    const first = band === 0 ? lowest : lowest - 1
    return [first, band === OCTAVES ? highest + 1 : highest, Math.max(1, roundHalfEven(QUANTILE * (highest - first + 1)))]
  }).flat()
}

/**
 * Measures magnitudes that lie in `kernels`: CONTRAST_BANDS levels of the strongest bins of each band, then as many of the weakest, in dB,
 * not below -100; the array is overwritten by the next.
 */
export function contrastLevels(kernels: Kernels, sampleRateHz: number, fftSize: number): (magnitude: Float32Array) => Float32Array {
  const bands = bandTable(sampleRateHz, fftSize)
  const table = kernels.integers(bands.length)
  table.set(bands)
  const levels = kernels.floats(4 * Math.ceil((2 * CONTRAST_BANDS) / 4))
  const peaks = levels.subarray(0, CONTRAST_BANDS)
  const valleys = levels.subarray(CONTRAST_BANDS, 2 * CONTRAST_BANDS)
  const scratch = kernels.floats(fftSize / 4)
  return (magnitude) => {
    kernels.extremes(magnitude, table, peaks, valleys, scratch)
    kernels.decibels(levels, levels, levels.length, POWER_FLOOR)
    return levels
  }
}

function roundHalfEven(x: number): number {
  const rounded = Math.round(x)
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}
