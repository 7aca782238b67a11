// The channel strip of one part: drive, filters, chorus, tremolo, ducking, in place on two channels.

import { SAMPLE_RATE_HZ, type Stereo } from '../instruments/instrument.ts'
import { sine } from '../instruments/oscillator.ts'
import type { Strip } from '../score.ts'
import { filter, highPass, lowPass } from './filter.ts'
import type { Span } from './spans.ts'

function sweep(sound: Stereo, spans: readonly Span[], points: readonly { s: number; hz: number }[]): void {
  const at = (sample: number) => {
    const s = sample / SAMPLE_RATE_HZ
    const next = points.findIndex((point) => point.s > s)
    if (next === 0) return points[0].hz
    if (next < 0) return points[points.length - 1].hz
    const [a, b] = [points[next - 1], points[next]]
    return a.hz * (b.hz / a.hz) ** ((s - a.s) / (b.s - a.s))
  }
  filter(sound, spans, 'low', at, 1.1)
}

/** Waveshaper and the loudspeaker of a guitar amplifier. */
function drive(sound: Stereo, spans: readonly Span[], db: number): void {
  const gain = 10 ** (db / 20)
  highPass(sound, spans, 110)
  for (const channel of [sound.left, sound.right]) {
    for (const { from, to } of spans) {
      for (let i = from; i < to; i++) {
        const x = channel[i] * gain
        channel[i] = x <= -1 ? -0.8 : x >= 1 ? 0.8 : x * (1.2 - 0.4 * x * x)
      }
    }
  }
  lowPass(sound, spans, 4600)
  highPass(sound, spans, 90)
}

/** Two taps that wander, one a channel. */
function chorus({ left, right }: Stereo, spans: readonly Span[], depth: number): void {
  const size = 4096
  const line = new Float32Array(size)
  for (const { from, to } of spans) {
    for (let side = 0; side < 2; side++) {
      const channel = side === 0 ? left : right
      line.fill(0)
      let delay = 0
      for (let i = from; i < to; i++) {
        if (i % 16 === 0 || i === from) delay = (0.014 + 0.004 * sine((i / SAMPLE_RATE_HZ) * 0.6 + side * 0.25 + 1)) * SAMPLE_RATE_HZ
        line[i & (size - 1)] = channel[i]
        const position = i - delay + size
        const index = Math.floor(position)
        const a = line[index & (size - 1)]
        const b = line[(index + 1) & (size - 1)]
        channel[i] += depth * (a + (b - a) * (position - index))
      }
    }
  }
}

function tremolo({ left, right }: Stereo, spans: readonly Span[], hz: number, depth: number): void {
  for (const { from, to } of spans) {
    for (let i = from; i < to; i++) {
      const wave = sine((i / SAMPLE_RATE_HZ) * hz)
      left[i] *= 1 - depth * (0.5 + 0.5 * wave)
      right[i] *= 1 - depth * (0.5 - 0.5 * wave)
    }
  }
}

/** Gains that dip at each kick and come back within `recoverS`: 1 open, 0 shut. */
export function duckingOf(hitsS: readonly number[], length: number, recoverS: number): Float32Array {
  const out = new Float32Array(length).fill(1)
  const count = Math.round(recoverS * SAMPLE_RATE_HZ)
  const down = 220
  const shape = Float32Array.from({ length: count + down }, (_, i) => (i < down ? 1 - i / down : ((i - down) / count) ** 1.6))
  for (const s of hitsS) {
    const from = Math.round(s * SAMPLE_RATE_HZ) - down
    for (let i = Math.max(0, -from); i < shape.length && from + i < length; i++) if (shape[i] < out[from + i]) out[from + i] = shape[i]
  }
  return out
}

/** Works a part's sound in place, all but gain and pan. */
export function applyStrip(
  strip: Strip,
  sound: Stereo,
  spans: readonly Span[],
  secondsOfBeat: (beat: number) => number,
  ducking: Float32Array | null,
): void {
  if (strip.driveDb !== undefined) drive(sound, spans, strip.driveDb)
  if (strip.highPassHz) highPass(sound, spans, strip.highPassHz)
  if (strip.lowPassHz) lowPass(sound, spans, strip.lowPassHz)
  if (strip.sweep) {
    const points = strip.sweep.map(({ beat, hz }) => ({ s: secondsOfBeat(beat), hz }))
    sweep(sound, spans, points)
  }
  if (strip.chorus) chorus(sound, spans, strip.chorus)
  if (strip.tremolo) tremolo(sound, spans, strip.tremolo.hz, strip.tremolo.depth)
  if (!strip.duck || !ducking) return
  const depth = strip.duck
  for (const { from, to } of spans) {
    for (let i = from; i < to; i++) {
      const gain = 1 - depth + depth * ducking[i]
      sound.left[i] *= gain
      sound.right[i] *= gain
    }
  }
}
