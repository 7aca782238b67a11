// What to hear next: the front door.
export type { Reason, ReasonKind, Recommendation, RecommendRequest, SimilarTrack } from './recommendation.ts'
