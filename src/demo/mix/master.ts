// The master: warmth, a limiter that looks ahead, and the loudness the piece is meant to have.

import { SAMPLE_RATE_HZ, type Stereo } from '../instruments/instrument.ts'
import { highPass, lowPass } from './filter.ts'
import { BLOCK, loudnessOf, weightedPowers } from './loudness.ts'

/** Ceiling of the samples; true peaks stay below full scale. */
const CEILING = 10 ** (-1.2 / 20)
/** Samples between two gains of the limiter; it looks AHEAD of them forward. */
const CONTROL = 32
const AHEAD = 6
const RELEASE_S = 0.06

/** Peak magnitude of both channels in each CONTROL samples. */
function peaksOf({ left, right }: Stereo): Float32Array {
  const out = new Float32Array(Math.ceil(left.length / CONTROL))
  for (let at = 0; at < out.length; at++) {
    let peak = 0
    const end = Math.min(left.length, (at + 1) * CONTROL)
    for (let i = at * CONTROL; i < end; i++) {
      const l = Math.abs(left[i])
      const r = Math.abs(right[i])
      if (l > peak) peak = l
      if (r > peak) peak = r
    }
    out[at] = peak
  }
  return out
}

/** The limiter's gains at the start of each CONTROL samples (one more than there are peaks), to be joined by straight lines, `gain` included. */
function limiterGains(peaks: Float32Array, gain: number): Float64Array {
  const out = new Float64Array(peaks.length + 1)
  const back = 1 - Math.exp(-CONTROL / (RELEASE_S * SAMPLE_RATE_HZ))
  const window = new Float64Array(AHEAD).fill(1)
  let held = 1
  let sum = AHEAD
  // `need` at t is the least gain any of the next peaks asks for; averaged over AHEAD it falls in a straight line and is there in time.
  for (let t = -AHEAD; t < out.length; t++) {
    let need = 1
    for (let n = t - 1; n <= t + AHEAD; n++) {
      if (n < 0 || n >= peaks.length) continue
      const peak = peaks[n] * gain
      if (peak * need > CEILING) need = CEILING / peak
    }
    held = need < held ? need : held + (need - held) * back
    const slot = (t + AHEAD * 2) % AHEAD
    sum += held - window[slot]
    window[slot] = held
    if (t >= 0) out[t] = gain * Math.min(need, sum / AHEAD)
  }
  return out
}

/** The mean gain, over both gain and limiter, of each block of the loudness measure. */
function blockGains(gains: Float64Array, blocks: number): Float64Array {
  return Float64Array.from({ length: blocks }, (_, at) => {
    const from = Math.floor((at * BLOCK) / CONTROL)
    const to = Math.floor(((at + 1) * BLOCK) / CONTROL)
    let sum = 0
    for (let i = from; i < to; i++) sum += gains[i] * gains[i]
    return Math.sqrt(sum / (to - from))
  })
}

function applyGains({ left, right }: Stereo, gains: Float64Array): void {
  for (let at = 0; at + 1 < gains.length; at++) {
    const step = (gains[at + 1] - gains[at]) / CONTROL
    let gain = gains[at]
    const end = Math.min(left.length, (at + 1) * CONTROL)
    for (let i = at * CONTROL; i < end; i++) {
      left[i] = Math.max(-CEILING, Math.min(CEILING, left[i] * gain))
      right[i] = Math.max(-CEILING, Math.min(CEILING, right[i] * gain))
      gain += step
    }
  }
}

/** Soft saturation, 0 none to 1 much: rounds peaks and glues. */
function warm(sound: Stereo, amount: number): void {
  const peak = peaksOf(sound).reduce((most, each) => Math.max(most, each), 1e-9)
  const gain = (0.6 + amount * 1.6) / peak
  for (const channel of [sound.left, sound.right]) {
    for (let i = 0; i < channel.length; i++) {
      const x = channel[i] * gain
      channel[i] = (x * (27 + x * x)) / (27 + 9 * x * x)
    }
  }
}

function fadeOut(sound: Stereo, seconds: number): void {
  const count = Math.min(sound.left.length, Math.round(seconds * SAMPLE_RATE_HZ))
  const from = sound.left.length - count
  for (let i = 0; i < count; i++) {
    const gain = 0.5 + 0.5 * Math.cos((Math.PI * i) / (count - 1))
    sound.left[from + i] *= gain
    sound.right[from + i] *= gain
  }
}

/** Masters a mix in place to the wished loudness, within the ceiling. */
export function master(sound: Stereo, wish: { lufs: number; warmth?: number; lowPassHz?: number }, tailS: number): void {
  const all = [{ from: 0, to: sound.left.length }]
  highPass(sound, all, 26)
  // Twice: above it there is nothing to hear but much to store.
  for (let pass = 0; pass < 2; pass++) lowPass(sound, all, wish.lowPassHz ?? 14_500)
  if (wish.warmth) warm(sound, wish.warmth)
  fadeOut(sound, Math.max(0.05, tailS))
  const peaks = peaksOf(sound)
  const powers = weightedPowers(sound)
  const before = loudnessOf(powers)
  if (before === Number.NEGATIVE_INFINITY) return
  let gainDb = wish.lufs - before
  let gains = limiterGains(peaks, 10 ** (gainDb / 20))
  for (let round = 0; round < 6; round++) {
    const missing = wish.lufs - loudnessOf(powers, blockGains(gains, powers.length))
    if (Math.abs(missing) < 0.05) break
    gainDb += Math.min(4, missing * 1.4)
    gains = limiterGains(peaks, 10 ** (gainDb / 20))
  }
  applyGains(sound, gains)
}
