// Tracks as the rooms read them: by id, by search, by name, and as columns.

import {
  CATALOGUED,
  foldName,
  leadOfCredit,
  matchKey,
  type Page,
  PLAYABLE,
  SYNTHETIC,
  type Track,
  type TrackId,
  type TrackQuery,
  type TrackStore,
} from '#library'
import type { Database, SqlValue } from './database.ts'
import { readColumns } from './library-columns.ts'
import type { Identifier } from './library-identify.ts'
import { perRevision } from './library-revision.ts'
import { type TrackRow, unpackAttributes } from './library-rows.ts'
import { textCondition } from './library-search.ts'

interface FullRow extends TrackRow {
  attributes: Uint8Array | null
  album_title: string | null
  album_cover_id: string | null
}

function assemble(database: Database, ids: readonly number[]): Track[] {
  if (ids.length === 0) return []
  const asked = JSON.stringify(ids)
  const rows = database.all<FullRow>(
    `SELECT t.*, al.title AS album_title, al.cover_id AS album_cover_id FROM json_each(?) j JOIN tracks t ON t.id = j.value
       LEFT JOIN albums al ON al.id = t.album_id`,
    asked,
  )
  const grouped = <Row extends { track_id: number }>(sql: string) => Map.groupBy(database.all<Row>(sql, asked), (row) => row.track_id)
  const artists = grouped<{ track_id: number; id: number; name: string }>(
    'SELECT ta.track_id, a.id, a.name FROM json_each(?) j JOIN track_artists ta ON ta.track_id = j.value JOIN artists a ON a.id = ta.artist_id ORDER BY ta.track_id, ta.position',
  )
  const genres = grouped<{ track_id: number; name: string }>(
    'SELECT tg.track_id, g.name FROM json_each(?) j JOIN track_genres tg ON tg.track_id = j.value JOIN genres g ON g.id = tg.genre_id ORDER BY tg.track_id, tg.position',
  )
  const external = grouped<{ track_id: number; kind: string; value: string }>(
    'SELECT e.track_id, e.kind, e.value FROM json_each(?) j JOIN external_ids e ON e.track_id = j.value ORDER BY e.track_id, e.kind, e.value',
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const idOf = (kind: string) => external.get(id)?.find((entry) => entry.kind === kind)?.value ?? null
    return {
      id: row.id as TrackId,
      title: row.title,
      artistCredit: row.artist_credit,
      artists: distinct(artists.get(id) ?? [], 'name').map(({ id: artistId, name }) => ({
        id: artistId as Track['artists'][0]['id'],
        name,
      })),
      albumId: row.album_id as Track['albumId'],
      albumTitle: row.album_title,
      discNo: row.disc_no,
      trackNo: row.track_no,
      year: row.year,
      durationMs: row.duration_ms,
      genres: distinct(genres.get(id) ?? [], 'name').map((entry) => entry.name),
      popularity: row.popularity,
      attributes: row.attributes ? unpackAttributes(row.attributes) : null,
      spotifyId: idOf('spotify'),
      isrc: idOf('isrc'),
      recordingMbid: idOf('mbid'),
      coverId: row.cover_id ?? row.album_cover_id,
      playable: (row.flags & PLAYABLE) !== 0,
      catalogued: (row.flags & CATALOGUED) !== 0,
      synthetic: (row.flags & SYNTHETIC) !== 0,
    }
  })
}

/** An id asked twice gives its rows twice. */
function distinct<Row>(rows: readonly Row[], field: keyof Row): Row[] {
  return [...new Map(rows.map((row) => [row[field], row])).values()]
}

const ORDERS: Readonly<Record<NonNullable<TrackQuery['sort']>, string>> = {
  title: 't.title COLLATE NOCASE, t.id',
  artist: 't.artist_credit COLLATE NOCASE, al.title COLLATE NOCASE, t.disc_no, t.track_no, t.id',
  album: 'al.title COLLATE NOCASE, al.id, t.disc_no, t.track_no, t.title COLLATE NOCASE, t.id',
  added: 't.added_at_ms DESC, t.id DESC',
  relevance: `(t.flags & ${PLAYABLE}) DESC, t.popularity IS NULL, t.popularity DESC, t.id`,
}

function find(database: Database, query: TrackQuery): Page<Track> {
  const conditions: string[] = []
  const values: SqlValue[] = []
  const text = query.text === undefined ? null : textCondition(query.text)
  if (text) {
    conditions.push(text.sql)
    values.push(...text.values)
  }
  if (query.albumId !== undefined) {
    conditions.push('t.album_id = ?')
    values.push(query.albumId)
  }
  if (query.artistId !== undefined) {
    conditions.push('t.id IN (SELECT track_id FROM track_artists WHERE artist_id = ?)')
    values.push(query.artistId)
  }
  if (query.playable !== undefined) conditions.push(`(t.flags & ${PLAYABLE}) ${query.playable ? '<>' : '='} 0`)
  const sort = query.sort ?? (text ? 'relevance' : query.albumId === undefined ? 'title' : 'album')
  const needsAlbum = text?.ranked === false || sort === 'artist' || sort === 'album'
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const from = `FROM tracks t ${needsAlbum ? 'LEFT JOIN albums al ON al.id = t.album_id' : ''} ${where}`
  // Good matches first: bm25 needs the full-text table itself in the query.
  const ranked = text?.ranked && sort === 'relevance'
  const sql = ranked
    ? `SELECT t.id FROM tracks_fts f JOIN tracks t ON t.id = f.rowid WHERE f.tracks_fts MATCH ? ${conditions
        .slice(1)
        .map((condition) => `AND ${condition}`)
        .join(' ')} ORDER BY (t.flags & ${PLAYABLE}) DESC, bm25(tracks_fts, 3.0, 2.0, 1.0), t.popularity DESC, t.id LIMIT ? OFFSET ?`
    : `SELECT t.id ${from} ORDER BY ${ORDERS[sort]} LIMIT ? OFFSET ?`
  const countMax = Math.max(0, Math.floor(query.countMax))
  const ids = database.all<{ id: number }>(sql, ...values, countMax, Math.max(0, Math.floor(query.offset ?? 0))).map((row) => row.id)
  const total = database.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...values)!.n
  return { items: assemble(database, ids), total }
}

function findByName(database: Database, artist: string, title: string): Track | null {
  const lead = leadOfCredit(artist)
  const keys = [matchKey(artist, title), ...(lead === null ? [] : [matchKey(lead, title)])]
  for (const key of keys) {
    const row = database.get<{ id: number }>(
      `SELECT id FROM tracks WHERE match_key = ? OR lead_key = ? ORDER BY (flags & ${PLAYABLE}) DESC, (flags & ${CATALOGUED}) DESC, id LIMIT 1`,
      key,
      key,
    )
    if (row) return assemble(database, [row.id])[0]
  }
  const found = find(database, { text: `${artist} ${title}`, countMax: 20 }).items
  return found.find((track) => foldName(track.title).startsWith(foldName(title))) ?? found[0] ?? null
}

function removeSynthetic(database: Database): number {
  return database.transaction(() => {
    const gone = `SELECT id FROM tracks WHERE (flags & ${SYNTHETIC}) <> 0`
    database.run(`DELETE FROM tracks_fts WHERE rowid IN (${gone})`)
    const { changes } = database.run(`DELETE FROM tracks WHERE (flags & ${SYNTHETIC}) <> 0`)
    database.run('DELETE FROM folders WHERE synthetic = 1')
    database.run('DELETE FROM albums WHERE id NOT IN (SELECT album_id FROM tracks WHERE album_id IS NOT NULL)')
    database.run(
      `DELETE FROM artists WHERE id NOT IN (SELECT artist_id FROM tracks) AND id NOT IN (SELECT artist_id FROM track_artists)
         AND id NOT IN (SELECT artist_id FROM albums WHERE artist_id IS NOT NULL)`,
    )
    database.bump('library')
    database.bump('listens')
    database.bump('heard.joined')
    database.bump('library-deletions')
    return changes
  })
}

function count(database: Database): Awaited<ReturnType<TrackStore['counts']>> {
  const tracks = database.get<{ tracks: number; playable: number; catalogued: number; synthetic: number }>(
    `SELECT count(*) AS tracks, coalesce(sum((flags & ${PLAYABLE}) <> 0), 0) AS playable, coalesce(sum((flags & ${CATALOGUED}) <> 0), 0) AS catalogued,
       coalesce(sum((flags & ${SYNTHETIC}) <> 0), 0) AS synthetic FROM tracks`,
  )!
  const owned = database.get<{ albums: number; artists: number }>(
    `SELECT count(DISTINCT album_id) AS albums, count(DISTINCT artist_id) AS artists FROM tracks WHERE (flags & ${PLAYABLE}) <> 0`,
  )!
  return { ...tracks, ...owned }
}

export function sqliteTracks(database: Database, identifier: Identifier): TrackStore {
  const columns = perRevision(database, () => readColumns(database))
  const counts = perRevision(database, () => count(database))
  return {
    identify: async (sightings, source) => identifier.identify(sightings, source),
    get: async (ids) => assemble(database, ids),
    find: async (query) => find(database, query),
    findByName: async (artist, title) => findByName(database, artist, title),
    columns: async () => columns(),
    revision: async () => database.counter('library'),
    counts: async () => counts(),
    removeSynthetic: async () => removeSynthetic(database),
  }
}
