// The Spotify link as a whole: own app, log-in, and the jobs that run beside the server, each when it is due and never faster than Spotify allows.

import { type Clock, Fault, type Log } from '#kernel'
import type { ListenerId } from '#listens'
import { openLoop } from '../loop.ts'
import type { Seal } from '../seal.ts'
import {
  isEndingSoon,
  type JobState,
  loginEndsAtMs,
  SPOTIFY_JOBS,
  type SpotifyAccount,
  type SpotifyApp,
  type SpotifyJob,
  type SpotifyStore,
} from './account.ts'
import type { JobDeps } from './job.ts'
import { type LogIn, openLogIn, type Started } from './log-in.ts'
import { freshJob, jobOf, noteRefusal, type RunDeps, runJob } from './run-job.ts'
import { Me } from './shapes.ts'
import { openTokens, type Tokens } from './tokens.ts'
import { ask } from './web-api.ts'

export interface SpotifyDeps extends Omit<JobDeps, 'tokens'> {
  readonly spotifyStore: SpotifyStore
  readonly seal: Seal
  readonly clock: Clock
  readonly log: Log
  readonly env: Readonly<Record<string, string | undefined>>
}

export interface SpotifyView {
  readonly app: { readonly clientId: string | null; readonly hasSecret: boolean; readonly fromEnvironment: boolean }
  readonly batchSize: number
  readonly account: (Omit<SpotifyAccount, 'listenerId'> & { readonly endsAtMs: number; readonly endingSoon: boolean }) | null
  readonly jobs: readonly (JobState & { readonly job: SpotifyJob; readonly running: boolean })[]
}

export interface SpotifyLink {
  readonly tokens: Tokens
  view(listenerId: ListenerId): Promise<SpotifyView>
  /** Keeps the person's own app; null takes it back. */
  saveApp(app: SpotifyApp | null): Promise<void>
  saveBatchSize(batchSize: number): Promise<void>
  begin(listenerId: ListenerId, seen: { origin: string; port: number }): Promise<Started>
  finish(address: string): Promise<ListenerId>
  unlink(listenerId: ListenerId): Promise<void>
  changeJob(listenerId: ListenerId, job: SpotifyJob, change: { on?: boolean; everyMs?: number; now?: boolean }): Promise<void>
  /** Begins the background work; it does nothing until Spotify is switched on and an account is linked. */
  start(): void
  close(): Promise<void>
}

const SECRET = 'spotify client secret'

/** Opens the link. */
export function openSpotifyLink(deps: SpotifyDeps): SpotifyLink {
  const { spotifyStore: store, egress, clock, env } = deps
  let inHand: { listenerId: ListenerId; job: SpotifyJob } | null = null

  const app = async (): Promise<SpotifyApp> => {
    const kept = await store.app()
    const clientId = env['SPOTIFY_CLIENT_ID'] || kept?.clientId
    if (!clientId)
      throw new Fault('invalid', 'SPOTIFY_NO_APP', 'Give the client id of your own app at Spotify first; how to get one is in the guide.')
    const keptSecret = kept?.clientId === clientId && kept.sealedSecret ? await deps.seal.open(SECRET, kept.sealedSecret) : null
    return { clientId, clientSecret: env['SPOTIFY_CLIENT_SECRET'] || keptSecret }
  }
  const tokens = openTokens({ ...deps, app })
  const logIn: LogIn = openLogIn({ ...deps, app })
  const runDeps: RunDeps = { ...deps, tokens }

  const step = async (signal: AbortSignal): Promise<number | null> => {
    if (!(await egress.isOpen('spotify'))) return null
    let nextMs: number | null = null
    for (const account of await store.accounts()) {
      if (account.state === 'log-in-again') continue
      for (const job of SPOTIFY_JOBS) {
        const state = await jobOf(store, account.listenerId, job)
        if (!state.on || state.dueAtMs === null) continue
        if (state.dueAtMs <= clock.nowMs()) {
          inHand = { listenerId: account.listenerId, job }
          await runJob(runDeps, account, job, signal).finally(() => {
            inHand = null
          })
          return clock.nowMs()
        }
        nextMs = Math.min(nextMs ?? state.dueAtMs, state.dueAtMs)
      }
    }
    return nextMs
  }
  const loop = openLoop(deps, 'the Spotify link', step)
  let unsubscribe = () => {}

  return {
    tokens,
    async view(listenerId) {
      const [kept, account, jobs, batchSize] = await Promise.all([
        store.app(),
        store.account(listenerId),
        store.jobs(listenerId),
        store.batchSize(),
      ])
      const fromEnvironment = Boolean(env['SPOTIFY_CLIENT_ID'])
      return {
        app: {
          clientId: env['SPOTIFY_CLIENT_ID'] || kept?.clientId || null,
          hasSecret: Boolean(env['SPOTIFY_CLIENT_SECRET'] || kept?.sealedSecret),
          fromEnvironment,
        },
        batchSize,
        account: account && {
          ...account,
          endsAtMs: loginEndsAtMs(account.authorizedAtMs),
          endingSoon: isEndingSoon(account.authorizedAtMs, clock.nowMs()),
        },
        jobs: SPOTIFY_JOBS.map((job) => ({
          ...(jobs.get(job) ?? freshJob(job)),
          job,
          running: inHand?.listenerId === listenerId && inHand.job === job,
        })),
      }
    },

    async saveApp(given) {
      if (given === null) return store.saveApp(null)
      const before = await store.app()
      // A form that shows no secret sends none: the one that is there stays.
      const keptSecret = before?.clientId === given.clientId ? before.sealedSecret : null
      const sealedSecret = given.clientSecret ? await deps.seal.close(SECRET, given.clientSecret) : keptSecret
      await store.saveApp({ clientId: given.clientId, sealedSecret })
    },
    saveBatchSize: (batchSize) => store.saveBatchSize(batchSize),

    begin: (listenerId, seen) => logIn.begin(listenerId, seen),
    async finish(address) {
      const listenerId = await logIn.finish(address)
      // What waited for the log-in goes on now; at the first link the plays begin by themselves.
      const jobs = await store.jobs(listenerId)
      if (jobs.size === 0) await store.saveJob(listenerId, 'plays', { ...freshJob('plays'), on: true, dueAtMs: clock.nowMs() })
      for (const [job, state] of jobs)
        if (state.on) await store.saveJob(listenerId, job, { ...state, heldWhy: null, dueAtMs: clock.nowMs() })
      // Which account it is; a link is one without that too, where Spotify does not say now.
      await ask(runDeps, { as: listenerId, path: '/me', what: 'the id of your account', shape: Me })
        .then((me) => store.change(listenerId, { userId: me.id, accountId: me.account_id ?? null }))
        .catch((error) => noteRefusal(store, listenerId, error))
      loop.wake()
      return listenerId
    },
    async unlink(listenerId) {
      await store.unlink(listenerId)
      loop.wake()
    },
    async changeJob(listenerId, job, { on, everyMs, now }) {
      const state = await jobOf(store, listenerId, job)
      const next = { ...state, on: on ?? state.on, everyMs: everyMs ?? state.everyMs }
      const begins = next.on && (!state.on || now)
      // Asking for it now does not break a pause that Spotify asked for: the way out holds it back anyway.
      const dueAtMs = begins ? clock.nowMs() : next.on ? Math.min(state.dueAtMs ?? 0, clock.nowMs() + next.everyMs) : null
      await store.saveJob(listenerId, job, { ...next, dueAtMs, heldWhy: begins ? null : state.heldWhy, quiet: 0 })
      loop.wake()
    },

    start() {
      unsubscribe = egress.onChange(() => loop.wake())
      loop.wake()
    },
    async close() {
      unsubscribe()
      await loop.close()
    },
  }
}
