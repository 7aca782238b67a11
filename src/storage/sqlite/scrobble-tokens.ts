// Device tokens and their sessions on SQLite.

import { Fault } from '#kernel'
import type { DeviceToken, DeviceTokenId, ListenerId, TokenStore } from '#listens'
import type { Database } from './database.ts'

/** Sessions of one device; the oldest makes room. A player that never remembers its session must not fill the table. */
const SESSIONS_MAX = 100

interface TokenRow {
  readonly id: number
  readonly listener_id: number
  readonly listener_name: string
  readonly name: string
  readonly api_key: string
  readonly token_md5: string
  readonly relayed: number
  readonly made_at_ms: number
  readonly used_at_ms: number | null
  readonly used_by: string | null
}

const SELECT = 'SELECT d.*, l.name AS listener_name FROM device_tokens d JOIN listeners l ON l.id = d.listener_id'
const FIND = {
  token: `${SELECT} WHERE d.token_md5 = ?`,
  'api-key': `${SELECT} WHERE d.api_key = ?`,
  session: `${SELECT} JOIN device_sessions s ON s.token_id = d.id WHERE s.key_digest = ?`,
}

const toToken = (row: TokenRow): DeviceToken => ({
  id: row.id as DeviceTokenId,
  listenerId: row.listener_id as ListenerId,
  listenerName: row.listener_name,
  name: row.name,
  apiKey: row.api_key,
  tokenMd5: row.token_md5,
  relayed: row.relayed === 1,
  madeAtMs: row.made_at_ms,
  usedAtMs: row.used_at_ms,
  usedBy: row.used_by,
})

/** Secrets whose device is remembered at most: every call of a player asks. Only this store changes them, and forgets all when it does. */
const REMEMBERED_MAX = 1000

export function sqliteTokens(database: Database): TokenStore {
  const remembered = new Map<string, DeviceToken>()
  return {
    make: async ({ listenerId, name, apiKey, tokenMd5, relayed, atMs }) => {
      const { changes, lastId } = database.run(
        `INSERT INTO device_tokens (listener_id, name, api_key, token_md5, relayed, made_at_ms) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (listener_id, name) DO NOTHING`,
        listenerId,
        name,
        apiKey,
        tokenMd5,
        relayed ? 1 : 0,
        atMs,
      )
      if (changes === 0) throw new Fault('conflict', 'DEVICE_NAME_TAKEN', `There is a device named ${name} already. Choose another name.`)
      return toToken(database.get<TokenRow>(`${SELECT} WHERE d.id = ?`, lastId)!)
    },
    list: async () => database.all<TokenRow>(`${SELECT} ORDER BY d.id`).map(toToken),
    find: async (by, value) => {
      const key = `${by} ${value}`
      const known = remembered.get(key)
      if (known !== undefined) return known
      const row = database.get<TokenRow>(FIND[by], value)
      if (row === undefined) return null
      if (remembered.size >= REMEMBERED_MAX) remembered.clear()
      const token = toToken(row)
      remembered.set(key, token)
      return token
    },
    remove: async (id) => {
      remembered.clear()
      return database.run('DELETE FROM device_tokens WHERE id = ?', id).changes > 0
    },
    used: async (id, { atMs, by }) => {
      remembered.clear()
      database.run('UPDATE device_tokens SET used_at_ms = ?, used_by = ifnull(?, used_by) WHERE id = ?', atMs, by, id)
    },
    openSession: async (id, { keyDigest, by, atMs }) => {
      remembered.clear()
      database.transaction(() => {
        database.run('INSERT INTO device_sessions (key_digest, token_id, made_at_ms, used_by) VALUES (?, ?, ?, ?)', keyDigest, id, atMs, by)
        database.run(
          `DELETE FROM device_sessions WHERE token_id = ?1 AND key_digest IN (
             SELECT key_digest FROM device_sessions WHERE token_id = ?1 ORDER BY made_at_ms DESC LIMIT -1 OFFSET ?2)`,
          id,
          SESSIONS_MAX,
        )
      })
    },
  }
}
