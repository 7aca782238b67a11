// Renders a score: each part on its own, through its strip, into the mix, the room and the echo; then the master.

import { hashString, seededRandom } from '#kernel'
import { hzOf } from './composing/theory.ts'
import { SAMPLE_RATE_HZ, type Stereo } from './instruments/instrument.ts'
import { panned } from './instruments/oscillator.ts'
import { play } from './instruments/play.ts'
import { loudnessOf, weightedPowersWithin } from './mix/loudness.ts'
import { master } from './mix/master.ts'
import { addEcho, addReverb } from './mix/reverb.ts'
import { type Span, spansOf } from './mix/spans.ts'
import { applyStrip, duckingOf } from './mix/strip.ts'
import { durationOf, type Part, type Score, type Strip, secondsOf } from './score.ts'

/** Loudness of one channel of a part whose level is 0 dB. */
const PART_LUFS = -20

const silence = (length: number): Stereo => ({ left: new Float32Array(length), right: new Float32Array(length) })

/** Plays every note of a part; timing and strength waver as the strip says. */
function playPart(score: Score, part: Part, seed: number, out: Stereo): void {
  const random = seededRandom(seed)
  const looseS = (part.strip.looseMs ?? 0) / 1000
  for (const note of part.notes) {
    const startS = Math.max(0, secondsOf(score.setting, note.beat) + Math.max(-2, Math.min(2, random.normal())) * looseS)
    const lengthS = Math.max(0.03, secondsOf(score.setting, note.beat + note.beats) - secondsOf(score.setting, note.beat))
    const velocity = Math.max(0.05, Math.min(1, note.velocity * (1 + random.normal() * 0.05)))
    play(part.instrument, { startS, lengthS, hz: hzOf(note.midi), midi: note.midi, velocity, seed: random.below(2 ** 31) }, out)
  }
}

/** Adds one channel of a part to the mix and, where it is sent there, to the room and the echo. */
function addTo(
  mix: Float32Array,
  room: Float32Array,
  echo: Float32Array,
  work: Float32Array,
  spans: readonly Span[],
  level: number,
  strip: Strip,
): void {
  const toRoom = level * (strip.reverb ?? 0)
  const toEcho = level * (strip.echo ?? 0)
  for (const { from, to } of spans) {
    if (toEcho > 0) {
      for (let i = from; i < to; i++) {
        const value = work[i]
        mix[i] += value * level
        room[i] += value * toRoom
        echo[i] += value * toEcho
      }
    } else if (toRoom > 0) {
      for (let i = from; i < to; i++) {
        const value = work[i]
        mix[i] += value * level
        room[i] += value * toRoom
      }
    } else for (let i = from; i < to; i++) mix[i] += work[i] * level
    work.fill(0, from, to)
  }
}

/** The whole piece as two channels of samples within -1 and 1 at 44.1 kHz. The same score and seed give the same samples. */
export function render(score: Score, seed: number): Stereo {
  const length = Math.ceil(durationOf(score) * SAMPLE_RATE_HZ)
  const { setting } = score
  const beatS = 60 / setting.tempoBpm
  const [mix, room, echoes, work] = [silence(length), silence(length), silence(length), silence(length)]
  const ducking =
    score.duckBeats.length > 0
      ? duckingOf(
          score.duckBeats.map((beat) => secondsOf(setting, beat)),
          length,
          Math.min(0.32, beatS * 0.72),
        )
      : null
  for (const part of score.parts) {
    if (part.notes.length === 0) continue
    playPart(score, part, (seed ^ hashString(part.name)) >>> 0, work)
    const { strip } = part
    const spans = spansOf(work)
    applyStrip(strip, work, spans, (beat) => secondsOf(setting, beat), ducking)
    const loudness = loudnessOf(weightedPowersWithin(work.left, spans))
    const gain = loudness === Number.NEGATIVE_INFINITY ? 1 : 10 ** ((PART_LUFS + strip.levelDb - loudness) / 20)
    const pan = panned(strip.pan ?? 0)
    for (const side of ['left', 'right'] as const) addTo(mix[side], room[side], echoes[side], work[side], spans, gain * pan[side], strip)
  }
  if (setting.echo) {
    const wet = silence(length)
    addEcho(echoes, wet, { seconds: setting.echo.beats * beatS, feedback: setting.echo.feedback, toneHz: setting.echo.toneHz })
    const spans = spansOf(wet)
    for (const side of ['left', 'right'] as const)
      addTo(mix[side], room[side], room[side], wet[side], spans, 1, { levelDb: 0, reverb: 0.35 })
  }
  addReverb(room, mix, setting.reverb, setting.reverb.level ?? 0.5)
  master(mix, setting.master, setting.tailS)
  return mix
}
