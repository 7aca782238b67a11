// The claims of analysis on a subset of their data: 24 renders made here from the seed, all 24 keys, and the demo. The floors lie below
// what is measured on all 200 (docs/science/evaluation.md) by what 24 pieces can vary: they catch what breaks, not what is a little worse.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { EvaluationReport, ScoreRow } from '../../src/analysis/evaluate/evaluation.ts'
import { findRenderTools } from '../../src/analysis/evaluate/renders/tools.ts'

const run = promisify(execFile)
const MAIN = join(import.meta.dirname, '../../src/main.ts')
const GOLDEN = join(import.meta.dirname, '../../../shared/data/golden/golden.json')
const COUNT = 24

const skip = missingTools()
const home = mkdtempSync(join(tmpdir(), 'deepcut-evaluate-'))
after(() => rmSync(home, { recursive: true, force: true }))

/** Why there can be no renders here, or false. Under CI that is a failure. */
function missingTools(): string | false {
  try {
    findRenderTools(process.env)
    return false
  } catch (error) {
    if (process.env['CI'] === 'true') throw error
    return (error as Error).message
  }
}

async function evaluate(what: string, ...more: string[]): Promise<EvaluationReport> {
  const args = [MAIN, 'evaluate', what, '--count', String(COUNT), '--json', ...more]
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, DEEPCUT_HOME: home }, maxBuffer: 64 << 20 })
  return JSON.parse(stdout) as EvaluationReport
}

/** A score averaged over rows by their pieces. */
function over(report: EvaluationReport, names: RegExp, key: string): number {
  const rows = report.model.rows.filter(({ name }) => names.test(name))
  const weigh = (of: (row: ScoreRow) => number) => rows.reduce((sum, row) => sum + of(row) * row.pieces, 0)
  return weigh((row) => row.scores[key].value) / weigh(() => 1)
}

const HALVES = /^renders, /
const atLeast = (value: number, floor: number, what: string) => assert.ok(value >= floor, `${what}: ${value.toFixed(3)}, at least ${floor}`)

describe('evaluate, on 24 renders and the demo', { skip }, () => {
  const reports: Record<string, EvaluationReport> = {}
  before(async () => {
    for (const what of ['key', 'tempo', 'beats']) reports[what] = await evaluate(what)
  })

  it('has renders in 4/4, 3/4 and 6/8, in both modes, half of them for tests', () => {
    const { pieces } = JSON.parse(readFileSync(join(home, 'evaluate', 'renders', 'truth.json'), 'utf8'))
    assert.equal(pieces.length, COUNT)
    assert.deepEqual([...new Set(pieces.map((piece: { timeSignature: string }) => piece.timeSignature))].sort(), ['3/4', '4/4', '6/8'])
    const ofEach = (key: string) => new Set(pieces.map((piece: Record<string, unknown>) => JSON.stringify(piece[key]))).size
    assert.ok(ofEach('style') > 20 && ofEach('split') === 2 && ofEach('key') > 15)
  })

  it('finds the key, and is rarely sure and wrong', () => {
    const { key } = reports
    atLeast(over(key, HALVES, 'mirex'), 0.78, 'MIREX on renders')
    atLeast(over(key, /^demo/, 'mirex'), 0.7, 'MIREX on the demo')
    assert.ok(key.model.reliability!['key'].sureAndWrong.value <= 1 / COUNT)
    assert.ok(over(key, HALVES, 'mirex') > key.baselines[1].scores['mirex'].value, 'better than the textbook')
  })

  it('finds the tempo, and the octave more often than a metronome', () => {
    const { tempo } = reports
    atLeast(over(tempo, HALVES, 'accuracy2'), 0.85, 'Accuracy 2 on renders')
    atLeast(over(tempo, HALVES, 'accuracy1'), 0.65, 'Accuracy 1 on renders')
    atLeast(over(tempo, /^demo/, 'accuracy1'), 0.7, 'Accuracy 1 on the demo')
  })

  it('finds the beats and where bars begin, better than counting to four', () => {
    const { beats } = reports
    atLeast(over(beats, HALVES, 'beats'), 0.75, 'beats of renders')
    atLeast(over(beats, HALVES, 'downbeats'), 0.5, 'downbeats of renders')
    assert.ok(over(beats, HALVES, 'downbeats') > beats.baselines[1].scores['downbeats'].value)
  })

  it('agrees with ffmpeg about loudness', async () => {
    const { model } = await evaluate('loudness')
    atLeast(model.rows[0].scores['within'].value, 0.95, 'share of the demo within 0.1')
  })

  it('writes the plot and says what it does not know', async () => {
    const path = join(home, 'plot.svg')
    await evaluate('tempo', '--plot', path)
    assert.match(readFileSync(path, 'utf8'), /<svg[\s\S]*<circle/)
    await assert.rejects(evaluate('taste'), (error: { stderr: string; code: number }) => {
      assert.equal(error.code, 2)
      assert.match(error.stderr, /There is no evaluation "taste". There are: descriptors, loudness/)
      return true
    })
  })

  it('has the descriptors of librosa', { skip: existsSync(GOLDEN) ? false : `there is no ${GOLDEN}` }, async () => {
    const { model, notes } = await evaluate('descriptors')
    assert.ok(model.rows.length >= 8, notes.join(' '))
    for (const { name, scores } of model.rows) assert.ok(scores['mean'].value < 2e-2, `${name}: ${scores['mean'].value}`)
  })
})
