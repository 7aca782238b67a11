// The promise of "one listen once", as one function: any of the files, in any order, twice, give just what they can tell; taking one away leaves what
// the others tell; telling it again brings it back.

import assert from 'node:assert/strict'
import { seededRandom } from '#kernel'
import { differences, expectedOf, standingIn } from './expected.ts'
import { inventLife, type Life } from './life.ts'
import { listenerOf, openLife, tell, writeLife } from './open-life.ts'
import { tellersOf } from './tellers.ts'
import type { Teller } from './telling.ts'

export interface WrittenLife {
  readonly life: Life
  readonly tellers: readonly Teller[]
  pathOf(teller: Teller): string
  remove(): void
}

/** A life and its files, on disk until `remove`. */
export function writtenLife(seed: number | string, listens: number): WrittenLife {
  const life = inventLife({ seed, listens })
  const tellers = tellersOf(life)
  return { life, tellers, ...writeLife(tellers, seededRandom(`${seed} zips`)) }
}

/** Imports these tellers in this order, twice, takes the first of them away and tells it again; throws where anything else stands than should. */
export async function checkSubset({ life, pathOf }: WrittenLife, tellers: readonly Teller[]): Promise<{ listens: number }> {
  const house = openLife()
  try {
    const [first, ...others] = tellers
    const listenerId = await listenerOf(house)
    const check = async (what: string, told: readonly Teller[]) => {
      const standing = await standingIn(house, listenerId)
      const found = differences(expectedOf(life, told), standing)
      assert.deepEqual(found, [], `${what}: ${told.map(({ name }) => name).join(', ')}`)
      return standing.map(({ text }) => text)
    }
    for (const teller of tellers) await tell(house, teller, pathOf)
    const once = await check('told once', tellers)
    for (const teller of tellers.toReversed()) {
      const { report } = await tell(house, teller, pathOf)
      for (const source of report?.sources ?? []) assert.equal(source.imported, 0, `${source.path} brought something new the second time`)
    }
    assert.deepEqual(await check('told twice', tellers), once)
    if (others.length === 0) return { listens: once.length }
    const { sourceIds } = await tell(house, first, pathOf)
    for (const id of sourceIds) await house.sources.remove(id)
    await check(`without ${first.name}`, others)
    await tell(house, first, pathOf)
    await check(`${first.name} told again`, tellers)
    return { listens: once.length }
  } finally {
    house.close()
  }
}
