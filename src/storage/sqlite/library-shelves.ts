// Albums and artists that can be played, as shelves: summed up once for each revision of the library, then sorted and paged in memory.

import {
  type Album,
  type AlbumId,
  type AlbumStore,
  type Artist,
  type ArtistId,
  type ArtistStore,
  foldText,
  type Page,
  PLAYABLE,
  SYNTHETIC,
  VARIOUS_ARTISTS,
} from '#library'
import type { Database } from './database.ts'
import { perRevision } from './library-revision.ts'
import { searchText } from './library-rows.ts'

interface AlbumEntry {
  readonly album: Album
  readonly addedAtMs: number
  readonly sortTitle: string
  readonly sortArtist: string
  readonly words: string
}
interface ArtistEntry {
  readonly artist: Artist
  readonly sortName: string
  readonly words: string
}

interface AlbumRow {
  id: number
  title: string
  artist_id: number | null
  artist_name: string | null
  year: number | null
  compilation: number
  cover_id: string | null
  n: number
  duration_ms: number | null
  synthetic: number
  added_at_ms: number
}

/** Without a leading article, folded: how people look names up. */
const sortKey = (name: string): string =>
  foldText(name)
    .replace(/^(?:the|an?)\s+(?=\S)/, '')
    .replace(/^[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/u, '')
const byText = new Intl.Collator('en', { numeric: true }).compare

const ALBUMS = `SELECT al.id, al.title, al.artist_id, ar.name AS artist_name, al.year, al.compilation, al.cover_id, p.n, p.duration_ms, p.synthetic, p.added_at_ms
  FROM (SELECT album_id, count(*) AS n, sum(duration_ms) AS duration_ms, max((flags & ${SYNTHETIC}) <> 0) AS synthetic, max(added_at_ms) AS added_at_ms
        FROM tracks WHERE album_id IS NOT NULL AND (flags & ${PLAYABLE}) <> 0 GROUP BY album_id) p
  JOIN albums al ON al.id = p.album_id LEFT JOIN artists ar ON ar.id = al.artist_id`

function toEntry(row: AlbumRow): AlbumEntry {
  const artistName = row.artist_name ?? VARIOUS_ARTISTS
  const album: Album = {
    id: row.id as AlbumId,
    title: row.title,
    artistName,
    artistId: row.artist_id as ArtistId | null,
    year: row.year,
    compilation: row.compilation === 1 || row.artist_id === null,
    coverId: row.cover_id,
    trackCount: row.n,
    durationMs: row.duration_ms ?? 0,
    synthetic: row.synthetic === 1,
  }
  const words = ` ${wordsOf(`${row.title} ${artistName}`)}`
  return { album, addedAtMs: row.added_at_ms, sortTitle: sortKey(row.title), sortArtist: sortKey(artistName), words }
}

const wordsOf = (text: string): string =>
  searchText(text)
    .match(/[\p{L}\p{N}\p{M}]+/gu)
    ?.join(' ') ?? foldText(text)

/** Whether every word of what was typed begins a word; scripts without spaces and signs are found anywhere. */
function matcher(text: string | undefined): (words: string) => boolean {
  const typed = (text ?? '').trim()
  if (typed === '') return () => true
  const wanted = wordsOf(typed).split(' ')
  return (words) =>
    wanted.every((word) => words.includes(` ${word}`) || (!/^[\p{Script=Latin}\p{N}]+$/u.test(word) && words.includes(word)))
}

const paged = <Entry, Item>(
  entries: readonly Entry[],
  query: { offset?: number; countMax: number },
  item: (entry: Entry) => Item,
): Page<Item> => {
  const offset = Math.max(0, Math.floor(query.offset ?? 0))
  return { items: entries.slice(offset, offset + Math.max(0, Math.floor(query.countMax))).map(item), total: entries.length }
}

export function sqliteShelves(database: Database): { albums: AlbumStore; artists: ArtistStore } {
  const albumShelf = perRevision(database, () =>
    database
      .all<AlbumRow>(ALBUMS)
      .map(toEntry)
      .sort((a, b) => byText(a.sortTitle, b.sortTitle) || a.album.id - b.album.id),
  )
  const artistAlbums = perRevision(database, () => albumsByArtist(database))
  const artistShelf = perRevision(database, () => artistEntries(database, albumShelf(), artistAlbums()))

  const albums: AlbumStore = {
    get: async (id) => albumShelf().find((entry) => entry.album.id === id)?.album ?? unplayable(database, id),
    async find(query) {
      const matches = matcher(query.text)
      const of = query.artistId === undefined ? null : (artistAlbums().get(query.artistId) ?? new Set<number>())
      const found = albumShelf().filter((entry) => (of === null || of.has(entry.album.id)) && matches(entry.words))
      if (query.sort === 'artist') found.sort((a, b) => byText(a.sortArtist, b.sortArtist) || (a.album.year ?? 0) - (b.album.year ?? 0))
      if (query.sort === 'year') found.sort((a, b) => (b.album.year ?? -1) - (a.album.year ?? -1))
      if (query.sort === 'added') found.sort((a, b) => b.addedAtMs - a.addedAtMs || b.album.id - a.album.id)
      return paged(found, query, (entry) => entry.album)
    },
  }
  const artists: ArtistStore = {
    async get(id) {
      const shelved = artistShelf().find((entry) => entry.artist.id === id)?.artist
      if (shelved) return shelved
      const row = database.get<{ id: number; name: string; mbid: string | null }>('SELECT id, name, mbid FROM artists WHERE id = ?', id)
      return row ? { id: row.id as ArtistId, name: row.name, mbid: row.mbid, trackCount: 0, albumCount: 0, coverId: null } : null
    },
    async find(query) {
      const matches = matcher(query.text)
      return paged(
        artistShelf().filter((entry) => matches(entry.words)),
        query,
        (entry) => entry.artist,
      )
    },
  }
  return { albums, artists }
}

/** An album of which nothing can be played: known from a table or a history, or its files are missing. */
function unplayable(database: Database, id: number): Album | null {
  const row = database.get<AlbumRow>(
    `SELECT al.id, al.title, al.artist_id, ar.name AS artist_name, al.year, al.compilation, al.cover_id, 0 AS n, 0 AS duration_ms, 0 AS synthetic, 0 AS added_at_ms
       FROM albums al LEFT JOIN artists ar ON ar.id = al.artist_id WHERE al.id = ?`,
    id,
  )
  return row ? toEntry(row).album : null
}

/** Playable albums on which an artist is the album artist or credited on a track. */
function albumsByArtist(database: Database): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>()
  const rows = database.all<{ artist_id: number; album_id: number }>(
    `SELECT DISTINCT ta.artist_id, t.album_id FROM tracks t JOIN track_artists ta ON ta.track_id = t.id
       WHERE t.album_id IS NOT NULL AND (t.flags & ${PLAYABLE}) <> 0
     UNION SELECT al.artist_id, al.id FROM albums al JOIN tracks t ON t.album_id = al.id
       WHERE al.artist_id IS NOT NULL AND (t.flags & ${PLAYABLE}) <> 0`,
  )
  for (const row of rows) {
    const albums = found.get(row.artist_id)
    if (albums) albums.add(row.album_id)
    else found.set(row.artist_id, new Set([row.album_id]))
  }
  return found
}

function artistEntries(database: Database, shelf: readonly AlbumEntry[], albumsOf: Map<number, Set<number>>): ArtistEntry[] {
  const rows = database.all<{ id: number; name: string; mbid: string | null; n: number; cover_id: string | null }>(
    `SELECT a.id, a.name, a.mbid, p.n, p.cover_id FROM (
       SELECT ta.artist_id, count(DISTINCT t.id) AS n, max(t.cover_id) AS cover_id FROM tracks t JOIN track_artists ta ON ta.track_id = t.id
         WHERE (t.flags & ${PLAYABLE}) <> 0 GROUP BY ta.artist_id) p JOIN artists a ON a.id = p.artist_id`,
  )
  const covers = new Map<number, string>()
  for (const { album } of shelf)
    if (album.artistId !== null && album.coverId !== null && !covers.has(album.artistId)) covers.set(album.artistId, album.coverId)
  return rows
    .map((row) => ({
      artist: {
        id: row.id as ArtistId,
        name: row.name,
        mbid: row.mbid,
        trackCount: row.n,
        albumCount: albumsOf.get(row.id)?.size ?? 0,
        coverId: covers.get(row.id) ?? row.cover_id,
      },
      sortName: sortKey(row.name),
      words: ` ${wordsOf(row.name)}`,
    }))
    .sort((a, b) => byText(a.sortName, b.sortName) || a.artist.id - b.artist.id)
}
