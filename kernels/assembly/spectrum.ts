// From samples to spectra, and from spectra to what is measured of each.

import { total } from './rows'

/** Cuts `count` frames of `size` samples, `hop` apart, and weighs them with the window. */
export function cutFrames(samples: usize, window: usize, frames: usize, count: i32, size: i32, hop: i32): void {
  for (let n = 0; n < count; n++) {
    let s = samples + ((<usize>(n * hop)) << 2)
    let w = window
    const end = window + ((<usize>size) << 2)
    while (w < end) {
      v128.store(frames, f32x4.mul(v128.load(s), v128.load(w)))
      v128.store(frames, f32x4.mul(v128.load(s, 16), v128.load(w, 16)), 16)
      s += 32
      w += 32
      frames += 32
    }
  }
}

/**
 * Power and magnitude of `count` transforms of `size` points, packed as PFFFT packs them (bins 0 and size/2 first). Rows of results are
 * `stride` numbers long, and what is beyond bin size/2 is left as it is.
 */
export function powers(transforms: usize, power: usize, magnitude: usize, count: i32, size: i32, stride: i32): void {
  const bytes: usize = (<usize>size) << 2
  for (let n = 0; n < count; n++) {
    let p = power + ((<usize>(n * stride)) << 2)
    let m = magnitude + ((<usize>(n * stride)) << 2)
    const last: usize = bytes >> 1
    let t = transforms
    const end = t + bytes
    while (t < end) {
      const a = v128.load(t)
      const b = v128.load(t, 16)
      const re = v128.shuffle<f32>(a, b, 0, 2, 4, 6)
      const im = v128.shuffle<f32>(a, b, 1, 3, 5, 7)
      const sum = f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im))
      v128.store(p, sum)
      v128.store(m, f32x4.sqrt(sum))
      t += 32
      p += 16
      m += 16
    }
    const first = load<f32>(transforms)
    const nyquist = load<f32>(transforms, 4)
    const row: usize = (<usize>(n * stride)) << 2
    store<f32>(power + row, first * first)
    store<f32>(magnitude + row, abs<f32>(first))
    store<f32>(power + row + last, nyquist * nyquist)
    store<f32>(magnitude + row + last, abs<f32>(nyquist))
    transforms += bytes
  }
}

/** Sparse rows: output[r] = sum of weights x values; each row has its first value, and its weights in fours, padded with zeros. */
export function sparseRows(values: usize, firsts: usize, fours: usize, weights: usize, output: usize, rows: i32): void {
  for (let r = 0; r < rows; r++) {
    let v = values + ((<usize>load<i32>(firsts)) << 2)
    const end = v + ((<usize>load<i32>(fours)) << 4)
    let a = f32x4.splat(0)
    while (v < end) {
      a = f32x4.add(a, f32x4.mul(v128.load(v), v128.load(weights)))
      v += 16
      weights += 16
    }
    store<f32>(output, total(a))
    output += 4
    firsts += 4
    fours += 4
  }
}

const DB_PER_NEPER: f32 = 4.342944819032518
const DB_PER_OCTAVE: f32 = 3.010299956639812

/** 10 log10 of `count` powers (a multiple of 4), none below `floor`; in place is allowed. Exact to 2e-5 dB. */
export function decibels(values: usize, output: usize, count: i32, floor: f32): void {
  const end = values + ((<usize>count) << 2)
  const lowest = f32x4.splat(floor)
  while (values < end) {
    const x = f32x4.pmax(lowest, v128.load(values))
    // x = m 2^e with m between sqrt(1/2) and sqrt(2): the exponent bits, rounded at sqrt(2).
    const e = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23)
    const m = i32x4.sub(x, i32x4.shl(e, 23))
    // ln m = 2 artanh((m - 1) / (m + 1)).
    const one = f32x4.splat(1)
    const t = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one))
    const tt = f32x4.mul(t, t)
    let series = f32x4.add(f32x4.splat(2.0 / 7.0), f32x4.mul(tt, f32x4.splat(2.0 / 9.0)))
    series = f32x4.add(f32x4.splat(2.0 / 5.0), f32x4.mul(tt, series))
    series = f32x4.add(f32x4.splat(2.0 / 3.0), f32x4.mul(tt, series))
    series = f32x4.add(f32x4.splat(2), f32x4.mul(tt, series))
    const ln = f32x4.mul(t, series)
    v128.store(output, f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(e), f32x4.splat(DB_PER_OCTAVE)), f32x4.mul(ln, f32x4.splat(DB_PER_NEPER))))
    values += 16
    output += 16
  }
}

/**
 * Centroid, bandwidth (both in bins), roll-off bin and RMS of one spectrum of `last` + 1 bins, `last` a multiple of 4; four numbers to `output`.
 */
export function shape(magnitude: usize, power: usize, last: i32, share: f64, output: usize): void {
  const end = magnitude + ((<usize>last) << 2)
  let bins = f32x4(0, 1, 2, 3)
  const four = f32x4.splat(4)
  let sums = f32x4.splat(0)
  let firsts = f32x4.splat(0)
  let energies = f32x4.splat(0)
  let p = power
  for (let m = magnitude; m < end; m += 16) {
    const v = v128.load(m)
    sums = f32x4.add(sums, v)
    firsts = f32x4.add(firsts, f32x4.mul(v, bins))
    energies = f32x4.add(energies, v128.load(p))
    bins = f32x4.add(bins, four)
    p += 16
  }
  const top = load<f32>(end)
  const sum = <f64>total(sums) + top
  const energy = <f64>total(energies) - 0.5 * load<f32>(power) + 0.5 * load<f32>(p)
  store<f32>(output, <f32>(sqrt<f64>(2 * energy) / <f64>(2 * last)), 12)
  if (!(sum > 0)) {
    store<f32>(output, 0)
    store<f32>(output, 0, 4)
    store<f32>(output, 0, 8)
    return
  }
  const centroid = (<f64>total(firsts) + <f64>last * top) / sum
  store<f32>(output, <f32>centroid)
  store<f32>(output, <f32>sqrt<f64>(spread(magnitude, end, <f32>centroid, top, last) / sum), 4)
  store<f32>(output, <f32>rollOff(magnitude, last, share * sum), 8)
}

/** The sum of magnitude x (bin - centroid) squared. */
function spread(magnitude: usize, end: usize, centroid: f32, top: f32, last: i32): f64 {
  let offsets = f32x4.sub(f32x4(0, 1, 2, 3), f32x4.splat(centroid))
  const four = f32x4.splat(4)
  let a = f32x4.splat(0)
  for (let m = magnitude; m < end; m += 16) {
    a = f32x4.add(a, f32x4.mul(v128.load(m), f32x4.mul(offsets, offsets)))
    offsets = f32x4.add(offsets, four)
  }
  const beyond = <f32>last - centroid
  return <f64>total(a) + top * beyond * beyond
}

/** The first bin at which the sum of the magnitudes reaches `threshold`. */
function rollOff(magnitude: usize, last: i32, threshold: f64): i32 {
  let below: f64 = 0
  let bin = 0
  for (; bin + 16 <= last; bin += 16) {
    const at = magnitude + ((<usize>bin) << 2)
    const part = total(f32x4.add(f32x4.add(v128.load(at), v128.load(at, 16)), f32x4.add(v128.load(at, 32), v128.load(at, 48))))
    if (below + part >= threshold) break
    below += part
  }
  for (; bin < last; bin++) {
    below += load<f32>(magnitude + ((<usize>bin) << 2))
    if (below >= threshold) break
  }
  return bin
}

/** Of neighbours among samples `from` to `to` (exclusive), how many have opposite signs; what is above -`silent` counts as positive. */
export function signChanges(samples: usize, from: i32, to: i32, silent: f32): i32 {
  const floor = f32x4.splat(-silent)
  let i = from + 1
  let count = 0
  let counts = i32x4.splat(0)
  for (; i + 4 <= to; i += 4) {
    const at = samples + ((<usize>i) << 2)
    // -1 where the sign changes.
    counts = i32x4.add(counts, v128.xor(f32x4.lt(v128.load(at), floor), f32x4.lt(v128.load(at - 4), floor)))
  }
  count -= i32x4.extract_lane(counts, 0) + i32x4.extract_lane(counts, 1) + i32x4.extract_lane(counts, 2) + i32x4.extract_lane(counts, 3)
  for (; i < to; i++) {
    const at = samples + ((<usize>i) << 2)
    if (load<f32>(at) < -silent !== load<f32>(at - 4) < -silent) count++
  }
  return count
}
