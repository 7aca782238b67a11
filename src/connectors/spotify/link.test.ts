// The Spotify link against a server built from Spotify's own OpenAPI description: log-in, renewal, plays, liked tracks, playlists, refusals and pauses.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { inProcessEvents } from '#events'
import { DAY_MS, fixedClock, HOUR_MS, MINUTE_MS, SECOND_MS, silentLog } from '#kernel'
import { importPaths, type ListenerId } from '#listens'
import { APP, openSpotifyServer, type SpotifyServer, spotifySpecMissing, spotifyTrack } from '../../../test/spotify-server.ts'
import { openStores } from '../../storage/open.ts'
import { openEgress } from '../egress.ts'
import { fileSeal } from '../seal.ts'
import { loginEndsAtMs, type SpotifyJob } from './account.ts'
import { openSpotifyLink } from './link.ts'
import { redirectFor } from './log-in.ts'
import { SpotifyTrack } from './shapes.ts'
import { ask } from './web-api.ts'

const NOON = Date.UTC(2026, 10, 21, 12)
const iso = (ms: number) => new Date(ms).toISOString()
const HERE = { origin: 'http://127.0.0.1:4747', port: 4747 }

interface Opened {
  readonly clock: ReturnType<typeof fixedClock>
  readonly stores: ReturnType<typeof openStores>
  readonly link: ReturnType<typeof openSpotifyLink>
  readonly egress: ReturnType<typeof openEgress>
  readonly me: ListenerId
}

describe('the Spotify link', { skip: spotifySpecMissing }, () => {
  let server: SpotifyServer
  let folder: string
  let house: Opened
  before(async () => {
    server = await openSpotifyServer()
    folder = mkdtempSync(join(tmpdir(), 'deepcut-spotify-'))
  })
  after(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    Object.assign(server.world, { plays: [], liked: [], playlists: [] })
    server.asked.length = 0
    server.refreshes.count = 0
    house = await open()
  })
  afterEach(async () => {
    await house.link.close()
    house.egress.close()
  })

  /** A house linked to nothing yet, Spotify switched on; over the stores of another it is that one, started again. */
  async function open(before?: Opened): Promise<Opened> {
    const clock = before?.clock ?? fixedClock(NOON)
    const stores = before?.stores ?? openStores('sqlite::memory:', clock)
    const env = { DEEPCUT_SPOTIFY_URL: `${server.url}/v1`, DEEPCUT_SPOTIFY_ACCOUNTS_URL: server.url }
    const sleep = async (ms: number) => clock.advance(ms)
    const egress = openEgress({ ...stores, fetch: globalThis.fetch, clock, env, version: '1', sleep })
    const link = openSpotifyLink({
      ...stores,
      egress,
      clock,
      env,
      log: silentLog,
      events: inProcessEvents(),
      seal: fileSeal(join(folder, 'key')),
    })
    const me = (await stores.listeners.ensure('me')).id
    await egress.change('spotify', { on: true })
    if (!before) await link.saveApp(APP)
    return { clock, stores, egress, link, me }
  }

  async function logIn({ link, me }: Opened) {
    const { authorizeUrl } = await link.begin(me, HERE)
    await link.finish(await server.agree(authorizeUrl))
  }
  const jobOf = async ({ link, me }: Opened, job: SpotifyJob) => (await link.view(me)).jobs.find((each) => each.job === job)!
  /** Runs a job until it has run, or is put off. */
  async function run(opened: Opened, job: SpotifyJob) {
    opened.link.start()
    await opened.link.changeJob(opened.me, job, { on: true, now: true })
    await settled(opened, job)
    return jobOf(opened, job)
  }
  async function settled(opened: Opened, job: SpotifyJob) {
    for (let i = 0; i < 400; i++) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      const { dueAtMs, running } = await jobOf(opened, job)
      if (!running && dueAtMs !== null && dueAtMs > opened.clock.nowMs()) return
      if ((await opened.link.view(opened.me)).account?.state === 'log-in-again' && !running) return
    }
    assert.fail(`${job} did not end`)
  }

  it('is nothing at all until somebody links: no call, no account', async () => {
    house.link.start()
    await new Promise((resolve) => setTimeout(resolve, 10))
    assert.deepEqual(await house.stores.egressStore.calls({ countMax: 9 }), [])
    assert.equal((await house.link.view(house.me)).account, null)
    assert.ok((await house.link.view(house.me)).jobs.every((job) => !job.on))
  })

  it('logs in with a proof of its own, and knows the account by its pseudonym', async () => {
    const { authorizeUrl, redirectUri, paste } = await house.link.begin(house.me, HERE)
    const query = new URL(authorizeUrl).searchParams
    assert.deepEqual([redirectUri, paste], ['http://127.0.0.1:4747/spotify/callback', false])
    assert.deepEqual(
      [query.get('response_type'), query.get('code_challenge_method'), query.get('client_id')],
      ['code', 'S256', APP.clientId],
    )
    assert.match(query.get('code_challenge') ?? '', /^[\w-]{43}$/)
    assert.doesNotMatch(query.get('scope') ?? '', /modify|email/)
    await house.link.finish(await server.agree(authorizeUrl))
    const { account } = await house.link.view(house.me)
    assert.deepEqual([account?.state, account?.accountId, account?.userId], ['linked', 'account-of-a-test', 'someone'])
  })

  it('takes a pasted address, whole or in part, once, and of its own log-in only', async () => {
    const { authorizeUrl, redirectUri, paste } = await house.link.begin(house.me, { origin: 'http://192.168.1.5:4747', port: 4747 })
    assert.deepEqual([redirectUri, paste], ['http://127.0.0.1:4747/spotify/callback', true])
    const address = await server.agree(authorizeUrl)
    await assert.rejects(house.link.finish(address.replace(/state=[^&]+/, 'state=another')), { code: 'SPOTIFY_STATE' })
    await house.link.finish(` ${new URL(address).search}\n`)
    await assert.rejects(house.link.finish(address), { code: 'SPOTIFY_STATE' })
    const late = await server.agree((await house.link.begin(house.me, HERE)).authorizeUrl)
    house.clock.advance(16 * MINUTE_MS)
    await assert.rejects(house.link.finish(late), { code: 'SPOTIFY_STATE' })
    const state = new URL((await house.link.begin(house.me, HERE)).authorizeUrl).searchParams.get('state')
    await assert.rejects(house.link.finish(`?error=access_denied&state=${state}`), { code: 'SPOTIFY_DENIED' })
  })

  it('comes back over https, or to a loopback address as a number', () => {
    const of = (origin: string) => Object.values(redirectFor({ origin, port: 9 }))
    assert.deepEqual(of('https://music.example'), ['https://music.example/spotify/callback', false])
    assert.deepEqual(of('http://localhost:4747'), ['http://127.0.0.1:4747/spotify/callback', false])
    assert.deepEqual(of('http://[::1]:4747'), ['http://[::1]:4747/spotify/callback', false])
    assert.deepEqual(of('http://nas.local:4747'), ['http://127.0.0.1:9/spotify/callback', true])
    assert.deepEqual(of('nonsense'), ['http://127.0.0.1:9/spotify/callback', true])
  })

  it('keeps tokens sealed and out of the ledger', async () => {
    await logIn(house)
    const sealed = await house.stores.spotifyStore.tokens(house.me)
    assert.doesNotMatch(Buffer.from(sealed!.refresh).toString('latin1'), /refresh-/)
    const told = JSON.stringify([
      await house.stores.egressStore.calls({ countMax: 99 }),
      await house.link.view(house.me),
      await house.egress.view(),
    ])
    assert.doesNotMatch(told, /access-\d|refresh-\d|code-\d|secret-of/)
  })

  it('renews once for all who ask at once, and keeps what it got before it is used', async () => {
    await logIn(house)
    house.clock.advance(HOUR_MS)
    const asked = await Promise.all([1, 2, 3].map(() => house.link.tokens.ofListener(house.me)))
    assert.equal(new Set(asked).size, 1)
    assert.equal(server.refreshes.count, 1)
    // Started again it goes on with the token of the last renewal: the one before is taken back.
    const again = await open(house)
    again.clock.advance(HOUR_MS)
    await again.link.tokens.ofListener(again.me)
    assert.equal(server.refreshes.count, 2)
  })

  it('renews a token that was taken back before its time', async () => {
    await logIn(house)
    server.revokeAccess()
    assert.equal((await run(house, 'plays')).lastResult, '0 new plays')
    assert.equal(server.refreshes.count, 1)
  })

  it('asks to log in again when the log-in is over, and then goes on', async () => {
    await logIn(house)
    house.clock.advance(HOUR_MS)
    server.endLogins()
    const job = await run(house, 'plays')
    const { account } = await house.link.view(house.me)
    assert.equal(account?.state, 'log-in-again')
    assert.match(account?.stateWhy ?? '', /Log in again/)
    assert.equal(job.lastFailed, true)
    await assert.rejects(house.link.tokens.ofListener(house.me), { code: 'SPOTIFY_LOG_IN_AGAIN' })
    await logIn(house)
    await settled(house, 'plays')
    assert.equal((await jobOf(house, 'plays')).lastFailed, false)
  })

  it('shows from two weeks ahead that the log-in will be over, six months to the day', async () => {
    await logIn(house)
    const ends = loginEndsAtMs(NOON)
    assert.equal(iso(ends), '2027-05-21T12:00:00.000Z')
    assert.equal(iso(loginEndsAtMs(Date.UTC(2026, 7, 31))), '2027-02-28T00:00:00.000Z')
    const soon = async () => (await house.link.view(house.me)).account?.endingSoon
    house.clock.advance(ends - NOON - 14 * DAY_MS - 1)
    assert.equal(await soon(), false)
    house.clock.advance(1)
    assert.equal(await soon(), true)
  })

  const playAt = (ms: number, id: string) => ({ played_at: iso(ms), track: spotifyTrack(id, `Song ${id}`, 'Artist'), context: null })

  it('keeps what was played last, once, whatever is told again', async () => {
    await logIn(house)
    server.world.plays = [
      playAt(NOON - 10 * MINUTE_MS, '1'),
      { ...playAt(NOON - 5 * MINUTE_MS, '2'), context: { type: 'playlist', uri: 'spotify:user:name:playlist:5' } },
    ]
    const first = await run(house, 'plays')
    assert.equal(first.lastResult, '2 new plays')
    assert.equal(first.dueAtMs, house.clock.nowMs() + 30 * MINUTE_MS)
    server.world.plays.push(playAt(NOON - 7 * MINUTE_MS, '3'))
    assert.equal((await run(house, 'plays')).lastResult, '1 new play')
    assert.match(server.asked.at(-1) ?? '', /limit=50&after=\d{13}$/)
    const [last] = await house.stores.listens.recent({ listenerId: house.me, countMax: 9 })
    assert.deepEqual([last.title, last.artistName, last.msPlayed, last.timeTold, last.precision], ['Song 2', 'Artist', null, 'end', 'ms'])
    assert.equal(last.sourceUri, 'spotify:track:2')
    assert.doesNotMatch(last.raw ?? '', /name/)
    assert.equal(await house.stores.listens.count(house.me), 3)
    const [track] = await house.stores.tracks.get([last.trackId!])
    assert.deepEqual([track.isrc, track.durationMs, track.year, track.popularity], ['QZ0000000002', 200_000, 2019, null])
    const [source] = await house.stores.sources.list(house.me)
    assert.equal(source.format, 'spotify-live')
  })

  it('counts a play once when the export comes, whichever end Spotify told, and the export stands', async () => {
    await logIn(house)
    const [endedA, startedB] = [NOON - 60 * MINUTE_MS, NOON - 30 * MINUTE_MS]
    server.world.plays = [playAt(endedA + 700, 'a'), playAt(startedB + 300, 'b')]
    await run(house, 'plays')
    const row = (id: string, endedAtMs: number) => ({
      ts: new Date(endedAtMs).toISOString().replace(/\.\d+Z/, 'Z'),
      ms_played: 200_000,
      master_metadata_track_name: `Song ${id}`,
      master_metadata_album_artist_name: 'Artist',
      master_metadata_album_album_name: "Artist's album",
      spotify_track_uri: `spotify:track:${id}`,
      ...{ reason_start: 'trackdone', reason_end: 'trackdone', skipped: false, shuffle: false, platform: 'android', conn_country: 'DE' },
      ...{ offline: false, offline_timestamp: null, incognito_mode: false, episode_name: null, episode_show_name: null },
    })
    const path = join(folder, 'Streaming_History_Audio_2026.json')
    writeFileSync(path, JSON.stringify([row('a', endedA), row('b', startedB + 200_000)]))
    await importPaths({ ...house.stores, clock: house.clock, events: inProcessEvents() }, { paths: [path], listenerId: house.me })
    const standing = await house.stores.listens.recent({ listenerId: house.me, countMax: 9 })
    assert.deepEqual(
      standing.map(({ title, msPlayed, endedAtMs }) => [title, msPlayed, endedAtMs]),
      [
        ['Song b', 200_000, startedB + 200_000],
        ['Song a', 200_000, endedA],
      ],
    )
  })

  it('says where some plays may be missing, and asks less often while there are none', async () => {
    await logIn(house)
    server.world.plays = [playAt(NOON - MINUTE_MS, 'old')]
    await run(house, 'plays')
    server.world.plays = Array.from({ length: 60 }, (_, i) => playAt(NOON + i * SECOND_MS * 40, `n${i}`))
    house.clock.advance(HOUR_MS)
    assert.match((await run(house, 'plays')).lastResult ?? '', /^50 new plays; .*may be missing/)
    const pauses: number[] = []
    for (let i = 0; i < 6; i++) {
      house.clock.advance((await jobOf(house, 'plays')).dueAtMs! - house.clock.nowMs())
      house.link.start()
      await settled(house, 'plays')
      pauses.push(((await jobOf(house, 'plays')).dueAtMs! - house.clock.nowMs()) / MINUTE_MS)
    }
    assert.deepEqual(pauses.map(Math.round), [30, 45, 68, 90, 90, 90])
  })

  it('turns liked tracks into loves with their day, and leaves alone what was said here', async () => {
    await logIn(house)
    const likedAt = (i: number) => ({ added_at: iso(NOON - i * DAY_MS), track: spotifyTrack(`t${i}`, `Liked ${i}`, 'Artist') })
    server.world.liked = Array.from({ length: 7 }, (_, i) => likedAt(i))
    const [banned] = await house.stores.tracks.identify([{ title: 'Liked 3', artistNames: ['Artist'] }], 'history')
    await house.stores.feedback.set(house.me, banned, 'ban', NOON)
    await house.link.saveBatchSize(3)
    assert.equal((await run(house, 'liked')).lastResult, '6 new liked tracks')
    assert.equal(server.asked.filter((call) => call.includes('/me/tracks')).length, 3)
    const said = await house.stores.feedback.list(house.me)
    assert.deepEqual(
      [said.length, said.find((each) => each.trackId === banned)?.kind, said.filter((each) => each.atMs === NOON - 2 * DAY_MS).length],
      [7, 'ban', 1],
    )
    server.world.liked.unshift({ ...likedAt(0), added_at: iso(NOON + DAY_MS), track: spotifyTrack('new', 'Another', 'Artist') })
    server.asked.length = 0
    assert.equal((await run(house, 'liked')).lastResult, '1 new liked track')
    assert.equal(server.asked.length, 1)
  })

  for (const retryAfter of ['7293', '86400']) {
    it(`parks a job that is told to wait ${retryAfter} s, over a restart, and goes on from where it was`, async () => {
      await logIn(house)
      server.world.liked = Array.from({ length: 4 }, (_, i) => ({
        added_at: iso(NOON - i),
        track: spotifyTrack(`p${i}`, `Song ${i}`, 'A'),
      }))
      await house.link.saveBatchSize(2)
      const quota = { error: { status: 429, message: 'Too many requests', reason: 'QUOTA_EXCEEDED' } }
      const answered = server.asked.length
      house.link.start()
      server.once('/v1/me/tracks', 200, {}, await firstPage())
      server.once('/v1/me/tracks', 429, { 'retry-after': retryAfter }, quota)
      const held = await run(house, 'liked')
      assert.match(held.heldWhy ?? '', /quota/)
      assert.equal(held.done, 2)
      const again = await open(house)
      await house.link.close()
      const resumesAtMs = held.dueAtMs!
      assert.ok(resumesAtMs - again.clock.nowMs() > (Number(retryAfter) - 60) * SECOND_MS)
      const calls = server.asked.length
      assert.ok(calls > answered)
      again.link.start()
      await new Promise((resolve) => setTimeout(resolve, 10))
      assert.equal(server.asked.length, calls)
      again.clock.advance(resumesAtMs - again.clock.nowMs())
      again.link.start()
      await settled(again, 'liked')
      assert.equal((await jobOf(again, 'liked')).lastResult, '4 new liked tracks')
      assert.match(server.asked.at(-1) ?? '', /offset=2/)
      await again.link.close()
    })
  }
  const firstPage = async () => ({ total: 4, next: 'more', items: server.world.liked.slice(0, 2) })

  it('fetches own playlists and shared ones, leaves out those of others, and fetches only what changed', async () => {
    await logIn(house)
    const entry = (id: string) => ({ added_at: iso(NOON), item: spotifyTrack(id, `Song ${id}`, 'Artist') })
    const episode = { added_at: iso(NOON), item: { type: 'episode', id: 'e', name: 'An episode' } }
    server.world.playlists = [
      { id: 'mine', name: 'Mine', snapshot_id: 's1', owner: { id: 'someone' }, entries: [entry('1'), episode, entry('2'), entry('3')] },
      { id: 'ours', name: 'Ours', snapshot_id: 's1', owner: { id: 'other' }, collaborative: true, entries: [entry('2')] },
      { id: 'theirs', name: 'Theirs', snapshot_id: 's1', owner: { id: 'spotify' }, entries: [entry('9')] },
    ]
    await house.link.saveBatchSize(2)
    const first = await run(house, 'playlists')
    assert.match(first.lastResult ?? '', /^2 playlists new or changed of 2, 1 of others left out/)
    const kept = await house.stores.playlists.list(house.me)
    assert.deepEqual(
      kept.map(({ name, entryCount, format }) => [name, entryCount, format]),
      [
        ['Mine', 3, 'spotify-live'],
        ['Ours', 1, 'spotify-live'],
      ],
    )
    const entries = await house.stores.playlists.entries(kept[0].id, { offset: 0, countMax: 9 })
    assert.deepEqual(
      entries.map(({ title, artistName, sourceUri, addedAtMs }) => [title, artistName, sourceUri, addedAtMs]),
      ['1', '2', '3'].map((id) => [`Song ${id}`, 'Artist', `spotify:track:${id}`, NOON]),
    )
    assert.ok(!server.asked.some((call) => call.includes('theirs')))
    server.world.playlists[1].snapshot_id = 's2'
    server.world.playlists[1].entries.push(entry('4'))
    server.asked.length = 0
    assert.match((await run(house, 'playlists')).lastResult ?? '', /^1 playlist new/)
    assert.ok(!server.asked.some((call) => call.includes('/mine/')))
    assert.equal((await house.stores.playlists.list(house.me))[1].entryCount, 2)
    const acts = await house.stores.engagement.totals(house.me, { countMax: 9 })
    assert.equal(
      acts.reduce((sum, { playlistAdds }) => sum + playlistAdds, 0),
      5,
    )
  })

  it('says in words why Spotify refuses, and asks again hours later', async () => {
    await logIn(house)
    const message = 'Active premium subscription required for the owner of the app.'
    server.once('/v1/me/player/recently-played', 403, {}, { error: { status: 403, message } })
    const job = await run(house, 'plays')
    assert.match(job.lastResult ?? '', /owner of this app has none/)
    assert.equal((await house.link.view(house.me)).account?.state, 'refused')
    assert.equal(job.dueAtMs, house.clock.nowMs() + 6 * HOUR_MS)
    house.clock.advance(6 * HOUR_MS)
    assert.equal((await run(house, 'plays')).lastFailed, false)
    assert.equal((await house.link.view(house.me)).account?.state, 'linked')
    server.once('/v1/me/player/recently-played', 403, {}, { error: { status: 403, message: 'Insufficient client scope' } })
    await run(house, 'plays')
    assert.equal((await house.link.view(house.me)).account?.state, 'log-in-again')
  })

  it('is not thrown by trouble or nonsense, and asks again in ten minutes', async () => {
    await logIn(house)
    for (const [status, body] of [
      [500, {}],
      [200, { items: 'none' }],
      [502, { error: 'odd' }],
    ] as const) {
      house.clock.advance(DAY_MS / 2)
      server.once('/v1/me/player/recently-played', status, {}, body)
      const job = await run(house, 'plays')
      assert.equal(job.lastFailed, true)
      assert.equal(job.dueAtMs, house.clock.nowMs() + 10 * MINUTE_MS)
    }
    house.clock.advance(DAY_MS)
    server.world.plays = [
      { played_at: 'never', track: spotifyTrack('x', 'X', 'X'), context: null },
      { played_at: iso(NOON), track: { type: 'track', name: '' }, context: null },
      playAt(house.clock.nowMs(), 'ok'),
    ]
    assert.equal((await run(house, 'plays')).lastResult, '1 new play')
  })

  it('reads public data without anybody logged in, with the secret of the app', async () => {
    server.world.plays = [playAt(NOON, 'public')]
    const deps = { egress: house.egress, clock: house.clock, tokens: house.link.tokens }
    const question = { as: 'app', path: '/tracks/public', what: 'a track', shape: SpotifyTrack } as const
    assert.equal((await ask(deps, question)).external_ids?.isrc, 'QZ0000public')
    await house.link.saveApp({ clientId: 'wrong', clientSecret: 'x' })
    await assert.rejects(house.link.tokens.ofApp({ renew: true }), { code: 'SPOTIFY_APP' })
    await house.link.saveApp(null)
    await assert.rejects(house.link.begin(house.me, HERE), { code: 'SPOTIFY_NO_APP' })
  })

  it('stops when it is switched off, and forgets everything when it is unlinked', async () => {
    await logIn(house)
    await run(house, 'plays')
    await house.egress.change('spotify', { on: false })
    const calls = server.asked.length
    house.clock.advance(DAY_MS)
    await house.link.changeJob(house.me, 'plays', { now: true })
    await new Promise((resolve) => setTimeout(resolve, 10))
    assert.equal(server.asked.length, calls)
    await house.link.unlink(house.me)
    assert.equal(await house.stores.spotifyStore.tokens(house.me), null)
    assert.equal((await house.link.view(house.me)).account, null)
  })

  it('is answered as new apps are: what is deprecated is refused, fields that are gone are gone', async () => {
    await logIn(house)
    const token = await house.link.tokens.ofListener(house.me)
    const statusOf = async (path: string) =>
      (await house.egress.call('spotify', { path, headers: { authorization: `Bearer ${token}` }, why: 'a test' })).status
    assert.equal(await statusOf('/audio-features/x'), 403)
    assert.equal(await statusOf('/playlists/x/tracks'), 403)
    assert.equal(await statusOf('/me/tracks?limit=51'), 400)
    server.world.liked = [{ added_at: iso(NOON), track: spotifyTrack('a', 'A', 'B') }]
    const answer = await house.egress.call('spotify', { path: '/me/tracks', headers: { authorization: `Bearer ${token}` }, why: 'a test' })
    const [item] = (answer.json() as { items: { track: Record<string, unknown> }[] }).items
    assert.deepEqual([item.track['name'], 'popularity' in item.track, 'available_markets' in item.track], ['A', false, false])
  })
})
