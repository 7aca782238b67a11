// The Spotify links on SQLite. Tokens come sealed and are kept as they come.

import type { JobState, SealedTokens, SpotifyAccount, SpotifyJob, SpotifyStore } from '#connectors'
import type { ListenerId } from '#listens'
import type { Database } from './database.ts'
import { readSetting, writeSetting } from './settings.ts'

const APP = 'spotify.app'
const BATCH_SIZE = 'spotify.batchSize'
const BATCH_SIZE_USUAL = 50

/** Accounts, tokens and jobs of the Spotify links. */
export function sqliteSpotify(database: Database): SpotifyStore {
  const account = (listenerId: ListenerId): SpotifyAccount | null => {
    const row = database.get<{ account: string }>('SELECT account FROM spotify_accounts WHERE listener_id = ?', listenerId)
    return row ? (JSON.parse(row.account) as SpotifyAccount) : null
  }
  return {
    async accounts() {
      const rows = database.all<{ account: string }>('SELECT account FROM spotify_accounts ORDER BY listener_id')
      return rows.map((row) => JSON.parse(row.account) as SpotifyAccount)
    },
    account: async (listenerId) => account(listenerId),

    async link(told, tokens) {
      database.run(
        `INSERT INTO spotify_accounts (listener_id, account, authorized_at_ms, access, refresh) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (listener_id) DO UPDATE SET account = excluded.account, authorized_at_ms = excluded.authorized_at_ms,
           access = excluded.access, refresh = excluded.refresh`,
        told.listenerId,
        JSON.stringify(told),
        told.authorizedAtMs,
        tokens.access,
        tokens.refresh,
      )
    },
    async renew({ listenerId, authorizedAtMs, accessExpiresAtMs, scope }, tokens) {
      database.transaction(() => {
        const now = account(listenerId)
        if (now?.authorizedAtMs !== authorizedAtMs) return
        database.run(
          'UPDATE spotify_accounts SET account = ?, access = ?, refresh = ? WHERE listener_id = ?',
          JSON.stringify({ ...now, accessExpiresAtMs, scope }),
          tokens.access,
          tokens.refresh,
          listenerId,
        )
      })
    },
    async tokens(listenerId) {
      return database.get<SealedTokens>('SELECT access, refresh FROM spotify_accounts WHERE listener_id = ?', listenerId) ?? null
    },
    async change(listenerId, change) {
      database.transaction(() => {
        const now = account(listenerId)
        if (now)
          database.run('UPDATE spotify_accounts SET account = ? WHERE listener_id = ?', JSON.stringify({ ...now, ...change }), listenerId)
      })
    },
    async unlink(listenerId) {
      database.run('DELETE FROM spotify_accounts WHERE listener_id = ?', listenerId)
    },

    async jobs(listenerId) {
      const rows = database.all<{ job: SpotifyJob; state: string }>('SELECT job, state FROM spotify_jobs WHERE listener_id = ?', listenerId)
      return new Map(rows.map((row) => [row.job, JSON.parse(row.state) as JobState]))
    },
    async saveJob(listenerId, job, state) {
      // A job in hand while the account is unlinked leaves nothing behind.
      database.run(
        `INSERT INTO spotify_jobs (listener_id, job, state) SELECT listener_id, ?, ? FROM spotify_accounts WHERE listener_id = ?
         ON CONFLICT (listener_id, job) DO UPDATE SET state = excluded.state`,
        job,
        JSON.stringify(state),
        listenerId,
      )
    },

    async app() {
      const kept = readSetting<{ clientId: string; sealedSecret: string | null }>(database, APP)
      return kept && { clientId: kept.clientId, sealedSecret: kept.sealedSecret === null ? null : Buffer.from(kept.sealedSecret, 'base64') }
    },
    async saveApp(app) {
      const sealedSecret = app?.sealedSecret ? Buffer.from(app.sealedSecret).toString('base64') : null
      writeSetting(database, APP, app && { clientId: app.clientId, sealedSecret })
    },
    batchSize: async () => readSetting<number>(database, BATCH_SIZE) ?? BATCH_SIZE_USUAL,
    saveBatchSize: async (batchSize) => writeSetting(database, BATCH_SIZE, batchSize),
  }
}
