// Noise that moves for as long as its note lasts: sea, rain, vinyl, a riser, a cymbal swell.

import { seededRandom } from '#kernel'
import { SAMPLE_RATE_HZ, type Stereo, type Texture, type Voice } from './instrument.ts'
import { sine } from './oscillator.ts'

/** Centre in Hz and loudness at a point of the note, 0 to 1, after `seconds`. */
type Movement = (along: number, seconds: number, wander: number) => { hz: number; level: number; sharp: number }

const fadeInOut = (along: number) => Math.min(1, along * 8, (1 - along) * 8)

const MOVEMENTS: Readonly<Record<Exclude<Texture['texture'], 'vinyl'>, Movement>> = {
  sea: (along, seconds, wander) => {
    const wave = 0.5 + 0.5 * sine(seconds / 9 + wander)
    return { hz: 280 + 900 * wave * wave, level: (0.25 + 0.75 * wave * wave) * fadeInOut(along), sharp: 1.5 }
  },
  rain: (along, seconds, wander) => ({ hz: 5200 + 700 * sine(seconds / 5 + wander), level: 0.35 * fadeInOut(along), sharp: 1.7 }),
  riser: (along) => ({ hz: 400 * 2 ** (along * 4.4), level: along * along * 0.8, sharp: 0.5 }),
  swell: (along) => ({ hz: 3500 + 3500 * along, level: along ** 3, sharp: 0.9 }),
}

function addMovement(movement: Movement, count: number, from: number, level: number, channel: Float32Array, seed: number) {
  const random = seededRandom(seed)
  const wander = random.next() * 0.15
  let low = 0
  let band = 0
  let f = 0
  let gain = 0
  let sharp = 1
  let last = 0
  for (let i = 0; i < count; i++) {
    if (i % 64 === 0) {
      const at = movement(i / count, i / SAMPLE_RATE_HZ, wander)
      f = 2 * Math.sin((Math.PI * Math.min(9000, at.hz)) / SAMPLE_RATE_HZ)
      gain = at.level * level * 0.3
      sharp = at.sharp
    }
    last += (gain - last) * 0.01
    low += f * band
    const high = random.next() * 2 - 1 - low - sharp * band
    band += f * high
    channel[from + i] += band * last
  }
}

/** Surface noise with rare soft ticks. */
function addVinyl(count: number, from: number, level: number, channel: Float32Array, seed: number) {
  const random = seededRandom(seed)
  let hiss = 0
  let tick = 0
  let tone = 0
  for (let i = 0; i < count; i++) {
    const draw = random.next()
    hiss += (draw * 2 - 1 - hiss) * 0.25
    if (draw < 0.00016) tick = 0.4 + random.next() * 0.6
    tone += (tick - tone) * 0.45
    tick *= 0.8
    const edge = Math.min(1, i / 20_000, (count - i) / 20_000)
    channel[from + i] += (hiss * 0.05 + tone * (draw > 0.5 ? 0.5 : 0.35)) * level * 0.5 * edge
  }
}

/** Adds one stretch of texture, different in each channel. */
export function addTexture(instrument: Texture, voice: Voice, out: Stereo): void {
  const from = Math.round(voice.startS * SAMPLE_RATE_HZ)
  const count = Math.min(Math.round(voice.lengthS * SAMPLE_RATE_HZ), out.left.length - from)
  ;[out.left, out.right].forEach((channel, side) => {
    if (instrument.texture === 'vinyl') addVinyl(count, from, voice.velocity, channel, voice.seed + side)
    else addMovement(MOVEMENTS[instrument.texture], count, from, voice.velocity, channel, voice.seed + side)
  })
}
