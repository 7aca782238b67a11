// Relays and their queues on SQLite. Credentials come sealed and are kept as they come.

import type { Queued, Relay, RelayStore } from '#connectors'
import type { Database } from './database.ts'

const LIST = `
  SELECT r.id, r.listener_id AS listenerId, l.name AS listenerName, r.service, r.made_at_ms AS madeAtMs, r.sent, r.sent_at_ms AS sentAtMs, r.failures,
    r.resume_at_ms AS resumeAtMs, r.parked,
    (SELECT count(*) FROM relay_queue q WHERE q.relay_id = r.id AND q.refused IS NULL) AS waiting,
    (SELECT count(*) FROM relay_queue q WHERE q.relay_id = r.id AND q.refused IS NOT NULL) AS refused,
    (SELECT q.refused FROM relay_queue q WHERE q.relay_id = r.id AND q.refused IS NOT NULL ORDER BY q.id DESC LIMIT 1) AS refusedWhy
  FROM relays r JOIN listeners l ON l.id = r.listener_id ORDER BY r.id`

export function sqliteRelays(database: Database): RelayStore {
  return {
    list: async () => database.all<Relay>(LIST),
    save: async ({ listenerId, service, credentials, atMs }) => {
      database.run(
        `INSERT INTO relays (listener_id, service, credentials, made_at_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT (listener_id, service) DO UPDATE SET credentials = excluded.credentials, parked = NULL, resume_at_ms = NULL, failures = 0`,
        listenerId,
        service,
        credentials,
        atMs,
      )
    },
    remove: async (id) => database.run('DELETE FROM relays WHERE id = ?', id).changes > 0,
    credentials: async (id) =>
      database.get<{ credentials: Uint8Array }>('SELECT credentials FROM relays WHERE id = ?', id)?.credentials ?? null,
    next: async (id, countMax) =>
      database
        .all<{ id: number; scrobble: string }>(
          'SELECT id, scrobble FROM relay_queue WHERE relay_id = ? AND refused IS NULL ORDER BY id LIMIT ?',
          id,
          countMax,
        )
        .map((row) => ({ id: row.id, scrobble: JSON.parse(row.scrobble) as Queued['scrobble'] })),
    taken: async (id, queueIds, atMs) => {
      database.transaction(() => {
        database.run('DELETE FROM relay_queue WHERE relay_id = ? AND id IN (SELECT value FROM json_each(?))', id, JSON.stringify(queueIds))
        database.run(
          'UPDATE relays SET sent = sent + ?, sent_at_ms = ?, failures = 0, resume_at_ms = NULL WHERE id = ?',
          queueIds.length,
          atMs,
          id,
        )
      })
    },
    refuse: async (queueId, why) => {
      database.run('UPDATE relay_queue SET refused = ? WHERE id = ?', why, queueId)
    },
    hold: async (id, { parked, resumeAtMs, failures }) => {
      database.run('UPDATE relays SET parked = ?, resume_at_ms = ?, failures = ? WHERE id = ?', parked, resumeAtMs, failures, id)
    },
  }
}
