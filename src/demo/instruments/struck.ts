// Struck strings and bars: each partial is a decaying two-pole resonator, the cheapest exact sine there is.

import { seededRandom } from '#kernel'
import { SAMPLE_RATE_HZ, type Stereo, type Struck, type Voice } from './instrument.ts'
import { NOISE, NOISE_SIZE, panned } from './oscillator.ts'

let mono = new Float64Array(SAMPLE_RATE_HZ * 8)

/** Adds amplitude x exp(-t / decay) x sin(2 pi f t + phase) by recurrence. */
function addPartial(out: Float64Array, count: number, hz: number, amplitude: number, decayS: number, phase: number) {
  const w = (2 * Math.PI * hz) / SAMPLE_RATE_HZ
  const r = Math.exp(-6.9 / (decayS * SAMPLE_RATE_HZ))
  const a = 2 * r * Math.cos(w)
  const b = -r * r
  let last = amplitude * Math.sin(phase)
  let before = (amplitude * Math.sin(phase - w)) / r
  for (let i = 0; i < count; i++) {
    out[i] += last
    const next = a * last + b * before
    before = last
    last = next
  }
}

/** Adds one note. Soft notes are darker: upper partials grow with the velocity. */
export function addStruck(instrument: Struck, voice: Voice, out: Stereo): void {
  const random = seededRandom(voice.seed)
  const from = Math.round(voice.startS * SAMPLE_RATE_HZ)
  const held = Math.round(voice.lengthS * SAMPLE_RATE_HZ)
  const damped = Math.round(instrument.damperS * SAMPLE_RATE_HZ)
  const count = Math.min(held + damped, out.left.length - from)
  if (count <= 0) return
  if (mono.length < count) mono = new Float64Array(count * 2)
  mono.fill(0, 0, count)
  const shorter = 2 ** ((60 - voice.midi) / 24)
  instrument.partials.forEach(({ ratio, level, decayS }, n) => {
    const hz = voice.hz * ratio * Math.sqrt(1 + instrument.inharmonicity * ratio * ratio)
    if (hz > 16_000) return
    const bright = voice.velocity ** (1 + n * 0.35)
    const decay = decayS * shorter
    const sounding = Math.min(count, Math.ceil(decay * SAMPLE_RATE_HZ))
    const phase = random.next() * 0.6
    if (instrument.stringsCents > 0 && n < 6) {
      const detune = 2 ** (instrument.stringsCents / 1200)
      addPartial(mono, sounding, hz, level * bright * 0.6, decay, phase)
      addPartial(mono, sounding, hz * detune, level * bright * 0.4, decay * 1.25, phase)
    } else addPartial(mono, sounding, hz, level * bright, decay, phase)
  })
  if (instrument.knock > 0) {
    const start = random.below(NOISE_SIZE)
    const length = Math.min(count, 900)
    let low = 0
    for (let i = 0; i < length; i++) {
      low += (NOISE[(start + i) % NOISE_SIZE] - low) * 0.12
      mono[i] += low * instrument.knock * voice.velocity * (1 - i / length) ** 2
    }
  }
  const { left, right } = panned(((voice.midi - 64) / 40) * instrument.width)
  const rise = 40
  for (let i = 0; i < count; i++) {
    let gain = 0.22
    if (i < rise) gain *= i / rise
    if (i > held) gain *= ((count - i) / Math.max(1, count - held)) ** 2
    const fade = count - i
    if (fade < 64) gain *= fade / 64
    out.left[from + i] += mono[i] * gain * left
    out.right[from + i] += mono[i] * gain * right
  }
}
