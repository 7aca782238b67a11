// The queue of the analysis over HTTP: what it shows, the budget, pausing, and trying again what failed.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { addTrack, openTestHouse, type TestHouse } from '../../test/house.ts'
import type { App } from './app.ts'
import { type Background, openBackground } from './background.ts'
import { AnalysisQueue } from './contract.ts'
import { createServer } from './create-server.ts'

let house: TestHouse
let background: Background
let app: App
let brokenPath: string

before(async () => {
  house = openTestHouse()
  background = openBackground(house)
  app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
  await addTrack(house, { title: 'Heard', artist: 'Ada' })
  await addTrack(house, { title: 'Waiting', artist: 'Ada', rootHz: 233, analysed: false })
  await addTrack(house, { title: 'Loved', artist: 'Ada', rootHz: 247, analysed: false })
  brokenPath = (await addTrack(house, { title: 'Broken', artist: 'Bob', analysed: false })).path
  writeFileSync(brokenPath, 'RIFF....WAVEnothing of the kind')
})
after(async () => {
  await app.close()
  await background.close()
  await house.close()
})

async function call(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<AnalysisQueue> {
  const answer = await app.inject({ method, url, headers: { host: '127.0.0.1:4747' }, ...(body ? { payload: body } : {}) })
  assert.equal(answer.statusCode, 200, answer.body)
  return AnalysisQueue.parse(answer.json())
}

describe('the queue of the analysis', () => {
  it('says what there is when nothing runs', async () => {
    const { state, running, next, counts, etaS, failed } = await call('GET', '/api/analysis/queue')
    assert.deepEqual([state, running, next, etaS, failed], ['idle', [], [], null, []])
    assert.deepEqual(counts, { analysed: 1, usable: 1, pending: 3, failed: 0 })
  })

  it('keeps the budget, within what the machine has', async () => {
    const { budget } = await call('PUT', '/api/analysis/budget', { cores: 500, niceness: 5 })
    assert.deepEqual([budget.cores, budget.coresMax, budget.niceness], [house.compute.workersMax, house.compute.workersMax, 5])
    await call('PUT', '/api/analysis/budget', { cores: 1 })
    assert.deepEqual(await house.budget.load(), { cores: 1, niceness: 5, paused: false })
  })

  it('hears nothing while it is paused, and goes on when it may', async () => {
    const paused = await call('POST', '/api/analysis/pause')
    assert.deepEqual([paused.state, paused.running.length, paused.next.length], ['paused', 0, 3])
    await background.analyse()
    assert.equal((await house.analyses.counts()).analysed, 1)
    const seen: AnalysisQueue[] = []
    const stop = house.events.subscribe(({ name }) => {
      if (name === 'analysis.progress') void call('GET', '/api/analysis/queue?count=1').then((queue) => seen.push(queue))
    })
    await call('POST', '/api/analysis/resume')
    await background.idle()
    stop()
    const queue = await call('GET', '/api/analysis/queue')
    assert.deepEqual([queue.state, queue.counts], ['idle', { analysed: 3, usable: 3, pending: 0, failed: 1 }])
    const [early] = seen
    assert.deepEqual(
      [early.state, early.next.length + early.running.length > 0, early.next.every(({ tier, why }) => tier === 'full' && why === 'new')],
      ['running', true, true],
    )
    assert.equal(early.running[0]?.artist ?? early.next[0].artist, 'Ada')
  })

  it('lists what failed, with its reason, and tries it again', async () => {
    const [failed] = (await call('GET', '/api/analysis/queue')).failed
    assert.deepEqual([failed.title, failed.artist, failed.path], ['Broken', 'Bob', brokenPath])
    assert.ok(failed.code.length > 0 && failed.message.length > 0)
    await call('POST', '/api/analysis/retry')
    await background.idle()
    assert.equal((await house.analyses.counts()).failed, 1)
  })
})
