// A listen is one playback event, however short. Every row of every source is kept; one that another row already tells is marked, not dropped.

import type { Brand } from '#kernel'
import type { TrackId } from '#library'
import type { Ledger } from './ledger.ts'
import type { ListenerId } from './listener.ts'
import type { PackedRows, ToldWording } from './packed-rows.ts'
import type { SourceId } from './source.ts'

export type ListenId = Brand<number, 'ListenId'>

export type ContentKind = 'music' | 'podcast' | 'audiobook' | 'video'
/** How exactly the source gives time. */
export type TimePrecision = 'ms' | 's' | 'min' | 'day'
/** Which end of the playback the source's clock told; the other is reckoned from the time played. */
export type TimeTold = 'start' | 'end'
/** Why a listen is told by another: both tell of the same event, or the one goes on where the other broke off. */
export type MergedAs = 'same' | 'continued'

export interface Listen {
  readonly id: ListenId
  readonly listenerId: ListenerId
  readonly sourceId: SourceId
  readonly kind: ContentKind
  /** Null for what is not music. */
  readonly trackId: TrackId | null
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
  readonly startedAtMs: number
  readonly endedAtMs: number
  readonly precision: TimePrecision
  readonly timeTold: TimeTold
  /** Null where the source does not say: a scrobble tells that something was heard, not how long. Start and end are then equal. */
  readonly msPlayed: number | null
  /** As the source words it: trackdone, fwdbtn, endplay …; null where it does not say. */
  readonly reasonStart: string | null
  readonly reasonEnd: string | null
  /** As the source says; null where it does not. */
  readonly skipped: boolean | null
  readonly shuffle: boolean | null
  readonly offline: boolean | null
  readonly incognito: boolean | null
  readonly platform: string | null
  readonly country: string | null
  /** When playback began by the device's own account, where it was offline; left out where the source does not say. */
  readonly offlineAtMs?: number | null
  /** The track's or episode's id at the source, such as spotify:track:…. */
  readonly sourceUri: string | null
  /** What else the source said of this row, as JSON, without personal fields; left out where every field has its place above. */
  readonly raw?: string | null
  /** The listen that tells of the same event, from a better source; null for the one that stands. */
  readonly duplicateOf: ListenId | null
  /** Null where it stands for itself. */
  readonly mergedAs: MergedAs | null
}

/** What a source says of the recording beside its words: ids find a track first, the length tells versions apart. */
export interface Recording {
  /** Where the source knows the artists of the credit one by one. */
  readonly artistNames?: readonly string[]
  readonly albumArtistName?: string | null
  /** Length of the whole recording. */
  readonly durationMs?: number | null
  readonly isrc?: string | null
  readonly recordingMbid?: string | null
  readonly spotifyId?: string | null
}

/** A listen to be kept. `rowKey` is the same whenever the same row is read again, from whatever file. */
export type NewListen = Omit<Listen, 'id' | 'duplicateOf' | 'mergedAs'> & { readonly rowKey: bigint; readonly recording?: Recording }

/** What a listener did with each track, as columns: times are to the second, row i of each array is the same track. Duplicates are left out. */
export interface Tally {
  readonly count: number
  readonly trackIds: Int32Array
  /** Counted listens (rules.ts). */
  readonly plays: Float64Array
  /** Listens to the end. */
  readonly completions: Float64Array
  readonly skips: Float64Array
  readonly msPlayed: Float64Array
  /** When last listened to (counted) and last skipped, ms since the epoch; 0 for never. */
  readonly lastPlayedMs: Float64Array
  readonly lastSkippedMs: Float64Array
}

export interface ListenStore {
  /**
   * Keeps rows, each with its `trackId` where its wording is new, in one transaction, then reconciles their span of time, unless `reconcile` is false (an import does that once at its end).
   * `added` stand on their own, `known` were there already (same rowKey), `duplicates` are kept but tell of an event another row tells.
   */
  append(listens: readonly NewListen[], options?: { reconcile?: boolean }): Promise<Appended>
  /** Keeps rows of one source in one transaction; looking for events told twice is left to `reconcile`. */
  appendPacked(rows: PackedRows, of: PackedFor): Promise<Appended>
  /**
   * Looks for events told twice among this listener's listens that ended in a span of time (both ends included), and marks all but the best
   * (one-listen.ts). Returns what stood for itself before.
   */
  reconcile(listenerId: ListenerId, fromMs: number, toMs: number): Promise<readonly NewlyMerged[]>
  /** How many of these row keys are there already. */
  countKnown(listenerId: ListenerId, rowKeys: BigInt64Array): Promise<number>
  /** How many listens there are, duplicates left out. */
  count(listenerId?: ListenerId): Promise<number>
  /** Newest end first. Rows that ended in the very ms of the last one are all given, so that paging by `beforeMs` loses none. */
  recent(query: { listenerId: ListenerId; beforeMs?: number; trackId?: TrackId; countMax: number }): Promise<Listen[]>
  /** Listens by id, in order of id; unknown ids are left out. Duplicates too. */
  get(ids: readonly ListenId[]): Promise<Listen[]>
  /** The track of each wording where it was heard of before: null for one without, undefined for a new wording. */
  tracksOf(told: readonly ToldWording[]): Promise<(TrackId | null | undefined)[]>
  /** The standing listens as columns; what an earlier call gave may be written over by a later one. */
  ledger(listenerId: ListenerId): Promise<Ledger>
  tally(listenerId: ListenerId, options?: { fromMs?: number; toMs?: number; trackIds?: readonly TrackId[] }): Promise<Tally>
  summary(listenerId: ListenerId, options?: { fromMs?: number; toMs?: number }): Promise<ListenSummary>
}

/** A row that another one now stands for. */
export interface NewlyMerged {
  readonly id: ListenId
  readonly as: MergedAs
  readonly sourceId: SourceId
  readonly standingId: ListenId
  readonly standingSourceId: SourceId
}

/** Whose packed rows are, and the track of each of their wordings where it is new. */
export interface PackedFor {
  readonly listenerId: ListenerId
  readonly sourceId: SourceId
  readonly trackIds: readonly (TrackId | null)[]
}

/** What `append` did. The new rows have the ids from `firstId` on, `added + duplicates` of them without a gap. */
export interface Appended {
  readonly added: number
  readonly known: number
  readonly duplicates: number
  readonly firstId: number
}

/** Listening in a span of time, duplicates left out. The totals tell of everything heard; tracks and artists of music only. */
export interface ListenSummary {
  readonly listens: number
  readonly countedListens: number
  readonly skips: number
  readonly msPlayed: number
  readonly firstMs: number | null
  readonly lastMs: number | null
  /** With at least one counted listen. */
  readonly distinctTracks: number
  readonly distinctArtists: number
  /** Counted listens by hour of the week of their end, 168 numbers from Monday 00:00 UTC. */
  readonly byHourOfWeek: readonly number[]
  /** Counted listens a calendar month (UTC), "2026-11", oldest first, months without listens included. */
  readonly byMonth: readonly { readonly month: string; readonly countedListens: number; readonly msPlayed: number }[]
  /** Those with most counted listens, at most 100. */
  readonly topTracks: readonly { readonly trackId: TrackId; readonly countedListens: number; readonly msPlayed: number }[]
  readonly topArtists: readonly { readonly artistName: string; readonly countedListens: number; readonly msPlayed: number }[]
}
