// Engagement: what a listener does with a track as it happens. Each act is an event that is kept, and a sum for each track that grows with it, so
// that later rooms read sums and never recount.

import type { EventBus } from '#events'
import type { TrackId } from '#library'
import type { ListenerId } from './listener.ts'
import type { SourceId } from './source.ts'

/**
 * start: it began to sound · progress: it got so far · skip, end: it was left early, or went to its end · love, ban, clear: said outright, or taken
 * back · playlist-add: put into a playlist.
 */
export const ENGAGEMENT_KINDS = ['start', 'progress', 'skip', 'end', 'love', 'ban', 'clear', 'playlist-add'] as const
export type EngagementKind = (typeof ENGAGEMENT_KINDS)[number]

export interface Engagement {
  readonly listenerId: ListenerId
  readonly trackId: TrackId
  readonly kind: EngagementKind
  readonly atMs: number
  /** How far into the track, where that is known. */
  readonly positionMs?: number | null
  /** Of an act that an export tells of: it goes with its source. */
  readonly sourceId?: SourceId | null
  /** The same for the same act: telling it again adds nothing. */
  readonly key: string
}

/** What came of a track so far. */
export interface EngagementTotals {
  readonly trackId: TrackId
  readonly starts: number
  readonly progresses: number
  readonly skips: number
  readonly ends: number
  readonly loves: number
  readonly bans: number
  readonly playlistAdds: number
  /** The furthest it was heard into, ms; null where no act said how far. */
  readonly furthestMs: number | null
  readonly lastAtMs: number
}

export interface EngagementStore {
  /** Keeps an act and adds it to its sum in one transaction; false where it was kept before. */
  record(acts: readonly Engagement[]): Promise<boolean[]>
  /** Sums by track: of these tracks, or of all there are, the latest act first. */
  totals(listenerId: ListenerId, options: { trackIds?: readonly TrackId[]; countMax: number }): Promise<EngagementTotals[]>
  /** Acts, newest first. */
  recent(listenerId: ListenerId, options: { trackId?: TrackId; countMax: number }): Promise<Omit<Engagement, 'key' | 'sourceId'>[]>
}

/** Keeps acts and tells of those that are new. */
export async function recordEngagement(
  deps: { engagement: EngagementStore; events: EventBus },
  acts: readonly Engagement[],
): Promise<number> {
  const added = await deps.engagement.record(acts)
  for (const [i, { listenerId, trackId, kind, atMs }] of acts.entries())
    if (added[i]) deps.events.publish('engagement.recorded', { listenerId, trackId, kind, atMs })
  return added.filter(Boolean).length
}
