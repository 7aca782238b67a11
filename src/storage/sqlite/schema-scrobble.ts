// Tables of the scrobble servers: devices and their sessions, how far importers came, and what waits to be relayed.

export const SCROBBLE_MIGRATION = {
  name: 'scrobble',
  sql: `
    CREATE TABLE device_tokens (
      id INTEGER PRIMARY KEY, listener_id INTEGER NOT NULL REFERENCES listeners(id), name TEXT NOT NULL COLLATE NOCASE,
      api_key TEXT NOT NULL UNIQUE, token_md5 TEXT NOT NULL UNIQUE, relayed INTEGER NOT NULL,
      made_at_ms INTEGER NOT NULL, used_at_ms INTEGER, used_by TEXT,
      UNIQUE (listener_id, name)
    );
    CREATE TABLE device_sessions (
      key_digest TEXT PRIMARY KEY,          -- SHA-256 of the session's key
      token_id INTEGER NOT NULL REFERENCES device_tokens(id) ON DELETE CASCADE, made_at_ms INTEGER NOT NULL, used_by TEXT
    ) WITHOUT ROWID;
    CREATE INDEX device_sessions_by_token ON device_sessions(token_id, made_at_ms);

    CREATE TABLE import_marks (
      listener_id INTEGER NOT NULL REFERENCES listeners(id), service TEXT NOT NULL, to_s INTEGER NOT NULL, PRIMARY KEY (listener_id, service)
    ) WITHOUT ROWID;

    CREATE TABLE relays (
      id INTEGER PRIMARY KEY, listener_id INTEGER NOT NULL REFERENCES listeners(id), service TEXT NOT NULL,   -- listenbrainz | lastfm
      credentials BLOB NOT NULL,            -- sealed JSON; never told
      made_at_ms INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0, sent_at_ms INTEGER,
      failures INTEGER NOT NULL DEFAULT 0, resume_at_ms INTEGER, parked TEXT,
      UNIQUE (listener_id, service)
    );
    -- Filled in the transaction that keeps the listen.
    CREATE TABLE relay_queue (
      id INTEGER PRIMARY KEY, relay_id INTEGER NOT NULL REFERENCES relays(id) ON DELETE CASCADE, scrobble TEXT NOT NULL,
      refused TEXT                          -- why the service does not take it; it is then not sent again
    );
    CREATE INDEX relay_queue_waiting ON relay_queue(relay_id, id) WHERE refused IS NULL;
  `,
}
