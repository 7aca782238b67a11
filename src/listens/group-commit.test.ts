// Group commit: together in, together on the disk, each with its own answer.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { groupCommit } from './group-commit.ts'

describe('group commit', () => {
  it('commits what arrives together at once, and what arrives meanwhile after it', async () => {
    const groups: number[][] = []
    const commit = groupCommit(async (items: readonly number[]) => {
      groups.push([...items])
      await new Promise((resolve) => setTimeout(resolve, 5))
      return items.map((item) => item * 2)
    })
    const first = [1, 2, 3].map(commit)
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    const second = [4, 5].map(commit)
    assert.deepEqual(await Promise.all([...first, ...second]), [2, 4, 6, 8, 10])
    assert.deepEqual(groups, [
      [1, 2, 3],
      [4, 5],
    ])
    assert.equal(await commit(6), 12)
  })

  it('fails only those that fail by themselves', async () => {
    const commit = groupCommit(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error('two')
      return items.map(String)
    })
    const told = await Promise.allSettled([1, 2, 3].map(commit))
    assert.deepEqual(
      told.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
  })
})
