// The tempo against renders, demo and folders of one's own: Accuracy 1 and 2, and whether its confidence can be believed.

import { rhythm } from '../stages/rhythm.ts'
import type { Evaluation, ScoreRow } from './evaluation.ts'
import { byKind, type HeardPiece, hearPieces, rendersOf } from './pieces.ts'
import { meanInterval } from './scores/interval.ts'
import { reliability } from './scores/reliability.ts'
import { tempoAccuracy1, tempoAccuracy2 } from './scores/tempo.ts'

/** What a metronome that knows nothing would say. */
const CONSTANT_BPM = 120

export const tempo: Evaluation = {
  name: 'tempo',
  claim: 'the tempo is right within 4 %, or right but for the octave',
  async run(deps, options) {
    const all = await hearPieces(deps, options, ['rhythm'])
    const sets = all.map((set) => ({ ...set, pieces: set.pieces.filter(({ truth }) => truth.tempoBpm !== null) }))
    const score = (name: string, pieces: readonly HeardPiece[], bpmOf = foundBpm) => scoreTempo(name, pieces, bpmOf, options.seed)
    return {
      data: sets.map(({ name, about, pieces }) => ({ name, about, pieces: pieces.length })),
      split: options.split,
      seed: options.seed,
      measures: [
        { key: 'accuracy1', title: 'Accuracy 1', unit: 'share' },
        { key: 'accuracy2', title: 'Accuracy 2', unit: 'share' },
      ],
      baselines: [score(`renders, always ${CONSTANT_BPM} BPM`, rendersOf(sets), () => CONSTANT_BPM)],
      model: {
        name: 'rhythm',
        version: rhythm.version,
        rows: [...sets, ...byKind(sets)].map(({ name, pieces }) => score(name, pieces)),
        reliability: { tempo: reliability(rendersOf(sets).map(judged), options.seed) },
      },
      notes: ['Reliability is of the renders, right meaning Accuracy 1; where no tempo is claimed it is wrong, with confidence 0.'],
    }
  },
}

const foundBpm = ({ found }: HeardPiece): number | null => found.tempo?.bpm ?? null

function scoreTempo(name: string, pieces: readonly HeardPiece[], bpmOf: (piece: HeardPiece) => number | null, seed: number): ScoreRow {
  const share = (isRight: (wantedBpm: number, bpm: number | null) => boolean) =>
    meanInterval(
      pieces.map((piece) => (isRight(piece.truth.tempoBpm!, bpmOf(piece)) ? 1 : 0)),
      seed,
    )
  return { name, pieces: pieces.length, scores: { accuracy1: share(tempoAccuracy1), accuracy2: share(tempoAccuracy2) } }
}

const judged = ({ truth, found }: HeardPiece) => ({
  confidence: found.tempo?.confidence ?? 0,
  right: tempoAccuracy1(truth.tempoBpm!, found.tempo?.bpm ?? null),
})
