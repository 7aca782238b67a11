// Seeded randomness must be the same everywhere, and fair enough to trust.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hashString, seededRandom } from './random.ts'

describe('seeded randomness', () => {
  it('gives the same numbers for the same seed on every machine', () => {
    const random = seededRandom(42)
    assert.deepEqual([random.next(), random.next(), random.next()], [0.6011037519201636, 0.44829055899754167, 0.8524657934904099])
  })

  it('gives other numbers for another seed, and takes words as seeds', () => {
    assert.notEqual(seededRandom('a').next(), seededRandom('b').next())
    assert.equal(seededRandom('a').next(), seededRandom(hashString('a')).next())
  })

  it('is uniform, normal and weighted as promised', () => {
    const random = seededRandom(7)
    const draws = 20_000
    let sum = 0
    let squares = 0
    const picked = { rare: 0, often: 0 }
    for (let i = 0; i < draws; i++) {
      const normal = random.normal()
      sum += normal
      squares += normal * normal
      picked[random.pickWeighted(['rare', 'often'] as const, [1, 3])]++
    }
    assert.ok(Math.abs(sum / draws) < 0.03)
    assert.ok(Math.abs(squares / draws - 1) < 0.05)
    assert.ok(Math.abs(picked.often / draws - 0.75) < 0.02)
  })

  it('shuffles without losing anything or touching the original', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8]
    const shuffled = seededRandom(1).shuffle(items)
    assert.notDeepEqual(shuffled, items)
    assert.deepEqual([...shuffled].sort(), items)
    assert.deepEqual(items, [1, 2, 3, 4, 5, 6, 7, 8])
  })
})
