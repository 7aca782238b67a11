// The little music theory that the composers need: scales, chords by Roman numeral, names of pitches.
// Numerals are relative to the major scale of the tonic, so minor keys are written i bIII iv v bVI bVII.

export type ScaleName = 'major' | 'minor' | 'dorian' | 'mixolydian' | 'lydian' | 'harmonic-minor' | 'major-pentatonic' | 'minor-pentatonic'

/** Semitones above the tonic. */
export const SCALES: Readonly<Record<ScaleName, readonly number[]>> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  'harmonic-minor': [0, 2, 3, 5, 7, 8, 11],
  'major-pentatonic': [0, 2, 4, 7, 9],
  'minor-pentatonic': [0, 3, 5, 7, 10],
}

/** Pitch classes by name, 0 = C, as the analysis names them. */
export const PITCH_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const

/** The pitch class, 0 to 11, of a name of PITCH_NAMES. */
export const pitchClassOf = (name: string): number => (PITCH_NAMES as readonly string[]).indexOf(name)

export interface Chord {
  /** As written, such as "bVImaj7". */
  readonly symbol: string
  /** Pitch class of the root, 0 to 11. */
  readonly root: number
  /** Semitones above the root, ascending, root first. */
  readonly intervals: readonly number[]
  /** Pitch class of the lowest note. */
  readonly bass: number
}

/** A chord that sounds for a while. */
export interface ChordSpan {
  readonly chord: Chord
  readonly startBeat: number
  readonly beats: number
}

const DEGREES = { I: 0, II: 2, III: 4, IV: 5, V: 7, VI: 9, VII: 11 } as const
const SYMBOL = /^([b#]?)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)([^/]*)(?:\/(b?\d))?$/

/** Intervals by what follows the numeral; where it says nothing of the third, the numeral's case does. */
const QUALITIES: Readonly<Record<string, (third: number) => readonly number[]>> = {
  '': (third) => [0, third, 7],
  '6': (third) => [0, third, 7, 9],
  '7': (third) => [0, third, 7, 10],
  '9': (third) => [0, third, 7, 10, 14],
  '11': (third) => [0, third, 7, 10, 14, 17],
  '13': (third) => [0, third, 10, 14, 21],
  maj7: (third) => [0, third, 7, 11],
  maj9: (third) => [0, third, 7, 11, 14],
  add9: (third) => [0, third, 7, 14],
  '69': (third) => [0, third, 7, 9, 14],
  sus2: () => [0, 2, 7],
  sus4: () => [0, 5, 7],
  '7sus4': () => [0, 5, 7, 10],
  '9sus4': () => [0, 5, 7, 10, 14],
  dim: () => [0, 3, 6],
  dim7: () => [0, 3, 6, 9],
  m7b5: () => [0, 3, 6, 10],
  '7b9': (third) => [0, third, 7, 10, 13],
  '5': () => [0, 7, 12],
}

const SLASH: Readonly<Record<string, number>> = { '2': 2, b3: 3, '3': 4, '4': 5, '5': 7, '6': 9, b7: 10, '7': 11 }

/** Reads a chord such as "bVImaj7" or "V7/3" in the key of `tonic` (0 = C). A wrong symbol is a programmer's mistake and throws. */
export function chordOf(symbol: string, tonic: number): Chord {
  const match = SYMBOL.exec(symbol)
  const quality = match && QUALITIES[match[3]]
  if (!match || !quality) throw new Error(`No chord: ${symbol}`)
  const shift = match[1] === 'b' ? -1 : match[1] === '#' ? 1 : 0
  const root = (((tonic + DEGREES[match[2].toUpperCase() as keyof typeof DEGREES] + shift) % 12) + 12) % 12
  const third = match[2] === match[2].toUpperCase() ? 4 : 3
  return { symbol, root, intervals: quality(third), bass: match[4] ? (root + SLASH[match[4]]) % 12 : root }
}

/** Reads bars divided by "|", each with one or more chords of equal length, repeated until `bars` are full. */
export function progression(text: string, tonic: number, bars: number, beatsPerBar: number, startBar: number): ChordSpan[] {
  const written = text.split('|').map((bar) => bar.trim().split(/\s+/))
  return Array.from({ length: bars }, (_, bar) => {
    const symbols = written[bar % written.length]
    const beats = beatsPerBar / symbols.length
    return symbols.map((symbol, i) => ({ chord: chordOf(symbol, tonic), startBeat: (startBar + bar) * beatsPerBar + i * beats, beats }))
  }).flat()
}

/** The chord that sounds at a beat; the last one after the end. */
export function chordAt(spans: readonly ChordSpan[], beat: number): Chord {
  let found = spans[0]
  for (const span of spans) if (span.startBeat <= beat + 1e-6) found = span
  return found.chord
}

/** Pitch classes of a chord. */
export const pitchClasses = (chord: Chord): number[] => chord.intervals.map((interval) => (chord.root + interval) % 12)

/** The MIDI note of a pitch class that is nearest to `near`. */
export function nearest(pitchClass: number, near: number): number {
  const base = Math.round((near - pitchClass) / 12) * 12 + pitchClass
  return base
}

/** The frequency of a MIDI note in Hz, A4 (69) = 440. */
export const hzOf = (midi: number): number => 440 * 2 ** ((midi - 69) / 12)
