// Bossa nova: nylon guitar in its syncopated pattern, bass on root and fifth, rim and brushes, flute or vibraphone in front.

import { arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { CLARINET, drum, ELECTRIC_PIANO, FLUTE, NYLON, UPRIGHT, VIBRAPHONE } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const GUITAR = ['x.xx.x.x|.x.x.xx.', 'x..x..x.|..x.x..x', 'x.x..x.x|.x.x..x.']
const CLAVE = ['x..x..x.|..x..x..', 'x..x..x.|..x..x..', '..x..x..|x..x..x.']

/** Composes a bossa. */
export function bossa(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      reverb: { seconds: 1.6, dampHz: 4600, preDelayMs: 16, level: 0.4 },
      master: { lufs: [-16.5, -15.5, -17.5][variant] },
      tailS: 2.4,
      pulse: 'clear',
    },
    form: [
      ['intro', 4, a],
      ['A', 8, a],
      ['B', 8, b],
      ["A'", 6, a],
      ['outro', 1, piece.mode === 'minor' ? 'i69' : 'Imaj9'],
    ],
  })
  const guitar = arranger.part('guitar', NYLON, { levelDb: 0, pan: -0.3, reverb: 0.25, looseMs: 6, highPassHz: 100 })
  const bass = arranger.part('bass', UPRIGHT, { levelDb: -4, reverb: 0.06, looseMs: 4 })
  const rim = arranger.part('rim', drum('rim'), { levelDb: -12, pan: 0.3, reverb: 0.25, looseMs: 4 })
  const brush = arranger.part('brushes', drum('brush', 0.2), { levelDb: -18, pan: 0.1, reverb: 0.15, looseMs: 5 })
  const shaker = arranger.part('shaker', drum('shaker', 0.2), { levelDb: -20, pan: -0.4, looseMs: 5 })
  const kick = arranger.part('kick', drum('kick-soft'), { levelDb: -12 })
  const conga = arranger.part('congas', drum('conga', 0.1), { levelDb: -12, pan: 0.45, reverb: 0.25, looseMs: 5 })
  const keys = arranger.part('keys', ELECTRIC_PIANO, { levelDb: -12, pan: 0.35, reverb: 0.3, tremolo: { hz: 4.6, depth: 0.3 } })
  for (const passage of arranger.passages) {
    const { name } = passage
    if (name === 'outro') {
      arranger.comp(guitar, passage, 'x-------', { register: { low: 52, high: 72 }, strumBeats: 0.07, velocity: 0.7, length: 6 })
      arranger.bass(bass, passage, 'R-------', { around: 40, length: 1.2 })
      continue
    }
    arranger.comp(guitar, passage, GUITAR[variant], {
      register: { low: 52, high: 72 },
      voices: 4,
      velocity: 0.68,
      length: 0.55,
      strumBeats: 0.012,
    })
    arranger.hits(shaker, passage, 'xoxoxoxo', { velocity: name === 'intro' ? 0.7 : 0.9 })
    if (name === 'intro') {
      arranger.bass(bass, passage, 'R------.', { around: 40 })
      continue
    }
    arranger.bass(bass, passage, name === 'B' ? 'R--55--8|R--55--a' : 'R--55--R|R--55--a', { around: 40, length: 0.9 })
    arranger.hits(rim, passage, CLAVE[variant])
    arranger.hits(kick, passage, 'x..ox..o')
    arranger.hits(brush, passage, 'xoxxxoxo', { velocity: 0.85 })
    if (name !== 'A') {
      arranger.hits(conga, passage, '..x...xx|..x..o.x', { midi: 60 })
      arranger.hits(conga, passage, '.......o|....x...', { midi: 55 })
      arranger.hold(keys, passage, { register: { low: 57, high: 77 }, voices: 3, velocity: 0.6, legato: 0.95 })
    }
  }
  const lead = arranger.part('lead', [FLUTE, VIBRAPHONE, CLARINET][variant], {
    levelDb: -1,
    pan: 0.05,
    reverb: 0.35,
    looseMs: 8,
  })
  const motif = motifOf(arranger.random, ['x-x--x-x', '.x-x-x--', 'x--xx-x-', '..x-xx-x', 'x--x--x-'], ['x------.', '.x------'])
  const bridge = motifOf(arranger.random, ['x---x-x-', 'x-xx--x-', '.xx-x---'], ['x-------'])
  for (const passage of arranger.passagesOf('A'))
    sing(arranger, lead, passage, motif, { register: { low: 64, high: 84 }, velocity: 0.74, ornament: passage.name === 'A' ? 0.3 : 0.9 })
  for (const passage of arranger.passagesOf('B'))
    sing(arranger, lead, passage, bridge, { register: { low: 67, high: 86 }, velocity: 0.78, ornament: 0.4 })
  return arranger.finish()
}
