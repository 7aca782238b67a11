// Minimal techno: a deep kick, clicks, and short lines of uneven length that turn against the bar; it changes by filters and by what is left out.

import { arrange } from '../composing/arranger.ts'
import { drum, FM_BASS, GLASS, MARIMBA, PLUCK, STAB, SUB_BASS, WARM_PAD } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

/** Cuts a line of any length into bars of sixteen, so that it turns against them. */
const turning = (line: string, bars: number): string =>
  Array.from({ length: bars }, (_, bar) => Array.from({ length: 16 }, (_, i) => line[(bar * 16 + i) % line.length]).join('')).join('|')

const LINES = ['0..3..1.0.2', '0.0..4.2..1..', '0..1...3.0...']
const HIGH = ['..5....7....4', '.6..7....5.', '7.....6..4.5...']
const CLICKS = ['x..x..x', '..x..x.x.', 'x.x...x..x.']

/** Composes a minimal techno piece. */
export function minimalTechno(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 4,
      timeSignature: '4/4',
      swing: { pairBeats: 0.5, ratio: [0.5, 0.54, 0.52][variant] },
      reverb: { seconds: 1.7, dampHz: 4200, preDelayMs: 10, level: 0.38 },
      echo: { beats: 0.75, feedback: 0.55, toneHz: 2600 },
      master: { lufs: [-11, -10.4, -11.6][variant], warmth: 0.35 },
      tailS: 2,
      pulse: 'clear',
    },
    form: [
      ['intro', 4, a],
      ['A', 8, a],
      ['break', 3, b],
      ['B', 8, b],
      ['outro', 3, a],
    ],
  })
  const end = arranger.bars * 4
  const breakAt = arranger.passages[2].startBar * 4
  const kick = arranger.part('kick', drum('kick-deep'), { levelDb: 0 })
  const hat = arranger.part('hat', drum('hat', 0.2), { levelDb: -16, pan: 0.2 })
  const open = arranger.part('open hat', drum('hat-open'), { levelDb: -17, duck: 0.3 })
  const click = arranger.part('click', drum('click', 0.7), { levelDb: -14, reverb: 0.25, echo: 0.2 })
  const rim = arranger.part('rim', drum('rim', 0.3), { levelDb: -16, reverb: 0.3, pan: -0.3 })
  const clap = arranger.part('clap', drum('clap'), { levelDb: -12, reverb: 0.3 })
  const bass = arranger.part('bass', variant === 1 ? FM_BASS : SUB_BASS, { levelDb: -5, duck: 0.6, lowPassHz: 1500 })
  const line = arranger.part('line', [PLUCK, MARIMBA, GLASS][variant], {
    levelDb: -7,
    pan: -0.2,
    reverb: 0.25,
    echo: 0.35,
    sweep: [
      { beat: 0, hz: 500 },
      { beat: 16, hz: 1500 },
      { beat: breakAt, hz: 4500 },
      { beat: breakAt + 1, hz: 900 },
      { beat: breakAt + 12, hz: 7000 },
      { beat: end - 12, hz: 5000 },
      { beat: end, hz: 400 },
    ],
  })
  const high = arranger.part('high line', variant === 1 ? GLASS : MARIMBA, {
    levelDb: -12,
    pan: 0.4,
    reverb: 0.35,
    echo: 0.45,
  })
  const chord = arranger.part('chord', STAB, { levelDb: -9, reverb: 0.5, echo: 0.7, highPassHz: 250, duck: 0.5, lowPassHz: 3200 })
  const pad = arranger.part('pad', WARM_PAD, { levelDb: -15, reverb: 0.5, duck: 0.75, highPassHz: 180 })
  for (const passage of arranger.passages) {
    const { name, bars } = passage
    if (name !== 'break') arranger.hits(kick, passage, 'X...X...X...X...', { until: name === 'outro' || name === 'intro' ? 0 : 1 })
    if (name === 'A' || name === 'B') arranger.hits(kick, passage, 'X...X...X.....X.', { from: bars - 1 })
    if (name !== 'intro') arranger.hits(hat, passage, name === 'B' ? '..x.,.x.,.x.o.xo' : '..x...x...x...x.')
    if (name === 'B') arranger.hits(open, passage, '..............x.|......x.........')
    if (name === 'A' || name === 'B') arranger.hits(clap, passage, '............x...|............x..o')
    arranger.hits(click, passage, turning(CLICKS[variant], bars), { velocity: name === 'intro' ? 0.7 : 0.85 })
    if (name !== 'intro') arranger.hits(rim, passage, turning('.....x.......', bars), { velocity: 0.8 })
    if (name !== 'break' && name !== 'intro')
      arranger.bass(
        bass,
        passage,
        ['..R..R8...R..R..|..R..R8...R.7R..', '..R...R...R..5R.|..R...R...R.aR8.', 'R..R..R.....R...|R..R..R...5.R.7.'][variant],
        { around: 37, length: 0.85 },
      )
    arranger.broken(line, passage, turning(LINES[variant], bars), {
      register: { low: 52, high: 70 },
      voices: 3,
      length: 0.22,
      velocity: name === 'break' ? 0.65 : 0.78,
    })
    if (name === 'B' || name === 'break')
      arranger.broken(high, passage, turning(HIGH[variant], bars), {
        register: { low: 64, high: 80 },
        voices: 4,
        length: 0.3,
        velocity: 0.6,
      })
    if (name !== 'intro')
      arranger.comp(chord, passage, name === 'B' ? '......x.........|...x......x.....' : '...x............|................', {
        register: { low: 55, high: 76 },
        voices: 4,
        length: 0.2,
        velocity: 0.8,
      })
    if (name === 'break' || name === 'B') arranger.hold(pad, passage, { register: { low: 55, high: 76 }, voices: 3, velocity: 0.7 })
  }
  const riser = arranger.part('riser', { kind: 'texture', texture: 'riser' }, { levelDb: -20, reverb: 0.3 })
  arranger.note(riser, arranger.passages[2].startBar, 0, 12, 60, 0.8)
  return arranger.finish('kick')
}
