// What each decision of a person does to the rows. All within the transaction and the journal of the caller (identity-store.ts).

import { artistPart, CATALOGUED, foldName, type IdentityChange, leadOfCredit, matchKey, PLAYABLE, SYNTHETIC, titlePart } from '#library'
import type { Database } from './database.ts'
import { planAlias } from './identity-alias.ts'
import { movePointers, type Pointer, refreshPlayable } from './identity-merge.ts'
import { addKey, bestFirst, join, named, only, type Plan, refuse, trackOf } from './identity-plan.ts'
import { ORIGIN } from './library-rows.ts'

const SEPARATOR = '\u001f'
/** Looks at a decision; throws a Fault where it cannot be done. */
export function planOf(database: Database, pointers: readonly Pointer[], change: IdentityChange, nowMs: number): Plan {
  switch (change.kind) {
    case 'merge':
      return planMerge(database, pointers, change.trackIds)
    case 'split':
      return planSplit(database, change, nowMs)
    case 'alias':
      return planAlias(database, pointers, change)
    case 'rename':
      return planRename(database, change)
    case 'apart':
      return planApart(database, change.trackIds)
  }
}

function planMerge(database: Database, pointers: readonly Pointer[], trackIds: readonly number[]): Plan {
  const rows = [...new Set(trackIds)].map((id) => trackOf(database, id)).sort(bestFirst)
  if (rows.length < 2) refuse('MERGE_NEEDS_TWO', 'To merge, name at least two different tracks.')
  if (new Set(rows.map((row) => row.flags & SYNTHETIC)).size > 1)
    refuse('MERGE_DEMO', 'One of these was composed by the demo; it goes when the demo goes, so it cannot be merged with yours.')
  const [stays, ...gone] = rows
  return {
    concerned: only(...rows.map((row) => row.id)),
    summary: `Merged ${named(stays)} with ${gone.map(named).join(', ')}`,
    trackIds: rows.map((row) => row.id),
    act: () => {
      for (const row of gone) join(database, pointers, stays, row)
    },
  }
}

function planApart(database: Database, [first, second]: readonly [number, number]): Plan {
  if (first === second) refuse('APART_NEEDS_TWO', 'Two different tracks are needed.')
  const [a, b] = [first, second].map((id) => trackOf(database, id))
  return {
    concerned: only(a.id, b.id),
    summary: `${named(a)} and ${named(b)} are not the same`,
    trackIds: [a.id, b.id],
    act: () => keepApart(database, a.id, b.id),
  }
}

function keepApart(database: Database, a: number, b: number): void {
  const pair = [Math.min(a, b), Math.max(a, b)] as const
  database.run('INSERT OR IGNORE INTO identity_apart (a_id, b_id) VALUES (?, ?)', ...pair)
  database.run('DELETE FROM identity_review WHERE a_id = ? AND b_id = ?', ...pair)
}

interface HeardRow {
  id: number
  title: string
  artist_name: string
  source_uri: string
  duration_ms: number | null
}

function planSplit(database: Database, change: Extract<IdentityChange, { kind: 'split' }>, nowMs: number): Plan {
  const row = trackOf(database, change.trackId)
  const wanted = JSON.stringify(change.heardIds)
  const heard = database.all<HeardRow>(
    `SELECT id, title, artist_name, source_uri, duration_ms FROM heard WHERE track_id = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    row.id,
    wanted,
  )
  const files = database.all<{ id: number; duration_ms: number | null }>(
    'SELECT id, duration_ms FROM audio_files WHERE track_id = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id',
    row.id,
    JSON.stringify(change.fileIds ?? []),
  )
  if (heard.length < new Set(change.heardIds).size || files.length < new Set(change.fileIds ?? []).size)
    refuse('SPLIT_NOT_THEIRS', `Not all of these belong to ${named(row)}. Load the page again.`)
  if (heard.length + files.length === 0) refuse('SPLIT_NOTHING', 'Choose at least one wording or file to split off.')
  const { n } = database.get<{ n: number }>(
    'SELECT (SELECT count(*) FROM heard WHERE track_id = ?1) + (SELECT count(*) FROM audio_files WHERE track_id = ?1) AS n',
    row.id,
  )!
  if (n === heard.length + files.length && row.origin !== ORIGIN.table)
    refuse('SPLIT_EVERYTHING', `That is all there is of ${named(row)}; leave at least one wording or file with it.`)
  const said = heard[0] ?? { title: row.title, artist_name: row.artist_credit, duration_ms: null }
  const concerned = only(row.id)
  const trackIds = [row.id]
  return {
    concerned,
    trackIds,
    summary: `Split '${said.title}' by ${said.artist_name} off ${named(row)}`,
    act: () => {
      const title = said.title.trim() || row.title
      const credit = said.artist_name.trim() || row.artist_credit
      const { lastId: id } = database.run(
        `INSERT INTO tracks (title, artist_credit, artist_id, album_id, year, duration_ms, match_key, lead_key, cover_id, flags, origin, added_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        title,
        credit,
        row.artist_id,
        row.album_id,
        row.year,
        heard.find((wording) => wording.duration_ms !== null)?.duration_ms ?? files[0]?.duration_ms ?? null,
        matchKey(credit, title),
        row.lead_key,
        row.cover_id,
        row.flags & ~(PLAYABLE | CATALOGUED),
        files.length > 0 ? ORIGIN.file : ORIGIN.history,
        nowMs,
      )
      concerned.tracks.add(id)
      trackIds.unshift(id)
      database.run(
        'INSERT INTO track_artists (track_id, position, artist_id) SELECT ?, position, artist_id FROM track_artists WHERE track_id = ?',
        id,
        row.id,
      )
      for (const wording of heard) {
        database.run('UPDATE heard SET track_id = ? WHERE id = ?', id, wording.id)
        database.run('INSERT OR REPLACE INTO identity_wordings (key, track_id) SELECT key, ? FROM heard WHERE id = ?', id, wording.id)
      }
      for (const file of files) database.run('UPDATE audio_files SET track_id = ? WHERE id = ?', id, file.id)
      moveIds(database, row.id, id, heard)
      keepApart(database, row.id, id)
      refreshPlayable(database, row.id)
      refreshPlayable(database, id)
      database.bump('heard.joined')
      database.bump('listens')
    },
  }
}

const ID_PREFIXES = [
  ['spotify:track:', 'spotify'],
  ['isrc:', 'isrc'],
  ['mbid:', 'mbid'],
] as const

/** The ids of wordings go with them, where none that stays has them too. */
function moveIds(database: Database, fromId: number, toId: number, heard: readonly HeardRow[]): void {
  for (const { source_uri: uri } of heard) {
    const found = ID_PREFIXES.find(([prefix]) => uri.startsWith(prefix))
    if (!found || database.get('SELECT 1 FROM heard WHERE track_id = ? AND source_uri = ? LIMIT 1', fromId, uri)) continue
    const value = uri.slice(found[0].length)
    database.run(
      'UPDATE OR IGNORE external_ids SET track_id = ? WHERE kind = ? AND value = ? AND track_id = ?',
      toId,
      found[1],
      value,
      fromId,
    )
  }
}

/** The artist of a name, made where it is missing. */
function artistNamed(database: Database, name: string): number {
  const folded = foldName(name)
  return (
    database.get<{ id: number }>('SELECT artist_id AS id FROM identity_aliases WHERE folded = ?', folded)?.id ??
    database.get<{ id: number }>('SELECT id FROM artists WHERE match_key = ?', folded)?.id ??
    database.run('INSERT INTO artists (name, match_key) VALUES (?, ?)', name, folded).lastId
  )
}

/** The match key and lead key of names. */
function keysOf(credit: string, title: string): [key: string, leadKey: string | null] {
  const key = matchKey(credit, title)
  const lead = leadOfCredit(credit)
  const leadKey = lead === null ? null : matchKey(lead, title)
  return [key, leadKey === key ? null : leadKey]
}

function planRename(database: Database, change: Extract<IdentityChange, { kind: 'rename' }>): Plan {
  const row = trackOf(database, change.trackId)
  const title = change.title?.trim() || row.title
  const credit = change.artistName?.trim() || row.artist_credit
  if (title === row.title && credit === row.artist_credit) refuse('RENAME_NOTHING', 'That is its name already.')
  return {
    concerned: only(row.id),
    trackIds: [row.id],
    summary: `Renamed ${named(row)} to ${named({ title, artist_credit: credit })}`,
    act: () => {
      const other = credit !== row.artist_credit
      const [key, leadKey] = other
        ? keysOf(credit, title)
        : [`${artistPart(row.match_key)}${SEPARATOR}${titlePart(matchKey('', title))}`, null]
      const artistId = other ? artistNamed(database, credit) : row.artist_id
      database.run(
        'UPDATE tracks SET title = ?, artist_credit = ?, artist_id = ?, match_key = ?, lead_key = ? WHERE id = ?',
        title,
        credit,
        artistId,
        key,
        leadKey,
        row.id,
      )
      if (other) {
        database.run('DELETE FROM track_artists WHERE track_id = ?', row.id)
        database.run('INSERT INTO track_artists (track_id, position, artist_id) VALUES (?, 0, ?)', row.id, artistId)
      }
      if (key !== row.match_key) addKey(database, row.match_key, row.id)
      database.run('INSERT OR REPLACE INTO identity_names (track_id, fixed) VALUES (?, ?)', row.id, JSON.stringify({ title, credit }))
      const twins = 'SELECT id FROM tracks WHERE match_key = ? AND id <> ? ORDER BY id LIMIT 5'
      for (const { id } of database.all<{ id: number }>(twins, key, row.id)) {
        database.run(
          `INSERT OR IGNORE INTO identity_review (a_id, b_id, score, kind, reasons) VALUES (?, ?, 0.95, 'title', ?)`,
          Math.min(id, row.id),
          Math.max(id, row.id),
          JSON.stringify(['same title and artist since one was renamed']),
        )
      }
    },
  }
}

/** Before a split is taken back: the track it made will go, so what that gained since stays with the one it came from. */
export function beforeUndo(database: Database, pointers: readonly Pointer[], kind: string, trackIds: readonly number[]): void {
  if (kind === 'split') movePointers(database, pointers, trackIds[1], trackIds[0])
}

/** After a merge was taken back: wordings that came in meanwhile (beyond `heardMax`) go to the track whose names they have. */
export function afterUndo(database: Database, kind: string, trackIds: readonly number[], heardMax: number): void {
  if (kind !== 'merge') return
  const [stays, ...back] = trackIds
  for (const id of back) {
    database.run(
      `UPDATE heard SET track_id = ?1 WHERE track_id = ?2 AND id > ?3 AND match_key <> (SELECT match_key FROM tracks WHERE id = ?2)
         AND match_key IN (SELECT match_key FROM tracks WHERE id = ?1 UNION SELECT match_key FROM identity_keys WHERE track_id = ?1)`,
      id,
      stays,
      heardMax,
    )
  }
}
