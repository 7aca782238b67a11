// Key, tuning and key changes against renders and demo.

import { TONICS } from '../analysis.ts'
import { harmony } from '../stages/harmony.ts'
import type { Evaluation, ScoreRow } from './evaluation.ts'
import { type HeardPiece, hearPieces, rendersOf } from './pieces.ts'
import { meanInterval } from './scores/interval.ts'
import { keyRelation, mirexScore, type NamedKey } from './scores/key.ts'
import { timeInKey } from './scores/key-spans.ts'
import { reliability } from './scores/reliability.ts'
import { transposition } from './transposition.ts'

type KeyOf = (piece: HeardPiece) => NamedKey | null

/** Krumhansl and Kessler 1982: how well each pitch class fits after a cadence in C. */
const KRUMHANSL = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
} as const

export const key: Evaluation = {
  name: 'key',
  claim: 'the key is right or a near relative, and where it changes is found',
  async run(deps, options) {
    const all = await hearPieces(deps, options, ['harmony', 'descriptors'])
    const sets = all.map((set) => ({ ...set, pieces: set.pieces.filter(({ truth }) => truth.key !== null) }))
    const renders = rendersOf(sets)
    const score = (name: string, pieces: readonly HeardPiece[], keyOf: KeyOf = ({ found }) => found.key) =>
      scoreKey(name, pieces, keyOf, options.seed)
    const staying = renders.filter(({ truth }) => truth.keys.length === 1)
    const changing = renders.filter(({ truth }) => truth.keys.length > 1)
    const groups = [
      ['renders in major', renders.filter(({ truth }) => truth.key!.mode === 'major')],
      ['renders in minor', renders.filter(({ truth }) => truth.key!.mode === 'minor')],
      ['renders in one key', staying],
      ['renders with a change', changing],
    ] as const
    const moved: ScoreRow[] = []
    const unheard: string[] = []
    for (const folder of options.musicPaths) moved.push(...(await transposition(deps, folder, options.seed, unheard)))
    return {
      data: sets.map(({ name, about, pieces }) => ({ name, about, pieces: pieces.length })),
      split: options.split,
      seed: options.seed,
      measures: [
        { key: 'mirex', title: 'MIREX', unit: 'ratio' },
        { key: 'right', title: 'right', unit: 'share' },
        { key: 'fifth', title: 'fifth', unit: 'share' },
        { key: 'relative', title: 'relative', unit: 'share' },
        { key: 'parallel', title: 'parallel', unit: 'share' },
        { key: 'time', title: 'time in key', unit: 'share' },
        { key: 'changes', title: 'changes', unit: 'share' },
      ],
      baselines: [
        score('renders, always C major', renders, () => ({ tonic: 'C', mode: 'major' })),
        score('renders, mean chroma on Krumhansl-Kessler', renders, krumhansl),
      ],
      model: {
        name: 'harmony',
        version: harmony.version,
        rows: [...sets.map(({ name, pieces }) => score(name, pieces)), ...groups.map(([name, pieces]) => score(name, pieces)), ...moved],
        reliability: { key: reliability(rendersOf(all).map(judged), options.seed) },
      },
      notes: [
        ...(moved.length > 0
          ? ['Semitones up: whether the key of music played higher moves with it; its true key need not be known.']
          : []),
        'Time in key: share of the duration under its true key. Changes: whether as many keys in a row were found as there are.',
        'The key of a piece that changes is that of its longer part. Reliability counts the drum-only renders too: any key for them is wrong.',
        ...unheard,
      ],
    }
  },
}

function scoreKey(name: string, pieces: readonly HeardPiece[], keyOf: KeyOf, seed: number): ScoreRow {
  const interval = (of: (piece: HeardPiece) => number) => meanInterval(pieces.map(of), seed)
  const relation = (wanted: string) => interval((piece) => (keyRelation(piece.truth.key!, keyOf(piece)) === wanted ? 1 : 0))
  return {
    name,
    pieces: pieces.length,
    scores: {
      mirex: interval((piece) => mirexScore(piece.truth.key!, keyOf(piece))),
      right: relation('right'),
      fifth: relation('fifth'),
      relative: relation('relative'),
      parallel: relation('parallel'),
      time: interval((piece) => timeInKey(piece.truth.keys, spansOf(piece, keyOf))),
      changes: interval((piece) => (spansOf(piece, keyOf).length === piece.truth.keys.length ? 1 : 0)),
    },
  }
}

/** The found spans, or for a baseline its one key all along. */
function spansOf(piece: HeardPiece, keyOf: KeyOf) {
  const one = keyOf(piece)
  if (one === piece.found.key) return piece.found.keyChanges
  return one ? [{ fromS: 0, toS: piece.truth.durationS, ...one }] : []
}

const judged = ({ truth, found }: HeardPiece) => ({
  confidence: found.key?.confidence ?? 0,
  right: truth.key !== null && keyRelation(truth.key, found.key) === 'right',
})

/** The textbook: the mean chroma vector (of the descriptors) correlated with the profiles of Krumhansl and Kessler in 24 keys. */
function krumhansl({ found }: HeardPiece): NamedKey | null {
  const chroma = found.descriptors['chroma_stft']?.mean
  if (!chroma) return null
  let best: { fit: number; key: NamedKey } | null = null
  for (const mode of ['major', 'minor'] as const) {
    for (let tonic = 0; tonic < 12; tonic++) {
      const fit = correlation(
        KRUMHANSL[mode],
        chroma.map((_, i) => chroma[(i + tonic) % 12]),
      )
      if (!best || fit > best.fit) best = { fit, key: { tonic: TONICS[tonic], mode } }
    }
  }
  return best?.key ?? null
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, x) => sum + x, 0) / a.length
  const meanB = b.reduce((sum, x) => sum + x, 0) / b.length
  const sum = (of: (x: number, y: number) => number) => a.reduce((total, x, i) => total + of(x - meanA, b[i] - meanB), 0)
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y) + 1e-12)
}
