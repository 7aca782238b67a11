// Configuration comes from the environment, once, and a wrong value is named.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readConfig } from './config.ts'
import { exitStatus, Fault } from './errors.ts'

describe('readConfig', () => {
  it('keeps everything below DEEPCUT_HOME unless told otherwise', () => {
    const config = readConfig({ DEEPCUT_HOME: '/data/deepcut' })
    assert.equal(config.storageUrl, `sqlite:${join('/data/deepcut', 'deepcut.db')}`)
    assert.equal(config.artifactsUrl, `file:${join('/data/deepcut', 'artifacts')}`)
    assert.ok(config.workersMax >= 1)
  })

  it('takes the adapters from their URLs', () => {
    assert.equal(readConfig({ STORAGE: 'sqlite::memory:' }).storageUrl, 'sqlite::memory:')
  })

  it('takes an empty variable as one that was not set', () => {
    assert.deepEqual(readConfig({ DEEPCUT_HOME: '', DEEPCUT_WORKERS: '' }), readConfig({}))
  })

  it('names the variable that is wrong, as wrong usage', () => {
    for (const [name, value] of [
      ['DEEPCUT_WORKERS', 'many'],
      ['DEEPCUT_WORKERS', '0'],
      ['STORAGE', 'postgres://db'],
      ['DEEPCUT_LOG', 'loud'],
    ]) {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error: unknown) =>
          error instanceof Fault && error.code === 'CONFIG_INVALID' && error.message.includes(name) && exitStatus(error) === 2,
      )
    }
  })
})
