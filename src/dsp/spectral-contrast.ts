// Spectral contrast (Jiang et al., 2002), as librosa defines it: how far the peaks stand above the valleys in each octave band.

export interface ContrastBands {
  /** First bin, end bin (exclusive) and how many of the lowest and highest bins are averaged. */
  readonly first: Int32Array
  readonly end: Int32Array
  readonly take: Int32Array
  readonly bandCount: number
}

const LOWEST_HZ = 200
const OCTAVES = 6
const QUANTILE = 0.02

/** The seven bands (0 to 200 Hz, then octaves up to 12.8 kHz) for an FFT of `fftSize` points. */
export function contrastBands(sampleRateHz: number, fftSize: number): ContrastBands {
  const binHz = sampleRateHz / fftSize
  const binMax = fftSize / 2
  const bandCount = OCTAVES + 1
  const first = new Int32Array(bandCount)
  const end = new Int32Array(bandCount)
  const take = new Int32Array(bandCount)
  for (let band = 0; band < bandCount; band++) {
    const lowHz = band === 0 ? 0 : LOWEST_HZ * 2 ** (band - 1)
    const highHz = LOWEST_HZ * 2 ** band
    const lowest = Math.ceil(lowHz / binHz)
    const highest = band === OCTAVES ? binMax : Math.min(binMax, Math.floor(highHz / binHz))
    first[band] = band === 0 ? lowest : lowest - 1
    take[band] = Math.max(1, roundHalfEven(QUANTILE * (highest - first[band] + 1)))
    end[band] = band === OCTAVES ? highest + 1 : highest
  }
  return { first, end, take, bandCount }
}

/** Mean of the strongest and of the weakest bins of each band, as magnitudes. */
export function contrastPeaksAndValleys(bands: ContrastBands, magnitude: Float32Array, peaks: Float32Array, valleys: Float32Array): void {
  for (let band = 0; band < bands.bandCount; band++) {
    const take = bands.take[band]
    extremes(magnitude, bands.first[band], bands.end[band], take)
    let high = 0
    let low = 0
    for (let i = 0; i < take; i++) {
      high += highest[i]
      low += lowest[i]
    }
    peaks[band] = high / take
    valleys[band] = low / take
  }
}

const TAKE_MAX = 64
const highest = new Float64Array(TAKE_MAX)
const lowest = new Float64Array(TAKE_MAX)

/** Fills `highest` (descending) and `lowest` (ascending) with the `take` extreme values by insertion. */
function extremes(values: Float32Array, first: number, end: number, take: number): void {
  highest.fill(-Infinity, 0, take)
  lowest.fill(Infinity, 0, take)
  const last = take - 1
  for (let bin = first; bin < end; bin++) {
    const value = values[bin]
    if (value > highest[last]) {
      let i = last
      for (; i > 0 && highest[i - 1] < value; i--) highest[i] = highest[i - 1]
      highest[i] = value
    }
    if (value < lowest[last]) {
      let i = last
      for (; i > 0 && lowest[i - 1] > value; i--) lowest[i] = lowest[i - 1]
      lowest[i] = value
    }
  }
}

function roundHalfEven(x: number): number {
  const rounded = Math.round(x)
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}
