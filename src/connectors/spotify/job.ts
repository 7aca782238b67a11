// What a job of a link works with, and what it says when it is done.

import type { EventBus } from '#events'
import type { TrackStore } from '#library'
import type { EngagementStore, FeedbackStore, ListenerId, ListenStore, SourceId, SourceStore } from '#listens'
import type { PlaylistStore } from '#playlists'
import type { SpotifyAccount } from './account.ts'
import type { WebApiDeps } from './web-api.ts'

export interface JobDeps extends WebApiDeps {
  readonly tracks: TrackStore
  readonly listens: ListenStore
  readonly sources: SourceStore
  readonly feedback: FeedbackStore
  readonly playlists: PlaylistStore
  readonly engagement: EngagementStore
  readonly events: EventBus
}

export interface JobRun {
  readonly account: SpotifyAccount
  /** Entries asked for at once. */
  readonly batchSize: number
  /** Where the run before it left off; null at the first. */
  readonly bookmark: string | null
  /** Keeps where it is, so that a pause or a restart goes on from there. */
  note(bookmark: string, done: number, total: number | null): Promise<void>
  readonly signal: AbortSignal
}

export interface JobResult {
  /** In words. */
  readonly told: string
  /** How many entries were new. */
  readonly news: number
  /** Where the next run begins. */
  readonly bookmark: string | null
}

export type Job = (deps: JobDeps, run: JobRun) => Promise<JobResult>

/** The format of the source that a link is: one-listen.ts knows that its one time may be that of either end. */
const SPOTIFY_LIVE_FORMAT = 'spotify-live'

/** The source that all of a listener's link belongs to, and goes with. */
export const linkSource = (deps: JobDeps, listenerId: ListenerId): Promise<SourceId> =>
  deps.sources.ensure({ listenerId, label: 'Spotify account', format: SPOTIFY_LIVE_FORMAT, synthetic: false, atMs: deps.clock.nowMs() })

/** "1 new play", "3 new plays". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
