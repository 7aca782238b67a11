// GET /api/year: a time told as a story of cards; GET /api/years: the years there are to tell.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Insights, listYears, serverZone, tellYear, type YearStory } from '#insights'
import { listenerNamed } from '#listens'
import type { App } from '../app.ts'
import { type FeedbackByTrack, feedbackOf, trackCard } from '../cards.ts'
import { YearBody, YearsBody } from '../contract.ts'
import type { House } from '../deps.ts'
import { faults, user } from '../query.ts'

const word = z.string().min(1).max(40).optional()
const ZoneQuery = z.object({ user, zone: word.describe("IANA name, such as Europe/Berlin; the server's own where left out.") })
const YearQuery = ZoneQuery.extend({
  from: word.describe(
    'A local day (2026-01-31), month (2026-01) or year (2026); the last year with enough to tell where both ends are left out.',
  ),
  to: word.describe('As `from`; a day, month or year is meant with all of it.'),
})

export async function yearRoutes(app: App, house: House, insights: Insights): Promise<void> {
  const deps = { ...house, insights }

  const one = {
    tags: ['insights'],
    summary: 'A year, or any time, told as a story of 8 to 12 cards',
    querystring: YearQuery,
    response: { 200: YearBody, 304: z.any(), ...faults },
  }
  app.get('/api/year', { schema: one }, async (request, reply) => {
    const { zone, ...asked } = request.query
    const listener = await listenerNamed(house.listeners, asked.user)
    const story = await tellYear(deps, { ...asked, zone: zone ?? serverZone() })
    const body = bodyOf(story, await feedbackOf(house.feedback, listener.id))
    const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)}"`
    reply.header('etag', etag).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return body
  })

  const list = {
    tags: ['insights'],
    summary: 'The years there are to tell',
    querystring: ZoneQuery,
    response: { 200: YearsBody, ...faults },
  }
  app.get('/api/years', { schema: list }, async ({ query }) => {
    const { listener, years, byDefault } = await listYears(deps, { user: query.user, zone: query.zone ?? serverZone() })
    return { listener, years: [...years], byDefault }
  })
}

const bodyOf = ({ listener, span, cards, coverTrackIds, leftOut, sparse }: YearStory, feedback: FeedbackByTrack): YearBody => ({
  listener,
  period: span && {
    fromMs: span.fromS * 1000,
    toMs: span.toS * 1000,
    firstDay: span.firstDay,
    lastDay: span.lastDay,
    zone: span.zone,
    title: span.title,
    label: span.label,
    isOpen: span.isOpen,
  },
  cards: cards.map(({ sound, numbers, things, ...card }) => ({
    ...card,
    numbers: [...numbers],
    things: [...things],
    soundtrack: sound && { track: trackCard(sound.track, feedback), startS: sound.startS },
  })),
  coverTrackIds: [...coverTrackIds],
  leftOut: [...leftOut],
  sparse,
})
