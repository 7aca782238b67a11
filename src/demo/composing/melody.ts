// Melodies: a motif of two bars, stated, varied, moved and brought to rest, with its strong notes on notes of the chord.

import type { Random } from '#kernel'
import type { Part } from '../score.ts'
import type { Arranger, Passage } from './arranger.ts'
import { chordAt, pitchClasses } from './theory.ts'
import type { Register } from './voicing.ts'

/** A bar of melody without pitches: where notes are, and how many steps of the scale each is from the one before. */
interface Figure {
  readonly rhythm: string
  readonly moves: readonly number[]
}

export interface Motif {
  readonly statement: Figure
  readonly answer: Figure
  readonly contrast: Figure
  readonly cadence: Figure
}

/** Shapes a line can have, as steps of the scale; they are cut or repeated to fit the rhythm. */
const SHAPES: readonly (readonly number[])[] = [
  [0, 1, 1, -1, 2, -1, -1, 1],
  [0, 2, -1, -1, -1, 2, 1, -1],
  [0, -1, -1, 3, -1, -1, 1, 0],
  [0, 4, -1, -1, -1, 1, -2, 1],
  [0, 1, -2, 1, 2, 1, -1, -2],
  [0, -2, 1, 2, 1, -1, -1, -1],
  [0, 0, 2, -1, 1, 1, -2, -1],
  [0, 2, 2, -1, -2, 1, 1, -2],
]

const figure = (random: Random, rhythm: string): Figure => {
  const shape = random.pick(SHAPES)
  const flip = random.next() < 0.3 ? -1 : 1
  const count = [...rhythm].filter((char) => char !== '-' && char !== '.').length
  return { rhythm, moves: Array.from({ length: count }, (_, i) => shape[i % shape.length] * flip) }
}

/** Makes a motif from rhythms of one bar each; `cadences` are those that come to rest. */
export function motifOf(random: Random, rhythms: readonly string[], cadences: readonly string[]): Motif {
  const order = random.shuffle(rhythms)
  return {
    statement: figure(random, order[0]),
    answer: figure(random, order[1 % order.length]),
    contrast: figure(random, order[2 % order.length]),
    cadence: figure(random, random.pick(cadences)),
  }
}

export interface Singing {
  readonly register: Register
  readonly velocity?: number
  /** Part of the written length that sounds. */
  readonly legato?: number
  /** 0 plain to 1: how often a phrase is varied (a grace note, a changed turn). */
  readonly ornament?: number
  /** Bars to sing of each phrase of four: all, or call and response (the first two). */
  readonly phraseBars?: number
  /** Bars to wait before the first. */
  readonly from?: number
  /** Semitones above at which a second voice goes along, on notes of the scale: 3 for thirds, 0 for none. */
  readonly harmonySteps?: number
}

/** The notes of the scale in a register, ascending. */
function ladder(arranger: Arranger, register: Register): number[] {
  const found: number[] = []
  for (let midi = register.low; midi <= register.high; midi++)
    if (arranger.scale.includes((((midi - arranger.brief.tonic) % 12) + 12) % 12)) found.push(midi)
  return found
}

const nearestIndex = (notes: readonly number[], midi: number): number =>
  notes.reduce((best, note, i) => (Math.abs(note - midi) < Math.abs(notes[best] - midi) ? i : best), 0)

/** Moves a pitch to the nearest note of the chord, upwards where two are as near. */
function toChord(midi: number, classes: readonly number[]): number {
  for (const distance of [0, 1, -1, 2, -2, 3, -3, 4, -4]) if (classes.includes((((midi + distance) % 12) + 12) % 12)) return midi + distance
  return midi
}

/** Which figure each bar of a phrase of four has, and by how many steps of the scale it begins elsewhere. */
const PHRASES: readonly (readonly (readonly [keyof Motif, number])[])[] = [
  [
    ['statement', 0],
    ['answer', 1],
    ['statement', 1],
    ['cadence', 0],
  ],
  [
    ['statement', 0],
    ['answer', 0],
    ['contrast', 2],
    ['cadence', -1],
  ],
  [
    ['statement', 0],
    ['statement', -1],
    ['contrast', 1],
    ['cadence', 0],
  ],
]

/** Sings a motif over a passage. */
export function sing(arranger: Arranger, part: Part, passage: Passage, motif: Motif, singing: Singing): void {
  const { random, beatsPerBar } = arranger
  const notes = ladder(arranger, singing.register)
  const phrase = random.pick(PHRASES)
  const centre = notes[Math.floor(notes.length * 0.45)]
  for (let bar = singing.from ?? 0; bar < passage.bars; bar++) {
    if (bar % 4 >= (singing.phraseBars ?? 4)) continue
    const last = bar === passage.bars - 1
    const [name, shift] = last ? (['cadence', 0] as const) : phrase[bar % 4]
    const { rhythm, moves } = motif[name]
    const step = beatsPerBar / rhythm.length
    const start = (passage.startBar + bar) * beatsPerBar
    let index = nearestIndex(notes, toChord(centre, pitchClasses(chordAt(passage.chords, start)))) + shift + (bar % 8 >= 4 ? 1 : 0)
    let count = 0
    for (let i = 0; i < rhythm.length; i++) {
      if (rhythm[i] === '.' || rhythm[i] === '-') continue
      let length = 1
      while (rhythm[i + length] === '-') length++
      const varied = random.next() < (singing.ornament ?? 0) * 0.25 ? random.below(3) - 1 : 0
      index += moves[count % moves.length] + varied
      if (index < 0) index = -index
      if (index >= notes.length) index = 2 * (notes.length - 1) - index
      index = Math.max(0, Math.min(notes.length - 1, index))
      const beat = start + i * step
      const classes = pitchClasses(chordAt(passage.chords, beat))
      const strong = Math.abs(beat % 1) < 1e-6 || length * step >= 1
      let midi = notes[index]
      if (strong) {
        midi = toChord(midi, classes)
        index = nearestIndex(notes, midi)
      }
      const velocity =
        (singing.velocity ?? 0.75) * (i === 0 ? 1.05 : strong ? 0.98 : 0.86) * (0.94 + 0.1 * Math.sin((Math.PI * i) / rhythm.length))
      const beats = length * step * (singing.legato ?? 0.92)
      part.notes.push({ beat, beats, midi, velocity })
      if (singing.harmonySteps && length * step >= 0.5) {
        const second = toChord(notes[Math.max(0, Math.min(notes.length - 1, index + singing.harmonySteps))], classes)
        if (Math.abs(second - midi) > 2) part.notes.push({ beat, beats, midi: second, velocity: velocity * 0.72 })
      }
      if (random.next() < (singing.ornament ?? 0) * 0.18 && length * step >= 0.9 && index + 1 < notes.length)
        part.notes.push({ beat: beat - 0.09, beats: 0.09, midi: notes[index + 1], velocity: velocity * 0.6 })
      count++
    }
  }
}
