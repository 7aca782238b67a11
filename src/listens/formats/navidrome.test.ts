// Navidrome's database: its listens, one person's of several, older servers, and databases that are damaged, foreign or mean harm.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, it } from 'node:test'
import { zipBytes } from '../../../test/zip-writer.ts'
import { inputsOf } from '../inputs.ts'
import type { ListenerId } from '../listener.ts'
import type { SourceId } from '../source.ts'
import type { Stretch } from './format.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-navidrome-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const AT = Date.UTC(2026, 0, 5, 10)
const TABLES = `
  CREATE TABLE user (id TEXT PRIMARY KEY, user_name TEXT, email TEXT, password TEXT);
  CREATE TABLE media_file (id TEXT PRIMARY KEY, title TEXT, artist TEXT, album TEXT, album_artist TEXT, duration REAL, mbz_recording_id TEXT, tags TEXT);
  CREATE TABLE annotation (user_id TEXT, item_id TEXT, item_type TEXT, play_count INTEGER, play_date DATETIME, starred BOOL, starred_at DATETIME);
  CREATE TABLE playlist (id TEXT PRIMARY KEY, name TEXT, comment TEXT, updated_at DATETIME, owner_id TEXT);
  CREATE TABLE playlist_tracks (id INTEGER, playlist_id TEXT, media_file_id TEXT);
  INSERT INTO playlist VALUES ('p1', 'Mine', 'Words', '2025-02-03T04:05:06.5Z', 'u1'), ('p2', 'His', '', '', 'u2');
  INSERT INTO playlist_tracks VALUES (2, 'p1', 's1'), (1, 'p1', 's2'), (1, 'p2', 's1');
  INSERT INTO user VALUES ('u1', 'Anna', 'SECRET-mail', 'SECRET-pw'), ('u2', 'bob', '', '');
  INSERT INTO media_file VALUES ('s1', 'Song', 'Ann', 'Album', 'Ann', 200.5, '0383dadf-2a4e-4d10-a46a-e9e041da8eb3', '{"isrc":[{"id":"x","value":"no"}]}'),
    ('s2', 'Other', 'Ben', '', '', 0, '', '{"isrc":["DE-A12-34-56789"]}');
  INSERT INTO annotation VALUES ('u1', 's1', 'media_file', 7, '2025-01-01', 1, '2025-02-03T04:05:06.123456789Z'), ('u1', 'a1', 'album', 3, '', 1, '');`
const SCROBBLES = 'CREATE TABLE scrobbles (media_file_id TEXT NOT NULL, user_id TEXT NOT NULL, submission_time INTEGER NOT NULL);'
let next = 0
function database(sql: string): string {
  const path = join(folder, `${next++}.db`)
  const made = new DatabaseSync(path)
  made.exec(sql)
  made.close()
  return path
}
const heard = (song: string, user: string, atMs: number) => `INSERT INTO scrobbles VALUES ('${song}', '${user}', ${atMs / 1000});`

async function read(path: string, accounts?: string[]) {
  const { inputs, close } = await inputsOf(path)
  const all: Stretch[] = []
  const { recognised } = inputs[0]
  assert.equal(recognised.as === 'history' && recognised.format.name, 'navidrome')
  const context = {
    listenerId: 1 as ListenerId,
    sourceId: 1 as SourceId,
    nowMs: Date.UTC(2026, 10, 21),
    zone: 'UTC',
    siblings: inputs,
    ...(accounts ? { accounts } : {}),
  }
  if (recognised.as === 'history') for await (const one of recognised.format.read(inputs[0], context)) all.push(one)
  await close()
  assert.deepEqual(
    readdirSync(tmpdir()).filter((name) => name.startsWith(`deepcut-spool-${process.pid}-`)),
    [],
  )
  return {
    rows: all.flatMap((one) => one.rows),
    refused: all.flatMap((one) => one.refused ?? []).map(({ where, message }) => `${where}: ${message}`),
    feedback: all.flatMap((one) => one.feedback ?? []),
    playlists: all.flatMap((one) => one.playlists ?? []),
    ignored: Object.assign({}, ...all.map((one) => one.ignored ?? {})) as Record<string, number>,
  }
}

describe("Navidrome's database", () => {
  it('its listens, hearts, and what only has a count', async () => {
    const path = database(
      TABLES +
        SCROBBLES +
        heard('s1', 'u1', AT) +
        heard('s1', 'u1', AT) +
        heard('s2', 'u1', AT + 1000) +
        heard('gone', 'u1', AT) +
        heard('s1', 'u1', -5),
    )
    for (const place of [path, join(folder, 'nav.zip')]) {
      if (place !== path) writeFileSync(place, zipBytes([{ name: 'navidrome.db', bytes: readFileSync(path) }]))
      const { rows, refused, feedback, ignored, playlists } = await read(place)
      assert.deepEqual(
        playlists.map(({ name, description, items }) => [name, description, ...items.map(({ title }) => title)]),
        [['Mine', 'Words', 'Other', 'Song']],
      )
      assert.deepEqual(
        rows.map((row) => [row.title, row.startedAtMs, row.msPlayed, row.sourceUri, row.recording?.durationMs]),
        [
          ['Song', AT, null, 'mbid:0383dadf-2a4e-4d10-a46a-e9e041da8eb3', 200_500],
          ['Song', AT, null, 'mbid:0383dadf-2a4e-4d10-a46a-e9e041da8eb3', 200_500],
          ['Other', AT + 1000, null, 'isrc:DEA123456789', null],
        ],
      )
      assert.deepEqual(ignored, { COUNT_WITHOUT_TIMES: 1 })
      assert.deepEqual(
        feedback.map(({ kind, title, atMs }) => [kind, title, atMs]),
        [['love', 'Song', Date.UTC(2025, 1, 3, 4, 5, 6, 123)]],
      )
      assert.match(refused.join('\n'), /row 4: Its song is no longer.*\n.*row 5: submission_time lies before/)
      assert.equal(JSON.stringify([rows.map((row) => ({ ...row, rowKey: '' })), feedback]).includes('SECRET'), false)
    }
  })

  it('of several people, the one who is meant', async () => {
    const path = database(TABLES + SCROBBLES + heard('s1', 'u1', AT) + heard('s2', 'u2', AT) + heard('s2', 'u2', AT + 1000))
    assert.match((await read(path)).refused[0], /2 people: bob \(2\), Anna \(1\)\. Say whose/)
    const { rows, ignored } = await read(path, ['me', 'anna'])
    assert.deepEqual([rows.length, ignored], [1, { OTHER_PERSON: 2, COUNT_WITHOUT_TIMES: 1 }])
  })

  it('of before December 2025: counts are no listens, and that is said', async () => {
    const { rows, refused, ignored, feedback } = await read(database(TABLES))
    assert.deepEqual([rows.length, ignored, feedback.length], [0, { COUNT_WITHOUT_TIMES: 1 }, 1])
    assert.match(refused[0], /no listens yet, only counts without times/)
  })

  it('what its server has not yet written into the file itself is read too, and the file stays as it was', async () => {
    const path = join(folder, 'live.db')
    const live = new DatabaseSync(path)
    live.exec(`PRAGMA journal_mode = WAL; ${TABLES} ${SCROBBLES}`)
    live.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    live.exec(heard('s1', 'u1', AT))
    const before = readFileSync(path)
    assert.equal((await read(path)).rows.length, 1)
    assert.deepEqual(readFileSync(path), before)
    live.close()
  })

  it('a foreign, damaged or hostile database is told and does no harm', async () => {
    assert.match((await read(database('CREATE TABLE x (y)'))).refused[0], /not that of a Navidrome server/)
    const endless = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 's1' AS media_file_id, 'u1' AS user_id, i AS submission_time FROM n`
    assert.match((await read(database(`${TABLES} CREATE VIEW scrobbles AS ${endless}`))).refused[0], /no listens yet/)
    const good = readFileSync(
      database(TABLES + SCROBBLES + Array.from({ length: 300 }, (_, i) => heard('s1', 'u1', AT + i * 1000)).join('')),
    )
    writeFileSync(join(folder, 'cut.db'), good.subarray(0, good.length * 0.6))
    assert.match((await read(join(folder, 'cut.db'))).refused[0], /damaged|malformed|cannot be opened|could not be read/)
    for (let at = 100; at < good.length; at += 5171) {
      const bad = Buffer.from(good)
      bad.fill(0xa5, at, at + 40)
      writeFileSync(join(folder, 'bad.db'), bad)
      assert.ok((await read(join(folder, 'bad.db'))).rows.length <= 300)
    }
    writeFileSync(join(folder, 'mark.db'), 'SQLite format 3\u0000 and nothing more')
    assert.equal((await read(join(folder, 'mark.db'))).refused.length, 1)
  })
})
