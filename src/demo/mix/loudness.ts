// Loudness after ITU-R BS.1770-4, kept in blocks so that a gain that moves can be weighed in without measuring again.

import { kState, kWeightedEnergy, kWeighting } from '#dsp'
import { SAMPLE_RATE_HZ, type Stereo } from '../instruments/instrument.ts'
import type { Span } from './spans.ts'

/** Samples of a block of 100 ms. */
export const BLOCK = SAMPLE_RATE_HZ / 10

/** Mean square of both K-weighted channels together, a block of 100 ms each. */
export function weightedPowers({ left, right }: Stereo): Float64Array {
  const out = new Float64Array(Math.floor(left.length / BLOCK))
  const weighting = kWeighting(SAMPLE_RATE_HZ)
  for (const channel of [left, right]) {
    const state = kState()
    for (let at = 0; at < out.length; at++) out[at] += kWeightedEnergy(weighting, state, channel, at * BLOCK, (at + 1) * BLOCK) / BLOCK
  }
  return out
}

/** The same of one channel that is silent outside its spans; silence is not reckoned. */
export function weightedPowersWithin(channel: Float32Array, spans: readonly Span[]): Float64Array {
  const out = new Float64Array(Math.floor(channel.length / BLOCK))
  const weighting = kWeighting(SAMPLE_RATE_HZ)
  for (const { from, to } of spans) {
    const state = kState()
    for (let at = Math.floor(from / BLOCK); at < out.length && at * BLOCK < to; at++) {
      out[at] = kWeightedEnergy(weighting, state, channel, at * BLOCK, (at + 1) * BLOCK) / BLOCK
    }
  }
  return out
}

/** Integrated loudness of blocks, each under its gain, with both gates, LUFS; -Infinity for silence. */
export function loudnessOf(powers: Float64Array, gains?: Float64Array): number {
  const windows: number[] = []
  for (let i = 0; i + 4 <= powers.length; i++) {
    let sum = 0
    for (let n = i; n < i + 4; n++) sum += powers[n] * (gains ? gains[n] * gains[n] : 1)
    windows.push(sum / 4)
  }
  const lufs = (mean: number) => -0.691 + 10 * Math.log10(mean)
  const meanOf = (list: readonly number[]) => list.reduce((sum, power) => sum + power, 0) / list.length
  const heard = windows.filter((power) => lufs(power) > -70)
  if (heard.length === 0) return Number.NEGATIVE_INFINITY
  const gate = lufs(meanOf(heard)) - 10
  return lufs(meanOf(heard.filter((power) => lufs(power) > gate)))
}
