// The stores of the listens room: who listened, from what source, to what.

import {
  DEFAULT_RULES,
  type FeedbackStore,
  type ListenerStore,
  type ListenStore,
  type Rules,
  type RulesStore,
  type SourceStore,
} from '#listens'
import type { Database } from './database.ts'
import { sqliteWords } from './listens-columns.ts'
import { Ledgers } from './listens-ledger.ts'
import { sqliteFeedback, sqliteListeners } from './listens-listeners.ts'
import { listenReader } from './listens-read.ts'
import { sqliteSources } from './listens-sources.ts'
import { listenTallies } from './listens-tally.ts'
import { listenWriter } from './listens-write.ts'
import { readSetting, writeSetting } from './settings.ts'

export interface ListensStores {
  readonly listeners: ListenerStore
  readonly sources: SourceStore
  readonly listens: ListenStore
  readonly feedback: FeedbackStore
  readonly rules: RulesStore
}

const RULES = 'listens.rules'

/** Opens the stores; the default listener is made where there is none. */
export function sqliteListens(database: Database): ListensStores {
  const words = sqliteWords(database)
  const rules = (): Rules => ({ ...DEFAULT_RULES, ...readSetting<Rules>(database, RULES) })
  const ledgers = new Ledgers(database, words, rules)
  return {
    listeners: sqliteListeners(database),
    sources: sqliteSources(database),
    listens: { ...listenWriter(database, words), ...listenReader(database, words, ledgers), ...listenTallies(database, ledgers) },
    feedback: sqliteFeedback(database),
    rules: {
      load: async () => rules(),
      save: async (next) => writeSetting(database, RULES, next),
    },
  }
}
