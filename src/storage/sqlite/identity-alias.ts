// Another name of an artist: its tracks and albums become the artist's, and what is then certainly one recording is joined.

import { Fault } from '#kernel'
import { artistPart, durationsAgree, foldName, type IdentityChange, matchKey, PLAYABLE, titlePart, VARIOUS_ARTISTS } from '#library'
import type { Database } from './database.ts'
import type { Pointer } from './identity-merge.ts'
import { addKey, bestFirst, join, type Plan, refuse } from './identity-plan.ts'
import type { TrackRow } from './library-rows.ts'

const SEPARATOR = '\u001f'

/** Looks at another name of an artist. */
export function planAlias(database: Database, pointers: readonly Pointer[], change: Extract<IdentityChange, { kind: 'alias' }>): Plan {
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
