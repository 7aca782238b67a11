// Audioscrobbler 1.2: the handshake, what plays, submissions, and the words of its refusals.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { md5 } from '#listens'
import { NOW_S, openPlayers, type Players } from './players.fixture.ts'

let players: Players
before(async () => {
  players = await openPlayers()
})
after(() => players.close())

const greeting = (more: Record<string, string> = {}, secret = players.device.sharedSecret) => {
  const t = more['t'] ?? String(NOW_S)
  return `/?${new URLSearchParams({ hs: 'true', p: '1.2.1', c: 'mdc', v: '0.22', u: 'anybody', a: md5(secret + t), ...more, t })}`
}
const get = async (url: string, headers: Record<string, string> = {}) =>
  (await players.app.inject({ url, headers: { host: '127.0.0.1:4747', ...headers } })).body
const session = async () => (await get(greeting())).split('\n')[1]
const post = async (url: string, fields: Record<string, string>) =>
  (
    await players.app.inject({
      method: 'POST',
      url,
      headers: { host: 'nas.example', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
  ).body

describe('the handshake', () => {
  it('answers a session and two addresses under the name that the player called', async () => {
    assert.match(
      await get(greeting()),
      /^OK\n[\da-f]{32}\nhttp:\/\/127\.0\.0\.1:4747\/np_1\.2\nhttp:\/\/127\.0\.0\.1:4747\/protocol_1\.2\n$/,
    )
    const proxied = { host: '10.0.0.2:4747', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'music.example.org' }
    assert.match(await get(greeting(), proxied), /\nhttps:\/\/music\.example\.org\/np_1\.2\n/)
    assert.match(await get(greeting(), { 'x-forwarded-host': 'evil"><script>' }), /\nhttp:\/\/127\.0\.0\.1:4747\/np_1\.2\n/)
    assert.match(await get(greeting().replace('/?', '/apis/audioscrobbler_legacy/?'), { host: 'nas.example' }), /^OK\n/)
  })

  it('refuses who does not know the token, a clock far off, and other versions', async () => {
    assert.equal(await get(greeting({}, md5('guess'))), 'BADAUTH\n')
    assert.equal(await get(greeting({ t: String(NOW_S - 3600) })), 'BADTIME\n')
    assert.match(await get(greeting({ p: '1.1' })), /^FAILED .*1\.2/)
  })

  it('leaves the page alone', async () => {
    assert.match(await get('/'), /Deepcut is running, without its page/)
    assert.match(await get('/?hs=truely'), /Deepcut is running, without its page/)
  })

  it('tells on the settings page who it was', async () => {
    await session()
    const { items } = (await players.app.inject({ url: '/api/devices', headers: { host: 'localhost' } })).json()
    assert.deepEqual([items[0].name, items[0].usedBy], ['Player', 'mdc 0.22'])
  })
})

describe('submissions', () => {
  it('keeps up to fifty, with love, and says OK again for what is there', async () => {
    const s = await session()
    const told: Record<string, string> = { s }
    for (const [i, r] of ['', 'L', 'S'].entries())
      Object.assign(told, {
        [`a[${i}]`]: 'Ada',
        [`t[${i}]`]: `A${i}`,
        [`i[${i}]`]: String(NOW_S - 3000 + i * 300),
        [`o[${i}]`]: 'P',
        [`r[${i}]`]: r,
        [`l[${i}]`]: '240',
        [`b[${i}]`]: '',
        [`n[${i}]`]: '',
        [`m[${i}]`]: '',
      })
    assert.equal(await post('/protocol_1.2', told), 'OK\n')
    assert.equal(await post('/protocol_1.2', told), 'OK\n')
    assert.deepEqual(await players.titles(), ['A2', 'A1', 'A0'])
    const [me] = await players.house.listeners.list()
    const loved = await players.house.feedback.list(me.id)
    assert.deepEqual(
      (await players.house.tracks.get(loved.map(({ trackId }) => trackId))).map(({ title }) => title),
      ['A1'],
    )
    const [skipped] = await players.house.listens.recent({ listenerId: me.id, countMax: 1 })
    assert.equal(skipped.skipped, true)
  })

  it('keeps the good among broken ones, and fails where there is none', async () => {
    const s = await session()
    const row = {
      s: s,
      'a[0]': 'Ada',
      't[0]': '',
      'i[0]': String(NOW_S - 9000),
      'a[1]': 'Ada',
      't[1]': 'Good',
      'i[1]': String(NOW_S - 8000),
    }
    assert.equal(await post('/protocol_1.2', row), 'OK\n')
    assert.equal((await players.titles()).at(-1), 'Good')
    assert.match(await post('/protocol_1.2', { s }), /^FAILED /)
    assert.match(await post('/protocol_1.2', { s, 'a[0]': 'A', 't[0]': 'B', 'i[0]': 'then' }), /^FAILED /)
    assert.equal(await post('/protocol_1.2', { ...row, s: 'over' }), 'BADSESSION\n')
  })

  it('takes the time that mpdscribble tells for the end, which it is', async () => {
    const s = await session()
    const fields = { s, 'a[0]': 'Ada', 't[0]': 'Mpd', 'i[0]': String(NOW_S - 20_000) }
    const payload = new URLSearchParams(fields).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'mpdscribble/0.24' }
    await players.app.inject({ method: 'POST', url: '/protocol_1.2', headers, payload })
    const [me] = await players.house.listeners.list()
    const told = (await players.house.listens.recent({ listenerId: me.id, countMax: 50 })).map(({ title, timeTold }) => [title, timeTold])
    assert.deepEqual(
      told.filter(([title]) => title === 'Mpd' || title === 'Good'),
      [
        ['Good', 'start'],
        ['Mpd', 'end'],
      ],
    )
  })

  it('says what plays', async () => {
    const s = await session()
    assert.equal(await post('/np_1.2', { s, a: 'Ada', t: 'Playing', b: 'Al', l: '240', n: '', m: '' }), 'OK\n')
    const [me] = await players.house.listeners.list()
    const { items } = (await players.app.inject({ url: '/api/playing', headers: { host: 'localhost' } })).json()
    assert.deepEqual([items[0].title, items[0].durationMs, me.name], ['Playing', 240_000, 'me'])
    assert.equal(await post('/np_1.2', { s: '', a: 'A', t: 'B' }), 'BADSESSION\n')
  })
})
