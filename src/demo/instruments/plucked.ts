// Karplus-Strong (1983) with Jaffe and Smith's tuning and pick position: a burst of noise goes round a string that dulls it.

import { seededRandom } from '#kernel'
import { type Plucked, SAMPLE_RATE_HZ, type Stereo, type Voice } from './instrument.ts'
import { panned } from './oscillator.ts'

const line = new Float64Array(4096)
const shaped = new Float64Array(4096)

/** Fills the string: noise, dulled by the touch, with a notch where it is plucked. Returns nothing; `line` holds `size` samples of mean zero. */
function excite(size: number, instrument: Plucked, velocity: number, seed: number): void {
  const random = seededRandom(seed)
  let low = 0
  const touch = Math.min(1, 0.12 + instrument.brightness * 0.55 + velocity * 0.3)
  for (let i = 0; i < size; i++) {
    low += (random.next() * 2 - 1 - low) * touch
    shaped[i] = low
  }
  const notch = Math.max(1, Math.round(size * instrument.position))
  let mean = 0
  for (let i = 0; i < size; i++) {
    line[i] = shaped[i] - 0.9 * shaped[(i - notch + size) % size]
    mean += line[i]
  }
  let power = 0
  for (let i = 0; i < size; i++) {
    line[i] -= mean / size
    power += line[i] * line[i]
  }
  const gain = 0.35 / Math.sqrt(power / size + 1e-9)
  for (let i = 0; i < size; i++) line[i] *= gain
}

/** Adds one note. */
export function addPlucked(instrument: Plucked, voice: Voice, out: Stereo): void {
  const from = Math.round(voice.startS * SAMPLE_RATE_HZ)
  const held = Math.round(voice.lengthS * SAMPLE_RATE_HZ)
  const damped = Math.round(instrument.damperS * SAMPLE_RATE_HZ)
  const count = Math.min(held + damped, out.left.length - from)
  if (count <= 0) return
  const period = SAMPLE_RATE_HZ / voice.hz
  const blend = 0.5 - instrument.brightness * 0.35
  // The loop's filter (1 - blend) + blend z^-1 delays by about `blend`; an all-pass gives the rest of the period.
  const whole = Math.max(2, Math.floor(period - blend - 0.3))
  const rest = period - blend - whole
  const allPass = (1 - rest) / (1 + rest)
  excite(whole, instrument, voice.velocity, voice.seed)
  const loop = Math.exp(-6.9 / (instrument.ringS * 2 ** ((60 - voice.midi) / 30) * voice.hz))
  const { left, right } = panned(((voice.midi - 57) / 40) * 0.35)
  const w = (2 * Math.PI * instrument.bodyHz) / SAMPLE_RATE_HZ
  const bodyR = 0.985
  const bodyA = 2 * bodyR * Math.cos(w)
  const bodyB = -bodyR * bodyR
  let body1 = 0
  let body2 = 0
  let position = 0
  let previous = 0
  let allPassIn = 0
  let allPassOut = 0
  let loss = loop
  const level = voice.velocity * 0.55
  for (let i = 0; i < count; i++) {
    const value = line[position]
    const filtered = (1 - blend) * value + blend * previous
    previous = value
    const tuned = allPass * filtered + allPassIn - allPass * allPassOut
    allPassIn = filtered
    allPassOut = tuned
    if (i === held) loss = Math.exp(-5 / (instrument.damperS * voice.hz))
    line[position] = tuned * loss
    if (++position >= whole) position = 0
    const body = bodyA * body1 + bodyB * body2 + value * 0.02
    body2 = body1
    body1 = body
    const fade = count - i < 200 ? (count - i) / 200 : i < 20 ? i / 20 : 1
    const sum = (value + body) * level * fade
    out.left[from + i] += sum * left
    out.right[from + i] += sum * right
  }
}
