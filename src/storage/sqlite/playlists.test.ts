// What sources tell beside listens: told again, gone with its source, and never above what the listener says here.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fixedClock } from '#kernel'
import type { TrackId } from '#library'
import type { ListenerId, NewPlaylist, SourceId } from '#listens'
import { openStores } from '../open.ts'

const NOW = Date.UTC(2026, 10, 21)
async function open() {
  const stores = openStores('sqlite::memory:', fixedClock(NOW))
  const me: ListenerId = (await stores.listeners.list())[0].id
  const source = (label: string, atMs = NOW): Promise<SourceId> =>
    stores.sources.ensure({ listenerId: me, label, format: 'spotify-playlists', synthetic: false, atMs })
  const tracks = await stores.tracks.identify(
    [
      { title: 'A', artistNames: ['X'] },
      { title: 'B', artistNames: ['X'] },
    ],
    'history',
  )
  const said = async () => (await stores.feedback.list(me)).map(({ trackId, kind, atMs }) => [trackId, kind, atMs])
  return { ...stores, me, source, tracks, said }
}
const playlist = (name: string, trackIds: readonly (TrackId | null)[], origin = name): NewPlaylist => ({
  origin, name, description: null, modifiedAtMs: null,
  items: trackIds.map((trackId, i) => ({ trackId, title: `T${i}`, artistName: 'X', albumTitle: null, sourceUri: null, addedAtMs: i })),
}) // biome-ignore format: short
const ALL = { offset: 0, countMax: 100 }

describe('playlists of a source', () => {
  it('are replaced when it tells again, keep their ids, and go with it', async () => {
    const { playlists, sources, me, source, tracks } = await open()
    const [one, other] = [await source('one'), await source('other')]
    await playlists.tell(me, one, [playlist('P', [tracks[0], null, tracks[1], tracks[0]]), playlist('Q', [])])
    await playlists.tell(me, other, [playlist('R', [tracks[1]])])
    const [before] = await playlists.list(me)
    await playlists.tell(me, one, [playlist('P', [tracks[1]])])
    const after = await playlists.list(me)
    assert.deepEqual(
      after.map(({ name, entryCount, playableCount }) => [name, entryCount, playableCount]),
      [
        ['P', 1, 0],
        ['R', 1, 0],
      ],
    )
    assert.equal(after[0].id, before.id)
    assert.deepEqual(
      (await playlists.entries(before.id, ALL)).map(({ trackId }) => trackId),
      [tracks[1]],
    )
    await sources.remove(one)
    assert.deepEqual(
      (await playlists.list(me)).map(({ name }) => name),
      ['R'],
    )
    assert.deepEqual([await playlists.get(me, before.id), await playlists.entries(before.id, ALL)], [null, []])
  })

  it('of two exports, the newer one is shown; the older comes back when that goes', async () => {
    const { playlists, sources, me, source, tracks } = await open()
    const [old, young] = [await source('old', NOW - 1000), await source('young')]
    await playlists.tell(me, young, [playlist('P', [tracks[0], tracks[1]]), playlist('P', [], 'P#2')])
    await playlists.tell(me, old, [playlist('P', [tracks[0]])])
    assert.deepEqual(
      (await playlists.list(me)).map(({ entryCount }) => entryCount),
      [2, 0],
    )
    await sources.remove(young)
    assert.deepEqual(
      (await playlists.list(me)).map(({ entryCount }) => entryCount),
      [1],
    )
  })

  it('one may be put again by its origin, under another name', async () => {
    const { playlists, me, source, tracks } = await open()
    const live = await source('live')
    const id = await playlists.put(me, live, playlist('P', [tracks[0]], 'spotify:playlist:1'))
    assert.equal(await playlists.put(me, live, playlist('New', [], 'spotify:playlist:1')), id)
    assert.deepEqual(
      (await playlists.list(me)).map(({ name, entryCount }) => [name, entryCount]),
      [['New', 0]],
    )
    assert.deepEqual((await playlists.entries(id, { offset: 5, countMax: 1 })).length, 0)
  })
})

describe('told hearts and bans', () => {
  it('are seen, keep their first date, and go with their source', async () => {
    const { feedback, sources, me, source, tracks, said } = await open()
    const [one, other] = [await source('one'), await source('other')]
    await feedback.tell(
      me,
      one,
      [
        { trackId: tracks[0], kind: 'love', atMs: null },
        { trackId: tracks[1], kind: 'ban', atMs: 5 },
      ],
      NOW,
    )
    await feedback.tell(me, one, [{ trackId: tracks[0], kind: 'love', atMs: null }], NOW + 9)
    assert.deepEqual(await said(), [[tracks[0], 'love', NOW]])
    await feedback.tell(me, other, [{ trackId: tracks[0], kind: 'ban', atMs: NOW + 1 }], NOW)
    assert.deepEqual(await said(), [[tracks[0], 'ban', NOW + 1]])
    await sources.remove(other)
    assert.deepEqual(await said(), [[tracks[0], 'love', NOW]])
    await sources.remove(one)
    assert.deepEqual(await said(), [])
  })

  it('stand below what is said here, also where it is taken back', async () => {
    const { feedback, sources, me, source, tracks, said } = await open()
    const one = await source('one')
    await feedback.tell(
      me,
      one,
      [
        { trackId: tracks[0], kind: 'love', atMs: 1 },
        { trackId: tracks[1], kind: 'love', atMs: 2 },
      ],
      NOW,
    )
    await feedback.set(me, tracks[0], 'ban', NOW)
    await feedback.set(me, tracks[1], null, NOW)
    assert.deepEqual(await said(), [[tracks[0], 'ban', NOW]])
    await feedback.tell(me, one, [{ trackId: tracks[1], kind: 'love', atMs: 3 }], NOW)
    assert.deepEqual(await said(), [[tracks[0], 'ban', NOW]])
    await sources.remove(one)
    assert.deepEqual(await said(), [[tracks[0], 'ban', NOW]])
    await feedback.set(me, tracks[0], null, NOW)
    assert.deepEqual(await said(), [])
  })
})
