// One SQLite database: opening, migrating, transactions, counters and the backup while it is in use.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { Database } from './database.ts'
import { MIGRATIONS } from './schema.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deepcut-db-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a database', () => {
  it('makes its folder and schema, and opens again as it was left', () => {
    const path = join(folder, 'deep', 'a.db')
    const first = new Database(path)
    assert.equal(first.get<{ v: number }>('SELECT user_version AS v FROM pragma_user_version')?.v, MIGRATIONS.length)
    assert.equal(first.get<{ m: string }>('SELECT journal_mode AS m FROM pragma_journal_mode')?.m, 'wal')
    first.bump('x')
    first.close()
    const second = new Database(path)
    assert.equal(second.counter('x'), 1)
    second.close()
  })

  it('refuses what is no database of its own, and says what to do', () => {
    const path = join(folder, 'a.db')
    writeFileSync(path, 'this is a letter to grandmother, not a database at all, and long enough to show it')
    assert.throws(() => new Database(path), { code: 'STORE_UNREADABLE', message: /Cannot open the database at .*a\.db: .*Check/ })
    const newer = join(folder, 'newer.db')
    const database = new Database(newer)
    database.sqlite.exec('PRAGMA user_version = 999')
    database.close()
    assert.throws(() => new Database(newer), { code: 'STORE_UNREADABLE', message: /newer Deepcut/ })
    const older = join(folder, 'older.db')
    const made = new Database(older)
    made.run("UPDATE counters SET value = 1 WHERE name = 'schema'")
    made.close()
    assert.throws(() => new Database(older), { code: 'STORE_UNREADABLE', message: /earlier build.*import again/ })
  })

  it('keeps a transaction whole: all of it, or nothing', () => {
    const database = new Database(':memory:')
    assert.throws(() =>
      database.transaction(() => {
        database.bump('x')
        database.transaction(() => database.bump('x'))
        throw new Error('no')
      }),
    )
    assert.equal(database.counter('x'), 0)
    assert.equal(
      database.transaction(() => database.transaction(() => database.bump('x'))),
      1,
    )
    assert.equal(database.counter('x'), 1)
  })

  it('lets two processes write: the second waits for the first', () => {
    const path = join(folder, 'a.db')
    const [a, b] = [new Database(path), new Database(path)]
    for (let i = 0; i < 50; i++) (i % 2 ? a : b).transaction(() => (i % 2 ? a : b).bump('x'))
    assert.equal(a.counter('x'), 50)
    a.close()
    b.close()
  })

  it('is backed up while it is written to, whole', async () => {
    const database = new Database(join(folder, 'a.db'))
    for (let i = 0; i < 2000; i++) database.run('INSERT INTO folders (path, synthetic, added_at_ms) VALUES (?, 0, 0)', `/folder/${i}`)
    const copying = database.backup(join(folder, 'copy.db'))
    database.run("INSERT INTO folders (path, synthetic, added_at_ms) VALUES ('/late', 0, 0)")
    await copying
    const copy = new Database(join(folder, 'copy.db'))
    assert.ok(copy.get<{ n: number }>('SELECT count(*) AS n FROM folders')!.n >= 2000)
    assert.equal(copy.get<{ integrity_check: string }>('PRAGMA integrity_check')?.integrity_check, 'ok')
    copy.close()
    database.close()
  })
})
