// The similarity vector by what it finds in music: neighbours of the same album and artist, a sped-up copy, the same piece in another
// coding, at another level, or as an excerpt.

import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { seededRandom } from '#kernel'
import type { Analysis } from '../analysis.ts'
import { hasFfmpeg } from '../decode/ffmpeg.ts'
import { vector as vectorStage } from '../stages/vector.ts'
import { int8Similarity, int8Vector } from '../vector.ts'
import type { Evaluation, EvaluationDeps, ScoreRow } from './evaluation.ts'
import { musicIn } from './music-in.ts'
import { hearFiles, hearMusic } from './pieces.ts'
import { meanInterval } from './scores/interval.ts'
import { chanceScores, type NeighbourScores, neighbourScores } from './scores/neighbours.ts'

/** So many pieces are coded anew. */
const VARIED_MAX = 30
const STAGES_HEARD = ['loudness', 'descriptors', 'traits', 'vector']
const MFCC_FIRST = 1
const MFCC_END = 20
const run = promisify(execFile)

/** Versions of a piece that must lead back to it: their name, the file's ending, what ffmpeg is told. */
const VERSIONS: readonly (readonly [string, string, readonly string[]])[] = [
  ['mp3 at 64 kbit/s', 'mp3', ['-b:a', '64k']],
  ['mp3 at 128 kbit/s', 'mp3', ['-b:a', '128k']],
  ['opus at 48 kbit/s', 'opus', ['-b:a', '48k']],
  ['6 dB softer', 'flac', ['-af', 'volume=-6dB']],
  ['30 s from the middle', 'flac', []],
]
const EXCERPT = VERSIONS.length - 1
const EXCERPT_S = 30

interface Piece {
  readonly path: string
  readonly album: string
  readonly artist: string
  /** The same for versions of one piece, such as X.ogg and X_fast.ogg, or the same file in two formats. */
  readonly title: string
  readonly isFast: boolean
  readonly durationS: number
  readonly vector: Float32Array
  readonly mfcc: Float32Array
}

/** How alike two pieces are by one method. */
type Likeness = (a: Piece, b: Piece) => number

const byVector: Likeness = (a, b) => dot(a.vector, b.vector)
const byInt8: Likeness = (a, b) => int8Similarity(int8Vector(a.vector), int8Vector(b.vector))

export const retrieval: Evaluation = {
  name: 'retrieval',
  claim: 'the nearest by sound are what belongs together',
  async run(deps, options) {
    const measures = [
      { key: 'first', title: 'nearest', unit: 'share' },
      { key: 'five', title: 'of 5', unit: 'share' },
      { key: 'ten', title: 'of 10', unit: 'share' },
      { key: 'average', title: 'average precision', unit: 'ratio' },
    ] as const
    const frame = { split: 'all', seed: options.seed, measures }
    const model = { name: 'vector', version: vectorStage.version }
    if (options.musicPaths.length === 0)
      return { ...frame, data: [], baselines: [], model: { ...model, rows: [] }, notes: ['Skipped: name folders of music with --music.'] }
    const unheard: string[] = []
    const pieces: Piece[] = []
    for (const folder of options.musicPaths) pieces.push(...(await piecesOf(deps, folder, unheard)))
    if (pieces.length === 0)
      return {
        ...frame,
        data: [],
        baselines: [],
        model: { ...model, rows: [] },
        notes: ['No music in these folders can be heard.', ...unheard],
      }
    const byMfcc = mfccLikeness(pieces)
    const baselines = [
      ...chance(pieces, options.seed),
      ...neighbours('mean and deviation of MFCC:', byMfcc, pieces, options.seed),
      ...neighbours('int8 form:', byInt8, pieces, options.seed),
    ]
    const versions = await versionRows(deps, pieces, byMfcc, options.seed)
    return {
      ...frame,
      data: options.musicPaths.map((folder) => ({
        name: folder,
        about: `${new Set(pieces.map(({ album }) => album)).size} albums by folder`,
        pieces: pieces.length,
      })),
      baselines: [...baselines, ...versions.baselines],
      model: { ...model, rows: [...neighbours('', byVector, pieces, options.seed), ...versions.rows] },
      notes: [
        'An album is a folder; an artist is the first folder below the one that was named. Versions of the piece itself are left out of its neighbours.',
        'Shares of 5 and 10 are of what could be found. Music that the projection was learned from (docs/science/similarity.md) is easier.',
        ...versions.notes,
        ...unheard,
      ],
    }
  },
}

async function piecesOf(deps: EvaluationDeps, folder: string, unheard: string[]): Promise<Piece[]> {
  const heard = await hearMusic(deps, await musicIn(folder), STAGES_HEARD, unheard)
  return heard.map(({ path, found }) => pieceOf(folder, path, found))
}

function pieceOf(folder: string, path: string, { durationS, vector, descriptors }: Analysis): Piece {
  const places = relative(folder, path).split(sep)
  const name = basename(path).replace(/\.\w+$/, '')
  const { mean, std } = descriptors['mfcc']
  return {
    path,
    album: dirname(path),
    artist: join(folder, places.length > 1 ? places[0] : ''),
    // Without the track's number, and without what says that it is the fast one.
    title: name.replace(/^\d+[\s._-]+/, '').replace(FAST, ''),
    isFast: FAST.test(name),
    durationS,
    vector,
    mfcc: Float32Array.from([...mean.slice(MFCC_FIRST, MFCC_END), ...std.slice(0, MFCC_END)]),
  }
}

const FAST = /[_-]fast$/i
const isSamePiece = (a: Piece, b: Piece): boolean => a.album === b.album && a.title === b.title

/** Cosine of what is left when each number is standardised over the pieces. */
function mfccLikeness(pieces: readonly Piece[]): Likeness {
  const width = pieces[0].mfcc.length
  const means = Array.from({ length: width }, (_, i) => pieces.reduce((sum, { mfcc }) => sum + mfcc[i], 0) / pieces.length)
  const deviations = means.map(
    (mean, i) => Math.sqrt(pieces.reduce((sum, { mfcc }) => sum + (mfcc[i] - mean) ** 2, 0) / pieces.length) || 1,
  )
  const standard = ({ mfcc }: Piece) => mfcc.map((value, i) => (value - means[i]) / deviations[i])
  const known = new Map(pieces.map((piece) => [piece, standard(piece)]))
  return (a, b) => {
    const [x, y] = [known.get(a) ?? standard(a), known.get(b) ?? standard(b)]
    return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y) || 1)
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** What must be found among the others: by name, who may be ranked and who of them belongs. */
const QUESTIONS: readonly {
  name: string
  asks(piece: Piece): boolean
  ranked(a: Piece, b: Piece): boolean
  belongs(a: Piece, b: Piece): boolean
}[] = [
  { name: 'same album', asks: () => true, ranked: (a, b) => !isSamePiece(a, b), belongs: (a, b) => a.album === b.album },
  { name: 'same artist', asks: () => true, ranked: (a, b) => !isSamePiece(a, b), belongs: (a, b) => a.artist === b.artist },
  { name: 'sped-up copy', asks: ({ isFast }) => isFast, ranked: (a, b) => a !== b, belongs: isSamePiece },
]

function neighbours(prefix: string, likeness: Likeness, pieces: readonly Piece[], seed: number): ScoreRow[] {
  return QUESTIONS.flatMap(({ name, asks, ranked, belongs }) => {
    const scores = pieces.filter(asks).flatMap((piece) => {
      const others = pieces.filter((other) => other !== piece && ranked(piece, other))
      const ranking = rank(piece, others, likeness)
      return neighbourScores(ranking.map((other) => belongs(piece, other))) ?? []
    })
    return scores.length > 0 ? [row(`${prefix} ${name}`.trim(), scores, seed)] : []
  })
}

function chance(pieces: readonly Piece[], seed: number): ScoreRow[] {
  return QUESTIONS.flatMap(({ name, asks, ranked, belongs }) => {
    const scores = pieces.filter(asks).flatMap((piece) => {
      const others = pieces.filter((other) => other !== piece && ranked(piece, other))
      const relevant = others.filter((other) => belongs(piece, other)).length
      return relevant > 0 ? [chanceScores(others.length, relevant)] : []
    })
    return scores.length > 0 ? [row(`chance: ${name}`, scores, seed)] : []
  })
}

function rank(piece: Piece, others: readonly Piece[], likeness: Likeness): Piece[] {
  const scored = others.map((other) => ({ other, likeness: likeness(piece, other) }))
  return scored.sort((a, b) => b.likeness - a.likeness).map(({ other }) => other)
}

function row(name: string, scores: readonly NeighbourScores[], seed: number): ScoreRow {
  const keys = ['first', 'five', 'ten', 'average'] as const
  return {
    name,
    pieces: scores.length,
    scores: Object.fromEntries(
      keys.map((key) => [
        key,
        meanInterval(
          scores.map((score) => score[key]),
          seed,
        ),
      ]),
    ),
  }
}

/** Some pieces coded anew, each asked for the piece it came from among all. */
async function versionRows(
  deps: EvaluationDeps,
  pieces: readonly Piece[],
  byMfcc: Likeness,
  seed: number,
): Promise<{ baselines: ScoreRow[]; rows: ScoreRow[]; notes: string[] }> {
  if (!(await hasFfmpeg())) return { baselines: [], rows: [], notes: ['Versions are skipped: no ffmpeg on PATH to make them with.'] }
  const folder = await mkdtemp(join(tmpdir(), 'deepcut-retrieval-'))
  try {
    const chosen = seededRandom(`retrieval:${seed}`)
      .shuffle(pieces.filter(({ durationS, isFast }) => durationS > 2 * EXCERPT_S && !isFast))
      .slice(0, VARIED_MAX)
    const rows: ScoreRow[] = []
    const baselines: ScoreRow[] = []
    for (const [kind, [name, ending, options]] of VERSIONS.entries()) {
      const made = chosen.map((piece, i) => ({ piece, path: join(folder, `${kind}-${i}.${ending}`) }))
      for (const { piece, path } of made) {
        deps.signal.throwIfAborted()
        deps.tell(`Coding anew, ${name}: ${piece.path}`)
        await code(
          piece,
          path,
          kind === EXCERPT ? ['-ss', String(piece.durationS / 2 - EXCERPT_S / 2), '-t', String(EXCERPT_S)] : [],
          options,
        )
      }
      const heard = await hearFiles(deps, made.map(({ path }) => path), STAGES_HEARD) // biome-ignore format: one call
      const asked = made.map(({ piece, path }, i) => ({ piece, version: pieceOf(folder, path, heard[i]) }))
      const scoresBy = (likeness: Likeness) =>
        asked.flatMap(({ piece, version }) => neighbourScores(rank(version, pieces, likeness).map((other) => isOneOf(piece, other))) ?? [])
      rows.push(row(name, scoresBy(byVector), seed))
      baselines.push(row(`mean and deviation of MFCC: ${name}`, scoresBy(byMfcc), seed))
      for (const { path } of made) await rm(path)
    }
    return { baselines, rows, notes: [`Versions are of ${chosen.length} pieces, each ranked among all ${pieces.length}.`] }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const isOneOf = (piece: Piece, other: Piece): boolean => other === piece || (isSamePiece(piece, other) && !other.isFast)

async function code(piece: Piece, path: string, span: readonly string[], options: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...span, '-i', piece.path, '-vn', '-map', '0:a:0', ...options, path])
}
