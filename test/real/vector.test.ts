// What the similarity vector promises: the same music is near itself whatever the level, the codec or the stretch of it.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { analyseFile } from '../../src/analysis/analyse-file.ts'
import { hasFfmpeg } from '../../src/analysis/decode/ffmpeg.ts'
import { VECTOR_SIZE } from '../../src/analysis/vector.ts'

const GOLDEN = join(import.meta.dirname, '../../../shared/data/golden')
const CLIPS = ['fma-000002', 'vibe-ace', 'sugar-plum', 'lets-go-fishin']
const folder = mkdtempSync(join(tmpdir(), 'deepcut-vector-'))
after(() => rmSync(folder, { recursive: true }))

async function vectorOf(path: string): Promise<Float32Array> {
  const outcome = await analyseFile(path)
  assert.ok(outcome.ok)
  return outcome.analysis.vector
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0)

const skip = !existsSync(GOLDEN)
  ? `no golden clips at ${GOLDEN}`
  : (await hasFfmpeg())
    ? false
    : 'no ffmpeg on PATH to make the variants with'

describe('the similarity vector', () => {
  it('of real clips: length one, each nearest to its own other codec, level and excerpt', { skip }, async () => {
    const whole = await Promise.all(CLIPS.map((clip) => vectorOf(join(GOLDEN, `${clip}.wav`))))
    for (const vector of whole) assert.ok(vector.length === VECTOR_SIZE && Math.abs(cosine(vector, vector) - 1) < 1e-5)
    const variants: [string, string[], number][] = [
      ['opus', ['-b:a', '64k'], 0.85],
      ['mp3', ['-ar', '44100', '-b:a', '128k'], 0.9],
      ['wav', ['-af', 'volume=-6dB'], 0.8],
      ['flac', ['-ss', '6'], 0.7],
    ]
    for (const [ending, options, least] of variants) {
      for (const [i, clip] of CLIPS.entries()) {
        const path = join(folder, `${clip}.${ending}`)
        execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-i', join(GOLDEN, `${clip}.wav`), ...options, path])
        const vector = await vectorOf(path)
        const similarities = whole.map((other) => cosine(other, vector))
        assert.equal(similarities.indexOf(Math.max(...similarities)), i, `${clip}.${ending}: ${similarities}`)
        assert.ok(similarities[i] > least, `${clip}.${ending}: ${similarities[i]}`)
      }
    }
  })
})
