// Decisions about identity over HTTP: what waits, what is decided, and that later imports keep to it.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { importPaths } from '#listens'
import { openTestHouse } from '../../test/house.ts'
import { openBackground } from './background.ts'
import { createServer } from './create-server.ts'

const rows = (...told: readonly (readonly [artist: string, title: string])[]) =>
  JSON.stringify(
    told.map(([artistName, trackName], i) => ({ endTime: `2024-05-0${i + 1} 10:00`, artistName, trackName, msPlayed: 200_000 })),
  )

it('shows what waits, keeps what a person decides through the next import, and takes it back', async () => {
  const house = openTestHouse()
  const background = openBackground(house)
  const app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
  const call = async (method: 'GET' | 'POST', url: string, payload?: object, status = 200) => {
    const answer = await app.inject({ method, url, payload, headers: { host: 'localhost' } })
    assert.equal(answer.statusCode, status, answer.body)
    return answer.json()
  }
  const [me] = await house.listeners.list()
  const path = join(house.homePath, 'StreamingHistory_music_0.json')
  const told = [
    ['Beatles', 'Here Comes the Sun'],
    ['Beatles Revival Band', 'Here Comes the Sun'],
    ['Beatles', 'Here Comes the Sun'],
  ] as const
  writeFileSync(path, rows(...told))
  await importPaths(house, { paths: [path], listenerId: me.id })

  const waiting = await call('GET', '/api/identity/review')
  assert.equal(waiting.total, 1)
  const [{ sides, reasons }] = waiting.items
  assert.deepEqual(reasons, ['same title', "artist differs: 'Beatles' / 'Beatles Revival Band'"])
  assert.deepEqual(
    sides.map(({ plays, wordings }: { plays: number; wordings: string[] }) => [plays, wordings]),
    [
      [2, ['Beatles – Here Comes the Sun']],
      [1, ['Beatles Revival Band – Here Comes the Sun']],
    ],
  )
  const trackIds = sides.map(({ track }: { track: { id: number } }) => track.id)

  const told2: string[] = []
  house.events.subscribe((event) => told2.push(event.name))
  const merged = await call('POST', '/api/identity/merge', { trackIds })
  assert.ok(told2.includes('library.changed'))
  assert.equal((await call('GET', '/api/identity/review')).total, 0)
  assert.equal((await call('GET', `/api/tracks/${merged.trackIds[0]}`)).plays.counted, 3)
  writeFileSync(path, rows(...told, ['Beatles Revival Band', 'HERE COMES THE SUN']))
  await importPaths(house, { paths: [path], listenerId: me.id })
  assert.equal((await call('GET', `/api/tracks/${merged.trackIds[0]}`)).plays.counted, 4)

  const { wordings } = await call('GET', `/api/identity/tracks/${merged.trackIds[0]}`)
  assert.deepEqual(
    wordings.map(({ listens }: { listens: number }) => listens),
    [2, 1, 1],
  )
  await call('POST', `/api/identity/edits/${merged.id}/undo`)
  await call('POST', `/api/identity/edits/${merged.id}/undo`, undefined, 409)
  assert.deepEqual(await Promise.all(trackIds.map(async (id: number) => (await call('GET', `/api/tracks/${id}`)).plays.counted)), [2, 2])

  const artistId = sides[0].track.artistId
  await call('POST', '/api/identity/alias', { artistId, name: 'Beatles Revival Band' })
  assert.deepEqual(await call('GET', `/api/identity/artists/${artistId}`), { aliases: ['Beatles Revival Band'] })
  const { items, total } = await call('GET', '/api/identity/edits')
  assert.deepEqual([total, items[0].kind, items[1].undoneAtMs === null], [2, 'alias', false])
  await call('POST', `/api/identity/edits/${items[0].id}/undo`)

  await call('POST', '/api/identity/rename', { trackId: trackIds[0], title: 'Here Comes The Sun (1969)' })
  assert.equal((await call('GET', `/api/tracks/${trackIds[0]}`)).title, 'Here Comes The Sun (1969)')
  const own = await call('GET', `/api/identity/tracks/${trackIds[1]}`)
  const split = await call('POST', '/api/identity/split', { trackId: trackIds[1], heardIds: [own.wordings[0].heardId] })
  for (const source of await house.sources.list()) await house.sources.remove(source.id)
  await importPaths(house, { paths: [path], listenerId: me.id })
  assert.equal((await call('GET', `/api/tracks/${split.trackIds[0]}`)).plays.counted, 1)
  await call('POST', '/api/identity/apart', { trackIds: [split.trackIds[0], trackIds[0]] })
  await call('POST', '/api/identity/merge', { trackIds: [trackIds[0]] }, 400)
  await call('POST', '/api/identity/split', { trackId: 999, heardIds: [1] }, 404)
  for (const { id, undoneAtMs } of (await call('GET', '/api/identity/edits')).items)
    if (undoneAtMs === null) await call('POST', `/api/identity/edits/${id}/undo`)
  assert.equal((await call('GET', `/api/tracks/${trackIds[0]}`)).title, 'Here Comes the Sun')
  assert.deepEqual(await Promise.all(trackIds.map(async (id: number) => (await call('GET', `/api/tracks/${id}`)).plays.counted)), [2, 2])
  await app.close()
  await background.close()
  await house.close()
})
