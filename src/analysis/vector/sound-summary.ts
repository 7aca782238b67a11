// All that a vector is made of, in one row of numbers: the textures' means and deviations, the level, and the traits.

import { type BlockTraits, TEXTURE_FAMILIES } from '#dsp'
import type { Findings } from '../analysis.ts'

/** What the vector reads of other stages. */
export type SoundSources = Pick<Findings, 'loudness' | 'traits'>

const LEVEL_COUNT = 2
/** In this order for ever: to add one is a new projection. */
const TRAITS: readonly (keyof BlockTraits)[] = [
  'pulseClarity',
  'bassPulse',
  'onsetStrength',
  'attackSharpness',
  'percussiveShare',
  'highShareDb',
  'bassShareDb',
  'midShareDb',
  'syllabicShare',
  'pauseShare',
  'hissSwingDb',
  'glideShare',
  'steadyShare',
  'tonalShare',
  'levelSwingDb',
  'bedDb',
  'bedReliefDb',
  'fallDbS',
  'brightnessOctaves',
]

/** Families of the numbers of a summary, in order, with their count. */
export const SUMMARY_FAMILIES: readonly (readonly [string, number])[] = [
  ...TEXTURE_FAMILIES,
  ...TEXTURE_FAMILIES.map(([name, count]) => [`${name} over time`, count] as const),
  ['level', LEVEL_COUNT],
  ['traits', TRAITS.length],
]
export const SUMMARY_SIZE = SUMMARY_FAMILIES.reduce((sum, [, count]) => sum + count, 0)

/** SUMMARY_SIZE numbers; NaN for what is not known. */
export function soundSummary(textures: ArrayLike<number>, { loudness, traits }: SoundSources): Float64Array {
  const { integratedLufs, rangeLu } = loudness
  const level = [integratedLufs ?? Number.NaN, rangeLu === null ? Number.NaN : Math.log1p(rangeLu)]
  const named = TRAITS.map((name) => {
    const value = traits[name] ?? Number.NaN
    return name === 'attackSharpness' ? Math.log2(1 + value) : value
  })
  return Float64Array.from([...Array.from(textures), ...level, ...named])
}
