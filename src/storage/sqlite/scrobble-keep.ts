// Scrobbles on SQLite: whatever arrived together is kept in one transaction, with what is to be relayed of it.

import { HOUR_MS } from '#kernel'
import type { TrackId } from '#library'
import { type HeardRow, type KeepRequest, type KeptScrobble, SCROBBLE_FORMAT, type ScrobbleStore, type SourceId } from '#listens'
import type { Database } from './database.ts'
import type { Identifier } from './library-identify.ts'
import type { Words } from './listens-words.ts'
import type { ListenKeeper } from './listens-write.ts'
import { scrobbleReads } from './scrobble-reads.ts'

export function sqliteScrobbles(database: Database, words: Words, keeper: ListenKeeper, identifier: Identifier): ScrobbleStore {
  return {
    keep: async (requests) => {
      try {
        return database.transaction(() => keepAll(database, keeper, identifier, requests))
      } catch (error) {
        keeper.forget()
        identifier.forget()
        throw error
      }
    },
    ...scrobbleReads(database, words),
  }
}

/** Rows further apart than this have nothing to do with each other. */
const APART_MS = 6 * HOUR_MS

const KNOWN = 'SELECT 1 FROM listens WHERE listener_id = ? AND row_key = ?'
const INTO_QUEUE = 'INSERT INTO relay_queue (relay_id, scrobble) SELECT id, ?2 FROM relays WHERE listener_id = ?1'

function keepAll(database: Database, keeper: ListenKeeper, identifier: Identifier, requests: readonly KeepRequest[]): KeptScrobble[][] {
  const all = requests.flatMap(({ rows }) => rows)
  const trackIds = tracksOf(keeper, identifier, all)
  const fresh: HeardRow[] = []
  const seen = new Set<string>()
  const sources = new Map<string, SourceId>()
  let at = 0
  const answers = requests.map(({ teller, atMs, rows }) => {
    const source = `${teller.listenerId} ${teller.name}`
    return rows.map(({ row, scrobble }): KeptScrobble => {
      const trackId = trackIds[at++]
      const key = `${row.listenerId} ${row.rowKey}`
      if (seen.has(key) || database.get(KNOWN, row.listenerId, row.rowKey)) return { added: false, trackId }
      seen.add(key)
      let sourceId = sources.get(source)
      if (sourceId === undefined) {
        sourceId = sourceOf(database, teller, atMs)
        sources.set(source, sourceId)
      }
      row.trackId = trackId
      fresh.push({ ...row, sourceId })
      if (teller.relayed && scrobble.relayable) database.run(INTO_QUEUE, teller.listenerId, JSON.stringify(scrobble))
      return { added: true, trackId }
    })
  })
  // Each near others in time goes with them: what is looked at for events told twice is their neighbourhood, not all that lies between.
  for (const cluster of clustersOf(fresh)) keeper.append(cluster)
  return answers
}

/** Rows in order of time, cut where nothing happened for long. */
function clustersOf(rows: readonly HeardRow[]): HeardRow[][] {
  const clusters: HeardRow[][] = []
  let lastMs = Number.NEGATIVE_INFINITY
  for (const row of rows.toSorted((a, b) => a.endedAtMs - b.endedAtMs)) {
    if (row.endedAtMs - lastMs > APART_MS) clusters.push([])
    clusters[clusters.length - 1].push(row)
    lastMs = row.endedAtMs
  }
  return clusters
}

/** The track of each row: of its wording where it was heard of before, else found or made. */
function tracksOf(keeper: ListenKeeper, identifier: Identifier, all: readonly KeepRequest['rows'][number][]): TrackId[] {
  const known = keeper.tracksOf(all.map(({ row }) => row))
  const wanted = all.filter((_, i) => known[i] === null || known[i] === undefined)
  const found =
    wanted.length === 0
      ? []
      : identifier.identify(
          wanted.map(({ sighting }) => sighting),
          'history',
        )
  let next = 0
  return known.map((trackId) => trackId ?? found[next++])
}

function sourceOf(database: Database, teller: KeepRequest['teller'], atMs: number): SourceId {
  const values = [teller.listenerId, teller.name, SCROBBLE_FORMAT] as const
  const found = database.get<{ id: SourceId }>('SELECT id FROM sources WHERE listener_id = ? AND label = ? AND format = ?', ...values)
  if (found) return found.id
  const insert = 'INSERT INTO sources (listener_id, label, format, imported_at_ms, synthetic) VALUES (?, ?, ?, ?, 0)'
  return database.run(insert, ...values, atMs).lastId as SourceId
}
