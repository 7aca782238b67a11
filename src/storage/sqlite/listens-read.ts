// Listens as rows, newest first.

import type { TrackId } from '#library'
import { type Listen, type ListenStore, unpackTraits } from '#listens'
import type { Database, SqlValue } from './database.ts'
import type { Ledgers } from './listens-ledger.ts'
import { endsOfTrack } from './listens-tally.ts'
import type { Words } from './listens-words.ts'

/** Rows that may be added to a page because they ended in the same ms as its last one. */
const TIED_ROWS_MAX = 1000
const LATEST_MS = 8.64e15

const COLUMNS = `
  l.id, l.listener_id AS listenerId, l.source_id AS sourceId, h.kind, h.track_id AS trackId, h.title, h.artist_name AS artistName,
  nullif(h.album_title, '') AS albumTitle, l.started_at_ms AS startedAtMs, l.ended_at_ms AS endedAtMs, l.ms_played AS msPlayed, l.traits,
  l.reason_start AS reasonStart, l.reason_end AS reasonEnd, l.platform, l.country, l.offline_at_ms AS offlineAtMs, l.raw,
  nullif(h.source_uri, '') AS sourceUri, l.duplicate_of AS duplicateOf, l.merged_as AS mergedAs`

type WordColumn = 'reasonStart' | 'reasonEnd' | 'platform' | 'country'
type ListenRow = Omit<Listen, 'precision' | 'timeTold' | 'skipped' | 'shuffle' | 'offline' | 'incognito' | WordColumn> &
  Record<WordColumn, number> & { readonly traits: number }

export function listenReader(
  database: Database,
  words: Words,
  ledgers: Ledgers,
): Pick<ListenStore, 'recent' | 'count' | 'countKnown' | 'get'> {
  const toListen = ({ traits, reasonStart, reasonEnd, platform, country, ...row }: ListenRow): Listen => ({
    ...row,
    ...unpackTraits(traits),
    reasonStart: words.wordOf(reasonStart),
    reasonEnd: words.wordOf(reasonEnd),
    platform: words.wordOf(platform),
    country: words.wordOf(country),
  })
  const page = (from: string, values: readonly SqlValue[], countMax: number): Listen[] => {
    const rows = database.all<ListenRow>(`SELECT ${COLUMNS} ${from} ORDER BY l.ended_at_ms DESC, l.id DESC LIMIT ?`, ...values, countMax)
    return rows.map(toListen)
  }
  const standing = 'l.listener_id = ? AND l.duplicate_of IS NULL'

  /** Rows that ended in these seconds and satisfy `and`. */
  const atSeconds = (listenerId: number, seconds: readonly number[], and: string, values: readonly SqlValue[], countMax: number) =>
    page(
      `FROM (SELECT DISTINCT value AS s FROM json_each(?)) e CROSS JOIN listens l INDEXED BY listens_by_time
         ON l.listener_id = ? AND l.ended_at_ms >= e.s * 1000 AND l.ended_at_ms < e.s * 1000 + 1000 AND l.duplicate_of IS NULL
       JOIN heard h ON h.id = l.heard_id WHERE ${and}`,
      [JSON.stringify(seconds), listenerId, ...values],
      countMax,
    )

  return {
    count: async (listenerId) => {
      const ids = listenerId === undefined ? database.all<{ id: number }>('SELECT id FROM listeners').map(({ id }) => id) : [listenerId]
      return ids.reduce((sum, id) => sum + ledgers.of(id as Listen['listenerId']).count, 0)
    },
    countKnown: async (listenerId, rowKeys) => {
      let known = 0
      for (const key of rowKeys) if (database.get('SELECT 1 FROM listens WHERE listener_id = ? AND row_key = ?', listenerId, key)) known++
      return known
    },
    get: async (ids) => {
      const query = `SELECT ${COLUMNS} FROM listens l JOIN heard h ON h.id = l.heard_id WHERE l.id IN (SELECT value FROM json_each(?)) ORDER BY l.id`
      return database.all<ListenRow>(query, JSON.stringify(ids)).map(toListen)
    },
    recent: async ({ listenerId, beforeMs = LATEST_MS, trackId, countMax }) => {
      if (countMax === 0) return []
      if (trackId !== undefined) {
        const seconds = endsOfTrack(ledgers.of(listenerId), trackId as TrackId, beforeMs, countMax + TIED_ROWS_MAX, false)
        const rows = atSeconds(listenerId, seconds, 'h.track_id = ? AND l.ended_at_ms < ?', [trackId, beforeMs], countMax + TIED_ROWS_MAX)
        return withTies(rows, countMax)
      }
      const from = `FROM listens l JOIN heard h ON h.id = l.heard_id WHERE ${standing} AND l.ended_at_ms`
      const rows = page(`${from} < ?`, [listenerId, beforeMs], countMax)
      if (rows.length < countMax) return rows
      const last = rows[rows.length - 1]
      return [...rows, ...page(`${from} = ? AND l.id < ?`, [listenerId, last.endedAtMs, last.id], TIED_ROWS_MAX)]
    },
  }
}

/** The first rows, and those that ended in the very ms of the last of them. */
function withTies(rows: Listen[], countMax: number): Listen[] {
  if (rows.length <= countMax) return rows
  const last = rows[countMax - 1]
  return rows.filter((row, index) => index < countMax || row.endedAtMs === last.endedAtMs)
}
