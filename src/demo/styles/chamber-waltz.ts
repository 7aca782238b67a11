// Chamber waltz: strings, harp and a solo instrument in three; the cello on one, the others on two and three.

import { arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { CELLI, CLARINET, FLUTE, HARP, MUSIC_BOX, PIANO, PIZZICATO, SOLO_VIOLIN, VIOLINS } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const SOLOISTS = [SOLO_VIOLIN, CLARINET, FLUTE]
const SECONDS = [FLUTE, SOLO_VIOLIN, CLARINET]

/** Composes a waltz. */
export function chamberWaltz(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 3,
      timeSignature: '3/4',
      reverb: { seconds: 2.4, dampHz: 4400, preDelayMs: 28, level: 0.55 },
      master: { lufs: [-20, -21, -19][variant] },
      tailS: 3,
      pulse: 'soft',
    },
    form: [
      ['intro', 2, a],
      ['A', 8, a],
      ['B', 8, b],
      ['break', 2, a],
      ["A'", 8, a],
      ['outro', 1, piece.mode === 'minor' ? 'i' : 'I'],
    ],
  })
  const cello = arranger.part('cello', CELLI, { levelDb: -6, pan: 0.3, reverb: 0.3, looseMs: 8 })
  const pluck = arranger.part('pizzicato', PIZZICATO, { levelDb: -5, pan: 0.2, reverb: 0.3, looseMs: 7 })
  const harp = arranger.part('harp', variant === 2 ? PIANO : HARP, {
    levelDb: -5,
    pan: -0.35,
    reverb: 0.4,
    looseMs: 8,
  })
  const strings = arranger.part('strings', VIOLINS, { levelDb: -8, pan: -0.1, reverb: 0.45, looseMs: 10 })
  const solo = arranger.part('solo', SOLOISTS[variant], { levelDb: 0, pan: -0.1, reverb: 0.45, looseMs: 10 })
  const second = arranger.part('second', SECONDS[variant], { levelDb: -4, pan: 0.35, reverb: 0.45, looseMs: 10 })
  const box = arranger.part('music box', MUSIC_BOX, { levelDb: -6, pan: 0.4, reverb: 0.5, looseMs: 5 })
  for (const passage of arranger.passages) {
    const { name } = passage
    if (name === 'outro') {
      arranger.hold(strings, passage, { register: { low: 55, high: 79 }, velocity: 0.7 })
      arranger.broken(harp, passage, '012345', { register: { low: 50, high: 70 }, length: 3 })
      arranger.bass(cello, passage, 'R--', { around: 43, velocity: 0.7 })
      continue
    }
    if (name === 'B') arranger.bass(cello, passage, 'R--3--|R----5', { around: 46, velocity: 0.72, length: 1 })
    else arranger.bass(pluck, passage, 'R.....|R...5.', { around: 43, velocity: 0.85, length: 1.4 })
    if (name === 'intro') arranger.broken(harp, passage, '.12.12', { register: { low: 55, high: 74 }, length: 1 })
    else if (name === 'B') arranger.broken(harp, passage, '012343|012321', { register: { low: 53, high: 72 }, length: 1.2, velocity: 0.6 })
    else arranger.comp(harp, passage, '.xo', { register: { low: 55, high: 74 }, voices: 3, strumBeats: 0.03, velocity: 0.6 })
    if (name === 'B' || name === "A'")
      arranger.hold(strings, passage, { register: { low: 57, high: 81 }, voices: 3, velocity: name === 'B' ? 0.72 : 0.62, legato: 1 })
    if (name === 'break') arranger.broken(box, passage, '024545|420213', { register: { low: 72, high: 91 }, length: 1.2, velocity: 0.6 })
  }
  const motif = motifOf(arranger.random, ['x---x-', 'x-x-x-', 'x--xx-', 'x---xx', 'x-----'], ['x-----', 'x---..'])
  const other = motifOf(arranger.random, ['x-x-x-', 'xxx-x-', 'x---x-', 'x-xxx-'], ['x-----'])
  for (const passage of arranger.passagesOf('A')) {
    sing(arranger, solo, passage, motif, {
      register: { low: 65, high: 86 },
      velocity: passage.name === 'A' ? 0.7 : 0.8,
      legato: 0.98,
      ornament: passage.name === 'A' ? 0.2 : 0.8,
    })
    if (passage.name !== 'A') sing(arranger, second, passage, other, { register: { low: 57, high: 74 }, velocity: 0.62, legato: 0.96 })
  }
  for (const passage of arranger.passagesOf('B'))
    sing(arranger, second, passage, other, { register: { low: 65, high: 84 }, velocity: 0.75, legato: 0.97, ornament: 0.4 })
  return arranger.finish()
}
