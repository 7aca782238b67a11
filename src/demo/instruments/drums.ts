// Drums: each sound is built once per piece as a few one-shots of different strength, and hits are copied in.

import { type Random, seededRandom } from '#kernel'
import { type Drum, type DrumName, SAMPLE_RATE_HZ, type Stereo, type Voice } from './instrument.ts'
import { sine } from './oscillator.ts'

/** A drum as layers: a falling sine, noise in a band, a cluster of squares (metal), a click. */
interface Recipe {
  readonly lengthS: number
  readonly tone?: { readonly hz: number; readonly fallHz: number; readonly fallS: number; readonly decayS: number; readonly level: number }
  readonly noise?: {
    readonly decayS: number
    readonly level: number
    readonly lowHz: number
    readonly highHz: number
    readonly attackS?: number
    readonly bursts?: number
  }
  readonly metal?: { readonly hz: number; readonly decayS: number; readonly level: number; readonly highPassHz: number }
  readonly drive?: number
}

const RECIPES: Readonly<Record<DrumName, Recipe>> = {
  'kick-club': {
    lengthS: 0.42,
    tone: { hz: 47, fallHz: 260, fallS: 0.028, decayS: 0.34, level: 1 },
    noise: { decayS: 0.012, level: 0.25, lowHz: 1500, highHz: 7000 },
    drive: 1.8,
  },
  'kick-soft': {
    lengthS: 0.4,
    tone: { hz: 54, fallHz: 90, fallS: 0.04, decayS: 0.3, level: 0.95 },
    noise: { decayS: 0.015, level: 0.08, lowHz: 400, highHz: 2200 },
  },
  'kick-deep': {
    lengthS: 0.6,
    tone: { hz: 44, fallHz: 130, fallS: 0.05, decayS: 0.5, level: 1 },
    noise: { decayS: 0.01, level: 0.1, lowHz: 800, highHz: 3000 },
    drive: 1.3,
  },
  snare: {
    lengthS: 0.32,
    tone: { hz: 186, fallHz: 90, fallS: 0.02, decayS: 0.14, level: 0.55 },
    noise: { decayS: 0.2, level: 0.75, lowHz: 900, highHz: 9500 },
    drive: 1.6,
  },
  'snare-tight': {
    lengthS: 0.22,
    tone: { hz: 225, fallHz: 130, fallS: 0.015, decayS: 0.09, level: 0.6 },
    noise: { decayS: 0.12, level: 0.7, lowHz: 1400, highHz: 11_000 },
    drive: 2,
  },
  'snare-dusty': {
    lengthS: 0.28,
    tone: { hz: 172, fallHz: 60, fallS: 0.02, decayS: 0.12, level: 0.5 },
    noise: { decayS: 0.16, level: 0.6, lowHz: 500, highHz: 4200 },
    drive: 1.8,
  },
  brush: { lengthS: 0.3, noise: { decayS: 0.22, level: 0.55, lowHz: 1800, highHz: 7500, attackS: 0.03 } },
  clap: { lengthS: 0.3, noise: { decayS: 0.16, level: 0.9, lowHz: 950, highHz: 4200, bursts: 3 }, drive: 1.3 },
  hat: {
    lengthS: 0.08,
    metal: { hz: 540, decayS: 0.045, level: 0.35, highPassHz: 7500 },
    noise: { decayS: 0.04, level: 0.35, lowHz: 7500, highHz: 14_000 },
  },
  'hat-open': {
    lengthS: 0.42,
    metal: { hz: 540, decayS: 0.32, level: 0.32, highPassHz: 7000 },
    noise: { decayS: 0.28, level: 0.3, lowHz: 7000, highHz: 13_000 },
  },
  'hat-dusty': { lengthS: 0.09, noise: { decayS: 0.05, level: 0.5, lowHz: 3500, highHz: 8000 } },
  ride: {
    lengthS: 0.9,
    metal: { hz: 410, decayS: 0.8, level: 0.28, highPassHz: 4200 },
    noise: { decayS: 0.03, level: 0.2, lowHz: 3000, highHz: 9000 },
  },
  crash: {
    lengthS: 2.4,
    metal: { hz: 330, decayS: 1.9, level: 0.25, highPassHz: 3500 },
    noise: { decayS: 1.5, level: 0.5, lowHz: 3000, highHz: 12_000 },
  },
  shaker: { lengthS: 0.12, noise: { decayS: 0.07, level: 0.5, lowHz: 4500, highHz: 11_000, attackS: 0.018 } },
  rim: {
    lengthS: 0.09,
    tone: { hz: 830, fallHz: 250, fallS: 0.006, decayS: 0.045, level: 0.6 },
    noise: { decayS: 0.02, level: 0.4, lowHz: 1500, highHz: 6500 },
    drive: 1.5,
  },
  tom: {
    lengthS: 0.5,
    tone: { hz: 110, fallHz: 60, fallS: 0.05, decayS: 0.34, level: 0.9 },
    noise: { decayS: 0.03, level: 0.2, lowHz: 500, highHz: 4000 },
  },
  conga: {
    lengthS: 0.35,
    tone: { hz: 235, fallHz: 70, fallS: 0.015, decayS: 0.2, level: 0.8 },
    noise: { decayS: 0.018, level: 0.3, lowHz: 700, highHz: 4000 },
  },
  clave: { lengthS: 0.1, tone: { hz: 2350, fallHz: 0, fallS: 0.01, decayS: 0.06, level: 0.7 } },
  click: {
    lengthS: 0.04,
    tone: { hz: 1800, fallHz: 2600, fallS: 0.004, decayS: 0.02, level: 0.5 },
    noise: { decayS: 0.008, level: 0.4, lowHz: 3000, highHz: 12_000 },
  },
  timpani: {
    lengthS: 2,
    tone: { hz: 98, fallHz: 7, fallS: 0.1, decayS: 1.5, level: 0.9 },
    noise: { decayS: 0.05, level: 0.25, lowHz: 120, highHz: 1200 },
  },
  'bass-drum': {
    lengthS: 1.4,
    tone: { hz: 42, fallHz: 26, fallS: 0.07, decayS: 1.1, level: 1 },
    noise: { decayS: 0.05, level: 0.15, lowHz: 60, highHz: 700 },
  },
}

/** Ratios of six squares that do not agree: metal. */
const METAL = [1, 1.342, 1.2312, 1.6532, 1.9523, 2.1523]
const STRENGTHS = [0.35, 0.6, 0.85, 1]

function addNoise(
  out: Float32Array,
  { decayS, level, lowHz, highHz, attackS = 0, bursts = 1 }: NonNullable<Recipe['noise']>,
  strength: number,
  random: Random,
) {
  const highPass = 1 - Math.exp((-2 * Math.PI * lowHz) / SAMPLE_RATE_HZ)
  const lowPass = 1 - Math.exp((-2 * Math.PI * highHz * (0.6 + 0.4 * strength)) / SAMPLE_RATE_HZ)
  let slow = 0
  let slower = 0
  let fast = 0
  for (let i = 0; i < out.length; i++) {
    const t = i / SAMPLE_RATE_HZ
    const white = random.next() * 2 - 1
    slow += (white - slow) * highPass
    const band = white - slow
    slower += (band - slower) * highPass
    fast += (band - slower - fast) * lowPass
    let gain = Math.exp((-4 * t) / decayS)
    if (t < attackS) gain *= t / attackS
    if (bursts > 1 && t < 0.011 * bursts) gain = Math.exp((-4 * (t % 0.011)) / 0.011)
    out[i] += fast * gain * level
  }
}

function addMetal(out: Float32Array, { hz, decayS, level, highPassHz }: NonNullable<Recipe['metal']>, pitch: number) {
  const pass = 1 - Math.exp((-2 * Math.PI * highPassHz) / SAMPLE_RATE_HZ)
  let slow = 0
  let slower = 0
  for (let i = 0; i < out.length; i++) {
    const t = i / SAMPLE_RATE_HZ
    let sum = 0
    for (const ratio of METAL) sum += (t * hz * ratio * pitch * 4) % 1 < 0.5 ? 1 : -1
    slow += (sum / 6 - slow) * pass
    const high = sum / 6 - slow
    slower += (high - slower) * pass
    out[i] += (high - slower) * Math.exp((-4 * t) / decayS) * level
  }
}

function build(recipe: Recipe, pitch: number, strength: number, random: Random): Float32Array {
  const out = new Float32Array(Math.round(recipe.lengthS * SAMPLE_RATE_HZ))
  if (recipe.tone) {
    const { hz, fallHz, fallS, decayS, level } = recipe.tone
    let turns = 0
    for (let i = 0; i < out.length; i++) {
      const t = i / SAMPLE_RATE_HZ
      turns += ((hz + fallHz * (0.6 + 0.4 * strength) * Math.exp(-t / fallS)) * pitch) / SAMPLE_RATE_HZ
      out[i] += sine(turns) * level * Math.exp((-4 * t) / decayS) * Math.min(1, i / 24)
    }
  }
  if (recipe.metal) addMetal(out, recipe.metal, pitch)
  if (recipe.noise) addNoise(out, recipe.noise, strength, random)
  const drive = recipe.drive ?? 1
  const fade = Math.min(out.length, 400)
  for (let i = 0; i < out.length; i++) {
    if (drive > 1) out[i] = Math.tanh(out[i] * drive) / Math.tanh(drive)
    const left = out.length - i
    if (left < fade) out[i] *= left / fade
  }
  return out
}

const built = new Map<string, Float32Array>()

/** Adds one hit: the one-shot nearest in strength, in one of two takes, so that no two in a row are the same. */
export function addDrum(instrument: Drum, voice: Voice, out: Stereo): void {
  const random = seededRandom(voice.seed)
  const strength = STRENGTHS.reduce((best, each) => (Math.abs(each - voice.velocity) < Math.abs(best - voice.velocity) ? each : best))
  const take = random.below(2)
  const key = `${instrument.drum} ${voice.midi} ${strength} ${take}`
  let shot = built.get(key)
  if (!shot) {
    shot = build(RECIPES[instrument.drum], 2 ** ((voice.midi - 60) / 12), strength, seededRandom(key))
    if (built.size > 400) built.clear()
    built.set(key, shot)
  }
  const from = Math.round(voice.startS * SAMPLE_RATE_HZ)
  const count = Math.min(shot.length, out.left.length - from)
  const pan = (random.next() * 2 - 1) * (instrument.wander ?? 0)
  const gain = voice.velocity ** 1.3
  const left = gain * (pan > 0 ? 1 - pan : 1)
  const right = gain * (pan < 0 ? 1 + pan : 1)
  for (let i = 0; i < count; i++) {
    out.left[from + i] += shot[i] * left
    out.right[from + i] += shot[i] * right
  }
}
