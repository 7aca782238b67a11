// How a listen lies in its row: traits as bits, words by number. Read and written here only.

import { type Listen, type NewListen, TRAITS, traitOf } from '#listens'
import type { Database } from './database.ts'

const KINDS = ['music', 'podcast', 'audiobook', 'video'] as const
const PRECISIONS = ['ms', 's', 'min', 'day'] as const
const TOLD = ['start', 'end'] as const
const TELLING = [false, true, null] as const

const telling = (value: boolean | null) => (value === null ? 2 : value ? 1 : 0)

/** The traits of a listen as bits (listens/ledger.ts). */
export const packTraits = (
  listen: Pick<NewListen, 'kind' | 'precision' | 'timeTold' | 'skipped' | 'shuffle' | 'offline' | 'incognito'>,
): number =>
  (KINDS.indexOf(listen.kind) << TRAITS.kind.shift) |
  (PRECISIONS.indexOf(listen.precision) << TRAITS.precision.shift) |
  (telling(listen.skipped) << TRAITS.skipped.shift) |
  (telling(listen.shuffle) << TRAITS.shuffle.shift) |
  (telling(listen.offline) << TRAITS.offline.shift) |
  (telling(listen.incognito) << TRAITS.incognito.shift) |
  (TOLD.indexOf(listen.timeTold) << TRAITS.timeTold.shift)

/** The traits of a row, as a listen tells them. */
export const unpackTraits = (traits: number): Pick<Listen, 'precision' | 'timeTold' | 'skipped' | 'shuffle' | 'offline' | 'incognito'> => ({
  precision: PRECISIONS[traitOf(traits, 'precision')],
  timeTold: TOLD[traitOf(traits, 'timeTold')],
  skipped: TELLING[traitOf(traits, 'skipped')],
  shuffle: TELLING[traitOf(traits, 'shuffle')],
  offline: TELLING[traitOf(traits, 'offline')],
  incognito: TELLING[traitOf(traits, 'incognito')],
})

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
