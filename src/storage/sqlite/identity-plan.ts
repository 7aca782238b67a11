// What every decision about identity has: whose rows it concerns, its words, and the acts that several of them share.

import { Fault } from '#kernel'
import { CATALOGUED, PLAYABLE } from '#library'
import type { Database } from './database.ts'
import type { Concerned } from './identity-journal.ts'
import { mergeInto, type Pointer } from './identity-merge.ts'
import type { TrackRow } from './library-rows.ts'

/** A decision that was looked at: whose rows it concerns, what it says in words, and how it is done. */
export interface Plan {
  readonly concerned: Concerned
  readonly summary: string
  /** Tracks in the order in which the edit names them; may grow while it is done. */
  readonly trackIds: number[]
  act(): void
}

/** Ends a decision that cannot be done. */
export const refuse = (code: string, message: string): never => {
  throw new Fault('invalid', code, message)
}

/** The track, or a fault that says it is not there. */
export function trackOf(database: Database, id: number): TrackRow {
  const row = database.get<TrackRow>('SELECT * FROM tracks WHERE id = ?', id)
  if (!row) throw new Fault('not-found', 'TRACK_UNKNOWN', `There is no track ${id}.`)
  return row
}

/** A track in words. */
export const named = (row: Pick<TrackRow, 'title' | 'artist_credit'>): string => `'${row.title}' by ${row.artist_credit}`
/** These tracks and no artist. */
export const only = (...ids: number[]): Concerned => ({ tracks: new Set(ids), artists: new Set() })

/** What stays of tracks that become one: a file before a table before a history, then the one known longest. */
export const bestFirst = (a: TrackRow, b: TrackRow): number =>
  (b.flags & PLAYABLE) - (a.flags & PLAYABLE) || (b.flags & CATALOGUED) - (a.flags & CATALOGUED) || b.origin - a.origin || a.id - b.id

/** Merges by decision: the names of what goes will lead to what stays. */
export function join(database: Database, pointers: readonly Pointer[], stays: TrackRow, gone: TrackRow): void {
  mergeInto(database, pointers, stays.id, gone.id)
  if (gone.match_key !== stays.match_key) addKey(database, gone.match_key, stays.id)
}

/** Lets a key lead to a track. */
export const addKey = (database: Database, key: string, trackId: number) =>
  database.run('INSERT OR IGNORE INTO identity_keys (match_key, track_id) VALUES (?, ?)', key, trackId)
