// The library's stores on SQLite, held to the contract of their room; and what only this adapter promises.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fixedClock } from '#kernel'
import type { Sighting, TrackId } from '#library'
import { fileOf, libraryContract } from '../../library/store.contract.ts'
import { Database } from './database.ts'
import { sqliteLibrary } from './library.ts'

describe('the library on SQLite', () => {
  libraryContract(() => sqliteLibrary(new Database(':memory:'), fixedClock(1_000)))

  it('undoes a batch that fails, and remembers nothing of it', async () => {
    const database = new Database(':memory:')
    const { tracks } = sqliteLibrary(database, fixedClock(0))
    const broken = { title: 'B', artistNames: ['New Artist'], durationMs: 'x' as unknown as number, albumTitle: {} as unknown as string }
    await assert.rejects(tracks.identify([{ title: 'A', artistNames: ['New Artist'] }, broken], 'table'))
    assert.equal((await tracks.counts()).tracks, 0)
    const [id] = await tracks.identify([{ title: 'A', artistNames: ['New Artist'] }], 'table')
    assert.equal((await tracks.get([id]))[0].artists[0].name, 'New Artist')
  })

  it('reads stamps page by page, none twice and none left out', async () => {
    const { tracks, audioFiles } = sqliteLibrary(new Database(':memory:'), fixedClock(0))
    const [trackId] = await tracks.identify([{ title: 'A', artistNames: ['X'] }], 'file')
    const paths = Array.from({ length: 10_001 }, (_, i) => `/m/${String(i).padStart(6, '0')}.mp3`)
    await audioFiles.put(paths.map((path) => fileOf(trackId, { path })))
    assert.deepEqual(
      (await audioFiles.stamps('/m')).map((stamp) => stamp.path),
      paths,
    )
  })

  it('takes listens and feedback along when one track turns out to be another', async () => {
    const database = new Database(':memory:')
    const { tracks } = sqliteLibrary(database, fixedClock(0))
    const sighting: Sighting = { title: 'Wrong Name', artistNames: ['X'], durationMs: 1000 }
    const [id] = await tracks.identify([sighting], 'file')
    const [heard] = await tracks.identify([{ title: 'Right Name', artistNames: ['X'] }], 'history')
    database.run("INSERT INTO listeners (id, name) VALUES (1, 'me')")
    database.run("INSERT INTO feedback (listener_id, track_id, kind, at_ms) VALUES (1, ?, 'love', 5)", heard)
    assert.deepEqual(await tracks.identify([{ ...sighting, title: 'Right Name', trackId: id as TrackId }], 'file'), [id])
    assert.deepEqual(
      database.all<{ track_id: number }>('SELECT track_id FROM feedback').map((row) => row.track_id),
      [id],
    )
  })

  it('sees what another process wrote', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'deepcut-'))
    try {
      const path = join(folder, 'a.db')
      const [here, there] = [new Database(path), new Database(path)]
      const [mine, theirs] = [sqliteLibrary(here, fixedClock(0)), sqliteLibrary(there, fixedClock(0))]
      await mine.tracks.identify([{ title: 'A', artistNames: ['X'], albumTitle: 'P', synthetic: true }], 'table')
      await theirs.tracks.removeSynthetic()
      const [id] = await mine.tracks.identify([{ title: 'A', artistNames: ['X'], albumTitle: 'P' }], 'table')
      assert.equal((await theirs.tracks.get([id]))[0].albumTitle, 'P')
      assert.equal((await theirs.tracks.columns()).count, 1)
      here.close()
      there.close()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
