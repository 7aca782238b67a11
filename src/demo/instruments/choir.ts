// A small choir: three detuned saws through the formants of a vowel.

import { seededRandom } from '#kernel'
import { envelopeOf } from './envelope.ts'
import { type Choir, SAMPLE_RATE_HZ, type Stereo, type Voice } from './instrument.ts'
import { blep, sine } from './oscillator.ts'

/** Centre in Hz, level and bandwidth in Hz of the formants (after Peterson and Barney 1952). */
const FORMANTS: Readonly<Record<Choir['vowel'], readonly Formant[]>> = {
  ah: [
    { hz: 700, level: 1, width: 110 },
    { hz: 1150, level: 0.5, width: 120 },
    { hz: 2600, level: 0.16, width: 220 },
  ],
  oo: [
    { hz: 340, level: 1, width: 90 },
    { hz: 860, level: 0.25, width: 110 },
    { hz: 2250, level: 0.05, width: 200 },
  ],
}

let source = new Float32Array(SAMPLE_RATE_HZ * 4)

/** Adds one note, a little different in each channel. */
export function addChoir(instrument: Choir, voice: Voice, out: Stereo): void {
  const random = seededRandom(voice.seed)
  const from = Math.round(voice.startS * SAMPLE_RATE_HZ)
  const { gains, count: full } = envelopeOf(instrument.envelope, voice.lengthS)
  const count = Math.min(full, out.left.length - from)
  if (count <= 0) return
  if (source.length < count) source = new Float32Array(count * 2)
  for (const channel of [out.left, out.right]) {
    source.fill(0, 0, count)
    for (let singer = 0; singer < 3; singer++) {
      const base = (voice.hz * 2 ** (random.normal() / 200)) / SAMPLE_RATE_HZ
      const rate = 4.6 + random.next() * 1.2
      let phase = random.next()
      let wobble = random.next()
      let step = base
      for (let i = 0; i < count; i++) {
        if (i % 32 === 0) {
          step = base * (1 + 0.0045 * sine(wobble))
          wobble += (rate * 32) / SAMPLE_RATE_HZ
        }
        source[i] += 2 * phase - 1 - blep(phase, step)
        phase += step
        if (phase >= 1) phase -= 1
      }
    }
    addFormants(FORMANTS[instrument.vowel], source, gains, count, voice.velocity ** 1.5 * 4, channel, from)
  }
}

interface Formant {
  readonly hz: number
  readonly level: number
  readonly width: number
}

/** Three resonators side by side, each with the gain of its level at its centre. */
function addFormants(
  formants: readonly Formant[],
  input: Float32Array,
  gains: Float32Array,
  count: number,
  gain: number,
  out: Float32Array,
  from: number,
) {
  const [one, two, three] = formants.map(({ hz, level, width }) => {
    const r = Math.exp((-Math.PI * width) / SAMPLE_RATE_HZ)
    const w = (2 * Math.PI * hz) / SAMPLE_RATE_HZ
    return { a: 2 * r * Math.cos(w), b: -r * r, gain: (1 - r) * 2 * Math.sin(w) * level * gain }
  })
  let [p1, p2, q1, q2, s1, s2] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const x = input[i]
    const p = x * one.gain + one.a * p1 + one.b * p2
    const q = x * two.gain + two.a * q1 + two.b * q2
    const s = x * three.gain + three.a * s1 + three.b * s2
    p2 = p1
    p1 = p
    q2 = q1
    q1 = q
    s2 = s1
    s1 = s
    out[from + i] += (p + q + s) * gains[i]
  }
}
