// A small choir: three detuned saws through the formants of a vowel.

import { seededRandom } from '#kernel'
import { envelopeOf } from './envelope.ts'
import { type Choir, SAMPLE_RATE_HZ, type Stereo, type Voice } from './instrument.ts'
import { blep, sine } from './oscillator.ts'

/** Centre in Hz, level and bandwidth in Hz of the formants (after Peterson and Barney 1952). */
const FORMANTS: Readonly<Record<Choir['vowel'], readonly { hz: number; level: number; width: number }[]>> = {
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
    for (const { hz, level, width } of FORMANTS[instrument.vowel]) {
      const r = Math.exp((-Math.PI * width) / SAMPLE_RATE_HZ)
      const a = 2 * r * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE_HZ)
      const b = -r * r
      // Each formant has the gain 1 at its centre.
      const gain = (1 - r) * 2 * Math.sin((2 * Math.PI * hz) / SAMPLE_RATE_HZ) * level * voice.velocity ** 1.5 * 4
      let y1 = 0
      let y2 = 0
      for (let i = 0; i < count; i++) {
        const y = source[i] * gain + a * y1 + b * y2
        y2 = y1
        y1 = y
        channel[from + i] += y * gains[i]
      }
    }
  }
}
