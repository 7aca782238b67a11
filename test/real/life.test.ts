// Many invented lives, and any files of each in any order, twice: the listens are those of the life. Prints how often that was not so.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '../../src/kernel/index.ts'
import { checkSubset, writtenLife } from '../life/check-subset.ts'

const LIVES = 30
const SUBSETS_OF_EACH = 4

describe('many lives told in every format', () => {
  it('any subset of their files is what it can tell', { timeout: 900_000 }, async () => {
    let [checks, listens] = [0, 0]
    const wrong: string[] = []
    for (let seed = 0; seed < LIVES; seed++) {
      const random = seededRandom(`lives ${seed}`)
      const written = writtenLife(seed, 160)
      try {
        for (let i = 0; i < SUBSETS_OF_EACH; i++) {
          const share = random.pick([0.15, 0.3, 0.6, 1])
          const some = written.tellers.filter(() => random.next() < share)
          if (some.length === 0) continue
          checks++
          try {
            listens += (await checkSubset(written, random.shuffle(some))).listens
          } catch (error) {
            if (!(error instanceof assert.AssertionError)) throw error
            wrong.push(`life ${seed}: ${error.message.slice(0, 2000)}`)
          }
        }
      } finally {
        written.remove()
      }
    }
    console.log(
      `real: ${checks} sets of files of ${LIVES} lives, ${listens} listens, each imported twice, taken away and told again: ${wrong.length} sets wrong`,
    )
    assert.deepEqual(wrong, [])
  })
})
