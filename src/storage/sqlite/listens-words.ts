// Words by number: reasons, platforms and countries, as listens keep them.

import type { Database } from './database.ts'

/** Words that columns of 16 bits can number; what comes after is not told (an export has a few hundred). */
const WORDS_MAX = 65_535

/** Words by number and numbers by word. A word is never removed, so what is remembered stays true; a failed transaction must `forget`. */
export interface Words {
  /** 0 for null. Within a transaction. */
  idOf(word: string | null): number
  /** Null for 0. */
  wordOf(id: number): string | null
  /** All of them; the first is empty. */
  all(): readonly string[]
  forget(): void
}

export function sqliteWords(database: Database): Words {
  const ids = new Map<string, number>()
  let words: string[] = ['']
  const load = () => {
    for (const { id, word } of database.all<{ id: number; word: string }>('SELECT id, word FROM words WHERE id >= ?', words.length)) {
      words[id] = word
      ids.set(word, id)
    }
  }
  return {
    idOf(word) {
      if (word === null || word === '') return 0
      let id = ids.get(word)
      if (id !== undefined) return id
      load()
      id = ids.get(word)
      if (id === undefined) {
        if (words.length > WORDS_MAX) return 0
        id = database.run('INSERT INTO words (id, word) VALUES (?, ?)', words.length, word).lastId
        words[id] = word
        ids.set(word, id)
      }
      return id
    },
    wordOf(id) {
      if (id === 0) return null
      if (words[id] === undefined) load()
      return words[id] ?? null
    },
    all() {
      load()
      return words
    },
    forget() {
      words = ['']
      ids.clear()
    },
  }
}
