// The insights over HTTP: every one as the contract says, as tables and as CSV, kept until anything changes, and clear where it is asked wrongly.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type ExtendedRow, extendedFiles, extendedHistory, inventTracks, writeFolder } from '../../test/history.ts'
import { NOW_MS, openTestHouse } from '../../test/house.ts'
import { INSIGHTS, type InsightData, type InsightName } from '../insights/index.ts'
import { importPaths, recordPlay } from '../listens/index.ts'
import { openBackground } from './background.ts'
import { InsightAnswer, InsightCatalogue, type InsightOf, InsightTables } from './contract.ts'
import { createServer } from './create-server.ts'

/** The names of insights whose answers the contract does not tell: none, or this file does not compile. */
type Differing = { [Name in InsightName]: InsightData<Name> extends InsightOf<Name>['data'] ? never : Name }[InsightName]
const DIFFERING: never[] = [] as Differing[]

const ROWS = 1500

async function openApi() {
  const house = openTestHouse()
  const background = openBackground(house)
  const app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere' })
  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'GET', url: `/api/insights${url}`, headers: { host: 'localhost', ...headers } })
  const rows: ExtendedRow[] = extendedHistory({
    seed: 4,
    rows: ROWS,
    tracks: inventTracks(4, 200),
    fromMs: Date.UTC(2024, 0, 1),
    toMs: Date.UTC(2026, 5, 1),
  })
  const [{ id: listenerId }] = await house.listeners.list()
  await importPaths(house, { paths: [writeFolder(join(house.homePath, 'export'), extendedFiles(rows))], listenerId })
  return {
    house,
    get,
    async close() {
      await app.close()
      await background.close()
      await house.close()
    },
  }
}

describe('the insights over HTTP', () => {
  let api: Awaited<ReturnType<typeof openApi>>
  before(async () => {
    api = await openApi()
  })
  after(() => api.close())

  it('lists every insight with its question, its parameters and its tables', async () => {
    const answer = await api.get('')
    assert.equal(answer.statusCode, 200, answer.body)
    const catalogue = InsightCatalogue.parse(answer.json())
    assert.deepEqual(
      catalogue.items.map(({ name }) => name),
      Object.keys(INSIGHTS),
    )
    assert.deepEqual(DIFFERING, [])
    assert.ok(catalogue.firstMs! >= Date.UTC(2024, 0, 1) && catalogue.lastMs! <= Date.UTC(2026, 5, 1))
    for (const { question, tables } of catalogue.items) assert.ok(question.endsWith('?') && tables.length > 0)
  })

  for (const name of Object.keys(INSIGHTS)) {
    it(`answers ${name} as the contract says, in sentences, tables and CSV too`, async () => {
      for (const period of ['', '&from=2025&to=2025', '&from=1999-01-01&to=1999-12-31']) {
        const answer = await api.get(`/${name}?zone=Europe/Berlin${period}`)
        assert.equal(answer.statusCode, 200, answer.body)
        const body = answer.json()
        assert.deepEqual(InsightAnswer.parse(body), body, 'nothing beside what the contract tells')
        assert.ok(body.summary.length > 0 && body.summary.every((line: string) => /[.?]$/.test(line)), JSON.stringify(body.summary))
        const { counted, listens, used, excluded } = body.trust
        assert.ok(counted <= listens && used >= 0)
        for (const one of excluded) assert.ok(one.listens > 0, JSON.stringify(excluded))
        if (period !== '') continue
        const { tables } = InsightTables.parse((await api.get(`/${name}?format=tables&zone=Europe/Berlin${period}`)).json())
        assert.deepEqual(
          tables.map((table) => [table.name, table.title]),
          INSIGHTS[name as InsightName].tables.map((table) => [table.name, table.title]),
        )
        for (const table of tables) for (const row of table.rows) assert.equal(row.length, table.columns.length)
        const csv = await api.get(`/${name}?zone=Europe/Berlin${period}`, { accept: 'text/csv' })
        assert.match(String(csv.headers['content-type']), /^text\/csv/)
        assert.equal(csv.body.split('\r\n').length - 2, tables[0].rows.length)
      }
    })
  }

  it('keeps an answer until the history changes', async () => {
    const first = await api.get('/totals')
    const again = await api.get('/totals', { 'if-none-match': String(first.headers['etag']) })
    assert.equal(again.statusCode, 304)
    assert.equal(again.body, '')
    const [track] = (await api.house.tracks.find({ countMax: 1 })).items
    assert.ok(track)
    const [listener] = await api.house.listeners.list()
    const before = first.json().data.counted
    await recordPlay(api.house, {
      trackId: track.id,
      listenerId: listener.id,
      startedAtMs: NOW_MS - 300_000,
      msPlayed: 200_000,
      reasonStart: 'clickrow',
      reasonEnd: 'trackdone',
      playId: 'insight-play-1',
    })
    const later = await api.get('/totals', { 'if-none-match': String(first.headers['etag']) })
    assert.equal(later.statusCode, 200)
    assert.equal(later.json().data.counted, before + 1)
  })

  it('says what is wrong with a question', async () => {
    const wrong = async (url: string, status: number, code: string) => {
      const answer = await api.get(url)
      assert.deepEqual([answer.statusCode, answer.json().code], [status, code], answer.body)
    }
    await wrong('/nonsense', 404, 'INSIGHT_UNKNOWN')
    await wrong('/totals?user=nobody', 404, 'LISTENER_UNKNOWN')
    await wrong('/totals?zone=Mars/Olympus', 400, 'ZONE_UNKNOWN')
    await wrong('/totals?from=2025-02-30', 400, 'PERIOD_INVALID')
    await wrong('/totals?from=2026&to=2025', 400, 'PERIOD_INVALID')
    await wrong('/totals?source=99', 404, 'SOURCE_UNKNOWN')
    await wrong('/totals?kind=noise', 400, 'REQUEST_INVALID')
    await wrong('/totals?colour=red', 400, 'PARAMETER_UNKNOWN')
    await wrong('/top-tracks?count=0', 400, 'PARAMETER_INVALID')
    await wrong('/top-tracks?by=love', 400, 'PARAMETER_INVALID')
    await wrong('/top-tracks?format=csv&table=nothing', 404, 'TABLE_UNKNOWN')
    await wrong('/compare?other=nobody', 404, 'LISTENER_UNKNOWN')
  })
})
