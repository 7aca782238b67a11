// A recommendation and its reasons, as PRODUCT.md fixes them for scripts.

import type { ListenerId } from '#listens'

export type ReasonKind =
  /** Sounds like tracks the listener finished. */
  | 'nearby'
  /** Attributes that agree with the taste. */
  | 'attributes'
  | 'artist'
  | 'genre'
  | 'forgotten'
  | 'unheard'
  | 'popularity'
  | 'loved'
  /** What held it back: the weight is negative. */
  | 'held-back'
  /** Shown to someone without history. */
  | 'shelf'
  | 'bet'

export interface Reason {
  readonly kind: ReasonKind
  /** A sentence a friend would say. */
  readonly text: string
  /** What this part adds to the score; negative for what held it back. The weights of a pick add up to its score. */
  readonly weight: number
  /** The tracks it names. */
  readonly trackIds: readonly number[]
}

export interface Recommendation {
  readonly rank: number
  readonly trackId: number
  readonly title: string
  readonly artist: string
  readonly album: string | null
  readonly playable: boolean
  readonly score: number
  /** 0 (nobody's radar) to 100 (everybody's). */
  readonly popularityPercentile: number
  readonly reasons: readonly Reason[]
}

export interface RecommendRequest {
  readonly listenerId: ListenerId
  readonly countMax: number
  /** 0 familiar to 1 under the radar. */
  readonly radar: number
  readonly from: 'library' | 'catalogue' | 'all'
}

export interface SimilarTrack {
  readonly rank: number
  readonly trackId: number
  readonly title: string
  readonly artist: string
  /** Cosine, -1 to 1. */
  readonly similarity: number
}
