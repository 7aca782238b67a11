// Writes to the full-text index, held back to the end of a transaction: between them, SQLite would flush the index at every statement
// that may have to be undone on its own, and an import would spend most of its time there.

import type { Database } from './database.ts'
import { searchText } from './library-rows.ts'

interface Words {
  readonly title: string
  readonly artist: string
  readonly album: string
  /** Whether the index has no row of this track yet. */
  readonly isNew: boolean
}

export class SearchIndex {
  private readonly database: Database
  /** By track; null: to be removed. */
  private readonly waiting = new Map<number, Words | null>()

  constructor(database: Database) {
    this.database = database
  }

  write(trackId: number, words: Words): void {
    const isNew = words.isNew || this.waiting.get(trackId)?.isNew === true
    this.waiting.set(trackId, { ...words, isNew })
  }

  /** Writes a track as it is now, or removes one that is gone. */
  refresh(trackId: number): void {
    const now = this.database.get<Omit<Words, 'isNew'>>(WORDS, trackId)
    if (now) this.write(trackId, { ...now, isNew: false })
    else this.remove(trackId)
  }

  remove(trackId: number): void {
    if (this.waiting.get(trackId)?.isNew) this.waiting.delete(trackId)
    else this.waiting.set(trackId, null)
  }

  /** Forgets what waits: the transaction failed. */
  forget(): void {
    this.waiting.clear()
  }

  /** Writes what waits; to be called at the end of the transaction. */
  flush(): void {
    for (const [trackId, words] of this.waiting) {
      if (words === null) this.database.run('DELETE FROM tracks_fts WHERE rowid = ?', trackId)
      else {
        const { title, artist, album, isNew } = words
        this.database.run(isNew ? INSERT : REPLACE, trackId, searchText(title), searchText(artist), searchText(album))
      }
    }
    this.waiting.clear()
  }
}

const WORDS = `SELECT t.title, t.artist_credit AS artist, ifnull(al.title, '') AS album FROM tracks t LEFT JOIN albums al ON al.id = t.album_id WHERE t.id = ?`
const INSERT = 'INSERT INTO tracks_fts (rowid, title, artist, album) VALUES (?, ?, ?, ?)'
const REPLACE = 'INSERT OR REPLACE INTO tracks_fts (rowid, title, artist, album) VALUES (?, ?, ?, ?)'
