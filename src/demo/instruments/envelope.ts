// Attack, decay, sustain, release as an array of gains: straight attack, exponential rest, and an end that reaches zero.

import { type Envelope, SAMPLE_RATE_HZ } from './instrument.ts'

let gains = new Float32Array(SAMPLE_RATE_HZ * 8)

/** Gains of a note held for `lengthS`. The array is reused by the next call. */
export function envelopeOf(envelope: Envelope, lengthS: number): { gains: Float32Array; count: number } {
  const attack = Math.max(32, Math.round(envelope.attackS * SAMPLE_RATE_HZ))
  const held = Math.max(attack, Math.round(lengthS * SAMPLE_RATE_HZ))
  const release = Math.max(128, Math.round(envelope.releaseS * SAMPLE_RATE_HZ))
  const count = held + release
  if (gains.length < count) gains = new Float32Array(count * 2)
  for (let i = 0; i < attack; i++) gains[i] = i / attack
  const fall = Math.exp(-4 / Math.max(64, envelope.decayS * SAMPLE_RATE_HZ))
  let level = 1
  for (let i = attack; i < held; i++) {
    gains[i] = level
    level = envelope.sustain + (level - envelope.sustain) * fall
  }
  const away = Math.exp(-5 / release)
  for (let i = held; i < count; i++) {
    gains[i] = level * (1 - (i - held) / release)
    level *= away
  }
  return { gains, count }
}
