// What was heard: the history, a playback of our own player, and the statistics.

import { basename } from 'node:path'
import { z } from 'zod'
import type { Track, TrackId } from '#library'
import { isCompleted, isCounted, isSkip, type Listen, listenerNamed, type More, type Rules, recordPlay } from '#listens'
import type { App } from '../app.ts'
import { feedbackOf, trackCard } from '../cards.ts'
import { ListenRows, PlayedAnswer, PlayedBody, Stats } from '../contract.ts'
import type { House } from '../deps.ts'
import { count, faults, timeMs, user, WhoQuery } from '../query.ts'
import { trackOf } from './tracks.ts'

const HistoryQuery = z.object({ user, beforeMs: timeMs, count: count(100) })
const StatsQuery = z.object({ user, fromMs: timeMs, toMs: timeMs })

export async function listenRoutes(app: App, house: House): Promise<void> {
  const history = {
    tags: ['listens'],
    summary: 'The history, newest first',
    querystring: HistoryQuery,
    response: { 200: ListenRows, ...faults },
  }
  app.get('/api/listens', { schema: history }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const listens = await house.listens.recent({ listenerId: listener.id, beforeMs: query.beforeMs, countMax: query.count })
    const nextBeforeMs = listens.length < query.count ? null : listens[listens.length - 1].endedAtMs
    const ids = [...new Set(listens.flatMap((listen) => (listen.trackId === null ? [] : [listen.trackId])))]
    const [tracks, sources, rules, more] = await Promise.all([
      house.tracks.get(ids),
      house.sources.list(listener.id),
      house.rules.load(),
      house.merges.more(listens.map((listen) => listen.id)),
    ])
    const trackById = new Map(tracks.map((track) => [track.id, track]))
    const labelById = new Map(sources.map((source) => [source.id, source.label]))
    const items = listens.map((listen) =>
      listenRow(
        wholeOf(listen, more.get(listen.id)?.partsMs ?? 0),
        listen.trackId === null ? undefined : trackById.get(listen.trackId),
        labelById.get(listen.sourceId),
        rules,
        more.get(listen.id),
      ),
    )
    return { items, nextBeforeMs }
  })

  const played = {
    tags: ['listens'],
    summary: 'One playback of our own player, when it ended',
    querystring: WhoQuery,
    body: PlayedBody,
    response: { 200: PlayedAnswer, ...faults },
  }
  app.post('/api/listens', { schema: played }, async ({ query, body }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const track = await trackOf(house, body.trackId)
    const answer = await recordPlay(house, { ...body, trackId: track.id, listenerId: listener.id })
    if (answer.added) {
      const endedAtMs = Math.min(body.startedAtMs + body.msPlayed, house.clock.nowMs())
      const played = { msPlayed: body.msPlayed, reasonEnd: body.reasonEnd, skipped: null, endedAtMs }
      const rules = await house.rules.load()
      house.recommender.heard(listener.id, {
        trackId: track.id,
        atMs: endedAtMs,
        msPlayed: body.msPlayed,
        counted: isCounted(played, track.durationMs, rules),
        completed: isCompleted(played, track.durationMs, rules),
        skipped: isSkip(played, track.durationMs, rules),
      })
    }
    return answer
  })

  const stats = { tags: ['listens'], summary: 'The listening numbers', querystring: StatsQuery, response: { 200: Stats, ...faults } }
  app.get('/api/stats', { schema: stats }, async ({ query }) => {
    const listener = await listenerNamed(house.listeners, query.user)
    const summary = await house.listens.summary(listener.id, { fromMs: query.fromMs, toMs: query.toMs })
    const [tracks, feedback] = await Promise.all([
      house.tracks.get(summary.topTracks.map((top) => top.trackId)),
      feedbackOf(house.feedback, listener.id),
    ])
    const trackById = new Map<TrackId, Track>(tracks.map((track) => [track.id, track]))
    return {
      ...summary,
      byHourOfWeek: [...summary.byHourOfWeek],
      byMonth: summary.byMonth.map((month) => ({ ...month })),
      topArtists: summary.topArtists.map(({ artistName, ...numbers }) => ({ artist: artistName, ...numbers })),
      topTracks: summary.topTracks.flatMap(({ trackId, ...numbers }) => {
        const track = trackById.get(trackId)
        return track ? [{ track: trackCard(track, feedback), ...numbers }] : []
      }),
    }
  })
}

/** A listen with the time of the parts before it that an error broke off. */
const wholeOf = (listen: Listen, partsMs: number): Listen =>
  partsMs === 0 || listen.msPlayed === null
    ? listen
    : { ...listen, msPlayed: listen.msPlayed + partsMs, startedAtMs: listen.startedAtMs - partsMs }

function listenRow(listen: Listen, track: Track | undefined, source: string | undefined, rules: Rules, more: More | undefined) {
  return {
    id: listen.id,
    trackId: listen.trackId,
    kind: listen.kind,
    title: listen.title,
    artist: listen.artistName,
    album: listen.albumTitle,
    startedAtMs: listen.startedAtMs,
    endedAtMs: listen.endedAtMs,
    msPlayed: listen.msPlayed,
    skipped: isSkip(listen, track?.durationMs ?? null, rules),
    counted: isCounted(listen, track?.durationMs ?? null, rules),
    source: source ? basename(source) : '',
    toldBy: 1 + (more?.rows ?? 0),
    apart: more?.apart ?? false,
    playable: track?.playable ?? false,
  }
}
