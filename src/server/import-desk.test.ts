// A file dropped on the page: received, imported, reported by its own name, and not kept.

import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { extendedFiles, extendedHistory, type HistoryTrack } from '../../test/history.ts'
import { openTestHouse, type TestHouse } from '../../test/house.ts'
import { zipBytes } from '../../test/zip-writer.ts'
import type { App } from './app.ts'
import { type Background, openBackground } from './background.ts'
import { ImportState, Imports, Problem } from './contract.ts'
import { createServer } from './create-server.ts'
import { safeName } from './import-desk.ts'

let house: TestHouse
let background: Background
let app: App

before(async () => {
  house = openTestHouse()
  background = openBackground(house)
  app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: '/nowhere', uploadBytesMax: 200_000 })
})
after(async () => {
  await app.close()
  await background.close()
  await house.close()
})

const headers = { host: 'localhost', 'content-type': 'application/octet-stream' }
const upload = (name: string, payload: Buffer, more: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/api/imports?name=${encodeURIComponent(name)}`, payload, headers: { ...headers, ...more } })
const get = async (url: string) => (await app.inject({ method: 'GET', url, headers: { host: 'localhost' } })).json()

async function done(id: string): Promise<ImportState> {
  for (;;) {
    const state = ImportState.parse(await get(`/api/imports/${id}`))
    if (state.state !== 'running') return state
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const received = () => (existsSync(join(house.homePath, 'imports')) ? readdirSync(join(house.homePath, 'imports')) : [])

function exportZip(): Buffer {
  const tracks = ['Far', 'Farther'].map((title): HistoryTrack => ({ title, artist: 'Bob', album: 'Away', durationMs: 200_000 }))
  const rows = extendedHistory({ seed: 2, rows: 40, tracks, fromMs: Date.UTC(2025, 0, 1), toMs: Date.UTC(2025, 6, 1) })
  return zipBytes(extendedFiles(rows).map(({ path, text }) => ({ name: path, bytes: Buffer.from(text) })))
}

it('imports an export, says so by events, and reports every row under the name it was dropped with', async () => {
  const finished: string[] = []
  const end = house.events.subscribe((event) => event.name === 'import.finished' && finished.push(event.data.importId))
  const answer = await upload('my data.zip', exportZip())
  assert.equal(answer.statusCode, 200, answer.body)
  const begun = ImportState.parse(answer.json())
  assert.equal(begun.state, 'running')
  const state = await done(begun.id)
  end()
  assert.deepEqual([state.state, state.name, state.problem], ['done', 'my data.zip', null])
  const [source] = state.report!.sources
  assert.equal(source.format, 'spotify-extended')
  assert.match(source.path, /^my data\.zip/)
  assert.equal(
    source.read,
    source.imported + source.duplicates + Object.values(source.ignored).reduce((sum, n) => sum + n, 0) + source.invalid.length,
  )
  assert.deepEqual(finished, [begun.id])
  for (let i = 0; i < 100 && received().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.deepEqual(received(), [])
  const listed = Imports.parse(await get('/api/imports'))
  assert.equal(listed.items[0].id, begun.id)
  assert.equal(listed.sources.length, 1)
  assert.ok(!JSON.stringify(listed).includes(house.homePath))
})

it('adds nothing when the same file is dropped again', async () => {
  const state = await done(ImportState.parse((await upload('renamed.zip', exportZip())).json()).id)
  assert.equal(state.report!.sources[0].imported, 0)
})

it('imports two files that come at once, one after the other', async () => {
  const answers = await Promise.all([upload('a.zip', exportZip()), upload('b.zip', exportZip())])
  const states = await Promise.all(answers.map((answer) => done(answer.json().id)))
  assert.deepEqual(
    states.map(({ state }) => state),
    ['done', 'done'],
  )
})

it('says what it did not recognise', async () => {
  const state = await done((await upload('holiday.jpg', Buffer.from([0xff, 0xd8, 1, 2, 3]))).json().id)
  assert.equal(state.state, 'done')
  assert.equal(state.report!.sources[0].format, 'unknown')
  assert.ok(!JSON.stringify(state).includes(house.homePath))
})

it('refuses what is too large, by its announced size and by its real one, and keeps nothing of it', async () => {
  for (const more of [{}, { 'content-length': '', 'transfer-encoding': 'chunked' }]) {
    const answer = await upload('big.zip', Buffer.alloc(300_000), more as Record<string, string>)
    assert.equal(answer.statusCode, 400)
    assert.equal(Problem.parse(answer.json()).code, 'UPLOAD_TOO_LARGE')
  }
  assert.deepEqual(received(), [])
})

it('takes bytes only, with a name', async () => {
  const json = await app.inject({ method: 'POST', url: '/api/imports?name=a', payload: { a: 1 }, headers: { host: 'localhost' } })
  assert.equal(json.statusCode, 415)
  const nameless = await app.inject({ method: 'POST', url: '/api/imports', payload: Buffer.from('x'), headers })
  assert.equal(nameless.statusCode, 400)
  assert.equal((await app.inject({ method: 'GET', url: '/api/imports/none', headers: { host: 'localhost' } })).statusCode, 404)
})

it('makes a safe file name of any name', () => {
  assert.equal(safeName('../../etc/passwd'), 'passwd')
  assert.equal(safeName('C:\\Users\\me\\my_spotify_data.zip'), 'my_spotify_data.zip')
  assert.equal(safeName('...'), 'upload')
  assert.equal(safeName('a\u0000b?.json'), 'a_b_.json')
  fc.assert(
    fc.property(
      fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
      (name) => {
        const safe = safeName(name)
        assert.ok(safe.length > 0 && safe.length <= 120)
        assert.ok(!/[\\/]/.test(safe) && safe !== '.' && safe !== '..')
      },
    ),
  )
})
