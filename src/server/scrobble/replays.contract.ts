// Requests in the shapes that real players send, as the reference of protocols and their sources tell them, with the quirks of each.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { NOW_S, openPlayers, type Players } from './players.fixture.ts'

let players: Players
before(async () => {
  players = await openPlayers({ loopbackOnly: false })
})
after(() => players.close())

const call = (options: InjectOptions) => players.app.inject({ ...options, headers: { host: 'music.home:4747', ...options.headers } })
const post = (url: string, headers: Record<string, string>, body: unknown) =>
  call({ method: 'POST', url, headers, payload: JSON.stringify(body) })
const newest = async () => {
  const [me] = await players.house.listeners.list()
  return (await players.house.listens.recent({ listenerId: me.id, countMax: 1 }))[0]
}

describe('Web Scrobbler', () => {
  const headers = () => ({
    authorization: `Token ${players.device.token}`,
    'content-type': 'application/json; charset=UTF-8',
    origin: 'chrome-extension://hhinaapppaileiechjoiifaancjggfjm',
    'sec-fetch-site': 'none',
    'sec-fetch-mode': 'cors',
  })
  const song = (title: string) => ({
    artist_name: 'Ada',
    track_name: title,
    release_name: 'Al',
    additional_info: {
      submission_client: 'Web Scrobbler',
      submission_client_version: '3.9.0',
      music_service_name: 'YouTube Music',
      origin_url: 'https://music.youtube.com/watch?v=dQw4w9WgXcQ',
      duration: 212,
    },
  })

  it('tells what plays, then the listen, then others in batches, from its own origin', async () => {
    const url = '/1/submit-listens'
    assert.equal((await post(url, headers(), { listen_type: 'playing_now', payload: [{ track_metadata: song('W') }] })).statusCode, 200)
    const single = { listen_type: 'single', payload: [{ listened_at: NOW_S - 200, track_metadata: song('W') }] }
    assert.deepEqual((await post(url, headers(), single)).json(), { status: 'ok' })
    const batch = Array.from({ length: 50 }, (_, i) => ({ listened_at: NOW_S - 90_000 + i * 220, track_metadata: song(`W${i}`) }))
    assert.equal((await post(url, headers(), { listen_type: 'import', payload: batch })).statusCode, 200)
    const listen = await newest()
    assert.deepEqual([listen.title, listen.sourceUri, listen.platform], ['W', 'youtube:video:dQw4w9WgXcQ', 'Web Scrobbler'])
    assert.equal((await players.titles()).length, 51)
  })

  it('signs out on 400 and 401, so a store that cannot be written is neither', async () => {
    const broken = await openPlayers()
    const { token } = broken.device
    broken.breakStore()
    const body = { listen_type: 'single', payload: [{ listened_at: NOW_S - 100, track_metadata: song('Late') }] }
    const answer = await broken.submit(body, { ...headers(), authorization: `Token ${token}` })
    assert.deepEqual(answer, { status: 503, body: { code: 503, error: 'Cannot submit listens to queue, please try again later.' } })
    await broken.close()
  })
})

describe('Navidrome', () => {
  const metadata = {
    artist_name: 'Ada',
    track_name: 'N',
    release_name: 'Al',
    additional_info: {
      submission_client: 'navidrome',
      submission_client_version: '0.58.0',
      tracknumber: 3,
      artist_names: ['Ada', 'Bob'],
      artist_mbids: ['0383dadf-2a4e-4d10-a46a-e9e041da8eb3', ''],
      recording_mbid: '8F3471B5-7E6A-48DA-86A9-C1C07A0F47AE',
      release_mbid: '',
      release_group_mbid: 'c9fdb94c-4975-4ed6-a96f-ef6d80bb7738',
      duration_ms: 217_000,
    },
  }

  it('checks the token under its base address, tells what plays, and scrobbles with ids', async () => {
    const headers = {
      authorization: `Token ${players.device.token}`,
      'content-type': 'application/json; charset=UTF-8',
      'user-agent': 'Go-http-client/1.1',
    }
    const valid = await call({ url: '/1/validate-token', headers: { authorization: `Token ${players.device.token}` } })
    assert.deepEqual([valid.statusCode, valid.json().valid, valid.json().user_name], [200, true, 'me'])
    assert.deepEqual(
      (await post('/1/submit-listens', headers, { listen_type: 'playing_now', payload: [{ track_metadata: metadata }] })).json(),
      { status: 'ok' },
    )
    await post('/1/submit-listens', headers, { listen_type: 'single', payload: [{ listened_at: NOW_S - 50, track_metadata: metadata }] })
    const listen = await newest()
    assert.equal(listen.sourceUri, 'mbid:8f3471b5-7e6a-48da-86a9-c1c07a0f47ae')
    const [track] = await players.house.tracks.get([listen.trackId!])
    assert.deepEqual(
      [track.recordingMbid, track.durationMs, track.artists.map(({ name }) => name)],
      ['8f3471b5-7e6a-48da-86a9-c1c07a0f47ae', 217_000, ['Ada', 'Bob']],
    )
  })
})

describe('multi-scrobbler', () => {
  it('probes for other servers in vain, checks who it is, looks whether a listen is there, and sends it', async () => {
    const headers = { authorization: `Token ${players.device.token}`, accept: 'application/json' }
    for (const url of ['/apis/web/v1/stats', '/apis/mlj_1/serverinfo', '/1/no-such-thing'])
      assert.equal((await call({ url, headers })).statusCode, 404, url)
    assert.equal((await call({ url: '/1/validate-token', headers })).json().valid, true)
    assert.equal((await call({ url: '/1/user/me/playing-now', headers })).statusCode, 200)
    const track_metadata = {
      artist_name: 'Ada',
      track_name: 'M',
      additional_info: {
        original_submission_client: 'x',
        media_player: 'Spotify',
        duration_ms: 1,
        duration_played: 180,
        spotify_id: 'https://open.spotify.com/track/0123456789abcdefghijAB',
      },
    }
    await post(
      '/1/submit-listens',
      { ...headers, 'content-type': 'application/json' },
      { listen_type: 'single', payload: [{ listened_at: NOW_S - 400, track_metadata }] },
    )
    const { payload } = (await call({ url: `/1/user/me/listens?count=100&min_ts=${NOW_S - 3600}`, headers })).json()
    const found = payload.listens.find((listen: { track_metadata: { track_name: string } }) => listen.track_metadata.track_name === 'M')
    assert.deepEqual([found.listened_at, found.track_metadata.additional_info.duration_played], [NOW_S - 400, 180])
    const [me] = await players.house.listeners.list()
    const [kept] = await players.house.listens
      .recent({ listenerId: me.id, countMax: 50 })
      .then((all) => all.filter(({ title }) => title === 'M'))
    assert.equal(kept.sourceUri, 'spotify:track:0123456789abcdefghijAB')
  })
})

describe('Pano Scrobbler', () => {
  it('sends the token in small letters, asks for the MSID of what plays, and loves by it', async () => {
    const headers = { authorization: `token ${players.device.token}`, 'content-type': 'application/json' }
    const track_metadata = {
      artist_name: 'YOASOBI',
      track_name: 'アイドル',
      release_name: 'アイドル',
      additional_info: { duration_ms: 213_000, submission_client: 'Pano Scrobbler', submission_client_version: '4.10' },
    }
    const now = await post('/1/submit-listens?return_msid=true', headers, { listen_type: 'playing_now', payload: [{ track_metadata }] })
    const msid = now.json().recording_msid
    assert.match(msid, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    const single = await post('/1/submit-listens', headers, {
      listen_type: 'single',
      payload: [{ listened_at: NOW_S - 30, track_metadata }],
    })
    assert.deepEqual(single.json(), { status: 'ok' })
    assert.equal((await post('/1/feedback/recording-feedback', headers, { recording_msid: msid, score: 1 })).statusCode, 200)
    const { payload } = (await call({ url: '/1/user/me/listens?count=1', headers })).json()
    assert.deepEqual([payload.listens[0].recording_msid, payload.listens[0].track_metadata.track_name], [msid, 'アイドル'])
    assert.equal((await call({ url: '/1/user/me/listen-count', headers })).json().payload.count, (await players.titles()).length)
  })
})

describe('Music Assistant', () => {
  it('sends no content type', async () => {
    const headers = { authorization: `Token ${players.device.token}`, 'user-agent': 'python-requests/2.32' }
    const track_metadata = {
      artist_name: 'Ada',
      track_name: 'MA',
      additional_info: { listening_from: 'music-assistant', duration: 180, artist_mbids: null, isrc: ['USABC2400002'] },
    }
    const payload = Buffer.from(JSON.stringify({ listen_type: 'single', payload: [{ listened_at: NOW_S - 20, track_metadata }] }))
    const answer = await call({ method: 'POST', url: '/1/submit-listens', headers, payload })
    assert.deepEqual(answer.json(), { status: 'ok' })
    assert.equal((await newest()).sourceUri, 'isrc:USABC2400002')
  })
})

describe('two players of one person', () => {
  it('that hear the same track at once tell of one listen; taking one away leaves it', async () => {
    const other = await players.make('Other')
    const tell = (token: string, listenedAtS: number) =>
      post(
        '/1/submit-listens',
        { authorization: `Token ${token}` },
        {
          listen_type: 'single',
          payload: [
            {
              listened_at: listenedAtS,
              track_metadata: { artist_name: 'Ada', track_name: 'Both', additional_info: { duration_ms: 200_000 } },
            },
          ],
        },
      )
    await tell(players.device.token, NOW_S - 2_000_000)
    await tell(other.token, NOW_S - 2_000_002)
    assert.equal((await players.titles()).filter((title) => title === 'Both').length, 1)
    const [me] = await players.house.listeners.list()
    const source = (await players.house.sources.list(me.id)).find(({ label }) => label === 'Player')!
    await players.house.sources.remove(source.id)
    assert.equal((await players.titles()).filter((title) => title === 'Both').length, 1)
  })
})

describe('whatever is sent again, in whatever order', () => {
  it('gives each listen once', async () => {
    const listens = fc.uniqueArray(fc.record({ second: fc.nat(40), title: fc.constantFrom('a', 'b', 'c') }), {
      selector: ({ second, title }) => `${second} ${title}`,
      minLength: 1,
      maxLength: 12,
    })
    const told = listens.chain((all) => fc.tuple(fc.constant(all), fc.array(fc.subarray(all, { minLength: 1 }), { maxLength: 4 })))
    let run = 0
    await fc.assert(
      fc.asyncProperty(told, async ([all, again]) => {
        // Hours apart, so that no two are of one time.
        const artist_name = `Again ${run++}`
        const at = (second: number) => NOW_S - 5_000_000 + second * 7200
        const batches = [...again, all, ...again]
        for (const batch of batches) {
          const payload = batch.map(({ second, title }) => ({
            listened_at: at(second),
            track_metadata: { artist_name, track_name: title },
          }))
          await post('/1/submit-listens', { authorization: `Token ${players.device.token}` }, { listen_type: 'import', payload })
        }
        const [me] = await players.house.listeners.list()
        const kept = (await players.house.listens.recent({ listenerId: me.id, countMax: 2000 })).filter(
          (listen) => listen.artistName === artist_name,
        )
        const words = (rows: readonly { second: number; title: string }[]) =>
          rows.map(({ second, title }) => `${at(second)} ${title}`).sort()
        assert.deepEqual(kept.map(({ startedAtMs, title }) => `${startedAtMs / 1000} ${title}`).sort(), words(all))
      }),
      { numRuns: 12 },
    )
  })

  it('cuts what is no name, and keeps the listen', async () => {
    const fields = {
      method: 'track.scrobble',
      artist: 'L'.repeat(9000),
      track: 'T',
      timestamp: String(NOW_S - 3_000_000),
      context: 'c'.repeat(20_000),
    }
    const session = await players.lastFm({ method: 'auth.getMobileSession', username: 'me', password: players.device.token })
    const { key: sk } = session['session'] as { key: string }
    const answer = await players.lastFm({ ...fields, sk })
    assert.deepEqual((answer['scrobbles'] as Record<string, unknown>)['@attr'], { accepted: 1, ignored: 0 })
    const [me] = await players.house.listeners.list()
    const kept = (await players.house.listens.recent({ listenerId: me.id, countMax: 2000 })).find(({ artistName }) =>
      artistName.startsWith('LLL'),
    )
    assert.deepEqual([kept?.artistName.length, kept?.raw], [2000, null])
  })
})
