// The kernels in TypeScript, where there is no SIMD; and what the fast ones are tested against.

import type { Kernels } from './kernels.ts'
import { truePeak, weighEnergy } from './plain-loudness.ts'

/** Kernels on arrays of their own. */
export function plainKernels(): Kernels {
  return {
    floats: (count) => new Float32Array(count),
    integers: (count) => new Int32Array(count),
    halves: (count) => new Uint16Array(count),
    doubles: (count) => new Float64Array(count),
    dotRows,
    cutFrames,
    powers,
    sparseRows,
    decibels,
    shape,
    signChanges,
    extremes,
    halve,
    everySecond,
    products,
    magnitudes,
    weighEnergy,
    truePeak,
    pack,
    unpack,
    peaks,
  }
}

const dotRows: Kernels['dotRows'] = (samples, taps, output, count, rowLength, steps) => {
  let { start, phase } = steps
  for (let n = 0; n < count; n++) {
    output[n] = dot(samples, start, taps, phase * rowLength, rowLength)
    start += steps.whole
    phase += steps.rest
    if (phase >= steps.up) {
      phase -= steps.up
      start++
    }
  }
}

/** The sum of a[i] x b[j] over `count` neighbours. */
function dot(a: Float32Array, i: number, b: Float32Array, j: number, count: number): number {
  let even = 0
  let odd = 0
  for (let k = 0; k < count; k += 2) {
    even += a[i + k] * b[j + k]
    odd += a[i + k + 1] * b[j + k + 1]
  }
  return even + odd
}

const cutFrames: Kernels['cutFrames'] = (samples, window, frames, count, hop) => {
  const size = window.length
  for (let n = 0; n < count; n++) for (let i = 0; i < size; i++) frames[n * size + i] = samples[n * hop + i] * window[i]
}

const powers: Kernels['powers'] = (transforms, power, magnitude, count, size, stride) => {
  for (let n = 0; n < count; n++) {
    const from = n * size
    const to = n * stride
    for (let bin = 1; bin < size / 2; bin++) {
      const re = transforms[from + 2 * bin]
      const im = transforms[from + 2 * bin + 1]
      power[to + bin] = re * re + im * im
    }
    power[to] = transforms[from] ** 2
    power[to + size / 2] = transforms[from + 1] ** 2
    for (let bin = 0; bin <= size / 2; bin++) magnitude[to + bin] = Math.sqrt(power[to + bin])
  }
}

const sparseRows: Kernels['sparseRows'] = (values, firsts, fours, weights, output) => {
  let at = 0
  for (let row = 0; row < output.length; row++) {
    let sum = 0
    // The weights that fill a row up to a multiple of 4 may lie beyond the last value.
    const count = Math.min(4 * fours[row], values.length - firsts[row])
    for (let i = 0; i < count; i++) sum += values[firsts[row] + i] * weights[at + i]
    output[row] = sum
    at += 4 * fours[row]
  }
}

const decibels: Kernels['decibels'] = (values, output, count, floor) => {
  for (let i = 0; i < count; i++) output[i] = 10 * Math.log10(values[i] > floor ? values[i] : floor)
}

const shape: Kernels['shape'] = (magnitude, power, last, share, output) => {
  let sum = 0
  let first = 0
  let energy = -0.5 * (power[0] + power[last])
  for (let bin = 0; bin <= last; bin++) {
    sum += magnitude[bin]
    first += bin * magnitude[bin]
    energy += power[bin]
  }
  output.fill(0, 0, 3)
  output[3] = Math.sqrt(2 * energy) / (2 * last)
  if (!(sum > 0)) return
  const centroid = first / sum
  let spread = 0
  for (let bin = 0; bin <= last; bin++) spread += magnitude[bin] * (bin - centroid) ** 2
  let bin = 0
  for (let below = magnitude[0]; bin < last && below < share * sum; ) below += magnitude[++bin]
  output[0] = centroid
  output[1] = Math.sqrt(spread / sum)
  output[2] = bin
}

const signChanges: Kernels['signChanges'] = (samples, from, to, silent) => {
  let count = 0
  for (let i = from + 1; i < to; i++) if (samples[i] < -silent !== samples[i - 1] < -silent) count++
  return count
}

const extremes: Kernels['extremes'] = (values, table, peaks, valleys) => {
  for (let band = 0; band < table.length / 3; band++) {
    const [first, end, take] = table.subarray(3 * band)
    const sorted = values.slice(first, end).sort()
    peaks[band] = mean(sorted.subarray(sorted.length - take))
    valleys[band] = mean(sorted.subarray(0, take))
  }
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

const halve: Kernels['halve'] = (samples, at, taps, output, count) => {
  for (let n = 0; n < count; n++) {
    const i = at + 2 * n
    let sum = 0.5 * samples[i]
    for (let k = 0; k < taps.length; k++) sum += taps[k] * (samples[i + 2 * k + 1] + samples[i - 2 * k - 1])
    output[n] = sum
  }
}

const everySecond: Kernels['everySecond'] = (samples, from, taps, output, count) => {
  for (let n = 0; n < count; n++) output[n] = dot(samples, from + 2 * n, taps, 0, taps.length)
}

const products: Kernels['products'] = (values, hop, count, matrix, width, output, stride) => {
  for (let n = 0; n < count; n++) {
    for (let row = 0; row < matrix.length / width; row++) {
      const base = (row >> 2) * 4 * width + (row & 3) * 4
      let sum = 0
      for (let i = 0; i < width; i++) sum += values[n * hop + i] * matrix[base + (i >> 2) * 16 + (i & 3)]
      output[n * stride + row] = sum
    }
  }
}

const magnitudes: Kernels['magnitudes'] = (complex, rows, width, scale, output, stride) => {
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      const at = 2 * (row * width + i)
      output[row * stride + i] = scale * Math.hypot(complex[at], complex[at + 1])
    }
  }
}

const pack: Kernels['pack'] = (values, packed) => {
  const bits = new Uint32Array(values.buffer, values.byteOffset, packed.length)
  for (let i = 0; i < packed.length; i++) packed[i] = (bits[i] + (1 << 14)) >>> 15
}

const unpack: Kernels['unpack'] = (packed, values) => {
  const bits = new Uint32Array(values.buffer, values.byteOffset, packed.length)
  for (let i = 0; i < packed.length; i++) bits[i] = packed[i] << 15
}

const peaks: Kernels['peaks'] = (values, first, end, share, bins) => {
  let top = 0
  for (let bin = 0; bin < values.length; bin++) if (values[bin] > top) top = values[bin]
  const floor = share * top
  let found = 0
  for (let bin = first; bin < end; bin++) {
    const after = bin + 1 < values.length ? values[bin + 1] : 0
    if (values[bin] > floor && values[bin] > values[bin - 1] && values[bin] >= after) bins[found++] = bin
  }
  return found
}
