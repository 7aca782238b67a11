// The relay: what players told goes on, once, in order, from a queue that outlives a restart; what is not taken stays behind with its reason.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { inProcessEvents } from '#events'
import { DAY_MS, MINUTE_MS, silentLog } from '#kernel'
import { groupCommit, type ListenerId, type Scrobble, scrobble } from '#listens'
import type { HostName } from './hosts.ts'
import { type Asked, openWayOut, openWorld, type World } from './outside-world.fixture.ts'
import { openRelays, type RelayDesk } from './relay.ts'
import { fileSeal } from './seal.ts'

type WayOut = Awaited<ReturnType<typeof openWayOut>>

let world: World
let folder: string
let way: WayOut
let relays: RelayDesk
let listenerId: ListenerId
before(async () => {
  world = await openWorld()
  folder = mkdtempSync(join(tmpdir(), 'deepcut-relay-'))
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(async () => {
  await relays.close()
  way.egress.close()
  way.stores.close()
  world.asked.length = 0
})

const deskOf = ({ stores, egress, clock }: WayOut) =>
  openRelays({ ...stores, egress, clock, seal: fileSeal(join(folder, 'key')), events: inProcessEvents(), log: silentLog })
async function open(on: readonly HostName[] = ['listenbrainz', 'lastfm']): Promise<void> {
  way = await openWayOut(world, on)
  relays = deskOf(way)
  listenerId = (await way.stores.listeners.list())[0].id
}
const told = (title: string, i: number, more: Partial<Scrobble> = {}): Scrobble => ({
  title,
  artistName: 'Ada',
  albumTitle: null,
  listenedAtS: 1_790_000_000 + i * 300,
  msPlayed: null,
  skipped: null,
  platform: 'Foo',
  sourceUri: null,
  recording: { durationMs: 200_000 },
  raw: null,
  relayable: true,
  ...more,
})
async function hear(scrobbles: readonly Scrobble[], relayed = true): Promise<void> {
  const deps = { keep: groupCommit(way.stores.scrobbles.keep), events: inProcessEvents(), clock: way.clock }
  await scrobble(deps, { listenerId, name: 'Player', relayed }, scrobbles)
}
/** Starts it and waits until nothing more goes out: the queue is empty, held, or its host is off. On a busy machine the first call takes its time. */
async function settle(): Promise<void> {
  relays.start()
  for (let quiet = 0, round = 0; quiet < 2 && round < 100; round++) {
    const before = world.asked.length
    await new Promise((resolve) => setTimeout(resolve, 30))
    const mayGo = await Promise.all(
      (await relays.list()).map(async ({ service, waiting, parked, resumeAtMs }) => {
        const held = parked !== null || (resumeAtMs ?? (await way.egress.resumesAtMs(service))) > way.clock.nowMs()
        return waiting > 0 && !held && (await way.egress.isOpen(service))
      }),
    )
    quiet = world.asked.length === before && !mayGo.includes(true) ? quiet + 1 : 0
  }
}
const state = async () => (await relays.list())[0]
const titlesIn = ({ body }: Asked): string[] =>
  (JSON.parse(body) as { payload: { track_metadata: { track_name: string } }[] }).payload.map(
    ({ track_metadata }) => track_metadata.track_name,
  )

describe('the relay to ListenBrainz', () => {
  it('sends what players told after it was set up, once, marked as its own', async () => {
    await open()
    await hear([told('Before', 0)])
    await relays.save(listenerId, 'listenbrainz', { token: 'their token' })
    await hear([told('One', 1), told('Two', 2)])
    await hear([told('One', 1)])
    await hear([told('Not on', 3)], false)
    await hear([told('From there', 4, { relayable: false })])
    await settle()
    assert.deepEqual(world.asked.map(titlesIn), [['One', 'Two']])
    const [{ path, headers, body }] = world.asked
    assert.deepEqual([path, headers.authorization], ['/1/submit-listens', 'Token their token'])
    assert.deepEqual(JSON.parse(body).payload[0], {
      listened_at: 1_790_000_300,
      track_metadata: {
        artist_name: 'Ada',
        track_name: 'One',
        additional_info: { submission_client: 'Deepcut', media_player: 'Foo', duration_ms: 200_000 },
      },
    })
    const { sent, waiting, refused } = await state()
    assert.deepEqual({ sent, waiting, refused }, { sent: 2, waiting: 0, refused: 0 })
  })

  it('waits while its host is switched off, through a restart, and sends when it is on', async () => {
    await open([])
    await relays.save(listenerId, 'listenbrainz', { token: 't' })
    await hear([told('Waiting', 1)])
    await settle()
    assert.equal(world.asked.length, 0)
    await relays.close()
    relays = deskOf(way)
    await way.egress.change('listenbrainz', { on: true })
    await settle()
    assert.deepEqual(world.asked.map(titlesIn), [['Waiting']])
  })

  it('parks with the reason where the token is not taken, and goes on with a new one', async () => {
    await open()
    world.answer((_asked, response) => void response.writeHead(401).end('{"code":401,"error":"Invalid authorization token."}'))
    await relays.save(listenerId, 'listenbrainz', { token: 'old' })
    await hear([told('One', 1)])
    await settle()
    const { parked, waiting } = await state()
    assert.deepEqual([parked, waiting], ['ListenBrainz answered 401: Invalid authorization token.', 1])
    world.answer((_asked, response) => void response.end('{"status":"ok"}'))
    await relays.save(listenerId, 'listenbrainz', { token: 'new' })
    await settle()
    assert.deepEqual([(await state()).parked, (await state()).sent], [null, 1])
  })

  it('finds the one that is not taken, and sends the others', async () => {
    await open()
    world.answer((asked, response) => {
      const isBad = titlesIn(asked).includes('Bad')
      response.writeHead(isBad ? 400 : 200).end(isBad ? '{"code":400,"error":"no such thing"}' : '{"status":"ok"}')
    })
    await relays.save(listenerId, 'listenbrainz', { token: 't' })
    await hear(['A', 'B', 'Bad', 'C', 'D'].map((title, i) => told(title, i)))
    await settle()
    const { sent, waiting, refused, refusedWhy } = await state()
    assert.deepEqual({ sent, waiting, refused }, { sent: 4, waiting: 0, refused: 1 })
    assert.equal(refusedWhy, 'ListenBrainz answered 400: no such thing')
  })

  it('leaves the host in peace as long as it asks', async () => {
    await open()
    world.answer((_asked, response) => void response.writeHead(429, { 'retry-after': '600' }).end('{}'))
    await relays.save(listenerId, 'listenbrainz', { token: 't' })
    await hear([told('One', 1)])
    await settle()
    assert.equal(world.asked.length, 1)
    assert.ok((await way.egress.resumesAtMs('listenbrainz')) >= way.clock.nowMs() + 9 * MINUTE_MS)
    world.answer((_asked, response) => void response.end('{"status":"ok"}'))
    way.clock.advance(DAY_MS)
    await relays.close()
    relays = deskOf(way)
    await settle()
    assert.deepEqual([world.asked.length, (await state()).sent], [2, 1])
  })

  it('keeps its credentials sealed, and tells them to nobody', async () => {
    await open()
    await relays.save(listenerId, 'listenbrainz', { token: 'very secret' })
    const { id } = await state()
    assert.ok(!Buffer.from((await way.stores.relayStore.credentials(id))!).includes('very secret'))
    assert.ok(!JSON.stringify(await relays.list()).includes('very secret'))
    assert.equal(await relays.remove(id), true)
    assert.deepEqual(await relays.list(), [])
  })
})

describe('the relay to Last.fm', () => {
  it('signs in with the password, which it does not keep, and sends fifty at a time, signed', async () => {
    await open()
    const ignored = (code: string) => ({ ignoredMessage: { code } })
    world.answer((asked, response) => {
      const fields = new URLSearchParams(asked.body)
      if (fields.get('method') === 'auth.getMobileSession')
        return void response.end('{"session":{"name":"ada","key":"session","subscriber":0}}')
      const count = [...fields.keys()].filter((name) => name.startsWith('artist[')).length
      const rows = Array.from({ length: count }, (_, i) => ignored(fields.get(`track[${i}]`) === 'T0' ? '3' : '0'))
      response.end(JSON.stringify({ scrobbles: { scrobble: rows.length === 1 ? rows[0] : rows, '@attr': {} } }))
    })
    await relays.signIn(listenerId, { apiKey: 'key', sharedSecret: 'secret', username: 'ada', password: 'pass word' })
    await hear(Array.from({ length: 51 }, (_, i) => told(`T${i}`, i)))
    await settle()
    const calls = world.asked.map(({ body }) => new URLSearchParams(body))
    assert.deepEqual(
      calls.map((fields) => fields.get('method')),
      ['auth.getMobileSession', 'track.scrobble', 'track.scrobble'],
    )
    for (const fields of calls) {
      const names = [...fields.keys()].filter((name) => name !== 'api_sig' && name !== 'format').sort()
      const text = `${names.map((name) => name + fields.get(name)).join('')}secret`
      assert.equal(fields.get('api_sig'), createHash('md5').update(text).digest('hex'))
    }
    assert.deepEqual([calls[1].get('sk'), calls[1].get('track[49]'), calls[2].get('track[0]')], ['session', 'T49', 'T50'])
    const { sent, refused, refusedWhy } = await state()
    assert.deepEqual([sent, refused, refusedWhy], [50, 1, 'Last.fm does not take listens that are more than two weeks old.'])
  })

  it('says what Last.fm said where it does not let Deepcut in', async () => {
    await open()
    world.answer((_asked, response) => void response.writeHead(403).end('{"error":4,"message":"Authentication Failed"}'))
    const account = { apiKey: 'k', sharedSecret: 's', username: 'ada', password: 'wrong' }
    await assert.rejects(relays.signIn(listenerId, account), /Last\.fm did not let Deepcut in: Authentication Failed/)
    assert.deepEqual(await relays.list(), [])
  })
})
