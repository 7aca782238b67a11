// Playlists over HTTP: what exports told of, with what of it can be played.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { addTrack, NOW_MS, openTestHouse, type TestHouse } from '../../test/house.ts'
import type { App } from './app.ts'
import { type Background, openBackground } from './background.ts'
import { PlaylistDetail, Playlists } from './contract.ts'
import { createServer } from './create-server.ts'

let house: TestHouse
let background: Background
let app: App
let blue: number
before(async () => {
  house = openTestHouse()
  background = openBackground(house)
  app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: join(house.homePath, 'no-page') })
  blue = (await addTrack(house, { title: 'Blue', artist: 'Ada', album: 'Colours', analysed: false })).id
  const [far] = await house.tracks.identify([{ title: 'Far', artistNames: ['Bob'] }], 'history')
  const [me] = await house.listeners.list()
  const label = '/home/me/export.zip/Spotify Account Data/Playlist1.json'
  const sourceId = await house.sources.ensure({ listenerId: me.id, label, format: 'spotify-playlists', synthetic: false, atMs: NOW_MS })
  const entry = (title: string, trackId: number | null) => ({
    title,
    trackId: trackId as typeof far | null,
    artistName: 'Ada',
    albumTitle: null,
    sourceUri: null,
    addedAtMs: 7,
  })
  const items = [entry('Blue', blue), entry('Talk', null), entry('Far', far), entry('Blue', blue)]
  await house.playlists.tell(me.id, sourceId, [{ origin: 'Mine#1', name: 'Mine', description: 'Loud & soft', modifiedAtMs: 5, items }])
})
after(async () => {
  await app.close()
  await background.close()
  await house.close()
})
const call = (url: string) => app.inject({ method: 'GET', url, headers: { host: '127.0.0.1:4747' } })

describe('playlists', () => {
  it('are listed with where they come from and how much of them plays', async () => {
    const { items } = Playlists.parse((await call('/api/playlists')).json())
    assert.deepEqual(items, [
      {
        id: items[0].id,
        name: 'Mine',
        description: 'Loud & soft',
        source: 'Playlist1.json',
        modifiedAtMs: 5,
        entryCount: 4,
        playableCount: 2,
      },
    ])
  })

  it('are told entry by entry, a part at a time', async () => {
    const [{ id }] = Playlists.parse((await call('/api/playlists')).json()).items
    const { entries } = PlaylistDetail.parse((await call(`/api/playlists/${id}`)).json())
    assert.deepEqual(
      entries.map(({ position, title, track }) => [position, title, track?.playable ?? null]),
      [
        [1, 'Blue', true],
        [2, 'Talk', null],
        [3, 'Far', false],
        [4, 'Blue', true],
      ],
    )
    const part = PlaylistDetail.parse((await call(`/api/playlists/${id}?offset=2&count=1`)).json())
    assert.deepEqual([part.entryCount, part.entries.map(({ position }) => position)], [4, [3]])
  })

  it('of nobody else, and none that is not there', async () => {
    await house.listeners.ensure('other')
    const [{ id }] = Playlists.parse((await call('/api/playlists')).json()).items
    assert.deepEqual((await call('/api/playlists?user=other')).json(), { items: [] })
    for (const url of [`/api/playlists/${id}?user=other`, '/api/playlists/999'])
      assert.equal((await call(url)).json().code, 'PLAYLIST_UNKNOWN')
  })
})
