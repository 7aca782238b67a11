// Facts from outside into the tracks: they fill what is unknown, and change nothing that a file, a table or an export said.

import type { Learned } from '#connectors'
import type { Database } from './database.ts'

interface Row {
  readonly duration_ms: number | null
  readonly popularity: number | null
  readonly cover_id: string | null
  readonly album_id: number | null
  readonly album_cover_id: string | null
  readonly told_popularity: number | null
  readonly popularity_of: string | null
}

/** Writes the facts in one transaction; tracks that are gone are passed over. */
export function learnFacts(database: Database, facts: readonly Learned[], atMs: number): void {
  database.transaction(() => {
    let changes = 0
    let albumsChanged = false
    for (const fact of facts) {
      const row = database.get<Row>(TRACK, fact.trackId)
      if (!row) continue
      changes += learnIds(database, fact)
      if (fact.durationMs && !row.duration_ms) {
        changes += database.run('UPDATE tracks SET duration_ms = ? WHERE id = ?', Math.round(fact.durationMs), fact.trackId).changes
      }
      if (fact.releaseMbid) {
        database.run(
          'INSERT INTO track_outside (track_id, release_mbid) VALUES (?, ?) ON CONFLICT (track_id) DO UPDATE SET release_mbid = excluded.release_mbid',
          fact.trackId,
          fact.releaseMbid,
        )
      }
      if (fact.popularity !== undefined) changes += learnPopularity(database, fact, fact.popularity, row)
      if (fact.coverId && row.cover_id === null && row.album_cover_id === null) {
        const toAlbum = fact.coverOfAlbum && row.album_id !== null
        if (toAlbum) database.run('UPDATE albums SET cover_id = ? WHERE id = ?', fact.coverId, row.album_id)
        else database.run('UPDATE tracks SET cover_id = ? WHERE id = ?', fact.coverId, fact.trackId)
        albumsChanged ||= Boolean(toAlbum)
        changes++
      }
      database.run('INSERT OR REPLACE INTO enrich_learned (track_id, kind, at_ms) VALUES (?, ?, ?)', fact.trackId, fact.kind, atMs)
    }
    if (changes > 0) database.bump('library')
    // Albums are remembered by whoever writes tracks; this has them read anew.
    if (albumsChanged) database.bump('library-deletions')
  })
}

function learnIds(database: Database, { trackId, recordingMbid, isrcs = [] }: Learned): number {
  let changes = 0
  const add = (kind: string, value: string) => {
    changes += database.run('INSERT OR IGNORE INTO external_ids (kind, value, track_id) VALUES (?, ?, ?)', kind, value, trackId).changes
  }
  const has = (kind: string) =>
    database.get('SELECT 1 FROM external_ids WHERE track_id = ? AND kind = ? LIMIT 1', trackId, kind) !== undefined
  if (recordingMbid && !has('mbid')) add('mbid', recordingMbid)
  if (isrcs.length > 0 && !has('isrc')) for (const isrc of isrcs) add('isrc', isrc)
  return changes
}

/** A table's popularity stays; an earlier one from outside is renewed. Of two, ListenBrainz's stays: it tells little-known music apart best. */
function learnPopularity(database: Database, fact: Learned, popularity: number, row: Row): number {
  const ours = row.popularity === null || row.popularity === row.told_popularity
  if (!ours || (row.popularity_of === 'listenbrainz' && fact.kind !== 'listenbrainz')) return 0
  database.run(
    `INSERT INTO track_outside (track_id, popularity, popularity_of) VALUES (?, ?, ?)
     ON CONFLICT (track_id) DO UPDATE SET popularity = excluded.popularity, popularity_of = excluded.popularity_of`,
    fact.trackId,
    popularity,
    fact.kind,
  )
  return database.run('UPDATE tracks SET popularity = ? WHERE id = ? AND popularity IS NOT ?', popularity, fact.trackId, popularity).changes
}

const TRACK = `SELECT t.duration_ms, t.popularity, t.cover_id, t.album_id, al.cover_id AS album_cover_id, o.popularity AS told_popularity, o.popularity_of
  FROM tracks t LEFT JOIN albums al ON al.id = t.album_id LEFT JOIN track_outside o ON o.track_id = t.id WHERE t.id = ?`
