// The rows of a span as one-listen.ts looks at them: with their wording, track and length, and who tells them.

import { BROKE_OFF, type ListenerId, type SourceId, type TimePrecision, type Told, tellerOf, tellsBySource, unpackTraits } from '#listens'
import type { Database } from './database.ts'

/** Rows looked at together at most, so that a hostile history cannot fill the memory. */
export const ROWS_MAX = 200_000
/** Wordings remembered between spans at most. */
const WORDINGS_MAX = 100_000

const NONE: readonly number[] = []

/** A row, and what it is marked as now. */
export interface Row extends Told {
  readonly sourceId: SourceId
  readonly duplicateOf: number | null
  readonly mergedAs: string | null
}

/** The columns of a row, in order. */
type StoredRow = readonly [id: number, tie: number, sourceId: number, heardId: number, startedAtMs: number, endedAtMs: number, msPlayed: number | null, traits: number, reasonStart: number, reasonEnd: number, offlineAtMs: number | null, duplicateOf: number | null, mergedAs: string | null] // biome-ignore format: one row
const [ID, HEARD_ID] = [0, 3] as const

interface Wording {
  readonly matchKey: string
  readonly trackId: number | null
  readonly lengthMs: number | null
}

const COLUMNS = `id, row_key & 2147483647, source_id, heard_id, started_at_ms, ended_at_ms, ms_played, traits, reason_start, reason_end, offline_at_ms,
  duplicate_of, merged_as`
const BY_END = `SELECT ${COLUMNS} FROM listens INDEXED BY listens_by_time WHERE listener_id = ? AND ended_at_ms BETWEEN ? AND ? LIMIT ${ROWS_MAX}`
const BY_DEVICE = `SELECT ${COLUMNS} FROM listens INDEXED BY listens_by_device_time
  WHERE listener_id = ? AND offline_at_ms BETWEEN ? AND ? AND offline_at_ms IS NOT NULL AND (traits & 768) = 256 LIMIT ${ROWS_MAX}`

/** The number of the word for a track that broke off; -1 where no source has said it yet. */
export const brokeOffId = (database: Database): number =>
  database.get<{ id: number }>('SELECT id FROM words WHERE word = ?', BROKE_OFF)?.id ?? -1

export class ToldRows {
  private readonly database: Database
  private readonly listenerId: ListenerId
  private readonly formats: Map<number, string>
  private readonly brokeOff: number
  private readonly apart: Map<number, readonly number[]>
  private readonly wordings = new Map<number, Wording>()
  private readonly tellers = new Map<string, string>()

  constructor(database: Database, listenerId: ListenerId) {
    this.database = database
    this.listenerId = listenerId
    const sources = database.all<{ id: number; format: string }>('SELECT id, format FROM sources WHERE listener_id = ?', listenerId)
    this.formats = new Map(sources.map(({ id, format }) => [id, format]))
    this.brokeOff = brokeOffId(database)
    this.apart = new Map()
    // CROSS: from the few that are pinned to their rows, never the other way round.
    const apart = `SELECT l.id, f.id AS fromId FROM listens_apart a CROSS JOIN listens l ON l.listener_id = a.listener_id AND l.row_key = a.row_key
      CROSS JOIN listens f ON f.listener_id = a.listener_id AND f.row_key = a.from_row_key WHERE a.listener_id = ?`
    for (const { id, fromId } of database.all<{ id: number; fromId: number }>(apart, listenerId))
      this.apart.set(id, [...(this.apart.get(id) ?? []), fromId])
  }

  /** Rows that ended, or by their device began, within a span (both ends included). */
  within(fromMs: number, toMs: number): Row[] {
    const stored = this.read(BY_END, fromMs, toMs)
    const late = this.read(BY_DEVICE, fromMs, toMs)
    if (late.length > 0) {
      const known = new Set(stored.map((row) => row[ID]))
      for (const row of late) if (!known.has(row[ID])) stored.push(row)
    }
    this.readWordings(stored)
    return stored.map((row) => this.look(row))
  }

  /** Whether all rows of a span come from files of one format, so that none is told by another teller. */
  isOneFormat(fromMs: number, toMs: number): boolean {
    const inSpan = 'SELECT 1 FROM listens INDEXED BY listens_by_source WHERE source_id = ? AND ended_at_ms BETWEEN ? AND ? LIMIT 1'
    const late = `SELECT DISTINCT source_id AS id FROM listens INDEXED BY listens_by_device_time
      WHERE listener_id = ? AND offline_at_ms BETWEEN ? AND ? AND offline_at_ms IS NOT NULL AND (traits & 768) = 256`
    const sources = [...this.formats.keys()].filter((id) => this.database.get(inSpan, id, fromMs, toMs) !== undefined)
    const others = this.database.all<{ id: number }>(late, this.listenerId, fromMs, toMs).map(({ id }) => id)
    const tellers = new Set([...sources, ...others].map((id) => (tellsBySource(this.formats.get(id)!) ? `${id}` : this.formats.get(id)!)))
    return tellers.size <= 1
  }

  /** Rows as arrays: there may be hundreds of thousands, and objects cost twice as much. */
  private read(sql: string, fromMs: number, toMs: number): StoredRow[] {
    const statement = this.database.prepare(sql)
    statement.setReturnArrays(true)
    return statement.all(this.listenerId, fromMs, toMs) as unknown as StoredRow[]
  }

  private look(row: StoredRow): Row {
    const [id, tie, sourceId, heardId, startedAtMs, endedAtMs, msPlayed, traits, reasonStart, reasonEnd, offlineAtMs, duplicateOf, mergedAs] = row // biome-ignore format: one line
    const { precision, timeTold, offline } = unpackTraits(traits)
    const { matchKey, trackId, lengthMs } = this.wordings.get(heardId)!
    return {
      id,
      tie,
      sourceId: sourceId as SourceId,
      teller: this.tellerOf(sourceId, precision),
      precision,
      timeTold,
      startedAtMs,
      endedAtMs,
      msPlayed,
      reasonStart: this.reason(reasonStart),
      reasonEnd: this.reason(reasonEnd),
      offline: offline === true,
      offlineAtMs,
      trackId,
      matchKey,
      lengthMs,
      apartFrom: this.apart.get(id) ?? NONE,
      duplicateOf,
      mergedAs,
    }
  }

  /** Of a reason only this is asked: whether there is one, and whether an error broke the track off. */
  private reason(word: number): string | null {
    return word === 0 ? null : word === this.brokeOff ? BROKE_OFF : 'other'
  }

  /** The same text for the same teller, so that comparing them is quick. */
  private tellerOf(sourceId: number, precision: TimePrecision): string {
    const key = `${sourceId} ${precision}`
    let teller = this.tellers.get(key)
    if (teller === undefined) {
      teller = tellerOf(this.formats.get(sourceId) ?? '', sourceId, precision)
      this.tellers.set(key, teller)
    }
    return teller
  }

  private readWordings(rows: readonly StoredRow[]): void {
    if (this.wordings.size > WORDINGS_MAX) this.wordings.clear()
    const unseen = new Set<number>()
    for (const row of rows) if (!this.wordings.has(row[HEARD_ID])) unseen.add(row[HEARD_ID])
    if (unseen.size === 0) return
    const query = `SELECT h.id, h.match_key AS matchKey, h.track_id AS trackId, ifnull(t.duration_ms, h.duration_ms) AS lengthMs
      FROM json_each(?) e JOIN heard h ON h.id = e.value LEFT JOIN tracks t ON t.id = h.track_id`
    for (const { id, ...wording } of this.database.all<Wording & { id: number }>(query, JSON.stringify([...unseen])))
      this.wordings.set(id, wording)
  }
}
