// Beats, downbeats and time signature against renders and demo.

import { rhythm } from '../stages/rhythm.ts'
import type { Evaluation, ScoreRow } from './evaluation.ts'
import { byKind, type HeardPiece, hearPieces, rendersOf } from './pieces.ts'
import { beatFMeasure } from './scores/beats.ts'
import { meanInterval } from './scores/interval.ts'
import { reliability } from './scores/reliability.ts'

interface Grid {
  readonly beatsS: readonly number[]
  readonly downbeatsS: readonly number[]
  readonly timeSignature: string | null
}

/** A beat and a bar that know nothing of the piece: 120 BPM in four from its beginning. */
const metronome = ({ truth }: HeardPiece): Grid => {
  const beatsS = Array.from({ length: Math.floor(truth.durationS * 2) }, (_, i) => i / 2)
  return { beatsS, downbeatsS: beatsS.filter((_, i) => i % 4 === 0), timeSignature: '4/4' }
}
/** The found beats, every fourth of which begins a bar: what downbeats are worth beyond counting to four. */
const countedInFour = ({ found }: HeardPiece): Grid => ({
  beatsS: found.beatsS,
  downbeatsS: found.beatsS.filter((_, i) => i % 4 === 0),
  timeSignature: '4/4',
})
const found = (piece: HeardPiece): Grid => piece.found

export const beats: Evaluation = {
  name: 'beats',
  claim: 'beats and downbeats lie within 70 ms of the true ones, and the time signature is right',
  async run(deps, options) {
    const all = await hearPieces(deps, options, ['rhythm'])
    const sets = all.map((set) => ({ ...set, pieces: set.pieces.filter(({ truth }) => truth.beatsS.length > 0) }))
    const renders = rendersOf(sets)
    const score = (name: string, pieces: readonly HeardPiece[], gridOf = found) => scoreBeats(name, pieces, gridOf, options.seed)
    return {
      data: sets.map(({ name, about, pieces }) => ({ name, about, pieces: pieces.length })),
      split: options.split,
      seed: options.seed,
      measures: [
        { key: 'beats', title: 'beat F', unit: 'ratio' },
        { key: 'downbeats', title: 'downbeat F', unit: 'ratio' },
        { key: 'timeSignature', title: 'signature', unit: 'share' },
      ],
      baselines: [
        score('renders, metronome at 120 BPM', renders, metronome),
        score('renders, found beats counted in four', renders, countedInFour),
      ],
      model: {
        name: 'rhythm',
        version: rhythm.version,
        rows: [...sets, ...byKind(sets)].map(({ name, pieces }) => score(name, pieces)),
        reliability: { 'time signature': reliability(renders.map(judgedSignature), options.seed) },
      },
      notes: ['F-measure within 70 ms, what lies before 5 s left out (as mir_eval.beat.evaluate). In 6/8 the beat is the dotted crotchet.'],
    }
  },
}

function scoreBeats(name: string, pieces: readonly HeardPiece[], gridOf: (piece: HeardPiece) => Grid, seed: number): ScoreRow {
  // Only pieces whose truth is known of what is scored.
  const score = (isKnown: (truth: Grid) => boolean, of: (truth: Grid, grid: Grid) => number) =>
    meanInterval(
      pieces.filter(({ truth }) => isKnown(truth)).map((piece) => of(piece.truth, gridOf(piece))),
      seed,
    )
  return {
    name,
    pieces: pieces.length,
    scores: {
      beats: score(
        ({ beatsS }) => beatsS.length > 0,
        (truth, grid) => beatFMeasure(truth.beatsS, grid.beatsS),
      ),
      downbeats: score(
        ({ downbeatsS }) => downbeatsS.length > 0,
        (truth, grid) => beatFMeasure(truth.downbeatsS, grid.downbeatsS),
      ),
      timeSignature: score(
        ({ timeSignature }) => timeSignature !== null,
        (truth, grid) => (truth.timeSignature === grid.timeSignature ? 1 : 0),
      ),
    },
  }
}

const judgedSignature = (piece: HeardPiece) => ({
  confidence: piece.found.timeSignatureConfidence,
  right: piece.found.timeSignature === piece.truth.timeSignature,
})
