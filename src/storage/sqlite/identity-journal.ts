// A person's edits of identity, journalled: every row of the tracks concerned before and after, so that an edit can be taken back exactly. What came
// in after an edit stays: a row or a value is only put back where it still is as the edit left it.

import type { Database, SqlValue } from './database.ts'
import { SUMS } from './identity-merge.ts'

type Value = null | number | string | { readonly bytes: string } | { readonly big: string }
type Row = Readonly<Record<string, Value>>
interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
  /** Columns that name a track. */
  readonly tracks: readonly string[]
  /** Columns that name an artist. */
  readonly artists: readonly string[]
  /** Every column that refers to another table's row. */
  readonly parents: readonly { readonly column: string; readonly table: string; readonly to: string }[]
}
/** A row before and after; null where it was not there. */
interface Changed {
  readonly table: string
  readonly before: Row | null
  readonly after: Row | null
}
export type Change = readonly Changed[]

/** Read by their tracks only: an artist may have thousands. */
const BY_TRACK_ONLY = new Set(['tracks', 'track_artists'])

/** Whose rows are watched. */
export interface Concerned {
  readonly tracks: Set<number>
  readonly artists: Set<number>
}

export class Journal {
  private readonly database: Database
  private readonly tables: readonly Table[]

  constructor(database: Database) {
    this.database = database
    this.tables = readTables(database)
  }

  /** Does `work` and returns how the rows of those concerned changed; `work` may add tracks that it makes. */
  around(concerned: Concerned, work: () => void): Change {
    const before = this.read(concerned)
    work()
    const after = this.read(concerned)
    const change: Changed[] = []
    for (const { name } of this.tables) {
      const [was, is] = [before.get(name)!, after.get(name)!]
      for (const [key, row] of was) {
        const now = is.get(key) ?? null
        if (now === null || JSON.stringify(row) !== JSON.stringify(now)) change.push({ table: name, before: row, after: now })
      }
      for (const [key, row] of is) if (!was.has(key)) change.push({ table: name, before: null, after: row })
    }
    return change
  }

  /** Takes a change back. Within a transaction. */
  undo(change: Change): void {
    const tableOf = new Map(this.tables.map((table) => [table.name, table]))
    this.database.sqlite.exec('PRAGMA defer_foreign_keys = ON')
    const known = change.flatMap((changed) => {
      const table = tableOf.get(changed.table)
      return table ? [{ table, before: changed.before, after: changed.after }] : []
    })
    // What was made goes first and what was removed comes back next, so that unique values are free; tracks before what points to them.
    for (const { table, before, after } of known) if (before === null) this.remove(table, after!)
    const parents = known.filter(({ before, after }) => before !== null && after === null)
    for (const { table, before } of parents.filter(({ table }) => table.name === 'tracks')) this.insert(table, before!)
    for (const { table, before, after } of known) if (before !== null && after !== null) this.putBack(table, before, after)
    for (const { table, before } of parents.filter(({ table }) => table.name !== 'tracks')) this.insert(table, before!)
  }

  private read({ tracks, artists }: Concerned): Map<string, Map<string, Row>> {
    const [trackIds, artistIds] = [JSON.stringify([...tracks]), JSON.stringify([...artists])]
    const found = new Map<string, Map<string, Row>>()
    for (const table of this.tables) {
      const rows = new Map<string, Row>()
      const wanted = [...table.tracks.map((column) => [column, trackIds]), ...table.artists.map((column) => [column, artistIds])]
      for (const [column, ids] of wanted) {
        const statement = this.database.prepare(
          `SELECT ${table.columns.map(quoted).join(', ')} FROM ${quoted(table.name)} WHERE ${quoted(column)} IN (SELECT value FROM json_each(?))`,
        )
        statement.setReadBigInts(true)
        for (const read of statement.all(ids)) {
          const row = Object.fromEntries(Object.entries(read).map(([name, value]) => [name, packed(value)]))
          rows.set(JSON.stringify(table.key.map((name) => row[name])), row)
        }
      }
      found.set(table.name, rows)
    }
    return found
  }

  private remove(table: Table, row: Row): void {
    this.database.run(`DELETE FROM ${quoted(table.name)} WHERE ${this.where(table)}`, ...table.key.map((name) => unpacked(row[name])))
  }

  /** Whether all that a row refers to is there: a source, a listener or the demo may have gone since. */
  private canStand(table: Table, row: Row): boolean {
    return table.parents.every(
      ({ column, table: parent, to }) =>
        row[column] === null ||
        this.database.get(`SELECT 1 FROM ${quoted(parent)} WHERE ${quoted(to)} = ?`, unpacked(row[column])) !== undefined,
    )
  }

  private insert(table: Table, row: Row): void {
    if (!this.canStand(table, row)) return
    const names = table.columns.filter((name) => name in row)
    this.database.run(
      `INSERT OR IGNORE INTO ${quoted(table.name)} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...names.map((name) => unpacked(row[name])),
    )
  }

  private putBack(table: Table, before: Row, after: Row): void {
    for (const name of table.columns) {
      if (JSON.stringify(before[name]) === JSON.stringify(after[name])) continue
      if (!this.canStand({ ...table, parents: table.parents.filter(({ column }) => column === name) }, before)) continue
      if (SUMS[table.name]?.includes(name)) {
        const less = Number(before[name]) - Number(after[name])
        const keys = table.key.map((key) => unpacked(before[key]))
        this.database.run(
          `UPDATE ${quoted(table.name)} SET ${quoted(name)} = ${quoted(name)} + ? WHERE ${this.where(table)}`,
          less,
          ...keys,
        )
        continue
      }
      this.database.run(
        `UPDATE OR IGNORE ${quoted(table.name)} SET ${quoted(name)} = ? WHERE ${this.where(table)} AND ${quoted(name)} IS ?`,
        unpacked(before[name]),
        ...table.key.map((key) => unpacked(before[key])),
        unpacked(after[name]),
      )
    }
  }

  private where(table: Table): string {
    return table.key.map((name) => `${quoted(name)} = ?`).join(' AND ')
  }
}

const quoted = (name: string): string => `"${name}"`

function packed(value: unknown): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : { big: value.toString() }
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') }
  return value as Value
}

function unpacked(value: Value): SqlValue {
  if (value === null || typeof value !== 'object') return value ?? null
  return 'big' in value ? BigInt(value.big) : new Uint8Array(Buffer.from(value.bytes, 'base64'))
}

/** Every table with rows of tracks or artists, whatever room it belongs to: those that declare a reference to them. */
function readTables(database: Database): Table[] {
  const names = database.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").map((row) => row.name)
  return names.flatMap((name) => {
    const references = database.all<{ table: string; from: string; to: string | null }>(
      'SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)',
      name,
    )
    const tracks = name === 'tracks' ? ['id'] : references.filter(({ table }) => table === 'tracks').map(({ from }) => from)
    const artists =
      name === 'artists'
        ? ['id']
        : BY_TRACK_ONLY.has(name)
          ? []
          : references.filter(({ table }) => table === 'artists').map(({ from }) => from)
    if (tracks.length + artists.length === 0) return []
    const columns = database.all<{ name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)', name)
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    const parents = references.map(({ table, from, to }) => ({ column: from, table, to: to ?? 'id' }))
    return [{ name, columns: columns.map((column) => column.name), key: key.map((column) => column.name), tracks, artists, parents }]
  })
}
