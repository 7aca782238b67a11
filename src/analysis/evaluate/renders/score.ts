// One piece as MMA reads it: a groove, a tempo, one or two keys, a chord a bar. Everything is drawn from the seed and the groove's name.

import { type Random, seededRandom } from '#kernel'
import type { Groove, Metre } from './grooves.ts'
import { type Key, progression } from './progression.ts'

export interface Score {
  readonly mma: string
  /** Seconds taken off the front of the sound, as an excerpt would, or below zero the silence put before it. */
  readonly cutS: number
}

const SECONDS = { min: 40, max: 60 }
/** Felt beats a minute. Names that say slow or fast are believed; the others may have any tempo people dance or walk to. */
const TEMPI: readonly (readonly [RegExp, number, number])[] = [
  [/slow|ballad|bald|lullaby|hymn|spiritual|softshoe|nite|mellow|blues68/, 60, 104],
  [/fast|quick|bebop|viene|merengue|bluegrass|dixie|polka|charleston|jive|trance|techno|dance|house|euro/, 112, 190],
]
const TEMPI_ELSE: Readonly<Record<Metre, readonly [number, number]>> = { '4/4': [72, 176], '3/4': [84, 184], '6/8': [60, 116] }
const MODULATING_SHARE = 0.25
/** Where the second key begins, as a share of the piece: late enough that the first is the key of the whole. */
const CHANGE_AT = { min: 0.55, max: 0.68 }
const EXCERPT_SHARE = 0.6

const MAJOR_NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B']
const MINOR_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B']

/** Writes the piece numbered `index` on a groove whose bar has `barQuarters` of MMA's quarters, `beatQuarters` to a felt beat. */
export function writeScore(
  groove: Groove,
  clock: { readonly barQuarters: number; readonly beatQuarters: number },
  seed: number,
  index: number,
): Score {
  const random = seededRandom(`deepcut-renders:${seed}:${index}:${groove.name}`)
  const bpm = drawTempo(groove, random)
  const mmaTempo = Math.round(bpm * clock.beatQuarters * 10) / 10
  const barS = (clock.barQuarters * 60) / mmaTempo
  const bars = Math.ceil((SECONDS.min + random.next() * (SECONDS.max - SECONDS.min)) / barS)
  // All 24 keys as often as each other, whatever the count.
  const key: Key = { tonic: (index * 7 + Math.floor(index / 24) * 5) % 12, mode: Math.floor(index / 12) % 2 === 0 ? 'major' : 'minor' }
  const parts = drawKeys(key, bars, random)
  const lines = [`RndSeed ${random.below(1_000_000)}`, `Tempo ${mmaTempo}`, `Groove ${groove.name}`]
  for (const part of parts) {
    lines.push(`KeySig ${keyName(part.key)}`)
    for (const chord of progression(part.key, part.bars, random)) lines.push('MidiMark bar', chord)
  }
  lines.push('MidiMark end', 'z!')
  const cutS = random.next() < EXCERPT_SHARE ? random.next() * Math.min(2 * barS, 6) : -(0.2 + 0.8 * random.next())
  return { mma: `${lines.join('\n')}\n`, cutS }
}

function drawTempo({ file, metre }: Groove, random: Random): number {
  const [min, max] = (TEMPI.find(([words]) => words.test(file))?.slice(1) as [number, number] | undefined) ?? TEMPI_ELSE[metre]
  const high = metre === '6/8' ? Math.min(max, TEMPI_ELSE['6/8'][1]) : max
  return min * (high / min) ** random.next()
}

function drawKeys(key: Key, bars: number, random: Random): { key: Key; bars: number }[] {
  if (random.next() >= MODULATING_SHARE) return [{ key, bars }]
  const share = CHANGE_AT.min + random.next() * (CHANGE_AT.max - CHANGE_AT.min)
  const first = Math.max(4, 4 * Math.round((bars * share) / 4))
  if (first >= bars - 3) return [{ key, bars }]
  // A semitone or a tone up as in a last chorus, the neighbours on the circle of fifths, the parallel, the relative.
  const change = random.pickWeighted(['up1', 'up2', 'fifth', 'fourth', 'third', 'parallel', 'relative'] as const, [3, 3, 2, 2, 1, 1, 1])
  const steps = { up1: 1, up2: 2, fifth: 7, fourth: 5, third: 3, parallel: 0, relative: key.mode === 'major' ? 9 : 3 }[change]
  const other = change === 'parallel' || change === 'relative'
  const mode = other ? (key.mode === 'major' ? 'minor' : 'major') : key.mode
  return [
    { key, bars: first },
    { key: { tonic: (key.tonic + steps) % 12, mode }, bars: bars - first },
  ]
}

const keyName = ({ tonic, mode }: Key): string => `${(mode === 'major' ? MAJOR_NAMES : MINOR_NAMES)[tonic]} ${mode}`
