// Tables of what exports tell beside listens: playlists, hearts and bans. All of it goes with its source.

export const PLAYLISTS_MIGRATION = {
  name: 'playlists',
  sql: `
    CREATE TABLE playlists (
      id INTEGER PRIMARY KEY AUTOINCREMENT, listener_id INTEGER NOT NULL REFERENCES listeners(id),
      source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
      origin TEXT NOT NULL,             -- tells it from the others of its source, whenever it is told again
      name TEXT NOT NULL, description TEXT, modified_at_ms INTEGER,
      UNIQUE (source_id, origin)
    );
    CREATE INDEX playlists_by_listener ON playlists(listener_id, name);
    CREATE TABLE playlist_entries (
      playlist_id INTEGER NOT NULL REFERENCES playlists(id) ON DELETE CASCADE, position INTEGER NOT NULL,
      track_id INTEGER REFERENCES tracks(id) ON DELETE SET NULL,   -- null for what is no music
      title TEXT NOT NULL, artist_name TEXT NOT NULL, album_title TEXT, source_uri TEXT, added_at_ms INTEGER,
      PRIMARY KEY (playlist_id, position)
    ) WITHOUT ROWID;
    CREATE INDEX playlist_entries_by_track ON playlist_entries(track_id) WHERE track_id IS NOT NULL;

    -- Hearts and bans as a source tells them; what the listener says here is in feedback, and stands above.
    CREATE TABLE told_feedback (
      source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE, track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
      listener_id INTEGER NOT NULL REFERENCES listeners(id), kind TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (source_id, track_id)
    ) WITHOUT ROWID;
    CREATE INDEX told_feedback_by_listener ON told_feedback(listener_id, track_id, at_ms);
    CREATE INDEX told_feedback_by_track ON told_feedback(track_id);
  `,
} as const
