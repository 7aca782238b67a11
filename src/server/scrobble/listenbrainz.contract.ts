// The ListenBrainz API: what it takes, in what words it says no, and what it gives back.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { listen, NOW_S, openPlayers, type Players } from './players.fixture.ts'

let players: Players
before(async () => {
  players = await openPlayers()
})
after(() => players.close())

const single = (...payload: unknown[]) => ({ listen_type: 'single', payload })
const many = (...payload: unknown[]) => ({ listen_type: 'import', payload })
/** What is refused with 400, and in what words. */
const says = async (body: unknown, error: string | RegExp) => {
  const answer = await players.submit(body)
  assert.equal(answer.status, 400)
  assert.equal(answer.body['code'], 400)
  if (typeof error === 'string') assert.equal(answer.body['error'], error)
  else assert.match(String(answer.body['error']), error)
  return answer.body
}

describe('submit-listens', () => {
  it('keeps a listen from its start, as long as it was heard where that is told, with the length of the track beside it', async () => {
    const info = { duration_ms: '200000', duration_played: 150, media_player: 'Foo', isrc: 'usabc2400001', tags: ['x'], ip: '10.0.0.1' }
    assert.deepEqual(await players.submit(single(listen('Kept', NOW_S - 900, { info, album: 'Al' }))), {
      status: 200,
      body: { status: 'ok' },
    })
    const [me] = await players.house.listeners.list()
    const [kept] = await players.house.listens.recent({ listenerId: me.id, countMax: 1 })
    assert.equal(kept.startedAtMs, (NOW_S - 900) * 1000)
    assert.equal(kept.endedAtMs, (NOW_S - 750) * 1000)
    assert.deepEqual([kept.msPlayed, kept.timeTold, kept.precision, kept.platform], [150_000, 'start', 's', 'Foo'])
    assert.deepEqual([kept.albumTitle, kept.sourceUri], ['Al', 'isrc:USABC2400001'])
    assert.deepEqual(JSON.parse(kept.raw ?? ''), { media_player: 'Foo', tags: ['x'] })
    const [track] = await players.house.tracks.get([kept.trackId!])
    assert.deepEqual([track.durationMs, track.isrc], [200_000, 'USABC2400001'])
    const [source] = await players.house.sources.list(me.id)
    assert.deepEqual([source.label, source.format], ['Player', 'scrobble'])
  })

  it('keeps two listens of one second, and adds nothing when told again', async () => {
    const told = many(listen('One', NOW_S - 5000), listen('Two', NOW_S - 5000), listen('One', NOW_S - 5000))
    await players.submit(told)
    await players.submit(told)
    await Promise.all([players.submit(told), players.submit(single(listen('One', NOW_S - 5000)))])
    assert.deepEqual((await players.titles()).filter((title) => title === 'One' || title === 'Two').sort(), ['One', 'Two'])
  })

  it('says what it heard on the bus, and the next recommendations know it', async () => {
    const seen: string[] = []
    const end = players.house.events.subscribe((event) => seen.push(event.name))
    await players.submit(single(listen('Told', NOW_S - 6000)))
    await players.submit(single(listen('Told', NOW_S - 6000)))
    await players.submit({ listen_type: 'playing_now', payload: [{ track_metadata: { artist_name: 'Ada', track_name: 'Now' } }] })
    end()
    assert.deepEqual(
      seen.filter((name) => name.startsWith('listen.')),
      ['listen.recorded', 'listen.playing'],
    )
  })

  it('remembers what plays until the track would be over, and keeps nothing of it', async () => {
    const now = { artist_name: 'Ada', track_name: 'Playing', additional_info: { duration: 60 } }
    const before = (await players.titles()).length
    await players.submit({ listen_type: 'playing_now', payload: [{ track_metadata: now }] })
    const read = async () => (await players.read('/1/user/me/playing-now'))['payload'] as { count: number; listens: unknown[] }
    const { count, listens } = await read()
    assert.equal(count, 1)
    assert.deepEqual(listens, [
      { playing_now: true, track_metadata: { artist_name: 'Ada', track_name: 'Playing', additional_info: { duration_ms: 60_000 } } },
    ])
    const own = await players.app.inject({ url: '/api/playing', headers: { host: 'localhost' } })
    assert.deepEqual(
      own.json().items.map(({ title, device }: { title: string; device: string }) => [title, device]),
      [['Playing', 'Player']],
    )
    players.house.clock.advance(61_000)
    assert.equal((await read()).count, 0)
    assert.equal((await players.titles()).length, before)
    players.house.clock.advance(-61_000)
  })

  it('answers the MSID that love asks for', async () => {
    const asked = { listen_type: 'playing_now', payload: [{ track_metadata: { artist_name: 'Ada', track_name: 'Loved' } }] }
    const { body } = await players.submit(asked, {}, '/1/submit-listens?return_msid=true')
    const msid = body['recording_msid']
    assert.deepEqual((await players.submit({ recording_msid: msid, score: 1 }, {}, '/1/feedback/recording-feedback')).body, {
      status: 'ok',
    })
    const given = (await players.read('/1/feedback/user/me/get-feedback?score=1')) as {
      feedback: { recording_msid: string }[]
      total_count: number
    }
    assert.deepEqual([given.total_count, given.feedback[0].recording_msid], [1, msid])
    await players.submit({ recording_msid: msid, score: 0 }, {}, '/1/feedback/recording-feedback')
    assert.equal((await players.read('/1/feedback/user/me/get-feedback'))['total_count'], 0)
    const known = (await players.read(`/1/feedback/user/me/get-feedback-for-recordings?recording_msids=${msid}`)) as {
      feedback: { score: number }[]
    }
    assert.equal(known.feedback[0].score, 0)
  })
})

describe('what submit-listens refuses, in the words of ListenBrainz', () => {
  const valid = () => listen('X', NOW_S - 100)
  const withInfo = (info: Record<string, unknown>) => single(listen('X', NOW_S - 100, { info }))

  it('a body that is no document of listens', async () => {
    await says('{', /^Cannot parse JSON document: /)
    await says('', /^Cannot parse JSON document: /)
    await says([1], 'Invalid JSON document submitted. Top level of JSON document should be a json object.')
    await says({ listen_type: 'single' }, 'Invalid JSON document submitted.')
    await says({ payload: [valid()] }, 'Invalid JSON document submitted.')
    await says({ listen_type: 'single', payload: {} }, 'The payload in the JSON document should be a list of listens.')
    await says(single(), 'JSON document does not contain any listens')
    await says({ listen_type: 'double', payload: [valid()] }, 'JSON document requires a valid listen_type key.')
    await says(single(valid(), valid()), 'JSON document contains more than listen for a single/playing_now. It should contain only one.')
    await says(single(null), 'Listen is empty and cannot be validated.')
  })

  it('times that cannot be, with the listen beside the error', async () => {
    const body = await says(single(listen('X', NOW_S + 3600)), 'Value for key listened_at is too high.')
    assert.equal(body['listened_at'], NOW_S + 3600)
    await says(single(listen('X', 1_033_430_399)), /^Value for key listened_at is too low\. /)
    await says(single({ ...valid(), listened_at: 'soon' }), 'JSON document must contain an int value for listened_at.')
    await says(single({ track_metadata: {} }), 'JSON document must contain the key listened_at at the top level.')
    await says(
      { listen_type: 'playing_now', payload: [valid()] },
      'JSON document must not contain listened_at while submitting playing_now.',
    )
  })

  it('listens without their names, or with more than belongs in them', async () => {
    await says(single({ listened_at: NOW_S }), 'JSON document must contain the key track_metadata at the top level.')
    await says(single({ ...valid(), more: 1 }), 'JSON document may only contain listened_at and track_metadata top level keys')
    await says(single({ listened_at: NOW_S, track_metadata: null }), 'JSON document may not have track_metadata with null value.')
    await says(
      single({ listened_at: NOW_S, track_metadata: { artist_name: 'A' } }),
      /does not contain required field track_metadata\.track_name\.$/,
    )
    await says(single(listen(' ', NOW_S)), 'field track_metadata.track_name is empty.')
    await says(single(listen('X', NOW_S, { artist: 7 as never })), 'track_metadata.artist_name must be a single string.')
  })

  it('additional_info that is out of bounds', async () => {
    await says(withInfo({ duration: 5, duration_ms: 5000 }), 'JSON document should not contain both duration and duration_ms.')
    await says(withInfo({ duration: 0 }), 'Value for duration is invalid, should be a positive integer.')
    await says(withInfo({ duration_ms: 2_073_600_001 }), 'Value for duration_ms is too large, max permitted value is 2073600000')
    await says(withInfo({ recording_mbid: 'x' }), 'recording_mbid MBID format invalid.')
    await says(withInfo({ artist_mbids: ['x'] }), 'artist_mbids MBID format invalid.')
    await says(
      withInfo({ tags: Array(51).fill('t') }),
      'JSON document may not contain more than 50 items in track_metadata.additional_info.tags.',
    )
    await says(withInfo({ tags: ['t'.repeat(65)] }), /longer than 64 characters\.$/)
    await says(withInfo({ a: { b: ['\u0000Fade'] } }), '\u0000Fade contains a unicode null')
  })

  it('more than it takes at once', async () => {
    await says(many(...Array(1001).fill(valid())), 'Too many listens. You may not submit more than 1000 listens at once.')
    await says(withInfo({ x: 'x'.repeat(10_240) }), 'JSON document is too large. Each listens may not be larger than 10240 bytes.')
    await says(Buffer.alloc(10_240_001, 32), 'Payload too large. Payload cannot exceed 10240000 bytes')
    assert.equal((await players.submit(Buffer.alloc(10_400_000, 32))).status, 413)
  })

  it('documents nested without end', async () => {
    const deep = `${'['.repeat(4000)}${']'.repeat(4000)}`
    const { status } = await players.submit(`{"listen_type":"single","payload":[${JSON.stringify(valid()).slice(0, -1)},"x":${deep}}]}`)
    assert.equal(status, 400)
    assert.equal((await players.submit(`{"payload":${'['.repeat(200_000)}`)).status, 400)
  })

  it('takes empty MBIDs, durations as text, and an album that is null', async () => {
    const info = { recording_mbid: '', artist_mbids: [''], duration_ms: '1000.5' }
    const told = listen('Lenient', NOW_S - 7000, { info })
    const { status } = await players.submit(single({ ...told, track_metadata: { ...told.track_metadata, release_name: null } }))
    assert.equal(status, 200)
  })

  it('never fails inside, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        const { status } = await players.submit(text)
        assert.equal(status, 400)
      }),
      { numRuns: 60 },
    )
    const metadata = fc.dictionary(fc.constantFrom('artist_name', 'track_name', 'release_name', 'additional_info'), fc.jsonValue())
    await fc.assert(
      fc.asyncProperty(metadata, async (track_metadata) => {
        const { status } = await players.submit(single({ listened_at: NOW_S - 9000, track_metadata }))
        assert.ok(status === 200 || status === 400, String(status))
      }),
      { numRuns: 60 },
    )
  })
})

describe('who may call', () => {
  const url = '/1/submit-listens'
  const payload = JSON.stringify(single(listen('Who', NOW_S - 8000)))
  const status = async (headers: Record<string, string>, body = payload, at = url) =>
    (await players.app.inject({ method: 'POST', url: at, headers, payload: body })).statusCode

  it('nobody without a token that is known', async () => {
    const answer = await players.app.inject({ method: 'POST', url, payload })
    assert.deepEqual(answer.json(), { code: 401, error: 'You need to provide an Authorization header.' })
    const wrong = await players.app.inject({ method: 'POST', url, payload, headers: { authorization: 'Token nonsense' } })
    assert.deepEqual(wrong.json(), { code: 401, error: 'Invalid authorization token.' })
    assert.equal(await status({ authorization: 'Basic abc def' }), 401)
    for (const path of ['listens', 'listen-count', 'playing-now'])
      assert.equal((await players.app.inject(`/1/user/me/${path}`)).statusCode, 401)
  })

  it('anybody with one, whatever the case of its header, with no content type, in the body, in the address', async () => {
    const { token } = players.device
    assert.equal(await status({ authorization: `token ${token}` }), 200)
    assert.equal(await status({ authorization: token }), 200)
    assert.equal(await status({ authorization: `Token ${token}`, 'content-type': 'text/plain;charset=UTF-8' }), 200)
    assert.equal(await status({}, JSON.stringify({ ...JSON.parse(payload), token })), 200)
    assert.equal(await status({}, payload, `${url}?token=${token}`), 200)
  })

  it('under every address that players build', async () => {
    for (const path of [
      '/1/submit-listens/',
      '/submit-listens',
      '/1/1/submit-listens',
      '/apis/listenbrainz/1/submit-listens',
      '/apis/listenbrainz/submit-listens/',
    ])
      assert.equal(await status({ authorization: `Token ${players.device.token}` }, payload, path), 200, path)
  })

  it('validate-token tells whose it is; a token taken back is worth nothing at once', async () => {
    const asked = async (token: string) =>
      (await players.app.inject({ url: '/1/validate-token', headers: { authorization: `Token ${token}` } })).json()
    assert.deepEqual(await asked(players.device.token), { code: 200, message: 'Token valid.', valid: true, user_name: 'me' })
    const { token } = await players.make('Lent')
    assert.equal((await asked(token)).valid, true)
    const lent = (await players.house.tokens.list()).find(({ name }) => name === 'Lent')!
    const taken = await players.app.inject({ method: 'DELETE', url: `/api/devices/${lent.id}`, headers: { host: 'localhost' } })
    assert.equal(taken.statusCode, 200)
    assert.deepEqual(await asked(token), { code: 200, message: 'Token invalid.', valid: false })
    assert.equal((await players.app.inject('/1/validate-token')).statusCode, 400)
  })

  it('pages elsewhere and other names of this host, on these addresses alone', async () => {
    const elsewhere = { origin: 'moz-extension://4f3c', 'sec-fetch-site': 'cross-site', host: 'nas.example:4747' }
    const answer = await players.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { ...elsewhere, authorization: `Token ${players.device.token}` },
    })
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['access-control-allow-origin'], '*')
    assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin')
    const asked = await players.app.inject({
      method: 'OPTIONS',
      url,
      headers: { ...elsewhere, 'access-control-request-private-network': 'true' },
    })
    assert.equal(asked.statusCode, 204)
    assert.match(String(asked.headers['access-control-allow-headers']), /Authorization/)
    assert.equal(asked.headers['access-control-allow-private-network'], 'true')
    for (const [method, own] of [
      ['POST', '/api/devices'],
      ['GET', '/api/devices'],
      ['GET', '/api/status'],
      ['POST', '/api/scan'],
    ] as const)
      assert.equal((await players.app.inject({ method, url: own, headers: elsewhere, payload: {} })).statusCode, 403, own)
  })

  it('tells the limits that clients read', async () => {
    const { headers } = await players.app.inject({
      url: '/1/user/me/listen-count',
      headers: { authorization: `Token ${players.device.token}` },
    })
    for (const name of ['limit', 'remaining', 'reset-in', 'reset']) assert.match(String(headers[`x-ratelimit-${name}`]), /^\d+$/)
  })
})

describe('reading back', () => {
  let reader: Players
  before(async () => {
    reader = await openPlayers()
    for (let i = 0; i < 30; i++) await reader.submit(single(listen(`T${i}`, NOW_S - 10_000 + i * 300)))
  })
  after(() => reader.close())
  const payloadOf = async (query = '') =>
    (await reader.read(`/1/user/me/listens${query}`))['payload'] as {
      count: number
      listens: { listened_at: number; recording_msid: string; track_metadata: { track_name: string } }[]
      latest_listen_ts: number
      oldest_listen_ts: number
    }
  const names = async (query: string) => (await payloadOf(query)).listens.map(({ track_metadata }) => track_metadata.track_name)

  it('the latest 25, or as many as asked, newest first, with both ends of the whole', async () => {
    const { count, listens, latest_listen_ts, oldest_listen_ts } = await payloadOf()
    assert.deepEqual([count, listens[0].track_metadata.track_name], [25, 'T29'])
    assert.deepEqual([latest_listen_ts, oldest_listen_ts], [NOW_S - 10_000 + 29 * 300, NOW_S - 10_000])
    assert.equal((await names('?count=1000')).length, 30)
    assert.deepEqual(await reader.read('/1/user/ME/listen-count'), { payload: { count: 30 } })
  })

  it('pages by max_ts downwards and by min_ts upwards, neither belonging to the page', async () => {
    const atS = NOW_S - 10_000 + 10 * 300
    assert.deepEqual(await names(`?max_ts=${atS}&count=3`), ['T9', 'T8', 'T7'])
    assert.deepEqual(await names(`?min_ts=${atS}&count=3`), ['T13', 'T12', 'T11'])
    assert.deepEqual(await names(`?min_ts=${atS}&max_ts=${atS + 700}`), ['T12', 'T11'])
    for (const query of ['?count=-1', '?max_ts=x', '?min_ts=5&max_ts=4'])
      assert.equal(
        (await reader.app.inject({ url: `/1/user/me/listens${query}`, headers: { authorization: `Token ${reader.device.token}` } }))
          .statusCode,
        400,
        query,
      )
  })

  it('nobody else, and what this server does not reckon', async () => {
    const asked = (url: string) => reader.app.inject({ url, headers: { authorization: `Token ${reader.device.token}` } })
    assert.deepEqual((await asked('/1/user/rob/listens')).json(), { code: 404, error: 'Cannot find user: rob' })
    assert.equal((await asked('/1/stats/user/me/artists')).statusCode, 204)
    for (const path of ['services', 'followers', 'following', 'similar-users', 'playlists'])
      assert.equal((await asked(`/1/user/me/${path}`)).statusCode, 200, path)
  })

  it('deletes a listen by its second and MSID', async () => {
    const { listens } = await payloadOf('?count=1')
    const { listened_at, recording_msid } = listens[0]
    const gone = async (body: unknown) => reader.submit(body, {}, '/1/delete-listen')
    assert.equal((await gone({ listened_at })).body['error'], 'Recording MSID missing.')
    assert.equal((await gone({ listened_at: listened_at - 1, recording_msid })).status, 200)
    assert.equal((await names('?count=1'))[0], 'T29')
    assert.equal((await gone({ listened_at, recording_msid })).status, 200)
    assert.equal((await names('?count=1'))[0], 'T28')
  })

  it('remembers how far an importer came, and never goes back', async () => {
    const tell = (ts: number) => reader.submit({ ts }, {}, '/1/latest-import')
    await tell(500)
    await tell(300)
    assert.deepEqual(await reader.read('/1/latest-import?user_name=me'), { musicbrainz_id: 'me', latest_import: 500 })
  })

  it('looks words up', async () => {
    const found = await reader.read('/1/metadata/lookup/?artist_name=Ada&recording_name=T3')
    assert.deepEqual([found['recording_name'], found['artist_credit_name']], ['T3', 'Ada'])
    const { body } = await reader.submit({ recordings: [{ artist_name: 'Nobody', recording_name: 'Nothing' }] }, {}, '/1/metadata/lookup')
    assert.deepEqual(body, [{ index: 0 }] as never)
  })
})
