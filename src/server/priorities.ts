// Which tracks are to be heard first: what the listeners play, and what they played lately.

import type { Priorities } from '#analysis'
import { type Clock, DAY_MS } from '#kernel'
import type { TrackId } from '#library'
import type { ListenerStore, ListenStore } from '#listens'

/** A play counts half after so many days. */
const HALF_LIFE_DAYS = 90

/** For every track that anyone played: its plays, fewer the longer ago, added up over the listeners. */
export async function listeningPriorities(deps: { listeners: ListenerStore; listens: ListenStore; clock: Clock }): Promise<Priorities> {
  const found = new Map<TrackId, number>()
  const nowMs = deps.clock.nowMs()
  for (const { id } of await deps.listeners.list()) {
    const { count, trackIds, plays, lastPlayedMs } = await deps.listens.tally(id)
    for (let i = 0; i < count; i++) {
      if (plays[i] === 0) continue
      const ageDays = Math.max(0, nowMs - lastPlayedMs[i]) / DAY_MS
      const trackId = trackIds[i] as TrackId
      found.set(trackId, (found.get(trackId) ?? 0) + Math.log2(1 + plays[i]) * 2 ** (-ageDays / HALF_LIFE_DAYS))
    }
  }
  return found
}
