// Loudness of two channels at once, and the peak between samples of one.

/**
 * Filters `count` samples of two channels and adds the squares of what comes out to two sums. `filter` holds nine doubles: of the shelf b0,
 * a1, a2, b1 - a1 b0, b2 - a2 b0, of the high pass a1, a2, -2 - a1, 1 - a2; `states` four pairs, which carry over to the next call.
 */
export function weighEnergy(left: usize, right: usize, count: i32, filter: usize, states: usize, sums: usize): void {
  const b0 = v128.load64_splat(filter)
  const a1 = v128.load64_splat(filter, 8)
  const a2 = v128.load64_splat(filter, 16)
  const p1 = v128.load64_splat(filter, 24)
  const p2 = v128.load64_splat(filter, 32)
  const c1 = v128.load64_splat(filter, 40)
  const c2 = v128.load64_splat(filter, 48)
  const q1 = v128.load64_splat(filter, 56)
  const q2 = v128.load64_splat(filter, 64)
  let s1 = v128.load(states)
  let s2 = v128.load(states, 16)
  let h1 = v128.load(states, 32)
  let h2 = v128.load(states, 48)
  let energy = v128.load(sums)
  const end = left + ((<usize>count) << 2)
  while (left < end) {
    const x = f64x2.promote_low_f32x4(v128.shuffle<f32>(v128.load32_zero(left), v128.load32_zero(right), 0, 4, 1, 5))
    // Both sections with their states ahead of their outputs, so that one multiplication and one addition lie between samples.
    const y = f64x2.add(f64x2.mul(b0, x), s1)
    const next = f64x2.sub(f64x2.add(f64x2.mul(p1, x), s2), f64x2.mul(a1, s1))
    s2 = f64x2.sub(f64x2.mul(p2, x), f64x2.mul(a2, s1))
    s1 = next
    const z = f64x2.add(y, h1)
    const after = f64x2.sub(f64x2.add(f64x2.mul(q1, y), h2), f64x2.mul(c1, h1))
    h2 = f64x2.sub(f64x2.mul(q2, y), f64x2.mul(c2, h1))
    h1 = after
    energy = f64x2.add(energy, f64x2.mul(z, z))
    left += 4
    right += 4
  }
  v128.store(states, s1)
  v128.store(states, s2, 16)
  v128.store(states, h1, 32)
  v128.store(states, h2, 48)
  v128.store(sums, energy)
}

const TAPS: usize = 12
const BLOCK: usize = 16

/**
 * The highest finite magnitude of `count` samples and between them, at least `peak`. 11 samples lie before `samples`; `taps` holds `phases`
 * interpolators of 12 taps each. Blocks are passed over whose samples, `gain` times, do not reach the peak.
 */
export function truePeak(samples: usize, count: i32, taps: usize, phases: i32, gain: f32, peak: f32): f32 {
  let carried: f32 = 0
  for (let at = samples - ((TAPS - 1) << 2); at < samples; at += 4) carried = max<f32>(carried, magnitude(load<f32>(at)))
  const end = samples + ((<usize>count) << 2)
  for (; samples < end; samples += BLOCK << 2) {
    const to = min<usize>(samples + (BLOCK << 2), end)
    let top: f32 = 0
    if (to - samples == BLOCK << 2) {
      const a = f32x4.pmax(magnitudes(samples), magnitudes(samples + 16))
      const b = f32x4.pmax(magnitudes(samples + 32), magnitudes(samples + 48))
      top = highest(f32x4.pmax(a, b))
    } else for (let at = samples; at < to; at += 4) top = max<f32>(top, magnitude(load<f32>(at)))
    if (top > peak) peak = top
    if (max<f32>(top, carried) * gain > peak) peak = between(samples, to, taps, phases, peak)
    carried = top
  }
  return peak
}

function between(from: usize, to: usize, taps: usize, phases: i32, peak: f32): f32 {
  let top = f32x4.splat(peak)
  for (let phase = 0; phase < phases; phase++) {
    let at = from - ((TAPS - 1) << 2)
    const end = to - ((TAPS - 1) << 2)
    for (; at + 16 <= end; at += 16) {
      let sum = f32x4.mul(v128.load32_splat(taps), v128.load(at))
      for (let k: usize = 4; k < TAPS << 2; k += 4) sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(taps + k), v128.load(at + k)))
      top = f32x4.pmax(top, finite(f32x4.abs(sum)))
    }
    for (; at < end; at += 4) {
      let sum: f32 = 0
      for (let k: usize = 0; k < TAPS << 2; k += 4) sum += load<f32>(taps + k) * load<f32>(at + k)
      top = f32x4.pmax(top, f32x4.splat(magnitude(sum)))
    }
    taps += TAPS << 2
  }
  return highest(top)
}

/** Infinities and what is no number count as 0. */
function finite(v: v128): v128 {
  return v128.and(v, f32x4.lt(v, f32x4.splat(Infinity)))
}

function magnitudes(at: usize): v128 {
  return finite(f32x4.abs(v128.load(at)))
}

function magnitude(x: f32): f32 {
  const m = abs<f32>(x)
  return m < Infinity ? m : 0
}

function highest(v: v128): f32 {
  const a = max<f32>(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1))
  return max<f32>(a, max<f32>(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)))
}
