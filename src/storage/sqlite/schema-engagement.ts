// Tables of engagement: acts as they happened, and what they came to for each track.

export const ENGAGEMENT_MIGRATION = {
  name: 'engagement',
  sql: `
    CREATE TABLE engagements (
      id INTEGER PRIMARY KEY, listener_id INTEGER NOT NULL REFERENCES listeners(id), track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
      kind TEXT NOT NULL, at_ms INTEGER NOT NULL, position_ms INTEGER,
      source_id INTEGER REFERENCES sources(id) ON DELETE CASCADE,   -- of acts that an export tells of
      key INTEGER NOT NULL,             -- 64-bit hash: the same act is kept once
      UNIQUE (listener_id, key)
    );
    CREATE INDEX engagements_by_time ON engagements(listener_id, at_ms);
    CREATE INDEX engagements_by_source ON engagements(source_id) WHERE source_id IS NOT NULL;
    CREATE INDEX engagements_by_track ON engagements(track_id, listener_id, at_ms);

    CREATE TABLE engagement_totals (
      listener_id INTEGER NOT NULL REFERENCES listeners(id), track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
      starts INTEGER NOT NULL DEFAULT 0, progresses INTEGER NOT NULL DEFAULT 0, skips INTEGER NOT NULL DEFAULT 0, ends INTEGER NOT NULL DEFAULT 0,
      loves INTEGER NOT NULL DEFAULT 0, bans INTEGER NOT NULL DEFAULT 0, playlist_adds INTEGER NOT NULL DEFAULT 0,
      furthest_ms INTEGER, last_at_ms INTEGER NOT NULL,
      PRIMARY KEY (listener_id, track_id)
    ) WITHOUT ROWID;
    CREATE INDEX engagement_totals_by_track ON engagement_totals(track_id);

    -- What a source told goes with it, out of the sums too.
    CREATE TRIGGER engagements_taken_back AFTER DELETE ON engagements WHEN old.kind = 'playlist-add'
    BEGIN
      UPDATE engagement_totals SET playlist_adds = playlist_adds - 1 WHERE listener_id = old.listener_id AND track_id = old.track_id;
    END;
  `,
} as const
