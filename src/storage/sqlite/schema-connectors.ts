// The tables of the world outside: hosts and their limits, the ledger of calls, the Spotify links, what enrichment was answered.

export const CONNECTORS_MIGRATION = {
  name: 'connectors',
  sql: `
    CREATE TABLE outside_hosts (
      name TEXT PRIMARY KEY, state TEXT NOT NULL,           -- HostState as JSON
      calls INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, bytes_out INTEGER NOT NULL DEFAULT 0, bytes_in INTEGER NOT NULL DEFAULT 0,
      last_at_ms INTEGER
    ) WITHOUT ROWID;

    CREATE TABLE outside_calls (
      id INTEGER PRIMARY KEY AUTOINCREMENT, host TEXT NOT NULL, at_ms INTEGER NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, why TEXT NOT NULL,
      status INTEGER, fault TEXT, bytes_out INTEGER NOT NULL, bytes_in INTEGER NOT NULL DEFAULT 0, duration_ms INTEGER
    );
    CREATE INDEX outside_calls_by_host ON outside_calls(host, id);

    CREATE TABLE spotify_accounts (
      listener_id INTEGER PRIMARY KEY REFERENCES listeners(id) ON DELETE CASCADE,
      account TEXT NOT NULL,                                -- SpotifyAccount as JSON
      authorized_at_ms INTEGER NOT NULL,                    -- tells one log-in from another
      access BLOB NOT NULL, refresh BLOB NOT NULL           -- tokens, sealed (connectors/seal.ts)
    );
    CREATE TABLE spotify_jobs (
      listener_id INTEGER NOT NULL REFERENCES spotify_accounts(listener_id) ON DELETE CASCADE, job TEXT NOT NULL,
      state TEXT NOT NULL,                                  -- JobState as JSON
      PRIMARY KEY (listener_id, job)
    ) WITHOUT ROWID;

    -- Answers by what was asked (an ISRC, an id, a name), so that nothing is asked twice. "Not now" is no answer and never here.
    CREATE TABLE enrich_answers (
      kind TEXT NOT NULL, key TEXT NOT NULL, outcome TEXT NOT NULL,   -- found | nothing | failed
      at_ms INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL,
      detail TEXT,                                          -- Found as JSON, or why it failed
      PRIMARY KEY (kind, key)
    ) WITHOUT ROWID;
    CREATE INDEX enrich_failures ON enrich_answers(at_ms) WHERE outcome = 'failed';
    CREATE TABLE enrich_sums (kind TEXT NOT NULL, outcome TEXT NOT NULL, count INTEGER NOT NULL, last_at_ms INTEGER NOT NULL, PRIMARY KEY (kind, outcome)) WITHOUT ROWID;
    -- Which tracks know an answer.
    CREATE TABLE enrich_learned (
      track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE, kind TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (track_id, kind)
    ) WITHOUT ROWID;
    CREATE TABLE track_outside (
      track_id INTEGER PRIMARY KEY REFERENCES tracks(id) ON DELETE CASCADE,
      release_mbid TEXT,                                    -- whose cover would fit
      popularity REAL, popularity_of TEXT                   -- as last written into tracks.popularity, and by which kind
    );
  `,
}
