// Where the energy of a spectrum lies: centroid, bandwidth, roll-off and level, as librosa defines them.

/** One spectrum's shape; frequencies in Hz, all zero for silence. */
export interface SpectralShape {
  centroidHz: number
  bandwidthHz: number
  rolloffHz: number
  /** Root mean square of the frame. */
  rms: number
}

/** Roll-off: the lowest bin below which this share of the magnitude lies. */
const ROLL_OFF_SHARE = 0.85

/** Measures magnitudes of bins 0 to fftSize / 2, which are `binHz` apart, into `out`. */
export function spectralShape(magnitude: Float32Array, power: Float32Array, binHz: number, out: SpectralShape): void {
  const last = magnitude.length - 1
  let sum = 0
  let first = 0
  let second = 0
  let energy = 0
  for (let bin = 0; bin <= last; bin++) {
    const m = magnitude[bin]
    sum += m
    first += bin * m
    second += bin * bin * m
    energy += power[bin]
  }
  const fftSize = 2 * last
  energy -= 0.5 * (power[0] + power[last])
  out.rms = Math.sqrt(2 * energy) / fftSize
  if (!(sum > 0)) {
    out.centroidHz = 0
    out.bandwidthHz = 0
    out.rolloffHz = 0
    return
  }
  const centroid = first / sum
  out.centroidHz = centroid * binHz
  out.bandwidthHz = Math.sqrt(Math.max(0, second / sum - centroid * centroid)) * binHz
  const threshold = ROLL_OFF_SHARE * sum
  let below = 0
  let bin = 0
  for (; bin < last; bin++) {
    below += magnitude[bin]
    if (below >= threshold) break
  }
  out.rolloffHz = bin * binHz
}

/** Share of neighbouring samples of opposite sign among `windowSize`, over the samples from `from` up to `to` of a frame. */
export function zeroCrossingRate(frame: Float32Array, from: number, to: number, windowSize: number): number {
  let count = 0
  let wasNegative = frame[from] < -SILENT
  for (let i = from + 1; i < to; i++) {
    const negative = frame[i] < -SILENT
    if (negative !== wasNegative) count++
    wasNegative = negative
  }
  return count / windowSize
}

/** Samples this close to zero count as zero. */
const SILENT = 1e-10
