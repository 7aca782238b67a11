// What the scrobbling protocols read back and take away.

import type { TrackId } from '#library'
import type { ScrobbleStore, ToldListen } from '#listens'
import type { Database } from './database.ts'
import { markMonths } from './listens-months.ts'
import { reconcile } from './listens-reconcile.ts'
import type { Words } from './listens-words.ts'

/** No playback is longer (heard-row.ts): how far ends may lie after starts. */
const PLAYED_MS_MAX = 7 * 24 * 3600 * 1000
/** Rows are indexed by their end and wanted by their start; listens that overlap change places, within this many rows. */
const OVERLAPPING_MAX = 100

const TOLD = `
  SELECT l.id, h.track_id AS trackId, h.title, h.artist_name AS artistName, nullif(h.album_title, '') AS albumTitle, l.started_at_ms AS startedAtMs,
    l.ms_played AS msPlayed, ifnull(h.duration_ms, t.duration_ms) AS durationMs, l.platform AS platformId,
    (SELECT value FROM external_ids e WHERE e.track_id = h.track_id AND e.kind = 'mbid' LIMIT 1) AS recordingMbid,
    (SELECT value FROM external_ids e WHERE e.track_id = h.track_id AND e.kind = 'isrc' LIMIT 1) AS isrc
  FROM listens l JOIN heard h ON h.id = l.heard_id LEFT JOIN tracks t ON t.id = h.track_id
  WHERE l.listener_id = ? AND l.duplicate_of IS NULL AND h.kind = 'music'`

export function scrobbleReads(database: Database, words: Words): Omit<ScrobbleStore, 'keep'> {
  const toTold = ({ platformId, ...row }: Omit<ToldListen, 'platform'> & { platformId: number }): ToldListen => ({
    ...row,
    platform: words.wordOf(platformId),
  })
  const edge = (listenerId: number, order: 'ASC' | 'DESC') =>
    database.get<{ ms: number }>(
      `SELECT started_at_ms AS ms FROM listens WHERE listener_id = ? AND duplicate_of IS NULL ORDER BY ended_at_ms ${order} LIMIT 1`,
      listenerId,
    )
  const toS = (row: { ms: number } | undefined) => (row ? Math.floor(row.ms / 1000) : null)
  return {
    told: async ({ listenerId, beforeS, afterS, countMax, offset = 0 }) => {
      if (countMax === 0) return []
      // From the oldest where only the beginning of the span is given: the page next to it is wanted.
      const upwards = afterS !== undefined && beforeS === undefined
      const fromMs = afterS === undefined ? null : (afterS + 1) * 1000
      const beforeMs = beforeS === undefined ? null : beforeS * 1000
      // As many as may have changed places are looked at on both sides of the page.
      const passed = Math.max(0, offset - OVERLAPPING_MAX)
      const rows = database.all<Parameters<typeof toTold>[0]>(
        `${TOLD} AND l.ended_at_ms >= ifnull(?, -8.64e15) AND l.ended_at_ms < ifnull(?, 8.64e15) AND l.started_at_ms >= ifnull(?, -8.64e15)
           AND l.started_at_ms < ifnull(?, 8.64e15) ORDER BY l.ended_at_ms ${upwards ? 'ASC' : 'DESC'}, l.id ${upwards ? 'ASC' : 'DESC'} LIMIT ? OFFSET ?`,
        listenerId,
        fromMs,
        beforeMs === null ? null : beforeMs + PLAYED_MS_MAX,
        fromMs,
        beforeMs,
        offset - passed + countMax + OVERLAPPING_MAX,
        passed,
      )
      rows.sort((a, b) => (a.startedAtMs - b.startedAtMs || a.id - b.id) * (upwards ? 1 : -1))
      const page = rows.slice(offset - passed, offset - passed + countMax).map(toTold)
      return upwards ? page.reverse() : page
    },
    extent: async (listenerId) => ({ firstS: toS(edge(listenerId, 'ASC')), lastS: toS(edge(listenerId, 'DESC')) }),
    remove: async (listenerId, startedAtS, trackId) => database.transaction(() => remove(database, listenerId, startedAtS, trackId)),
    trackOfMbid: async (mbid) =>
      database.get<{ id: TrackId }>("SELECT track_id AS id FROM external_ids WHERE kind = 'mbid' AND value = ? LIMIT 1", mbid)?.id ?? null,
    latestImportS: async (listenerId, service) =>
      database.get<{ s: number }>('SELECT to_s AS s FROM import_marks WHERE listener_id = ? AND service = ?', listenerId, service)?.s ?? 0,
    raiseLatestImport: async (listenerId, service, toS) => {
      database.run(
        `INSERT INTO import_marks (listener_id, service, to_s) VALUES (?, ?, ?)
         ON CONFLICT (listener_id, service) DO UPDATE SET to_s = max(to_s, excluded.to_s)`,
        listenerId,
        service,
        toS,
      )
    },
  }
}

/** Takes away the listens that began in a second, whoever told of them: rows that tell of the same event go with them. */
function remove(database: Database, listenerId: Parameters<ScrobbleStore['remove']>[0], startedAtS: number, trackId: TrackId): number {
  const fromMs = startedAtS * 1000
  const rows = database.all<{ id: number; standing: number }>(
    `SELECT l.id, ifnull(l.duplicate_of, l.id) AS standing FROM listens l JOIN heard h ON h.id = l.heard_id
     WHERE l.listener_id = ?1 AND l.ended_at_ms >= ?2 AND l.ended_at_ms < ?2 + 1000 + ?4 AND l.started_at_ms >= ?2 AND l.started_at_ms < ?2 + 1000
       AND h.track_id = ?3`,
    listenerId,
    fromMs,
    trackId,
    PLAYED_MS_MAX,
  )
  if (rows.length === 0) return 0
  const gone = database.all<{ id: number; ms: number }>(
    'SELECT id, ended_at_ms AS ms FROM listens WHERE id IN (SELECT value FROM json_each(?1)) OR duplicate_of IN (SELECT value FROM json_each(?1))',
    JSON.stringify(rows.map(({ standing }) => standing)),
  )
  database.run('DELETE FROM listens WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(gone.map(({ id }) => id)))
  const ends = gone.map(({ ms }) => ms)
  markMonths(database, listenerId, ends)
  reconcile(database, listenerId, Math.min(...ends), Math.max(...ends))
  return rows.length
}
