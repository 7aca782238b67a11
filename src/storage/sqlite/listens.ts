// The stores of the listens room: who listened, from what source, to what.

import { systemClock } from '#kernel'
import {
  DEFAULT_RULES,
  type FeedbackStore,
  type ListenerStore,
  type ListenStore,
  type MergeStore,
  type Rules,
  type RulesStore,
  type ScrobbleStore,
  type SourceStore,
  type TokenStore,
} from '#listens'
import type { Database } from './database.ts'
import { sqliteFeedback } from './feedback.ts'
import { libraryIdentifier } from './library.ts'
import type { Identifier } from './library-identify.ts'
import { Ledgers } from './listens-ledger.ts'
import { sqliteListeners } from './listens-listeners.ts'
import { sqliteMerges } from './listens-merges.ts'
import { listenReader } from './listens-read.ts'
import { reconcileDue } from './listens-reconcile.ts'
import { sqliteSources } from './listens-sources.ts'
import { listenTallies } from './listens-tally.ts'
import { sqliteWords } from './listens-words.ts'
import { listenKeeper, listenWriter } from './listens-write.ts'
import { sqliteScrobbles } from './scrobble-keep.ts'
import { sqliteTokens } from './scrobble-tokens.ts'
import { readSetting, writeSetting } from './settings.ts'

export interface ListensStores {
  readonly listeners: ListenerStore
  readonly sources: SourceStore
  readonly listens: ListenStore
  readonly merges: MergeStore
  readonly feedback: FeedbackStore
  readonly rules: RulesStore
  readonly scrobbles: ScrobbleStore
  readonly tokens: TokenStore
}

const RULES = 'listens.rules'

/** Opens the stores; the default listener is made where there is none, and what a killed import left unreconciled is looked at. */
export function sqliteListens(database: Database, identifier: Identifier = libraryIdentifier(database, systemClock)): ListensStores {
  const words = sqliteWords(database)
  const rules = (): Rules => ({ ...DEFAULT_RULES, ...readSetting<Rules>(database, RULES) })
  const keeper = listenKeeper(database, words)
  reconcileDue(database)
  const ledgers = new Ledgers(database, words, rules)
  return {
    listeners: sqliteListeners(database),
    sources: sqliteSources(database),
    listens: { ...listenWriter(database, keeper), ...listenReader(database, words, ledgers), ...listenTallies(database, ledgers) },
    merges: sqliteMerges(database),
    feedback: sqliteFeedback(database),
    scrobbles: sqliteScrobbles(database, words, keeper, identifier),
    tokens: sqliteTokens(database),
    rules: {
      load: async () => rules(),
      save: async (next) => writeSetting(database, RULES, next),
    },
  }
}
