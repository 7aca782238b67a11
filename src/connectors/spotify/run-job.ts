// A job of a link, run when it is due: what comes of it stands in its state, and so does why it waits.

import { type Clock, DAY_MS, Fault, HOUR_MS, type Log, MINUTE_MS, messageOf } from '#kernel'
import type { ListenerId } from '#listens'
import { Held } from '../turn.ts'
import type { JobState, SpotifyAccount, SpotifyJob, SpotifyStore } from './account.ts'
import type { Job, JobDeps } from './job.ts'
import { likedTracks } from './liked-tracks.ts'
import { ownPlaylists } from './own-playlists.ts'
import { recentPlays } from './recent-plays.ts'
import { Refusal } from './refusal.ts'

export interface RunDeps extends JobDeps {
  readonly spotifyStore: SpotifyStore
  readonly clock: Clock
  readonly log: Log
}

const WORK: Readonly<Record<SpotifyJob, Job>> = { plays: recentPlays, liked: likedTracks, playlists: ownPlaylists }
const EVERY_MS: Readonly<Record<SpotifyJob, number>> = { plays: 30 * MINUTE_MS, liked: DAY_MS, playlists: DAY_MS }
/** With fewer than 50 plays of two minutes in it, nothing is lost. */
const PLAYS_QUIET_MS_MAX = 90 * MINUTE_MS
const AFTER_TROUBLE_MS = 10 * MINUTE_MS
const AFTER_REFUSAL_MS = 6 * HOUR_MS

/** A job that never ran. */
export const freshJob = (job: SpotifyJob): JobState => ({
  on: false,
  everyMs: EVERY_MS[job],
  dueAtMs: null,
  lastAtMs: null,
  lastResult: null,
  lastFailed: false,
  heldWhy: null,
  quiet: 0,
  bookmark: null,
  done: 0,
  total: null,
})

/** The state of a job now. */
export const jobOf = async (store: SpotifyStore, listenerId: ListenerId, job: SpotifyJob): Promise<JobState> =>
  (await store.jobs(listenerId)).get(job) ?? freshJob(job)

/** Runs a job once and says in its state what came of it. */
export async function runJob(deps: RunDeps, account: SpotifyAccount, job: SpotifyJob, signal: AbortSignal): Promise<void> {
  const { spotifyStore: store, clock } = deps
  const { listenerId } = account
  // A person may change the job while it runs: only what the run itself knows is written.
  const change = async (to: Partial<JobState>) => store.saveJob(listenerId, job, { ...(await jobOf(store, listenerId, job)), ...to })
  try {
    const before = await jobOf(store, listenerId, job)
    const batchSize = await store.batchSize()
    const note = (bookmark: string, done: number, total: number | null) => change({ bookmark, done, total })
    const { told, news, bookmark } = await WORK[job](deps, { account, batchSize, bookmark: before.bookmark, note, signal })
    const quiet = news > 0 ? 0 : before.quiet + 1
    const { on, everyMs } = await jobOf(store, listenerId, job)
    await change({
      ...{ bookmark, quiet, done: 0, total: null, lastAtMs: clock.nowMs(), lastResult: told, lastFailed: false, heldWhy: null },
      dueAtMs: on ? clock.nowMs() + pauseMs(job, everyMs, quiet) : null,
    })
    if (account.state === 'refused') await store.change(listenerId, { state: 'linked', stateWhy: null })
  } catch (error) {
    if (!signal.aborted) await change(await putOff(deps, account, job, error))
  }
}

/** What a run that did not end says in its job's state. A pause, and a switch that went off, are no failure: it goes on from where it was. */
async function putOff(deps: RunDeps, { listenerId }: SpotifyAccount, job: SpotifyJob, error: unknown): Promise<Partial<JobState>> {
  const nowMs = deps.clock.nowMs()
  if (error instanceof Held) return { heldWhy: error.message, dueAtMs: error.resumesAtMs }
  if (error instanceof Fault && error.code === 'EGRESS_OFF') return { dueAtMs: nowMs }
  const told = { lastAtMs: nowMs, lastResult: messageOf(error), lastFailed: true }
  if (error instanceof Refusal) {
    await noteRefusal(deps.spotifyStore, listenerId, error)
    return { ...told, heldWhy: error.message, dueAtMs: nowMs + AFTER_REFUSAL_MS }
  }
  if (!(error instanceof Fault)) deps.log.error({ err: error }, `Spotify, ${job}: ${messageOf(error)}`)
  return { ...told, heldWhy: null, dueAtMs: Math.max(nowMs + AFTER_TROUBLE_MS, await deps.egress.resumesAtMs('spotify')) }
}

/** Says of the account what a refusal means for it. */
export async function noteRefusal(store: SpotifyStore, listenerId: ListenerId, error: unknown): Promise<void> {
  if (!(error instanceof Refusal) || error.remedy === 'leave-it') return
  await store.change(listenerId, { state: error.remedy === 'see-to-it' ? 'refused' : 'log-in-again', stateWhy: error.message })
}

/** Plays are asked for less often while there are none; the others come once a day whatever they bring. */
const pauseMs = (job: SpotifyJob, everyMs: number, quiet: number): number =>
  job === 'plays' ? Math.max(everyMs, Math.min(PLAYS_QUIET_MS_MAX, everyMs * 1.5 ** Math.max(0, quiet - 1))) : everyMs
