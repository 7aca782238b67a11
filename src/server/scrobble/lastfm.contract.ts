// The Last.fm 2.0 API: signatures, signing in, scrobbles in every spelling, and the numbers of its errors.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { md5 } from '#listens'
import { xmlOf } from './lastfm-answer.ts'
import { rowsOf } from './lastfm-scrobbles.ts'
import { signatureOf } from './lastfm-sign.ts'
import { NOW_S, openPlayers, type Players } from './players.fixture.ts'

let players: Players
let sk: string
before(async () => {
  players = await openPlayers()
  sk = await signIn()
})
after(() => players.close())

const sessionIn = (answer: Record<string, unknown>) => (answer['session'] as { key: string }).key
const signIn = async () =>
  sessionIn(await players.lastFm({ method: 'auth.getMobileSession', username: 'me', password: players.device.token }))
const errorOf = async (answer: Promise<Record<string, unknown>>) => (await answer)['error']

describe('the signature', () => {
  it('takes names in the order of their bytes, and leaves format and callback out', () => {
    const fields = new Map(
      Object.entries({ 'artist[1]': 'b', 'artist[10]': 'a', api_key: 'k', format: 'json', callback: 'c', api_sig: 'x' }),
    )
    assert.equal(signatureOf(fields, 's'), md5('api_keykartist[10]aartist[1]bs'))
  })

  it('is asked for with a key that Deepcut gave, and only then', async () => {
    const fields = { method: 'track.love', artist: 'Ada', track: 'Blue', sk }
    assert.equal(await errorOf(players.lastFm(fields, null)), 13)
    assert.equal(await errorOf(players.lastFm(fields, 'another secret')), 13)
    assert.deepEqual(await players.lastFm(fields), {})
    assert.deepEqual(await players.lastFm({ ...fields, api_key: 'built into a program' }, 'its own secret'), {})
  })
})

describe('signing in', () => {
  it('with the token as password, or with its digest as old programs do', async () => {
    const { token, sharedSecret } = players.device
    const answer = await players.lastFm({ method: 'auth.getMobileSession', username: 'me', password: token })
    assert.deepEqual(answer['session'], { subscriber: 0, name: 'me', key: sessionIn(answer) })
    assert.match(sessionIn(answer), /^[\da-f]{32}$/)
    assert.ok(sessionIn(await players.lastFm({ method: 'auth.getMobileSession', username: 'Me', authToken: md5(`me${sharedSecret}`) })))
    assert.equal(await errorOf(players.lastFm({ method: 'auth.getMobileSession', username: 'me', password: 'guess' })), 4)
    assert.equal(await errorOf(players.lastFm({ method: 'auth.getMobileSession', username: 'me' })), 6)
  })

  it('on a page, where a person says yes', async () => {
    const { token } = (await players.lastFm({ method: 'auth.getToken' })) as { token: string }
    const session = () => players.lastFm({ method: 'auth.getSession', token })
    assert.equal(await errorOf(session()), 14)
    const page = (method: 'GET' | 'POST', headers: Record<string, string>) =>
      players.app.inject({
        method,
        url: `/api/auth/?api_key=${players.device.apiKey}&token=${token}`,
        headers: { host: 'localhost:4747', 'content-type': 'application/x-www-form-urlencoded', ...headers },
      })
    assert.match((await page('GET', {})).body, /Let this player scrobble\?.*<strong>Player<\/strong>/s)
    assert.equal(await errorOf(session()), 14)
    assert.equal((await page('POST', { origin: 'https://evil.example' })).statusCode, 403)
    assert.equal((await page('GET', { host: 'evil.example' })).statusCode, 403)
    assert.match((await page('POST', { origin: 'http://localhost:4747' })).body, /It may scrobble/)
    const key = sessionIn(await session())
    assert.deepEqual(await players.lastFm({ method: 'track.love', artist: 'Ada', track: 'Blue', sk: key }), {})
    assert.equal(await errorOf(session()), 4)
  })

  it('a program with a key of its own becomes a device of its own', async () => {
    const { token } = (await players.lastFm({ method: 'auth.getToken', api_key: 'builtin' }, null)) as { token: string }
    const say = (fields: Record<string, string>) =>
      players.app.inject({
        method: 'POST',
        url: '/api/auth/',
        headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ api_key: 'builtin', token, ...fields }).toString(),
      })
    assert.match((await say({ name: 'Player', user: 'me' })).body, /There is a device named Player already/)
    assert.match(
      (await say({ name: '<b>', user: 'me', cb: 'https://player.example/back?x=1' })).body,
      /&lt;b&gt;.*href="https:\/\/player\.example\/back\?x=1&amp;token=/s,
    )
    assert.ok(sessionIn(await players.lastFm({ method: 'auth.getSession', api_key: 'builtin', token }, null)))
  })

  it('a request is over after an hour', async () => {
    const { token } = (await players.lastFm({ method: 'auth.getToken' })) as { token: string }
    players.house.clock.advance(3_600_001)
    assert.equal(await errorOf(players.lastFm({ method: 'auth.getSession', token })), 15)
    players.house.clock.advance(-3_600_001)
  })

  it('a session ends when the token is taken back', async () => {
    const { token } = await players.make('Short')
    const key = sessionIn(await players.lastFm({ method: 'auth.getMobileSession', api_key: 'any', username: 'me', password: token }, null))
    const scrobble = () => players.lastFm({ method: 'track.updateNowPlaying', api_key: 'any', artist: 'A', track: 'B', sk: key }, null)
    assert.ok((await scrobble())['nowplaying'])
    const { id } = (await players.house.tokens.list()).find(({ name }) => name === 'Short')!
    await players.house.tokens.remove(id)
    assert.equal(await errorOf(scrobble()), 9)
  })
})

describe('track.scrobble', () => {
  it('answers one as an object and several as a list, and keeps the old', async () => {
    const one = {
      method: 'track.scrobble',
      sk,
      artist: 'Ada',
      track: 'First',
      timestamp: String(NOW_S - 400),
      album: 'Al',
      duration: '200',
    }
    assert.deepEqual(await players.lastFm(one), {
      scrobbles: {
        scrobble: {
          artist: { corrected: '0', '#text': 'Ada' },
          album: { corrected: '0', '#text': 'Al' },
          track: { corrected: '0', '#text': 'First' },
          ignoredMessage: { code: '0', '#text': '' },
          albumArtist: { corrected: '0', '#text': '' },
          timestamp: String(NOW_S - 400),
        },
        '@attr': { accepted: 1, ignored: 0 },
      },
    })
    const years = 10 * 365 * 86_400
    const many: Record<string, string> = { method: 'track.scrobble', sk }
    for (const [i, track] of ['Old', '', 'Ancient', 'Coming'].entries()) {
      many[`artist[${i}]`] = 'Ada'
      many[`track[${i}]`] = track
      many[`timestamp[${i}]`] = String([NOW_S - years, NOW_S, 5, NOW_S + 7200][i])
    }
    const { scrobbles } = (await players.lastFm(many)) as {
      scrobbles: { scrobble: { ignoredMessage: { code: string } }[]; '@attr': unknown }
    }
    assert.deepEqual(scrobbles['@attr'], { accepted: 1, ignored: 3 })
    assert.deepEqual(
      scrobbles.scrobble.map(({ ignoredMessage }) => ignoredMessage.code),
      ['0', '2', '3', '4'],
    )
    assert.deepEqual((await players.titles()).slice(0, 2), ['First', 'Old'])
    await players.lastFm(one)
    assert.equal((await players.titles()).filter((title) => title === 'First').length, 1)
  })

  it('takes fifty and no more; without a session, artist or track it takes none', async () => {
    const fields = (count: number) => {
      const all: Record<string, string> = { method: 'track.scrobble', sk }
      for (let i = 0; i < count; i++)
        Object.assign(all, { [`artist[${i}]`]: 'Bob', [`track[${i}]`]: `B${i}`, [`timestamp[${i}]`]: String(NOW_S - 9000 - i * 200) })
      return all
    }
    assert.deepEqual(((await players.lastFm(fields(50)))['scrobbles'] as Record<string, unknown>)['@attr'], { accepted: 50, ignored: 0 })
    assert.equal(await errorOf(players.lastFm(fields(51))), 6)
    assert.equal(await errorOf(players.lastFm({ method: 'track.scrobble', sk, track: 'X', timestamp: '1' })), 6)
    assert.equal(await errorOf(players.lastFm({ method: 'track.scrobble', artist: 'A', track: 'X', timestamp: '1' })), 6)
    assert.equal(await errorOf(players.lastFm({ method: 'track.scrobble', sk: 'no', artist: 'A', track: 'X', timestamp: '1' })), 9)
  })

  it('ignores what holds NUL, and refuses bodies without end', async () => {
    const nul = { method: 'track.scrobble', sk, artist: 'A\u0000', track: 'X', timestamp: String(NOW_S), album: '\u0000' }
    assert.deepEqual(((await players.lastFm(nul))['scrobbles'] as Record<string, unknown>)['@attr'], { accepted: 0, ignored: 1 })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await players.app.inject({ method: 'POST', url: '/2.0/?format=json', headers, payload: Buffer.alloc(2_000_000, 97) })
    assert.deepEqual([answer.statusCode, answer.json().error], [400, 6])
  })

  it('reads indices in any order, with gaps', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(49), { minLength: 1, maxLength: 20 }), (indices) => {
        const fields = new Map(indices.flatMap((i) => [[`artist[${i}]`, `a${i}`] as const, [`track[${i}]`, `t${i}`] as const]))
        const rows = rowsOf(fields)
        assert.deepEqual(
          rows.map((row) => row.get('track')),
          [...indices].sort((a, b) => a - b).map((i) => `t${i}`),
        )
      }),
    )
  })
})

describe('the other methods', () => {
  it('what plays stands first among recent tracks', async () => {
    await players.lastFm({ method: 'track.updateNowPlaying', sk, artist: 'Ada', track: 'Now <&>', duration: '300' })
    const { recenttracks } = (await players.lastFm({ method: 'user.getRecentTracks', user: 'me', limit: '2' })) as {
      recenttracks: { track: { name: string; '@attr'?: unknown; date?: { uts: string } }[]; '@attr': { user: string; total: string } }
    }
    assert.deepEqual(
      recenttracks.track.map(({ name }) => name),
      ['Now <&>', 'First', 'B0'],
    )
    assert.deepEqual(recenttracks.track[0]['@attr'], { nowplaying: 'true' })
    assert.equal(recenttracks.track[1].date?.uts, String(NOW_S - 400))
    assert.deepEqual([recenttracks['@attr'].user, recenttracks['@attr'].total], ['me', String((await players.titles()).length)])
    const from = await players.lastFm({ method: 'user.getRecentTracks', user: 'me', from: String(NOW_S - 9000), to: String(NOW_S - 500) })
    assert.deepEqual(
      (from['recenttracks'] as typeof recenttracks).track.map(({ name }) => name),
      ['Now <&>', 'B0'],
    )
  })

  it('loves, unloves, tells who it is, takes a scrobble back', async () => {
    await players.lastFm({ method: 'track.love', sk, artist: 'Ada', track: 'First' })
    const loved = async () =>
      ((await players.lastFm({ method: 'user.getLovedTracks', user: 'me' }))['lovedtracks'] as { track: { name: string }[] }).track.map(
        ({ name }) => name,
      )
    assert.ok((await loved()).includes('First'))
    await players.lastFm({ method: 'track.unlove', sk, artist: 'Ada', track: 'First' })
    assert.ok(!(await loved()).includes('First'))
    const { user } = (await players.lastFm({ method: 'user.getInfo', sk })) as { user: { name: string; playcount: string } }
    assert.deepEqual([user.name, user.playcount], ['me', String((await players.titles()).length)])
    assert.deepEqual((await players.lastFm({ method: 'auth.getSessionInfo', sk }))['application'], {
      session: { name: 'me', key: sk, subscriber: 0, country: '' },
    })
    const gone = { method: 'library.removeScrobble', sk, artist: 'Ada', track: 'First', timestamp: String(NOW_S - 400) }
    assert.deepEqual(await players.lastFm(gone), {})
    assert.ok(!(await players.titles()).includes('First'))
    assert.equal(await errorOf(players.lastFm(gone)), 7)
  })

  it('tells nothing to a key that is not known, nor about others', async () => {
    assert.equal(await errorOf(players.lastFm({ method: 'user.getRecentTracks', api_key: 'unknown', user: 'me' })), 10)
    assert.equal(await errorOf(players.lastFm({ method: 'user.getInfo', user: 'rob' })), 6)
    assert.equal(await errorOf(players.lastFm({ method: 'chart.getTopArtists' })), 3)
    assert.equal(await errorOf(players.lastFm({ method: 'constructor' })), 3)
  })
})

describe('XML', () => {
  it('is the answer unless JSON is asked for, at every address', async () => {
    for (const url of ['/2.0', '/2.0/', '/apis/audioscrobbler/2.0/']) {
      const answer = await players.app.inject({ url: `${url}?method=user.getInfo&sk=${sk}`, headers: { host: 'nas.example' } })
      assert.match(String(answer.headers['content-type']), /^text\/xml/)
      assert.match(answer.body, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<lfm status="ok"><user><name>me<\/name>/)
    }
    const failed = await players.app.inject({ url: '/2.0/?method=nothing', headers: { host: 'nas.example' } })
    assert.equal(failed.statusCode, 400)
    assert.match(
      failed.body,
      /<lfm status="failed"><error code="3">Invalid Method - No method with that name in this package<\/error><\/lfm>/,
    )
  })

  it('writes attributes, repeats lists, and survives any text', () => {
    const tree = { a: { '@attr': { n: 1 }, b: [{ corrected: '0', '#text': 'x < "y" & z\u0001' }, 'two'] }, empty: '' }
    assert.equal(
      xmlOf('ok', tree),
      '<?xml version="1.0" encoding="UTF-8"?>\n<lfm status="ok"><a n="1"><b corrected="0">x &lt; &quot;y&quot; &amp; z</b><b>two</b></a><empty></empty></lfm>\n',
    )
  })
})
