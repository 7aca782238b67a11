// Ambient: slow pads that lead into each other, far bells, the sea or the wind; no drums and hardly a pulse.

import { arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import {
  BELL,
  CELLI,
  CHOIR,
  FELT_PIANO,
  FLUTE,
  GLASS_HARMONICA,
  HARP,
  HUM,
  KALIMBA,
  MUSIC_BOX,
  SUB_BASS,
  VIBRAPHONE,
  WARM_PAD,
} from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const DROPS = [
  '0.......3.....5.|....2.....4.....',
  '..0...2...5.....|....4.......1...',
  '0.....4.........|..2.....6.....3.',
  '3.......0.......|......5.........',
  '0...2...4...7...|6...4...2.......',
]
const SPARKS = [VIBRAPHONE, MUSIC_BOX, HARP, FELT_PIANO, KALIMBA]
const VOICES = [FLUTE, CELLI, GLASS_HARMONICA, BELL, HUM]

/** Composes an ambient piece. */
export function ambient(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      reverb: { seconds: 6.5, dampHz: 3600, preDelayMs: 40, level: 0.75 },
      echo: { beats: 1.5, feedback: 0.55, toneHz: 2200 },
      master: { lufs: [-19, -21, -18, -20, -22][variant], lowPassHz: 12_500 },
      tailS: 5,
      pulse: 'none',
    },
    form: [
      ['intro', 2, a],
      ['A', 4, a],
      ['B', 3, b],
      ["A'", 2, a],
    ],
  })
  const pad = arranger.part('pad', WARM_PAD, {
    levelDb: 0,
    reverb: 0.6,
    highPassHz: 110,
    sweep: [
      { beat: 0, hz: 500 },
      { beat: 16, hz: 2400 },
      { beat: 32, hz: 4200 },
      { beat: 44, hz: 900 },
    ],
  })
  const glass = arranger.part('glass', variant % 2 === 0 ? GLASS_HARMONICA : CHOIR, {
    levelDb: -7,
    reverb: 0.8,
    pan: -0.2,
  })
  const drone = arranger.part('drone', SUB_BASS, { levelDb: -9, reverb: 0.1, tremolo: { hz: 0.13, depth: 0.3 } })
  const sparks = arranger.part('sparks', SPARKS[variant], { levelDb: -6, reverb: 0.9, echo: 0.5, pan: 0.15, looseMs: 18 })
  const sea = arranger.part('air', { kind: 'texture', texture: variant === 1 ? 'rain' : 'sea' }, { levelDb: -19, reverb: 0.1 })
  arranger.note(sea, 0, 0, arranger.bars * 4 + 3, 60, 0.8)
  for (const passage of arranger.passages) {
    const middle = passage.name === 'B'
    arranger.hold(pad, passage, { register: { low: 50, high: 74 }, voices: 4, velocity: middle ? 0.78 : 0.68, legato: 1.02 })
    if (passage.name !== 'intro') arranger.hold(glass, passage, { register: { low: 62, high: 82 }, voices: 3, velocity: 0.6, legato: 1.02 })
    arranger.bass(drone, passage, 'R---------------', { around: 38, velocity: 0.75, length: 1 })
    arranger.broken(sparks, passage, DROPS[variant], { register: { low: 62, high: 80 }, length: 2.5, velocity: middle ? 0.62 : 0.5 })
  }
  const melody = arranger.part('melody', VOICES[variant], {
    levelDb: -6,
    reverb: 0.7,
    echo: 0.25,
    pan: -0.1,
    looseMs: 15,
  })
  const motif = motifOf(arranger.random, ['x-----x-', '..x---x-', 'x---x---', 'x-x-----'], ['x-------', '..x-----'])
  for (const passage of arranger.passagesOf('A', 'B'))
    sing(arranger, melody, passage, motif, {
      register: { low: [65, 52, 67, 60, 57][variant], high: [84, 71, 86, 79, 76][variant] },
      velocity: 0.62,
      legato: 1,
      phraseBars: passage.name === 'B' ? 4 : 3,
    })
  return arranger.finish()
}
