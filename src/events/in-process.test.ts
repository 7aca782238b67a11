// The bus of one process.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { DeepcutEvent } from './catalog.ts'
import { inProcessEvents } from './in-process.ts'

describe('the bus', () => {
  it('tells every subscriber of every later event, in order', () => {
    const bus = inProcessEvents()
    const [first, second]: DeepcutEvent[][] = [[], []]
    bus.publish('library.changed', {})
    bus.subscribe((event) => first.push(event))
    bus.publish('listen.recorded', { listenerId: 1, trackId: 2, skipped: true })
    bus.subscribe((event) => second.push(event))
    bus.publish('feedback.changed', { listenerId: 1, trackId: 2, feedback: null })
    assert.deepEqual(
      first.map((event) => event.name),
      ['listen.recorded', 'feedback.changed'],
    )
    assert.deepEqual(second, [{ name: 'feedback.changed', data: { listenerId: 1, trackId: 2, feedback: null } }])
  })

  it('tells no more after the subscription ended, even during an event', () => {
    const bus = inProcessEvents()
    let calls = 0
    const end = bus.subscribe(() => {
      calls++
      end()
    })
    bus.subscribe(() => calls++)
    bus.publish('library.changed', {})
    bus.publish('library.changed', {})
    assert.equal(calls, 3)
    end()
  })

  it('is not stopped by a subscriber that throws', () => {
    const errors: unknown[] = []
    const bus = inProcessEvents((error) => errors.push(error))
    let told = 0
    bus.subscribe(() => {
      throw new Error('mine')
    })
    bus.subscribe(() => told++)
    bus.publish('library.changed', {})
    assert.equal(told, 1)
    assert.deepEqual(
      errors.map((error) => (error as Error).message),
      ['mine'],
    )
  })
})
