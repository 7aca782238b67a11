// What happens elsewhere in the house and is an act of engagement: listens as they end, hearts and bans. The page itself tells of starts and progress.

import type { TrackId } from '#library'
import { type Engagement, groupCommit, type ListenerId, recordEngagement } from '#listens'
import type { House } from './deps.ts'

/** Keeps acts from now on; returns the function that ends it. */
export function noteEngagement(house: Pick<House, 'events' | 'engagement' | 'clock' | 'log'>): () => void {
  let serial = 0
  // Together, as they come: players may tell of a thousand listens in a second.
  const keep = groupCommit(async (acts: readonly Engagement[]) => {
    await recordEngagement(house, acts)
    return acts
  })
  return house.events.subscribe((event) => {
    if (event.name !== 'listen.recorded' && event.name !== 'feedback.changed') return
    const { listenerId, trackId } = event.data
    const kind = event.name === 'listen.recorded' ? (event.data.skipped ? 'skip' : 'end') : (event.data.feedback ?? 'clear')
    const atMs = house.clock.nowMs()
    keep({
      listenerId: listenerId as ListenerId,
      trackId: trackId as TrackId,
      kind,
      atMs,
      key: `${event.name}|${trackId}|${atMs}|${serial++}`,
    }).catch((error) => house.log.warn({ err: error }, 'an act of engagement was not kept'))
  })
}
