// Two-operator frequency modulation (Chowning 1973): electric pianos, bells, rubbery basses.

import { seededRandom } from '#kernel'
import { envelopeOf } from './envelope.ts'
import { type FrequencyModulation, SAMPLE_RATE_HZ, type Stereo, type Voice } from './instrument.ts'
import { sine } from './oscillator.ts'

/** Adds one note; left and right are slightly apart in pitch. */
export function addFm(instrument: FrequencyModulation, voice: Voice, out: Stereo): void {
  const random = seededRandom(voice.seed)
  const from = Math.round(voice.startS * SAMPLE_RATE_HZ)
  const { gains, count: full } = envelopeOf(instrument.envelope, voice.lengthS)
  const count = Math.min(full, out.left.length - from)
  const detune = 2 ** (instrument.detuneCents / 2400)
  const fall = Math.exp(-3 / (instrument.decayS * 2 ** ((60 - voice.midi) / 36) * SAMPLE_RATE_HZ))
  const indexFall = Math.exp(-3 / (instrument.indexDecayS * SAMPLE_RATE_HZ))
  const tine = instrument.tine
  const tineFall = tine ? Math.exp(-3 / (tine.decayS * SAMPLE_RATE_HZ)) : 0
  const step = voice.hz / SAMPLE_RATE_HZ
  const tineStep = tine ? Math.min(0.4, step * tine.ratio) : 0
  let carrierL = random.next()
  let carrierR = carrierL
  let modulator = 0
  let tineTurn = 0
  let level = voice.velocity ** 1.5 * 0.4
  let index = (instrument.index * (0.35 + voice.velocity * 0.8)) / (2 * Math.PI)
  let tineIndex = tine ? (tine.index * voice.velocity ** 2) / (2 * Math.PI) : 0
  for (let i = 0; i < count; i++) {
    const bend = 8 + index * sine(modulator) + (tine ? tineIndex * sine(tineTurn) : 0)
    const gain = level * gains[i]
    out.left[from + i] += gain * sine(carrierL + bend)
    out.right[from + i] += gain * sine(carrierR + bend)
    modulator += step * instrument.ratio
    if (modulator >= 1) modulator -= Math.floor(modulator)
    tineTurn += tineStep
    if (tineTurn >= 1) tineTurn -= 1
    carrierL += step * detune
    if (carrierL >= 1) carrierL -= 1
    carrierR += step / detune
    if (carrierR >= 1) carrierR -= 1
    level *= fall
    index *= indexFall
    tineIndex *= tineFall
  }
}
