// What to hear next: the list, and "not now".

import { z } from 'zod'
import { Fault } from '#kernel'
import type { TrackId } from '#library'
import { listenerNamed } from '#listens'
import type { App } from '../app.ts'
import { feedbackOf, trackCard } from '../cards.ts'
import { Done, Recommendations } from '../contract.ts'
import type { House } from '../deps.ts'
import { linksFor } from '../links.ts'
import { count, faults, TrackIdParams, user, WhoQuery } from '../query.ts'

const Query = z.object({
  user,
  count: count(10),
  radar: z.coerce.number().min(0).max(1).default(0.5).describe('0 familiar to 1 under the radar.'),
  from: z.enum(['library', 'catalogue', 'all']).default('all'),
})

export async function recommendationRoutes(app: App, house: House): Promise<void> {
  const list = {
    tags: ['recommendations'],
    summary: 'The next tracks, best first, with reasons',
    querystring: Query,
    response: { 200: Recommendations, ...faults },
  }
  app.get('/api/recommendations', { schema: list }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const { items, note } = await house.recommender.recommend({
      listenerId: listener.id,
      countMax: query.count,
      radar: query.radar,
      from: query.from,
    })
    const [tracks, feedback] = await Promise.all([
      house.tracks.get(items.map((item) => item.trackId as TrackId)),
      feedbackOf(house.feedback, listener.id),
    ])
    const byId = new Map<number, (typeof tracks)[number]>(tracks.map((track) => [track.id, track]))
    const cards = items.flatMap((item) => {
      const track = byId.get(item.trackId)
      if (!track) return []
      const reasons = item.reasons.map((reason) => ({ ...reason, trackIds: [...reason.trackIds] }))
      return [{ ...item, reasons, track: trackCard(track, feedback), links: track.playable ? [] : linksFor(track) }]
    })
    return { items: cards, note }
  })

  const skip = {
    tags: ['recommendations'],
    summary: '"Not now" on a card that was not played',
    params: TrackIdParams,
    querystring: WhoQuery,
    response: { 200: Done, ...faults },
  }
  app.post('/api/recommendations/:trackId/skip', { schema: skip }, async ({ params, query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const [track] = await house.tracks.get([params.trackId as TrackId])
    if (!track) throw new Fault('not-found', 'TRACK_UNKNOWN', `There is no track ${params.trackId}.`)
    house.recommender.passOver(listener.id, track.id, house.clock.nowMs())
    house.events.publish('recommendations.changed', { listenerId: listener.id, cause: 'skip' })
    return { ok: true as const }
  })
}
