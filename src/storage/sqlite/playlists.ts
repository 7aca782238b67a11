// Playlists, and what is in them.

import { PLAYABLE } from '#library'
import type { ListenerId, NewPlaylist, PlaylistEntry, SourceId } from '#listens'
import type { Playlist, PlaylistId, PlaylistStore } from '#playlists'
import type { Database } from './database.ts'

const PLAYLISTS = `
  SELECT p.id, p.listener_id AS listenerId, p.source_id AS sourceId, s.format, p.name, p.description, p.modified_at_ms AS modifiedAtMs,
    (SELECT count(*) FROM playlist_entries e WHERE e.playlist_id = p.id) AS entryCount,
    (SELECT count(*) FROM playlist_entries e JOIN tracks t ON t.id = e.track_id WHERE e.playlist_id = p.id AND (t.flags & ${PLAYABLE}) <> 0)
      AS playableCount
  FROM playlists p JOIN sources s ON s.id = p.source_id WHERE p.listener_id = ?1`

/** Not those of which a newer source of the same format tells by the same name. */
const NEWEST = `
  AND NOT EXISTS (SELECT 1 FROM playlists n JOIN sources m ON m.id = n.source_id
    WHERE n.listener_id = p.listener_id AND n.name = p.name AND m.format = s.format AND m.id <> s.id
      AND (m.imported_at_ms > s.imported_at_ms OR (m.imported_at_ms = s.imported_at_ms AND m.id > s.id)))`

const ENTRIES = `
  SELECT track_id AS trackId, title, artist_name AS artistName, album_title AS albumTitle, source_uri AS sourceUri, added_at_ms AS addedAtMs
  FROM playlist_entries WHERE playlist_id = ? AND position >= ? ORDER BY position LIMIT ?`

export function sqlitePlaylists(database: Database): PlaylistStore {
  const put = (listenerId: ListenerId, sourceId: SourceId, playlist: NewPlaylist): PlaylistId => {
    const { id } = database.get<{ id: PlaylistId }>(
      `INSERT INTO playlists (listener_id, source_id, origin, name, description, modified_at_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (source_id, origin) DO UPDATE SET name = excluded.name, description = excluded.description, modified_at_ms = excluded.modified_at_ms
       RETURNING id`,
      listenerId,
      sourceId,
      playlist.origin,
      playlist.name,
      playlist.description,
      playlist.modifiedAtMs,
    )!
    database.run('DELETE FROM playlist_entries WHERE playlist_id = ?', id)
    for (const [position, entry] of playlist.items.entries())
      database.run(
        'INSERT INTO playlist_entries (playlist_id, position, track_id, title, artist_name, album_title, source_uri, added_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        id,
        position,
        entry.trackId,
        entry.title,
        entry.artistName,
        entry.albumTitle,
        entry.sourceUri,
        entry.addedAtMs,
      )
    return id
  }
  return {
    tell: async (listenerId, sourceId, playlists) =>
      database.transaction(() => {
        const kept = new Set(playlists.map((playlist) => put(listenerId, sourceId, playlist)))
        for (const { id } of database.all<{ id: PlaylistId }>('SELECT id FROM playlists WHERE source_id = ?', sourceId))
          if (!kept.has(id)) database.run('DELETE FROM playlists WHERE id = ?', id)
      }),
    put: async (listenerId, sourceId, playlist) => database.transaction(() => put(listenerId, sourceId, playlist)),
    list: async (listenerId) =>
      database.all<Playlist>(`${PLAYLISTS} ${NEWEST} ORDER BY p.name COLLATE NOCASE, p.id`, listenerId).map((row) => ({ ...row })),
    get: async (listenerId, id) => {
      const found = database.get<Playlist>(`${PLAYLISTS} AND p.id = ?2`, listenerId, id)
      return found === undefined ? null : { ...found }
    },
    entries: async (id, { offset, countMax }) => database.all<PlaylistEntry>(ENTRIES, id, offset, countMax).map((row) => ({ ...row })),
  }
}
