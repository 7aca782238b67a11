// Tables of one listen once: what a person parted, what several files tell alike, and what an interrupted import left to be looked at.

export const MERGES_MIGRATION = {
  name: 'merges',
  sql: `
    -- Pairs of rows that are two listens because a person said so, each pair both ways. By row key, so that it holds when the rows come again.
    CREATE TABLE listens_apart (
      listener_id INTEGER NOT NULL, row_key INTEGER NOT NULL, from_row_key INTEGER NOT NULL, PRIMARY KEY (listener_id, row_key, from_row_key)
    ) WITHOUT ROWID;

    -- Further sources that hold the very same row: the row goes only when all of them have gone.
    CREATE TABLE told_also (listen_id INTEGER NOT NULL, source_id INTEGER NOT NULL, PRIMARY KEY (listen_id, source_id)) WITHOUT ROWID;
    CREATE INDEX told_also_by_source ON told_also(source_id);

    -- The span of rows that were kept and not yet reconciled: left behind by an import that was killed.
    CREATE TABLE reconcile_due (listener_id INTEGER PRIMARY KEY, from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, marks INTEGER NOT NULL);

    -- Rows of devices that were offline, by the time they tell; the service heard of them later.
    CREATE INDEX listens_by_device_time ON listens(listener_id, offline_at_ms) WHERE offline_at_ms IS NOT NULL AND (traits & 768) = 256;
  `,
} as const
