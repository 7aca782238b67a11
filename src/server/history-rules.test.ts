// A history over HTTP: a table that asks is answered, rules are tried and changed, a source goes, acts are counted.

import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openTestHouse, type TestHouse } from '../../test/house.ts'
import type { App } from './app.ts'
import { type Background, openBackground } from './background.ts'
import { createServer } from './create-server.ts'

let house: TestHouse
let background: Background
let app: App

before(async () => {
  house = openTestHouse()
  background = openBackground(house)
  app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
})
after(async () => {
  await app.close()
  await background.close()
  await house.close()
})

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object | string, status = 200) {
  const type = typeof payload === 'string' ? 'application/octet-stream' : 'application/json'
  const headers = { host: 'localhost', ...(payload === undefined ? {} : { 'content-type': type }) }
  const answer = await app.inject({ method, url, headers, payload })
  assert.equal(answer.statusCode, status, answer.body)
  return status === 204 ? null : answer.json()
}

async function settled(id: string) {
  for (;;) {
    const state = await call('GET', `/api/imports/${id}`)
    if (state.state !== 'running') return state
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const kept = () => (existsSync(join(house.homePath, 'imports')) ? readdirSync(join(house.homePath, 'imports')) : [])
const listened = async () => (await call('GET', '/api/listens')).items
const TABLE = 'Song,Artist,Played At,Seconds\nHello,Adele,03/04/2024 10:00,200\nJóga,Björk,05/06/2024 11:00,12\n'

describe('a table whose columns leave a doubt', () => {
  it('is kept and asks; shows what would become of it; is imported as it is told, and remembered', async () => {
    const begun = await call('POST', '/api/imports?name=mine.csv&zone=Europe/Berlin', TABLE)
    const asking = await settled(begun.id)
    assert.equal(asking.state, 'asking')
    assert.deepEqual(await listened(), [])
    assert.deepEqual(kept(), [begun.id])
    const [{ path, asks }] = asking.report.sources
    assert.match(asks.doubts[0], /day or the month/)
    const mapping = { ...asks.mapping, timeForm: 'month-first' }
    const sample = await call('POST', `/api/imports/${begun.id}/sample`, { path, mapping, zone: 'Europe/Berlin' })
    assert.deepEqual(
      sample.rows.map((row: { atMs: number }) => new Date(row.atMs).toISOString()),
      ['2024-03-04T09:00:00.000Z', '2024-05-06T09:00:00.000Z'],
    )
    const useless = { ...mapping, columns: { artist: 1 } }
    assert.match((await call('POST', `/api/imports/${begun.id}/sample`, { path, mapping: useless, zone: 'UTC' })).useless, /title/)
    assert.equal((await call('POST', `/api/imports/${begun.id}/answer`, { mapping: useless }, 400)).code, 'MAPPING_INVALID')
    await call('POST', `/api/imports/${begun.id}/answer`, { mapping, presetName: 'my table' })
    const done = await settled(begun.id)
    assert.equal(done.state, 'done')
    assert.deepEqual(
      (await listened()).map((row: { title: string }) => row.title),
      ['Jóga', 'Hello'],
    )
    assert.equal((await call('POST', `/api/imports/${begun.id}/answer`, { mapping }, 409)).code, 'IMPORT_NOT_ASKING')
    for (let look = 0; look < 100 && kept().length > 0; look++) await new Promise((resolve) => setTimeout(resolve, 10))
    assert.deepEqual(kept(), [])

    // The same columns need no word any more.
    const again = await settled(
      (await call('POST', '/api/imports?name=next.csv&zone=Europe/Berlin', `${TABLE}Bye,Adele,07/08/2024 12:00,100\n`)).id,
    )
    assert.deepEqual([again.state, again.report.sources[0].imported], ['done', 1])
    assert.match(again.report.sources[0].notes[0], /my table/)
    assert.equal((await call('GET', '/api/presets')).items.length, 1)
    await call('DELETE', '/api/presets/my%20table', undefined, 204)
    assert.deepEqual((await call('GET', '/api/presets')).items, [])
  })
  it('is let go of, with its file', async () => {
    const { id } = await settled((await call('POST', '/api/imports?name=mine.csv', TABLE.replaceAll('Song', 'Piece'))).id)
    await call('DELETE', `/api/imports/${id}`, undefined, 204)
    await call('GET', `/api/imports/${id}`, undefined, 404)
    assert.deepEqual(kept(), [])
  })
  it('a zone that is none is a wrong request', async () => {
    await call('POST', '/api/imports?name=mine.csv&zone=Mars/Phobos', TABLE, 400)
  })
})

describe('rules', () => {
  it('are tried without a trace, and change every number when saved', async () => {
    const told: string[] = []
    const stop = house.events.subscribe(({ name }) => name === 'history.changed' && told.push(name))
    const { rules } = await call('GET', '/api/rules')
    const strict = { ...rules, countedMsMin: 150_000 }
    const effect = await call('POST', '/api/rules/effect', strict)
    assert.deepEqual([effect.now.counted, effect.instead.counted, effect.now.listens], [2, 1, 3])
    assert.equal((await call('GET', '/api/stats')).countedListens, 2)
    assert.deepEqual(told, [])
    await call('PUT', '/api/rules', strict)
    assert.equal((await call('GET', '/api/stats')).countedListens, 1)
    assert.deepEqual((await listened()).map((row: { counted: boolean }) => row.counted).sort(), [false, false, true])
    assert.deepEqual(told, ['history.changed'])
    await call('PUT', '/api/rules', { ...strict, countedShareMin: 7 }, 400)
    await call('PUT', '/api/rules', rules)
    assert.equal((await call('GET', '/api/stats')).countedListens, 2)
    stop()
  })
})

describe('a source', () => {
  it('goes with exactly what only it told', async () => {
    const { sources } = await call('GET', '/api/imports')
    const next = sources.find((source: { label: string }) => source.label.endsWith('next.csv'))
    await call('DELETE', `/api/sources/${next.id}`, undefined, 204)
    assert.deepEqual(
      (await listened()).map((row: { title: string }) => row.title),
      ['Jóga', 'Hello'],
    )
    await call('DELETE', `/api/sources/${next.id}`, undefined, 204)
  })
})

describe('engagement', () => {
  it('starts, progress, ends, hearts add up for a track', async () => {
    const trackId = (await listened())[0].trackId
    const act = (kind: string, positionMs: number) => ({ trackId, kind, positionMs, atMs: 1_700_000_000_000, playId: 'playback-1' })
    await call('POST', '/api/engagement', act('start', 0), 204)
    await call('POST', '/api/engagement', act('progress', 30_000), 204)
    await call('POST', '/api/engagement', act('progress', 30_000), 204)
    await call('PUT', `/api/tracks/${trackId}/feedback`, { feedback: 'love' })
    for (let look = 0; look < 100; look++) {
      const { items } = await call('GET', `/api/engagement?trackId=${trackId}`)
      if (items[0].loves === 1) break
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const { items } = await call('GET', `/api/engagement?trackId=${trackId}`)
    assert.deepEqual([items[0].starts, items[0].progresses, items[0].loves, items[0].furthestMs], [1, 1, 1, 30_000])
    await call('POST', '/api/engagement', { ...act('start', 0), trackId: 999_999 }, 404)
  })
})
