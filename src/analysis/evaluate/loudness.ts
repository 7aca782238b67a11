// Loudness against ffmpeg's ebur128, an independent implementation of EBU R128, on the demo and on any music.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Analysis } from '../analysis.ts'
import { hasFfmpeg } from '../decode/ffmpeg.ts'
import { loudness as loudnessStage } from '../stages/loudness.ts'
import type { Evaluation, EvaluationDeps, EvaluationReport, ScoreRow } from './evaluation.ts'
import { musicIn } from './music-in.ts'
import { hearMusic } from './pieces.ts'
import { type Interval, meanInterval } from './scores/interval.ts'

type Loudness = Analysis['loudness']

const TOLERANCE = 0.1
/** ffmpeg prints the peak as a ratio with three decimals: of a quiet one, that is coarse. */
const PEAK_STEP = 0.0005
const OUTPUT_BYTES_MAX = 1 << 30
const run = promisify(execFile)

export const loudness: Evaluation = {
  name: 'loudness',
  claim: `integrated loudness, range and true peak agree with ffmpeg's ebur128 within ${TOLERANCE}`,
  async run(deps, options) {
    const report: Omit<EvaluationReport, 'data' | 'notes' | 'model'> = {
      split: 'all',
      seed: options.seed,
      measures: [
        { key: 'integrated', title: 'integrated', unit: 'LU' },
        { key: 'integratedWorst', title: 'worst', unit: 'LU' },
        { key: 'range', title: 'range', unit: 'LU' },
        { key: 'rangeWorst', title: 'worst', unit: 'LU' },
        { key: 'truePeak', title: 'true peak', unit: 'dB' },
        { key: 'truePeakWorst', title: 'worst', unit: 'dB' },
        { key: 'within', title: `all within ${TOLERANCE}`, unit: 'share' },
      ],
      baselines: [],
    }
    const model = { name: 'loudness', version: loudnessStage.version }
    if (!(await hasFfmpeg()))
      return { ...report, data: [], model: { ...model, rows: [] }, notes: ['Skipped: no ffmpeg on PATH to compare with.'] }
    const sets = [
      { name: 'demo', paths: (await deps.demo()).map(({ path }) => path) },
      ...(await Promise.all(options.musicPaths.map(async (folder) => ({ name: folder, paths: await musicIn(folder) })))),
    ]
    const rows: ScoreRow[] = []
    const unheard: string[] = []
    for (const { name, paths } of sets)
      rows.push(await compare(deps, name, await hearMusic(deps, paths, ['loudness'], unheard), options.seed))
    return {
      ...report,
      data: sets.map(({ name, paths }) => ({ name, about: 'mean distance from ffmpeg', pieces: paths.length })),
      model: { ...model, rows },
      notes: ['Mean and greatest absolute differences. Where both say that there is silence, they agree.', ...unheard],
    }
  },
}

type Heard = Awaited<ReturnType<typeof hearMusic>>

async function compare(deps: EvaluationDeps, name: string, heard: Heard, seed: number): Promise<ScoreRow> {
  const theirs: Loudness[] = []
  for (const { path } of heard) {
    deps.signal.throwIfAborted()
    deps.tell(`Asking ffmpeg: ${theirs.length + 1} of ${heard.length}  ${path}`)
    theirs.push(await ebur128(path))
  }
  const off = (key: keyof Loudness) => heard.map(({ found }, i) => distance(found.loudness[key], theirs[i][key]))
  const [integrated, range, truePeak] = [off('integratedLufs'), off('rangeLu'), off('truePeakDbtp')]
  const coarse = theirs.map(({ truePeakDbtp }) => (truePeakDbtp === null ? 0 : 20 * Math.log10(1 + PEAK_STEP / 10 ** (truePeakDbtp / 20))))
  const within = integrated.map((_, i) => Number(Math.max(integrated[i], range[i], truePeak[i] - coarse[i]) <= TOLERANCE))
  const interval = (values: readonly number[]) => meanInterval(values, seed)
  return {
    name,
    pieces: heard.length,
    scores: {
      integrated: interval(integrated),
      integratedWorst: worst(integrated),
      range: interval(range),
      rangeWorst: worst(range),
      truePeak: interval(truePeak),
      truePeakWorst: worst(truePeak),
      within: interval(within),
    },
  }
}

function worst(values: readonly number[]): Interval {
  const value = Math.max(...values)
  return { value, low: value, high: value, count: values.length }
}

/** 0 where neither has a value: both call it silence. */
const distance = (a: number | null, b: number | null): number => (a === null || b === null ? (a === b ? 0 : 99) : Math.abs(a - b))

/** What the filter says at the last of its steps of 100 ms, to three decimals. */
async function ebur128(path: string): Promise<Loudness> {
  const filter = 'ebur128=peak=true:metadata=1,ametadata=print:file=-'
  const input = ['-nostdin', '-hide_banner', '-nostats', '-v', 'error', '-i', path, '-map', '0:a:0']
  const { stdout } = await run('ffmpeg', [...input, '-filter:a', filter, '-f', 'null', '-'], { maxBuffer: OUTPUT_BYTES_MAX })
  const read = (key: string) => {
    const value = Number(
      new RegExp(`lavfi\\.r128\\.${key}=(-?[\\d.]+)`).exec(stdout.slice(stdout.lastIndexOf('frame:')))?.[1] ?? Number.NaN,
    )
    return Number.isFinite(value) ? value : null
  }
  const [integratedLufs, peak] = [read('I'), read('true_peak')]
  // -70 is ffmpeg's word for nothing above the gate.
  const isSilent = integratedLufs === null || integratedLufs <= -70
  return {
    integratedLufs: isSilent ? null : integratedLufs,
    rangeLu: isSilent ? null : read('LRA'),
    truePeakDbtp: peak === null || peak === 0 ? null : 20 * Math.log10(peak),
  }
}
