// The K-weighting of ITU-R BS.1770-4 at any sampling rate: a high shelf for the head, then a high pass, as two biquads. The standard
// prints coefficients for 48 kHz; these are its analogue prototypes, moved to other rates by the bilinear transform.

/** Two second-order sections in series: b0 b1 b2 a1 a2 each. */
export interface KWeighting {
  readonly shelf: Float64Array
  readonly highPass: Float64Array
}

const SHELF = { hz: 1681.974450955533, gainDb: 3.999843853973347, q: 0.7071752369554196 }
const HIGH_PASS = { hz: 38.13547087602444, q: 0.5003270373238773 }

export function kWeighting(sampleRateHz: number): KWeighting {
  return { shelf: shelf(sampleRateHz), highPass: highPass(sampleRateHz) }
}

function shelf(sampleRateHz: number): Float64Array {
  const k = Math.tan((Math.PI * SHELF.hz) / sampleRateHz)
  const high = 10 ** (SHELF.gainDb / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + k / SHELF.q + k * k
  return Float64Array.of(
    (high + (band * k) / SHELF.q + k * k) / a0,
    (2 * (k * k - high)) / a0,
    (high - (band * k) / SHELF.q + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / SHELF.q + k * k) / a0,
  )
}

function highPass(sampleRateHz: number): Float64Array {
  const k = Math.tan((Math.PI * HIGH_PASS.hz) / sampleRateHz)
  const a0 = 1 + k / HIGH_PASS.q + k * k
  return Float64Array.of(1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / HIGH_PASS.q + k * k) / a0)
}

/** The filter as the kernel takes it: with what goes into each state computed ahead. */
export function weighingFilter({ shelf, highPass }: KWeighting): Float64Array {
  const [b0, b1, b2, a1, a2] = shelf
  const [, , , c1, c2] = highPass
  return Float64Array.of(b0, a1, a2, b1 - a1 * b0, b2 - a2 * b0, c1, c2, -2 - c1, 1 - c2)
}

/** The state of the two sections of one channel. */
export const kState = (): Float64Array => new Float64Array(4)

/** Filters samples `from` to `to` and returns the sum of the squares of what comes out; `state` carries over to the next call. */
export function kWeightedEnergy(filter: KWeighting, state: Float64Array, samples: Float32Array, from: number, to: number): number {
  const [b0, b1, b2, a1, a2] = filter.shelf
  const [, , , c1, c2] = filter.highPass
  let [s1, s2, h1, h2] = state
  let energy = 0
  for (let i = from; i < to; i++) {
    const x = samples[i]
    const y = b0 * x + s1
    s1 = b1 * x - a1 * y + s2
    s2 = b2 * x - a2 * y
    const z = y + h1
    h1 = -2 * y - c1 * z + h2
    h2 = y - c2 * z
    energy += z * z
  }
  state[0] = settled(s1)
  state[1] = settled(s2)
  state[2] = settled(h1)
  state[3] = settled(h2)
  return energy
}

/** Denormal numbers slow the loop a hundredfold; a NaN or infinity from a broken file would never leave the filter. */
export const settled = (x: number): number => (Math.abs(x) > 1e-30 && Math.abs(x) < 1e30 ? x : 0)
