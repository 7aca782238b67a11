// What is recommended, as tracks to play: for the player when its queue runs out.

import type { TrackCard } from '../../../src/server/contract.ts'
import { listenerName } from '../api/listener.ts'
import { queryClient, recommendationsQuery, type Wish } from '../api/queries.ts'

/** The remembered setting of the radar dial, 0 familiar to 1 under the radar. */
export function rememberedRadar(): number {
  const value = Number(localStorage.getItem('deepcut.radar') ?? 0.5)
  return value >= 0 && value <= 1 ? value : 0.5
}

/** Only what can be played here. */
export const radioWish = (): Wish => ({ user: listenerName(), radar: rememberedRadar(), from: 'library' })

/** The recommended tracks for a wish, asked anew. */
export async function askPicks(wish: Wish): Promise<TrackCard[]> {
  const { items } = await queryClient.fetchQuery(recommendationsQuery(wish))
  return items.map((item) => item.track)
}
