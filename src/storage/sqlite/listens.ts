// The stores of the listens room: who listened, from what source, to what.

import type { Clock } from '#kernel'
import type { FeedbackStore, ListenerStore, ListenStore, SourceStore } from '#listens'
import type { Database } from './database.ts'
import { sqliteFeedback, sqliteListeners } from './listens-listeners.ts'
import { listenReader } from './listens-read.ts'
import { sqliteSources } from './listens-sources.ts'
import { listenTallies } from './listens-tally.ts'
import { listenWriter } from './listens-write.ts'

export interface ListensStores {
  readonly listeners: ListenerStore
  readonly sources: SourceStore
  readonly listens: ListenStore
  readonly feedback: FeedbackStore
}

/** Opens the stores; the default listener is made where there is none. */
export function sqliteListens(database: Database, _clock: Clock): ListensStores {
  return {
    listeners: sqliteListeners(database),
    sources: sqliteSources(database),
    listens: { ...listenWriter(database), ...listenReader(database), ...listenTallies(database) },
    feedback: sqliteFeedback(database),
  }
}
