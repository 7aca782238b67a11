// Keeping listens: each row once, each wording once, and each event told once.

import { matchKey } from '#library'
import { type ListenerId, type ListenId, type ListenStore, type NewListen, SAME_END_MS_MAX, sameEvents, type Told } from '#listens'
import type { Database } from './database.ts'

/** Wordings kept in memory at most; beyond, it starts afresh. */
const HEARD_CACHE_MAX = 200_000
/** How far back and forth the span of a reconcile may grow, in rows, to hold whole sessions. */
const SESSION_ROWS_MAX = 20_000

/** Counts removals of wordings. */
export const HEARD_REMOVED = 'heard.removed'

const INSERT_LISTEN = `
  INSERT INTO listens (listener_id, source_id, row_key, heard_id, track_id, started_at_ms, ended_at_ms, precision, ms_played, reason_start, reason_end,
    skipped, shuffle, offline, incognito, platform, country, offline_at_ms)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (listener_id, row_key) DO NOTHING`

const bit = (value: boolean | null) => (value === null ? null : value ? 1 : 0)

export function listenWriter(database: Database): Pick<ListenStore, 'append' | 'reconcile'> {
  const heard = heardIds(database)
  const statement = database.prepare(INSERT_LISTEN)
  const insert = (listen: NewListen) =>
    statement.run(
      listen.listenerId,
      listen.sourceId,
      listen.rowKey,
      heard.idOf(listen),
      listen.trackId,
      listen.startedAtMs,
      listen.endedAtMs,
      listen.precision,
      listen.msPlayed,
      listen.reasonStart,
      listen.reasonEnd,
      bit(listen.skipped),
      bit(listen.shuffle),
      bit(listen.offline),
      bit(listen.incognito),
      listen.platform,
      listen.country,
      listen.offlineAtMs ?? null,
    )

  return {
    append: async (listens, options) => {
      try {
        return database.transaction(() => {
          heard.begin()
          const firstId = database.get<{ id: number }>('SELECT ifnull(max(id), 0) + 1 AS id FROM listens')!.id
          let kept = 0
          for (const listen of listens) kept += Number(insert(listen).changes)
          if (kept > 0) database.bump('listens')
          let duplicates = 0
          if (options?.reconcile !== false && kept > 0) {
            for (const [listenerId, [fromMs, toMs]] of spans(listens)) reconcile(database, listenerId, fromMs, toMs)
            const query = 'SELECT count(*) AS n FROM listens WHERE id >= ? AND duplicate_of IS NOT NULL'
            duplicates = database.get<{ n: number }>(query, firstId)!.n
          }
          return { added: kept - duplicates, known: listens.length - kept, duplicates, firstId }
        })
      } catch (error) {
        heard.forget()
        throw error
      }
    },
    reconcile: async (listenerId, fromMs, toMs) => database.transaction(() => reconcile(database, listenerId, fromMs, toMs)),
  }
}

function spans(listens: readonly NewListen[]): Map<ListenerId, [fromMs: number, toMs: number]> {
  const found = new Map<ListenerId, [number, number]>()
  for (const { listenerId, endedAtMs } of listens) {
    const span = found.get(listenerId)
    if (span === undefined) found.set(listenerId, [endedAtMs, endedAtMs])
    else if (endedAtMs < span[0]) span[0] = endedAtMs
    else if (endedAtMs > span[1]) span[1] = endedAtMs
  }
  return found
}

/**
 * Finds or keeps a wording. Ids are remembered as long as no wording was removed (by whatever process: the counter says so) and no
 * transaction failed.
 */
function heardIds(database: Database): { idOf(listen: NewListen): number; begin(): void; forget(): void } {
  const cache = new Map<string, number>()
  let removals = -1
  return {
    begin: () => {
      const now = database.counter(HEARD_REMOVED)
      if (now !== removals) cache.clear()
      removals = now
    },
    forget: () => cache.clear(),
    idOf: (listen) => {
      const values = [listen.kind, listen.title, listen.artistName, listen.albumTitle ?? '', listen.sourceUri ?? '']
      const key = values.join('\u0000')
      const cached = cache.get(key)
      if (cached !== undefined) return cached
      const found =
        database.get<{ id: number }>(
          'SELECT id FROM heard WHERE kind = ? AND title = ? AND artist_name = ? AND album_title = ? AND source_uri = ?',
          ...values,
        )?.id ??
        database.run(
          'INSERT INTO heard (kind, title, artist_name, album_title, source_uri, match_key) VALUES (?, ?, ?, ?, ?, ?)',
          ...values,
          matchKey(listen.artistName, listen.title),
        ).lastId
      if (cache.size >= HEARD_CACHE_MAX) cache.clear()
      cache.set(key, found)
      return found
    },
  }
}

/** Marks anew which rows in the span tell of an event told better elsewhere; returns those newly marked. */
export function reconcile(database: Database, listenerId: ListenerId, fromMs: number, toMs: number): ListenId[] {
  const common = commonSpan(database, listenerId, ...wholeSessions(database, listenerId, fromMs, toMs))
  if (common === null) return []
  const rows = database.all<Told & { duplicateOf: number | null }>(
    `SELECT l.id, CAST(l.row_key AS TEXT) AS rowKey, s.format, l.precision, l.track_id AS trackId, h.match_key AS matchKey,
       l.ended_at_ms AS endedAtMs, l.ms_played AS msPlayed, l.duplicate_of AS duplicateOf
     FROM listens l JOIN sources s ON s.id = l.source_id JOIN heard h ON h.id = l.heard_id
     WHERE l.listener_id = ? AND l.ended_at_ms BETWEEN ? AND ?`,
    listenerId,
    ...common,
  )
  const marks = sameEvents(rows)
  const newly: ListenId[] = []
  for (const row of rows) {
    const mark = marks.get(row.id) ?? null
    if (mark === row.duplicateOf) continue
    database.run('UPDATE listens SET duplicate_of = ? WHERE id = ?', mark, row.id)
    if (row.duplicateOf === null) newly.push(row.id as ListenId)
  }
  if (newly.length > 0) database.bump('listens')
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
