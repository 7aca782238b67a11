// A part of the fuzzing that runs with the other tests; the whole: npm run test:fuzz -- --count 5000

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { hasFfmpeg } from '../../src/analysis/index.ts'
import { fuzz, MEMORY_MAX_MIB } from './fuzz.ts'

const COUNT = 200

describe('mutated files of every format', { skip: (await hasFfmpeg()) ? false : 'no ffmpeg on PATH to make the files with' }, () => {
  it(`${COUNT} of them: no crash, no hang, no memory over ${MEMORY_MAX_MIB} MiB, each a clear error or an analysis in finite numbers`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'deepcut-fuzz-'))
    try {
      const report = await fuzz({ count: COUNT, seed: 1, first: 0, folder, onProgress: () => {} })
      assert.deepEqual(report.bad, [])
      assert.ok(report.outcomes['ok'] > COUNT / 4, 'most files should still be heard in part')
      assert.ok(Object.keys(report.outcomes).length > 1, 'some files should be refused')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
