// The API over a real house in memory: what each address answers, and what it refuses.

import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { InjectOptions } from 'fastify'
import { hasFfmpeg } from '#analysis'
import { addTrack, NOW_MS, openTestHouse, type TestHouse } from '../../test/house.ts'
import type { App } from './app.ts'
import { type Background, openBackground } from './background.ts'
import * as contract from './contract.ts'
import { createServer } from './create-server.ts'

let house: TestHouse
let background: Background
let app: App
let blue: number
let green: number
let bluePath: string

before(async () => {
  house = openTestHouse()
  background = openBackground(house)
  app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: join(house.homePath, 'no-page') })
  const first = await addTrack(house, { title: 'Blue', artist: 'Ada', album: 'Colours' })
  const second = await addTrack(house, { title: 'Green', artist: 'Ada', album: 'Colours', rootHz: 233, analysed: false })
  blue = first.id
  bluePath = first.path
  green = second.id
  await house.tracks.identify(
    [
      {
        title: 'Far',
        artistNames: ['Bob "B" Brown'],
        spotifyId: '0123456789abcdefghijAB',
        catalogued: true,
        popularity: 12,
        attributes: { energy: 0.4, valence: 0.9 },
      },
      { title: 'Farther', artistNames: ['Bob "B" Brown'], catalogued: true },
    ],
    'table',
  )
})
after(async () => {
  await app.close()
  await background.close()
  await house.close()
})

const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD', url: string, options: Partial<InjectOptions> = {}) =>
  app.inject({ method, url, ...options, headers: { host: '127.0.0.1:4747', ...options.headers } })
const get = async (url: string) => {
  const answer = await call('GET', url)
  assert.equal(answer.statusCode, 200, `${url}: ${answer.body.slice(0, 300)}`)
  return answer.json()
}
const refused = async (answer: Promise<{ statusCode: number; json(): unknown }>, status: number, code: string) => {
  const { statusCode, json } = await answer
  const problem = contract.Problem.parse(json())
  assert.deepEqual({ statusCode, code: problem.code }, { statusCode: status, code }, problem.message)
  return problem.message
}

describe('what there is', () => {
  it('answers health and status', async () => {
    assert.deepEqual(await get('/healthz'), { ok: true, version: '0.0.0-test' })
    const status = contract.Status.parse(await get('/api/status'))
    assert.deepEqual(
      status.listeners.map(({ name }) => name),
      ['me'],
    )
    assert.equal(status.counts.playable, 2)
    assert.equal(status.counts.catalogued, 2)
    assert.deepEqual(status.analysis, { running: false, done: 1, pending: 1, failed: 0, etaS: null })
    assert.equal(status.demo, false)
  })

  it('lists owned tracks, and the rest when asked', async () => {
    const owned = contract.TrackPage.parse(await get('/api/tracks?sort=title'))
    assert.deepEqual(
      owned.items.map(({ title }) => title),
      ['Blue', 'Green'],
    )
    assert.equal(owned.total, 2)
    assert.equal((await get('/api/tracks?playable=any')).total, 4)
    assert.deepEqual(
      (await get('/api/tracks?sort=title&count=1&offset=1')).items.map(({ title }: contract.TrackCard) => title),
      ['Green'],
    )
  })

  it('gives an album and an artist with their tracks', async () => {
    const [album] = contract.AlbumPage.parse(await get('/api/albums')).items
    assert.equal(album.title, 'Colours')
    assert.deepEqual(contract.AlbumDetail.parse(await get(`/api/albums/${album.id}`)).tracks.length, 2)
    const [artist] = contract.ArtistPage.parse(await get('/api/artists')).items
    const detail = contract.ArtistDetail.parse(await get(`/api/artists/${artist.id}`))
    assert.deepEqual([detail.name, detail.tracks.length, detail.albums.length], ['Ada', 2, 1])
  })

  it('finds by words, over the catalogue too', async () => {
    const found = contract.SearchResult.parse(await get('/api/search?text=far'))
    assert.deepEqual(found.tracks.map(({ title }) => title).sort(), ['Far', 'Farther'])
    assert.deepEqual(await get('/api/search?text='), { tracks: [], albums: [], artists: [] })
  })

  it('gives a track in full, with where it stands', async () => {
    const track = contract.TrackDetail.parse(await get(`/api/tracks/${blue}`))
    assert.equal(track.file?.codec, 'pcm')
    assert.ok(Math.abs(track.sound!.durationS - 3) < 0.01)
    const { loudness, replayGain, attributes, extent } = track.sound!
    assert.equal(extent, 'whole')
    assert.ok(Math.abs(replayGain.track!.gainDb + 18 + loudness.integratedLufs!) < 1e-9)
    for (const { value, ingredients } of Object.values(attributes)) assert.ok(value >= 0 && value <= 1 && ingredients.length > 0)
    assert.deepEqual(track.sound!.standing.map(({ name }) => name).slice(0, 2), ['brightness', 'loudness'])
    for (const standing of track.sound!.standing) assert.ok(standing.value >= 0 && standing.value <= 1 && standing.explanation.length > 10)
    assert.deepEqual(track.links, [])
    const waiting = contract.TrackDetail.parse(await get(`/api/tracks/${green}`))
    assert.equal(waiting.sound, null)
    assert.equal(waiting.analysisProblem, null)
  })

  it('links to where music not owned can be heard', async () => {
    const [far, farther] = (await get('/api/search?text=far')).tracks.sort((a: contract.TrackCard, b: contract.TrackCard) => a.id - b.id)
    const links = contract.TrackDetail.parse(await get(`/api/tracks/${far.id}`)).links
    assert.equal(links[0].url, 'https://open.spotify.com/track/0123456789abcdefghijAB')
    const others = contract.TrackDetail.parse(await get(`/api/tracks/${farther.id}`)).links
    assert.equal(others[0].url, 'https://open.spotify.com/search/Bob%20%22B%22%20Brown%20Farther')
    for (const { url } of [...links, ...others]) assert.equal(new URL(url).protocol, 'https:')
  })

  it('gives the waveform, and says why there is none', async () => {
    const waveform = contract.WaveformBody.parse(await get(`/api/tracks/${blue}/waveform`))
    assert.equal(waveform.peaks.length, waveform.brightness.length)
    await refused(call('GET', `/api/tracks/${green}/waveform`), 404, 'NOT_ANALYSED')
  })
})

describe('listening', () => {
  const played = { startedAtMs: NOW_MS - 5000, msPlayed: 3000, reasonEnd: 'trackdone', reasonStart: 'clickrow', playId: 'play-0001' }

  it('keeps a playback once, and shows it everywhere', async () => {
    const body = { ...played, trackId: blue }
    assert.deepEqual((await call('POST', '/api/listens', { payload: body })).json(), { added: true })
    assert.deepEqual((await call('POST', '/api/listens', { payload: body })).json(), { added: false })
    const rows = contract.ListenRows.parse(await get('/api/listens'))
    assert.deepEqual(
      rows.items.map(({ title, counted, skipped, playable }) => ({ title, counted, skipped, playable })),
      [{ title: 'Blue', counted: true, skipped: false, playable: true }],
    )
    assert.equal(rows.nextBeforeMs, null)
    const stats = contract.Stats.parse(await get('/api/stats'))
    assert.equal(stats.countedListens, 1)
    assert.equal(stats.topTracks[0].track.title, 'Blue')
    assert.equal(contract.TrackDetail.parse(await get(`/api/tracks/${blue}`)).plays.completions, 1)
    assert.equal(contract.Status.parse(await get('/api/status')).counts.listens, 1)
  })

  it('pages through the history without losing or repeating a listen', async () => {
    for (let i = 0; i < 7; i++) {
      const payload = {
        ...played,
        trackId: green,
        startedAtMs: NOW_MS - 100_000 - (i >> 1) * 10_000,
        msPlayed: 500,
        reasonEnd: 'fwdbtn',
        playId: `page-000${i}`,
      }
      assert.equal((await call('POST', '/api/listens', { payload })).statusCode, 200)
    }
    const seen: number[] = []
    let before = ''
    for (let page = 0; page < 20; page++) {
      const { items, nextBeforeMs } = contract.ListenRows.parse(await get(`/api/listens?count=2${before}`))
      seen.push(...items.map(({ id }) => id))
      if (nextBeforeMs === null) break
      before = `&beforeMs=${nextBeforeMs}`
    }
    assert.equal(new Set(seen).size, 8)
    assert.equal(seen.length, 8)
  })

  it('keeps love and bans, and takes them back', async () => {
    for (const feedback of ['love', 'ban', null]) {
      assert.deepEqual((await call('PUT', `/api/tracks/${blue}/feedback`, { payload: { feedback } })).json(), { ok: true })
      assert.equal((await get(`/api/tracks/${blue}`)).feedback, feedback)
    }
  })

  it('says within a moment that a new list is due', async () => {
    const causes: string[] = []
    const end = house.events.subscribe((event) => event.name === 'recommendations.changed' && causes.push(event.data.cause))
    await call('PUT', `/api/tracks/${blue}/feedback`, { payload: { feedback: 'love' } })
    await call('PUT', `/api/tracks/${blue}/feedback`, { payload: { feedback: null } })
    for (let tries = 0; tries < 50 && causes.length === 0; tries++) await new Promise((resolve) => setTimeout(resolve, 20))
    await new Promise((resolve) => setTimeout(resolve, 100))
    end()
    // One event for the burst; two where the machine was too busy to take both within the debounce.
    assert.ok(causes.length >= 1 && causes.length <= 2, `${causes.length} events`)
    assert.ok(causes.every((cause) => cause === 'feedback'))
  })
})

describe('what to hear next', () => {
  it('gives cards with reasons, and links for what is not owned', async () => {
    const { items } = contract.Recommendations.parse(await get('/api/recommendations?count=5&radar=0.7'))
    assert.ok(items.length > 0)
    for (const item of items) {
      assert.equal(item.track.id, item.trackId)
      assert.ok(item.reasons.length > 0)
      assert.equal(item.links.length === 0, item.playable)
    }
  })

  it('passes over a card that was not wanted', async () => {
    const [first] = (await get('/api/recommendations?count=5')).items
    assert.deepEqual((await call('POST', `/api/recommendations/${first.trackId}/skip`)).json(), { ok: true })
    const after = contract.Recommendations.parse(await get('/api/recommendations?count=5')).items
    assert.notEqual(after[0]?.trackId, first.trackId)
  })

  it('keeps the dial and the count within bounds', async () => {
    for (const query of ['radar=2', 'radar=x', 'count=0', 'count=501', 'count=1.5', 'from=moon']) {
      const message = await refused(call('GET', `/api/recommendations?${query}`), 400, 'REQUEST_INVALID')
      assert.match(message, new RegExp(query.split('=')[0]))
    }
  })
})

describe('refusals', () => {
  it('says what is wrong with an id', async () => {
    for (const path of ['tracks/9999', 'tracks/9999/audio', 'tracks/9999/cover', 'tracks/9999/similar', 'tracks/9999/waveform'])
      await refused(call('GET', `/api/${path}`), 404, 'TRACK_UNKNOWN')
    await refused(call('GET', '/api/albums/9999'), 404, 'ALBUM_UNKNOWN')
    await refused(call('GET', '/api/artists/9999/cover'), 404, 'ARTIST_UNKNOWN')
    for (const id of ['0', '-1', 'x', '1e30', '1.5', '..%2f..%2fetc%2fpasswd']) {
      const { statusCode } = await call('GET', `/api/tracks/${id}/audio`)
      assert.ok(statusCode === 400 || statusCode === 404, id)
    }
  })

  it('says which listener it does not know', async () => {
    for (const path of ['recommendations', 'listens', 'stats', 'tracks', `tracks/${blue}`]) {
      assert.match(await refused(call('GET', `/api/${path}?user=nobody`), 404, 'LISTENER_UNKNOWN'), /nobody/)
    }
  })

  it('says what is wrong with a body', async () => {
    const json = { 'content-type': 'application/json' }
    await refused(call('POST', '/api/listens', { payload: '{"trackId": 1,', headers: json }), 400, 'REQUEST_INVALID')
    assert.match(await refused(call('POST', '/api/listens', { payload: { trackId: 'one' } }), 400, 'REQUEST_INVALID'), /trackId/)
    await refused(call('PUT', `/api/tracks/${blue}/feedback`, { payload: { feedback: 'meh' } }), 400, 'REQUEST_INVALID')
    await refused(
      call('POST', '/api/folders', { payload: 'path=/', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      415,
      'BODY_TYPE',
    )
    await refused(call('POST', '/api/folders', { payload: { path: `/${'x'.repeat(2 ** 20)}` } }), 413, 'BODY_TOO_LARGE')
  })

  it('says what is wrong with a folder', async () => {
    await refused(call('POST', '/api/folders', { payload: { path: 'music' } }), 400, 'FOLDER_RELATIVE')
    await refused(call('POST', '/api/folders', { payload: { path: '/no/such/folder' } }), 404, 'FOLDER_UNKNOWN')
  })

  it('knows its own addresses only, and gives the page where a page is asked for', async () => {
    await refused(call('GET', '/api/nothing'), 404, 'ADDRESS_UNKNOWN')
    await refused(call('GET', '/app.js'), 404, 'ADDRESS_UNKNOWN')
    await refused(call('POST', '/library'), 404, 'ADDRESS_UNKNOWN')
    const page = await call('GET', '/library/albums')
    assert.equal(page.statusCode, 503)
    assert.match(page.body, /npm start/)
  })

  it('tells nothing of its inside when something unexpected happens', async () => {
    const other = openTestHouse()
    const otherBackground = openBackground(other)
    const broken = await createServer({ ...other, background: otherBackground }, { loopbackOnly: true, pagePath: '/nowhere' })
    await otherBackground.close()
    await other.close()
    const answer = await broken.inject({ method: 'GET', url: '/api/tracks', headers: { host: 'localhost' } })
    assert.equal(answer.statusCode, 500)
    assert.deepEqual(Object.keys(answer.json()).sort(), ['code', 'message'])
    assert.doesNotMatch(answer.body, /at |\/src\/|sqlite|database/i)
    await broken.close()
  })
})

describe('the guard', () => {
  it('answers to its own names only', async () => {
    for (const host of ['127.0.0.1:4747', 'localhost', 'localhost:4747', '[::1]:4747', '127.0.0.1'])
      assert.equal((await call('GET', '/healthz', { headers: { host } })).statusCode, 200, host)
    for (const host of ['evil.example', 'evil.example:4747', '127.0.0.1.evil.example', 'localhost.evil.example'])
      await refused(call('GET', '/api/status', { headers: { host } }), 403, 'HOST_REFUSED')
  })

  it('changes things for its own page or for no page, and for nobody else', async () => {
    const scan = (headers: Record<string, string>) => call('PUT', `/api/tracks/${blue}/feedback`, { payload: { feedback: null }, headers })
    for (const headers of [
      {},
      { origin: 'http://127.0.0.1:4747' },
      { origin: 'http://127.0.0.1:4747', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ])
      assert.equal((await scan(headers as Record<string, string>)).statusCode, 200, JSON.stringify(headers))
    for (const headers of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:9999' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:4747' },
    ])
      await refused(scan(headers as Record<string, string>), 403, 'ORIGIN_REFUSED')
  })

  it('sends headers that lock the page down, on refusals too', async () => {
    for (const url of ['/healthz', '/api/nothing', '/']) {
      const { headers } = await call('GET', url)
      assert.match(String(headers['content-security-policy']), /default-src 'self'.*frame-ancestors 'none'/)
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    }
  })
})

describe('its description', () => {
  it('covers every address, with what each answers', async () => {
    const { paths, openapi } = await get('/api/openapi.json')
    assert.match(openapi, /^3\./)
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const wanted = [
      'GET /healthz',
      'GET /api/status',
      'GET /api/recommendations',
      'POST /api/recommendations/{trackId}/skip',
      'GET /api/tracks',
      'GET /api/tracks/{id}',
      'GET /api/tracks/{id}/audio',
      'GET /api/tracks/{id}/cover',
      'GET /api/tracks/{id}/waveform',
      'GET /api/tracks/{id}/similar',
      'PUT /api/analysis/budget',
      'PUT /api/tracks/{id}/feedback',
      'GET /api/albums',
      'GET /api/albums/{id}',
      'GET /api/albums/{id}/cover',
      'GET /api/analysis/queue',
      'GET /api/artists',
      'GET /api/artists/{id}',
      'GET /api/artists/{id}/cover',
      'GET /api/search',
      'GET /api/listens',
      'GET /api/listens/{id}',
      'POST /api/listens',
      'POST /api/listens/{id}/apart',
      'POST /api/listens/{id}/together',
      'GET /api/stats',
      'POST /api/imports',
      'GET /api/imports',
      'GET /api/imports/{id}',
      'GET /api/folders',
      'POST /api/analysis/pause',
      'POST /api/analysis/resume',
      'POST /api/analysis/retry',
      'POST /api/folders',
      'POST /api/scan',
      'DELETE /api/demo',
      'GET /api/events',
      'GET /api/outside',
      'PUT /api/outside',
      'PUT /api/outside/hosts/{name}',
      'GET /api/outside/calls',
      'GET /api/outside/enrichment',
      'PUT /api/outside/enrichment/{kind}',
      'GET /api/spotify',
      'PUT /api/spotify/app',
      'DELETE /api/spotify/app',
      'PUT /api/spotify/settings',
      'POST /api/spotify/log-in',
      'POST /api/spotify/callback',
      'DELETE /api/spotify/account',
      'PUT /api/spotify/jobs/{job}',
      'GET /api/identity/review',
      'POST /api/identity/merge',
      'POST /api/identity/split',
      'POST /api/identity/alias',
      'POST /api/identity/rename',
      'POST /api/identity/apart',
      'GET /api/identity/edits',
      'POST /api/identity/edits/{id}/undo',
      'GET /api/identity/tracks/{id}',
      'GET /api/identity/artists/{id}',
      'DELETE /api/devices/{id}',
      'DELETE /api/imports/{id}',
      'DELETE /api/presets/{name}',
      'DELETE /api/relays/{id}',
      'DELETE /api/sources/{id}',
      'GET /api/devices',
      'GET /api/engagement',
      'GET /api/insights',
      'GET /api/insights/{name}',
      'GET /api/playing',
      'GET /api/playlists',
      'GET /api/playlists/{id}',
      'GET /api/presets',
      'GET /api/relays',
      'GET /api/rules',
      'GET /api/year',
      'GET /api/years',
      'POST /api/devices',
      'POST /api/engagement',
      'POST /api/imports/{id}/answer',
      'POST /api/imports/{id}/sample',
      'POST /api/rules/effect',
      'PUT /api/relays',
      'PUT /api/rules',
      'GET /api/openapi.json',
    ]
    assert.deepEqual(described.sort(), wanted.sort())
    for (const methods of Object.values(paths))
      for (const one of Object.values(methods as Record<string, { summary?: string }>)) assert.ok(one.summary)
  })
})

describe('the sound', () => {
  const audio = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    call(method, `/api/tracks/${blue}/audio`, { headers })

  it('comes whole, with its size and type', async () => {
    const whole = await audio()
    assert.equal(whole.statusCode, 200)
    assert.equal(whole.headers['content-type'], 'audio/wav')
    assert.equal(whole.headers['accept-ranges'], 'bytes')
    assert.equal(whole.rawPayload.length, 44 + 3 * 44_100)
    assert.equal(whole.headers['content-length'], String(whole.rawPayload.length))
    const head = await audio({}, 'HEAD')
    assert.deepEqual([head.statusCode, head.headers['content-length'], head.rawPayload.length], [200, String(whole.rawPayload.length), 0])
  })

  it('comes in ranges that fit together', async () => {
    const whole = (await audio()).rawPayload
    for (const [range, start, end] of [
      ['bytes=0-99', 0, 99],
      ['bytes=100-', 100, whole.length - 1],
      ['bytes=-10', whole.length - 10, whole.length - 1],
    ] as const) {
      const part = await audio({ range })
      assert.equal(part.statusCode, 206, range)
      assert.equal(part.headers['content-range'], `bytes ${start}-${end}/${whole.length}`)
      assert.ok(part.rawPayload.equals(whole.subarray(start, end + 1)), range)
    }
  })

  it('refuses a range beyond the end, and gives the whole for a stale one', async () => {
    const beyond = await audio({ range: 'bytes=9999999-' })
    assert.equal(beyond.statusCode, 416)
    assert.match(String(beyond.headers['content-range']), /^bytes \*\/\d+$/)
    assert.equal((await audio({ range: 'bytes=0-9', 'if-range': '"old"' })).statusCode, 200)
    const { etag } = (await audio()).headers
    assert.equal((await audio({ range: 'bytes=0-9', 'if-range': String(etag) })).statusCode, 206)
    assert.equal((await audio({ 'if-none-match': String(etag) })).statusCode, 304)
  })

  it('is converted where no browser plays it, or says that ffmpeg is needed', async () => {
    const strange = await addTrack(house, { title: 'Strange', artist: 'Ada', analysed: false, codec: 'alac' })
    const answer = await call('GET', `/api/tracks/${strange.id}/audio`, { headers: { range: 'bytes=0-43' } })
    if (await hasFfmpeg()) {
      assert.deepEqual(
        [answer.statusCode, answer.headers['content-type'], answer.rawPayload.toString('latin1', 0, 4)],
        [206, 'audio/wav', 'RIFF'],
      )
      assert.equal(answer.headers['content-range'], `bytes 0-43/${44 + 3 * 44_100 * 4}`)
    } else {
      assert.equal(answer.statusCode, 415)
      assert.equal(answer.json().code, 'CODEC_NEEDS_FFMPEG')
    }
  })

  it('is found missing when its file has gone, and says so', async () => {
    const gone = await addTrack(house, { title: 'Gone', artist: 'Ada' })
    rmSync(gone.path)
    await refused(call('GET', `/api/tracks/${gone.id}/audio`), 404, 'NO_FILE')
    assert.equal((await get(`/api/tracks/${gone.id}`)).playable, false)
  })

  it('stays inside the known folders', async () => {
    const folders = await house.folders.list()
    for (const { path } of folders) await house.folders.remove(path)
    await house.folders.add(`${house.homePath}-other`, { synthetic: false })
    await refused(call('GET', `/api/tracks/${blue}/audio`), 404, 'NOT_IN_A_FOLDER')
    for (const { path } of folders) await house.folders.add(path, { synthetic: false })
    await house.folders.remove(`${house.homePath}-other`)
    assert.ok(bluePath.startsWith(house.homePath))
  })
})

describe('covers', () => {
  it('are drawn from the sound, the same each time, without anything that runs', async () => {
    const one = await call('GET', `/api/tracks/${blue}/cover`)
    const two = await call('GET', `/api/tracks/${blue}/cover`)
    assert.equal(one.headers['content-type'], 'image/svg+xml')
    assert.equal(one.body, two.body)
    assert.doesNotMatch(one.body, /<script|<text|on\w+=|href/i)
    assert.match(String(one.headers['content-security-policy']), /default-src 'none'/)
    assert.ok(one.body.length < 20_000)
  })

  it('are kept by browsers, and asked for again only as needed', async () => {
    const { headers } = await call('GET', `/api/tracks/${blue}/cover`)
    assert.equal(
      (await call('GET', `/api/tracks/${blue}/cover`, { headers: { 'if-none-match': String(headers['etag']) } })).statusCode,
      304,
    )
    assert.match(String((await call('GET', `/api/tracks/${blue}/cover?v=1`)).headers['cache-control']), /immutable/)
    assert.match(String((await call('GET', `/api/tracks/${green}/cover`)).headers['cache-control']), /no-cache/)
  })

  it('are the real ones where the files have them', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xd9])
    const coverId = await house.artifacts.put({ bytes, mediaType: 'image/jpeg' })
    const covered = await addTrack(house, { title: 'Red', artist: 'Cyd', album: 'Reds', analysed: false, coverId })
    const cover = await call('GET', `/api/tracks/${covered.id}/cover`)
    assert.equal(cover.headers['content-type'], 'image/jpeg')
    assert.ok(cover.rawPayload.equals(bytes))
  })

  it('are there for albums and artists too', async () => {
    const [album] = (await get('/api/albums?text=colours')).items
    const [artist] = (await get('/api/artists?text=ada')).items
    const ofTrack = (await call('GET', `/api/tracks/${blue}/cover`)).body
    assert.equal((await call('GET', `/api/albums/${album.id}/cover`)).body, ofTrack)
    assert.equal((await call('GET', `/api/artists/${artist.id}/cover`)).headers['content-type'], 'image/svg+xml')
  })
})
