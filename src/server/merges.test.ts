// What tells of a listen over HTTP: each row with its source, parted and joined again.

import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { importPaths } from '#listens'
import { openTestHouse } from '../../test/house.ts'
import { openBackground } from './background.ts'
import { createServer } from './create-server.ts'

it('the history marks what several rows tell; a merge is shown, undone, and brought back', async () => {
  const house = openTestHouse()
  const background = openBackground(house)
  const app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
  const call = async (method: 'GET' | 'POST', url: string, status = 200) => {
    const answer = await app.inject({ method, url, headers: { host: 'localhost' } })
    assert.equal(answer.statusCode, status, answer.body)
    return answer.json()
  }
  const [me] = await house.listeners.list()
  const folder = join(house.homePath, 'export')
  mkdirSync(folder)
  const row = { master_metadata_track_name: 'Song', master_metadata_album_artist_name: 'Artist', spotify_track_uri: 'spotify:track:1' }
  writeFileSync(
    join(folder, 'endsong_0.json'),
    JSON.stringify([
      { ...row, ts: '2024-05-01T10:01:00Z', ms_played: 60_000, reason_start: 'clickrow', reason_end: 'trackerror' },
      { ...row, ts: '2024-05-01T10:03:01Z', ms_played: 120_000, reason_start: 'trackerror', reason_end: 'trackdone' },
    ]),
  )
  writeFileSync(
    join(folder, 'plays.csv'),
    'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n1714557601,,Artist,,,,Song,\n',
  )
  const { sources } = await importPaths(house, { paths: [folder], listenerId: me.id })
  assert.deepEqual(
    sources.map(({ merged }) => merged),
    [
      { same: 1, continued: 1, with: [{ format: 'lastfm-ghan-csv', count: 1 }, { format: 'spotify-extended', count: 1 }] }, // biome-ignore format: a row
      { same: 1, continued: 0, with: [{ format: 'spotify-extended', count: 1 }] },
    ],
  )

  const { items } = await call('GET', '/api/listens')
  assert.deepEqual(
    items.map((item: { msPlayed: number; toldBy: number }) => [item.msPlayed, item.toldBy]),
    [[180_000, 3]],
  )
  const told = await call('GET', `/api/listens/${items[0].id}`)
  assert.equal(told.msPlayed, 180_000)
  const as = (body: { tellings: { as: string; source: { format: string } }[] }) =>
    body.tellings.map((one) => `${one.as} ${one.source.format}`).sort()
  assert.deepEqual(as(told), ['continued spotify-extended', 'same lastfm-ghan-csv', 'stands spotify-extended'])
  const scrobble = told.tellings.find((one: { as: string }) => one.as === 'same').id

  assert.equal((await call('POST', `/api/listens/${items[0].id}/apart`, 409)).code, 'LISTEN_STANDS')
  const parted = await call('POST', `/api/listens/${scrobble}/apart`)
  assert.deepEqual([parted.id, as(parted), parted.apartFrom.length], [scrobble, ['stands lastfm-ghan-csv'], 1])
  await importPaths(house, { paths: [folder], listenerId: me.id })
  assert.equal((await call('GET', '/api/listens')).items.length, 2)
  assert.equal((await call('POST', `/api/listens/${scrobble}/together`)).id, items[0].id)
  assert.equal((await call('GET', '/api/listens')).items.length, 1)
  await call('GET', '/api/listens/4711', 404)
  await app.close()
  await background.close()
  await house.close()
})

it('two tracks that a person calls one were one listen where both told of it', async () => {
  const house = openTestHouse()
  const background = openBackground(house)
  const app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
  const [me] = await house.listeners.list()
  const spotify = join(house.homePath, 'StreamingHistory_music_0.json')
  writeFileSync(spotify, JSON.stringify([{ endTime: '2024-05-01 10:03', artistName: 'Artist', trackName: 'Nachtlied', msPlayed: 180_000 }]))
  const scrobbles = join(house.homePath, 'plays.csv')
  writeFileSync(scrobbles, 'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n1714557610,,Artist,,,,Night Song,\n')
  await importPaths(house, { paths: [spotify, scrobbles], listenerId: me.id })
  const standing = await house.listens.recent({ listenerId: me.id, countMax: 9 })
  assert.equal(standing.length, 2)
  const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload, headers: { host: 'localhost' } })
  const merged = await post('/api/identity/merge', { trackIds: standing.map(({ trackId }) => trackId) })
  assert.equal(merged.statusCode, 200, merged.body)
  assert.equal(await house.listens.count(me.id), 1)
  await post(`/api/identity/edits/${merged.json().id}/undo`, {})
  assert.equal(await house.listens.count(me.id), 2)
  await app.close()
  await background.close()
  await house.close()
})
