// Scores of retrieval on rankings whose answer is known.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import { chanceScores, neighbourScores } from './neighbours.ts'

const places = (text: string) => [...text].map((letter) => letter === 'x')

describe('the scores of neighbours', () => {
  it('are full where all that belongs comes first, and say where it comes otherwise', () => {
    assert.deepEqual(neighbourScores(places('xxx.......')), { first: 1, five: 1, ten: 1, average: 1 })
    assert.deepEqual(neighbourScores(places('.x........')), { first: 0, five: 1, ten: 1, average: 0.5 })
    const scores = neighbourScores(places('x....x......'))!
    assert.deepEqual([scores.first, scores.five, scores.ten], [1, 0.5, 1])
    assert.ok(Math.abs(scores.average - (1 + 2 / 6) / 2) < 1e-12)
  })

  it('are none where nothing belongs', () => {
    assert.equal(neighbourScores(places('....')), null)
  })

  it('of chance are what random rankings score in the mean', () => {
    const random = seededRandom('chance')
    const ranking = places('xxxx........................')
    const drawn = Array.from({ length: 4000 }, () => neighbourScores(random.shuffle(ranking))!)
    const expected = chanceScores(ranking.length, 4)
    for (const key of ['first', 'five', 'ten', 'average'] as const) {
      const mean = drawn.reduce((sum, scores) => sum + scores[key], 0) / drawn.length
      assert.ok(Math.abs(mean - expected[key]) < 0.02, `${key}: ${mean} and ${expected[key]}`)
    }
  })
})
