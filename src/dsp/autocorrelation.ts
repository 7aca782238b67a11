// Generalised autocorrelation (Tolonen and Karjalainen, 2000): the spectrum is compressed before it is turned back, which sharpens peaks.

import type { Fft } from './fft.ts'

/** Share of the transform that a window fills; the rest is zeros, so that nothing wraps round. */
const FILLED = 0.5

/** The mean generalised autocorrelation of overlapping windows, lags 0 to fft.size / 2 - 1, scaled so that lag 0 is 1; zeros for silence. */
export function generalisedAutocorrelation(signal: Float32Array, fft: Fft, exponent: number): Float64Array {
  const width = Math.min(signal.length, fft.size * FILLED)
  const hop = Math.max(1, width >> 1)
  const sum = new Float64Array(fft.size / 2)
  for (let start = 0; start === 0 || start + width <= signal.length; start += hop) {
    addWindow(signal.subarray(start, start + width), fft, exponent, sum)
  }
  const top = sum[0]
  return top > 0 ? sum.map((value) => value / top) : sum
}

function addWindow(window: Float32Array, fft: Fft, exponent: number, sum: Float64Array): void {
  const { input, output, size } = fft
  let mean = 0
  for (let i = 0; i < window.length; i++) mean += window[i] / window.length
  input.fill(0)
  for (let i = 0; i < window.length; i++) input[i] = window[i] - mean
  fft.forward()
  const compressed = new Float32Array(size / 2 + 1)
  compressed[0] = Math.abs(output[0]) ** exponent
  compressed[size / 2] = Math.abs(output[1]) ** exponent
  for (let k = 1; k < size / 2; k++) compressed[k] = (output[2 * k] ** 2 + output[2 * k + 1] ** 2) ** (exponent / 2)
  // The spectrum is real and even, so that a forward transform turns it back.
  input[0] = compressed[0]
  for (let k = 1; k <= size / 2; k++) {
    input[k] = compressed[k]
    input[size - k] = compressed[k]
  }
  fft.forward()
  sum[0] += output[0]
  for (let lag = 1; lag < size / 2; lag++) sum[lag] += output[2 * lag]
}

/** A value between lags, linearly. */
export function atLag(correlation: Float64Array, lag: number): number {
  const below = Math.floor(lag)
  if (below + 1 >= correlation.length) return 0
  const share = lag - below
  return correlation[below] * (1 - share) + correlation[below + 1] * share
}
