// Dub: one drop, organ on the off-beats, a bass that carries the tune, and the echo as an instrument.

import { arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { drum, MELODICA, MUTED_GUITAR, ORGAN, SUB_BASS } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const BASSES = ['R-.R5-8-..7-5-..|R-.R5-3-..R-L-..', 'R---..R-5-R---..|8-7-5---..5-R-..']

/** Composes a dub piece. */
export function dub(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      swing: { pairBeats: 0.5, ratio: 0.55 },
      reverb: { seconds: 2.9, dampHz: 3400, preDelayMs: 20, level: 0.4 },
      echo: { beats: 0.75, feedback: 0.62, toneHz: 1900 },
      master: { lufs: [-12, -12.8][variant % 2], warmth: 0.5, lowPassHz: 12_500 },
      tailS: 3.2,
      pulse: 'clear',
    },
    form: [
      ['intro', 2, a],
      ['A', 4, a],
      ['B', 4, b],
      ['break', 2, a],
      ["A'", 4, a],
    ],
  })
  const kick = arranger.part('kick', drum('kick-deep'), { levelDb: -1 })
  const rim = arranger.part('rim', drum('rim', 0.1), { levelDb: -9, reverb: 0.3, echo: 0.25, looseMs: 4 })
  const snare = arranger.part('snare', drum('snare-dusty'), { levelDb: -8, reverb: 0.35, echo: 0.8 })
  const hat = arranger.part('hat', drum('hat-dusty', 0.15), { levelDb: -17, pan: 0.25, looseMs: 5 })
  const bass = arranger.part('bass', SUB_BASS, { levelDb: 0, lowPassHz: 900 })
  const organ = arranger.part('organ', ORGAN, { levelDb: -8, pan: -0.25, reverb: 0.15, echo: 0.12, highPassHz: 260 })
  const guitar = arranger.part('guitar', MUTED_GUITAR, { levelDb: -10, pan: 0.4, reverb: 0.25, echo: 0.18, highPassHz: 300 })
  const thrown = arranger.part('thrown chord', ORGAN, { levelDb: -8, pan: 0.1, reverb: 0.4, echo: 1, highPassHz: 350, lowPassHz: 3800 })
  for (const passage of arranger.passages) {
    const { name, bars, startBar } = passage
    const full = /^[AB]/.test(name)
    if (full) {
      arranger.hits(kick, passage, variant === 1 ? 'X...X...X...X...' : '....X.......X...|....X.......X..o')
      arranger.hits(rim, passage, '....x..,....x...|....x....,..x..o')
      arranger.hits(hat, passage, 'o.x.o.x.o.x.o.xo')
      if (variant === 1) arranger.hits(hat, passage, '..o...o...o...o.')
      arranger.hits(snare, passage, '..............xx', { from: bars - 1 })
    } else if (name === 'break') arranger.hits(rim, passage, '....x...........')
    if (name !== 'break') arranger.bass(bass, passage, BASSES[variant % 2], { around: 38, length: 0.92 })
    if (name !== 'intro')
      arranger.comp(organ, passage, name === 'break' ? '..x...........x.' : '..x,..x,..x,..x,', {
        register: { low: 57, high: 76 },
        voices: 3,
        length: 0.22,
      })
    if (full)
      arranger.comp(guitar, passage, '..x...x...x...x.', {
        register: { low: 60, high: 79 },
        voices: 3,
        length: 0.18,
        strumBeats: 0.01,
        velocity: 0.8,
      })
    if (name === 'intro' || name === 'break')
      for (let bar = 0; bar < bars; bar++)
        arranger.comp(thrown, { ...passage, startBar: startBar + bar, bars: 1 }, bar % 2 === 0 ? '..x.............' : '......x.........', {
          register: { low: 60, high: 79 },
          voices: 3,
          length: 0.3,
          velocity: 0.85,
        })
  }
  const melodica = arranger.part('melodica', MELODICA, { levelDb: -6, pan: 0.1, reverb: 0.3, echo: 0.4 })
  const motif = motifOf(
    arranger.random,
    ['x-x-x---..x-x---', '..x-x-x-x---....', 'x---..x-x-x-....', '....x-x-x---x---'],
    ['x-------........', 'x-x-x---........'],
  )
  for (const passage of arranger.passagesOf('B'))
    sing(arranger, melodica, passage, motif, { register: { low: 65, high: 84 }, velocity: 0.78, ornament: 0.4 })
  for (const passage of arranger.passagesOf("A'", 'A'))
    sing(arranger, melodica, passage, motif, {
      register: { low: 62, high: 79 },
      velocity: 0.68,
      phraseBars: 2,
      from: passage.name === 'A' ? 2 : 0,
    })
  const drop = arranger.part('drop', drum('crash'), { levelDb: -18, reverb: 0.4, echo: 0.6 })
  for (const { startBar } of arranger.passagesOf('B', "A'")) arranger.note(drop, startBar, 0, 4, 60, 0.8)
  return arranger.finish('kick')
}
