// Listeners, and what they say outright about tracks.

import { Fault } from '#kernel'
import type { TrackId } from '#library'
import { DEFAULT_LISTENER, type Feedback, type FeedbackStore, type Listener, type ListenerStore } from '#listens'
import type { Database } from './database.ts'

export function sqliteListeners(database: Database): ListenerStore {
  const find = (name: string) => database.get<Listener>('SELECT id, name FROM listeners WHERE name = ?', name.trim()) ?? null
  const ensure = (name: string): Listener => {
    if (name.trim() === '') throw new Fault('invalid', 'LISTENER_NAME_EMPTY', 'A listener needs a name.')
    database.run('INSERT INTO listeners (name) VALUES (?) ON CONFLICT (name) DO NOTHING', name.trim())
    return find(name)!
  }
  return {
    list: async () => {
      const listeners = database.all<Listener>('SELECT id, name FROM listeners ORDER BY id')
      return listeners.length > 0 ? listeners : [ensure(DEFAULT_LISTENER)]
    },
    find: async (name) => find(name),
    ensure: async (name) => find(name) ?? ensure(name),
  }
}

export function sqliteFeedback(database: Database): FeedbackStore {
  return {
    set: async (listenerId, trackId, kind, atMs) => {
      if (kind === null) {
        database.run('DELETE FROM feedback WHERE listener_id = ? AND track_id = ?', listenerId, trackId)
        return
      }
      if (!database.get('SELECT 1 FROM tracks WHERE id = ?', trackId))
        throw new Fault('not-found', 'TRACK_UNKNOWN', `There is no track ${trackId}.`)
      database.run(
        `INSERT INTO feedback (listener_id, track_id, kind, at_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT (listener_id, track_id) DO UPDATE SET kind = excluded.kind, at_ms = excluded.at_ms`,
        listenerId,
        trackId,
        kind,
        atMs,
      )
    },
    list: async (listenerId) =>
      database
        .all<{ trackId: number; kind: Feedback['kind']; atMs: number }>(
          'SELECT track_id AS trackId, kind, at_ms AS atMs FROM feedback WHERE listener_id = ? ORDER BY at_ms DESC, track_id DESC',
          listenerId,
        )
        .map((row) => ({ ...row, trackId: row.trackId as TrackId })),
  }
}
