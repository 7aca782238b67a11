// What listeners say outright about tracks, and what their exports tell of that: a word said here stands above a told one, also one taken back.

import { Fault } from '#kernel'
import type { TrackId } from '#library'
import type { Feedback, FeedbackStore } from '#listens'
import type { Database } from './database.ts'

/** Said here: neither, whatever an export tells. */
const NEITHER = 'none'

const LIST = `
  SELECT track_id AS trackId, kind, at_ms AS atMs FROM feedback WHERE listener_id = ?1 AND kind <> '${NEITHER}'
  UNION ALL
  SELECT track_id, kind, max(at_ms) FROM told_feedback t
    WHERE listener_id = ?1 AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.listener_id = ?1 AND f.track_id = t.track_id) GROUP BY track_id
  ORDER BY atMs DESC, trackId DESC`

export function sqliteFeedback(database: Database): FeedbackStore {
  const isTold = (listenerId: number, trackId: number) =>
    database.get('SELECT 1 FROM told_feedback WHERE listener_id = ? AND track_id = ? LIMIT 1', listenerId, trackId) !== undefined
  return {
    set: async (listenerId, trackId, kind, atMs) => {
      if (kind === null && !isTold(listenerId, trackId)) {
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
        kind ?? NEITHER,
        atMs,
      )
    },
    tell: async (listenerId, sourceId, told, nowMs, options = {}) =>
      database.transaction(() => {
        const before = new Map(
          database
            .all<{ trackId: number; atMs: number }>(
              'SELECT track_id AS trackId, at_ms AS atMs FROM told_feedback WHERE source_id = ?',
              sourceId,
            )
            .map(({ trackId, atMs }) => [trackId, atMs]),
        )
        if (!options.beside) database.run('DELETE FROM told_feedback WHERE source_id = ?', sourceId)
        for (const { trackId, kind, atMs } of told)
          database.run(
            `INSERT INTO told_feedback (source_id, track_id, listener_id, kind, at_ms) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (source_id, track_id) DO UPDATE SET kind = excluded.kind, at_ms = excluded.at_ms WHERE excluded.at_ms > at_ms`,
            sourceId,
            trackId,
            listenerId,
            kind,
            // Where no time is told, that of the first import stays.
            atMs ?? before.get(trackId) ?? nowMs,
          )
      }),
    list: async (listenerId) =>
      database
        .all<{ trackId: number; kind: Feedback['kind']; atMs: number }>(LIST, listenerId)
        .map(({ trackId, kind, atMs }) => ({ trackId: trackId as TrackId, kind, atMs })),
  }
}
