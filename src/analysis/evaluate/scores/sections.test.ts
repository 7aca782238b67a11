import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { boundaryScore } from './sections.ts'

describe('the score of boundaries', () => {
  it('is the share of those found that are true, and of those true that are found', () => {
    assert.deepEqual(boundaryScore([10, 20, 31, 50], [10.4, 30], 1), { precision: 0.5, recall: 1, f: 2 / 3 })
  })
  it('counts each boundary once, the nearest first', () => {
    assert.deepEqual(boundaryScore([10, 10.4], [10.5], 1), { precision: 0.5, recall: 1, f: 2 / 3 })
    assert.deepEqual(boundaryScore([10], [9.5, 10.5], 1).recall, 0.5)
  })
  it('is 0 where none is found within the tolerance, and 1 where there is none to find', () => {
    assert.equal(boundaryScore([5], [10], 3).f, 0)
    assert.equal(boundaryScore([], [10], 3).f, 0)
    assert.equal(boundaryScore([], [], 3).f, 1)
  })
})
