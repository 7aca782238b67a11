// What is kept of the way out, on SQLite.

import {
  type Allowance,
  CALLS_KEPT_MAX,
  type EgressStore,
  FRESH_HOST,
  type HostCounts,
  type HostName,
  type HostState,
  type OutboundCall,
} from '#connectors'
import type { Database } from './database.ts'
import { readSetting, writeSetting } from './settings.ts'

const ALLOWANCE = 'outside.allowance'
const EVERYTHING: Allowance = { allowed: true, contact: null }

/** The switches, limits and ledger of the only way out. */
export function sqliteEgress(database: Database, callsKeptMax = CALLS_KEPT_MAX): EgressStore {
  return {
    async allowance() {
      return { ...EVERYTHING, ...readSetting<Partial<Allowance>>(database, ALLOWANCE) }
    },
    async saveAllowance(allowance) {
      writeSetting(database, ALLOWANCE, allowance)
    },

    async hosts() {
      const rows = database.all<{ name: HostName; state: string }>('SELECT name, state FROM outside_hosts')
      return new Map(rows.map((row) => [row.name, { ...FRESH_HOST, ...(JSON.parse(row.state) as Partial<HostState>) }]))
    },
    async saveHost(host, state) {
      database.run(
        'INSERT INTO outside_hosts (name, state) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET state = excluded.state',
        host,
        JSON.stringify(state),
      )
    },

    async begin(call) {
      return database.transaction(() => {
        const { lastId } = database.run(
          'INSERT INTO outside_calls (host, at_ms, method, url, why, bytes_out) VALUES (?, ?, ?, ?, ?, ?)',
          call.host,
          call.atMs,
          call.method,
          call.url,
          call.why,
          call.bytesOut,
        )
        database.run('DELETE FROM outside_calls WHERE id <= ?', lastId - callsKeptMax)
        database.run(COUNT_BEGUN, call.host, JSON.stringify(FRESH_HOST), call.bytesOut, call.atMs)
        return lastId
      })
    },
    async finish(id, end) {
      database.transaction(() => {
        const row = database.get<{ host: string }>(
          'UPDATE outside_calls SET status = ?, fault = ?, bytes_in = ?, duration_ms = ? WHERE id = ? RETURNING host',
          end.status,
          end.fault,
          end.bytesIn,
          end.durationMs,
          id,
        )
        if (!row) return
        const failed = end.status === null || end.status >= 400 ? 1 : 0
        database.run('UPDATE outside_hosts SET failed = failed + ?, bytes_in = bytes_in + ? WHERE name = ?', failed, end.bytesIn, row.host)
      })
    },

    async endUnfinished() {
      database.run(
        'UPDATE outside_calls SET fault = ? WHERE status IS NULL AND fault IS NULL',
        'Deepcut was stopped before an answer came.',
      )
    },

    async calls({ host, beforeId = Number.MAX_SAFE_INTEGER, countMax }) {
      return host === undefined
        ? database.all<OutboundCall>(`SELECT ${CALL} FROM outside_calls WHERE id < ? ORDER BY id DESC LIMIT ?`, beforeId, countMax)
        : database.all<OutboundCall>(
            `SELECT ${CALL} FROM outside_calls WHERE host = ? AND id < ? ORDER BY id DESC LIMIT ?`,
            host,
            beforeId,
            countMax,
          )
    },
    async counts() {
      return database.all<HostCounts>(
        'SELECT name AS host, calls, failed, bytes_out AS bytesOut, bytes_in AS bytesIn, last_at_ms AS lastAtMs FROM outside_hosts',
      )
    },
  }
}

const CALL =
  'id, host, at_ms AS atMs, method, url, why, status, fault, bytes_out AS bytesOut, bytes_in AS bytesIn, duration_ms AS durationMs'

const COUNT_BEGUN = `INSERT INTO outside_hosts (name, state, calls, bytes_out, last_at_ms) VALUES (?, ?, 1, ?, ?)
  ON CONFLICT (name) DO UPDATE SET calls = calls + 1, bytes_out = bytes_out + excluded.bytes_out, last_at_ms = excluded.last_at_ms`
