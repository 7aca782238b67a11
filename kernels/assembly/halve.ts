// Half the rate: as the constant-Q transform goes down its octaves, and as 44.1 kHz becomes 22.05.

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
 * Filters and keeps every second number: output[n] = taps . samples from 2n on, for `count` outputs in eights (what is computed beyond `count`
 * is spoilt) and 2 x `pairs` taps. `scratch` has room for what is read.
 */
export function everySecond(samples: usize, taps: usize, pairs: i32, output: usize, count: i32, scratch: usize): void {
  // Even numbers first, then odd ones.
  const half = (<usize>(count + pairs + 7) & ~(<usize>7)) << 2
  const odd = scratch + half
  let from = samples
  for (let to = scratch; to < odd; to += 16) {
    const a = v128.load(from)
    const b = v128.load(from, 16)
    v128.store(to, v128.shuffle<f32>(a, b, 0, 2, 4, 6))
    v128.store(to + half, v128.shuffle<f32>(a, b, 1, 3, 5, 7))
    from += 32
  }
  const end = taps + ((<usize>pairs) << 3)
  let even = scratch
  for (let n = 0; n < count; n += 8) {
    let a = f32x4.splat(0)
    let b = f32x4.splat(0)
    let c = f32x4.splat(0)
    let d = f32x4.splat(0)
    let at = even
    for (let tap = taps; tap < end; tap += 8) {
      const first = v128.load32_splat(tap)
      const second = v128.load32_splat(tap, 4)
      a = f32x4.add(a, f32x4.mul(first, v128.load(at)))
      b = f32x4.add(b, f32x4.mul(first, v128.load(at, 16)))
      c = f32x4.add(c, f32x4.mul(second, v128.load(at + half)))
      d = f32x4.add(d, f32x4.mul(second, v128.load(at + half, 16)))
      at += 4
    }
    v128.store(output, f32x4.add(a, c))
    v128.store(output, f32x4.add(b, d), 16)
    output += 32
    even += 32
  }
}
