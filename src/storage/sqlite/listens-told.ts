// The rows of a span as one-listen.ts looks at them: with their wording, track and length, and who tells them.

import { type ListenerId, type SourceId, type Told, tellerOf, unpackTraits } from '#listens'
import type { Database } from './database.ts'

/** Rows looked at together at most, so that a hostile history cannot fill the memory. */
export const ROWS_MAX = 200_000
/** Wordings remembered between spans at most. */
const WORDINGS_MAX = 100_000

/** A row, and what it is marked as now. */
export interface Row extends Told {
  readonly sourceId: SourceId
  readonly duplicateOf: number | null
  readonly mergedAs: string | null
}

interface StoredRow {
  readonly id: number
  readonly tie: number
  readonly sourceId: SourceId
  readonly heardId: number
  readonly startedAtMs: number
  readonly endedAtMs: number
  readonly msPlayed: number | null
  readonly traits: number
  readonly reasonStart: number
  readonly reasonEnd: number
  readonly offlineAtMs: number | null
  readonly duplicateOf: number | null
  readonly mergedAs: string | null
}

interface Wording {
  readonly matchKey: string
  readonly trackId: number | null
  readonly lengthMs: number | null
}

const COLUMNS = `id, row_key & 2147483647 AS tie, source_id AS sourceId, heard_id AS heardId, started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs,
  ms_played AS msPlayed, traits, reason_start AS reasonStart, reason_end AS reasonEnd, offline_at_ms AS offlineAtMs, duplicate_of AS duplicateOf,
  merged_as AS mergedAs`
const BY_END = `SELECT ${COLUMNS} FROM listens INDEXED BY listens_by_time WHERE listener_id = ? AND ended_at_ms BETWEEN ? AND ? LIMIT ${ROWS_MAX}`
const BY_DEVICE = `SELECT ${COLUMNS} FROM listens INDEXED BY listens_by_device_time
  WHERE listener_id = ? AND offline_at_ms BETWEEN ? AND ? AND offline_at_ms IS NOT NULL AND (traits & 768) = 256 LIMIT ${ROWS_MAX}`

export class ToldRows {
  private readonly database: Database
  private readonly listenerId: ListenerId
  private readonly formats: Map<number, string>
  private readonly words: Map<number, string>
  private readonly apart: Set<number>
  private readonly wordings = new Map<number, Wording>()

  constructor(database: Database, listenerId: ListenerId) {
    this.database = database
    this.listenerId = listenerId
    const sources = database.all<{ id: number; format: string }>('SELECT id, format FROM sources WHERE listener_id = ?', listenerId)
    this.formats = new Map(sources.map(({ id, format }) => [id, format]))
    this.words = new Map(database.all<{ id: number; word: string }>('SELECT id, word FROM words').map(({ id, word }) => [id, word]))
    // CROSS: from the few that are pinned to their rows, never the other way round.
    const apart = `SELECT l.id FROM listens_apart a CROSS JOIN listens l ON l.listener_id = a.listener_id AND l.row_key = a.row_key
      WHERE a.listener_id = ?`
    this.apart = new Set(database.all<{ id: number }>(apart, listenerId).map(({ id }) => id))
  }

  /** Rows that ended, or by their device began, within a span (both ends included). */
  within(fromMs: number, toMs: number): Row[] {
    const stored = this.database.all<StoredRow>(BY_END, this.listenerId, fromMs, toMs)
    const late = this.database.all<StoredRow>(BY_DEVICE, this.listenerId, fromMs, toMs)
    if (late.length > 0) {
      const known = new Set(stored.map(({ id }) => id))
      for (const row of late) if (!known.has(row.id)) stored.push(row)
    }
    this.readWordings(stored)
    return stored.map((row) => this.look(row))
  }

  formatOf(sourceId: number): string {
    return this.formats.get(sourceId) ?? ''
  }

  private look({ heardId, traits, reasonStart, reasonEnd, ...row }: StoredRow): Row {
    const { precision, timeTold, offline } = unpackTraits(traits)
    return {
      ...row,
      ...this.wordings.get(heardId)!,
      teller: tellerOf(this.formatOf(row.sourceId), row.sourceId, precision),
      precision,
      timeTold,
      reasonStart: this.words.get(reasonStart) ?? null,
      reasonEnd: this.words.get(reasonEnd) ?? null,
      offline: offline === true,
      apart: this.apart.has(row.id),
    }
  }

  private readWordings(rows: readonly StoredRow[]): void {
    if (this.wordings.size > WORDINGS_MAX) this.wordings.clear()
    const unseen = new Set<number>()
    for (const { heardId } of rows) if (!this.wordings.has(heardId)) unseen.add(heardId)
    if (unseen.size === 0) return
    const query = `SELECT h.id, h.match_key AS matchKey, h.track_id AS trackId, ifnull(t.duration_ms, h.duration_ms) AS lengthMs
      FROM json_each(?) e JOIN heard h ON h.id = e.value LEFT JOIN tracks t ON t.id = h.track_id`
    for (const { id, ...wording } of this.database.all<Wording & { id: number }>(query, JSON.stringify([...unseen])))
      this.wordings.set(id, wording)
  }
}
