// After a decision about identity: listens of these tracks may tell of the same events now, or no longer.

import { setImmediate } from 'node:timers/promises'
import type { TrackId } from '#library'
import type { ListenStore } from './listen.ts'
import type { ListenerId } from './listener.ts'

/** Listens further apart than this are looked at by themselves. */
const APART_S = 6 * 3600

/** Looks again for events told twice about the listens of these tracks; returns how many were merged that stood before. */
export async function reconcileTracks(
  { listens }: { listens: Pick<ListenStore, 'ledger' | 'reconcile'> },
  listenerId: ListenerId,
  trackIds: readonly TrackId[],
): Promise<number> {
  const tracks = new Set<number>(trackIds)
  const ledger = await listens.ledger(listenerId)
  const spans: [fromS: number, toS: number][] = []
  for (let i = 0; i < ledger.count; i++) {
    if (!tracks.has(ledger.trackIds[i])) continue
    const endedAtS = ledger.endedAtS[i]
    const last = spans.at(-1)
    if (last !== undefined && endedAtS - last[1] < APART_S) last[1] = endedAtS
    else spans.push([endedAtS, endedAtS])
  }
  let merged = 0
  for (const [fromS, toS] of spans) {
    merged += (await listens.reconcile(listenerId, fromS * 1000, toS * 1000 + 999)).length
    // Others wait for their turn.
    await setImmediate()
  }
  return merged
}
