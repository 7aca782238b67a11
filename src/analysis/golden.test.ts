// Against librosa 0.11 on four real clips: every mean and standard deviation within 1e-3, or 2e-2 where it passed through the constant-Q
// transform.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { analyseFile } from './analyse-file.ts'
import type { Analysis } from './analysis.ts'

const GOLDEN = join(import.meta.dirname, '../../../shared/data/golden')
const TOLERANCE = 1e-3
const TOLERANCE_CQT = 2e-2
const THROUGH_CQT = new Set(['chroma_cqt', 'chroma_cens', 'tonnetz'])

interface Golden {
  readonly files: Readonly<
    Record<string, { samples: number; descriptors: Readonly<Record<string, Readonly<Record<'mean' | 'std' | 'median', number[]>>>> }>
  >
}

const skip = existsSync(join(GOLDEN, 'golden.json')) ? false : `no golden clips at ${GOLDEN}`

describe('descriptors', { skip }, () => {
  const golden: Golden = skip ? { files: {} } : JSON.parse(readFileSync(join(GOLDEN, 'golden.json'), 'utf8'))
  for (const [name, expected] of Object.entries(golden.files)) {
    it(`of ${name} are those of librosa`, async () => {
      const outcome = await analyseFile(join(GOLDEN, name))
      assert.ok(outcome.ok)
      assert.equal(outcome.analysis.durationS, expected.samples / 22_050)
      assert.deepEqual(Object.keys(outcome.analysis.descriptors).sort(), Object.keys(expected.descriptors).sort())
      compare(outcome.analysis, expected.descriptors)
    })
  }

  it('of the MP3 lie close to those of its own WAV, although the decoder differs', async () => {
    const [wav, mp3] = await Promise.all(['fma-000002.wav', 'fma_000002.mp3'].map((name) => analyseFile(join(GOLDEN, name))))
    assert.ok(wav.ok && mp3.ok)
    const { mean } = mp3.analysis.descriptors['mfcc']
    for (const [i, value] of wav.analysis.descriptors['mfcc'].mean.entries()) {
      assert.ok(Math.abs(value - mean[i]) < 2, `mfcc ${i}: ${value} and ${mean[i]}`)
    }
    const similarity = wav.analysis.vector.reduce((sum, x, i) => sum + x * mp3.analysis.vector[i], 0)
    assert.ok(similarity > 0.97, `similarity ${similarity}`)
  })
})

function compare({ descriptors }: Analysis, expected: Golden['files'][string]['descriptors']): void {
  for (const [descriptor, statistics] of Object.entries(descriptors)) {
    for (const statistic of ['mean', 'std'] as const) {
      statistics[statistic].forEach((value, row) => {
        const want = expected[descriptor][statistic][row]
        const error = Math.abs(value - want) / Math.abs(want)
        assert.ok(
          error <= (THROUGH_CQT.has(descriptor) ? TOLERANCE_CQT : TOLERANCE),
          `${descriptor} ${statistic} ${row}: ${value} instead of ${want}`,
        )
      })
    }
  }
}
