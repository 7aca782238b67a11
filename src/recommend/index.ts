// What to hear next: the front door.
export type { HeardEvent } from './history.ts'
export type { Reason, ReasonKind, Recommendation, RecommendRequest, SimilarTrack } from './recommendation.ts'
export { Recommender, type RecommenderDeps } from './recommender.ts'
