// What was merged into one listen, on SQLite; and pairs of rows that a person keeps apart.

import type { ListenerId, ListenId, MergeStore, Telling } from '#listens'
import type { Database } from './database.ts'
import { reconcile } from './listens-reconcile.ts'

const MORE = `
  SELECT ifnull(l.duplicate_of, l.id) AS id, count(*) AS rows,
    sum(CASE WHEN l.duplicate_of IS NOT NULL AND l.merged_as = 'continued' THEN ifnull(l.ms_played, 0) ELSE 0 END) AS partsMs,
    max(EXISTS (SELECT 1 FROM listens_apart a WHERE a.listener_id = l.listener_id AND a.row_key = l.row_key)) AS apart
  FROM (SELECT value AS id FROM json_each(?)) e JOIN listens l ON l.id = e.id OR l.duplicate_of = e.id
  GROUP BY 1 HAVING count(*) > 1 OR max(EXISTS (SELECT 1 FROM listens_apart a WHERE a.listener_id = l.listener_id AND a.row_key = l.row_key))`
const TELLINGS = `
  SELECT id, source_id AS sourceId, CASE WHEN duplicate_of IS NULL THEN NULL ELSE merged_as END AS mergedAs
  FROM listens WHERE id = ?1 OR duplicate_of = ?1 ORDER BY duplicate_of IS NOT NULL, ended_at_ms, id`
const APART_FROM = `
  SELECT DISTINCT ifnull(f.duplicate_of, f.id) AS id FROM listens l
  JOIN listens_apart a ON a.listener_id = l.listener_id AND a.row_key = l.row_key
  JOIN listens f ON f.listener_id = a.listener_id AND f.row_key = a.from_row_key
  WHERE l.id = ?1 OR l.duplicate_of = ?1`
/** Row ?1 from the one that stands for it (?2) and from all its parts, both ways. */
const KEEP_APART = `
  WITH pairs(one, other) AS (
    SELECT ?1, id FROM listens WHERE id <> ?1 AND (id = ?2 OR (duplicate_of = ?2 AND merged_as = 'continued')))
  INSERT OR IGNORE INTO listens_apart (listener_id, row_key, from_row_key)
  SELECT a.listener_id, a.row_key, b.row_key FROM pairs JOIN listens a ON a.id = one JOIN listens b ON b.id = other
  UNION SELECT a.listener_id, b.row_key, a.row_key FROM pairs JOIN listens a ON a.id = one JOIN listens b ON b.id = other`
const REJOIN = `
  DELETE FROM listens_apart WHERE EXISTS (
    SELECT 1 FROM listens l WHERE (l.id = ?1 OR l.duplicate_of = ?1) AND l.listener_id = listens_apart.listener_id AND l.row_key IN (listens_apart.row_key, from_row_key))`

interface Placed {
  readonly id: ListenId
  readonly listenerId: ListenerId
  readonly endedAtMs: number
  readonly duplicateOf: ListenId | null
}

export function sqliteMerges(database: Database): MergeStore {
  const place = (id: ListenId) =>
    database.get<Placed>(
      'SELECT id, listener_id AS listenerId, ended_at_ms AS endedAtMs, duplicate_of AS duplicateOf FROM listens WHERE id = ?',
      id,
    ) ?? null
  const lookAgain = (rows: readonly Placed[]) => {
    const ends = rows.map(({ endedAtMs }) => endedAtMs)
    reconcile(database, rows[0].listenerId, Math.min(...ends), Math.max(...ends))
  }
  return {
    more: async (ids) => {
      const rows = database.all<{ id: ListenId; rows: number; partsMs: number; apart: number }>(MORE, JSON.stringify(ids))
      return new Map(rows.map(({ id, rows: n, partsMs, apart }) => [id, { rows: n - 1, partsMs, apart: apart === 1 }]))
    },
    toldBy: async (id) => {
      const row = place(id)
      if (row === null) return null
      const standingId = row.duplicateOf ?? row.id
      const also = Map.groupBy(
        database.all<{ id: number; sourceId: Telling['sourceId'] }>(
          `SELECT listen_id AS id, source_id AS sourceId FROM told_also WHERE listen_id IN (SELECT id FROM listens WHERE id = ?1 OR duplicate_of = ?1)
           ORDER BY source_id`,
          standingId,
        ),
        (other) => other.id,
      )
      const tellings = database
        .all<Omit<Telling, 'alsoIn'>>(TELLINGS, standingId)
        .map((telling) => ({ ...telling, alsoIn: (also.get(telling.id) ?? []).map(({ sourceId }) => sourceId) }))
      return { standingId, tellings, apartFrom: database.all<{ id: ListenId }>(APART_FROM, standingId).map((other) => other.id) }
    },
    part: async (id) =>
      database.transaction(() => {
        const row = place(id)
        if (row?.duplicateOf == null) return false
        database.run(KEEP_APART, row.id, row.duplicateOf)
        lookAgain([row, place(row.duplicateOf)!])
        return true
      }),
    rejoin: async (id) =>
      database.transaction(() => {
        const row = place(id)
        if (row === null || database.run(REJOIN, id).changes === 0) return false
        lookAgain([row])
        return true
      }),
  }
}
