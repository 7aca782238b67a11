// One SQLite database: opened in WAL mode, migrated, with transactions and an online backup.

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite'
import { Fault, hashString, messageOf } from '#kernel'
import { MIGRATIONS } from './schema.ts'

export class Database {
  readonly sqlite: DatabaseSync
  private readonly statements = new Map<string, StatementSync>()
  private depth = 0

  /** Opens `path` (":memory:" too), making the folder and the schema where they are missing. */
  constructor(path: string) {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    try {
      this.sqlite = new DatabaseSync(path)
      this.sqlite.exec(
        'PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY;',
      )
      this.migrate()
    } catch (error) {
      throw new Fault(
        'io',
        'STORE_UNREADABLE',
        `Cannot open the database at ${path}: ${messageOf(error)}. Check that the folder can be written and the file is Deepcut's.`,
        { cause: error },
      )
    }
  }

  /** A prepared statement, made once for each text. */
  prepare(sql: string): StatementSync {
    let statement = this.statements.get(sql)
    if (!statement) {
      statement = this.sqlite.prepare(sql)
      this.statements.set(sql, statement)
    }
    return statement
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.prepare(sql).all(...values) as Row[]
  }

  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.prepare(sql).get(...values) as Row | undefined
  }

  run(sql: string, ...values: SqlValue[]): { changes: number; lastId: number } {
    const result = this.prepare(sql).run(...values)
    return { changes: Number(result.changes), lastId: Number(result.lastInsertRowid) }
  }

  /** Runs `work` in one transaction; a nested one joins the outer. */
  transaction<Result>(work: () => Result): Result {
    if (this.depth > 0) return work()
    this.sqlite.exec('BEGIN IMMEDIATE')
    this.depth++
    try {
      const result = work()
      this.sqlite.exec('COMMIT')
      return result
    } catch (error) {
      this.sqlite.exec('ROLLBACK')
      throw error
    } finally {
      this.depth--
    }
  }

  /**
   * A transaction that is as whole as any, but reaches the disk with the next one that others wait for: the log is written in order, so that nothing
   * later can be there without it.
   */
  transactionSoon<Result>(work: () => Result): Result {
    if (this.depth > 0) return work()
    this.sqlite.exec('PRAGMA synchronous = NORMAL')
    try {
      return this.transaction(work)
    } finally {
      this.sqlite.exec('PRAGMA synchronous = FULL')
    }
  }

  /** Adds one to a named counter and returns it: how caches learn that something changed. */
  bump(name: string): number {
    return this.get<{ value: number }>(
      'INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
      name,
    )!.value
  }

  counter(name: string): number {
    return this.get<{ value: number }>('SELECT value FROM counters WHERE name = ?', name)?.value ?? 0
  }

  /** Copies the database to `path` while it stays in use. */
  async backup(path: string): Promise<void> {
    await backup(this.sqlite, path)
  }

  close(): void {
    this.statements.clear()
    this.sqlite.close()
  }

  private migrate(): void {
    const done = (this.sqlite.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
    if (done > MIGRATIONS.length) throw new Error('it was written by a newer Deepcut; update, or restore a backup')
    if (done > 0 && this.counter(SCHEMA) !== fingerprint(done))
      throw new Error('it was made by an earlier build of a version not yet released. Move it away, then scan and import again')
    for (let index = done; index < MIGRATIONS.length; index++) {
      this.transaction(() => {
        this.sqlite.exec(MIGRATIONS[index].sql)
        this.sqlite.exec(`PRAGMA user_version = ${index + 1}`)
        this.run(
          'INSERT INTO counters (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2',
          SCHEMA,
          fingerprint(index + 1),
        )
      })
    }
  }
}

/** The counter that holds the fingerprint of the migrations a database was made by. */
const SCHEMA = 'schema'

/** A number made from the text of the first migrations: until a release, they are edited in place, and an older database would fail much later. */
const fingerprint = (count: number): number =>
  hashString(
    MIGRATIONS.slice(0, count)
      .map(({ sql }) => sql)
      .join('\n'),
  ) >>> 0

export type SqlValue = null | number | bigint | string | Uint8Array
