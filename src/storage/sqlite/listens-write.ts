// Keeping listens: each row once, each wording once, and each event told once.

import type { TrackId } from '#library'
import type { Appended, ListenerId, ListenStore, NewListen } from '#listens'
import type { Database } from './database.ts'
import { packTraits, type Words } from './listens-columns.ts'
import { type Wording, Wordings } from './listens-heard.ts'
import { markMonths } from './listens-months.ts'
import { reconcile } from './listens-reconcile.ts'

const INSERT_LISTEN = `
  INSERT INTO listens (listener_id, source_id, row_key, heard_id, started_at_ms, ended_at_ms, ms_played, traits, reason_start, reason_end, platform,
    country, offline_at_ms, raw)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (listener_id, row_key) DO NOTHING`

interface LookedUp {
  readonly listens: readonly NewListen[]
  readonly found: readonly (Wording | null)[]
  /** Of the wordings, so that what was removed or joined meanwhile is looked up again. */
  readonly revision: string
}

const NOTHING: LookedUp = { listens: [], found: [], revision: '' }

/** Keeping at once, for a caller that holds a transaction of its own and calls `forget` where that fails. */
export interface ListenKeeper {
  append(listens: readonly NewListen[], options?: { reconcile?: boolean }): Appended
  tracksOf(listens: readonly NewListen[]): (TrackId | null | undefined)[]
  forget(): void
}

export function listenKeeper(database: Database, words: Words): ListenKeeper {
  const wordings = new Wordings(database)
  const statement = database.prepare(INSERT_LISTEN)
  /** What `tracksOf` found: the same rows come to `append` next. */
  let lookedUp = NOTHING
  const insert = (listen: NewListen, wording: Wording | null) =>
    statement.run(
      listen.listenerId,
      listen.sourceId,
      listen.rowKey,
      (wording ?? wordings.find(listen) ?? wordings.make(listen)).id,
      listen.startedAtMs,
      listen.endedAtMs,
      listen.msPlayed,
      packTraits(listen),
      words.idOf(listen.reasonStart),
      words.idOf(listen.reasonEnd),
      words.idOf(listen.platform),
      words.idOf(listen.country),
      listen.offlineAtMs ?? null,
      listen.raw ?? null,
    )
  const forget = () => {
    wordings.forget()
    words.forget()
  }
  return {
    forget,
    tracksOf: (listens) => {
      wordings.begin()
      const found = listens.map((listen) => wordings.find(listen))
      lookedUp = { listens, found, revision: wordings.revision }
      return found.map((wording) => (wording === null ? undefined : (wording.trackId as TrackId | null)))
    },
    append: (listens, options) => {
      try {
        return database.transaction(() => {
          wordings.begin()
          const firstId = database.get<{ id: number }>('SELECT ifnull(max(id), 0) + 1 AS id FROM listens')!.id
          const found = lookedUp.listens === listens && lookedUp.revision === wordings.revision ? lookedUp.found : []
          lookedUp = NOTHING
          const kept: NewListen[] = []
          for (let i = 0; i < listens.length; i++) if (Number(insert(listens[i], found[i] ?? null).changes) > 0) kept.push(listens[i])
          let duplicates = 0
          for (const [listenerId, own] of Map.groupBy(kept, (listen) => listen.listenerId)) {
            markMonths(
              database,
              listenerId,
              own.map((listen) => listen.endedAtMs),
            )
            if (options?.reconcile !== false) reconcile(database, listenerId, ...spanOf(own))
          }
          if (options?.reconcile !== false && kept.length > 0) {
            const query = 'SELECT count(*) AS n FROM listens WHERE id >= ? AND duplicate_of IS NOT NULL'
            duplicates = database.get<{ n: number }>(query, firstId)!.n
          }
          return { added: kept.length - duplicates, known: listens.length - kept.length, duplicates, firstId }
        })
      } catch (error) {
        forget()
        throw error
      }
    },
  }
}

export const listenWriter = (database: Database, keeper: ListenKeeper): Pick<ListenStore, 'append' | 'reconcile' | 'tracksOf'> => ({
  tracksOf: async (listens) => keeper.tracksOf(listens),
  append: async (listens, options) => keeper.append(listens, options),
  reconcile: async (listenerId: ListenerId, fromMs, toMs) => database.transaction(() => reconcile(database, listenerId, fromMs, toMs)),
})

function spanOf(listens: readonly NewListen[]): [fromMs: number, toMs: number] {
  const span: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { endedAtMs } of listens) {
    if (endedAtMs < span[0]) span[0] = endedAtMs
    if (endedAtMs > span[1]) span[1] = endedAtMs
  }
  return span
}
