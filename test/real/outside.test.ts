// Enrichment as a process that is killed again and again: it goes on where it was, asks at most the question in hand twice, and stops at once when told.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { seededRandom } from '../../src/kernel/index.ts'
import type { EnrichmentState, Outside, OutsideCalls, TrackPage } from '../../src/server/contract.ts'
import { deepcut, type Serving, serve } from './deepcut.ts'

const TRACKS = 300
const KILLS = 6

describe('enrichment that is killed', { timeout: 300_000 }, () => {
  const home = mkdtempSync(join(tmpdir(), 'deepcut-outside-'))
  const asked: string[] = []
  let answerAfterMs = 0
  const world = createServer((request, response) => {
    asked.push(request.url ?? '')
    setTimeout(() => response.end(JSON.stringify({ id: 1, rank: 500_000, duration: 200 })), answerAfterMs)
  })
  let env: Record<string, string>
  let serving: Serving
  before(async () => {
    await new Promise<void>((resolve) => world.listen(0, '127.0.0.1', resolve))
    env = { DEEPCUT_DEEZER_URL: `http://127.0.0.1:${(world.address() as AddressInfo).port}` }
    const rows = Array.from({ length: TRACKS }, (_, i) => `Song ${i},Artist ${i},Album,AA${String(i).padStart(10, '0')},`)
    const path = join(home, 'tracks.csv')
    writeFileSync(path, ['track_name,artist_name,album_name,isrc,popularity', ...rows].join('\n'))
    await deepcut(home, ['import', path])
    serving = await serve(home, [], env)
  })
  after(async () => {
    await serving.kill()
    world.closeAllConnections()
    world.close()
    rmSync(home, { recursive: true, force: true })
  })
  const ask = async <Answer>(path: string, body?: object): Promise<Answer> => {
    const init = body && { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return (await (await fetch(`${serving.url}${path}`, init)).json()) as Answer
  }
  const deezer = async () => (await ask<EnrichmentState>('/api/outside/enrichment')).kinds.find(({ kind }) => kind === 'deezer')!
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

  it('loses nothing and asks nothing twice but what was in hand', async () => {
    assert.deepEqual([(await deezer()).waiting, asked.length], [TRACKS, 0])
    await ask<Outside>('/api/outside/hosts/deezer', { on: true, delayMs: 5 })
    const random = seededRandom(4)
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(300 + random.next() * 700)
      await serving.kill()
      serving = await serve(home, [], env)
    }
    for (let i = 0; i < 240 && (await deezer()).found < TRACKS; i++) await pause(250)
    assert.equal((await deezer()).found, TRACKS)
    const questions = asked.filter((path) => path.startsWith('/track/'))
    assert.equal(new Set(questions).size, TRACKS)
    assert.ok(questions.length <= TRACKS + KILLS, `${questions.length} questions about ${TRACKS} tracks`)
    console.log(`${TRACKS} tracks, ${KILLS} kills: ${questions.length} calls`)
  })

  it('writes what it learned, and stops at once in the middle of a call', async () => {
    await pause(100)
    await serving.stop()
    serving = await serve(home, [], env)
    const { items } = await ask<TrackPage>('/api/tracks?playable=any&count=500')
    assert.equal(items.filter((track) => track.durationMs === 200_000).length, TRACKS)
    answerAfterMs = 60_000
    const path = join(home, 'more.csv')
    writeFileSync(path, 'track_name,artist_name,album_name,isrc,popularity\nOne more,Somebody,Album,BB0000000001,')
    await serving.stop()
    await deepcut(home, ['import', path])
    serving = await serve(home, [], env)
    for (let i = 0; i < 100 && !asked.at(-1)?.includes('BB0000000001'); i++) await pause(100)
    const ran = await serving.stop()
    assert.equal(ran.status, 0)
    serving = await serve(home, [], env)
    for (let i = 0; i < 100 && !asked.at(-1)?.includes('BB0000000001'); i++) await pause(100)
    const { items: calls } = await ask<OutsideCalls>('/api/outside/calls?count=5')
    assert.ok(calls.some((call) => call.status === null && call.fault !== null))
  })
})
