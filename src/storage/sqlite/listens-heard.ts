// Wordings: what a source said was heard, each once, and the track it is.

import { matchKey } from '#library'
import { hash64, type NewListen } from '#listens'
import type { Database } from './database.ts'

/** Wordings kept in memory at most; beyond, it starts afresh. */
const CACHE_MAX = 150_000

/** Counts removals of wordings. */
export const HEARD_REMOVED = 'heard.removed'
/** Counts changes of the track of a wording that was there. */
export const HEARD_JOINED = 'heard.joined'

interface Wording {
  readonly id: number
  readonly trackId: number | null
}

const FIND = 'SELECT id, track_id AS trackId FROM heard WHERE key = ?'
const INSERT = `INSERT INTO heard (key, kind, title, artist_name, album_title, source_uri, match_key, track_id, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Finds or keeps wordings. What is remembered holds until a wording is removed or joined to another track, by whatever process. */
export class Wordings {
  private readonly database: Database
  private readonly cache = new Map<string, Wording>()
  private changes = ''

  constructor(database: Database) {
    this.database = database
  }

  /** To be called first in a transaction. */
  begin(): void {
    const now = `${this.database.counter(HEARD_REMOVED)} ${this.database.counter(HEARD_JOINED)}`
    if (now !== this.changes) this.cache.clear()
    this.changes = now
  }

  /** A transaction failed: what it made is not there. */
  forget(): void {
    this.cache.clear()
  }

  find(listen: NewListen): Wording | null {
    const text = textOf(listen)
    const cached = this.cache.get(text)
    if (cached !== undefined) return cached
    const found = this.database.get<Wording>(FIND, hash64(text))
    if (found === undefined) return null
    return this.remember(text, found)
  }

  /** The id of a wording; kept with the listen's track where it is new. */
  idOf(listen: NewListen): number {
    const found = this.find(listen)
    if (found !== null) return found.id
    const { kind, title, artistName, trackId } = listen
    const text = textOf(listen)
    const { lastId: id } = this.database.run(
      INSERT,
      hash64(text),
      kind,
      title,
      artistName,
      listen.albumTitle ?? '',
      listen.sourceUri ?? '',
      matchKey(artistName, title),
      trackId,
      listen.recording?.durationMs ? Math.round(listen.recording.durationMs) : null,
    )
    return this.remember(text, { id, trackId }).id
  }

  private remember(text: string, wording: Wording): Wording {
    if (this.cache.size >= CACHE_MAX) this.cache.clear()
    this.cache.set(text, wording)
    return wording
  }
}

const textOf = ({ kind, title, artistName, albumTitle, sourceUri }: NewListen): string =>
  `${kind}\u0000${title}\u0000${artistName}\u0000${albumTitle ?? ''}\u0000${sourceUri ?? ''}`
