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

/** A value nearer to zero than this is compared absolutely: tonnetz rows have means about zero. */
const SMALL = 1e-3

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
    const clips = names.map((name, i) => ({ found: found[i], expected: golden.files[name].descriptors }))
    const families = Object.keys(golden.files[names[0]].descriptors)
    const missing = families.filter((family) => !found[0].descriptors[family])
    return {
      ...frame,
      data: [{ name: 'golden clips', about: `librosa ${golden.librosa}, ${names.join(', ')}`, pieces: names.length }],
      measures: [
        { key: 'mean', title: 'mean', unit: 'error' },
        { key: 'std', title: 'std', unit: 'error' },
        { key: 'worst', title: 'worst of both', unit: 'error' },
        { key: 'others', title: 'skew to max', unit: 'error' },
      ],
      model: {
        ...model,
        rows: families.filter((family) => !missing.includes(family)).map((family) => errorsOf(family, clips, options.seed)),
      },
      notes: [
        'Relative errors, averaged over the rows of a family on every clip; the worst is the greatest of any row.',
        ...(missing.length > 0 ? [`Not computed: ${missing.join(', ')}.`] : []),
      ],
    }
  },
}

function errorsOf(
  family: string,
  clips: readonly { found: Analysis; expected: Golden['files'][string]['descriptors'] }[],
  seed: number,
): ScoreRow {
  const errors = (statistics: readonly Statistic[]) =>
    clips.flatMap(({ found, expected }) =>
      statistics.flatMap((statistic) =>
        expected[family][statistic].map((want, row) => relativeError(found.descriptors[family][statistic][row], want)),
      ),
    )
  const worst = Math.max(...errors(['mean', 'std']))
  return {
    name: family,
    pieces: clips.length,
    scores: {
      mean: meanInterval(errors(['mean']), seed),
      std: meanInterval(errors(['std']), seed),
      worst: { value: worst, low: worst, high: worst, count: clips.length },
      others: meanInterval(errors(['skew', 'kurtosis', 'median', 'min', 'max']), seed),
    },
  }
}

const relativeError = (found: number, want: number): number => Math.abs(found - want) / Math.max(Math.abs(want), SMALL)
