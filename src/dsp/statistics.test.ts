import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { median, select, sevenStatistics } from './statistics.ts'

const floats = fc
  .array(fc.float({ noNaN: true, min: -1000, max: 1000 }), { minLength: 1, maxLength: 200 })
  .map((list) => Float32Array.from(list))

describe('the seven statistics', () => {
  it('are those of numpy and scipy on a known row', () => {
    const { mean, std, skew, kurtosis, median, min, max } = sevenStatistics(Float32Array.of(1, 2, 3, 4, 10))
    assert.equal(mean, 4)
    assert.ok(Math.abs(std - Math.sqrt(10)) < 1e-12)
    assert.ok(Math.abs(skew - 1.1384199576606167) < 1e-9)
    assert.ok(Math.abs(kurtosis - -0.212) < 1e-9, String(kurtosis))
    assert.deepEqual([median, min, max], [3, 1, 10])
  })

  it('of a constant row have no spread and no shape', () => {
    assert.deepEqual(sevenStatistics(new Float32Array(9).fill(0.1)), {
      mean: Math.fround(0.1),
      std: 0,
      skew: 0,
      kurtosis: 0,
      median: Math.fround(0.1),
      min: Math.fround(0.1),
      max: Math.fround(0.1),
    })
  })

  it('find any rank and the median as sorting does', () => {
    fc.assert(
      fc.property(floats, fc.nat(199), (values, at) => {
        const sorted = values.toSorted()
        const rank = at % values.length
        assert.equal(select(values.slice(), rank), sorted[rank])
        const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
        assert.equal(median(values.slice()), middle)
      }),
    )
  })

  it('are always finite', () => {
    fc.assert(fc.property(floats, (values) => assert.ok(Object.values(sevenStatistics(values)).every(Number.isFinite))))
  })
})
