// Taking the demo away: its music, history and plays go, everything else stays.

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { addTrack, NOW_MS, openTestHouse } from '../../test/house.ts'
import { openBackground } from './background.ts'
import { createServer } from './create-server.ts'

it('removes what is synthetic, and nothing else', async () => {
  const house = openTestHouse()
  const background = openBackground(house)
  const app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
  const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const answer = await app.inject({ method, url, payload, headers: { host: 'localhost' } })
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }
  const demoFolder = join(house.homePath, 'demo')
  mkdirSync(demoFolder)
  writeFileSync(join(demoFolder, 'README.txt'), 'synthetic')
  await house.folders.add(join(demoFolder, 'music'), { synthetic: true })
  const own = await addTrack(house, { title: 'Own', artist: 'Ada', analysed: false })
  const made = await addTrack(house, { title: 'Made', artist: 'Nobody', analysed: false, synthetic: true })
  const played = { startedAtMs: NOW_MS - 60_000, msPlayed: 3000, reasonEnd: 'trackdone', reasonStart: 'clickrow' }
  await call('POST', '/api/listens', { ...played, trackId: own.id, playId: 'own-play-1' })
  await call('POST', '/api/listens', { ...played, trackId: made.id, playId: 'demo-play-1' })
  assert.equal((await call('GET', '/api/status')).demo, true)

  const told: string[] = []
  house.events.subscribe((event) => told.push(event.name))
  assert.deepEqual(await call('DELETE', '/api/demo'), { ok: true })

  const status = await call('GET', '/api/status')
  assert.deepEqual([status.demo, status.counts.tracks, status.counts.listens], [false, 1, 1])
  assert.deepEqual(
    (await call('GET', '/api/listens')).items.map(({ title }: { title: string }) => title),
    ['Own'],
  )
  assert.deepEqual((await call('GET', '/api/folders')).items, [{ path: house.homePath, synthetic: false }])
  assert.equal(existsSync(demoFolder), false)
  assert.ok(told.includes('library.changed') && told.includes('recommendations.changed'))
  assert.deepEqual(await call('DELETE', '/api/demo'), { ok: true })
  await app.close()
  await background.close()
  await house.close()
})
