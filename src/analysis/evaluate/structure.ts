// Sections against what is known of them: the demo's form, renders that change key or do not, and recordings joined to one another.

import { seededRandom } from '#kernel'
import type { Structure } from '../analysis.ts'
import { structure as structureStage } from '../stages/structure.ts'
import type { Evaluation, EvaluationDeps, ScoreRow } from './evaluation.ts'
import type { HeardSplice, Stretch } from './hear-splice.job.ts'
import { musicIn } from './music-in.ts'
import { hearPieces, rendersOf } from './pieces.ts'
import { mean, meanInterval } from './scores/interval.ts'
import { boundaryScore } from './scores/sections.ts'

/** The tolerances of MIREX. */
const [CLOSE_S, NEAR_S] = [0.5, 3]
const SPLICE = { count: 40, stretches: 4, fromMaxS: 30, secondsMin: 15, secondsMax: 35 }

interface Judged {
  readonly foundS: readonly number[]
  readonly trueS: readonly number[]
  readonly lengthS: number
  /** Whether where the intro ends and the outro begins was found to 3 s; absent where there is none. */
  readonly intro?: number
  readonly outro?: number
}

export const structure: Evaluation = {
  name: 'structure',
  claim: 'sections begin where they are known to begin',
  async run(deps, options) {
    const sets = await hearPieces(deps, options, ['loudness', 'rhythm', 'structure'])
    const demo = sets.flatMap(({ pieces }) => pieces).filter(({ truth }) => truth.sections)
    const renders = rendersOf(sets)
    const changing = renders.filter(({ truth }) => truth.keys.length > 1)
    const staying = renders.filter(({ truth }) => truth.keys.length === 1)
    const ofDemo = demo.map(({ truth, found }) => judged(found.structure, truth.sections!, truth.durationS))
    const ofChanges = changing.map(({ truth, found }) => ({
      foundS: beginnings(found.structure),
      trueS: truth.keys.slice(1).map(({ fromS }) => fromS),
      lengthS: truth.durationS,
    }))
    const ofNone = staying.map(({ truth, found }) => ({ foundS: beginnings(found.structure), trueS: [], lengthS: truth.durationS }))
    const music = await Promise.all(options.musicPaths.map(async (folder) => ({ name: folder, paths: await musicIn(folder) })))
    const splices = [
      { name: 'renders, joined', paths: renders.filter(({ truth }) => truth.keys.length === 1).map(({ truth }) => truth.path) },
      ...music.map(({ name, paths }) => ({ name: `${name}, joined`, paths })),
    ].filter(({ paths }) => paths.length > SPLICE.stretches)
    const rows = [
      score('demo', ofDemo, options.seed),
      score('renders that change key', ofChanges, options.seed),
      score('renders that do not', ofNone, options.seed),
    ]
    for (const { name, paths } of splices) rows.push(score(name, await joined(deps, paths, options.seed), options.seed))
    return {
      data: rows.map(({ name, pieces }) => ({ name, about: 'sections', pieces })),
      split: options.split,
      seed: options.seed,
      measures: [
        { key: 'close', title: `F ${CLOSE_S} s`, unit: 'ratio' },
        { key: 'near', title: `F ${NEAR_S} s`, unit: 'ratio' },
        { key: 'precision', title: `precision ${NEAR_S} s`, unit: 'ratio' },
        { key: 'recall', title: `recall ${NEAR_S} s`, unit: 'ratio' },
        { key: 'recallClose', title: `recall ${CLOSE_S} s`, unit: 'ratio' },
        { key: 'intro', title: 'intro', unit: 'share' },
        { key: 'outro', title: 'outro', unit: 'share' },
        { key: 'length', title: 'a section', unit: 's' },
      ],
      baselines: [score('demo, as many equal parts as are true', ofDemo.map(evenly), options.seed)],
      model: { name: 'structure', version: structureStage.version, rows },
      notes: [
        'Renders that keep their key have no true boundary: there only the length of a section counts.',
        'Joined recordings have boundaries of their own beside the joints, so that only recall counts.',
      ],
    }
  },
}

const beginnings = (found: Structure | null): number[] => (found?.sections ?? []).slice(1).map(({ fromS }) => fromS)

function judged(found: Structure | null, sections: readonly { name: string; startS: number; endS: number }[], lengthS: number): Judged {
  const [first, last] = [sections[0], sections[sections.length - 1]]
  const at = (label: string) => found?.sections.find((section) => section.label === label)
  const isNear = (a: number | undefined, b: number) => Number(a !== undefined && Math.abs(a - b) <= NEAR_S)
  return {
    foundS: beginnings(found),
    trueS: sections.slice(1).map(({ startS }) => startS),
    lengthS,
    ...(first.name === 'intro' ? { intro: isNear(at('intro')?.toS, first.endS) } : {}),
    ...(last.name === 'outro' ? { outro: isNear(at('outro')?.fromS, last.startS) } : {}),
  }
}

const evenly = ({ trueS, lengthS }: Judged): Judged => ({
  foundS: trueS.map((_, i) => ((i + 1) * lengthS) / (trueS.length + 1)),
  trueS,
  lengthS,
})

function score(name: string, pieces: readonly Judged[], seed: number): ScoreRow {
  const of = (values: readonly number[]) => meanInterval(values, seed)
  const near = pieces.map(({ foundS, trueS }) => boundaryScore(foundS, trueS, NEAR_S))
  const close = pieces.map(({ foundS, trueS }) => boundaryScore(foundS, trueS, CLOSE_S))
  const known = (key: 'intro' | 'outro') => pieces.flatMap((piece) => piece[key] ?? [])
  const hasTruth = mean(pieces.map(({ trueS }) => trueS.length)) > 0
  const all = {
    close: close.map(({ f }) => f),
    near: near.map(({ f }) => f),
    precision: near.map(({ precision }) => precision),
    recall: near.map(({ recall }) => recall),
    recallClose: close.map(({ recall }) => recall),
  }
  return {
    name,
    pieces: pieces.length,
    scores: {
      ...(hasTruth ? Object.fromEntries(Object.entries(all).map(([key, values]) => [key, of(values)])) : {}),
      ...(known('intro').length > 0 ? { intro: of(known('intro')), outro: of(known('outro')) } : {}),
      length: of(pieces.map(({ foundS, lengthS }) => lengthS / (foundS.length + 1))),
    },
  }
}

/** Stretches of different recordings one after the other, drawn by the seed. */
async function joined(deps: EvaluationDeps, paths: readonly string[], seed: number): Promise<Judged[]> {
  const job = new URL('./hear-splice.job.ts', import.meta.url)
  const random = seededRandom(`splice:${seed}`)
  const splices = Array.from({ length: SPLICE.count }, () => {
    const left = [...paths]
    return Array.from({ length: SPLICE.stretches }, (): Stretch => {
      const path = left.splice(random.below(left.length), 1)[0]
      const seconds = SPLICE.secondsMin + random.next() * (SPLICE.secondsMax - SPLICE.secondsMin)
      return { path, fromS: random.next() * SPLICE.fromMaxS, seconds }
    })
  })
  const out: Judged[] = []
  let next = 0
  const worker = async () => {
    while (next < splices.length) {
      deps.signal.throwIfAborted()
      const { found, jointsS } = await deps.compute.run<readonly Stretch[], HeardSplice>(job, splices[next++])
      out.push({ foundS: beginnings(found.structure), trueS: jointsS, lengthS: found.structure?.lastSoundS ?? 0 })
      deps.tell(`Listening: ${out.length} of ${splices.length} joined recordings`)
    }
  }
  await Promise.all(Array.from({ length: deps.compute.workersMax }, worker))
  return out
}
