// Keys: the same row the same key, other rows other keys, twins told apart by their count.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hash64, rowKeys } from './row-key.ts'

describe('row keys', () => {
  it('fit a signed 64-bit integer, and half a million different texts have different ones', () => {
    const seen = new Set<bigint>()
    for (let i = 0; i < 500_000; i++) {
      const key = hash64(`spotify:track:${i}`)
      if (i % 1000 === 0) assert.equal(BigInt.asIntN(64, key), key)
      seen.add(key)
    }
    assert.equal(seen.size, 500_000)
  })
  it('change half their bits with one letter', () => {
    let bits = 0
    for (let i = 0; i < 1000; i++) {
      let difference = BigInt.asUintN(64, hash64(`listen ${i}a`) ^ hash64(`listen ${i}b`))
      for (; difference > 0n; difference &= difference - 1n) bits++
    }
    assert.ok(Math.abs(bits / 1000 - 32) < 1, String(bits / 1000))
  })
  it('are the same for each reading of a file, twins included', () => {
    const rows = ['a', 'b', 'a', 'a', 'c']
    const read = () => {
      const keyOf = rowKeys()
      return rows.map((row) => keyOf(row, 1_500_000_000_000))
    }
    assert.deepEqual(read(), read())
    assert.equal(new Set(read()).size, 5)
  })
  it('rise with time, so that an index grows at its end', () => {
    const keyOf = rowKeys()
    const keys = Array.from({ length: 100 }, (_, i) => keyOf(`row ${i}`, 1_500_000_000_000 + i * 1000))
    assert.deepEqual(
      keys,
      keys.toSorted((a, b) => (a < b ? -1 : 1)),
    )
  })
})
