// The job "liked": liked tracks become loves, each with the day it was liked. They go with the link's source; what is unliked at Spotify stays loved here,
// and what was said here about a track stands above.

import type { TrackId } from '#library'
import { counted, type Job, type JobDeps, type JobRun, linkSource } from './job.ts'
import { SavedTracks } from './shapes.ts'
import { readTrack, sightingOfTrack, timeOf } from './sightings.ts'
import { ask } from './web-api.ts'

/** Newest first, as Spotify lists them: what was seen to the end once is not read again. */
interface Bookmark {
  /** Likes up to this time are all known, ms since the epoch; 0 before the first whole run. */
  readonly knownToMs: number
  /** The newest like of the run in hand. */
  readonly newestMs: number
  readonly offset: number
  readonly news: number
}

const START: Bookmark = { knownToMs: 0, newestMs: 0, offset: 0, news: 0 }

export const likedTracks: Job = async (deps, run) => {
  let at: Bookmark = { ...START, ...(JSON.parse(run.bookmark ?? '{}') as Partial<Bookmark>) }
  for (;;) {
    const page = await ask(deps, {
      as: run.account.listenerId,
      path: '/me/tracks',
      query: { limit: run.batchSize, offset: at.offset },
      what: 'your liked tracks',
      shape: SavedTracks,
      signal: run.signal,
    })
    const likes = page.items.flatMap(({ added_at, track: value }) => {
      const track = readTrack(value)
      return track ? [{ track, atMs: timeOf(added_at) ?? deps.clock.nowMs() }] : []
    })
    const fresh = likes.filter((like) => like.atMs > at.knownToMs)
    const news = await keepLikes(deps, run, fresh)
    const newestMs = Math.max(at.newestMs, ...likes.map((like) => like.atMs))
    at = { ...at, newestMs, offset: at.offset + page.items.length, news: at.news + news }
    const reachedKnown = at.knownToMs > 0 && fresh.length < likes.length
    if (reachedKnown || page.items.length === 0 || !page.next) break
    await run.note(JSON.stringify(at), at.offset, page.total)
  }
  const bookmark = JSON.stringify({ ...START, knownToMs: Math.max(at.knownToMs, at.newestMs) })
  return { news: at.news, bookmark, told: counted(at.news, 'new liked track') }
}

async function keepLikes(
  deps: JobDeps,
  { account: { listenerId } }: JobRun,
  likes: readonly { track: NonNullable<ReturnType<typeof readTrack>>; atMs: number }[],
): Promise<number> {
  if (likes.length === 0) return 0
  const trackIds: readonly TrackId[] = await deps.tracks.identify(
    likes.map((like) => sightingOfTrack(like.track)),
    'history',
  )
  const said = new Set((await deps.feedback.list(listenerId)).map((each) => each.trackId))
  const sourceId = await linkSource(deps, listenerId)
  const told = trackIds.map((trackId, i) => ({ trackId, kind: 'love' as const, atMs: likes[i].atMs }))
  await deps.feedback.tell(listenerId, sourceId, told, deps.clock.nowMs(), { beside: true })
  await deps.engagement.record(told.map((love) => ({ ...love, listenerId, sourceId, key: `${sourceId}|love|${love.trackId}` })))
  const news = [...new Set(trackIds)].filter((trackId) => !said.has(trackId))
  // The acts are kept with their own days; what is shown is asked for anew.
  if (news.length > 0) {
    deps.events.publish('history.changed', { listenerId })
    deps.events.publish('recommendations.changed', { listenerId, cause: 'liked tracks' })
  }
  return news.length
}
