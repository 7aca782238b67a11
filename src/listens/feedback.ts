// What a listener says outright about a track.

import type { TrackId } from '#library'
import type { ListenerId } from './listener.ts'
import type { SourceId } from './source.ts'

export type FeedbackKind = 'love' | 'ban'

export interface Feedback {
  readonly trackId: TrackId
  readonly kind: FeedbackKind
  readonly atMs: number
}

export interface FeedbackStore {
  /** Sets it, or takes it back with null. */
  set(listenerId: ListenerId, trackId: TrackId, kind: FeedbackKind | null, atMs: number): Promise<void>
  /**
   * What a source tells, in place of what it told before, or `beside` it; `atMs` is null where it does not say. It goes with its source, and a word of
   * the listener's own stands above it.
   */
  tell(
    listenerId: ListenerId,
    sourceId: SourceId,
    told: readonly (Omit<Feedback, 'atMs'> & { readonly atMs: number | null })[],
    nowMs: number,
    options?: { beside?: boolean },
  ): Promise<void>
  /** Newest first. */
  list(listenerId: ListenerId): Promise<Feedback[]>
}
