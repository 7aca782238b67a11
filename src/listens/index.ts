// What was heard: the front door.
export type { Feedback, FeedbackKind, FeedbackStore } from './feedback.ts'
export type { ContentKind, Listen, ListenId, ListenStore, ListenSummary, NewListen, Tally, TimePrecision } from './listen.ts'
export { DEFAULT_LISTENER, type Listener, type ListenerId, type ListenerStore } from './listener.ts'
export type { ImportReport, Source, SourceId, SourceReport, SourceStore } from './source.ts'
