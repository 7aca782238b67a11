// The kernels of loudness in TypeScript; see plain-kernels.ts.

import type { Kernels } from './kernels.ts'

const TAPS = 12

export const weighEnergy: Kernels['weighEnergy'] = (left, right, count, filter, states, sums) => {
  const [b0, a1, a2, p1, p2, c1, c2, q1, q2] = filter
  for (const [channel, samples] of [left, right].entries()) {
    let [s1, s2, h1, h2] = [0, 2, 4, 6].map((pair) => states[pair + channel])
    for (let i = 0; i < count; i++) {
      const x = samples[i]
      const y = b0 * x + s1
      const next = p1 * x + s2 - a1 * s1
      s2 = p2 * x - a2 * s1
      s1 = next
      const z = y + h1
      const after = q1 * y + h2 - c1 * h1
      h2 = q2 * y - c2 * h1
      h1 = after
      sums[channel] += z * z
    }
    for (const [i, state] of [s1, s2, h1, h2].entries()) states[2 * i + channel] = state
  }
}

export const truePeak: Kernels['truePeak'] = (samples, from, to, taps, _gain, peak) => {
  let top = peak
  for (let i = from; i < to; i++) top = Math.max(top, magnitude(samples[i]))
  for (let phase = 0; phase < taps.length; phase += TAPS) {
    for (let i = from; i < to; i++) {
      let sum = 0
      for (let k = 0; k < TAPS; k++) sum += taps[phase + k] * samples[i - TAPS + 1 + k]
      top = Math.max(top, magnitude(sum))
    }
  }
  return top
}

const magnitude = (x: number): number => {
  const m = Math.abs(x)
  return m < Infinity ? m : 0
}
