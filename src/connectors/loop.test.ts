// Background work: step after step, asleep when there is nothing, awake when something changes.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fixedClock, silentLog } from '#kernel'
import { openLoop } from './loop.ts'

const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('a loop', () => {
  it('takes step after step while there is work, then sleeps until woken', async () => {
    const clock = fixedClock(0)
    let left = 3
    let steps = 0
    const loop = openLoop({ clock, log: silentLog }, 'test', async () => {
      steps++
      return --left > 0 ? 0 : null
    })
    assert.equal(steps, 0)
    loop.wake()
    await soon()
    assert.equal(steps, 3)
    loop.wake()
    loop.wake()
    await soon()
    assert.equal(steps, 5)
    await loop.close()
    loop.wake()
    await soon()
    assert.equal(steps, 5)
  })

  it('comes again when it is due, and after a step that failed', async () => {
    const clock = fixedClock(0)
    const errors: string[] = []
    let steps = 0
    const log = { ...silentLog, error: (_details: unknown, text?: string) => void errors.push(text ?? '') }
    const loop = openLoop({ clock, log: log as typeof silentLog }, 'test', async () => {
      steps++
      if (steps === 1) return clock.nowMs() + 5
      throw new Error('broken')
    })
    loop.wake()
    await new Promise((resolve) => setTimeout(resolve, 25))
    assert.equal(steps, 2)
    assert.deepEqual(errors, ['test: broken'])
    await loop.close()
  })

  it('ends only after the step in hand, which is told to stop', async () => {
    let told = false
    const loop = openLoop({ clock: fixedClock(0), log: silentLog }, 'test', async (signal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => setTimeout(resolve, 5)))
      told = true
      return 0
    })
    loop.wake()
    await loop.close()
    assert.equal(told, true)
  })
})
