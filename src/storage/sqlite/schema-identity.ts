// The tables of identity: what a person decided about which recordings are one, what waits for them, and how to take it back.

export const IDENTITY_MIGRATION = {
  name: 'identity',
  sql: `
    CREATE TABLE identity_edits (
      id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, summary TEXT NOT NULL, made_at_ms INTEGER NOT NULL, undone_at_ms INTEGER,
      touched TEXT NOT NULL,              -- JSON: {"tracks": ids, "artists": ids}
      change TEXT NOT NULL                -- JSON: every row as it was and as it became, see identity-journal.ts
    );

    -- Further keys (identity.ts of the library) that lead to a track: of what was merged into it, and of its name before it was fixed.
    CREATE TABLE identity_keys (
      match_key TEXT NOT NULL, track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE, PRIMARY KEY (match_key, track_id)
    ) WITHOUT ROWID;
    CREATE INDEX identity_keys_by_track ON identity_keys(track_id);

    -- Tracks whose names a person fixed: no tag and no table changes them.
    CREATE TABLE identity_names (track_id INTEGER PRIMARY KEY REFERENCES tracks(id) ON DELETE CASCADE, fixed TEXT NOT NULL);

    -- Other names of an artist, folded.
    CREATE TABLE identity_aliases (folded TEXT PRIMARY KEY, name TEXT NOT NULL, artist_id INTEGER NOT NULL REFERENCES artists(id)) WITHOUT ROWID;
    CREATE INDEX identity_aliases_by_artist ON identity_aliases(artist_id);

    -- Wordings (heard.key) that a person split off, and their track: should their source go and come again, they are that track's again.
    CREATE TABLE identity_wordings (key INTEGER PRIMARY KEY, track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE);
    CREATE INDEX identity_wordings_by_track ON identity_wordings(track_id);

    -- Pairs a person said are not the same; the lower id first.
    CREATE TABLE identity_apart (
      a_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE, b_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
      PRIMARY KEY (a_id, b_id)
    ) WITHOUT ROWID;
    CREATE INDEX identity_apart_by_b ON identity_apart(b_id);

    -- Pairs that may be the same and wait for a person; the lower id first.
    CREATE TABLE identity_review (
      id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE, b_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
      score REAL NOT NULL, kind TEXT NOT NULL, reasons TEXT NOT NULL,   -- JSON
      UNIQUE (a_id, b_id)
    );
    CREATE INDEX identity_review_by_score ON identity_review(score DESC, id);
    CREATE INDEX identity_review_by_b ON identity_review(b_id);
  `,
}
