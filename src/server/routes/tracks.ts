// Tracks: the list, one in full, its waveform, and what sounds like it.

import { z } from 'zod'
import { Fault } from '#kernel'
import type { AlbumId, ArtistId, Track, TrackId } from '#library'
import { listenerNamed } from '#listens'
import type { App } from '../app.ts'
import { feedbackOf, trackCard } from '../cards.ts'
import { Done, FeedbackBody, SimilarTracks, TrackDetail, TrackPage, WaveformBody } from '../contract.ts'
import type { House } from '../deps.ts'
import { count, faults, IdParams, offset, optionalId, text, user, WhoQuery } from '../query.ts'
import type { Standings } from '../standing.ts'
import { openAlbumGains, trackDetail } from '../track-detail.ts'

const ListQuery = z.object({
  text,
  albumId: optionalId,
  artistId: optionalId,
  playable: z
    .enum(['true', 'false', 'any'])
    .default('true')
    .describe('Owned tracks by default; "any" adds the catalogue and what was only heard of.'),
  sort: z.enum(['title', 'artist', 'album', 'added', 'relevance']).optional(),
  offset,
  count: count(100),
  user,
})

/** The track, or a fault that says it is not there. */
export async function trackOf(house: House, id: number): Promise<Track> {
  const [track] = await house.tracks.get([id as TrackId])
  if (!track) throw new Fault('not-found', 'TRACK_UNKNOWN', `There is no track ${id}.`)
  return track
}

export async function trackRoutes(app: App, house: House, standings: Standings): Promise<void> {
  const around = { standings, albumGain: openAlbumGains(house) }
  const list = { tags: ['library'], summary: 'Tracks, a page at a time', querystring: ListQuery, response: { 200: TrackPage, ...faults } }
  app.get('/api/tracks', { schema: list }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const page = await house.tracks.find({
      text: query.text,
      albumId: query.albumId as AlbumId | undefined,
      artistId: query.artistId as ArtistId | undefined,
      playable: query.playable === 'any' ? undefined : query.playable === 'true',
      sort: query.sort,
      offset: query.offset,
      countMax: query.count,
    })
    const feedback = await feedbackOf(house.feedback, listener.id)
    return { items: page.items.map((track) => trackCard(track, feedback)), total: page.total }
  })

  const one = {
    tags: ['library'],
    summary: 'A track in full',
    params: IdParams,
    querystring: WhoQuery,
    response: { 200: TrackDetail, ...faults },
  }
  app.get('/api/tracks/:id', { schema: one }, async ({ params, query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    return trackDetail(house, around, await trackOf(house, params.id), listener.id)
  })

  const waveform = {
    tags: ['library'],
    summary: 'An overview of its sound to draw',
    params: IdParams,
    response: { 200: WaveformBody, ...faults },
  }
  app.get('/api/tracks/:id/waveform', { schema: waveform }, async ({ params }, reply) => {
    const outcome = await house.analyses.ofTrack((await trackOf(house, params.id)).id)
    if (!outcome?.ok)
      throw new Fault('not-found', 'NOT_ANALYSED', `Track ${params.id} has no analysis${outcome ? `: ${outcome.message}` : ' yet.'}`)
    const { waveform: overview, durationS } = outcome.analysis
    reply.header('cache-control', 'private, max-age=300')
    return { durationS, peaks: Array.from(overview.peaks), brightness: Array.from(overview.brightness) }
  })

  const similar = {
    tags: ['library'],
    summary: 'What sounds like it',
    params: IdParams,
    querystring: z.object({ count: count(12), user }),
    response: { 200: SimilarTracks, ...faults },
  }
  app.get('/api/tracks/:id/similar', { schema: similar }, async ({ params, query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const near = await house.recommender.similar((await trackOf(house, params.id)).id, query.count)
    const [tracks, feedback] = await Promise.all([
      house.tracks.get(near.map((item) => item.trackId as TrackId)),
      feedbackOf(house.feedback, listener.id),
    ])
    const byId = new Map<number, Track>(tracks.map((track) => [track.id, track]))
    return {
      items: near.flatMap(({ rank, similarity, trackId }) => {
        const track = byId.get(trackId)
        return track ? [{ rank, similarity, track: trackCard(track, feedback) }] : []
      }),
    }
  })

  const say = {
    tags: ['listens'],
    summary: 'Love it, ban it, or take that back',
    params: IdParams,
    querystring: WhoQuery,
    body: FeedbackBody,
    response: { 200: Done, ...faults },
  }
  app.put('/api/tracks/:id/feedback', { schema: say }, async ({ params, query, body }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const track = await trackOf(house, params.id)
    await house.feedback.set(listener.id, track.id, body.feedback, house.clock.nowMs())
    house.events.publish('feedback.changed', { listenerId: listener.id, trackId: track.id, feedback: body.feedback })
    return { ok: true as const }
  })
}
