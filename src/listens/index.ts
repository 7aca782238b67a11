// What was heard: the front door.
export type { Feedback, FeedbackKind, FeedbackStore } from './feedback.ts'
export { type ImportDeps, type ImportRequest, importPaths } from './import.ts'
export type { Appended, ContentKind, Listen, ListenId, ListenStore, ListenSummary, NewListen, Tally, TimePrecision } from './listen.ts'
export { DEFAULT_LISTENER, type Listener, type ListenerId, type ListenerStore, listenerNamed } from './listener.ts'
export { SAME_END_MS_MAX, sameEvents, type Told } from './one-listen.ts'
export { PLAYER_FORMAT, type PlayedTrack, recordPlay } from './record-play.ts'
export {
  COMPLETED_REASON,
  COMPLETED_SHARE_MIN,
  COUNTED_MS_MIN,
  COUNTED_SHARE_MIN,
  isCompleted,
  isCounted,
  isSkip,
  type Played,
  SKIP_REASONS,
  SKIPPED_BROKEN_FROM_MS,
  SKIPPED_BROKEN_TO_MS,
  STOP_REASONS,
} from './rules.ts'
export type { ImportReport, Source, SourceId, SourceReport, SourceStore } from './source.ts'
