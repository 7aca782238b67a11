// The descriptors against librosa 0.11 on the golden clips: relative errors, family by family.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Analysis, DescriptorStatistics, Statistic } from '../analysis.ts'
import { descriptors as descriptorsStage } from '../stages/descriptors.ts'
import type { Evaluation, ScoreRow } from './evaluation.ts'
import { hearFiles } from './pieces.ts'
import { meanInterval } from './scores/interval.ts'

interface Golden {
  readonly librosa: string
  readonly files: Readonly<Record<string, { readonly descriptors: Readonly<Record<string, DescriptorStatistics>> }>>
}

/** How far a mean or a standard deviation may be off, as a share of it; more where the constant-Q transform stands between. */
const BAR = 1e-3
const BAR_CQT = 2e-2
const THROUGH_CQT = new Set(['chroma_cqt', 'chroma_cens', 'tonnetz'])
/** Of skew to max, a value nearer to zero than this is compared absolutely. */
const SMALL = 1e-3

interface Clip {
  readonly name: string
  readonly found: Analysis
  readonly expected: Golden['files'][string]['descriptors']
}

export const descriptors: Evaluation = {
  name: 'descriptors',
  claim: 'each of the 518 descriptors is what librosa 0.11 computes from the same samples',
  async run(deps, options) {
    const path = join(options.goldenPath, 'golden.json')
    const frame = { split: 'all', seed: options.seed, baselines: [] }
    const model = { name: 'descriptors', version: descriptorsStage.version }
    if (!existsSync(path))
      return { ...frame, data: [], measures: [], model: { ...model, rows: [] }, notes: [`Skipped: there is no ${path}.`] }
    const golden = JSON.parse(await readFile(path, 'utf8')) as Golden
    const names = Object.keys(golden.files)
    const found = await hearFiles(
      deps,
      names.map((name) => join(options.goldenPath, name)),
      ['descriptors'],
    )
    const clips = names.map((name, i) => ({ name, found: found[i], expected: golden.files[name].descriptors }))
    const families = Object.keys(golden.files[names[0]].descriptors)
    const missing = families.filter((family) => !found[0].descriptors[family])
    return {
      ...frame,
      data: [{ name: 'golden clips', about: `librosa ${golden.librosa}, ${names.join(', ')}`, pieces: names.length }],
      measures: [
        { key: 'mean', title: 'mean', unit: 'error' },
        { key: 'std', title: 'std', unit: 'error' },
        { key: 'worst', title: 'worst of both', unit: 'error' },
        { key: 'bar', title: 'bar', unit: 'error' },
        { key: 'others', title: 'skew to max', unit: 'error' },
      ],
      model: {
        ...model,
        rows: families.filter((family) => !missing.includes(family)).map((family) => errorsOf(family, clips, options.seed)),
      },
      notes: [
        'Relative errors, averaged over the rows of a family on every clip; the worst is the greatest of any row of any clip.',
        ...beyondBar(clips),
        ...(missing.length > 0 ? [`Not computed: ${missing.join(', ')}.`] : []),
      ],
    }
  },
}

function errorsOf(family: string, clips: readonly Clip[], seed: number): ScoreRow {
  const errors = (statistics: readonly Statistic[], small: number) =>
    clips.flatMap(({ found, expected }) =>
      statistics.flatMap((statistic) =>
        expected[family][statistic].map((want, row) => relativeError(found.descriptors[family][statistic][row], want, small)),
      ),
    )
  const worst = Math.max(...errors(['mean', 'std'], 0))
  return {
    name: family,
    pieces: clips.length,
    scores: {
      mean: meanInterval(errors(['mean'], 0), seed),
      std: meanInterval(errors(['std'], 0), seed),
      worst: { value: worst, low: worst, high: worst, count: clips.length },
      bar: { value: barOf(family), low: barOf(family), high: barOf(family), count: clips.length },
      others: meanInterval(errors(['skew', 'kurtosis', 'median', 'min', 'max'], SMALL), seed),
    },
  }
}

/** The rows that miss their bar, as sentences; one sentence where none does. */
function beyondBar(clips: readonly Clip[]): string[] {
  const lines = clips.flatMap(({ name, found, expected }) =>
    Object.entries(expected).flatMap(([family, statistics]) =>
      (['mean', 'std'] as const).flatMap((statistic) =>
        statistics[statistic].flatMap((want, row) => {
          const is = found.descriptors[family]?.[statistic][row]
          if (is === undefined || relativeError(is, want, 0) <= barOf(family)) return []
          return [
            `Beyond its bar: ${family} ${statistic} of row ${row} of ${name}, ${is.toExponential(4)} instead of ${want.toExponential(4)}.`,
          ]
        }),
      ),
    ),
  )
  return lines.length > 0 ? lines : ['Every mean and every standard deviation is within its bar.']
}

const barOf = (family: string): number => (THROUGH_CQT.has(family) ? BAR_CQT : BAR)

/** Of `want`, or of `small` where it is nearer to zero than that. */
function relativeError(found: number, want: number, small: number): number {
  return found === want ? 0 : Math.abs(found - want) / Math.max(Math.abs(want), small)
}
