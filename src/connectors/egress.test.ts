// The only way out: closed until switched on, never faster than allowed, in peace when asked, everything written down.

import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { HOUR_MS, SECOND_MS } from '#kernel'
import { sqliteEgress } from '../storage/sqlite/connectors-egress.ts'
import { Database } from '../storage/sqlite/database.ts'
import type { Egress } from './egress.ts'
import { HOSTS, mayLeadTo } from './hosts.ts'
import { withoutSecrets } from './outbound-call.ts'
import { openWayOut, openWorld, type World } from './outside-world.fixture.ts'
import { patienceMs, retryAfterMs } from './retry-after.ts'
import { dayLimit, levelAt, waitMsOf } from './token-bucket.ts'

const WHY = 'a test'
const fault = (code: string) => (error: unknown) => (error as { code?: string }).code === code
const callsOf = async (stores: { egressStore: { calls(query: { countMax: number }): Promise<unknown[]> } }) =>
  (await stores.egressStore.calls({ countMax: 100 })).length

describe('the way out', () => {
  let world: World
  before(async () => {
    world = await openWorld()
  })
  after(() => world.close())
  afterEach(() => {
    world.asked.length = 0
    world.answer((_asked, response) => void response.end('{}'))
  })

  it('is closed for every host until it is switched on, and leaves no trace', async () => {
    const { egress, stores } = await openWayOut(world, [])
    for (const { name } of HOSTS) await assert.rejects(egress.call(name, { path: '/x', why: WHY }), fault('EGRESS_OFF'))
    assert.equal(world.asked.length, 0)
    assert.equal(await callsOf(stores), 0)
  })

  it('opens one host at a time; a cut closes all of them, and so does DEEPCUT_OFFLINE', async () => {
    const { egress, stores } = await openWayOut(world, ['deezer'])
    assert.equal((await egress.call('deezer', { path: '/track/1', why: WHY })).status, 200)
    await assert.rejects(egress.call('musicbrainz', { path: '/x', why: WHY }), fault('EGRESS_OFF'))
    await egress.setAllowance({ allowed: false })
    await assert.rejects(egress.call('deezer', { path: '/track/1', why: WHY }), fault('EGRESS_OFF'))
    await egress.setAllowance({ allowed: true })
    const offline = await openWayOut(world, [], { stores, env: { DEEPCUT_OFFLINE: '1' } })
    await assert.rejects(offline.egress.call('deezer', { path: '/track/1', why: WHY }), /DEEPCUT_OFFLINE/)
    assert.equal(world.asked.length, 1)
  })

  it('switches the Spotify log-in with Spotify', async () => {
    const { egress } = await openWayOut(world, ['spotify'])
    assert.equal(await egress.isOpen('spotify-accounts'), true)
    await egress.change('spotify-accounts', { on: false })
    assert.equal(await egress.isOpen('spotify'), false)
  })

  it('sends what it is given, with a name of its own, and gives the answer back', async () => {
    const { egress } = await openWayOut(world, ['listenbrainz'])
    await egress.setAllowance({ contact: 'someone@example.org' })
    world.answer((_asked, response) => void response.writeHead(201, { 'x-mark': 'yes' }).end('{"a":1}'))
    const answer = await egress.call('listenbrainz', {
      method: 'POST',
      path: '/1/x',
      query: { inc: 'artist tag', n: 2 },
      headers: { authorization: 'Token abc' },
      json: { b: 2 },
      why: WHY,
    })
    assert.deepEqual([answer.status, answer.headers.get('x-mark'), answer.json()], [201, 'yes', { a: 1 }])
    const [asked] = world.asked
    assert.deepEqual([asked.method, asked.path, asked.body], ['POST', '/1/x?inc=artist+tag&n=2', '{"b":2}'])
    assert.equal(asked.headers['user-agent'], 'Deepcut/1.2.3 (self-hosted music server; someone@example.org)')
    assert.equal(asked.headers.authorization, 'Token abc')
  })

  it('writes each call into the ledger, without secrets, and counts what went', async () => {
    const { egress, stores, clock } = await openWayOut(world, ['lastfm'])
    const body = new URLSearchParams({ sk: 'session' })
    await egress.call('lastfm', {
      method: 'POST',
      path: '/',
      query: { method: 'a.b', api_key: 'K', sk: 'S' },
      body,
      why: 'relaying a listen',
    })
    const [call] = await stores.egressStore.calls({ countMax: 9 })
    assert.equal(call.url, `${world.url}/?method=a.b&api_key=…&sk=…`)
    assert.deepEqual([call.host, call.method, call.why, call.status, call.fault], ['lastfm', 'POST', 'relaying a listen', 200, null])
    assert.deepEqual([call.atMs, call.bytesOut, call.bytesIn], [clock.nowMs(), 10, 2])
    const [counts] = await stores.egressStore.counts()
    assert.deepEqual(
      [counts.host, counts.calls, counts.failed, counts.bytesOut, counts.bytesIn, counts.lastAtMs],
      ['lastfm', 1, 0, 10, 2, call.atMs],
    )
  })

  it('keeps only the newest calls, and the counts of all', async () => {
    const store = sqliteEgress(new Database(':memory:'), 3)
    const call = { host: 'deezer', atMs: 1, method: 'GET', url: 'x', why: WHY, bytesOut: 1 } as const
    for (let i = 0; i < 5; i++) await store.begin(call)
    const idsOf = async (query: Parameters<typeof store.calls>[0]) => (await store.calls(query)).map((kept) => kept.id)
    assert.deepEqual(await idsOf({ countMax: 9 }), [5, 4, 3])
    assert.deepEqual(await idsOf({ countMax: 9, beforeId: 5 }), [4, 3])
    assert.deepEqual(await idsOf({ countMax: 1, host: 'deezer' }), [5])
    assert.deepEqual(await idsOf({ countMax: 9, host: 'lastfm' }), [])
    assert.equal((await store.counts())[0].calls, 5)
  })

  it('says of a call that a stop cut off that no answer came', async () => {
    const { stores } = await openWayOut(world, [])
    await stores.egressStore.begin({ host: 'deezer', atMs: 1, method: 'GET', url: 'x', why: WHY, bytesOut: 0 })
    await openWayOut(world, ['deezer'], { stores })
    assert.match((await stores.egressStore.calls({ countMax: 1 }))[0].fault ?? '', /stopped/)
  })

  it('waits for its turn: one a second at MusicBrainz, however many ask at once', async () => {
    const { egress, clock, waitedMs } = await openWayOut(world, ['musicbrainz'])
    const startMs = clock.nowMs()
    for (let i = 0; i < 4; i++) await egress.call('musicbrainz', { path: '/isrc/x', why: WHY })
    assert.equal(clock.nowMs() - startMs, 3 * SECOND_MS)
    waitedMs.length = 0
    clock.advance(SECOND_MS)
    const both = [egress.call('musicbrainz', { path: '/a', why: WHY }), egress.call('musicbrainz', { path: '/b', why: WHY })]
    await Promise.all(both)
    assert.equal(waitedMs.length, 1)
  })

  it('does not wait longer than asked: then it is held, and nothing is taken', async () => {
    const { egress, clock } = await openWayOut(world, ['musicbrainz'])
    await egress.call('musicbrainz', { path: '/a', why: WHY })
    const held = egress.call('musicbrainz', { path: '/b', why: WHY, waitMsMax: 500 })
    await assert.rejects(held, (error: { code?: string; resumesAtMs?: number }) => {
      return error.code === 'EGRESS_LIMIT' && error.resumesAtMs === clock.nowMs() + SECOND_MS
    })
    assert.equal(world.asked.length, 1)
  })

  it('keeps the quota of a day over a restart', async () => {
    const { egress, stores, clock } = await openWayOut(world, ['spotify'])
    await egress.change('spotify', { perDayMax: 10 })
    let left = 0
    const spend = async (way: Egress) => {
      for (let i = 0; i < 20; i++) {
        clock.advance(SECOND_MS)
        const answer = await way.call('spotify', { path: '/me', why: WHY, waitMsMax: 0 }).catch((error) => error)
        if (answer.status === 200) left++
        else assert.equal(answer.code, 'EGRESS_LIMIT')
      }
    }
    await spend(egress)
    assert.equal(left, 4)
    await spend((await openWayOut(world, [], { stores, clock: clock as never })).egress)
    const view = (await egress.view()).hosts.find(({ host }) => host.name === 'spotify')!
    assert.deepEqual([view.leftNow, view.limits.perDayMax], [0, 10])
    clock.advance(24 * HOUR_MS - 60 * SECOND_MS)
    await spend(egress)
    assert.ok(left <= 10)
  })

  it('lets a person slow a host down, not speed it up', async () => {
    const { egress } = await openWayOut(world, [], { env: { DEEPCUT_MUSICBRAINZ_URL: '', DEEPCUT_SPOTIFY_URL: '' } })
    const paceOf = async (name: string) => (await egress.view()).hosts.find((each) => each.host.name === name)!.limits
    await egress.change('musicbrainz', { delayMs: 100 })
    assert.equal((await paceOf('musicbrainz')).pace.perMs, 1000)
    await egress.change('musicbrainz', { delayMs: 5000 })
    assert.equal((await paceOf('musicbrainz')).pace.perMs, 5000)
    await egress.change('spotify', { perDayMax: 100_000 })
    assert.equal((await paceOf('spotify')).perDayMax, 400)
    await egress.change('musicbrainz', { baseUrl: 'http://mirror.example/ws/2', delayMs: 10 })
    assert.equal((await paceOf('musicbrainz')).pace.perMs, 10)
  })

  for (const [status, header, seconds] of [
    [429, '7293', 7293],
    [503, '86400', 86_400],
    [429, 'Sat, 21 Nov 2026 13:00:00 GMT', 3600],
    [429, '99999999999', 7 * 86_400],
  ] as const) {
    it(`leaves a host in peace that answers ${status} with Retry-After: ${header}, also after a restart`, async () => {
      const { egress, stores, clock } = await openWayOut(world, ['spotify'])
      world.answer((_asked, response) => void response.writeHead(status, { 'retry-after': header }).end('{}'))
      assert.equal((await egress.call('spotify', { path: '/me', why: WHY })).status, status)
      world.answer((_asked, response) => void response.end('{}'))
      const untilMs = clock.nowMs() + seconds * SECOND_MS
      const again = await openWayOut(world, [], { stores, clock: clock as never })
      assert.equal(await again.egress.resumesAtMs('spotify'), untilMs)
      clock.advance(seconds * SECOND_MS - 1)
      await assert.rejects(again.egress.call('spotify', { path: '/me', why: WHY }), { code: 'EGRESS_PARKED', resumesAtMs: untilMs })
      const view = (await again.egress.view()).hosts.find((each) => each.host.name === 'spotify')!
      assert.equal(view.parkedUntilMs, untilMs)
      assert.match(view.parkedWhy ?? '', /Retry-After/)
      clock.advance(1)
      assert.equal((await again.egress.call('spotify', { path: '/me', why: WHY })).status, 200)
      assert.equal(world.asked.length, 2)
    })
  }

  it('is patient for longer with each failure in a row', () => {
    assert.deepEqual(
      [1, 2, 3, 20].map((failures) => patienceMs(failures, true)),
      [60_000, 120_000, 240_000, HOUR_MS],
    )
    assert.deepEqual(
      [1, 2, 3, 20].map((failures) => patienceMs(failures, false)),
      [5000, 20_000, 80_000, HOUR_MS],
    )
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String)),
        fc.integer({ min: 0, max: 4e12 }),
        (text, nowMs) => {
          const ms = retryAfterMs(text, nowMs)
          assert.ok(ms === null || (ms >= SECOND_MS && ms <= 7 * 24 * HOUR_MS), `${text}: ${ms}`)
        },
      ),
    )
    for (const nothing of [null, '', 'soon', '-5', 'NaN', '1e3']) assert.equal(retryAfterMs(nothing, 0), null)
    assert.equal(retryAfterMs('0', 0), SECOND_MS)
    assert.equal(retryAfterMs('Thu, 01 Jan 1970 00:00:00 GMT', 5000), SECOND_MS)
  })

  it('gives up an answer that is too slow, too large, or cut off, says so, and stands by for the next', async () => {
    const { egress, stores, clock } = await openWayOut(world, ['deezer', 'coverart'])
    world.answer(() => {})
    await assert.rejects(egress.call('deezer', { path: '/slow', why: WHY, timeoutMs: 30 }), fault('EGRESS_LATE'))
    world.answer((_asked, response) => {
      const part = Buffer.alloc(1 << 20)
      const more = () => response.write(part) && setImmediate(more)
      response.on('drain', more).on('error', () => {})
      more()
    })
    await assert.rejects(egress.call('coverart', { path: '/large', why: WHY }), fault('EGRESS_TOO_LARGE'))
    world.answer((_asked, response) => void response.writeHead(200, { 'content-length': '50' }).write('{', () => response.destroy()))
    clock.advance(HOUR_MS)
    await assert.rejects(egress.call('deezer', { path: '/cut', why: WHY }), fault('EGRESS_UNREACHABLE'))
    assert.deepEqual(
      (await stores.egressStore.calls({ countMax: 9 })).map((call) => call.status),
      [null, null, null],
    )
    world.answer((_asked, response) => void response.end('<html>'))
    clock.advance(HOUR_MS)
    const answer = await egress.call('deezer', { path: '/html', why: WHY })
    assert.throws(() => answer.json(), fault('EGRESS_NOT_JSON'))
  })

  it('follows a redirect within the host and nowhere else; each step stands in the ledger', async () => {
    const { egress, stores } = await openWayOut(world, ['coverart'])
    world.answer((asked, response) => {
      if (asked.path === '/front') response.writeHead(307, { location: '/archive/front.jpg' }).end()
      else if (asked.path === '/away') response.writeHead(302, { location: 'http://127.0.0.1:1/steal' }).end()
      else if (asked.path === '/round') response.writeHead(302, { location: '/round' }).end()
      else response.end('picture')
    })
    assert.equal((await egress.call('coverart', { path: '/front', why: WHY })).text(), 'picture')
    assert.equal(await callsOf(stores), 2)
    await assert.rejects(egress.call('coverart', { path: '/away', why: WHY }), fault('EGRESS_REDIRECT'))
    await assert.rejects(egress.call('coverart', { path: '/round', why: WHY }), fault('EGRESS_REDIRECT'))
  })

  it('knows where each host may lead on to, and lets no page move a log-in', async () => {
    const leads = (name: string, hostname: string) => mayLeadTo(HOSTS.find((host) => host.name === name)!, hostname)
    for (const hostname of ['archive.org', 'ia801.us.archive.org']) assert.ok(leads('coverart', hostname))
    for (const hostname of ['evilarchive.org', 'archive.org.evil.example', '']) assert.ok(!leads('coverart', hostname))
    assert.ok(leads('deezer', 'cdn-images.dzcdn.net') && !leads('spotify', 'api.spotify.com.evil.example'))
    const { egress } = await openWayOut(world, [])
    for (const name of ['spotify', 'spotify-accounts'] as const) {
      await assert.rejects(egress.change(name, { baseUrl: 'https://evil.example' }), fault('EGRESS_ADDRESS'))
    }
  })

  it('goes nowhere but below the address it has', async () => {
    const { egress } = await openWayOut(world, ['musicbrainz'], { env: { DEEPCUT_MUSICBRAINZ_URL: `${world.url}/ws/2` } })
    for (const path of ['/../../x', 'x', '@evil.example', '/%2e%2e/x']) {
      await assert.rejects(egress.call('musicbrainz', { path, why: WHY }), fault('EGRESS_PATH'), path)
    }
    for (const baseUrl of ['ftp://x', 'file:///etc', 'http://user:pass@x', 'nonsense', 'http://x/?q']) {
      await assert.rejects(egress.change('deezer', { baseUrl }), fault('EGRESS_ADDRESS'), baseUrl)
    }
    assert.equal(world.asked.length, 0)
  })

  it('stops what is under way when it closes', async () => {
    const { egress } = await openWayOut(world, ['deezer'])
    world.answer(() => egress.close())
    await assert.rejects(egress.call('deezer', { path: '/x', why: WHY }), fault('EGRESS_STOPPED'))
    await assert.rejects(egress.call('deezer', { path: '/x', why: WHY }), fault('EGRESS_OFF'))
  })

  it('shows no secret of any address', () => {
    const shown = withoutSecrets(new URL('http://u:p@h/x?token=T&api_sig=S&code=C&client_id=I&query=artist:"a b"#frag'))
    assert.equal(shown, 'http://h/x?token=…&api_sig=…&code=…&client_id=…&query=artist:"a b"')
  })
})

describe('a limit', () => {
  it('never lets more than its burst and its count begin in any span', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (waits, burst, count) => {
        const limit = { burst, count, perMs: 1000 }
        let nowMs = 0
        let bucket = levelAt(limit, null, 0)
        const begun: number[] = []
        for (const waitMs of waits) {
          nowMs += waitMs
          const now = levelAt(limit, bucket, nowMs)
          begun.push(nowMs + waitMsOf(limit, now))
          bucket = { ...now, level: now.level - 1 }
        }
        for (const start of begun) {
          const inSpan = begun.filter((at) => at >= start && at < start + limit.perMs).length
          assert.ok(inSpan <= burst + count, `${inSpan} in one span of ${burst} + ${count}`)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('of a day is what it says', () => {
    const { burst, count } = dayLimit(400)
    assert.equal(burst + count, 400)
  })
})
