// A year over HTTP: as the contract says, for any listener and time, with sound where files are owned.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { extendedFiles, extendedHistory, inventTracks, writeFolder } from '../../test/history.ts'
import { addTrack, openTestHouse } from '../../test/house.ts'
import { importPaths, recordPlay } from '../listens/index.ts'
import { openBackground } from './background.ts'
import { YearBody, YearsBody } from './contract.ts'
import { createServer } from './create-server.ts'

async function openApi() {
  const house = openTestHouse()
  const background = openBackground(house)
  const app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'GET', url, headers: { host: 'localhost', ...headers } })
  const close = async () => {
    await app.close()
    await background.close()
    await house.close()
  }
  return { house, get, close }
}

describe('a year over HTTP', () => {
  let api: Awaited<ReturnType<typeof openApi>>
  before(async () => {
    api = await openApi()
  })
  after(() => api.close())

  it('says so where there is no history yet', async () => {
    const answer = await api.get('/api/year')
    assert.equal(answer.statusCode, 200, answer.body)
    const body = YearBody.parse(answer.json())
    assert.deepEqual([body.period, body.cards, body.sparse], [null, [], 'There are no listens yet.'])
    assert.equal(YearsBody.parse((await api.get('/api/years')).json()).byDefault, null)
  })

  it('is told from an import, with the tracks that are owned, and kept until the history changes', async () => {
    const [{ id: listenerId }] = await api.house.listeners.list()
    const rows = extendedHistory({
      seed: 5,
      rows: 900,
      tracks: inventTracks(5, 90),
      fromMs: Date.UTC(2025, 0, 1),
      toMs: Date.UTC(2026, 5, 1),
    })
    await importPaths(api.house, { paths: [writeFolder(join(api.house.homePath, 'export'), extendedFiles(rows))], listenerId })
    const { id: trackId } = await addTrack(api.house, { title: 'Owned', artist: 'Ada' })
    const play = (at: number) =>
      recordPlay(api.house, { trackId, listenerId, startedAtMs: Date.UTC(2025, 2, 3) + at * 7_200_000, msPlayed: 3000, reasonStart: 'clickrow', reasonEnd: 'trackdone', playId: `year-play-${at}` }) // biome-ignore format: one line
    for (let at = 0; at < 30; at++) await play(at)
    const first = await api.get('/api/year?from=2025&to=2025&zone=Europe/Berlin')
    const body = YearBody.parse(first.json())
    assert.ok(body.cards.length >= 8, body.cards.map(({ kind }) => kind).join())
    assert.equal(body.period!.title, 'Your 2025')
    const sound = body.cards.find(({ kind }) => kind === 'time')!.soundtrack!
    assert.deepEqual([sound.track.id, sound.track.playable], [trackId, true])
    assert.ok(sound.startS >= 0 && sound.startS < 3)
    const etag = String(first.headers['etag'])
    assert.equal((await api.get('/api/year?from=2025&to=2025&zone=Europe/Berlin', { 'if-none-match': etag })).statusCode, 304)
    await play(31)
    assert.equal((await api.get('/api/year?from=2025&to=2025&zone=Europe/Berlin', { 'if-none-match': etag })).statusCode, 200)
    const { years, byDefault } = YearsBody.parse((await api.get('/api/years?zone=Europe/Berlin')).json())
    assert.deepEqual([years.map(({ year }) => year), byDefault], [[2026, 2025], 2026])
  })

  it('says what is wrong with a question', async () => {
    for (const [url, status, code] of [
      ['/api/year?user=nobody', 404, 'LISTENER_UNKNOWN'],
      ['/api/year?zone=Mars/Olympus', 400, 'ZONE_UNKNOWN'],
      ['/api/year?from=2025-02-30', 400, 'PERIOD_INVALID'],
      ['/api/year?from=2026&to=2025', 400, 'PERIOD_INVALID'],
      ['/api/years?user=nobody', 404, 'LISTENER_UNKNOWN'],
    ] as const) {
      const answer = await api.get(url)
      assert.deepEqual([answer.statusCode, answer.json().code], [status, code], answer.body)
    }
  })
})
