// deepcut evaluate WHAT: a claim of the analysis against its data, as a table with 95 % intervals; a reliability plot with --plot.

import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EVALUATIONS, type EvaluationOptions, type PieceTruth, RENDERS_SEED, reliabilityPlot } from '#analysis'
import { type Compute, threadCompute } from '#compute'
import { composeDemo, type PieceTruth as DemoTruth } from '#demo'
import { Fault, readConfig } from '#kernel'
import { printEvaluation } from './evaluation-table.ts'
import type { Hall } from './hall.ts'
import { choiceOption, listOption, numberOption, textOption } from './options.ts'
import { cut, plain, printJson, printLine } from './print.ts'
import type { Verb } from './verbs.ts'

/** Beside a checkout of the project; elsewhere it is told by --golden. */
const GOLDEN = join(import.meta.dirname, '../../../shared/data/golden')
const RENDERS = { byDefault: 200, max: 2000 }
const PLAIN_EVERY_MS = 5000

export const evaluate: Verb = async (hall, [given], options) => {
  const evaluation = EVALUATIONS.find(({ name }) => name === given)
  if (!evaluation) {
    const known = EVALUATIONS.map(({ name }) => name).join(', ')
    throw new Fault('invalid', 'EVALUATION_UNKNOWN', `There is no evaluation "${String(given)}". There are: ${known}.`)
  }
  const { homePath, workersMax } = readConfig(hall.env)
  const chosen = optionsOf(options, join(homePath, 'evaluate', 'renders'))
  const plotPath = textOption(options, 'plot')
  const compute = threadCompute(workersMax)
  const tell = teller(hall)
  const demo = () => demoPieces(compute, join(homePath, 'evaluate', 'demo'), hall.clock.nowMs(), tell)
  try {
    const report = await evaluation.run({ compute, env: hall.env, demo, signal: hall.stop, tell }, chosen)
    tell('')
    if (options['json']) printJson(hall, report)
    else printEvaluation(hall, evaluation, report)
    if (plotPath && report.model.reliability) {
      await writeFile(plotPath, reliabilityPlot(report.model.reliability))
      if (!options['json']) printLine(hall, `The reliability plot is in ${resolve(plotPath)}`)
    }
    return 0
  } finally {
    await compute.close()
  }
}

function optionsOf(options: Readonly<Record<string, unknown>>, rendersPath: string): EvaluationOptions {
  return {
    split: choiceOption(options, 'split', 'all', ['development', 'test', 'all']),
    seed: numberOption(options, 'seed', RENDERS_SEED, { min: 1, max: 1_000_000, whole: true }),
    count: numberOption(options, 'count', RENDERS.byDefault, { min: 0, max: RENDERS.max, whole: true }),
    rendersPath: resolve(textOption(options, 'renders') ?? rendersPath),
    truthPaths: listOption(options, 'truth'),
    musicPaths: listOption(options, 'music').map((path) => resolve(path)),
    goldenPath: resolve(textOption(options, 'golden') ?? GOLDEN),
  }
}

/** One line that renews itself on a terminal, a plain line now and then elsewhere; an empty one clears it. */
function teller({ stderr, clock }: Hall): (line: string) => void {
  let shownMs = clock.nowMs()
  return (line) => {
    if (stderr.isTTY) return void stderr.write(`\r\u001b[2K${cut(plain(line), (stderr.columns ?? 80) - 1)}`)
    if (line === '' || clock.nowMs() - shownMs < PLAIN_EVERY_MS) return
    shownMs = clock.nowMs()
    stderr.write(`${plain(line)}\n`)
  }
}

/** The demo, composed where it is not there yet, with its own truth. */
async function demoPieces(compute: Compute, folder: string, nowMs: number, tell: (line: string) => void): Promise<PieceTruth[]> {
  const onProgress = (done: number, total: number, title: string) => tell(`Composing the demo: ${done} of ${total}  ${title}`)
  const { musicPath, truthPath } = await composeDemo({ compute }, { folder, nowMs, onProgress })
  const { pieces } = JSON.parse(await readFile(truthPath, 'utf8')) as { pieces: DemoTruth[] }
  return pieces.map((piece) => {
    const isPulsed = piece.pulse !== 'none'
    const { tonic, mode } = piece.key
    return {
      name: piece.title,
      path: join(musicPath, ...piece.file.split('/')),
      split: 'test',
      style: piece.style,
      durationS: piece.durationS,
      tempoBpm: isPulsed ? piece.tempoBpm : null,
      timeSignature: piece.timeSignature,
      beatsS: isPulsed ? piece.beatsS : [],
      downbeatsS: isPulsed ? piece.downbeatsS : [],
      key: { tonic, mode },
      keys: [{ fromS: 0, toS: piece.durationS, tonic, mode }],
      sections: piece.sections,
    }
  })
}
