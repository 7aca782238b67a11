// Acts and their sums: told twice adds nothing, sums grow with each act, and go with the track.

import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { inProcessEvents } from '#events'
import { fixedClock } from '#kernel'
import type { TrackId } from '#library'
import { openStores, type Stores } from '../storage/open.ts'
import { type EngagementKind, recordEngagement } from './engagement.ts'
import type { ListenerId } from './listener.ts'

describe('engagement', () => {
  let stores: Stores
  let me: ListenerId
  let a: TrackId
  let b: TrackId
  const events = inProcessEvents()
  beforeEach(async () => {
    stores = openStores('sqlite::memory:', fixedClock(0))
    me = (await stores.listeners.list())[0].id
    ;[a, b] = await stores.tracks.identify(
      [
        { title: 'A', artistNames: ['X'] },
        { title: 'B', artistNames: ['X'] },
      ],
      'history',
    )
  })
  const act = (kind: EngagementKind, trackId: TrackId, atMs: number, positionMs: number | null = null) => ({
    listenerId: me,
    trackId,
    kind,
    atMs,
    positionMs,
    key: `${trackId}|${atMs}`,
  })

  it('sums each act once, however often it is told, and tells of what is new', async () => {
    const told: string[] = []
    const stop = events.subscribe(({ name, data }) => name === 'engagement.recorded' && told.push(data.kind))
    const acts = [
      act('start', a, 1),
      act('progress', a, 2, 45_000),
      act('progress', a, 3, 90_000),
      act('skip', a, 4, 95_000),
      act('love', b, 5),
    ]
    assert.equal(await recordEngagement({ ...stores, events }, acts), 5)
    assert.equal(await recordEngagement({ ...stores, events }, acts), 0)
    stop()
    assert.deepEqual(told, ['start', 'progress', 'progress', 'skip', 'love'])
    const [first, second] = await stores.engagement.totals(me, { countMax: 10 })
    assert.deepEqual(first, {
      trackId: b,
      starts: 0,
      progresses: 0,
      skips: 0,
      ends: 0,
      loves: 1,
      bans: 0,
      playlistAdds: 0,
      furthestMs: null,
      lastAtMs: 5,
    })
    assert.deepEqual(second, {
      trackId: a,
      starts: 1,
      progresses: 2,
      skips: 1,
      ends: 0,
      loves: 0,
      bans: 0,
      playlistAdds: 0,
      furthestMs: 95_000,
      lastAtMs: 4,
    })
  })
  it('gives the sums of some tracks, and acts newest first', async () => {
    await stores.engagement.record([act('start', a, 1), act('end', a, 2), act('ban', b, 3), act('clear', b, 4), act('playlist-add', b, 5)])
    assert.deepEqual(
      (await stores.engagement.totals(me, { trackIds: [a], countMax: 10 })).map((row) => row.ends),
      [1],
    )
    assert.deepEqual(
      (await stores.engagement.recent(me, { countMax: 2 })).map((row) => row.kind),
      ['playlist-add', 'clear'],
    )
    assert.deepEqual(
      (await stores.engagement.recent(me, { trackId: a, countMax: 9 })).map((row) => row.kind),
      ['end', 'start'],
    )
    const [sums] = await stores.engagement.totals(me, { trackIds: [b], countMax: 1 })
    assert.deepEqual([sums.bans, sums.playlistAdds, sums.lastAtMs], [1, 1, 5])
  })
  it('an act of an unknown track is refused and takes its batch with it', async () => {
    await assert.rejects(stores.engagement.record([act('start', a, 1), act('start', 999 as TrackId, 2)]))
    assert.deepEqual(await stores.engagement.totals(me, { countMax: 1 }), [])
  })
})

describe('engagement that an export tells of', () => {
  it('goes with its source, out of the sums too', async () => {
    const stores = openStores('sqlite::memory:', fixedClock(0))
    const listenerId = (await stores.listeners.list())[0].id
    const [trackId] = await stores.tracks.identify([{ title: 'A', artistNames: ['X'] }], 'history')
    const sourceId = await stores.sources.ensure({ listenerId, label: 'p', format: 'spotify-playlists', synthetic: false, atMs: 0 })
    await stores.engagement.record([
      { listenerId, trackId, kind: 'playlist-add', atMs: 1, sourceId, key: 'told' },
      { listenerId, trackId, kind: 'playlist-add', atMs: 2, key: 'own' },
    ])
    const adds = async () => (await stores.engagement.totals(listenerId, { countMax: 1 }))[0].playlistAdds
    assert.equal(await adds(), 2)
    await stores.sources.remove(sourceId)
    assert.equal(await adds(), 1)
  })
})
