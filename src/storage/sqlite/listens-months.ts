// Months of standing listens, packed as columns: made from the rows when something in the month has changed, and marked when it does.

import { setImmediate } from 'node:timers/promises'
import type { ListenerId } from '#listens'
import type { Database } from './database.ts'

/** Months since January 1970 (UTC) of a time. */
export function monthOf(ms: number): number {
  const date = new Date(ms)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}

export const monthStartMs = (month: number): number => Date.UTC(1970, month, 1)

/** One month as columns, row i of each the same listen, in order of its end. */
export interface MonthColumns {
  readonly count: number
  readonly endedAtS: Uint32Array
  readonly msPlayed: Int32Array
  readonly heardIds: Int32Array
  readonly sourceIds: Int32Array
  readonly traits: Uint16Array
  readonly reasonStarts: Uint16Array
  readonly reasonEnds: Uint16Array
  readonly platforms: Uint16Array
  readonly countries: Uint16Array
}

const WIDE = ['endedAtS', 'msPlayed', 'heardIds', 'sourceIds'] as const
const NARROW = ['traits', 'reasonStarts', 'reasonEnds', 'platforms', 'countries'] as const
const ROW_BYTES = WIDE.length * 4 + NARROW.length * 2

/** Little-endian columns, the wide ones first. */
function layOut(bytes: Uint8Array, count: number): MonthColumns {
  const { buffer, byteOffset } = bytes
  const wide = (index: number) => byteOffset + index * count * 4
  const narrow = (index: number) => new Uint16Array(buffer, byteOffset + WIDE.length * count * 4 + index * count * 2, count)
  return {
    count,
    endedAtS: new Uint32Array(buffer, wide(0), count),
    msPlayed: new Int32Array(buffer, wide(1), count),
    heardIds: new Int32Array(buffer, wide(2), count),
    sourceIds: new Int32Array(buffer, wide(3), count),
    traits: narrow(0),
    reasonStarts: narrow(1),
    reasonEnds: narrow(2),
    platforms: narrow(3),
    countries: narrow(4),
  }
}

/** Marks the months in which these times lie. Within the transaction that changes them. */
export function markMonths(database: Database, listenerId: ListenerId, endedAtMs: Iterable<number>): void {
  const months = new Set<number>()
  for (const ms of endedAtMs) months.add(monthOf(ms))
  for (const month of months)
    database.run(
      'INSERT INTO listen_months (listener_id, month, stale) VALUES (?, ?, 1) ON CONFLICT (listener_id, month) DO UPDATE SET stale = 1',
      listenerId,
      month,
    )
  if (months.size > 0) database.bump('listens')
}

export interface MonthRow {
  readonly month: number
  readonly revision: number
  readonly count: number
}

const STALE = 'SELECT month FROM listen_months WHERE listener_id = ? AND stale = 1'

/** Packs what an import left stale, month after month, with a turn for others between. What changes meanwhile is left to packedMonths. */
export async function packInTurns(database: Database, listenerId: ListenerId): Promise<void> {
  const months = database.all<{ month: number }>(STALE, listenerId)
  for (const { month } of months.slice(0, -1)) {
    database.transaction(() => packMonth(database, listenerId, month))
    await setImmediate()
  }
}

/** The months of a listener in order, every one packed as its rows are now; months without listens are left out. */
export function packedMonths(database: Database, listenerId: ListenerId): MonthRow[] {
  if (database.get(STALE, listenerId)) {
    database.transaction(() => {
      for (const { month } of database.all<{ month: number }>(STALE, listenerId)) packMonth(database, listenerId, month)
    })
  }
  return database.all<MonthRow>(
    'SELECT month, revision, count FROM listen_months WHERE listener_id = ? AND count > 0 ORDER BY month',
    listenerId,
  )
}

/** The columns of a month that is packed. */
export function readMonth(database: Database, listenerId: ListenerId, month: number): MonthColumns {
  const row = database.get<{ count: number; columns: Uint8Array }>(
    'SELECT count, columns FROM listen_months WHERE listener_id = ? AND month = ?',
    listenerId,
    month,
  )!
  // What SQLite gives may begin at any byte; columns of numbers may not.
  return layOut(row.columns.byteOffset % 4 === 0 ? row.columns : row.columns.slice(), row.count)
}

const STANDING = `
  SELECT id, ended_at_ms / 1000, ifnull(ms_played, -1), heard_id, source_id, traits, reason_start, reason_end, platform, country
  FROM listens INDEXED BY listens_by_time
  WHERE listener_id = ? AND ended_at_ms >= ? AND ended_at_ms < ? AND duplicate_of IS NULL ORDER BY ended_at_ms, id`

/** The parts before a standing listen of the month, which goes on where they broke off; the first part last. */
const CONTINUED = `
  SELECT c.duplicate_of AS id, c.ms_played AS msPlayed, c.reason_start AS reasonStart
  FROM listens s INDEXED BY listens_by_time CROSS JOIN listens c ON c.duplicate_of = s.id AND c.merged_as = 'continued'
  WHERE s.listener_id = ? AND s.ended_at_ms >= ? AND s.ended_at_ms < ?
  ORDER BY c.ended_at_ms DESC, c.id DESC`

/** The columns of STANDING, in order. */
type StandingRow = readonly [id: number, endedAtS: number, msPlayed: number, heardId: number, sourceId: number, traits: number, reasonStart: number, reasonEnd: number, platform: number, country: number] // biome-ignore format: one row

function packMonth(database: Database, listenerId: ListenerId, month: number): void {
  const span = [listenerId, monthStartMs(month), monthStartMs(month + 1)] as const
  // Rows as arrays: there may be tens of thousands, and objects cost twice as much.
  const statement = database.prepare(STANDING)
  statement.setReturnArrays(true)
  const rows = statement.all(...span) as unknown as StandingRow[]
  const parts = new Map<number, { msPlayed: number; reasonStart: number }>()
  for (const { id, msPlayed, reasonStart } of database.all<{ id: number; msPlayed: number | null; reasonStart: number }>(
    CONTINUED,
    ...span,
  ))
    parts.set(id, { msPlayed: (parts.get(id)?.msPlayed ?? 0) + (msPlayed ?? 0), reasonStart })
  const bytes = new Uint8Array(rows.length * ROW_BYTES)
  const columns = layOut(bytes, rows.length)
  for (let i = 0; i < rows.length; i++) {
    const [id, endedAtS, msPlayed, heardId, sourceId, traits, reasonStart, reasonEnd, platform, country] = rows[i]
    const part = parts.size === 0 ? undefined : parts.get(id)
    columns.endedAtS[i] = endedAtS
    columns.msPlayed[i] = Math.min(part === undefined ? msPlayed : Math.max(msPlayed, 0) + part.msPlayed, 0x7fffffff)
    columns.heardIds[i] = heardId
    columns.sourceIds[i] = sourceId
    columns.traits[i] = traits
    columns.reasonStarts[i] = part?.reasonStart ?? reasonStart
    columns.reasonEnds[i] = reasonEnd
    columns.platforms[i] = platform
    columns.countries[i] = country
  }
  database.run(
    'UPDATE listen_months SET stale = 0, revision = ?, count = ?, columns = ? WHERE listener_id = ? AND month = ?',
    database.bump('months'),
    rows.length,
    bytes,
    listenerId,
    month,
  )
}
