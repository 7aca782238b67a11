// From sightings to tracks: finds the recording by external ids, then by key, or has it made.

import { CATALOGUED, durationToleranceMs, PLAYABLE, type Sighting, SYNTHETIC, type TrackId, titlePart } from '#library'
import type { Database } from './database.ts'
import { ORIGIN, TRACK_COLUMNS, type TrackRow } from './library-rows.ts'
import { agrees, believable, look, mayHold, type Seen, type Source } from './library-seen.ts'
import type { TrackWriter } from './library-write.ts'

interface Candidate extends TrackRow {
  byId: boolean
}

export class Identifier {
  private readonly database: Database
  private readonly writer: TrackWriter
  /** Tracks given to files in this batch; the files are stored after it. */
  private readonly held = new Set<number>()

  constructor(database: Database, writer: TrackWriter) {
    this.database = database
    this.writer = writer
  }

  /** The tracks of the sightings, in order, in one transaction. */
  identify(sightings: readonly Sighting[], source: Source): TrackId[] {
    this.held.clear()
    try {
      // Who waits for these tracks waits for what is stored of them next: listens, files, rows of a table read again.
      return this.database.transactionSoon(() => {
        this.writer.begin()
        const ids = sightings.map((sighting) => {
          const id = this.one(look(sighting, source, this.writer.nameOf))
          if (source === 'file') this.held.add(id)
          return id
        })
        this.writer.flush()
        return ids as TrackId[]
      })
    } catch (error) {
      this.writer.forget()
      throw error
    }
  }

  /** A transaction that held this one failed: what it made is not there. */
  forget(): void {
    this.writer.forget()
  }

  private one(seen: Seen): number {
    const known = seen.sighting.trackId ? this.known(seen, seen.sighting.trackId) : null
    if (known !== null) return known
    const albumId = seen.source === 'file' ? this.writer.albumOf(seen, true) : null
    const found = this.choose(seen, this.candidates(seen), albumId)
    if (!found) return this.writer.make(seen)
    // Nothing holds what an earlier file said of it any more.
    this.writer.fill(found, seen, seen.source === 'file' && found.origin === ORIGIN.file && !this.isHeld(found))
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
      this.writer.fill(row, seen, true)
      for (const other of lesser) this.writer.absorb(row.id, other)
      return row.id
    }
    this.writer.fill(row, seen, true)
    return row.id
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
    for (const { kind, value } of seen.ids) {
      add(this.database.all<TrackRow>(BY_EXTERNAL_ID, kind, value), kind)
      if (kind === 'spotify' && found.size > 0) seen.idElsewhere = true
      // At its source a Spotify id names one track: nothing better will be found.
      if (kind === 'spotify' && seen.source !== 'file' && found.size === 1 && [...found.values()].every((row) => agrees(row, seen)))
        return [...found.values()]
    }
    if (seen.nameless && seen.source === 'file') return [...found.values()]
    add(this.byKey(seen.key, seen), null)
    if (found.size === 0) add(this.database.all<TrackRow>(BY_LEAD, seen.key), null)
    if (found.size === 0 && seen.leadKey) add(this.byKey(seen.leadKey, seen), null)
    if (found.size === 0 && seen.various) add(this.onCompilation(seen), null)
    return [...found.values()]
  }

  /** Tracks of a key that may have its length. Where there are very many, not all of them, but those of its album. */
  private byKey(key: string, seen: Seen): TrackRow[] {
    const { durationMs } = seen.sighting
    const near = durationMs ? durationToleranceMs(durationMs) * 1.05 : 0
    const rows = durationMs
      ? this.database.all<TrackRow>(BY_KEY_AND_LENGTH, key, durationMs - near, durationMs + near, key)
      : this.database.all<TrackRow>(BY_KEY, key)
    if (this.writer.hasFurtherKeys) rows.push(...this.database.all<TrackRow>(BY_FURTHER_KEY, key))
    const albumId = rows.length < CROWD ? null : this.writer.albumOf(seen, false)
    return albumId === null ? rows : [...this.database.all<TrackRow>(BY_ALBUM_AND_KEY, albumId, key), ...rows]
  }

  /** The one song of its title on a compilation of which a source tells the album's artist only. */
  private onCompilation(seen: Seen): TrackRow[] {
    const albumId = this.writer.albumOf(seen, false)
    if (albumId === null) return []
    const rows = this.database.all<TrackRow>(BY_ALBUM_AND_TITLE, albumId, titlePart(seen.key))
    return rows.length === 1 ? rows : []
  }

  private choose(seen: Seen, candidates: Candidate[], albumId: number | null): Candidate | null {
    const { sighting, source } = seen
    const fitting = candidates.filter(
      (row) => agrees(row, seen) && (source !== 'file' || !this.isHeld(row) || mayHold(row, sighting, albumId)),
    )
    if (fitting.length < 2) return fitting[0] ?? null
    const wantedAlbum = source === 'file' ? albumId : this.writer.albumOf(seen, false)
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
}

const BY_TRACK = `SELECT ${TRACK_COLUMNS} FROM tracks t WHERE t.id = ?`
/** From so many tracks of one key on, not all are looked at. */
const CROWD = 40
const BY_KEY = `SELECT ${TRACK_COLUMNS} FROM tracks t WHERE t.match_key = ? LIMIT ${CROWD}`
const BY_FURTHER_KEY = `SELECT ${TRACK_COLUMNS} FROM identity_keys k JOIN tracks t ON t.id = k.track_id WHERE k.match_key = ? LIMIT ${CROWD}`
const BY_KEY_AND_LENGTH = `SELECT ${TRACK_COLUMNS} FROM tracks t WHERE t.match_key = ? AND t.duration_ms BETWEEN ? AND ?
  UNION ALL SELECT ${TRACK_COLUMNS} FROM tracks t WHERE t.match_key = ? AND t.duration_ms IS NULL LIMIT ${CROWD}`
const BY_ALBUM_AND_TITLE = `SELECT ${TRACK_COLUMNS} FROM (SELECT * FROM tracks WHERE album_id = ? LIMIT 500) t
  WHERE substr(t.match_key, instr(t.match_key, char(31)) + 1) = ? LIMIT 2`
const BY_ALBUM_AND_KEY = `SELECT ${TRACK_COLUMNS} FROM (SELECT * FROM tracks WHERE album_id = ? LIMIT 500) t WHERE t.match_key = ?`
const BY_LEAD = `SELECT ${TRACK_COLUMNS} FROM tracks t WHERE t.lead_key = ? LIMIT ${CROWD}`
const BY_EXTERNAL_ID = `SELECT ${TRACK_COLUMNS} FROM external_ids e JOIN tracks t ON t.id = e.track_id WHERE e.kind = ? AND e.value = ? LIMIT ${CROWD}`
