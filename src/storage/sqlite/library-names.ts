// Artists, albums and genres by name: found or made, remembered while their transaction stands.

import { foldName, isVarious, type Sighting, VARIOUS_ARTISTS } from '#library'
import type { Database } from './database.ts'

const SEPARATOR = '\u001f'
const CACHED_MAX = 200_000

interface AlbumRow {
  id: number
  artist_id: number | null
  year: number | null
  mbid: string | null
  cover_id: string | null
  compilation: number
  folder_key: string | null
}
const cacheKeyOf = (mbid: string | null, folderKey: string | null, key: string): string =>
  `${mbid ?? ''}${SEPARATOR}${folderKey ?? ''}${SEPARATOR}${key}`
const ALBUM = 'SELECT id, artist_id, year, mbid, cover_id, compilation, folder_key FROM albums'

export class LibraryNames {
  private readonly database: Database
  private readonly artists = new Map<string, number>()
  private readonly genres = new Map<string, number>()
  private readonly albums = new Map<string, AlbumRow>()
  private readonly albumTitles = new Map<number, string>()
  /** Other names of artists, folded; told by a person. */
  private aliases = new Map<string, { id: number; name: string }>()
  private generation = ''

  constructor(database: Database) {
    this.database = database
  }

  /** Called as a transaction begins: forgets what was remembered if another process wrote meanwhile, or rows were deleted in this one. */
  begin(): void {
    const { data_version } = this.database.get<{ data_version: number }>('PRAGMA data_version')!
    const generation = `${data_version} ${this.database.counter('library-deletions')}`
    if (generation !== this.generation) this.readAliases()
    if (
      generation !== this.generation ||
      this.artists.size > CACHED_MAX ||
      this.albums.size > CACHED_MAX ||
      this.albumTitles.size > CACHED_MAX
    )
      this.forget()
    this.generation = generation
  }

  /** Called when the transaction failed: what it made is not there. */
  forget(): void {
    this.artists.clear()
    this.genres.clear()
    this.albums.clear()
    this.albumTitles.clear()
  }

  private readAliases(): void {
    const rows = this.database.all<{ folded: string; id: number; name: string }>(
      'SELECT i.folded, a.id, a.name FROM identity_aliases i JOIN artists a ON a.id = i.artist_id',
    )
    this.aliases = new Map(rows.map(({ folded, id, name }) => [folded, { id, name }]))
  }

  /** The artist's own name, where `name` is another name of theirs. */
  readonly nameOf = (name: string): string => (this.aliases.size === 0 ? name : (this.aliases.get(foldName(name))?.name ?? name))

  artist(name: string): number {
    const cached = this.artists.get(name)
    if (cached !== undefined) return cached
    const key = foldName(name)
    const id =
      this.aliases.get(key)?.id ??
      this.database.get<{ id: number }>('SELECT id FROM artists WHERE match_key = ?', key)?.id ??
      this.database.run('INSERT INTO artists (name, match_key) VALUES (?, ?)', name, key).lastId
    this.artists.set(name, id)
    return id
  }

  /** The title of an album by id. */
  albumTitle(id: number): string {
    const cached = this.albumTitles.get(id)
    if (cached !== undefined) return cached
    const title = this.database.get<{ title: string }>('SELECT title FROM albums WHERE id = ?', id)?.title ?? ''
    this.albumTitles.set(id, title)
    return title
  }

  genre(name: string): number {
    const key = name.toLowerCase()
    const cached = this.genres.get(key)
    if (cached !== undefined) return cached
    const id =
      this.database.get<{ id: number }>('SELECT id FROM genres WHERE name = ?', name)?.id ??
      this.database.run('INSERT INTO genres (name) VALUES (?)', name).lastId
    this.genres.set(key, id)
    return id
  }

  /** The album of a sighting whose primary artist is `artistId`; made where it is missing and `make` is set. Null where it names none. */
  album(sighting: Sighting, artistName: string, artistId: number, make: boolean): number | null {
    const title = sighting.albumTitle?.trim()
    if (!title) return null
    const various = sighting.compilation === true || (!!sighting.albumArtistName && isVarious(sighting.albumArtistName))
    const albumArtist = various ? null : this.nameOf(sighting.albumArtistName?.trim() || artistName)
    const guessed = !various && !sighting.albumArtistName?.trim() && !!sighting.albumFolder
    const folded = foldName(title)
    const key = `${albumArtist === null ? foldName(VARIOUS_ARTISTS) : foldName(albumArtist)}${SEPARATOR}${folded}`
    const folderKey = guessed ? `${sighting.albumFolder}${SEPARATOR}${folded}` : null
    const found = this.find(sighting.albumMbid ?? null, folderKey, key)
    if (found) {
      if (make) this.fill(found, sighting, folderKey, artistId)
      return found.id
    }
    if (!make) return null
    const taken = sighting.albumMbid ? this.database.get<{ id: number }>('SELECT id FROM albums WHERE match_key = ?', key) : undefined
    const albumArtistId = albumArtist === null ? null : sighting.albumArtistName?.trim() ? this.artist(albumArtist) : artistId
    const made: Omit<AlbumRow, 'id'> = {
      artist_id: albumArtistId,
      year: sighting.year ?? null,
      mbid: sighting.albumMbid ?? null,
      cover_id: sighting.coverId ?? null,
      compilation: various ? 1 : 0,
      folder_key: folderKey,
    }
    const { lastId: id } = this.database.run(
      'INSERT INTO albums (title, match_key, artist_id, year, mbid, cover_id, compilation, folder_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      title,
      taken ? `${key}${SEPARATOR}${sighting.albumMbid}` : key,
      ...Object.values(made),
    )
    this.albums.set(cacheKeyOf(sighting.albumMbid ?? null, folderKey, key), { id, ...made })
    return id
  }

  /** By MusicBrainz id, then by folder, then by artist and title; one with another MusicBrainz id is another release. */
  private find(mbid: string | null, folderKey: string | null, key: string): AlbumRow | undefined {
    const cacheKey = cacheKeyOf(mbid, folderKey, key)
    const cached = this.albums.get(cacheKey)
    if (cached) return cached
    let row = mbid ? this.database.get<AlbumRow>(`${ALBUM} WHERE mbid = ?`, mbid) : undefined
    if (!row && folderKey) row = this.database.get<AlbumRow>(`${ALBUM} WHERE folder_key = ?`, folderKey)
    if (!row) {
      row = this.database.get<AlbumRow>(`${ALBUM} WHERE match_key = ?`, key)
      if (row?.mbid && mbid && row.mbid !== mbid) row = undefined
    }
    if (row) this.albums.set(cacheKey, row)
    return row
  }

  private fill(album: AlbumRow, sighting: Sighting, folderKey: string | null, artistId: number): void {
    const year = album.year ?? sighting.year ?? null
    const mbid = album.mbid ?? sighting.albumMbid ?? null
    const cover = album.cover_id ?? sighting.coverId ?? null
    const folder = folderKey && album.folder_key === null && album.artist_id === artistId ? folderKey : album.folder_key
    if (year === album.year && mbid === album.mbid && cover === album.cover_id && folder === album.folder_key) return
    this.database.run(
      'UPDATE albums SET year = ?, mbid = ?, cover_id = ?, folder_key = ? WHERE id = ?',
      year,
      mbid,
      cover,
      folder,
      album.id,
    )
    Object.assign(album, { year, mbid, cover_id: cover, folder_key: folder })
  }

  /**
   * Whose album it is where no file says so: the artist of more than half of its tracks, else it is a compilation.
   * To be called when a track by `artistId` joined the album.
   */
  settleArtist(albumId: number, artistId: number): void {
    const album = this.database.get<AlbumRow>(`${ALBUM} WHERE id = ? AND folder_key IS NOT NULL`, albumId)
    if (!album || album.artist_id === artistId) return
    const shares = this.database.all<{ artist_id: number; n: number }>(
      'SELECT artist_id, count(*) AS n FROM tracks WHERE album_id = ? GROUP BY artist_id ORDER BY n DESC, artist_id',
      albumId,
    )
    const total = shares.reduce((sum, share) => sum + share.n, 0)
    const owner = shares.length > 0 && shares[0].n * 2 > total ? shares[0].artist_id : null
    this.database.run('UPDATE albums SET artist_id = ?, compilation = ? WHERE id = ?', owner, owner === null ? 1 : 0, albumId)
    this.albums.clear()
  }
}
