// Random chord progressions that are plainly in a key: phrases of four bars that leave home and come back, with some borrowed chords.

import type { Random } from '#kernel'

export interface Key {
  /** 0 = C to 11 = B. */
  readonly tonic: number
  readonly mode: 'major' | 'minor'
}

type Degrees = Readonly<Record<string, readonly [semitones: number, kind: 'major' | 'minor' | 'diminished']>>

const DEGREES: Readonly<Record<Key['mode'], Degrees>> = {
  major: {
    I: [0, 'major'],
    ii: [2, 'minor'],
    iii: [4, 'minor'],
    IV: [5, 'major'],
    V: [7, 'major'],
    vi: [9, 'minor'],
    // Borrowed: from the parallel minor, and the dominants of ii, V and vi.
    bVII: [10, 'major'],
    iv: [5, 'minor'],
    bVI: [8, 'major'],
    II: [2, 'major'],
    III: [4, 'major'],
  },
  minor: {
    i: [0, 'minor'],
    iio: [2, 'diminished'],
    III: [3, 'major'],
    iv: [5, 'minor'],
    v: [7, 'minor'],
    V: [7, 'major'],
    VI: [8, 'major'],
    VII: [10, 'major'],
    // Borrowed: Dorian, Neapolitan, the dominant of iv.
    IV: [5, 'major'],
    bII: [1, 'major'],
    I: [0, 'major'],
  },
}

/** Where a chord tends to go, as weights (after the usual tables of functional harmony). */
const MOVES: Readonly<Record<Key['mode'], Readonly<Record<string, Readonly<Record<string, number>>>>>> = {
  major: {
    I: { IV: 3, V: 3, vi: 3, ii: 2, iii: 1, I: 1, bVII: 0.3, II: 0.2, III: 0.2 },
    ii: { V: 5, IV: 1, vi: 1, iv: 0.2 },
    iii: { vi: 4, IV: 3, ii: 1 },
    IV: { V: 4, I: 3, ii: 1, vi: 1, iv: 0.4, bVII: 0.2 },
    V: { I: 5, vi: 2, IV: 2 },
    vi: { IV: 4, ii: 3, V: 2, iii: 1, bVI: 0.2, II: 0.2 },
    bVII: { IV: 3, I: 2 },
    iv: { I: 3, V: 1 },
    bVI: { bVII: 2, V: 2 },
    II: { V: 1 },
    III: { vi: 1 },
  },
  minor: {
    i: { iv: 3, VI: 3, VII: 3, v: 1, V: 2, III: 1, iio: 0.5, IV: 0.4, i: 1, bII: 0.1, I: 0.1 },
    iio: { V: 1 },
    III: { VII: 2, VI: 3, iv: 2 },
    iv: { i: 2, V: 3, VII: 1, v: 1 },
    v: { i: 2, VI: 2, iv: 1 },
    V: { i: 5, VI: 1 },
    VI: { VII: 3, V: 2, III: 2, iv: 2 },
    VII: { i: 2, III: 2, VI: 2 },
    IV: { i: 2, VII: 1 },
    bII: { V: 1 },
    I: { iv: 1 },
  },
}
/** How a phrase ends, and how often so; the next begins at home or nearly so. */
const CADENCES: Readonly<Record<Key['mode'], readonly (readonly [string, string, number])[]>> = {
  major: [
    ['V', 'I', 5],
    ['IV', 'I', 2],
    ['ii', 'V', 2],
    ['IV', 'V', 2],
    ['V', 'vi', 1],
  ],
  minor: [
    ['V', 'i', 4],
    ['v', 'i', 1],
    ['iv', 'i', 2],
    ['VII', 'i', 2],
    ['iv', 'V', 2],
    ['VI', 'VII', 1],
  ],
}
const NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B']
const SEVENTH_CHANCE = 0.15

/** `bars` chords, one a bar, in MMA's names: phrases of four bars of which one or two recur as a song's would. */
export function progression(key: Key, bars: number, random: Random): string[] {
  const phrases = [phrase(key.mode, random), phrase(key.mode, random), phrase(key.mode, random)]
  const form = random.pick([
    [0, 0, 1, 1],
    [0, 1, 0, 1],
    [0, 0, 1, 2],
    [0, 1, 0, 2],
  ])
  const sevenths = random.next() < 0.4
  const chords: string[] = []
  for (let bar = 0; bar < bars; bar++) chords.push(chordName(key, phrases[form[Math.floor(bar / 4) % 4]][bar % 4], sevenths, random))
  // The last bar is home: otherwise a random walk may end anywhere.
  chords[bars - 1] = chordName(key, key.mode === 'major' ? 'I' : 'i', false, random)
  return chords
}

function phrase(mode: Key['mode'], random: Random): string[] {
  const home = mode === 'major' ? 'I' : 'i'
  const first = random.next() < 0.85 ? home : random.pick(mode === 'major' ? ['vi', 'IV'] : ['VI', 'iv'])
  const moves = Object.entries(MOVES[mode][first])
  const second = random.pickWeighted(
    moves,
    moves.map(([, weight]) => weight),
  )[0]
  const [third, fourth] = random.pickWeighted(
    CADENCES[mode],
    CADENCES[mode].map(([, , weight]) => weight),
  )
  return [first, second, third, fourth]
}

function chordName(key: Key, degree: string, sevenths: boolean, random: Random): string {
  const [semitones, kind] = DEGREES[key.mode][degree]
  const root = NAMES[(key.tonic + semitones) % 12]
  const seventh = sevenths && random.next() < SEVENTH_CHANCE * 4
  if (kind === 'diminished') return `${root}${seventh ? 'm7b5' : 'dim'}`
  if (kind === 'minor') return `${root}${seventh ? 'm7' : 'm'}`
  if (!seventh) return root
  return degree === 'V' ? `${root}7` : degree === 'I' || degree === 'IV' || degree === 'VI' || degree === 'III' ? `${root}M7` : root
}
