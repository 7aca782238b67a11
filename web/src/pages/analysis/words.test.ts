// What the page of the analysis says.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverage, moreWords, paceWords, stateWords, taskWords, whyWords } from './words.ts'

const counts = { analysed: 10, usable: 40, pending: 90, failed: 0 }
const tier = (waiting: number, realTimes: number | null = null) => ({ done: 0, waiting, realTimes })

test('the first sentence says what is going on and how long it takes', () => {
  const say = (state: 'running' | 'paused' | 'idle', etaS: number | null, pending = 90, running = 0) =>
    stateWords({ state, etaS, counts: { ...counts, pending }, running: Array.from({ length: running }, () => ({}) as never) })
  assert.equal(say('running', 600), 'Listening: 90 files to hear, about 10 min to go.')
  assert.equal(say('running', null), 'Listening: 90 files to hear, measuring how fast this machine is.')
  assert.equal(say('paused', 600), 'Paused, with 90 files to go.')
  assert.equal(say('paused', 600, 90, 2), 'Pausing after 2 files in hand.')
  assert.equal(say('idle', null, 0), 'Everything is heard.')
  assert.equal(say('idle', null, 1), '1 file waits for the next scan.')
})

test('a task is told by what is heard of it, and why', () => {
  assert.equal(taskWords({ extent: 'excerpt', stages: null, why: 'new' }), 'an excerpt')
  assert.equal(taskWords({ extent: 'whole', stages: null, why: 'excerpt' }), 'whole')
  assert.equal(taskWords({ extent: 'whole', stages: ['rhythm', 'vector'], why: 'outdated' }), 'whole, for tempo and beats, similarity')
  assert.equal(taskWords({ extent: 'none', stages: ['vector'], why: 'outdated' }), 'similarity, without hearing it again')
  assert.equal(whyWords({ why: 'excerpt', played: true }), 'known from an excerpt; you listen to it')
})

test('what is covered adds up, and what waits is told by tier', () => {
  assert.deepEqual(coverage(counts), { total: 100, usable: 0.4, whole: 0.1 })
  assert.deepEqual(coverage({ analysed: 0, usable: 0, pending: 0, failed: 0 }), { total: 0, usable: 0, whole: 0 })
  const tiers = { derive: tier(0), quick: tier(3), full: tier(90, 84.4) }
  assert.equal(moreWords({ tiers, next: [{ tier: 'quick' } as never] }), 'and 2 more first, most by an excerpt, then 90 more to hear whole')
  assert.equal(moreWords({ tiers: { ...tiers, quick: tier(0), full: tier(0) }, next: [] }), null)
  assert.equal(paceWords({ tiers }), 'Each core hears 84 s of music in a second.')
  assert.equal(paceWords({ tiers: { ...tiers, full: tier(1) } }), null)
})
