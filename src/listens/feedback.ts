// What a listener says outright about a track.

import type { TrackId } from '#library'
import type { ListenerId } from './listener.ts'

export type FeedbackKind = 'love' | 'ban'

export interface Feedback {
  readonly trackId: TrackId
  readonly kind: FeedbackKind
  readonly atMs: number
}

export interface FeedbackStore {
  /** Sets it, or takes it back with null. */
  set(listenerId: ListenerId, trackId: TrackId, kind: FeedbackKind | null, atMs: number): Promise<void>
  /** Newest first. */
  list(listenerId: ListenerId): Promise<Feedback[]>
}
