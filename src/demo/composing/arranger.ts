// The arranger: what a style's composer writes with. It keeps the sections, their chords and the parts, and turns patterns into notes.
//
// A pattern is one or more bars divided by "|"; each character is one step and a bar is divided evenly by its length. Drums: X accent, x, o soft,
// "," ghost, "." nothing. Lines: a letter or digit starts a note, "-" holds it, "." is a rest.

import { type Random, seededRandom } from '#kernel'
import type { Instrument } from '../instruments/instrument.ts'
import type { Part, Score, Section, Setting, Strip } from '../score.ts'
import { type ChordSpan, chordAt, nearest, progression, SCALES, type ScaleName } from './theory.ts'
import { type Register, voice } from './voicing.ts'

/** A section with its chords. */
export interface Passage extends Section {
  readonly chords: readonly ChordSpan[]
}

/** What a piece asks of its style. */
export interface Brief {
  readonly seed: number
  /** Pitch class of the tonic. */
  readonly tonic: number
  readonly scale: ScaleName
  readonly setting: Setting
  /** Name, bars, chords: the form. */
  readonly form: readonly (readonly [name: string, bars: number, chords: string])[]
}

const STRENGTH: Readonly<Record<string, number>> = { X: 1, x: 0.82, o: 0.6, ',': 0.36 }

export interface Arranger {
  readonly brief: Brief
  readonly random: Random
  readonly passages: readonly Passage[]
  readonly scale: readonly number[]
  readonly beatsPerBar: number
  readonly bars: number
  /** Makes a part, or gives the one of that name. */
  part(name: string, instrument: Instrument, strip: Strip): Part
  /** The passages whose names begin with one of the words. */
  passagesOf(...names: string[]): Passage[]
  /** Hits by pattern on every bar of a passage; `until` leaves out the last bars, for a fill. */
  hits(part: Part, passage: Passage, pattern: string, options?: { velocity?: number; from?: number; until?: number; midi?: number }): void
  /** Chords held for as long as they last. */
  hold(part: Part, passage: Passage, options: { register: Register; voices?: number; velocity?: number; legato?: number }): void
  /** Chords struck by pattern. */
  comp(
    part: Part,
    passage: Passage,
    pattern: string,
    options: { register: Register; voices?: number; velocity?: number; length?: number; strumBeats?: number },
  ): void
  /** A bass line by pattern: R root, 3 third, 5 fifth, 7 seventh, 8 octave, L lower octave, a a step towards the next root. */
  bass(part: Part, passage: Passage, pattern: string, options: { around: number; velocity?: number; length?: number }): void
  /** Broken chords by pattern: digits count the voicing's notes upwards, going on into the next octave. */
  broken(
    part: Part,
    passage: Passage,
    pattern: string,
    options: { register: Register; voices?: number; velocity?: number; length?: number },
  ): void
  note(part: Part, bar: number, beat: number, beats: number, midi: number, velocity: number): void
  /** The finished score. `duck` names the part whose notes push others down. */
  finish(duck?: string): Score
}

interface Step {
  readonly char: string
  readonly beat: number
  readonly beats: number
}

/** The steps of a pattern over a passage, with how long each is held. */
function steps(passage: Section, pattern: string, beatsPerBar: number, from = 0, until = 0): Step[] {
  const written = pattern.split('|')
  const found: { char: string; beat: number; beats: number }[] = []
  for (let bar = from; bar < passage.bars - until; bar++) {
    const text = written[bar % written.length]
    const length = beatsPerBar / text.length
    for (let i = 0; i < text.length; i++) {
      const beat = (passage.startBar + bar) * beatsPerBar + i * length
      if (text[i] === '-') {
        const last = found[found.length - 1]
        if (last) last.beats += length
      } else if (text[i] !== '.') found.push({ char: text[i], beat, beats: length })
    }
  }
  return found
}

/** Opens an arranger for a piece. */
export function arrange(brief: Brief): Arranger {
  const random = seededRandom(brief.seed)
  const { beatsPerBar } = brief.setting
  const parts = new Map<string, Part>()
  let bars = 0
  const passages = brief.form.map(([name, count, chords]): Passage => {
    const startBar = bars
    bars += count
    return { name, startBar, bars: count, chords: progression(chords, brief.tonic, count, beatsPerBar, startBar) }
  })
  const allChords = passages.flatMap((passage) => passage.chords)
  const voicings = new Map<Part, number[]>()
  const voiceAt = (part: Part, beat: number, register: Register, voices: number) => {
    const next = voice(chordAt(allChords, beat), voicings.get(part) ?? null, register, voices)
    voicings.set(part, next)
    return next
  }
  const add = (part: Part, beat: number, beats: number, midi: number, velocity: number) => {
    part.notes.push({ beat, beats, midi, velocity: Math.min(1, velocity) })
  }
  return {
    brief,
    random,
    passages,
    scale: SCALES[brief.scale],
    beatsPerBar,
    bars,
    part(name, instrument, strip) {
      let part = parts.get(name)
      if (!part) {
        part = { name, instrument, strip, notes: [] }
        parts.set(name, part)
      }
      return part
    },
    passagesOf: (...names) => passages.filter((passage) => names.some((name) => passage.name.startsWith(name))),
    hits(part, passage, pattern, options = {}) {
      for (const { char, beat, beats } of steps(passage, pattern, beatsPerBar, options.from, options.until))
        add(part, beat, beats, options.midi ?? 60, (STRENGTH[char] ?? 0.8) * (options.velocity ?? 1))
    },
    hold(part, passage, { register, voices = 4, velocity = 0.7, legato = 1 }) {
      for (const span of passage.chords)
        for (const midi of voiceAt(part, span.startBeat, register, voices)) add(part, span.startBeat, span.beats * legato, midi, velocity)
    },
    comp(part, passage, pattern, { register, voices = 4, velocity = 0.75, length, strumBeats = 0 }) {
      for (const { char, beat, beats } of steps(passage, pattern, beatsPerBar)) {
        const strength = (STRENGTH[char] ?? 0.8) * velocity
        for (const [i, midi] of voiceAt(part, beat, register, voices).entries()) {
          const late = i * strumBeats
          add(part, beat + late, Math.max(0.05, (length ?? beats) - late), midi, strength * (1 - i * 0.03))
        }
      }
    },
    bass(part, passage, pattern, { around, velocity = 0.85, length = 0.95 }) {
      for (const { char, beat, beats } of steps(passage, pattern, beatsPerBar)) {
        const chord = chordAt(allChords, beat)
        const root = nearest(chord.bass, around)
        const third = chord.intervals.includes(3) ? 3 : 4
        const seventh = chord.intervals.find((interval) => interval === 10 || interval === 11) ?? 10
        const next = nearest(chordAt(allChords, beat + beats + 0.01).bass, root)
        const offsets: Record<string, number> = { R: 0, r: 0, '3': third, '5': 7, '7': seventh, '8': 12, L: -12, '6': 9 }
        const midi = char === 'a' ? (next === root ? root + 7 : next > root ? next - 1 : next + 1) : root + (offsets[char] ?? 0)
        add(part, beat, beats * length, midi, velocity * (char === 'R' ? 1 : 0.86))
      }
    },
    broken(part, passage, pattern, { register, voices = 4, velocity = 0.7, length }) {
      for (const { char, beat, beats } of steps(passage, pattern, beatsPerBar)) {
        const notes = voiceAt(part, beat, register, voices)
        const index = Number.parseInt(char, 16)
        const midi = notes[index % notes.length] + 12 * Math.floor(index / notes.length)
        add(part, beat, length ?? beats, midi, velocity * (Math.abs(beat % 1) < 1e-6 ? 1 : 0.82))
      }
    },
    note: (part, bar, beat, beats, midi, velocity) => add(part, bar * beatsPerBar + beat, beats, midi, velocity),
    finish(duck) {
      const duckBeats = duck ? (parts.get(duck)?.notes.map((note) => note.beat) ?? []) : []
      const sections = passages.map(({ name, startBar, bars: count }) => ({ name, startBar, bars: count }))
      return { setting: brief.setting, sections, bars, parts: [...parts.values()], duckBeats }
    },
  }
}
