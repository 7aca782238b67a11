// A score: who plays what, when, and how it is mixed. Times are in beats; the tempo is constant, so truth about beats is exact.

import type { Instrument } from './instruments/instrument.ts'

export interface Note {
  readonly beat: number
  readonly beats: number
  readonly midi: number
  /** 0 to 1. */
  readonly velocity: number
}

/** How a part goes into the mix. */
export interface Strip {
  /** How loud the part is when it plays, dB to the other parts (K-weighted); velocities shape it from there. */
  readonly levelDb: number
  /** -1 left to 1 right. */
  readonly pan?: number
  /** Linear send levels. */
  readonly reverb?: number
  readonly echo?: number
  /** How far the kick pushes it down, 0 to 1. */
  readonly duck?: number
  readonly highPassHz?: number
  readonly lowPassHz?: number
  /** Low-pass that moves in straight lines (on a log scale) from point to point. */
  readonly sweep?: readonly { readonly beat: number; readonly hz: number }[]
  readonly chorus?: number
  /** Waveshaper: gain in dB into tanh, then a loudspeaker's filter. */
  readonly driveDb?: number
  /** Stereo tremolo: rate in Hz and depth 0 to 1. */
  readonly tremolo?: { readonly hz: number; readonly depth: number }
  /** Standard deviation of the timing, ms. */
  readonly looseMs?: number
}

export interface Part {
  readonly name: string
  readonly instrument: Instrument
  readonly strip: Strip
  readonly notes: Note[]
}

export interface Section {
  readonly name: string
  readonly startBar: number
  readonly bars: number
}

/** What all parts of a piece share. */
export interface Setting {
  readonly tempoBpm: number
  /** Felt beats a bar: 2 for 6/8. */
  readonly beatsPerBar: number
  readonly timeSignature: string
  /** Length of the pair that is swung, in beats, and where its second half falls: 0.5 straight, 0.667 triplets. */
  readonly swing?: { readonly pairBeats: number; readonly ratio: number }
  readonly reverb: { readonly seconds: number; readonly dampHz: number; readonly preDelayMs: number; readonly level?: number }
  readonly echo?: { readonly beats: number; readonly feedback: number; readonly toneHz: number }
  readonly master: { readonly lufs: number; readonly warmth?: number; readonly lowPassHz?: number }
  /** Time to fade after the last bar, s. */
  readonly tailS: number
  /** How plainly the beat is heard. */
  readonly pulse: 'clear' | 'soft' | 'none'
}

export interface Score {
  readonly setting: Setting
  readonly sections: readonly Section[]
  readonly bars: number
  readonly parts: readonly Part[]
  /** Beats at which the kick pushes ducked parts down. */
  readonly duckBeats: readonly number[]
}

/** Silence before the first beat, s. */
export const LEAD_IN_S = 0.1

/** Where a beat falls, in seconds from the start of the file, swing included. */
export function secondsOf(setting: Setting, beat: number): number {
  const secondsPerBeat = 60 / setting.tempoBpm
  if (!setting.swing) return LEAD_IN_S + beat * secondsPerBeat
  const { pairBeats, ratio } = setting.swing
  const pair = Math.floor(beat / pairBeats + 1e-9)
  const inside = Math.max(0, beat / pairBeats - pair)
  const warped = inside < 0.5 ? inside * 2 * ratio : ratio + (inside - 0.5) * 2 * (1 - ratio)
  return LEAD_IN_S + (pair + warped) * pairBeats * secondsPerBeat
}

/** The length of the whole piece, s. */
export const durationOf = (score: Pick<Score, 'setting' | 'bars'>): number =>
  LEAD_IN_S + (score.bars * score.setting.beatsPerBar * 60) / score.setting.tempoBpm + score.setting.tailS
