// The schema, as migrations in order. A released migration is never edited; until 0.1.0 is released, edit in place.

import { CONNECTORS_MIGRATION } from './schema-connectors.ts'
import { ENGAGEMENT_MIGRATION } from './schema-engagement.ts'
import { IDENTITY_MIGRATION } from './schema-identity.ts'
import { INSIGHTS_MIGRATION } from './schema-insights.ts'
import { MERGES_MIGRATION } from './schema-merges.ts'
import { PLAYLISTS_MIGRATION } from './schema-playlists.ts'
import { SCROBBLE_MIGRATION } from './schema-scrobble.ts'

export const MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: '001-library',
    sql: `
      CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

      CREATE TABLE folders (path TEXT PRIMARY KEY, synthetic INTEGER NOT NULL, added_at_ms INTEGER NOT NULL) WITHOUT ROWID;

      CREATE TABLE artists (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, match_key TEXT NOT NULL UNIQUE, mbid TEXT);

      CREATE TABLE albums (
        id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, artist_id INTEGER REFERENCES artists(id), match_key TEXT NOT NULL UNIQUE,
        year INTEGER, compilation INTEGER NOT NULL DEFAULT 0, mbid TEXT, cover_id TEXT,
        folder_key TEXT                   -- folder and title, where its files name no album artist: artist_id is then a guess from the tracks
      );
      CREATE INDEX albums_by_artist ON albums(artist_id);
      CREATE INDEX albums_by_folder ON albums(folder_key) WHERE folder_key IS NOT NULL;
      CREATE INDEX albums_by_mbid ON albums(mbid) WHERE mbid IS NOT NULL;

      CREATE TABLE tracks (
        id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, artist_credit TEXT NOT NULL, artist_id INTEGER NOT NULL REFERENCES artists(id),
        album_id INTEGER REFERENCES albums(id), disc_no INTEGER, track_no INTEGER, year INTEGER, duration_ms INTEGER,
        match_key TEXT NOT NULL,          -- identity.ts
        lead_key TEXT,                    -- the same with the first artist only, where the one name may be a line of several
        popularity REAL,                  -- 0..100
        attributes BLOB,                  -- 13 little-endian float32 in the order of ATTRIBUTE_NAMES, NaN unknown
        cover_id TEXT, flags INTEGER NOT NULL DEFAULT 0,  -- PLAYABLE | CATALOGUED | SYNTHETIC
        origin INTEGER NOT NULL,          -- best source so far: 0 history, 1 table, 2 file
        added_at_ms INTEGER NOT NULL
      );
      CREATE INDEX tracks_by_key ON tracks(match_key, duration_ms);
      CREATE INDEX tracks_by_lead ON tracks(lead_key) WHERE lead_key IS NOT NULL;
      CREATE INDEX tracks_by_album ON tracks(album_id);
      CREATE INDEX tracks_playable ON tracks(title COLLATE NOCASE, id) WHERE (flags & 1) <> 0;
      CREATE INDEX tracks_by_artist ON tracks(artist_id);

      CREATE TABLE track_artists (
        track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE, position INTEGER NOT NULL, artist_id INTEGER NOT NULL REFERENCES artists(id),
        PRIMARY KEY (track_id, position)
      ) WITHOUT ROWID;
      CREATE INDEX track_artists_by_artist ON track_artists(artist_id);

      CREATE TABLE genres (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE);
      CREATE TABLE track_genres (
        track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE, position INTEGER NOT NULL, genre_id INTEGER NOT NULL REFERENCES genres(id),
        PRIMARY KEY (track_id, position)
      ) WITHOUT ROWID;

      CREATE TABLE external_ids (
        kind TEXT NOT NULL,               -- spotify | isrc | mbid
        value TEXT NOT NULL, track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
        PRIMARY KEY (kind, value, track_id)
      ) WITHOUT ROWID;
      CREATE INDEX external_ids_by_track ON external_ids(track_id);

      CREATE TABLE audio_files (
        id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
        size_bytes INTEGER NOT NULL, mtime_ms REAL NOT NULL, content_hash TEXT NOT NULL, codec TEXT NOT NULL, sample_rate_hz INTEGER NOT NULL,
        channels INTEGER NOT NULL, bitrate_bps INTEGER, duration_ms INTEGER, replay_gain_track_db REAL, replay_gain_album_db REAL,
        missing_since_ms INTEGER
      );
      CREATE INDEX audio_files_by_content ON audio_files(content_hash);
      CREATE INDEX audio_files_by_track ON audio_files(track_id);

      CREATE VIRTUAL TABLE tracks_fts USING fts5(title, artist, album, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3');
    `,
  },
  {
    name: '002-listens',
    sql: `
      CREATE TABLE listeners (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE);

      CREATE TABLE sources (
        id INTEGER PRIMARY KEY, listener_id INTEGER NOT NULL REFERENCES listeners(id), label TEXT NOT NULL, format TEXT NOT NULL,
        imported_at_ms INTEGER NOT NULL, synthetic INTEGER NOT NULL, report TEXT,
        UNIQUE (listener_id, format, label)
      );

      -- Reasons, platforms and countries as the sources word them.
      CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);

      -- What was heard, in the source's own words: each distinct wording once. The track belongs to the wording, so that joining or parting
      -- recordings changes these few rows and no listen.
      CREATE TABLE heard (
        id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE,   -- 64-bit hash of the five texts
        kind TEXT NOT NULL, title TEXT NOT NULL, artist_name TEXT NOT NULL, album_title TEXT NOT NULL, source_uri TEXT NOT NULL,
        match_key TEXT NOT NULL,          -- identity.ts of the library, so that two sources' words for one recording meet
        track_id INTEGER REFERENCES tracks(id) ON DELETE SET NULL, duration_ms INTEGER
      );
      CREATE INDEX heard_by_track ON heard(track_id) WHERE track_id IS NOT NULL;

      CREATE TABLE listens (
        id INTEGER PRIMARY KEY, listener_id INTEGER NOT NULL, source_id INTEGER NOT NULL REFERENCES sources(id),
        row_key INTEGER NOT NULL,         -- 64-bit hash of the row, the same whenever it is read again
        heard_id INTEGER NOT NULL,        -- of heard; not checked, for speed
        started_at_ms INTEGER NOT NULL, ended_at_ms INTEGER NOT NULL,
        ms_played INTEGER,                -- null where the source does not say
        traits INTEGER NOT NULL,          -- kind, precision, flags: listens/ledger.ts
        reason_start INTEGER NOT NULL, reason_end INTEGER NOT NULL, platform INTEGER NOT NULL, country INTEGER NOT NULL,   -- of words; 0 not told
        offline_at_ms INTEGER,            -- when an offline playback says it began
        raw TEXT,                         -- what else the source said, JSON
        duplicate_of INTEGER REFERENCES listens(id) ON DELETE SET NULL, merged_as TEXT,
        UNIQUE (listener_id, row_key)
      );
      CREATE INDEX listens_by_time ON listens(listener_id, ended_at_ms);
      CREATE INDEX listens_by_source ON listens(source_id, ended_at_ms);
      CREATE INDEX listens_by_duplicate ON listens(duplicate_of) WHERE duplicate_of IS NOT NULL;

      -- The standing listens of a month as packed columns, made anew when something in the month has changed: what the ledger is loaded from.
      CREATE TABLE listen_months (
        id INTEGER PRIMARY KEY, listener_id INTEGER NOT NULL, month INTEGER NOT NULL,   -- months since January 1970 of the end, UTC
        stale INTEGER NOT NULL, revision INTEGER NOT NULL DEFAULT 0, count INTEGER NOT NULL DEFAULT 0, columns BLOB,
        UNIQUE (listener_id, month)
      );

      CREATE TABLE feedback (
        listener_id INTEGER NOT NULL REFERENCES listeners(id), track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
        kind TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (listener_id, track_id)
      ) WITHOUT ROWID;
    `,
  },
  {
    name: '003-analysis',
    sql: `
      CREATE TABLE analysis_versions (id INTEGER PRIMARY KEY, versions TEXT NOT NULL UNIQUE);   -- "descriptors:1 loudness:2 ..."

      -- What the ranker and the queue read in bulk: short rows.
      CREATE TABLE analyses (
        content_hash TEXT PRIMARY KEY, versions_id INTEGER NOT NULL REFERENCES analysis_versions(id), analysed_at_ms INTEGER NOT NULL,
        fault_code TEXT, fault_message TEXT,                 -- set where it failed; the rest is then null
        whole INTEGER,                                       -- 0 where only an excerpt was heard
        tempo_bpm REAL, key_tonic INTEGER, key_mode INTEGER, loudness_lufs REAL,
        vector BLOB, vector_version TEXT                     -- float32; vectors of different versions cannot be compared
      ) WITHOUT ROWID;
      CREATE INDEX analyses_failed ON analyses(analysed_at_ms) WHERE fault_code IS NOT NULL;

      -- Everything else, packed by analysis/pack.ts.
      CREATE TABLE analysis_details (content_hash TEXT PRIMARY KEY REFERENCES analyses(content_hash) ON DELETE CASCADE, detail BLOB NOT NULL);

      CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;   -- JSON
    `,
  },
  CONNECTORS_MIGRATION,
  SCROBBLE_MIGRATION,
  MERGES_MIGRATION,
  IDENTITY_MIGRATION,
  PLAYLISTS_MIGRATION,
  ENGAGEMENT_MIGRATION,
  INSIGHTS_MIGRATION,
]
