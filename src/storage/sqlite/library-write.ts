// Writes what sightings tell into tracks: makes them, fills in what was unknown, makes two into one.

import type { Clock } from '#kernel'
import { type Attributes, CATALOGUED, isBetterAlbum, isBetterWorded, SYNTHETIC } from '#library'
import type { Database } from './database.ts'
import { mergeInto, type Pointer, trackPointers } from './identity-merge.ts'
import { SearchIndex } from './library-index.ts'
import type { LibraryNames } from './library-names.ts'
import { fillAttributes, ORIGIN, packAttributes, type TrackRow } from './library-rows.ts'
import { type Seen, tellsNothing } from './library-seen.ts'

/** All within the transaction of the caller, which calls `begin` first, and `flush` last or `forget`. */
export class TrackWriter {
  private readonly database: Database
  private readonly names: LibraryNames
  private readonly clock: Clock
  private readonly index: SearchIndex
  private readonly pointers: readonly Pointer[]
  private changed = false
  /** Whether keys lead to tracks that a person merged or renamed, and whether names were fixed: asked once for each transaction. */
  private hasKeys = false
  private hasNames = false

  constructor(database: Database, names: LibraryNames, clock: Clock) {
    this.database = database
    this.names = names
    this.clock = clock
    this.index = new SearchIndex(database)
    this.pointers = trackPointers(database)
  }

  begin(): void {
    this.changed = false
    this.names.begin()
    this.hasKeys = this.database.get('SELECT 1 FROM identity_keys LIMIT 1') !== undefined
    this.hasNames = this.database.get('SELECT 1 FROM identity_names LIMIT 1') !== undefined
  }

  get hasFurtherKeys(): boolean {
    return this.hasKeys
  }

  /** An artist's own name, where the given one is another name of theirs. */
  nameOf = (name: string): string => this.names.nameOf(name)

  private isFixed = (trackId: number): boolean =>
    this.hasNames && this.database.get('SELECT 1 FROM identity_names WHERE track_id = ?', trackId) !== undefined

  /** Writes what was held back; raises the library's revision if anything changed. */
  flush(): void {
    if (this.changed) this.database.bump('library')
    this.index.flush()
  }

  /** The transaction failed: what it made is not there. */
  forget(): void {
    this.names.forget()
    this.index.forget()
  }

  /** The album a sighting names; made where it is missing and `make` is set. */
  albumOf(seen: Seen, make: boolean): number | null {
    if (!seen.sighting.albumTitle) return null
    return this.names.album(seen.sighting, seen.names[0], this.names.artist(seen.names[0]), make)
  }

  /** Makes the track of a sighting and returns its id. */
  make(seen: Seen): number {
    const { sighting } = seen
    const artistId = this.names.artist(seen.names[0])
    const albumId = this.albumOf(seen, true)
    const flags = (sighting.catalogued ? CATALOGUED : 0) | (sighting.synthetic ? SYNTHETIC : 0)
    const { lastId: id } = this.database.run(
      `INSERT INTO tracks (title, artist_credit, artist_id, album_id, disc_no, track_no, year, duration_ms, match_key, lead_key,
         popularity, attributes, cover_id, flags, origin, added_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      seen.title,
      seen.credit,
      artistId,
      albumId,
      sighting.discNo ?? null,
      sighting.trackNo ?? null,
      sighting.year ?? null,
      sighting.durationMs ? Math.round(sighting.durationMs) : null,
      seen.key,
      seen.leadKey,
      sighting.popularity ?? null,
      sighting.attributes ? packAttributes(sighting.attributes) : null,
      sighting.coverId ?? null,
      flags,
      ORIGIN[seen.source],
      this.clock.nowMs(),
    )
    this.writeArtists(id, seen, true)
    if (sighting.genres?.length) this.writeGenres(id, sighting.genres, 'new')
    this.writeIds(id, seen, 'new')
    this.index.write(id, { title: seen.title, artist: seen.credit, album: albumId === null ? '' : sighting.albumTitle!, isNew: true })
    if (albumId !== null && sighting.albumFolder) this.names.settleArtist(albumId, artistId)
    this.changed = true
    return id
  }

  /** Fills what was unknown; a better source, or the same file read again (`anew`), overwrites. */
  fill(row: TrackRow & { byId?: boolean }, seen: Seen, anew: boolean): void {
    const { sighting, source } = seen
    const over = anew || ORIGIN[source] > row.origin
    if (!row.byId || anew || seen.ids.length > 1) this.writeIds(row.id, seen, anew ? 'anew' : 'known')
    if (sighting.genres?.length) {
      if (over) this.writeGenres(row.id, sighting.genres, 'instead')
      else if (ORIGIN[source] === row.origin || !this.hasGenres(row.id)) this.writeGenres(row.id, sighting.genres, 'beside')
    }
    if (sighting.attributes) this.fillAttributes(row.id, sighting.attributes)
    const better = !over && saysItBetter(row, seen)
    const betterAlbum = !over && this.namesBetterAlbum(row, seen)
    if (!over && !better && !betterAlbum && tellsNothing(row, sighting)) return
    const next: TrackRow = { ...row }
    if ((over || better) && !this.isFixed(row.id)) {
      Object.assign(next, { title: seen.title, artist_credit: seen.credit, artist_id: this.names.artist(seen.names[0]) })
      if (over && !seen.various) Object.assign(next, { match_key: seen.key, lead_key: seen.leadKey })
    }
    if ((over || betterAlbum || row.album_id === null) && sighting.albumTitle) next.album_id = this.albumOf(seen, true)
    else if (anew) next.album_id = null
    const take = <T>(known: T | null, told: T | null | undefined): T | null => (over ? (told ?? known) : (known ?? told ?? null))
    if (over || ((sighting.discNo ?? sighting.trackNo ?? null) !== null && next.album_id === this.albumOf(seen, false))) {
      next.disc_no = anew ? (sighting.discNo ?? null) : take(row.disc_no, sighting.discNo)
      next.track_no = anew ? (sighting.trackNo ?? null) : take(row.track_no, sighting.trackNo)
    }
    next.year = take(row.year, sighting.year)
    next.duration_ms = take(row.duration_ms, sighting.durationMs ? Math.round(sighting.durationMs) : null)
    next.cover_id = anew ? (sighting.coverId ?? null) : take(row.cover_id, sighting.coverId)
    if (sighting.popularity != null) next.popularity = Math.max(row.popularity ?? 0, sighting.popularity)
    next.flags = row.flags | (sighting.catalogued ? CATALOGUED : 0)
    next.origin = Math.max(row.origin, ORIGIN[source])
    if (!FIELDS.every((field) => next[field] === row[field])) this.update(row, next, seen)
  }

  /** Of the albums that histories name, the one that shows is the same whichever came first. */
  private namesBetterAlbum(row: TrackRow, { sighting, source, title }: Seen): boolean {
    if (source !== 'history' || row.origin !== ORIGIN.history || row.album_id === null || !sighting.albumTitle) return false
    const known = this.names.albumTitle(row.album_id)
    return known !== sighting.albumTitle && isBetterAlbum(sighting.albumTitle, known, title)
  }

  private fillAttributes(trackId: number, told: Attributes): void {
    const { attributes } = this.database.get<{ attributes: Uint8Array | null }>('SELECT attributes FROM tracks WHERE id = ?', trackId)!
    const filled = fillAttributes(attributes, told)
    if (!filled) return
    this.database.run('UPDATE tracks SET attributes = ? WHERE id = ?', filled, trackId)
    this.changed = true
  }

  private update(row: TrackRow, next: TrackRow, seen: Seen): void {
    this.database.run(UPDATE_TRACK, ...FIELDS.map((field) => next[field]), row.id)
    this.changed = true
    if (next.match_key !== row.match_key || next.artist_credit !== row.artist_credit) this.writeArtists(row.id, seen)
    if (next.title !== row.title || next.artist_credit !== row.artist_credit || next.album_id !== row.album_id) {
      const album =
        next.album_id === null ? null : this.database.get<{ title: string }>('SELECT title FROM albums WHERE id = ?', next.album_id)
      this.index.write(row.id, { title: next.title, artist: next.artist_credit, album: album?.title ?? '', isNew: false })
    }
    if (next.album_id !== null && seen.sighting.albumFolder) this.names.settleArtist(next.album_id, next.artist_id)
    // An album shows the cover of its files; when they get a new one, so does it.
    if (row.cover_id !== next.cover_id && row.cover_id !== null && next.album_id !== null) {
      this.database.run('UPDATE albums SET cover_id = ? WHERE id = ? AND cover_id = ?', next.cover_id, next.album_id, row.cover_id)
    }
  }

  /** Makes a track known only from elsewhere part of one whose file now says that it is the same; its listens and feedback come along. */
  absorb(intoId: number, other: TrackRow): void {
    mergeInto(this.database, this.pointers, intoId, other.id)
    this.index.remove(other.id)
  }

  private writeArtists(trackId: number, seen: Seen, isNew = false): void {
    if (!isNew) this.database.run('DELETE FROM track_artists WHERE track_id = ?', trackId)
    seen.names.forEach((name, position) => {
      this.database.run(
        'INSERT INTO track_artists (track_id, position, artist_id) VALUES (?, ?, ?)',
        trackId,
        position,
        this.names.artist(name),
      )
    })
  }

  private hasGenres = (trackId: number): boolean =>
    this.database.get('SELECT 1 FROM track_genres WHERE track_id = ? LIMIT 1', trackId) !== undefined

  private writeGenres(trackId: number, told: readonly string[], how: 'new' | 'beside' | 'instead'): void {
    const before = how === 'new' ? [] : this.database.all<{ genre_id: number }>(GENRES_OF, trackId).map((row) => row.genre_id)
    const ids = told
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => this.names.genre(name))
    const after = [...new Set(how === 'instead' ? ids : [...before, ...ids])]
    if (after.length === before.length && after.every((id, index) => id === before[index])) return
    if (before.length > 0) this.database.run('DELETE FROM track_genres WHERE track_id = ?', trackId)
    after.forEach((id, position) => {
      this.database.run('INSERT INTO track_genres (track_id, position, genre_id) VALUES (?, ?, ?)', trackId, position, id)
    })
    this.changed = true
  }

  private writeIds(trackId: number, seen: Seen, how: 'new' | 'known' | 'anew'): void {
    for (const { kind, value } of seen.ids) {
      // A Spotify id is one track's: it goes with the table that knows the duration, away from a track it was guessed for.
      if (kind === 'spotify' && how === 'new' && seen.source === 'table' && seen.idElsewhere) {
        this.database.run("DELETE FROM external_ids WHERE kind = 'spotify' AND value = ?", value)
      }
      // Tags that were corrected: the wrong id goes.
      if (how === 'anew') this.database.run('DELETE FROM external_ids WHERE kind = ? AND track_id = ? AND value <> ?', kind, trackId, value)
      const { changes } = this.database.run(
        'INSERT OR IGNORE INTO external_ids (kind, value, track_id) VALUES (?, ?, ?)',
        kind,
        value,
        trackId,
      )
      if (changes > 0) this.changed = true
    }
  }
}

/** Whether a history spells what is known from histories alone better. */
function saysItBetter(row: TrackRow, { source, title, credit, key }: Seen): boolean {
  if (source !== 'history' || row.origin !== ORIGIN.history || key !== row.match_key) return false
  if (title === row.title && credit === row.artist_credit) return false
  return isBetterWorded({ title, credit }, { title: row.title, credit: row.artist_credit })
}

const GENRES_OF = 'SELECT genre_id FROM track_genres WHERE track_id = ? ORDER BY position'

const FIELDS = [
  'title',
  'artist_credit',
  'artist_id',
  'album_id',
  'disc_no',
  'track_no',
  'year',
  'duration_ms',
  'match_key',
  'lead_key',
  'popularity',
  'cover_id',
  'flags',
  'origin',
] as const

const UPDATE_TRACK = `UPDATE tracks SET ${FIELDS.map((field) => `${field} = ?`).join(', ')} WHERE id = ?`
