// Synthwave with a rock band in it: driving eighths, gated snare, power chords through a hot amplifier, a lead with vibrato.

import { type Arranger, arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { BRIGHT_PAD, DISTORTED, drum, LEAD, PLUCK, SAW_BASS } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const KICKS = ['X...x...X...x...', 'X.....x.X.....x.|X..x..x.X.....xx', 'X...X...X...X...']
const RIFFS = ['x-xxx-xxx-xxx-xx', 'x--x--x-x--x--x-', 'x---x-x---x-x-x-']

function beat(arranger: Arranger, variant: number): void {
  const kick = arranger.part('kick', drum('kick-club'), { levelDb: -1 })
  const snare = arranger.part('snare', drum('snare', 0.05), { levelDb: -1, reverb: 0.35 })
  const hat = arranger.part('hat', drum('hat', 0.15), { levelDb: -16, pan: 0.25, looseMs: 3 })
  const tom = arranger.part('toms', drum('tom', 0.4), { levelDb: -6, reverb: 0.3 })
  const crash = arranger.part('crash', drum('crash'), { levelDb: -15, reverb: 0.25 })
  for (const passage of arranger.passages) {
    const { name, bars, startBar } = passage
    if (name === 'intro') {
      arranger.hits(hat, passage, 'x.x.x.x.x.x.x.x.')
      arranger.hits(kick, passage, 'X...X...X...X...', { from: 2 })
    } else if (name === 'break') arranger.hits(kick, passage, 'X.......X.......')
    else {
      arranger.hits(kick, passage, KICKS[variant], { until: 1 })
      arranger.hits(snare, passage, '....X.......X...', { until: 1 })
      arranger.hits(hat, passage, variant === 1 ? 'x.x.x.x.x.x.x.x.' : 'xoxoxoxoxoxoxoxo')
      arranger.hits(kick, passage, 'X...x...X.......', { from: bars - 1 })
      arranger.hits(snare, passage, '....X.....xxX.xx', { from: bars - 1 })
      arranger.note(crash, startBar, 0, 4, 60, 0.9)
    }
    if (name !== 'outro') for (let i = 0; i < 4; i++) arranger.note(tom, startBar + bars - 1, 3 + i / 4, 0.5, 67 - i * 3, 0.7 + i * 0.08)
  }
}

/** Composes a synthwave piece. */
export function synthwave(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      reverb: { seconds: 1.9, dampHz: 5600, preDelayMs: 15, level: 0.42 },
      echo: { beats: 0.75, feedback: 0.4, toneHz: 3600 },
      master: { lufs: [-9.5, -8.7, -10.2][variant], warmth: 0.5 },
      tailS: 2,
      pulse: 'clear',
    },
    form: [
      ['intro', 4, a],
      ['A', 8, a],
      ['B', 8, b],
      ['break', 2, a],
      ["A'", variant === 1 ? 8 : 4, a],
      ['outro', 1, a],
    ],
  })
  beat(arranger, variant)
  const bass = arranger.part('bass', SAW_BASS, { levelDb: -4, duck: 0.35, lowPassHz: 2200 })
  const arp = arranger.part('arpeggio', PLUCK, {
    levelDb: -9,
    pan: 0.3,
    reverb: 0.25,
    echo: 0.3,
    highPassHz: 250,
    sweep: [
      { beat: 0, hz: 700 },
      { beat: 16, hz: 5000 },
      { beat: arranger.bars * 4, hz: 9000 },
    ],
  })
  const pad = arranger.part('pad', BRIGHT_PAD, { levelDb: -12, reverb: 0.4, duck: 0.4, highPassHz: 250 })
  const left = arranger.part('guitar left', DISTORTED, { levelDb: -5, pan: -0.65, driveDb: 20, reverb: 0.12, looseMs: 4 })
  const right = arranger.part('guitar right', DISTORTED, { levelDb: -5, pan: 0.65, driveDb: 18, reverb: 0.12, looseMs: 5 })
  for (const passage of arranger.passages) {
    const { name } = passage
    const full = /^[AB]/.test(name)
    if (name !== 'break')
      arranger.bass(bass, passage, name === 'outro' ? 'R---------------' : 'R.R.R.8.R.R.R.5.|R.R.R.8.R.R.7.a.', {
        around: 40,
        length: 0.85,
      })
    if (name !== 'outro')
      arranger.broken(arp, passage, variant === 2 ? '0.2.3.5.4.3.2.3.' : '0234532102345432', {
        register: { low: 57, high: 76 },
        length: 0.22,
        velocity: full ? 0.6 : 0.75,
      })
    if (full || name === 'outro') arranger.hold(pad, passage, { register: { low: 55, high: 77 }, voices: 3 })
    if (!full && name !== 'outro') continue
    // Power chords: root, fifth, octave, never the third.
    for (const part of [left, right]) {
      const pattern = name === 'outro' ? 'R---------------' : RIFFS[(variant + (name === 'B' ? 2 : 0)) % 3].replaceAll('x', 'R')
      for (const [offset, level] of [
        [0, 0.85],
        [7, 0.7],
        [12, 0.6],
      ]) {
        const first = part.notes.length
        arranger.bass(part, passage, pattern, { around: 45, velocity: level, length: name === 'A' ? 0.6 : 0.9 })
        for (let i = first; i < part.notes.length; i++) part.notes[i] = { ...part.notes[i], midi: part.notes[i].midi + offset }
      }
    }
  }
  const lead = arranger.part('lead', LEAD, { levelDb: -3, pan: -0.05, driveDb: variant === 1 ? 10 : 3, reverb: 0.35, echo: 0.35 })
  const motif = motifOf(
    arranger.random,
    ['x---x-x-x-------', 'x-x-x---....x-x-', '..x-x-x-x---x-..', 'x-----x-x-x-....'],
    ['x-----------....', 'x---x-----------'],
  )
  for (const passage of arranger.passagesOf('B', "A'"))
    sing(arranger, lead, passage, motif, { register: { low: 64, high: 86 }, velocity: 0.85, legato: 0.98, ornament: 0.5 })
  return arranger.finish('kick')
}
