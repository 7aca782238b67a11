// Orchestral: a low ostinato that grows, horns, choir, timpani and a swell into the climax.

import { arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { CELLI, CHOIR, drum, FLUTE, HARP, HORNS, SHORT_STRINGS, VIOLINS } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

/** Composes an orchestral piece. */
export function orchestral(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      reverb: { seconds: 3.4, dampHz: 4600, preDelayMs: 35, level: 0.6 },
      master: { lufs: [-15, -16][variant % 2] },
      tailS: 4,
      pulse: 'soft',
    },
    form: [
      ['intro', 2, a],
      ['A', 4, a],
      ['B', 4, b],
      ["A'", 5, a],
      ['outro', 1, piece.mode === 'minor' ? 'i' : 'I'],
    ],
  })
  const ostinato = arranger.part('ostinato', SHORT_STRINGS, { levelDb: -7, pan: -0.15, reverb: 0.3, looseMs: 6 })
  const low = arranger.part('low strings', CELLI, { levelDb: -5, pan: 0.3, reverb: 0.35, looseMs: 8 })
  const violins = arranger.part('violins', VIOLINS, { levelDb: -2, pan: -0.35, reverb: 0.45, looseMs: 10 })
  const chords = arranger.part('string chords', VIOLINS, { levelDb: -7, reverb: 0.45, looseMs: 12 })
  const horns = arranger.part('horns', HORNS, { levelDb: -2, pan: 0.2, reverb: 0.55, looseMs: 10 })
  const choir = arranger.part('choir', CHOIR, { levelDb: -5, reverb: 0.6 })
  const flute = arranger.part('flute', FLUTE, { levelDb: -4, pan: 0.1, reverb: 0.5, looseMs: 10 })
  const harp = arranger.part('harp', HARP, { levelDb: -8, pan: -0.45, reverb: 0.45, looseMs: 6 })
  const timpani = arranger.part('timpani', drum('timpani'), { levelDb: -4, pan: 0.15, reverb: 0.4 })
  const drums = arranger.part('bass drum', drum('bass-drum'), { levelDb: -6, reverb: 0.35 })
  const cymbal = arranger.part('cymbals', drum('crash'), { levelDb: -11, pan: -0.2, reverb: 0.5 })
  const swell = arranger.part('swell', { kind: 'texture', texture: 'swell' }, { levelDb: -12, reverb: 0.4 })
  const pattern = variant % 2 === 0 ? '0.01.02.0.01.032' : '0120.1200120.132'
  for (const passage of arranger.passages) {
    const { name, startBar, bars } = passage
    const climax = name === "A'"
    if (name === 'outro') {
      for (const [part, register] of [
        [chords, { low: 55, high: 84 }],
        [choir, { low: 57, high: 79 }],
        [horns, { low: 46, high: 67 }],
      ] as const)
        arranger.hold(part, passage, { register, velocity: 0.8 })
      arranger.bass(low, passage, 'R---------------', { around: 41, velocity: 0.85, length: 1 })
      arranger.hits(timpani, passage, 'X...............', { midi: 48 + ((arranger.brief.tonic + 12 - 7) % 12) + 5 })
      arranger.hits(drums, passage, 'X...............')
      arranger.hits(cymbal, passage, 'X...............')
      continue
    }
    arranger.broken(ostinato, passage, pattern, {
      register: { low: 48, high: 66 },
      voices: 3,
      length: 0.22,
      velocity: { intro: 0.5, A: 0.6, B: 0.62 }[name] ?? 0.8,
    })
    arranger.bass(low, passage, name === 'intro' ? 'R---------------' : 'R-------R---5---', {
      around: 41,
      velocity: climax ? 0.85 : 0.68,
      length: 1,
    })
    if (name !== 'intro') arranger.hold(chords, passage, { register: { low: 55, high: 82 }, velocity: climax ? 0.78 : 0.6 })
    if (name === 'B')
      arranger.broken(harp, passage, '0123456754321012', { register: { low: 52, high: 70 }, voices: 4, length: 1, velocity: 0.6 })
    if (name === 'B' || climax) arranger.hold(choir, passage, { register: { low: 57, high: 79 }, voices: 3, velocity: climax ? 0.8 : 0.55 })
    if (climax) {
      arranger.hits(timpani, passage, 'X.....x.X...x.xx', { midi: 60 })
      arranger.hits(drums, passage, 'X.......x.......')
      arranger.note(cymbal, startBar, 0, 4, 60, 1)
      arranger.note(cymbal, startBar + 2, 0, 4, 60, 0.8)
    } else if (name !== 'intro') arranger.hits(timpani, passage, 'o...............|o.............oo', { from: 0 })
    if (name === 'B' || name === 'intro') arranger.note(swell, startBar + bars - 1, 0, 4, 60, 0.9)
  }
  const motif = motifOf(
    arranger.random,
    ['x-----x-x---x---', 'x---x-x-x-------', 'x-------x-x-x---', 'x---x---x-----x-'],
    ['x-----------....', 'x-------x-------'],
  )
  for (const passage of arranger.passagesOf('A'))
    sing(arranger, horns, passage, motif, { register: { low: 50, high: 69 }, velocity: passage.name === 'A' ? 0.72 : 0.88, legato: 0.98 })
  for (const passage of arranger.passagesOf("A'"))
    sing(arranger, violins, passage, motif, { register: { low: 67, high: 88 }, velocity: 0.85, legato: 1, ornament: 0.4 })
  const counter = motifOf(arranger.random, ['..x-x-x-x---x---', 'x---x-x-x-x-x---', 'x-x-x-----x-x---'], ['x---x-------....'])
  for (const passage of arranger.passagesOf('B')) {
    sing(arranger, flute, passage, counter, { register: { low: 69, high: 88 }, velocity: 0.72, ornament: 0.6 })
    sing(arranger, violins, passage, motif, { register: { low: 62, high: 81 }, velocity: 0.66, legato: 1, phraseBars: 4 })
  }
  return arranger.finish()
}
