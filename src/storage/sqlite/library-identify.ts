// From sightings to tracks: finds the recording by external ids, then by key, or makes it; fills in what was unknown.

import type { Clock } from '#kernel'
import {
  type Attributes,
  CATALOGUED,
  durationsAgree,
  leadOfCredit,
  matchKey,
  PLAYABLE,
  type Sighting,
  SYNTHETIC,
  splitGuest,
  type TrackId,
  titlePart,
  titlesAgree,
  UNKNOWN_ARTIST,
} from '#library'
import type { Database } from './database.ts'
import { SearchIndex } from './library-index.ts'
import type { LibraryNames } from './library-names.ts'
import { fillAttributes, ORIGIN, packAttributes, TRACK_COLUMNS, type TrackRow } from './library-rows.ts'

export type Source = keyof typeof ORIGIN

/** A sighting with everything that is worked out once. */
interface Seen {
  readonly sighting: Sighting
  readonly title: string
  readonly names: readonly string[]
  readonly credit: string
  readonly key: string
  readonly leadKey: string | null
  readonly source: Source
  /** Keys of an unknown artist say nothing: files without names are only joined by content. */
  readonly nameless: boolean
  /** Its Spotify id leads to a track of another length. */
  idElsewhere: boolean
}

interface Candidate extends TrackRow {
  byId: boolean
}

const IDS = [
  ['spotify', 'spotifyId'],
  ['mbid', 'recordingMbid'],
  ['isrc', 'isrc'],
] as const

function look(sighting: Sighting, source: Source): Seen {
  const given = sighting.artistNames.map((name) => name.trim()).filter((name) => name !== '')
  const guest = given.length === 1 ? splitGuest(given[0]) : null
  const names = guest ?? (given.length > 0 ? given : [UNKNOWN_ARTIST])
  const title = sighting.title.trim() || 'Untitled'
  const lead = given.length === 1 ? leadOfCredit(names[0]) : null
  const key = matchKey(names[0], title)
  const leadKey = lead === null ? null : matchKey(lead, title)
  const nameless = given.length === 0 || names[0] === UNKNOWN_ARTIST
  return {
    sighting,
    title,
    names,
    credit: sighting.artistCredit?.trim() || (guest ? given[0] : names.join(', ')),
    key,
    leadKey: leadKey === key ? null : leadKey,
    source,
    nameless,
    idElsewhere: false,
  }
}

export class Identifier {
  private readonly database: Database
  private readonly names: LibraryNames
  private readonly clock: Clock
  private readonly index: SearchIndex
  private changed = false
  private readonly held = new Set<number>()

  constructor(database: Database, names: LibraryNames, clock: Clock) {
    this.database = database
    this.names = names
    this.clock = clock
    this.index = new SearchIndex(database)
  }

  /** The tracks of the sightings, in order, in one transaction. */
  identify(sightings: readonly Sighting[], source: Source): TrackId[] {
    this.changed = false
    this.held.clear()
    try {
      return this.database.transaction(() => {
        this.names.begin()
        const ids = sightings.map((sighting) => {
          const id = this.one(look(sighting, source))
          if (source === 'file') this.held.add(id)
          return id
        })
        if (this.changed) this.database.bump('library')
        this.index.flush()
        return ids as TrackId[]
      })
    } catch (error) {
      this.names.forget()
      this.index.forget()
      throw error
    }
  }

  private one(seen: Seen): number {
    const known = seen.sighting.trackId ? this.known(seen, seen.sighting.trackId) : null
    if (known !== null) return known
    const albumId = seen.source === 'file' ? this.albumOf(seen, true) : null
    const found = this.choose(seen, this.candidates(seen), albumId)
    if (!found) return this.make(seen)
    // Nothing holds what an earlier file said of it any more.
    this.fill(found, seen, seen.source === 'file' && found.origin === ORIGIN.file && !this.isHeld(found))
    return found.id
  }

  /** The track a file was, told anew. Not followed where other files of the track still say what it was. */
  private known(seen: Seen, trackId: number): number | null {
    const row = this.database.get<TrackRow>(BY_TRACK, trackId)
    if (!row) return null
    if (row.match_key !== seen.key) {
      const files = this.database.get<{ n: number }>(
        'SELECT count(*) AS n FROM audio_files WHERE track_id = ? AND missing_since_ms IS NULL',
        row.id,
      )
      if (files!.n > 1) return null
      const lesser = this.candidates(seen).filter((other) => other.id !== row.id && other.origin < ORIGIN.file && agrees(other, seen))
      this.fill(row, seen, true)
      for (const other of lesser) this.absorb(row.id, other)
      return row.id
    }
    this.fill(row, seen, true)
    return row.id
  }

  private albumOf(seen: Seen, make: boolean): number | null {
    if (!seen.sighting.albumTitle) return null
    return this.names.album(seen.sighting, seen.names[0], this.names.artist(seen.names[0]), make)
  }

  private candidates(seen: Seen): Candidate[] {
    const found = new Map<number, Candidate>()
    const add = (rows: TrackRow[], idKind: string | null) => {
      for (const row of rows) {
        if (found.has(row.id) || (row.flags & SYNTHETIC) !== (seen.sighting.synthetic ? SYNTHETIC : 0)) continue
        if (idKind !== null && !believable(row, seen, idKind)) continue
        found.set(row.id, Object.assign(row, { byId: idKind !== null }))
      }
    }
    for (const [kind, field] of IDS) {
      const value = seen.sighting[field]
      if (!value) continue
      add(this.database.all<TrackRow>(BY_EXTERNAL_ID, kind, value), kind)
      if (kind === 'spotify' && found.size > 0) seen.idElsewhere = true
      // At its source a Spotify id names one track: nothing better will be found.
      if (kind === 'spotify' && seen.source !== 'file' && found.size === 1 && [...found.values()].every((row) => agrees(row, seen)))
        return [...found.values()]
    }
    if (seen.nameless && seen.source === 'file') return [...found.values()]
    add(this.database.all<TrackRow>(BY_KEY, seen.key), null)
    if (found.size === 0) add(this.database.all<TrackRow>(BY_LEAD, seen.key), null)
    if (found.size === 0 && seen.leadKey) add(this.database.all<TrackRow>(BY_KEY, seen.leadKey), null)
    return [...found.values()]
  }

  private choose(seen: Seen, candidates: Candidate[], albumId: number | null): Candidate | null {
    const { sighting, source } = seen
    const fitting = candidates.filter(
      (row) => agrees(row, seen) && (source !== 'file' || !this.isHeld(row) || mayHold(row, sighting, albumId)),
    )
    if (fitting.length < 2) return fitting[0] ?? null
    const wantedAlbum = source === 'file' ? albumId : this.albumOf(seen, false)
    const worth = (row: Candidate) =>
      (row.byId ? 16 : 0) +
      (wantedAlbum !== null && row.album_id === wantedAlbum ? 8 : 0) +
      ((row.flags & PLAYABLE) !== 0 ? 4 : 0) +
      ((row.flags & CATALOGUED) !== 0 ? 2 : 0)
    const distance = (row: Candidate) => (row.duration_ms && sighting.durationMs ? Math.abs(row.duration_ms - sighting.durationMs) : 1e9)
    return fitting.sort((a, b) => worth(b) - worth(a) || distance(a) - distance(b) || a.id - b.id)[0]
  }

  /** Whether a file holds the track: one that is there, or one of this batch, which is stored after it. */
  private isHeld(row: TrackRow): boolean {
    return (row.flags & PLAYABLE) !== 0 || this.held.has(row.id)
  }

  private make(seen: Seen): number {
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
    this.writeIds(id, seen, true)
    this.index.write(id, { title: seen.title, artist: seen.credit, album: albumId === null ? '' : sighting.albumTitle!, isNew: true })
    if (albumId !== null && sighting.albumFolder) this.names.settleArtist(albumId, artistId)
    this.changed = true
    return id
  }

  /** Fills what was unknown; a better source, or the same file read again (`anew`), overwrites. */
  private fill(row: TrackRow & { byId?: boolean }, seen: Seen, anew: boolean): void {
    const { sighting, source } = seen
    const over = anew || ORIGIN[source] > row.origin
    if (!row.byId || anew || sighting.isrc || sighting.recordingMbid) this.writeIds(row.id, seen, false)
    if (sighting.genres?.length) {
      if (over) this.writeGenres(row.id, sighting.genres, 'instead')
      else if (ORIGIN[source] === row.origin || !this.hasGenres(row.id)) this.writeGenres(row.id, sighting.genres, 'beside')
    }
    if (sighting.attributes) this.fillAttributes(row.id, sighting.attributes)
    if (!over && tellsNothing(row, sighting)) return
    const next: TrackRow = { ...row }
    if (over) Object.assign(next, { title: seen.title, artist_credit: seen.credit, match_key: seen.key, lead_key: seen.leadKey })
    if (over) next.artist_id = this.names.artist(seen.names[0])
    if ((over || row.album_id === null) && sighting.albumTitle) next.album_id = this.albumOf(seen, true)
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
  private absorb(intoId: number, other: TrackRow): void {
    this.database.run('UPDATE listens SET track_id = ? WHERE track_id = ?', intoId, other.id)
    for (const table of ['feedback', 'external_ids', 'track_genres']) {
      this.database.run(`UPDATE OR IGNORE ${table} SET track_id = ? WHERE track_id = ?`, intoId, other.id)
    }
    this.database.run(
      `UPDATE tracks SET popularity = coalesce(popularity, ?), attributes = coalesce(attributes, (SELECT attributes FROM tracks WHERE id = ?)),
         flags = flags | ? WHERE id = ?`,
      other.popularity,
      other.id,
      other.flags & CATALOGUED,
      intoId,
    )
    this.database.run('DELETE FROM tracks WHERE id = ?', other.id)
    this.index.remove(other.id)
    this.database.bump('listens')
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

  private writeIds(trackId: number, seen: Seen, isNew: boolean): void {
    for (const [kind, field] of IDS) {
      const value = seen.sighting[field]
      if (!value) continue
      // A Spotify id is one track's: it goes with the table that knows the duration, away from a track it was guessed for.
      if (kind === 'spotify' && isNew && seen.source === 'table' && seen.idElsewhere) {
        this.database.run("DELETE FROM external_ids WHERE kind = 'spotify' AND value = ?", value)
      }
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

const GENRES_OF = 'SELECT genre_id FROM track_genres WHERE track_id = ? ORDER BY position'
const BY_TRACK = `SELECT ${TRACK_COLUMNS} FROM tracks t WHERE t.id = ?`
const BY_KEY = `SELECT ${TRACK_COLUMNS} FROM tracks t WHERE t.match_key = ?`
const BY_LEAD = `SELECT ${TRACK_COLUMNS} FROM tracks t WHERE t.lead_key = ?`
const BY_EXTERNAL_ID = `SELECT ${TRACK_COLUMNS} FROM external_ids e JOIN tracks t ON t.id = e.track_id WHERE e.kind = ? AND e.value = ?`

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

/** Whether a sighting that may only fill in has nothing that is unknown. */
const tellsNothing = (row: TrackRow, sighting: Sighting): boolean =>
  (row.album_id !== null || !sighting.albumTitle) &&
  (row.year !== null || sighting.year == null) &&
  (row.duration_ms !== null || !sighting.durationMs) &&
  (row.cover_id !== null || !sighting.coverId) &&
  (row.disc_no !== null || sighting.discNo == null) &&
  (row.track_no !== null || sighting.trackNo == null) &&
  (sighting.popularity == null || (row.popularity ?? -1) >= sighting.popularity) &&
  (!sighting.catalogued || (row.flags & CATALOGUED) !== 0)

/** Whether an id that leads to this track can be right: the titles are one, or one says more than the other (where taggers share ids, only if the length is the same too). */
function believable(row: TrackRow, seen: Seen, idKind: string): boolean {
  const keys = seen.leadKey === null ? [seen.key] : [seen.key, seen.leadKey]
  if (keys.some((key) => titlePart(key) === titlePart(row.match_key))) return true
  const measured = row.duration_ms !== null && !!seen.sighting.durationMs && agrees(row, seen)
  return (idKind === 'spotify' || measured) && keys.some((key) => titlesAgree(row.match_key, key))
}

const agrees = (row: TrackRow, seen: Seen): boolean => durationsAgree(row.duration_ms, seen.sighting.durationMs)

/** Whether a second file may hold this track: on the same album and place, or where one of them names no album. */
function mayHold(row: TrackRow, sighting: Sighting, albumId: number | null): boolean {
  if (row.album_id !== null && albumId !== null && row.album_id !== albumId) return false
  const differ = (a: number | null, b: number | null | undefined) => a !== null && b != null && a !== b
  return !differ(row.track_no, sighting.trackNo) && !differ(row.disc_no, sighting.discNo)
}
