// House: four on the floor, off-beat hats, chords that breathe with the kick, a break and a drop.

import { type Arranger, arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { BRIGHT_PAD, drum, ELECTRIC_PIANO, FM_BASS, ORGAN, PIANO, PLUCK, SAW_BASS, STAB, WARM_PAD } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const CHORDS = ['x..x..x...x.x...|x..x..x..x..x.x.', '..x...x...x..xx.|..x...x..x....x.', 'x.....x..x......|x.....x..x..x...']
const BASSES = ['..R...R.8.R...R.|..R...R.8.R.R.7.', 'R..R..8.R..R.58.|R..R..8.R..R.7a.', '..R.R.8...R.R.5.|..R.R.8...R.8.a.']
const LEADS = [ORGAN, PLUCK, ELECTRIC_PIANO]

function beat(arranger: Arranger): void {
  const kick = arranger.part('kick', drum('kick-club'), { levelDb: 0 })
  const clap = arranger.part('clap', drum('clap', 0.1), { levelDb: -8, reverb: 0.16 })
  const hat = arranger.part('hat', drum('hat', 0.25), { levelDb: -17, pan: 0.15, looseMs: 2 })
  const open = arranger.part('open hat', drum('hat-open'), { levelDb: -15, pan: -0.1, duck: 0.3 })
  const shaker = arranger.part('shaker', drum('shaker', 0.3), { levelDb: -21, pan: -0.35, looseMs: 3 })
  for (const passage of arranger.passages) {
    const { name } = passage
    if (name !== 'break') arranger.hits(kick, passage, 'X...X...X...X...', { until: name === 'outro' ? 0 : 1 })
    if (name !== 'break' && name !== 'outro')
      arranger.hits(kick, passage, name === 'intro' ? 'X...X...X...X...' : 'X...X...X...X.o.', { from: passage.bars - 1 })
    if (name === 'A' || name === 'B') arranger.hits(clap, passage, '....x.......x...|....x.......x..,')
    if (name !== 'break') arranger.hits(open, passage, '..x...x...x...x.', { from: name === 'intro' ? 2 : 0 })
    if (name === 'A' || name === 'B') arranger.hits(hat, passage, 'o.,oo.,oo.,oo.oo')
    if (name !== 'intro') arranger.hits(shaker, passage, ',oxo,oxo,oxo,oxo', { velocity: name === 'break' ? 0.6 : 0.9 })
    if (name === 'break')
      arranger.hits(clap, passage, 'o...o...o...o...|o...o...o...o...|o.o.o.o.o.o.o.o.|oooooooooxoxxxXX', { from: 2, velocity: 0.7 })
  }
  const crash = arranger.part('crash', drum('crash'), { levelDb: -20, reverb: 0.3 })
  for (const { startBar } of arranger.passagesOf('A', 'B', 'outro')) arranger.note(crash, startBar, 0, 4, 60, 0.8)
}

/** Composes a house piece. */
export function house(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      swing: { pairBeats: 0.5, ratio: [0.53, 0.56, 0.5][variant] },
      reverb: { seconds: 2.2, dampHz: 5200, preDelayMs: 18, level: 0.4 },
      echo: { beats: 0.75, feedback: 0.42, toneHz: 3200 },
      master: { lufs: [-9, -9.6, -9.3][variant], warmth: 0.5 },
      tailS: 1.6,
      pulse: 'clear',
    },
    form: [
      ['intro', 4, a],
      ['A', 8, a],
      ['break', 4, b],
      ['B', 8, variant === 1 ? a : b],
      ['outro', 2, a],
    ],
  })
  beat(arranger)
  const intro = arranger.passages[0]
  const drop = arranger.passages[3].startBar * 4
  const stab = arranger.part('chords', [STAB, PIANO, STAB][variant], {
    levelDb: -7,
    reverb: 0.3,
    echo: 0.22,
    duck: 0.45,
    highPassHz: 160,
    sweep: [
      { beat: 0, hz: 350 },
      { beat: 15, hz: 2600 },
      { beat: 16, hz: 7000 },
      { beat: drop - 16, hz: 7000 },
      { beat: drop - 15, hz: 900 },
      { beat: drop - 0.5, hz: 6500 },
      { beat: drop, hz: 12_000 },
    ],
  })
  const pad = arranger.part('pad', variant === 2 ? BRIGHT_PAD : WARM_PAD, { levelDb: -14, reverb: 0.5, duck: 0.7, highPassHz: 220 })
  const bass = arranger.part('bass', variant === 1 ? FM_BASS : SAW_BASS, { levelDb: -4, duck: 0.55, lowPassHz: 2600 })
  for (const passage of arranger.passages) {
    if (passage.name !== 'break') arranger.comp(stab, passage, CHORDS[variant], { register: { low: 53, high: 77 }, length: 0.2 })
    else arranger.comp(stab, passage, 'x--x--x-x-------', { register: { low: 53, high: 77 }, velocity: 0.7 })
    if (passage.name !== 'intro') arranger.hold(pad, passage, { register: { low: 55, high: 79 }, voices: 3 })
    if (passage.name === 'A' || passage.name === 'B') arranger.bass(bass, passage, BASSES[variant], { around: 39, length: 0.8 })
    if (passage.name === 'outro') arranger.bass(bass, passage, 'R.......R.......', { around: 39 })
  }
  const lead = arranger.part('lead', LEADS[variant], { levelDb: -8, pan: 0.12, reverb: 0.3, echo: 0.4, highPassHz: 200 })
  const motif = motifOf(
    arranger.random,
    ['x-.x.x-.x---....', '..x.x.x-..x-x---', 'x--x--x-..x-....', 'x-x-..x.x--.....'],
    ['x-----..x-......', '..x.x---........'],
  )
  for (const passage of arranger.passagesOf('B'))
    sing(arranger, lead, passage, motif, { register: { low: 65, high: 84 }, velocity: 0.78, ornament: 0.5 })
  for (const passage of arranger.passagesOf('A'))
    sing(arranger, lead, passage, motif, { register: { low: 60, high: 77 }, velocity: 0.62, phraseBars: 2, from: 4 })
  const riser = arranger.part('riser', { kind: 'texture', texture: 'riser' }, { levelDb: -17, reverb: 0.3 })
  arranger.note(riser, intro.startBar + 2, 0, 8, 60, 0.5)
  arranger.note(riser, arranger.passages[2].startBar + 1, 0, 12, 60, 0.9)
  return arranger.finish('kick')
}
