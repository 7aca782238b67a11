// A stranger's SQLite database, opened so that it can do nothing: a copy of its own, read only, its tables checked first to be plain tables.

import { copyFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { Input } from '../input.ts'
import { asFile, makeFolder } from '../spool.ts'

const BYTES_MAX = 8 * 2 ** 30
export const SQLITE_MARK = 'SQLite format 3\u0000'

export interface StrangeDatabase {
  /** The columns of a table; null where there is no plain table of that name. */
  columnsOf(table: string): ReadonlySet<string> | null
  /** Rows one after the other; text as text, numbers as numbers. */
  rows(sql: string, ...values: SQLInputValue[]): Iterable<Record<string, unknown>>
  close(): Promise<void>
}

/** Opens a copy of a database, with what its program has not yet written into the file itself (`-wal`), where that lies beside it. */
export async function openStrangeDatabase(input: Input): Promise<StrangeDatabase> {
  const folder = await makeFolder()
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const file = await asFile(input, BYTES_MAX)
    const copy = join(folder, 'copy.db')
    try {
      await copyFile(file.path, copy)
      if (input.filePath !== undefined && (await exists(`${file.path}-wal`))) await copyFile(`${file.path}-wal`, `${copy}-wal`)
    } finally {
      await file.close()
    }
    const database = new DatabaseSync(copy, { readOnly: true, allowExtension: false, enableForeignKeyConstraints: false })
    try {
      database.exec(
        'PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY',
      )
      const close = async () => {
        database.close()
        await remove()
      }
      return { ...tablesOf(database), close }
    } catch (error) {
      database.close()
      throw error
    }
  } catch (error) {
    await remove()
    throw error
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

function tablesOf(database: DatabaseSync): Omit<StrangeDatabase, 'close'> {
  return {
    columnsOf(table) {
      const found = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND lower(name) = ?").get(table) as
        | { sql: string }
        | undefined
      // A view or a virtual table could run anything; a page that belongs to two tables could go on for ever.
      if (found === undefined || !/^\s*CREATE\s+TABLE\b/i.test(found.sql)) return null
      const faults = database.prepare(`PRAGMA quick_check("${table}")`).all() as { quick_check: string }[]
      if (faults.length !== 1 || faults[0].quick_check !== 'ok')
        throw new Error(`its table ${table} is damaged (${String(faults[0]?.quick_check).slice(0, 200)})`)
      const columns = database.prepare(`PRAGMA table_xinfo("${table}")`).all() as { name: string; hidden: number }[]
      return new Set(columns.filter(({ hidden }) => hidden === 0).map(({ name }) => name.toLowerCase()))
    },
    rows: (sql, ...values) => database.prepare(sql).iterate(...values) as Iterable<Record<string, unknown>>,
  }
}
