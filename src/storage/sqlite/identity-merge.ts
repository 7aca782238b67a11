// Two tracks become one: what points to the one that goes (wordings, files, feedback, ids, whatever other rooms keep) moves to the one that stays.

import { CATALOGUED, PLAYABLE } from '#library'
import type { Database } from './database.ts'

/** A column of a table that names a track. */
export interface Pointer {
  readonly table: string
  readonly column: string
}

/** Tables whose rows do not simply move: they belong to what stays, or are looked after below. */
const BY_HAND = new Set(['track_artists', 'track_genres', 'identity_apart', 'identity_review'])

const REFRESH_PLAYABLE = `UPDATE tracks SET flags = CASE WHEN EXISTS (SELECT 1 FROM audio_files f WHERE f.track_id = tracks.id AND f.missing_since_ms IS NULL)
  THEN flags | ${PLAYABLE} ELSE flags & ~${PLAYABLE} END WHERE id = ?`

/** Every column that refers to a track, in whatever room's table. */
export function trackPointers(database: Database): Pointer[] {
  return database.all<Pointer>(
    `SELECT m.name AS "table", f."from" AS "column" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
     WHERE m.type = 'table' AND f."table" = 'tracks' ORDER BY m.name, f."from"`,
  )
}

/** Moves what points to a track; where both have a row for the same thing, that of `toId` stays. */
export function movePointers(database: Database, pointers: readonly Pointer[], toId: number, fromId: number): void {
  for (const { table, column } of pointers) {
    if (BY_HAND.has(table)) continue
    database.run(`UPDATE OR IGNORE "${table}" SET "${column}" = ? WHERE "${column}" = ?`, toId, fromId)
  }
}

/** Sets whether a track can be played, by its files. */
export const refreshPlayable = (database: Database, trackId: number): void => {
  database.run(REFRESH_PLAYABLE, trackId)
}

/**
 * Makes `goneId` part of `intoId` and removes it. What stays keeps its own names and fills in what it did not know. Within a transaction; the caller
 * takes the one that goes out of the search index.
 */
export function mergeInto(database: Database, pointers: readonly Pointer[], intoId: number, goneId: number): void {
  // Of two opinions the later one holds.
  database.run(
    `DELETE FROM feedback WHERE track_id = ? AND EXISTS (SELECT 1 FROM feedback g
       WHERE g.track_id = ? AND g.listener_id = feedback.listener_id AND g.at_ms > feedback.at_ms)`,
    intoId,
    goneId,
  )
  database.run(ADD_ENGAGEMENT, intoId, goneId)
  movePointers(database, pointers, intoId, goneId)
  database.run(
    `UPDATE OR IGNORE track_genres SET track_id = ?1 WHERE track_id = ?2 AND NOT EXISTS (SELECT 1 FROM track_genres g WHERE g.track_id = ?1)`,
    intoId,
    goneId,
  )
  database.run(
    `INSERT OR IGNORE INTO identity_apart (a_id, b_id)
       SELECT min(o.id, ?1), max(o.id, ?1) FROM (SELECT CASE a_id WHEN ?2 THEN b_id ELSE a_id END AS id FROM identity_apart WHERE a_id = ?2 OR b_id = ?2) o
       WHERE o.id <> ?1`,
    intoId,
    goneId,
  )
  database.run(
    `UPDATE tracks SET
       popularity = coalesce(tracks.popularity, g.popularity), attributes = coalesce(tracks.attributes, g.attributes),
       album_id = coalesce(tracks.album_id, g.album_id), year = coalesce(tracks.year, g.year), duration_ms = coalesce(tracks.duration_ms, g.duration_ms),
       cover_id = coalesce(tracks.cover_id, g.cover_id), flags = tracks.flags | (g.flags & ${CATALOGUED}), origin = max(tracks.origin, g.origin)
     FROM (SELECT * FROM tracks WHERE id = ?2) g WHERE tracks.id = ?1`,
    intoId,
    goneId,
  )
  database.run('DELETE FROM tracks WHERE id = ?', goneId)
  refreshPlayable(database, intoId)
  database.bump('heard.joined')
  database.bump('listens')
}

/** Columns of totals that add up when two tracks become one; undoing takes the same away again. */
export const SUMS: Readonly<Record<string, readonly string[]>> = {
  engagement_totals: ['starts', 'progresses', 'skips', 'ends', 'loves', 'bans', 'playlist_adds'],
}

const ADD_ENGAGEMENT = `UPDATE engagement_totals SET
    ${SUMS['engagement_totals'].map((name) => `${name} = engagement_totals.${name} + g.${name}`).join(', ')},
    furthest_ms = max(ifnull(engagement_totals.furthest_ms, g.furthest_ms), ifnull(g.furthest_ms, engagement_totals.furthest_ms)),
    last_at_ms = max(engagement_totals.last_at_ms, g.last_at_ms)
  FROM (SELECT * FROM engagement_totals WHERE track_id = ?2) g
  WHERE engagement_totals.track_id = ?1 AND engagement_totals.listener_id = g.listener_id`
