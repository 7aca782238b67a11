// Engagement: the player tells of starts and progress; what it came to for each track is read here.

import { z } from 'zod'
import { listenerNamed, recordEngagement } from '#listens'
import type { App } from '../app.ts'
import { EngagementBody, EngagementTotalsBody } from '../contract.ts'
import type { House } from '../deps.ts'
import { count, faults, user, WhoQuery } from '../query.ts'
import { trackOf } from './tracks.ts'

const TotalsQuery = z.object({ user, trackId: z.coerce.number().int().min(1).optional(), count: count(100) })

export async function engagementRoutes(app: App, house: House): Promise<void> {
  const tell = {
    tags: ['listens'],
    summary: 'A playback began, or got so far',
    querystring: WhoQuery,
    body: EngagementBody,
    response: { 204: z.null(), ...faults },
  }
  app.post('/api/engagement', { schema: tell }, async ({ query, body }, reply) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const track = await trackOf(house, body.trackId)
    const { kind, positionMs, playId } = body
    // A page whose clock is ahead must not place acts in the future; one that tells late tells when it was.
    const atMs = Math.min(body.atMs, house.clock.nowMs())
    const key = kind === 'start' ? playId : `${playId}|${Math.round(positionMs / 1000)}`
    await recordEngagement(house, [{ listenerId: listener.id, trackId: track.id, kind, atMs, positionMs, key }])
    return reply.code(204).send(null)
  })

  const totals = {
    tags: ['listens'],
    summary: 'What came of each track: starts, progress, skips, ends, hearts, bans, playlists',
    querystring: TotalsQuery,
    response: { 200: EngagementTotalsBody, ...faults },
  }
  app.get('/api/engagement', { schema: totals }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const trackIds = query.trackId === undefined ? undefined : [(await trackOf(house, query.trackId)).id]
    return { items: (await house.engagement.totals(listener.id, { trackIds, countMax: query.count })).map((row) => ({ ...row })) }
  })
}
