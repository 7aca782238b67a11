// The stores of listens on SQLite, held to the contract of their room; and what only this adapter promises: speed by indexes.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { TrackId } from '#library'
import { listensContract } from '../../listens/store.contract.ts'
import { Database } from './database.ts'
import { sqliteListens } from './listens.ts'

function open() {
  const database = new Database(':memory:')
  database.run("INSERT INTO artists (id, name, match_key) VALUES (1, 'Sigur Rós', 'sigur ros')")
  return {
    ...sqliteListens(database),
    makeTracks: (durationsMs: readonly (number | null)[]) =>
      durationsMs.map(
        (durationMs, i) =>
          database.run(
            `INSERT INTO tracks (title, artist_credit, artist_id, match_key, duration_ms, origin, added_at_ms) VALUES (?, 'Sigur Rós', 1, ?, ?, 0, 0)`,
            `Track ${i}`,
            `${i}`,
            durationMs,
          ).lastId as TrackId,
      ),
    database,
  }
}

listensContract('sqlite', open)

describe('sqlite: plans of the queries over many listens', () => {
  const plan = (sql: string) =>
    open()
      .database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .map((row) => row.detail)
      .join('\n')
  it('recent rows come in order from the index of time', () => {
    const detail = plan(
      'SELECT * FROM listens l WHERE l.listener_id = 1 AND l.ended_at_ms < 5 ORDER BY l.ended_at_ms DESC, l.id DESC LIMIT 5',
    )
    assert.match(detail, /USING INDEX listens_by_time/)
    assert.doesNotMatch(detail, /TEMP B-TREE/)
  })
  it('the first and last row of a source are found without reading the rest', () => {
    assert.match(plan('SELECT min(ended_at_ms) FROM listens WHERE source_id = 1'), /SEARCH listens USING COVERING INDEX listens_by_source/)
  })
})
