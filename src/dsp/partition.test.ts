import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bestCuts, featureSums, meanRow } from './partition.ts'

const steps = (...runs: readonly (readonly [value: number, count: number])[]) =>
  Float64Array.from(runs.flatMap(([value, count]) => Array.from({ length: count }, () => value)))
const everywhere = (count: number) => Array.from({ length: count + 1 }, (_, i) => i)

describe('cutting a series where its mean changes', () => {
  const rows = featureSums([steps([0, 30], [5, 20], [1, 50]), steps([2, 30], [2, 20], [8, 50])])

  it('finds the places of change, exactly', () => {
    assert.deepEqual(bestCuts(rows, everywhere(100), 10, 5), [0, 30, 50, 100])
  })

  it('cuts only where it may', () => {
    assert.deepEqual(bestCuts(rows, [0, 28, 53, 60, 100], 10, 5), [0, 1, 2, 4])
  })

  it('leaves out a change that is not worth its price', () => {
    assert.deepEqual(bestCuts(rows, everywhere(100), 400, 5), [0, 50, 100])
    assert.deepEqual(bestCuts(rows, everywhere(100), 1e6, 5), [0, 100])
  })

  it('makes no part shorter than allowed, unless the whole is', () => {
    assert.deepEqual(bestCuts(rows, everywhere(100), 10, 25), [0, 25, 50, 100])
    assert.deepEqual(bestCuts(rows, everywhere(100), 10, 500), [0, 100])
  })

  it('knows the mean of any stretch', () => {
    assert.deepEqual([...meanRow(rows, 40, 60)], [3, 5])
  })
})
