// What was heard: the front door.

export { applyRules } from './apply-rules.ts'
export type { NewPlaylist, PlaylistEntry, PlaylistKeeper } from './beside.ts'
export type { TableAnswer } from './columns/answer.ts'
export { lookAtTable, type TableLook } from './columns/guess-mapping.ts'
export { MAPPED_FIELDS, Mapping, type Preset, type PresetStore, whyUseless } from './columns/mapping.ts'
export { type SampleRow, sampleOf } from './columns/sample.ts'
export {
  type DeviceSecrets,
  type DeviceToken,
  type DeviceTokenId,
  keyDigest,
  makeSecrets,
  makeSessionKey,
  md5,
  type TokenStore,
} from './device-token.ts'
export {
  ENGAGEMENT_KINDS,
  type Engagement,
  type EngagementKind,
  type EngagementStore,
  type EngagementTotals,
  recordEngagement,
} from './engagement.ts'
export type { Feedback, FeedbackKind, FeedbackStore } from './feedback.ts'
export { groupCommit } from './group-commit.ts'
export type { HeardRow } from './heard-row.ts'
export { type ImportDeps, type ImportRequest, importPaths } from './import.ts'
export { COMPLETED, COUNTED, type Ledger, MS_UNKNOWN, SKIPPED, TRAITS, traitOf } from './ledger.ts'
export type {
  Appended,
  ContentKind,
  Listen,
  ListenId,
  ListenStore,
  ListenSummary,
  MergedAs,
  NewListen,
  NewlyMerged,
  PackedFor,
  Recording,
  Tally,
  TimePrecision,
  TimeTold,
} from './listen.ts'
export { DEFAULT_LISTENER, type Listener, type ListenerId, type ListenerStore, listenerNamed } from './listener.ts'
export type { MergeStore, More, Telling, ToldBy } from './merges.ts'
export { type NowPlaying, openNowPlaying, type Playing } from './now-playing.ts'
export { chainsOf, sameEvents } from './one-listen.ts'
export { BROKE_OFF } from './own-repeats.ts'
export { type PackedRows, sayTheSame, type ToldWording } from './packed-rows.ts'
export { reconcileTracks } from './reconcile-tracks.ts'
export { PLAYER_FORMAT, type PlayedTrack, recordPlay } from './record-play.ts'
export { hash64, rowKey } from './row-key.ts'
export { COMPLETED_REASON, DEFAULT_RULES, isCompleted, isCounted, isSkip, type Played, type Rules, type RulesStore } from './rules.ts'
export { type RulesEffect, rulesEffect } from './rules-effect.ts'
export {
  type KeepRequest,
  type KeptScrobble,
  SCROBBLE_FORMAT,
  type Scrobble,
  type ScrobbleStore,
  scrobble,
  type Teller,
  type ToldListen,
} from './scrobble.ts'
export type { ImportReport, Source, SourceId, SourceReport, SourceStore } from './source.ts'
export { reachOf, type Told, tellerOf, tellsBySource } from './told.ts'
export { packTraits, unpackTraits } from './traits.ts'
