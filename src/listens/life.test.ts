// One invented life, told in every format: whatever is imported of it, in any order, twice, the listens are those of the life. Here a small life and a
// few of its subsets; test/real/life.test.ts goes through many.

import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { checkSubset, writtenLife } from '../../test/life/check-subset.ts'

describe('a life told in every format', () => {
  const written = writtenLife('life', 40)
  after(() => written.remove())

  it('all of it together is the life, once', async () => {
    const { listens } = await checkSubset(written, written.tellers)
    assert.ok(listens > 35)
  })
  it('any subset, in any order, twice, and without one of them, is what it can tell', async () => {
    const some = fc.shuffledSubarray([...written.tellers], { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(some, async (tellers) => {
        await checkSubset(written, tellers)
      }),
      { numRuns: 4, seed: 11, endOnFailure: true },
    )
  })
})
