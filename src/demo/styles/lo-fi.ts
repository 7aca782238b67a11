// Lo-fi hip-hop: a drunken beat with swing, electric piano in sevenths and ninths, round bass, vinyl.

import { arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { drum, ELECTRIC_PIANO, FELT_PIANO, FLUTE, MUTED_GUITAR, NYLON, UPRIGHT, VIBRAPHONE, WARM_PAD } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const KICKS = ['X......x..x.....|X......x.xx...o.', 'X..x......x.....|X..x...o..x..o..', 'X.....x...x..o..|X.......o.x.....']
const KEYS = ['x-----.x--......|..x---x-........', 'x--.x-----..x-..|x--.x-----......', 'x-------..x-----|x-----x---......']
const BASSES = ['R-----.R--5-..a-|R-----.R--8-7-a-', 'R--.R-----5-..a.|R--.R---8---5-a-', 'R-------5--.7-..|R---8-..5-----a-']

/** Composes a lo-fi piece. */
export function loFi(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      swing: { pairBeats: 0.5, ratio: [0.62, 0.59, 0.64][variant] },
      reverb: { seconds: 1.4, dampHz: 3200, preDelayMs: 12, level: 0.35 },
      echo: { beats: 0.75, feedback: 0.35, toneHz: 1800 },
      master: { lufs: [-14, -14.6, -13.6][variant], warmth: 0.4, lowPassHz: 9500 },
      tailS: 2.2,
      pulse: 'clear',
    },
    form: [
      ['intro', 2, a],
      ['A', 4, a],
      ['B', 4, b],
      ['break', 2, a],
      ["A'", 4, a],
      ['outro', 1, a],
    ],
  })
  const kick = arranger.part('kick', drum('kick-soft'), { levelDb: -2, lowPassHz: 3500 })
  const snare = arranger.part('snare', drum('snare-dusty', 0.05), { levelDb: -4, reverb: 0.15, looseMs: 5 })
  const hat = arranger.part('hat', drum('hat-dusty', 0.2), { levelDb: -16, pan: 0.2, looseMs: 6 })
  const rim = arranger.part('rim', drum('rim'), { levelDb: -17, pan: -0.4, reverb: 0.3, looseMs: 5 })
  const keys = arranger.part('keys', variant === 1 ? FELT_PIANO : ELECTRIC_PIANO, {
    levelDb: -1,
    reverb: 0.25,
    chorus: 0.4,
    tremolo: { hz: 0.9, depth: 0.25 },
    highPassHz: 120,
    lowPassHz: 5200,
    looseMs: 9,
  })
  const bass = arranger.part('bass', UPRIGHT, { levelDb: -3, lowPassHz: 1400, duck: 0.2 })
  const pad = arranger.part('pad', WARM_PAD, { levelDb: -12, reverb: 0.4, duck: 0.4, highPassHz: 250 })
  const vinyl = arranger.part('vinyl', { kind: 'texture', texture: 'vinyl' }, { levelDb: -24 })
  arranger.note(vinyl, 0, 0, arranger.bars * 4 + 2, 60, 0.9)
  for (const passage of arranger.passages) {
    const { name, bars } = passage
    const drums = /^[AB]/.test(name)
    if (drums) {
      arranger.hits(kick, passage, KICKS[variant])
      arranger.hits(snare, passage, '....x.......x...|....x.......x..,', { until: 1 })
      arranger.hits(snare, passage, name === 'B' ? '....x..,.o..x.xo' : '....x..,....x.,o', { from: bars - 1 })
      arranger.hits(hat, passage, 'x.o.x.o,x.o.x,o.')
      if (name !== 'A') arranger.hits(rim, passage, '...o......o.....|......o......o..')
    } else if (name !== 'outro') arranger.hits(hat, passage, 'o...o...o...o...', { velocity: 0.7 })
    if (name !== 'outro')
      arranger.comp(keys, passage, KEYS[variant], { register: { low: 52, high: 74 }, voices: 4, strumBeats: 0.02, velocity: 0.72 })
    else arranger.hold(keys, passage, { register: { low: 52, high: 74 }, velocity: 0.6 })
    if (drums) arranger.bass(bass, passage, BASSES[variant], { around: 39, length: 0.9 })
    if (name === 'outro') arranger.bass(bass, passage, 'R---------------', { around: 39 })
    if (name === 'B' || name === "A'") arranger.hold(pad, passage, { register: { low: 58, high: 79 }, voices: 3 })
  }
  const lead = arranger.part('lead', [VIBRAPHONE, MUTED_GUITAR, FLUTE][variant], {
    levelDb: -5,
    pan: 0.2,
    reverb: 0.35,
    echo: 0.3,
    lowPassHz: 5000,
    looseMs: 8,
  })
  const motif = motifOf(
    arranger.random,
    ['..x.x-..x--.....', 'x-.x.x--....x-..', '....x.x.x---....', '..x-..x.x.x-....'],
    ['x---..x-........', '..x-----........'],
  )
  for (const passage of arranger.passagesOf('A', 'B'))
    sing(arranger, lead, passage, motif, {
      register: { low: 64, high: 82 },
      velocity: 0.7,
      ornament: 0.7,
      phraseBars: passage.name === 'A' ? 3 : 4,
    })
  if (variant === 2) {
    const guitar = arranger.part('guitar', NYLON, { levelDb: -7, pan: -0.35, reverb: 0.3, lowPassHz: 4500, looseMs: 8 })
    for (const passage of arranger.passagesOf('B', 'break'))
      arranger.broken(guitar, passage, '0.2.3.2.1.2.3...', { register: { low: 55, high: 74 }, length: 0.8 })
  }
  return arranger.finish('kick')
}
