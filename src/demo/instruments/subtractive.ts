// Oscillators through a state-variable low-pass (Zavalishin's trapezoidal form) with its own envelope; one or two channels.

import { seededRandom } from '#kernel'
import { envelopeOf } from './envelope.ts'
import { SAMPLE_RATE_HZ, type Stereo, type Subtractive, type Voice } from './instrument.ts'
import { blep, NOISE, NOISE_SIZE, sine } from './oscillator.ts'

/** Samples between two settings of the filter. */
const CONTROL = 32

let mono = new Float32Array(SAMPLE_RATE_HZ * 4)
let side = new Float32Array(SAMPLE_RATE_HZ * 4)

function addOscillator(
  out: Float32Array,
  count: number,
  wave: Subtractive['wave'],
  step: number,
  start: number,
  bend: Float32Array | null,
  gain: number,
) {
  let phase = start
  if (wave === 'saw') {
    for (let i = 0; i < count; i++) {
      const dt = bend ? step * bend[(i / CONTROL) | 0] : step
      out[i] += gain * (2 * phase - 1 - blep(phase, dt))
      phase += dt
      if (phase >= 1) phase -= 1
    }
  } else if (wave === 'square') {
    for (let i = 0; i < count; i++) {
      const dt = bend ? step * bend[(i / CONTROL) | 0] : step
      const half = phase < 0.5 ? phase + 0.5 : phase - 0.5
      out[i] += gain * ((phase < 0.5 ? 1 : -1) + blep(phase, dt) - blep(half, dt)) * 0.8
      phase += dt
      if (phase >= 1) phase -= 1
    }
  } else {
    for (let i = 0; i < count; i++) {
      const dt = bend ? step * bend[(i / CONTROL) | 0] : step
      out[i] += gain * (1 - 4 * Math.abs(phase - 0.5)) * 1.3
      phase += dt
      if (phase >= 1) phase -= 1
    }
  }
}

/** The pitch's factor every CONTROL samples: vibrato that comes in after its delay. */
function bends(vibrato: NonNullable<Subtractive['vibrato']>, count: number, phase: number): Float32Array {
  const out = new Float32Array(Math.ceil(count / CONTROL) + 1)
  for (let i = 0; i < out.length; i++) {
    const t = (i * CONTROL) / SAMPLE_RATE_HZ
    const depth = vibrato.cents * Math.max(0, Math.min(1, (t - vibrato.delayS) / 0.35))
    out[i] = 2 ** ((depth * sine(phase + t * vibrato.hz)) / 1200)
  }
  return out
}

/** Filters `source` and adds it to `out`, and to `other` where that is not null, from sample `from` on. */
function filterInto(
  out: Float32Array,
  other: Float32Array | null,
  from: number,
  source: Float32Array,
  gains: Float32Array,
  count: number,
  cutoffs: Float32Array,
  resonance: number,
  gain: number,
) {
  const damping = 2 - 1.9 * resonance
  let low = 0
  let band = 0
  for (let start = 0; start < count; start += CONTROL) {
    const g = Math.tan((Math.PI * cutoffs[start / CONTROL]) / SAMPLE_RATE_HZ)
    const a1 = 1 / (1 + g * (g + damping))
    const a2 = g * a1
    const a3 = g * a2
    const end = Math.min(count, start + CONTROL)
    for (let i = start; i < end; i++) {
      const v3 = source[i] - low
      const v1 = a1 * band + a2 * v3
      const v2 = low + a2 * band + a3 * v3
      band = 2 * v1 - band
      low = 2 * v2 - low
      const value = v2 * gains[i] * gain
      out[from + i] += value
      if (other) other[from + i] += value
    }
  }
}

/** Adds one note. */
export function addSubtractive(instrument: Subtractive, voice: Voice, out: Stereo): void {
  const random = seededRandom(voice.seed)
  const from = Math.round(voice.startS * SAMPLE_RATE_HZ)
  const { gains, count: full } = envelopeOf(instrument.envelope, voice.lengthS)
  const count = Math.min(full, out.left.length - from)
  if (count <= 0) return
  if (mono.length < count) {
    mono = new Float32Array(count * 2)
    side = new Float32Array(count * 2)
  }
  const wide = instrument.width > 0 && instrument.unison > 1
  mono.fill(0, 0, count)
  if (wide) side.fill(0, 0, count)
  const bend = instrument.vibrato ? bends(instrument.vibrato, count, random.next()) : null
  const each = 1 / Math.sqrt(instrument.unison)
  for (let i = 0; i < instrument.unison; i++) {
    const spread = instrument.unison === 1 ? 0 : (2 * i) / (instrument.unison - 1) - 1
    const step = (voice.hz * 2 ** ((spread * instrument.detuneCents) / 1200)) / SAMPLE_RATE_HZ
    addOscillator(wide && i % 2 === 1 ? side : mono, count, instrument.wave, step, random.next(), bend, wide ? each * 1.3 : each)
  }
  const sub = instrument.sub ?? 0
  if (sub > 0) {
    let turn = 0
    const step = voice.hz / 2 / SAMPLE_RATE_HZ
    for (let i = 0; i < count; i++) {
      const value = sub * sine(turn)
      mono[i] += value
      if (wide) side[i] += value
      turn += step
      if (turn >= 1) turn -= 1
    }
  }
  if (instrument.noise) {
    const start = random.below(NOISE_SIZE)
    for (let i = 0; i < count; i++) mono[i] += instrument.noise * NOISE[(start + i) % NOISE_SIZE]
  }
  const cutoffs = new Float32Array(Math.ceil(count / CONTROL))
  const base = instrument.cutoffHz * 2 ** (((voice.midi - 60) / 12) * (instrument.keyTrack ?? 0.3)) * 2 ** ((voice.velocity - 0.7) * 1.2)
  const attack = instrument.sweepAttackS ?? 0
  for (let i = 0; i < cutoffs.length; i++) {
    const t = (i * CONTROL) / SAMPLE_RATE_HZ
    const open = t < attack ? t / attack : Math.exp((-3 * (t - attack)) / instrument.sweepDecayS)
    cutoffs[i] = Math.min(18_000, base * 2 ** (instrument.sweepOctaves * open))
  }
  const level = voice.velocity * voice.velocity * 0.5
  if (!wide) {
    filterInto(out.left, out.right, from, mono, gains, count, cutoffs, instrument.resonance, level)
    return
  }
  const near = 0.5 + instrument.width / 2
  const far = 1 - near
  for (let i = 0; i < count; i++) {
    const a = mono[i]
    const b = side[i]
    mono[i] = a * near + b * far
    side[i] = b * near + a * far
  }
  filterInto(out.left, null, from, mono, gains, count, cutoffs, instrument.resonance, level * 1.4)
  filterInto(out.right, null, from, side, gains, count, cutoffs, instrument.resonance, level * 1.4)
}
