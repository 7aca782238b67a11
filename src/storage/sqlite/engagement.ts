// Engagement on SQLite: an act and its sum are written together, so the sums are never counted again.

import { type Engagement, type EngagementKind, type EngagementStore, type EngagementTotals, hash64 } from '#listens'
import type { Database, SqlValue } from './database.ts'

/** The column of the sums that an act raises; taking back a love or a ban raises none. */
const COLUMN: Readonly<Record<EngagementKind, string | null>> = {
  start: 'starts',
  progress: 'progresses',
  skip: 'skips',
  end: 'ends',
  love: 'loves',
  ban: 'bans',
  clear: null,
  'playlist-add': 'playlist_adds',
}

const INSERT = `INSERT INTO engagements (listener_id, track_id, kind, at_ms, position_ms, source_id, key) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`

const raise = (column: string | null) => `
  INSERT INTO engagement_totals (listener_id, track_id, ${column === null ? '' : `${column}, `}furthest_ms, last_at_ms)
  VALUES (?1, ?2, ${column === null ? '' : '1, '}?3, ?4)
  ON CONFLICT (listener_id, track_id) DO UPDATE SET ${column === null ? '' : `${column} = ${column} + 1, `}
    furthest_ms = CASE WHEN ?3 IS NULL THEN furthest_ms ELSE max(ifnull(furthest_ms, 0), ?3) END, last_at_ms = max(last_at_ms, ?4)`

const TOTALS = `track_id AS trackId, starts, progresses, skips, ends, loves, bans, playlist_adds AS playlistAdds, furthest_ms AS furthestMs, last_at_ms AS lastAtMs`

export function sqliteEngagement(database: Database): EngagementStore {
  return {
    record: async (acts) =>
      // Nobody waits for these to be on the disk, as for a listen.
      database.transactionSoon(() =>
        acts.map(({ listenerId, trackId, kind, atMs, positionMs = null, sourceId = null, key }) => {
          const at = Math.round(atMs)
          const position = positionMs === null ? null : Math.round(positionMs)
          if (database.run(INSERT, listenerId, trackId, kind, at, position, sourceId, hash64(`${kind}|${key}`)).changes === 0) return false
          database.run(raise(COLUMN[kind]), listenerId, trackId, position, at)
          return true
        }),
      ),
    totals: async (listenerId, { trackIds, countMax }) => {
      const among = trackIds === undefined ? '' : 'AND track_id IN (SELECT value FROM json_each(?3))'
      const values: SqlValue[] = [listenerId, countMax, ...(trackIds === undefined ? [] : [JSON.stringify(trackIds)])]
      const query = `SELECT ${TOTALS} FROM engagement_totals WHERE listener_id = ?1 ${among} ORDER BY last_at_ms DESC, track_id LIMIT ?2`
      return database.all<EngagementTotals>(query, ...values).map((row) => ({ ...row }))
    },
    recent: async (listenerId, { trackId, countMax }) =>
      database
        .all<Omit<Engagement, 'key' | 'sourceId'>>(
          `SELECT listener_id AS listenerId, track_id AS trackId, kind, at_ms AS atMs, position_ms AS positionMs FROM engagements
           WHERE listener_id = ?1 AND (?2 IS NULL OR track_id = ?2) ORDER BY at_ms DESC, id DESC LIMIT ?3`,
          listenerId,
          trackId ?? null,
          countMax,
        )
        .map((row) => ({ ...row })),
  }
}
