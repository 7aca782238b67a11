// One listen once, over the rows of a span: which of them tell of an event that another tells better is marked.

import { type ListenerId, type ListenId, SAME_END_MS_MAX, sameEvents, type Told } from '#listens'
import type { Database } from './database.ts'
import { markMonths } from './listens-months.ts'

/** How far back and forth the span of a reconcile may grow, in rows, to hold whole sessions. */
const SESSION_ROWS_MAX = 20_000

/** Marks anew which rows in the span tell of an event told better elsewhere; returns those newly marked. Within a transaction. */
export function reconcile(database: Database, listenerId: ListenerId, fromMs: number, toMs: number): ListenId[] {
  const common = commonSpan(database, listenerId, ...wholeSessions(database, listenerId, fromMs, toMs))
  if (common === null) return []
  const rows = database.all<Told & { duplicateOf: number | null }>(
    `SELECT l.id, CAST(l.row_key AS TEXT) AS rowKey, s.format, (l.traits >> 2) & 3 AS precision, h.track_id AS trackId, h.match_key AS matchKey,
       l.ended_at_ms AS endedAtMs, l.ms_played AS msPlayed, l.duplicate_of AS duplicateOf
     FROM listens l JOIN sources s ON s.id = l.source_id JOIN heard h ON h.id = l.heard_id
     WHERE l.listener_id = ? AND l.ended_at_ms BETWEEN ? AND ?`,
    listenerId,
    ...common,
  )
  const marks = sameEvents(rows)
  const endOf = new Map(rows.map((row) => [row.id, row.endedAtMs]))
  const newly: ListenId[] = []
  const touched: number[] = []
  for (const row of rows) {
    const mark = marks.get(row.id) ?? null
    if (mark === row.duplicateOf) continue
    database.run('UPDATE listens SET duplicate_of = ?, merged_as = ? WHERE id = ?', mark, mark === null ? null : 'same', row.id)
    touched.push(row.endedAtMs)
    for (const other of [mark, row.duplicateOf]) if (other !== null && endOf.has(other)) touched.push(endOf.get(other)!)
    if (row.duplicateOf === null) newly.push(row.id as ListenId)
  }
  markMonths(database, listenerId, touched)
  return newly
}

/** Grows a span at both ends until nothing ended within the tolerance of it: what is found then does not depend on where it was cut. */
function wholeSessions(database: Database, listenerId: ListenerId, fromMs: number, toMs: number): [number, number] {
  const grow = (sql: string, startMs: number): number => {
    let edgeMs = startMs
    for (let step = 0; step < SESSION_ROWS_MAX; step++) {
      const next = database.get<{ ms: number | null }>(sql, listenerId, edgeMs)?.ms ?? null
      if (next === null || Math.abs(next - edgeMs) > SAME_END_MS_MAX) break
      edgeMs = next
    }
    return edgeMs
  }
  return [
    grow('SELECT max(ended_at_ms) AS ms FROM listens WHERE listener_id = ? AND ended_at_ms < ?', fromMs),
    grow('SELECT min(ended_at_ms) AS ms FROM listens WHERE listener_id = ? AND ended_at_ms > ?', toMs),
  ]
}

/** The part of a span in which rows of at least two formats can meet; null where only one format is there. */
function commonSpan(database: Database, listenerId: ListenerId, fromMs: number, toMs: number): [number, number] | null {
  const formats = database.all<{ fromMs: number; toMs: number }>(
    `SELECT min(fromMs) AS fromMs, max(toMs) AS toMs FROM (
       SELECT s.format,
         (SELECT min(ended_at_ms) FROM listens WHERE source_id = s.id AND ended_at_ms BETWEEN ?2 AND ?3) AS fromMs,
         (SELECT max(ended_at_ms) FROM listens WHERE source_id = s.id AND ended_at_ms BETWEEN ?2 AND ?3) AS toMs
       FROM sources s WHERE s.listener_id = ?1)
     WHERE fromMs IS NOT NULL GROUP BY format`,
    listenerId,
    fromMs,
    toMs,
  )
  if (formats.length < 2) return null
  const begins = formats.map((format) => format.fromMs).sort((a, b) => a - b)
  const ends = formats.map((format) => format.toMs).sort((a, b) => b - a)
  return wholeSessions(database, listenerId, begins[1] - SAME_END_MS_MAX, ends[1] + SAME_END_MS_MAX)
}
