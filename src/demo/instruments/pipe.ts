// Blown pipes: a handful of harmonics with vibrato and breath. With no vibrato and no breath it is a drawbar organ.

import { seededRandom } from '#kernel'
import { envelopeOf } from './envelope.ts'
import { type Pipe, SAMPLE_RATE_HZ, type Stereo, type Voice } from './instrument.ts'
import { NOISE, NOISE_SIZE, sine } from './oscillator.ts'

const TABLE = 2048
const tables = new Map<string, Float32Array>()

/** One turn of the sum of harmonics, made once. */
function tableOf(harmonics: readonly number[]): Float32Array {
  const key = harmonics.join()
  let table = tables.get(key)
  if (!table) {
    table = new Float32Array(TABLE + 1)
    for (const [n, level] of harmonics.entries())
      for (let i = 0; i <= TABLE; i++) table[i] += level * Math.sin((2 * Math.PI * (n + 1) * i) / TABLE)
    tables.set(key, table)
  }
  return table
}

/** Adds one note. */
export function addPipe(instrument: Pipe, voice: Voice, out: Stereo): void {
  const random = seededRandom(voice.seed)
  const from = Math.round(voice.startS * SAMPLE_RATE_HZ)
  const { gains, count: full } = envelopeOf(instrument.envelope, voice.lengthS)
  const count = Math.min(full, out.left.length - from)
  const audible = instrument.harmonics.filter((_, n) => voice.hz * (n + 1) < 15_000)
  const table = tableOf(audible)
  const { hz, cents, delayS } = instrument.vibrato
  const noiseStart = random.below(NOISE_SIZE)
  let phase = random.next()
  let vibrato = random.next()
  let step = voice.hz / SAMPLE_RATE_HZ
  let low = 0
  const breathTouch = Math.min(0.9, (voice.hz * 8) / SAMPLE_RATE_HZ)
  const level = voice.velocity ** 1.4 * 0.35
  for (let i = 0; i < count; i++) {
    if (i % 32 === 0) {
      const depth = cents * Math.max(0, Math.min(1, (i / SAMPLE_RATE_HZ - delayS) / 0.4))
      step = (voice.hz * (1 + depth * 0.000578 * sine(vibrato))) / SAMPLE_RATE_HZ
      vibrato += (hz * 32) / SAMPLE_RATE_HZ
    }
    const position = phase * TABLE
    const index = position | 0
    const tone = table[index] + (table[index + 1] - table[index]) * (position - index)
    low += (NOISE[(noiseStart + i) % NOISE_SIZE] - low) * breathTouch
    const sum = (tone + instrument.breath * low) * gains[i] * level
    out.left[from + i] += sum
    out.right[from + i] += sum
    phase += step
    if (phase >= 1) phase -= 1
  }
}
