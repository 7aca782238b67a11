// Keeping listens: each row once, each wording once, and each event told once.

import type { TrackId } from '#library'
import {
  type Appended,
  type ListenerId,
  type ListenStore,
  MS_UNKNOWN,
  type NewListen,
  type PackedFor,
  type PackedRows,
  packTraits,
  type ToldWording,
} from '#listens'
import type { Database } from './database.ts'
import { Wordings } from './listens-heard.ts'
import { markMonths } from './listens-months.ts'
import { leaveToReconcile, reconcile, reconcileInTurns } from './listens-reconcile.ts'
import type { Words } from './listens-words.ts'

const INSERT_LISTEN = `
  INSERT INTO listens (listener_id, source_id, row_key, heard_id, started_at_ms, ended_at_ms, ms_played, traits, reason_start, reason_end, platform,
    country, offline_at_ms, raw)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (listener_id, row_key) DO NOTHING`
/** The row is there, from another file: it stays as long as one of them is not removed. */
const TOLD_ALSO = `
  INSERT OR IGNORE INTO told_also (listen_id, source_id)
  SELECT id, ?1 FROM listens WHERE listener_id = ?2 AND row_key = ?3 AND source_id <> ?1`

/** Keeping at once, for a caller that holds a transaction of its own and calls `forget` where that fails. */
export interface ListenKeeper {
  append(listens: readonly NewListen[], options?: { reconcile?: boolean }): Appended
  /** Rows of one source, without looking for events told twice: an import does that at its end. */
  appendPacked(rows: PackedRows, of: PackedFor): Appended
  tracksOf(told: readonly ToldWording[]): (TrackId | null | undefined)[]
  forget(): void
}

export function listenKeeper(database: Database, words: Words): ListenKeeper {
  const wordings = new Wordings(database)
  const statement = database.prepare(INSERT_LISTEN)
  const insert = (listen: NewListen) =>
    statement.run(
      listen.listenerId,
      listen.sourceId,
      listen.rowKey,
      (wordings.find(listen) ?? wordings.make(listen, listen.trackId)).id,
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
  const keepPacked = (rows: PackedRows, { listenerId, sourceId, trackIds }: PackedFor): Appended => {
    wordings.begin()
    const heardIds = rows.wordings.map((told, i) => (wordings.find(told) ?? wordings.make(told, trackIds[i])).id)
    const wordIds = rows.words.map((word) => words.idOf(word))
    const firstId = nextId(database)
    const kept: number[] = []
    for (let i = 0; i < rows.count; i++) {
      const { changes } = statement.run(
        listenerId,
        sourceId,
        rows.rowKeys[i],
        heardIds[rows.wordingOf[i]],
        rows.startedAtMs[i],
        rows.endedAtMs[i],
        rows.msPlayed[i] === MS_UNKNOWN ? null : rows.msPlayed[i],
        rows.traits[i],
        wordIds[rows.reasonStarts[i]],
        wordIds[rows.reasonEnds[i]],
        wordIds[rows.platforms[i]],
        wordIds[rows.countries[i]],
        Number.isNaN(rows.offlineAtMs[i]) ? null : rows.offlineAtMs[i],
        rows.raws === null ? null : rows.raws[i],
      )
      if (changes === 1) kept.push(rows.endedAtMs[i])
      else database.run(TOLD_ALSO, sourceId, listenerId, rows.rowKeys[i])
    }
    if (kept.length > 0) {
      markMonths(database, listenerId, kept)
      leaveToReconcile(database, listenerId, ...spanOf(kept))
    }
    return { added: kept.length, known: rows.count - kept.length, duplicates: 0, firstId }
  }

  return {
    forget,
    tracksOf: (told) => {
      wordings.begin()
      return told.map((one) => wordings.find(one)).map((wording) => (wording === null ? undefined : (wording.trackId as TrackId | null)))
    },
    appendPacked: (rows, of) => {
      try {
        return database.transaction(() => keepPacked(rows, of))
      } catch (error) {
        forget()
        throw error
      }
    },
    append: (listens, options) => {
      try {
        return database.transaction(() => {
          wordings.begin()
          const firstId = nextId(database)
          const kept: NewListen[] = []
          for (const listen of listens) {
            if (Number(insert(listen).changes) > 0) kept.push(listen)
            else database.run(TOLD_ALSO, listen.sourceId, listen.listenerId, listen.rowKey)
          }
          let duplicates = 0
          for (const [listenerId, own] of Map.groupBy(kept, (listen) => listen.listenerId)) {
            const ends = own.map((listen) => listen.endedAtMs)
            markMonths(database, listenerId, ends)
            if (options?.reconcile === false) leaveToReconcile(database, listenerId, ...spanOf(ends))
            else reconcile(database, listenerId, ...spanOf(ends))
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

export const listenWriter = (
  database: Database,
  keeper: ListenKeeper,
): Pick<ListenStore, 'append' | 'appendPacked' | 'reconcile' | 'tracksOf'> => ({
  tracksOf: async (told) => keeper.tracksOf(told),
  appendPacked: async (rows, of) => keeper.appendPacked(rows, of),
  append: async (listens, options) => keeper.append(listens, options),
  reconcile: (listenerId: ListenerId, fromMs, toMs) => reconcileInTurns(database, listenerId, fromMs, toMs),
})

const nextId = (database: Database): number => database.get<{ id: number }>('SELECT ifnull(max(id), 0) + 1 AS id FROM listens')!.id

function spanOf(times: readonly number[]): [fromMs: number, toMs: number] {
  const span: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const ms of times) {
    if (ms < span[0]) span[0] = ms
    if (ms > span[1]) span[1] = ms
  }
  return span
}
