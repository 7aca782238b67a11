// Secrets at rest: only the key opens them, only for what they were sealed for.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileSeal } from './seal.ts'

describe('a seal', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'deepcut-seal-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('opens what it closed, after a restart too, and shows nothing of it', async () => {
    const path = join(folder, 'a', 'key')
    const sealed = await fileSeal(path).close('spotify', 'a secret token ♥')
    assert.equal(await fileSeal(path).open('spotify', sealed), 'a secret token ♥')
    assert.ok(!Buffer.from(sealed).includes('secret'))
    assert.notDeepEqual(sealed, await fileSeal(path).close('spotify', 'a secret token ♥'))
  })

  it('keeps its key for this user alone', { skip: process.platform === 'win32' && 'no modes there' }, async () => {
    const path = join(folder, 'b', 'key')
    await fileSeal(path).close('x', 'y')
    assert.equal(statSync(path).mode & 0o777, 0o600)
  })

  it('does not open for another purpose, under another key, or after a change', async () => {
    const seal = fileSeal(join(folder, 'c'))
    const sealed = await seal.close('one', 'secret')
    assert.equal(await seal.open('two', sealed), null)
    assert.equal(await fileSeal(join(folder, 'd')).open('one', sealed), null)
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed)
      changed[i] ^= 1
      assert.equal(await seal.open('one', changed), null, `byte ${i}`)
    }
    assert.equal(await seal.open('one', sealed.subarray(0, 5)), null)
  })

  it('has one key, though two start at once; a damaged one is told', async () => {
    const path = join(folder, 'e')
    const [a, b] = [fileSeal(path), fileSeal(path)]
    const [first, second] = await Promise.all([a.close('x', '1'), b.close('x', '2')])
    assert.equal(await b.open('x', first), '1')
    assert.equal(await a.open('x', second), '2')
    writeFileSync(path, 'short')
    await assert.rejects(fileSeal(path).open('x', first), { code: 'KEY_DAMAGED' })
  })
})
