// The scores against cases worked by hand and against mir_eval 0.8 (values noted where they come from there).

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import { beatFMeasure } from './beats.ts'
import { meanInterval } from './interval.ts'
import { keyRelation, mirexScore } from './key.ts'
import { reliability } from './reliability.ts'
import { tempoAccuracy1, tempoAccuracy2 } from './tempo.ts'

const grid = (bpm: number, fromS: number, toS: number) => {
  const out: number[] = []
  for (let time = fromS; time < toS; time += 60 / bpm) out.push(time)
  return out
}

describe('beat F-measure', () => {
  it('is 1 for the same beats, also 60 ms late, and 0 80 ms late', () => {
    const truth = grid(120, 0.1, 30)
    assert.equal(beatFMeasure(truth, truth), 1)
    assert.equal(
      beatFMeasure(
        truth,
        truth.map((time) => time + 0.06),
      ),
      1,
    )
    assert.equal(
      beatFMeasure(
        truth,
        truth.map((time) => time + 0.08),
      ),
      0,
    )
    assert.equal(beatFMeasure(truth, []), 0)
  })

  it('is what mir_eval says at twice, half and a slightly wrong tempo', () => {
    const truth = grid(120, 0.1, 30)
    const same = (found: number[], expected: number) =>
      assert.ok(Math.abs(beatFMeasure(truth, found) - expected) < 1e-9, `${beatFMeasure(truth, found)}`)
    same(grid(240, 0.1, 30), MIR_EVAL.twice)
    same(grid(60, 0.1, 30), MIR_EVAL.half)
    same(grid(121, 0.1, 30), MIR_EVAL.drifting)
    same(grid(120, 0.35, 30), MIR_EVAL.offBeat)
  })

  it('leaves out the first five seconds', () => {
    const truth = grid(120, 0.1, 30)
    assert.equal(
      beatFMeasure(
        truth,
        truth.filter((time) => time > 5),
      ),
      1,
    )
  })
})

/** mir_eval.beat.evaluate 0.8.2, F-measure, of the grids above. */
const MIR_EVAL = { twice: 0.6666666666666666, half: 0.6666666666666666, drifting: 0.13861386138613863, offBeat: 0 }

describe('tempo accuracy', () => {
  it('1 allows 4 %, 2 also octaves and thirds', () => {
    assert.ok(tempoAccuracy1(120, 124.7) && !tempoAccuracy1(120, 125) && !tempoAccuracy1(120, null))
    assert.ok(tempoAccuracy2(120, 60) && tempoAccuracy2(120, 361) && tempoAccuracy2(120, 40.5) && !tempoAccuracy2(120, 180))
  })
})

describe('key score', () => {
  it('knows the relations of MIREX', () => {
    const c = { tonic: 'C', mode: 'major' } as const
    const relations = (['C major', 'G major', 'F major', 'A minor', 'C minor', 'E minor', 'D major'] as const).map((name) => {
      const [tonic, mode] = name.split(' ') as [string, 'major' | 'minor']
      return keyRelation(c, { tonic, mode })
    })
    assert.deepEqual(relations, ['right', 'fifth', 'other', 'relative', 'parallel', 'other', 'other'])
    assert.equal(keyRelation({ tonic: 'A', mode: 'minor' }, c), 'relative')
    assert.equal(mirexScore(c, null), 0)
    assert.equal(mirexScore(c, { tonic: 'G', mode: 'major' }), 0.5)
  })
})

describe('intervals and reliability', () => {
  it('hold the mean, narrow with more pieces, and repeat with their seed', () => {
    const draws = (count: number) => Array.from({ length: count }, (_, i) => (i % 4 === 0 ? 0 : 1))
    const few = meanInterval(draws(40), 1)
    const many = meanInterval(draws(400), 1)
    assert.deepEqual(few, meanInterval(draws(40), 1))
    assert.ok(few.low < 0.75 && few.high > 0.75 && many.high - many.low < few.high - few.low)
    // 1.96 standard errors of a share of 0.75 among 400.
    assert.ok(Math.abs(many.high - many.low - 2 * 1.96 * Math.sqrt((0.75 * 0.25) / 400)) < 0.015)
  })

  it('tell a confidence that means something from one that does not', () => {
    const random = seededRandom(1)
    const honest = Array.from({ length: 800 }, () => {
      const confidence = random.next()
      return { confidence, right: random.next() < confidence }
    })
    const found = reliability(honest, 1)
    assert.ok(found.calibrationError < 0.06 && found.surerHalf.value > 0.7 && found.otherHalf.value < 0.3)
    const boastful = honest.map(({ right }) => ({ confidence: 0.95, right }))
    const other = reliability(boastful, 1)
    assert.ok(other.calibrationError > 0.3 && other.sureAndWrong.value > 0.4)
  })
})
