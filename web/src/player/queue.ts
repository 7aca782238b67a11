// The queue as data: what may be done to it, without sound.

import type { TrackCard } from '../../../src/server/contract.ts'
import type { Origin, QueueEntry } from './state.ts'

let keys = 0

/** Entries for tracks that can be played here. */
export const entriesOf = (tracks: readonly TrackCard[], origin: Origin): QueueEntry[] =>
  tracks.filter((track) => track.playable).map((track) => ({ key: ++keys, track, origin }))

/** The queue with its recommended part after the current entry ranked anew; what the person picked stays where it is. */
export function reranked(queue: readonly QueueEntry[], index: number, fresh: readonly TrackCard[]): readonly QueueEntry[] {
  const done = queue.slice(0, index + 1)
  const ahead = queue.slice(index + 1)
  const room = ahead.filter((entry) => entry.origin === 'recommended').length
  if (room === 0) return queue
  const taken = new Set([...done, ...ahead.filter((entry) => entry.origin === 'picked')].map((entry) => entry.track.id))
  const known = new Map(ahead.map((entry) => [entry.track.id, entry]))
  const better = fresh
    .filter((track) => track.playable && !taken.has(track.id))
    .map((track) => known.get(track.id) ?? entriesOf([track], 'recommended')[0])
  return [...done, ...ahead.filter((entry) => entry.origin === 'picked'), ...better]
}

/** The queue without an entry, and where the current one then is. The current entry itself stays. */
export function without(queue: readonly QueueEntry[], index: number, key: number): { queue: QueueEntry[]; index: number } {
  const at = queue.findIndex((entry) => entry.key === key)
  if (at < 0 || at === index) return { queue: [...queue], index }
  return { queue: queue.filter((entry) => entry.key !== key), index: at < index ? index - 1 : index }
}
