// The ingredients of the attributes by name: each one number that is read from what the stages found, or null where they found none.

import type { BlockTraits } from '#dsp'
import type { Findings } from '../analysis.ts'

export type AttributeSources = Pick<Findings, 'traits' | 'tempo' | 'beatsS' | 'key' | 'loudness'>

/** The tempo people dance to most, and how far from it, in octaves, dancing falls off. */
const DANCE_BPM = 118
const DANCE_OCTAVES = 0.45
const TEMPO_CENTRE_BPM = 115
/** Fewer beats say nothing about how even they are. */
const BEATS_MIN = 8

const trait =
  (name: keyof BlockTraits) =>
  ({ traits }: AttributeSources): number | null =>
    traits[name] ?? null

export const INGREDIENTS = {
  'pulse clarity': trait('pulseClarity'),
  'bass pulse': trait('bassPulse'),
  'onset strength': trait('onsetStrength'),
  'percussive share': trait('percussiveShare'),
  brightness: trait('brightnessOctaves'),
  'high share': trait('highShareDb'),
  'bass share': trait('bassShareDb'),
  'voice band share': trait('midShareDb'),
  'syllable rate': trait('syllabicShare'),
  pauses: trait('pauseShare'),
  'hiss swing': trait('hissSwingDb'),
  'gliding pitch': trait('glideShare'),
  'steady pitch': trait('steadyShare'),
  'tonal share': trait('tonalShare'),
  'bed level': trait('bedDb'),
  'bed relief': trait('bedReliefDb'),
  decay: trait('fallDbS'),
  'attack sharpness': ({ traits }) => (traits['attackSharpness'] === undefined ? null : Math.log2(1 + traits['attackSharpness'])),
  loudness: ({ loudness }) => loudness.integratedLufs,
  'loudness range': ({ loudness }) => loudness.rangeLu,
  /** 1 at the tempo people dance to most, falling to 0. */
  'dance tempo': ({ tempo }) => tempo && Math.exp(-0.5 * (Math.log2(tempo.bpm / DANCE_BPM) / DANCE_OCTAVES) ** 2),
  /** Octaves above TEMPO_CENTRE_BPM. */
  tempo: ({ tempo }) => tempo && Math.log2(tempo.bpm / TEMPO_CENTRE_BPM),
  /** 1 for a clear major, -1 for a clear minor. */
  mode: ({ key }) => key && (key.mode === 'major' ? 1 : -1) * key.confidence,
  /** 0 for beats as even as a machine's, 1 for beats that stray by a quarter. */
  'beat wander': ({ beatsS }) => beatWander(beatsS),
} satisfies Record<string, (sources: AttributeSources) => number | null>

export type IngredientName = keyof typeof INGREDIENTS

/** The median distance of the intervals between beats from their median, in quarters of it; null for few beats. */
function beatWander(beatsS: readonly number[]): number | null {
  if (beatsS.length < BEATS_MIN) return null
  const intervals = beatsS.slice(1).map((beat, i) => beat - beatsS[i])
  const usual = medianOf(intervals)
  return usual > 0 ? Math.min(1, (4 * medianOf(intervals.map((interval) => Math.abs(interval - usual)))) / usual) : null
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1]
}
