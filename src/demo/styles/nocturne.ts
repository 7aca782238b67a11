// Nocturne: a piano alone. Wide broken chords in the left hand under the pedal, a singing right hand that takes its time.

import { arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { FELT_PIANO, PIANO } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const LEFT = ['.135753135313|.135753135353', '.1324.31|.1352.31', '.12.342.12.3|.12.453.12.2']

/** Composes a nocturne. */
export function nocturne(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const home = piece.mode === 'minor' ? 'i' : 'I'
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      reverb: { seconds: 2.8, dampHz: 3800, preDelayMs: 22, level: 0.5 },
      master: { lufs: [-21, -23, -20][variant], lowPassHz: 11_000 },
      tailS: 4,
      pulse: 'soft',
    },
    form: [
      ['intro', 1, a],
      ['A', 4, a],
      ['B', 4, b],
      ["A'", 4, a],
      ['outro', 1, home],
    ],
  })
  const instrument = variant === 1 ? FELT_PIANO : PIANO
  const left = arranger.part('left hand', instrument, { levelDb: -5, pan: -0.12, reverb: 0.28, looseMs: 10 })
  const right = arranger.part('right hand', instrument, { levelDb: 0, pan: 0.1, reverb: 0.32, looseMs: 9 })
  for (const passage of arranger.passages) {
    const loud = passage.name === 'B' ? 0.62 : passage.name === "A'" ? 0.54 : 0.46
    if (passage.name === 'outro') {
      arranger.bass(left, passage, 'R---------------', { around: 36, velocity: 0.4, length: 1.2 })
      arranger.broken(left, passage, '.1352.4.........', { register: { low: 48, high: 68 }, voices: 3, length: 4, velocity: 0.36 })
      continue
    }
    arranger.bass(left, passage, passage.name === 'B' ? 'R-----5---------' : 'R-------5-------', { around: 38, velocity: loud, length: 1 })
    arranger.broken(left, passage, LEFT[variant], { register: { low: 48, high: 68 }, voices: 3, length: 1.3, velocity: loud * 0.78 })
  }
  const motif = motifOf(
    arranger.random,
    ['x-----x-x---x-..', '..x-x-x---x-x---', 'x---x---..x-x-x-', 'x-----xxx-----..'],
    ['x-----------....', 'x---x-------....'],
  )
  const middle = motifOf(arranger.random, ['x-x-x-x-x---x---', 'x-----x-x-----x-', 'x---xxx-x---x-x-'], ['x---------..x---'])
  for (const passage of arranger.passagesOf('A'))
    sing(arranger, right, passage, motif, {
      register: { low: 65, high: 88 },
      velocity: passage.name === 'A' ? 0.66 : 0.74,
      legato: 1.1,
      ornament: passage.name === 'A' ? 0.3 : 1,
    })
  for (const passage of arranger.passagesOf('B'))
    sing(arranger, right, passage, middle, { register: { low: 62, high: 86 }, velocity: 0.8, legato: 1.1, ornament: 0.3, harmonySteps: -5 })
  const last = arranger.passages[arranger.passages.length - 1]
  arranger.broken(right, last, '....2...4...6...', { register: { low: 65, high: 80 }, voices: 3, length: 4, velocity: 0.42 })
  return arranger.finish()
}
