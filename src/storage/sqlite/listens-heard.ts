// Wordings: what a source said was heard, each once, and the track it is.

import { matchKey } from '#library'
import { hash64, sayTheSame, type ToldWording } from '#listens'
import type { Database } from './database.ts'

/** Wordings kept in memory at most; beyond, it starts afresh. */
const CACHE_MAX = 150_000

/** Counts removals of wordings. */
export const HEARD_REMOVED = 'heard.removed'
/** Counts changes of the track of a wording that was there. */
export const HEARD_JOINED = 'heard.joined'

export interface Wording {
  readonly id: number
  readonly trackId: number | null
}

const FIND = 'SELECT id, track_id AS trackId FROM heard WHERE key = ?'
const DECIDED = 'SELECT track_id AS id FROM identity_wordings WHERE key = ?'
const INSERT = `INSERT INTO heard (key, kind, title, artist_name, album_title, source_uri, match_key, track_id, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Finds or keeps wordings. What is remembered holds until a wording is removed or joined to another track, by whatever process. */
export class Wordings {
  private readonly database: Database
  /** By the id at the source, or by artist and title where there is none: most rows are found without putting their words together. */
  private readonly cache = new Map<string, Remembered[]>()
  private count = 0
  /** Another one when a wording was removed or joined to another track. */
  revision = ''
  /** Whether a person split wordings off: those that come again are looked up. */
  private decided = false

  constructor(database: Database) {
    this.database = database
  }

  /** To be called first in a transaction. */
  begin(): void {
    const now = `${this.database.counter(HEARD_REMOVED)} ${this.database.counter(HEARD_JOINED)}`
    if (now !== this.revision) this.forget()
    this.revision = now
    this.decided = this.database.get('SELECT 1 FROM identity_wordings LIMIT 1') !== undefined
  }

  /** A transaction failed: what it made is not there. */
  forget(): void {
    this.cache.clear()
    this.count = 0
  }

  find(told: ToldWording): Wording | null {
    const near = this.cache.get(nearKey(told))
    if (near !== undefined) for (const one of near) if (sayTheSame(one.words, told)) return one.wording
    const found = this.database.get<Wording>(FIND, hash64(textOf(told)))
    return found === undefined ? null : this.remember(told, found)
  }

  /** Keeps a wording that `find` did not find, with its track. */
  make(told: ToldWording, foundTrackId: number | null): Wording {
    const key = hash64(textOf(told))
    const trackId = (this.decided ? this.database.get<{ id: number }>(DECIDED, key)?.id : undefined) ?? foundTrackId
    const { lastId: id } = this.database.run(
      INSERT,
      key,
      told.kind,
      told.title,
      told.artistName,
      told.albumTitle ?? '',
      told.sourceUri ?? '',
      matchKey(told.artistName, told.title),
      trackId,
      told.recording?.durationMs ? Math.round(told.recording.durationMs) : null,
    )
    return this.remember(told, { id, trackId })
  }

  private remember({ kind, title, artistName, albumTitle, sourceUri }: ToldWording, wording: Wording): Wording {
    if (this.count++ >= CACHE_MAX) this.forget()
    const words = { kind, title, artistName, albumTitle, sourceUri }
    const key = nearKey(words)
    const near = this.cache.get(key)
    if (near === undefined) this.cache.set(key, [{ words, wording }])
    else near.push({ words, wording })
    return wording
  }
}

interface Remembered {
  readonly words: ToldWording
  readonly wording: Wording
}

const nearKey = ({ sourceUri, title, artistName }: ToldWording): string => sourceUri ?? `${artistName}\u0000${title}`

const textOf = ({ kind, title, artistName, albumTitle, sourceUri }: ToldWording): string =>
  `${kind}\u0000${title}\u0000${artistName}\u0000${albumTitle ?? ''}\u0000${sourceUri ?? ''}`
