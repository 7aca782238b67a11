// What each decision of a person does to the rows. All within the transaction and the journal of the caller (identity-store.ts).

import { Fault } from '#kernel'
import {
  artistPart,
  CATALOGUED,
  durationsAgree,
  foldName,
  type IdentityChange,
  leadOfCredit,
  matchKey,
  PLAYABLE,
  titlePart,
  VARIOUS_ARTISTS,
} from '#library'
import type { Database } from './database.ts'
import type { Concerned } from './identity-journal.ts'
import { mergeInto, movePointers, type Pointer, refreshPlayable } from './identity-merge.ts'
import { ORIGIN, type TrackRow } from './library-rows.ts'

/** A decision that was looked at: whose rows it concerns, what it says in words, and how it is done. */
export interface Plan {
  readonly concerned: Concerned
  readonly summary: string
  /** Tracks in the order in which the edit names them; may grow while it is done. */
  readonly trackIds: number[]
  act(): void
}

const SEPARATOR = '\u001f'
const refuse = (code: string, message: string): never => {
  throw new Fault('invalid', code, message)
}

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

/** The track, or a fault that says it is not there. */
function trackOf(database: Database, id: number): TrackRow {
  const row = database.get<TrackRow>('SELECT * FROM tracks WHERE id = ?', id)
  if (!row) throw new Fault('not-found', 'TRACK_UNKNOWN', `There is no track ${id}.`)
  return row
}

const named = (row: Pick<TrackRow, 'title' | 'artist_credit'>): string => `'${row.title}' by ${row.artist_credit}`
const only = (...ids: number[]): Concerned => ({ tracks: new Set(ids), artists: new Set() })

/** What stays of tracks that become one: a file before a table before a history, then the one known longest. */
export const bestFirst = (a: TrackRow, b: TrackRow): number =>
  (b.flags & PLAYABLE) - (a.flags & PLAYABLE) || (b.flags & CATALOGUED) - (a.flags & CATALOGUED) || b.origin - a.origin || a.id - b.id

function planMerge(database: Database, pointers: readonly Pointer[], trackIds: readonly number[]): Plan {
  const rows = [...new Set(trackIds)].map((id) => trackOf(database, id)).sort(bestFirst)
  if (rows.length < 2) refuse('MERGE_NEEDS_TWO', 'To merge, name at least two different tracks.')
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

/** Merges by decision: the names of what goes will lead to what stays. */
function join(database: Database, pointers: readonly Pointer[], stays: TrackRow, gone: TrackRow): void {
  mergeInto(database, pointers, stays.id, gone.id)
  if (gone.match_key !== stays.match_key) addKey(database, gone.match_key, stays.id)
}

const addKey = (database: Database, key: string, trackId: number) =>
  database.run('INSERT OR IGNORE INTO identity_keys (match_key, track_id) VALUES (?, ?)', key, trackId)

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
      for (const wording of heard) database.run('UPDATE heard SET track_id = ? WHERE id = ?', id, wording.id)
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

function planAlias(database: Database, pointers: readonly Pointer[], change: Extract<IdentityChange, { kind: 'alias' }>): Plan {
  const artist = database.get<{ id: number; name: string; match_key: string }>(
    'SELECT id, name, match_key FROM artists WHERE id = ?',
    change.artistId,
  )
  if (!artist) throw new Fault('not-found', 'ARTIST_UNKNOWN', `There is no artist ${change.artistId}.`)
  const name = change.name.trim()
  const folded = foldName(name)
  if (folded === '' || folded === artist.match_key) refuse('ALIAS_SAME', `'${name}' is the name of ${artist.name} already.`)
  if (folded === foldName(VARIOUS_ARTISTS)) refuse('ALIAS_VARIOUS', 'A compilation has many artists; it is nobody’s other name.')
  const taken = database.get<{ name: string }>(
    'SELECT a.name FROM identity_aliases i JOIN artists a ON a.id = i.artist_id WHERE i.folded = ?',
    folded,
  )
  if (taken) throw new Fault('conflict', 'ALIAS_TAKEN', `'${name}' is another name of ${taken.name} already. Undo that first.`)
  const loop = database.get<{ name: string }>('SELECT name FROM identity_aliases WHERE folded = ?', artist.match_key)
  if (loop) throw new Fault('conflict', 'ALIAS_LOOP', `${artist.name} is itself another name of somebody. Undo that first.`)
  const other = database.get<{ id: number; name: string }>('SELECT id, name FROM artists WHERE match_key = ?', folded)
  const theirs = other
    ? database.all<TrackRow>(
        'SELECT * FROM tracks WHERE artist_id = ?1 OR id IN (SELECT track_id FROM track_artists WHERE artist_id = ?1) ORDER BY id',
        other.id,
      )
    : []
  const moved = theirs.map((row) => ({ row, key: row.artist_id === other!.id ? aliasKey(artist.name, row) : row.match_key }))
  const twins = moved.map(({ row, key }) =>
    database.all<TrackRow>('SELECT * FROM tracks WHERE match_key = ? AND id <> ? ORDER BY id LIMIT 20', key, row.id),
  )
  const concerned = {
    tracks: new Set([...theirs, ...twins.flat()].map((row) => row.id)),
    artists: new Set(other ? [artist.id, other.id] : [artist.id]),
  }
  return {
    concerned,
    trackIds: [...concerned.tracks],
    summary: `'${name}' is another name of ${artist.name}`,
    act: () => {
      database.run('INSERT INTO identity_aliases (folded, name, artist_id) VALUES (?, ?, ?)', folded, name, artist.id)
      if (!other) return
      database.run('UPDATE identity_aliases SET artist_id = ? WHERE artist_id = ?', artist.id, other.id)
      for (const { row, key } of moved) rewriteArtist(database, row, key, other, artist)
      moveAlbums(database, other.id, artist, JSON.stringify(theirs.map((row) => row.id)))
      for (const [index, { row, key }] of moved.entries()) joinTwins(database, pointers, row.id, key, twins[index])
    },
  }
}

const aliasKey = (artistName: string, row: TrackRow): string =>
  `${artistPart(matchKey(artistName, ''))}${SEPARATOR}${titlePart(row.match_key)}`

interface Named {
  readonly id: number
  readonly name: string
}

function rewriteArtist(database: Database, row: TrackRow, key: string, from: Named, to: Named): void {
  database.run('UPDATE track_artists SET artist_id = ? WHERE track_id = ? AND artist_id = ?', to.id, row.id, from.id)
  const credit = foldName(row.artist_credit) === foldName(from.name) ? to.name : row.artist_credit.replace(from.name, () => to.name)
  database.run(
    'UPDATE tracks SET artist_credit = ?, artist_id = CASE artist_id WHEN ? THEN ? ELSE artist_id END, match_key = ? WHERE id = ?',
    credit,
    from.id,
    to.id,
    key,
    row.id,
  )
  if (key !== row.match_key) addKey(database, row.match_key, row.id)
}

/** The albums become the other artist's; where both have one of a title, its tracks go to the one that was theirs. */
function moveAlbums(database: Database, fromId: number, to: Named, trackIds: string): void {
  for (const { id, match_key } of database.all<{ id: number; match_key: string }>(
    'SELECT id, match_key FROM albums WHERE artist_id = ? ORDER BY id',
    fromId,
  )) {
    const key = [foldName(to.name), ...match_key.split(SEPARATOR).slice(1)].join(SEPARATOR)
    const same = database.get<{ id: number }>('SELECT id FROM albums WHERE match_key = ?', key)
    if (same)
      database.run('UPDATE tracks SET album_id = ? WHERE album_id = ? AND id IN (SELECT value FROM json_each(?))', same.id, id, trackIds)
    else database.run('UPDATE albums SET artist_id = ?, match_key = ? WHERE id = ?', to.id, key, id)
  }
}

/** What is certainly one recording now that its artists are one becomes one track; two files on different albums stay two. */
function joinTwins(database: Database, pointers: readonly Pointer[], trackId: number, key: string, twins: readonly TrackRow[]): void {
  for (const twin of twins) {
    const rows = [trackId, twin.id].flatMap((id) => database.all<TrackRow>('SELECT * FROM tracks WHERE id = ? AND match_key = ?', id, key))
    if (rows.length < 2) continue
    const [stays, gone] = rows.sort(bestFirst)
    const bothOwned = (stays.flags & gone.flags & PLAYABLE) !== 0
    const apart = database.get(
      'SELECT 1 FROM identity_apart WHERE a_id = ? AND b_id = ?',
      Math.min(stays.id, gone.id),
      Math.max(stays.id, gone.id),
    )
    if (bothOwned || apart || !durationsAgree(stays.duration_ms, gone.duration_ms)) continue
    join(database, pointers, stays, gone)
    if (gone.id === trackId) return
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
