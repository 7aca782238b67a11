// Where listens came from, with the report of each import.

import type { ListenerId, Source, SourceId, SourceReport, SourceStore } from '#listens'
import type { Database } from './database.ts'
import { HEARD_REMOVED } from './listens-heard.ts'
import { monthOf } from './listens-months.ts'
import { reconcile } from './listens-reconcile.ts'

interface SourceRow {
  readonly id: number
  readonly listener_id: number
  readonly label: string
  readonly format: string
  readonly imported_at_ms: number
  readonly synthetic: number
  readonly report: string | null
}

const toSource = (row: SourceRow): Source => ({
  id: row.id as SourceId,
  listenerId: row.listener_id as ListenerId,
  label: row.label,
  format: row.format,
  importedAtMs: row.imported_at_ms,
  synthetic: row.synthetic === 1,
  report: row.report === null ? null : (JSON.parse(row.report) as SourceReport),
})

export function sqliteSources(database: Database): SourceStore {
  return {
    ensure: async ({ listenerId, label, format, synthetic, atMs }) =>
      database.get<{ id: SourceId }>(
        `INSERT INTO sources (listener_id, label, format, imported_at_ms, synthetic) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (listener_id, format, label) DO UPDATE SET imported_at_ms = max(imported_at_ms, excluded.imported_at_ms)
         RETURNING id`,
        listenerId,
        label,
        format,
        atMs,
        synthetic ? 1 : 0,
      )!.id,
    saveReport: async (id, report) => {
      database.run('UPDATE sources SET report = ? WHERE id = ?', JSON.stringify(report), id)
    },
    list: async (listenerId) =>
      database
        .all<SourceRow>(
          'SELECT * FROM sources WHERE ?1 IS NULL OR listener_id = ?1 ORDER BY imported_at_ms DESC, id DESC',
          listenerId ?? null,
        )
        .map(toSource),
    remove: async (id) => {
      database.transaction(() => {
        const span = database.get<{ listenerId: ListenerId; fromMs: number | null; toMs: number }>(
          `SELECT s.listener_id AS listenerId, min(l.ended_at_ms) AS fromMs, max(l.ended_at_ms) AS toMs
           FROM sources s LEFT JOIN listens l ON l.source_id = s.id WHERE s.id = ?`,
          id,
        )
        // Rows that its rows stood for may have ended before the first of them, or after the last.
        const told = database.get<{ fromMs: number | null; toMs: number }>(
          `SELECT min(d.ended_at_ms) AS fromMs, max(d.ended_at_ms) AS toMs FROM listens l JOIN listens d ON d.duplicate_of = l.id WHERE l.source_id = ?`,
          id,
        )!
        handOver(database, id)
        database.run('DELETE FROM listens WHERE source_id = ?', id)
        database.run('DELETE FROM sources WHERE id = ?', id)
        if (!span || span.fromMs === null) return
        database.run('DELETE FROM heard WHERE id NOT IN (SELECT heard_id FROM listens)')
        database.bump(HEARD_REMOVED)
        database.bump('listens')
        const [fromMs, toMs] = told.fromMs === null ? [span.fromMs, span.toMs] : [Math.min(span.fromMs, told.fromMs), Math.max(span.toMs, told.toMs)] // biome-ignore format: one line
        const stale = 'UPDATE listen_months SET stale = 1 WHERE listener_id = ? AND month BETWEEN ? AND ?'
        // A month before and after: what it told may have been told again by a row across the border.
        database.run(stale, span.listenerId, monthOf(fromMs) - 1, monthOf(toMs) + 1)
        // What this source told better may now be told by two others.
        reconcile(database, span.listenerId, fromMs, toMs)
      })
    },
  }
}

/** What further files tell in the very same row is theirs from now on. */
function handOver(database: Database, id: SourceId): void {
  database.run('DELETE FROM told_also WHERE source_id = ?', id)
  database.run(
    `UPDATE listens SET source_id = (SELECT min(a.source_id) FROM told_also a WHERE a.listen_id = listens.id)
     WHERE source_id = ? AND EXISTS (SELECT 1 FROM told_also a WHERE a.listen_id = listens.id)`,
    id,
  )
  // The source that holds a row is not among its further ones.
  database.run(
    'DELETE FROM told_also WHERE EXISTS (SELECT 1 FROM listens l WHERE l.id = told_also.listen_id AND l.source_id = told_also.source_id)',
  )
}
