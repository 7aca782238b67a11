// Full-text search over title, artist and album: every word typed must begin a word there. Robust to anything a person types.

import { foldText } from '#library'
import type { SqlValue } from './database.ts'
import { searchText } from './library-rows.ts'

const WORDS = /[\p{L}\p{N}\p{M}]+/gu
/** Scripts written without spaces: the index sees a whole phrase as one word, so what is typed is looked for anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

export interface Condition {
  /** To be joined by AND; `t` is the track. */
  readonly sql: string
  readonly values: readonly SqlValue[]
  /** Orders by how well it matches where it can; needs `sql` in the same query. */
  readonly ranked: boolean
}

/** The condition that a track matches what was typed; null where nothing was typed. */
export function textCondition(text: string): Condition | null {
  const typed = text.trim().slice(0, 400)
  if (typed === '') return null
  const words = searchText(typed).match(WORDS)?.slice(0, 16) ?? []
  if (words.length > 0 && !UNSPACED.test(typed)) {
    const query = words.map((word) => `"${word}"*`).join(' ')
    return { sql: 't.id IN (SELECT rowid FROM tracks_fts WHERE tracks_fts MATCH ?)', values: [query], ranked: true }
  }
  const pieces = (words.length > 0 ? words : [foldText(typed)]).map((piece) => `%${piece.replace(/[\\%_]/g, '\\$&')}%`)
  const anywhere = `(t.title LIKE ? ESCAPE '\\' OR t.artist_credit LIKE ? ESCAPE '\\' OR coalesce(al.title, '') LIKE ? ESCAPE '\\')`
  return { sql: pieces.map(() => anywhere).join(' AND '), values: pieces.flatMap((piece) => [piece, piece, piece]), ranked: false }
}
