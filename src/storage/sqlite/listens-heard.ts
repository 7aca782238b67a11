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

export interface Wording {
  readonly id: number
  readonly trackId: number | null
}

const FIND = 'SELECT id, track_id AS trackId FROM heard WHERE key = ?'
const INSERT = `INSERT INTO heard (key, kind, title, artist_name, album_title, source_uri, match_key, track_id, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Finds or keeps wordings. What is remembered holds until a wording is removed or joined to another track, by whatever process. */
export class Wordings {
  private readonly database: Database
  /** By the id at the source, or by artist and title where there is none: most rows are found without putting their words together. */
  private readonly cache = new Map<string, Remembered[]>()
  private count = 0
  /** Another one when a wording was removed or joined to another track. */
  revision = ''

  constructor(database: Database) {
    this.database = database
  }

  /** To be called first in a transaction. */
  begin(): void {
    const now = `${this.database.counter(HEARD_REMOVED)} ${this.database.counter(HEARD_JOINED)}`
    if (now !== this.revision) this.forget()
    this.revision = now
  }

  /** A transaction failed: what it made is not there. */
  forget(): void {
    this.cache.clear()
    this.count = 0
  }

  find(listen: NewListen): Wording | null {
    const near = this.cache.get(nearKey(listen))
    if (near !== undefined) for (const one of near) if (sayTheSame(one.words, listen)) return one.wording
    const found = this.database.get<Wording>(FIND, hash64(textOf(listen)))
    return found === undefined ? null : this.remember(listen, found)
  }

  /** Keeps a wording that `find` did not find, with the listen's track. */
  make(listen: NewListen): Wording {
    const { kind, title, artistName, trackId } = listen
    const { lastId: id } = this.database.run(
      INSERT,
      hash64(textOf(listen)),
      kind,
      title,
      artistName,
      listen.albumTitle ?? '',
      listen.sourceUri ?? '',
      matchKey(artistName, title),
      trackId,
      listen.recording?.durationMs ? Math.round(listen.recording.durationMs) : null,
    )
    return this.remember(listen, { id, trackId })
  }

  private remember({ kind, title, artistName, albumTitle, sourceUri }: NewListen, wording: Wording): Wording {
    if (this.count++ >= CACHE_MAX) this.forget()
    const words = { kind, title, artistName, albumTitle, sourceUri }
    const key = nearKey(words)
    const near = this.cache.get(key)
    if (near === undefined) this.cache.set(key, [{ words, wording }])
    else near.push({ words, wording })
    return wording
  }
}

type Words = Pick<NewListen, 'kind' | 'title' | 'artistName' | 'albumTitle' | 'sourceUri'>

interface Remembered {
  readonly words: Words
  readonly wording: Wording
}

const nearKey = ({ sourceUri, title, artistName }: Words): string => sourceUri ?? `${artistName}\u0000${title}`

const sayTheSame = (a: Words, b: Words): boolean =>
  a.title === b.title && a.artistName === b.artistName && a.albumTitle === b.albumTitle && a.kind === b.kind && a.sourceUri === b.sourceUri

const textOf = ({ kind, title, artistName, albumTitle, sourceUri }: Words): string =>
  `${kind}\u0000${title}\u0000${artistName}\u0000${albumTitle ?? ''}\u0000${sourceUri ?? ''}`
