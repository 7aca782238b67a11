// A listener's link to a Spotify account, and what is kept of it. Tokens are kept sealed and leave this room for Spotify alone.

import { DAY_MS } from '#kernel'
import type { ListenerId } from '#listens'

/** What is asked for at the log-in: to read, never to change. */
export const SCOPES = [
  'user-read-private',
  'user-read-recently-played',
  'user-library-read',
  'playlist-read-private',
  'playlist-read-collaborative',
]

export const SPOTIFY_JOBS = ['plays', 'liked', 'playlists'] as const
export type SpotifyJob = (typeof SPOTIFY_JOBS)[number]

/** How a link stands: in order; over, until the person logs in again; or refused by Spotify for a reason a person must see to. */
export type LinkState = 'linked' | 'log-in-again' | 'refused'

export interface SpotifyAccount {
  readonly listenerId: ListenerId
  /** Spotify's pseudonym of the account; null until it told. */
  readonly accountId: string | null
  /** Needed to tell own playlists from others. */
  readonly userId: string | null
  readonly scope: string
  /** When the person logged in: six months later it is over, however often the token is renewed. */
  readonly authorizedAtMs: number
  readonly accessExpiresAtMs: number
  readonly state: LinkState
  /** In words, for the person; null where all is well. */
  readonly stateWhy: string | null
}

/** Both tokens, sealed. */
export interface SealedTokens {
  readonly access: Uint8Array
  readonly refresh: Uint8Array
}

/** A job of a link as it stands, kept over restarts. */
export interface JobState {
  readonly on: boolean
  readonly everyMs: number
  /** When it is due; null while it is off. */
  readonly dueAtMs: number | null
  readonly lastAtMs: number | null
  /** What came of it last, in words. */
  readonly lastResult: string | null
  readonly lastFailed: boolean
  /** Why it waits, where it waits for more than its time; null otherwise. */
  readonly heldWhy: string | null
  /** Runs in a row that brought nothing new. */
  readonly quiet: number
  /** Where it goes on: its own notes, as JSON. */
  readonly bookmark: string | null
  /** How far the run in hand is. */
  readonly done: number
  readonly total: number | null
}

/** Own app at Spotify: everybody who links brings one. */
export interface SpotifyApp {
  readonly clientId: string
  /** Only public data without a log-in needs it. */
  readonly clientSecret: string | null
}

export interface SpotifyStore {
  accounts(): Promise<SpotifyAccount[]>
  account(listenerId: ListenerId): Promise<SpotifyAccount | null>
  /** Keeps account and tokens in one transaction, on the disk when it resolves. */
  link(account: SpotifyAccount, tokens: SealedTokens): Promise<void>
  tokens(listenerId: ListenerId): Promise<SealedTokens | null>
  /** Keeps renewed tokens, on the disk when it resolves; not where the person logged in anew meanwhile (another `authorizedAtMs`). */
  renew(account: Pick<SpotifyAccount, 'listenerId' | 'authorizedAtMs' | 'accessExpiresAtMs' | 'scope'>, tokens: SealedTokens): Promise<void>
  change(listenerId: ListenerId, change: Partial<Omit<SpotifyAccount, 'listenerId'>>): Promise<void>
  /** Forgets account, tokens and jobs. */
  unlink(listenerId: ListenerId): Promise<void>
  jobs(listenerId: ListenerId): Promise<ReadonlyMap<SpotifyJob, JobState>>
  saveJob(listenerId: ListenerId, job: SpotifyJob, state: JobState): Promise<void>
  app(): Promise<{ clientId: string; sealedSecret: Uint8Array | null } | null>
  saveApp(app: { clientId: string; sealedSecret: Uint8Array | null } | null): Promise<void>
  /** How many entries are asked for at once, 1 to 50. */
  batchSize(): Promise<number>
  saveBatchSize(batchSize: number): Promise<void>
}

/** When a log-in ends: six months to the day after it was given. */
export function loginEndsAtMs(authorizedAtMs: number): number {
  const date = new Date(authorizedAtMs)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + 6)
  // The 31st of August and six months is the last of February, not a day in March.
  if (date.getUTCDate() !== day) date.setUTCDate(0)
  return date.getTime()
}

/** A log-in's end is shown from two weeks ahead. */
export const isEndingSoon = (authorizedAtMs: number, nowMs: number): boolean => loginEndsAtMs(authorizedAtMs) - nowMs <= 14 * DAY_MS
