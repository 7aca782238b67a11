// Enrichment: asked once, listened-most first, at each host's pace; "nothing" is remembered for a while, "not now" never; nothing known is changed.

import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { after, afterEach, before, describe, it } from 'node:test'
import type { ArtifactStore } from '#artifacts'
import { inProcessEvents } from '#events'
import { DAY_MS, fixedClock, HOUR_MS, SECOND_MS, silentLog } from '#kernel'
import type { Sighting, TrackId } from '#library'
import { rowKey } from '#listens'
import { openStores } from '../../storage/open.ts'
import type { HostName } from '../hosts.ts'
import { type Asked, openWayOut, openWorld, type World } from '../outside-world.fixture.ts'
import type { EnquiryKind } from './enquiry.ts'
import { openEnrichment } from './enrich.ts'
import { popularityOfRank, popularityOfUsers } from './popularity.ts'

const NOON = Date.UTC(2026, 10, 21, 12)
const MBID = '11111111-2222-3333-4444-555555555555'
const RELEASE = '99999999-2222-3333-4444-555555555555'
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1])

const recording = (more: object = {}) => ({
  id: MBID,
  title: 'So What',
  length: 545_000,
  score: 100,
  'artist-credit': [{ name: 'Miles Davis', joinphrase: '' }],
  releases: [
    { id: 'other', title: 'A compilation', status: 'Official', date: '1999' },
    { id: RELEASE, title: 'Kind of Blue', status: 'Official', date: '1959-08-17' },
  ],
  ...more,
})
const SO_WHAT: Sighting = { title: 'So What', artistNames: ['Miles Davis'], albumTitle: 'Kind Of Blue', isrc: 'USSM15900113' }

type Reply = (asked: Asked, response: ServerResponse) => void
const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (_asked, response) =>
    void response.writeHead(status, headers).end(JSON.stringify(body))

describe('enrichment', () => {
  let world: World
  let closing: (() => Promise<void>)[] = []
  before(async () => {
    world = await openWorld()
  })
  after(() => world.close())
  afterEach(async () => {
    for (const close of closing) await close()
    closing = []
    world.asked.length = 0
  })

  /** Answers by the first pattern that fits; what fits none is not found. */
  const answers = (replies: Record<string, Reply>) =>
    world.answer((asked, response) => {
      const fitting = Object.entries(replies).find(([part]) => asked.path.includes(part))
      if (fitting) fitting[1](asked, response)
      else json({}, 404)(asked, response)
    })

  async function open(hosts: readonly HostName[], kept?: Parameters<typeof openWayOut>[2]) {
    const clock = kept?.clock ?? fixedClock(NOON)
    const stores = kept?.stores ?? openStores('sqlite::memory:', clock)
    const { egress } = await openWayOut(world, hosts, { ...kept, clock, stores })
    const covers: string[] = []
    const artifacts: ArtifactStore = {
      put: async ({ mediaType }) => `${covers.push(mediaType)}.jpg`,
      get: async () => null,
      delete: async () => {},
    }
    const spotify = { tokens: { ofApp: async () => 'token', ofListener: async () => 'token' } }
    const enrich = openEnrichment({ ...stores, egress, clock, artifacts, spotify, events: inProcessEvents(), log: silentLog })
    closing.push(() => enrich.close())
    /** Runs until a kind has nothing left to do now. */
    const run = async (...kinds: EnquiryKind[]) => {
      enrich.start()
      for (let quiet = 0, i = 0; quiet < 3 && i < 500; i++) {
        const calls = world.asked.length
        await new Promise((resolve) => setTimeout(resolve, 4))
        const views = (await enrich.view()).kinds.filter(({ kind }) => kinds.includes(kind))
        const idle =
          world.asked.length === calls && views.every((view) => view.waiting === 0 || view.resumesAtMs !== null || !view.open || !view.on)
        quiet = idle ? quiet + 1 : 0
      }
    }
    const viewOf = async (kind: EnquiryKind) => (await enrich.view()).kinds.find((each) => each.kind === kind)!
    const trackOf = async (id: TrackId) => (await stores.tracks.get([id]))[0]
    return { clock, stores, egress, enrich, covers, run, viewOf, trackOf }
  }
  type House = Awaited<ReturnType<typeof open>>
  const add = async ({ stores }: House, ...sightings: Sighting[]) => stores.tracks.identify(sightings, 'history')
  /** What was learned is written. */
  const written = (house: House) => house.enrich.close()

  it('asks nobody while every host is off', async () => {
    const house = await open([])
    await add(house, SO_WHAT)
    await house.run('musicbrainz', 'deezer')
    assert.equal(world.asked.length, 0)
    assert.equal((await house.viewOf('musicbrainz')).waiting, 1)
  })

  it('finds a recording by its ISRC, and learns its id, length and release', async () => {
    const house = await open(['musicbrainz'])
    answers({ '/isrc/USSM15900113': json({ recordings: [recording({ title: 'Blue in Green' }), recording()] }) })
    const [id] = await add(house, SO_WHAT)
    await house.run('musicbrainz')
    await written(house)
    assert.equal(world.asked.length, 1)
    assert.match(world.asked[0].path, /^\/isrc\/USSM15900113\?inc=artist-credits\+releases&fmt=json$/)
    const track = await house.trackOf(id)
    assert.deepEqual([track.recordingMbid, track.durationMs], [MBID, 545_000])
    assert.deepEqual([...(await house.stores.enrichStore.needing('coverart', NOON))], [id])
  })

  it('searches by name where the ISRC is unknown, and believes only the same artist, title and length', async () => {
    const house = await open(['musicbrainz'])
    const search = (found: object) => answers({ '/recording?': json({ recordings: [found] }) })
    search(recording({ isrcs: ['USSM15900113'] }))
    const [first] = await add(house, { ...SO_WHAT, isrc: null, durationMs: 546_000 })
    await house.run('musicbrainz')
    await written(house)
    assert.equal((await house.trackOf(first)).isrc, 'USSM15900113')
    assert.match(decodeURIComponent(world.asked[0].path), /query=recording:"So\+What"\+AND\+artist:"Miles\+Davis"/)
    for (const wrong of [
      recording({ title: 'So What (live)' }),
      recording({ 'artist-credit': [{ name: 'Ron Carter' }] }),
      recording({ length: 200_000 }),
      recording({ score: 60 }),
    ]) {
      const next = await open(['musicbrainz'])
      search(wrong)
      const [id] = await add(next, { ...SO_WHAT, durationMs: 546_000, isrc: null })
      await next.run('musicbrainz')
      await written(next)
      assert.equal((await next.trackOf(id)).recordingMbid, null)
      assert.equal((await next.viewOf('musicbrainz')).nothing, 1)
    }
  })

  it('cannot be led astray by a title', async () => {
    const house = await open(['musicbrainz'])
    answers({})
    await add(house, { title: 'a" OR artist:"x \\', artistNames: ['Some & "One"'] })
    await house.run('musicbrainz')
    const query = new URL(world.asked[0].path, world.url).searchParams.get('query')
    assert.equal(query, 'recording:"a\\" OR artist:\\"x \\\\" AND artist:"Some & \\"One\\""')
  })

  it('learns how many people play a recording, many in one question, and what nobody knows', async () => {
    const house = await open(['listenbrainz'])
    const mbidOf = (i: number) => MBID.replace(/^1/, String(i))
    const ids = await add(
      house,
      ...[1, 2, 3].map((i) => ({ title: `Track ${i}`, artistNames: ['A'], recordingMbid: mbidOf(i), popularity: i === 3 ? 55 : null })),
    )
    const told = [
      { recording_mbid: mbidOf(1), total_listen_count: 900, total_user_count: 99 },
      { recording_mbid: mbidOf(2), total_listen_count: null, total_user_count: null },
      { recording_mbid: mbidOf(3), total_listen_count: 9, total_user_count: 9 },
    ]
    answers({ '/1/popularity/recording': json(told) })
    await house.run('listenbrainz')
    await written(house)
    assert.equal(world.asked.length, 1)
    assert.deepEqual(JSON.parse(world.asked[0].body), { recording_mbids: [1, 2, 3].map(mbidOf) })
    const popularity = await Promise.all(ids.map(async (id) => (await house.trackOf(id)).popularity))
    // What a table said stays.
    assert.deepEqual(popularity, [popularityOfUsers(99), null, 55])
  })

  it('tells Deezer’s faults, which come with status 200, from answers', async () => {
    const house = await open(['deezer'])
    const isrcs = ['AA0000000001', 'AA0000000002', 'AA0000000003']
    const [known, unknown, odd] = await add(
      house,
      ...isrcs.map((isrc, i) => ({ title: `Song ${i}`, artistNames: ['A'], albumTitle: 'Album', isrc })),
    )
    answers({
      AA0000000001: json({ id: 1, duration: 200, rank: 123_456, album: { id: 7, title: 'Album' } }),
      AA0000000002: json({ error: { type: 'DataException', message: 'no data', code: 800 } }),
      AA0000000003: json({ error: { type: 'ParameterException', message: 'Wrong parameter', code: 500 } }),
      '/album/7/image': (_asked, response) => void response.writeHead(302, { location: '/cdn/cover.jpg' }).end(),
      '/cdn/cover.jpg': (_asked, response) => void response.end(JPEG),
    })
    await house.run('deezer')
    await written(house)
    const track = await house.trackOf(known)
    assert.deepEqual([track.durationMs, track.popularity, track.coverId], [200_000, 12.3, '1.jpg'])
    // It is the album's cover, so its other tracks show it too.
    assert.equal((await house.trackOf(unknown)).coverId, '1.jpg')
    assert.equal((await house.trackOf(odd)).popularity, null)
    const view = await house.viewOf('deezer')
    assert.deepEqual([view.found, view.nothing, view.failed, view.waiting], [1, 1, 1, 0])
    assert.match((await house.enrich.view()).failures[0].why, /Wrong parameter/)
  })

  it('fetches the front cover of a release, and believes only pictures', async () => {
    const house = await open(['musicbrainz', 'coverart'])
    answers({
      '/isrc/': json({ recordings: [recording()] }),
      [`/release/${RELEASE}/front-500`]: (_asked, response) => void response.writeHead(307, { location: '/archive/x.jpg' }).end(),
      '/archive/x.jpg': (_asked, response) => void response.end(JPEG),
    })
    const [id] = await add(house, SO_WHAT)
    await house.run('musicbrainz')
    await written(house)
    const next = await open([], { stores: house.stores, clock: house.clock })
    await next.run('coverart')
    await written(next)
    assert.deepEqual(next.covers, ['image/jpeg'])
    assert.equal((await next.trackOf(id)).coverId, '1.jpg')
    const html = await open(['coverart'])
    answers({ '/front-500': (_asked, response) => void response.end('<html>') })
    const [other] = await html.stores.tracks.identify([{ ...SO_WHAT, albumMbid: RELEASE }], 'table')
    await html.run('coverart')
    assert.equal((await html.viewOf('coverart')).failed, 1)
    assert.equal((await html.trackOf(other)).coverId, null)
  })

  it('asks first about what is listened to most', async () => {
    const house = await open(['deezer'])
    answers({ '/track/': json({ error: { code: 800 } }) })
    const ids = await add(house, ...[1, 2, 3].map((i) => ({ title: `T${i}`, artistNames: ['A'], isrc: `AA000000000${i}` })))
    const listenerId = (await house.stores.listeners.ensure('me')).id
    const sourceId = await house.stores.sources.ensure({ listenerId, label: 'x', format: 'x', synthetic: false, atMs: NOON })
    const heard = [2, 2, 2, 1].map((index, i) => {
      const startedAtMs = NOON - (i + 1) * HOUR_MS
      const times = { startedAtMs, endedAtMs: startedAtMs + 200_000, msPlayed: 200_000, precision: 'ms', timeTold: 'end' } as const
      const none = { shuffle: null, offline: null, incognito: null, platform: null, country: null, sourceUri: `x:${index}`, skipped: null }
      const told = {
        title: `T${index + 1}`,
        artistName: 'A',
        albumTitle: null,
        reasonStart: null,
        reasonEnd: 'trackdone',
        kind: 'music',
      } as const
      return { ...none, ...told, ...times, listenerId, sourceId, trackId: ids[index], rowKey: rowKey(`x${i}`, startedAtMs) }
    })
    await house.stores.listens.append(heard)
    await house.run('deezer')
    assert.deepEqual(
      world.asked.map((asked) => asked.path.slice(-1)),
      ['3', '2', '1'],
    )
  })

  it('asks nothing twice: an answer holds for all tracks it is about, and after a restart', async () => {
    const house = await open(['deezer'])
    answers({ '/track/': json({ id: 1, duration: 100, rank: 500_000 }) })
    const isrc = 'AA0000000009'
    await add(house, { title: 'One', artistNames: ['A'], isrc })
    await house.run('deezer')
    await written(house)
    const again = await open([], { stores: house.stores, clock: house.clock })
    await again.run('deezer')
    assert.equal(world.asked.length, 1)
    const [later] = await again.stores.tracks.identify([{ title: 'Another', artistNames: ['B'], isrc }], 'table')
    again.clock.advance(2 * 60 * SECOND_MS)
    const third = await open([], { stores: house.stores, clock: house.clock })
    await third.run('deezer')
    await written(third)
    assert.equal(world.asked.length, 1)
    assert.equal((await third.trackOf(later)).popularity, popularityOfRank(500_000))
    third.clock.advance(91 * DAY_MS)
    const fourth = await open([], { stores: house.stores, clock: house.clock })
    await fourth.run('deezer')
    assert.equal(world.asked.length, 2)
  })

  it('asks again about what nobody knew, after a month', async () => {
    const house = await open(['deezer'])
    answers({ '/track/': json({ error: { code: 800 } }) })
    await add(house, { title: 'One', artistNames: ['A'], isrc: 'AA0000000009' })
    await house.run('deezer')
    assert.equal((await house.stores.enrichStore.needing('deezer', NOON + 29 * DAY_MS)).length, 0)
    assert.equal((await house.stores.enrichStore.needing('deezer', NOON + 31 * DAY_MS)).length, 1)
  })

  for (const [name, reply] of [
    ['429', json({}, 429, { 'retry-after': '7293' })],
    ['503', json({}, 503)],
    ['500', json({}, 500)],
    ['403', json({}, 403)],
    ['no JSON', (_asked, response) => void response.end('<html>')],
    ['a quota in the body', json({ error: { type: 'Exception', message: 'Quota limit exceeded', code: 4 } })],
    ['a cut line', (_asked, response) => void response.destroy()],
  ] as [string, Reply][]) {
    it(`keeps nothing of "not now": ${name}`, async () => {
      const house = await open(['deezer'])
      answers({ '/track/': reply })
      const [id] = await add(house, { title: 'One', artistNames: ['A'], isrc: 'AA0000000009' })
      await house.run('deezer')
      const view = await house.viewOf('deezer')
      assert.deepEqual([view.found, view.nothing, view.failed], [0, 0, 0])
      assert.equal(world.asked.length, 1)
      assert.ok(view.resumesAtMs! > house.clock.nowMs(), 'it says when it goes on')
      assert.ok(view.heldWhy)
      if (name === '429') assert.equal(view.resumesAtMs, NOON + 7293 * SECOND_MS)
      answers({ '/track/': json({ id: 1, rank: 1000 }) })
      house.clock.advance(view.resumesAtMs! - house.clock.nowMs())
      // Started again it goes on by itself.
      const again = await open([], { stores: house.stores, clock: house.clock })
      await again.run('deezer')
      await written(again)
      assert.equal((await again.trackOf(id)).popularity, 0.1)
    })
  }

  it('reads ISRCs from Spotify only when that is switched on too, and leaves calls of the day to others', async () => {
    const house = await open(['spotify'])
    answers({ '/tracks/abc': json({ name: 'x', id: 'abc', duration_ms: 1000, artists: [], external_ids: { isrc: 'gbaaa0000001' } }) })
    const [id] = await add(house, { title: 'One', artistNames: ['A'], spotifyId: 'abc' })
    await house.run('spotify')
    assert.equal(world.asked.length, 0)
    await house.enrich.setOn('spotify', true)
    await house.run('spotify')
    await written(house)
    assert.equal((await house.trackOf(id)).isrc, 'GBAAA0000001')
    const poor = await open(['spotify'])
    await poor.egress.change('spotify', { perDayMax: 200 })
    await poor.enrich.setOn('spotify', true)
    await add(poor, { title: 'One', artistNames: ['A'], spotifyId: 'abc' })
    world.asked.length = 0
    await poor.run('spotify')
    assert.equal(world.asked.length, 0)
    assert.ok((await poor.viewOf('spotify')).resumesAtMs)
  })

  it('says how known a track is on a scale that only rises', () => {
    const users = [0, 1, 9, 99, 999, 30_000, 1e7].map(popularityOfUsers)
    assert.deepEqual(users, [0, 6.7, 22.3, 44.7, 67, 100, 100])
    assert.deepEqual([0, 1, 123_456, 1e6, 2e6].map(popularityOfRank), [0, 0, 12.3, 100, 100])
  })
})
