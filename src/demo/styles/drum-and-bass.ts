// Drum and bass: a two-step break at 172, a growling bass under wide chords, a breakdown.

import { type Arranger, arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { BRIGHT_PAD, CHOIR, drum, ELECTRIC_PIANO, GLASS, PLUCK, REESE, SUB_BASS, WARM_PAD } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const KICKS = ['X.........x.....|X.........x..o..', 'X.....x...x.....|X.........x.....', 'X.........x.....|X..x......x.....']
const SNARES = ['....X..,.,..X..,|....X..,.,..X.,o', '....X.......X.,.|....X..,.o..X.,o', '....X..,.,..X...|....X..o.,..X.oo']
const BASSES = ['R-----..R--.8-7-|R-----....R-5-a-', 'R--.R-..8-..R--.|R--.R-..7-..5-a-', 'R---------R-..8-|R-------..5-7-a-']

function beat(arranger: Arranger, variant: number): void {
  const kick = arranger.part('kick', drum('kick-soft'), { levelDb: -2 })
  const snare = arranger.part('snare', drum('snare-tight', 0.06), { levelDb: -1, reverb: 0.14 })
  const hat = arranger.part('hat', drum('hat', 0.3), { levelDb: -15, pan: 0.2, looseMs: 2 })
  const ride = arranger.part('ride', drum('ride', 0.1), { levelDb: -18, pan: -0.3 })
  const crash = arranger.part('crash', drum('crash'), { levelDb: -18, reverb: 0.25 })
  for (const passage of arranger.passages) {
    const { name, bars } = passage
    if (name === 'break') {
      arranger.hits(snare, passage, '................|................|o...o...o...o.o.|o.o.o.oooxoxxxXX', { from: 2, velocity: 0.7 })
      continue
    }
    if (name === 'intro') {
      arranger.hits(hat, passage, 'x.o.x.oox.o.x.oo')
      arranger.hits(kick, passage, KICKS[variant], { from: 2 })
      continue
    }
    const fill = name === 'outro' ? 0 : 1
    arranger.hits(kick, passage, KICKS[variant], { until: fill })
    arranger.hits(snare, passage, SNARES[variant], { until: fill })
    if (fill) {
      arranger.hits(kick, passage, 'X.....x...x..x..', { from: bars - 1 })
      arranger.hits(snare, passage, '....X..,.oX.ooXx', { from: bars - 1 })
    }
    arranger.hits(hat, passage, name === 'outro' ? 'x...x...x...x...' : 'x.oox.o,x.oox.oo')
    if (name !== 'outro') arranger.hits(ride, passage, 'x...x...x...x...', { velocity: name === 'A' ? 0.7 : 0.95 })
  }
  for (const { startBar } of arranger.passagesOf('A', 'B')) arranger.note(crash, startBar, 0, 4, 60, 0.85)
}

/** Composes a drum and bass piece. */
export function drumAndBass(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      reverb: { seconds: 2.8, dampHz: 4800, preDelayMs: 25, level: 0.42 },
      echo: { beats: 1.5, feedback: 0.45, toneHz: 2800 },
      master: { lufs: [-9.2, -8.8, -10][variant], warmth: 0.6 },
      tailS: 1.8,
      pulse: 'clear',
    },
    form: [
      ['intro', 4, a],
      ['A', 8, a],
      ['B', 8, b],
      ['break', 4, a],
      ["A'", 8, a],
      ['outro', 4, a],
    ],
  })
  beat(arranger, variant)
  const pad = arranger.part('pad', [WARM_PAD, CHOIR, BRIGHT_PAD][variant], {
    levelDb: -10,
    reverb: 0.5,
    duck: 0.35,
    highPassHz: 200,
  })
  const reese = arranger.part('bass', REESE, {
    levelDb: -3,
    duck: 0.4,
    sweep: arranger.passages.flatMap(({ startBar, bars }, i) => [
      { beat: startBar * 4, hz: 300 + 500 * (i % 2) },
      { beat: (startBar + bars / 2) * 4, hz: 1500 },
      { beat: (startBar + bars) * 4 - 0.25, hz: 500 },
    ]),
  })
  const sub = arranger.part('sub', SUB_BASS, { levelDb: -6, duck: 0.3, lowPassHz: 160 })
  const keys = arranger.part('keys', [ELECTRIC_PIANO, GLASS, PLUCK][variant], {
    levelDb: -11,
    reverb: 0.35,
    echo: 0.35,
    pan: -0.15,
    highPassHz: 180,
  })
  for (const passage of arranger.passages) {
    arranger.hold(pad, passage, {
      register: { low: 55, high: 79 },
      voices: 4,
      velocity: passage.name === 'break' || passage.name === 'intro' ? 0.8 : 0.65,
    })
    if (/^[AB]/.test(passage.name)) {
      arranger.bass(reese, passage, BASSES[(variant + (passage.name === 'B' ? 1 : 0)) % 3], { around: 38, length: 0.96 })
      arranger.bass(sub, passage, BASSES[(variant + (passage.name === 'B' ? 1 : 0)) % 3], { around: 38, length: 0.92 })
    }
    if (passage.name === 'break' || passage.name === 'intro')
      arranger.broken(keys, passage, '0..2..4.3..1..2.|0..2..5.4..2..1.', { register: { low: 60, high: 78 }, length: 0.8 })
    if (passage.name === "A'")
      arranger.broken(keys, passage, '0.2.4.0.3.5.1.3.', { register: { low: 60, high: 78 }, length: 0.4, velocity: 0.6 })
    if (passage.name === 'outro') arranger.hold(keys, passage, { register: { low: 58, high: 76 }, velocity: 0.6 })
  }
  const lead = arranger.part('lead', variant === 1 ? PLUCK : GLASS, { levelDb: -9, pan: 0.2, reverb: 0.4, echo: 0.4 })
  const motif = motifOf(
    arranger.random,
    ['x-----x---x---..', '....x---x-x-x---', 'x---....x---x-..', '..x---x-....x---'],
    ['x-------........', 'x---x-------....'],
  )
  for (const passage of arranger.passagesOf('B')) sing(arranger, lead, passage, motif, { register: { low: 65, high: 86 }, velocity: 0.8 })
  for (const passage of arranger.passagesOf("A'"))
    sing(arranger, lead, passage, motif, { register: { low: 65, high: 86 }, velocity: 0.7, phraseBars: 2, ornament: 0.6 })
  const riser = arranger.part('riser', { kind: 'texture', texture: 'riser' }, { levelDb: -18, reverb: 0.3 })
  for (const { startBar, bars } of arranger.passagesOf('intro', 'break')) arranger.note(riser, startBar, 0, bars * 4, 60, 0.8)
  return arranger.finish('kick')
}
