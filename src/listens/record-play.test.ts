// Plays of the own player: kept once, seen at once, with the reasons and times the page gave.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DeepcutEvent, inProcessEvents } from '#events'
import { fixedClock } from '#kernel'
import type { TrackId } from '#library'
import { openStores } from '../storage/open.ts'
import { type PlayedTrack, recordPlay } from './record-play.ts'

const NOW = Date.UTC(2026, 10, 21, 12)

async function open() {
  const stores = openStores('sqlite::memory:', fixedClock(NOW))
  const events = inProcessEvents()
  const told: DeepcutEvent[] = []
  events.subscribe((event) => told.push(event))
  const [me] = await stores.listeners.list()
  const sighting = { title: 'Hoppípolla', artistNames: ['Sigur Rós'], albumTitle: 'Takk...', durationMs: 268_000 }
  const [trackId] = await stores.tracks.identify([sighting], 'file')
  const [demoId] = await stores.tracks.identify(
    [{ title: 'Demo piece', artistNames: ['Deepcut'], durationMs: 50_000, synthetic: true }],
    'file',
  )
  let playNo = 0
  const play = (set: Partial<PlayedTrack> = {}): PlayedTrack => ({
    listenerId: me.id,
    trackId,
    startedAtMs: NOW - 600_000,
    msPlayed: 268_000,
    reasonStart: 'clickrow',
    reasonEnd: 'trackdone',
    playId: `play-no-${playNo++}`,
    ...set,
  })
  const deps = { ...stores, events, clock: fixedClock(NOW) }
  return { ...stores, me, trackId, demoId, told, play, record: (set?: Partial<PlayedTrack>) => recordPlay(deps, play(set)) }
}

describe('a play of the own player', () => {
  it('is in recent and tally at once, to the ms', async () => {
    const house = await open()
    assert.deepEqual(await house.record({ startedAtMs: NOW - 500_123 }), { added: true })
    const [listen] = await house.listens.recent({ listenerId: house.me.id, countMax: 5 })
    assert.deepEqual(
      [
        listen.trackId,
        listen.title,
        listen.artistName,
        listen.albumTitle,
        listen.startedAtMs,
        listen.endedAtMs,
        listen.precision,
        listen.skipped,
      ],
      [house.trackId, 'Hoppípolla', 'Sigur Rós', 'Takk...', NOW - 500_123, NOW - 232_123, 'ms', false],
    )
    const tally = await house.listens.tally(house.me.id)
    assert.deepEqual([tally.plays[0], tally.completions[0], tally.skips[0]], [1, 1, 0])
    assert.deepEqual(house.told, [{ name: 'listen.recorded', data: { listenerId: house.me.id, trackId: house.trackId, skipped: false } }])
  })
  it('is kept once, however often it is told', async () => {
    const house = await open()
    await house.record({ playId: 'the-same-play' })
    assert.deepEqual(await house.record({ playId: 'the-same-play', startedAtMs: NOW - 300_000 }), { added: false })
    assert.equal(house.told.length, 1)
    assert.equal(await house.listens.count(), 1)
  })
  it('next and back are skips before the end, and not at it; stopping, choosing and leaving are none', async () => {
    const house = await open()
    const skips: [string, number, boolean][] = [['fwdbtn', 20_000, true], ['backbtn', 20_000, true], ['fwdbtn', 262_000, false], ['endplay', 20_000, false], ['clickrow', 20_000, false], ['logout', 20_000, false]] // biome-ignore format: a table
    for (const [reasonEnd, msPlayed, skipped] of skips) {
      await house.record({ reasonEnd, msPlayed })
      assert.deepEqual(
        house.told.at(-1)?.data,
        { listenerId: house.me.id, trackId: house.trackId, skipped },
        `${reasonEnd} after ${msPlayed}`,
      )
    }
    assert.equal((await house.listens.tally(house.me.id)).skips[0], 2)
  })
  it('two quick plays of one track are two listens', async () => {
    const house = await open()
    await house.record({ startedAtMs: NOW - 60_000, msPlayed: 5000, reasonEnd: 'backbtn' })
    await house.record({ startedAtMs: NOW - 54_000, msPlayed: 5000, reasonEnd: 'backbtn' })
    assert.equal(await house.listens.count(), 2)
  })
  it('a page whose clock is ahead places nothing in the future', async () => {
    const house = await open()
    await house.record({ startedAtMs: NOW + 86_400_000 })
    assert.equal((await house.listens.recent({ listenerId: house.me.id, countMax: 1 }))[0].endedAtMs, NOW)
  })
  it('the demo’s tracks are played from a source of their own, which goes with the demo', async () => {
    const house = await open()
    await house.record({ trackId: house.demoId })
    await house.record()
    const sources = await house.sources.list(house.me.id)
    assert.deepEqual(sources.map((source) => source.synthetic).sort(), [false, true])
    for (const source of sources.filter((one) => one.synthetic)) await house.sources.remove(source.id)
    await house.tracks.removeSynthetic()
    assert.equal(await house.listens.count(), 1)
  })
  it('an unknown track is a fault', async () => {
    const house = await open()
    await assert.rejects(house.record({ trackId: 4711 as TrackId }), { code: 'TRACK_UNKNOWN' })
  })
})
