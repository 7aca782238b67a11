// The pieces an evaluation runs on, heard: renders and the demo, or any files.

import { Fault, messageOf } from '#kernel'
import type { Analysis } from '../analysis.ts'
import type { EvaluationDeps, EvaluationOptions } from './evaluation.ts'
import type { HearInput } from './hear-piece.job.ts'
import { prepareRenders } from './renders/renders.ts'
import type { PieceTruth } from './renders/truth.ts'
import { readTruthFolder } from './truth-folder.ts'

export interface HeardPiece {
  readonly truth: PieceTruth
  readonly found: Analysis
}

export interface PieceSet {
  readonly name: string
  readonly about: string
  readonly pieces: readonly HeardPiece[]
}

/** Renders by half, the demo, and folders of one's own, each piece heard by `stages`. */
export async function hearPieces(deps: EvaluationDeps, options: EvaluationOptions, stages: readonly string[]): Promise<PieceSet[]> {
  const renders = await prepareRenders({
    folder: options.rendersPath,
    count: options.count,
    seed: options.seed,
    env: deps.env,
    signal: deps.signal,
    onProgress: (done, total, name) => deps.tell(`Rendering: ${done} of ${total}  ${name}`),
  })
  const sets = [
    ...(['test', 'development'] as const).map((split) => ({
      name: `renders, ${split} half`,
      about: `seed ${options.seed}, made by MMA and FluidSynth, exact truth`,
      truths: renders.filter((piece) => piece.split === split && (options.split === 'all' || split === options.split)),
    })),
    { name: 'demo', about: 'composed by Deepcut, exact truth', truths: await deps.demo() },
    ...(await Promise.all(options.truthPaths.map(readTruthFolder))),
  ].filter(({ truths }) => truths.length > 0)
  const found = await hearFiles(
    deps,
    sets.flatMap(({ truths }) => truths.map(({ path }) => path)),
    stages,
  )
  let next = 0
  return sets.map(({ name, about, truths }) => ({ name, about, pieces: truths.map((truth) => ({ truth, found: found[next++] })) }))
}

/** The renders of some sets, both halves together. */
export const rendersOf = (sets: readonly PieceSet[]): HeardPiece[] =>
  sets.filter(({ name }) => name.startsWith('renders')).flatMap(({ pieces }) => pieces)

/** Each file heard by `stages`, in the order of the paths. One that cannot be heard ends the evaluation: its truth would be missed. */
export async function hearFiles(
  deps: EvaluationDeps,
  paths: readonly string[],
  stages: readonly string[],
  semitonesUp = 0,
): Promise<Analysis[]> {
  const heard = await hearEach(deps, paths, stages, semitonesUp)
  return heard.map((analysis) => {
    if (typeof analysis === 'string') throw new Fault('invalid', 'PIECE_UNHEARD', analysis)
    return analysis
  })
}

/** Music of one's own by `stages`; what cannot be heard is left out, and `unheard` gets a line for it. */
export async function hearMusic(
  deps: EvaluationDeps,
  paths: readonly string[],
  stages: readonly string[],
  unheard: string[],
): Promise<{ path: string; found: Analysis }[]> {
  const heard = await hearEach(deps, paths, stages, 0)
  return heard.flatMap((found, i) => {
    if (typeof found !== 'string') return [{ path: paths[i], found }]
    unheard.push(`Left out: ${found}`)
    return []
  })
}

/** Each file heard, as many at once as there are workers; in place of one that cannot be heard, why. */
async function hearEach(
  deps: EvaluationDeps,
  paths: readonly string[],
  stages: readonly string[],
  semitonesUp: number,
): Promise<(Analysis | string)[]> {
  const job = new URL('./hear-piece.job.ts', import.meta.url)
  const out: (Analysis | string)[] = new Array(paths.length)
  let next = 0
  let done = 0
  const worker = async () => {
    while (next < paths.length) {
      deps.signal.throwIfAborted()
      const place = next++
      out[place] = await deps.compute.run<HearInput, Analysis>(job, { path: paths[place], stages, semitonesUp }).catch((error) => {
        if (error instanceof Fault && error.code === 'COMPUTE_CLOSED') throw error
        return `${paths[place]} cannot be heard: ${messageOf(error)}`
      })
      deps.tell(`Listening: ${++done} of ${paths.length}  ${paths[place]}`)
    }
  }
  await Promise.all(Array.from({ length: deps.compute.workersMax }, worker))
  return out
}

/** The renders of some sets by time signature, by tempo and by the library that the groove is from. */
export function byKind(sets: readonly PieceSet[]): { name: string; pieces: HeardPiece[] }[] {
  const renders = rendersOf(sets)
  const tempi = [60, 80, 100, 125, 155, 191]
  const kinds: { name: string; of: (piece: PieceTruth) => boolean }[] = [
    ...['4/4', '3/4', '6/8'].map((metre) => ({
      name: `renders in ${metre}`,
      of: ({ timeSignature }: PieceTruth) => timeSignature === metre,
    })),
    ...tempi.slice(1).map((to, i) => ({
      name: `renders of ${tempi[i]} to ${to - 1} BPM`,
      of: ({ tempoBpm }: PieceTruth) => tempoBpm !== null && Math.round(tempoBpm) >= tempi[i] && Math.round(tempoBpm) < to,
    })),
    ...['stdlib', 'casio', 'kara', 'yamaha', 'zoom'].map((library) => ({
      name: `renders of ${library}`,
      of: ({ style }: PieceTruth) => style.startsWith(`${library}/`),
    })),
  ]
  return kinds.map(({ name, of }) => ({ name, pieces: renders.filter(({ truth }) => of(truth)) })).filter(({ pieces }) => pieces.length > 0)
}
