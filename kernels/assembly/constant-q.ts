// The constant-Q transform by octaves: halve the rate, and correlate each octave with the same twelve filters.

import { total } from './rows'

/**
 * Halves the rate of a signal with a symmetric half-band filter: output[n] = half input[2n] + the sum over k of taps[k] x (input[2n + 2k + 1]
 * + input[2n - 2k - 1]). `count` outputs in eights (what is computed beyond `count` is spoilt), `tapCount` taps. `odd` has room for every
 * second number that is read.
 */
export function halve(input: usize, taps: usize, tapCount: i32, output: usize, count: i32, odd: usize): void {
  const reach = (<usize>tapCount) << 2
  let from = input - 2 * reach + 4
  const end = odd + ((<usize>(count + 7)) << 2) + 2 * reach
  for (let to = odd; to < end; to += 16) {
    v128.store(to, v128.shuffle<f32>(v128.load(from), v128.load(from, 16), 0, 2, 4, 6))
    from += 32
  }
  const half = f32x4.splat(0.5)
  let middle = odd + reach
  for (let n = 0; n < count; n += 8) {
    let a = f32x4.mul(half, v128.shuffle<f32>(v128.load(input), v128.load(input, 16), 0, 2, 4, 6))
    let b = f32x4.mul(half, v128.shuffle<f32>(v128.load(input, 32), v128.load(input, 48), 0, 2, 4, 6))
    let after = middle
    let before = middle - 4
    for (let tap = taps; tap < taps + reach; tap += 4) {
      const weight = v128.load32_splat(tap)
      a = f32x4.add(a, f32x4.mul(weight, f32x4.add(v128.load(after), v128.load(before))))
      b = f32x4.add(b, f32x4.mul(weight, f32x4.add(v128.load(after, 16), v128.load(before, 16))))
      after += 4
      before -= 4
    }
    v128.store(output, a)
    v128.store(output, b, 16)
    input += 64
    output += 32
    middle += 32
  }
}

/**
 * Magnitudes of `frames` frames against `pairs` pairs of complex filters of 4 x `fours` taps: output[frame x outputStride + filter] =
 * scale |sum|. Frames are `hop` samples apart. The taps lie in fours: real and imaginary ones of the first filter of a pair, then of the second.
 */
export function project(
  samples: usize,
  hop: i32,
  frames: i32,
  taps: usize,
  pairs: i32,
  fours: i32,
  scale: f32,
  output: usize,
  outputStride: i32,
): void {
  const hopBytes = (<usize>hop) << 2
  const rowBytes = (<usize>outputStride) << 2
  let frame = 0
  for (; frame + 2 <= frames; frame += 2) {
    projectTwo(samples, samples + hopBytes, taps, pairs, fours, scale, output, output + rowBytes)
    samples += 2 * hopBytes
    output += 2 * rowBytes
  }
  if (frame < frames) projectTwo(samples, samples, taps, pairs, fours, scale, output, output)
}

/** Two frames at once, so that each tap is read once for both. */
function projectTwo(x: usize, y: usize, taps: usize, pairs: i32, fours: i32, scale: f32, outX: usize, outY: usize): void {
  for (let pair = 0; pair < pairs; pair++) {
    let xa = f32x4.splat(0)
    let xb = f32x4.splat(0)
    let xc = f32x4.splat(0)
    let xd = f32x4.splat(0)
    let ya = f32x4.splat(0)
    let yb = f32x4.splat(0)
    let yc = f32x4.splat(0)
    let yd = f32x4.splat(0)
    const end = x + ((<usize>fours) << 4)
    let v = y
    for (let u = x; u < end; u += 16) {
      const p = v128.load(u)
      const q = v128.load(v)
      const a = v128.load(taps)
      const b = v128.load(taps, 16)
      const c = v128.load(taps, 32)
      const d = v128.load(taps, 48)
      xa = f32x4.add(xa, f32x4.mul(p, a))
      xb = f32x4.add(xb, f32x4.mul(p, b))
      xc = f32x4.add(xc, f32x4.mul(p, c))
      xd = f32x4.add(xd, f32x4.mul(p, d))
      ya = f32x4.add(ya, f32x4.mul(q, a))
      yb = f32x4.add(yb, f32x4.mul(q, b))
      yc = f32x4.add(yc, f32x4.mul(q, c))
      yd = f32x4.add(yd, f32x4.mul(q, d))
      v += 16
      taps += 64
    }
    store<f32>(outX, scale * magnitude(xa, xb))
    store<f32>(outX, scale * magnitude(xc, xd), 4)
    store<f32>(outY, scale * magnitude(ya, yb))
    store<f32>(outY, scale * magnitude(yc, yd), 4)
    outX += 8
    outY += 8
  }
}

function magnitude(re: v128, im: v128): f32 {
  const a = total(re)
  const b = total(im)
  return sqrt<f32>(a * a + b * b)
}
