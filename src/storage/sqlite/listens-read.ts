// Listens as rows, newest first.

import type { Listen, ListenStore } from '#listens'
import type { Database, SqlValue } from './database.ts'
import { COUNTED_SQL } from './listens-rules.ts'

/** Rows that may be added to a page because they ended in the same ms as its last one. */
const TIED_ROWS_MAX = 1000

const COLUMNS = `
  l.id, l.listener_id AS listenerId, l.source_id AS sourceId, h.kind, l.track_id AS trackId, h.title, h.artist_name AS artistName,
  nullif(h.album_title, '') AS albumTitle, l.started_at_ms AS startedAtMs, l.ended_at_ms AS endedAtMs, l.precision, l.ms_played AS msPlayed,
  l.reason_start AS reasonStart, l.reason_end AS reasonEnd, l.skipped, l.shuffle, l.offline, l.incognito, l.platform, l.country,
  l.offline_at_ms AS offlineAtMs, nullif(h.source_uri, '') AS sourceUri, l.duplicate_of AS duplicateOf`

type Bit = 0 | 1 | null
type ListenRow = Omit<Listen, 'skipped' | 'shuffle' | 'offline' | 'incognito'> & {
  skipped: Bit
  shuffle: Bit
  offline: Bit
  incognito: Bit
}

const flag = (bit: Bit) => (bit === null ? null : bit === 1)
const toListen = (row: ListenRow): Listen => ({
  ...row,
  skipped: flag(row.skipped),
  shuffle: flag(row.shuffle),
  offline: flag(row.offline),
  incognito: flag(row.incognito),
})

export function listenReader(database: Database): Pick<ListenStore, 'recent' | 'count'> {
  return {
    count: async (listenerId) =>
      database.get<{ n: number }>(
        'SELECT count(*) - (SELECT count(*) FROM listens WHERE duplicate_of IS NOT NULL AND (?1 IS NULL OR listener_id = ?1)) AS n FROM listens WHERE ?1 IS NULL OR listener_id = ?1',
        listenerId ?? null,
      )!.n,
    recent: async ({ listenerId, beforeMs, trackId, countedOnly, countMax }) => {
      const from = `FROM listens l JOIN heard h ON h.id = l.heard_id ${countedOnly ? 'LEFT JOIN tracks t ON t.id = l.track_id' : ''}
        WHERE l.listener_id = ? AND l.duplicate_of IS NULL ${trackId === undefined ? '' : 'AND l.track_id = ?'} ${countedOnly ? `AND ${COUNTED_SQL}` : ''}`
      const who: SqlValue[] = trackId === undefined ? [listenerId] : [listenerId, trackId]
      const page = database.all<ListenRow>(
        `SELECT ${COLUMNS} ${from} AND l.ended_at_ms < ? ORDER BY l.ended_at_ms DESC, l.id DESC LIMIT ?`,
        ...who,
        beforeMs ?? Number.MAX_SAFE_INTEGER,
        countMax,
      )
      if (page.length === countMax && countMax > 0) {
        const last = page[page.length - 1]
        const tied = `SELECT ${COLUMNS} ${from} AND l.ended_at_ms = ? AND l.id < ? ORDER BY l.id DESC LIMIT ?`
        page.push(...database.all<ListenRow>(tied, ...who, last.endedAtMs, last.id, TIED_ROWS_MAX))
      }
      return page.map(toListen)
    },
  }
}
