// The world outside at the door: silent until switched on, every call shown, no secret told, the log-in's way back.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { extendedFiles, extendedHistory } from '../../test/history.ts'
import { openTestHouse, type TestHouse } from '../../test/house.ts'
import type { App } from './app.ts'
import { type Background, openBackground } from './background.ts'
import * as contract from './contract.ts'
import { createServer } from './create-server.ts'

let house: TestHouse
let background: Background
let app: App
/** Everything that left, whether it was let out or not. */
const reached: string[] = []
const fetchAndTell: typeof globalThis.fetch = (input, init) => {
  reached.push(String(input))
  return globalThis.fetch(input, init)
}
const world = createHttpServer((request, response) => {
  const token = { access_token: 'ACCESS-IT-IS', refresh_token: 'REFRESH-IT-IS', expires_in: 3600 }
  if (request.url?.startsWith('/api/token')) return void response.end(JSON.stringify(token))
  if (request.url?.startsWith('/me/player')) return void response.writeHead(429, { 'retry-after': '7293' }).end('{}')
  response.end(JSON.stringify({ id: 'someone', account_id: 'pseudonym' }))
})

before(async () => {
  await new Promise<void>((resolve) => world.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(world.address() as AddressInfo).port}`
  const env = { DEEPCUT_SPOTIFY_URL: url, DEEPCUT_SPOTIFY_ACCOUNTS_URL: url, DEEPCUT_DEEZER_URL: url }
  house = openTestHouse({ fetch: fetchAndTell, env })
  background = openBackground(house)
  app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
})
after(async () => {
  await app.close()
  await background.close()
  await house.close()
  world.close()
})

const call = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
  app.inject({ method, url, payload, headers: { host: '127.0.0.1:4747' } })

describe('a house with every host switched off, as it comes', () => {
  it('calls nobody: not at its start, not for an import, a scan or a page', async () => {
    await house.tracks.identify([{ title: 'Far', artistNames: ['Bob'], isrc: 'AA0000000001', recordingMbid: 'x', spotifyId: 'y' }], 'table')
    const tracks = [{ title: 'Far', artist: 'Bob', album: 'Away', durationMs: 200_000 }]
    const rows = extendedHistory({ seed: 2, rows: 20, tracks, fromMs: Date.UTC(2025, 0, 1), toMs: Date.UTC(2025, 6, 1) })
    const paths = extendedFiles(rows).map(({ path, text }) => {
      const file = join(house.homePath, basename(path))
      writeFileSync(file, text)
      return file
    })
    const listenerId = (await house.listeners.ensure('me')).id
    const report = await background.import({ paths, listenerId })
    assert.ok(report.sources.reduce((sum, source) => sum + source.imported, 0) > 0)
    await background.scan([house.homePath])
    for (const url of ['/api/outside', '/api/spotify', '/api/outside/enrichment', '/api/recommendations']) await call('GET', url)
    await background.idle()
    assert.deepEqual(reached, [])
    assert.deepEqual(await house.egressStore.calls({ countMax: 9 }), [])
    const view = contract.Outside.parse((await call('GET', '/api/outside')).json())
    assert.ok(view.hosts.every((host) => !host.on && !host.open && host.calls === 0 && host.sends.length > 0))
    assert.ok(!existsSync(join(house.homePath, 'outside.key')), 'no key before there is a secret')
  })
})

describe('the page of the world outside', () => {
  const outside = async () => contract.Outside.parse((await call('GET', '/api/outside')).json())
  const hostNamed = async (name: string) => (await outside()).hosts.find((host) => host.name === name)!

  it('switches a host, slows it down and sets it back; nonsense is refused', async () => {
    const set = async (name: string, body: object) => (await call('PUT', `/api/outside/hosts/${name}`, body)).statusCode
    assert.equal(await set('musicbrainz', { on: true, address: 'http://127.0.0.1:9/ws/2', delayMs: 50, perDayMax: 100 }), 200)
    const host = await hostNamed('musicbrainz')
    assert.deepEqual([host.on, host.address, host.delayMs, host.perDayMax], [true, 'http://127.0.0.1:9/ws/2', 50, 100])
    assert.equal(await set('musicbrainz', { on: false, address: null, delayMs: null, perDayMax: null }), 200)
    const back = await hostNamed('musicbrainz')
    assert.deepEqual([back.on, back.address, back.delayMs, back.perDayMax], [false, back.ownAddress, 1000, null])
    assert.equal((await hostNamed('deezer')).fromEnvironment, true)
    for (const body of [{ address: 'file:///etc/passwd' }, { delayMs: 0 }, { perDayMax: 1 }, { on: 'yes' }])
      assert.equal(await set('musicbrainz', body), 400)
    assert.equal(await set('evil', { on: true }), 400)
  })

  it('cuts every way out at once', async () => {
    await call('PUT', '/api/outside/hosts/lastfm', { on: true })
    assert.equal((await hostNamed('lastfm')).open, true)
    await call('PUT', '/api/outside', { allowed: false, contact: 'me@example.org' })
    assert.deepEqual(
      [(await hostNamed('lastfm')).on, (await hostNamed('lastfm')).open, (await outside()).contact],
      [true, false, 'me@example.org'],
    )
    await call('PUT', '/api/outside', { allowed: true, contact: '' })
    assert.deepEqual([(await hostNamed('lastfm')).open, (await outside()).contact], [true, null])
    await call('PUT', '/api/outside/hosts/lastfm', { on: false })
    assert.equal((await call('PUT', '/api/outside', { contact: 'a\r\nX-Evil: 1' })).statusCode, 400)
  })

  it('switches a kind of question', async () => {
    const state = contract.EnrichmentState.parse((await call('PUT', '/api/outside/enrichment/deezer', { on: false })).json())
    const kind = state.kinds.find((each) => each.kind === 'deezer')!
    assert.deepEqual([kind.on, kind.open, kind.waiting], [false, false, 1])
  })

  it('links Spotify: own app, log-in, way back, a pause that is shown; and tells no secret anywhere', async () => {
    const told: string[] = []
    const ask = async (...args: Parameters<typeof call>) => {
      const answer = await call(...args)
      told.push(answer.body)
      return answer
    }
    assert.equal((await ask('POST', '/api/spotify/log-in', { origin: 'http://127.0.0.1:4747' })).statusCode, 400)
    assert.equal((await ask('PUT', '/api/spotify/app', { clientId: 'not an id' })).statusCode, 400)
    const app = { clientId: 'abcdef0123456789abcdef0123456789', clientSecret: 'SECRET-IT-IS' }
    const state = contract.SpotifyState.parse((await ask('PUT', '/api/spotify/app', app)).json())
    assert.deepEqual(state.app, { clientId: app.clientId, hasSecret: true, fromEnvironment: false })
    await ask('PUT', '/api/outside/hosts/spotify', { on: true })
    const begun = contract.SpotifyLogIn.parse((await ask('POST', '/api/spotify/log-in', { origin: 'http://localhost:4747' })).json())
    assert.equal(begun.redirectUri, 'http://127.0.0.1:4747/spotify/callback')
    const query = new URL(begun.authorizeUrl).searchParams
    const strange = await ask('GET', '/spotify/callback?code=x&state=guessed')
    assert.deepEqual([strange.statusCode, (strange.headers as { location: string }).location], [303, '/outside?spotify=SPOTIFY_STATE'])
    const back = await ask('GET', `/spotify/callback?code=CODE-IT-IS&state=${query.get('state')}`)
    assert.equal((back.headers as { location: string }).location, '/outside?spotify=LINKED')
    let linked = contract.SpotifyState.parse((await ask('GET', '/api/spotify')).json())
    for (let i = 0; i < 100 && linked.jobs[0].heldWhy === null; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      linked = contract.SpotifyState.parse((await ask('GET', '/api/spotify')).json())
    }
    assert.deepEqual([linked.account?.state, linked.account?.accountId, linked.account?.endingSoon], ['linked', 'pseudonym', false])
    assert.equal(linked.jobs[0].dueAtMs, house.clock.nowMs() + 7_293_000)
    assert.equal((await hostNamed('spotify')).parkedUntilMs, house.clock.nowMs() + 7_293_000)
    const { items } = contract.OutsideCalls.parse((await ask('GET', '/api/outside/calls')).json())
    assert.deepEqual(
      items.map((item) => [item.host, item.method, item.status]),
      [
        ['spotify', 'GET', 429],
        ['spotify', 'GET', 200],
        ['spotify-accounts', 'POST', 200],
      ],
    )
    const older = contract.OutsideCalls.parse((await ask('GET', `/api/outside/calls?host=spotify&before=${items[0].id}&count=5`)).json())
    assert.deepEqual(
      older.items.map((item) => item.id),
      [items[1].id],
    )
    await ask('GET', '/api/outside')
    assert.doesNotMatch(told.join('\n'), /(SECRET|ACCESS|REFRESH|CODE)-IT-IS/)
    const database = house.homePath
    assert.equal(readFileSync(join(database, 'outside.key')).length, 32)
    const unlinked = contract.SpotifyState.parse((await ask('DELETE', '/api/spotify/account')).json())
    assert.equal(unlinked.account, null)
  })

  it('takes no change from another page', async () => {
    const headers = { host: '127.0.0.1:4747', origin: 'http://evil.example' }
    const answer = await app.inject({ method: 'PUT', url: '/api/outside/hosts/deezer', payload: { on: true }, headers })
    assert.equal(answer.statusCode, 403)
  })
})
