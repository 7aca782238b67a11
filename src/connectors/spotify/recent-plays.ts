// The job "plays": what was played last becomes listens. Spotify keeps only the last 50, tells of each only one time, and not always the same end of it;
// so the listen says no more than that: something was heard to its end or nearly, around then.

import { HOUR_MS } from '#kernel'
import type { TrackId } from '#library'
import { type NewListen, rowKey } from '#listens'
import type { Job, JobDeps, JobRun } from './job.ts'
import { counted, linkSource } from './job.ts'
import { PlayHistory, type SpotifyTrack } from './shapes.ts'
import { namesOf, readTrack, sightingOfTrack, timeOf } from './sightings.ts'
import { ask } from './web-api.ts'

/** Plays of one answer that are told on the bus one by one. */
const TOLD_EACH_MAX = 10
/** All there ever are. */
const PLAYS_MAX = 50
/** Plays that turn up late are still seen: each question reaches back so far before the newest known. */
const OVERLAP_MS = 2 * HOUR_MS

interface Play {
  readonly track: SpotifyTrack
  readonly atMs: number
  readonly context: { type?: string | null; uri?: string | null } | null | undefined
}

/** Its bookmark: the newest time told, ms since the epoch. */
export const recentPlays: Job = async (deps, run) => {
  const cursorMs = run.bookmark === null ? null : Number(run.bookmark)
  const answer = await ask(deps, {
    as: run.account.listenerId,
    path: '/me/player/recently-played',
    query: { limit: PLAYS_MAX, ...(cursorMs === null ? {} : { after: cursorMs - OVERLAP_MS }) },
    what: 'what you played last',
    shape: PlayHistory,
    signal: run.signal,
  })
  const plays = answer.items.flatMap((item): Play[] => {
    const track = readTrack(item.track)
    const atMs = timeOf(item.played_at)
    return track && atMs !== null ? [{ track, atMs, context: item.context }] : []
  })
  const news = await keepPlays(deps, run, plays, cursorMs ?? 0)
  const newestMs = plays.reduce((newest, play) => Math.max(newest, play.atMs), cursorMs ?? 0)
  const oldestMs = Math.min(...plays.map((play) => play.atMs))
  const gap = cursorMs !== null && answer.items.length >= PLAYS_MAX && oldestMs > cursorMs
  return {
    news,
    bookmark: newestMs > 0 ? String(newestMs) : null,
    told: `${counted(news, 'new play')}${gap ? '; Spotify keeps only 50, so some before them may be missing (an export has them)' : ''}`,
  }
}

/** Keeps the plays as listens; ones that are there already add nothing. Returns how many were new. */
async function keepPlays(deps: JobDeps, run: JobRun, plays: readonly Play[], knownToMs: number): Promise<number> {
  if (plays.length === 0) return 0
  const { listenerId } = run.account
  const trackIds = await deps.tracks.identify(
    plays.map((play) => sightingOfTrack(play.track)),
    'history',
  )
  const sourceId = await linkSource(deps, listenerId)
  const rows = plays.map((play, i) => listenOf(play, trackIds[i], { listenerId, sourceId }))
  const { added, duplicates } = await deps.listens.append(rows)
  if (added > 0) {
    // Of a long absence the last tell enough: what listens to the bus asks anew.
    const fresh = trackIds.filter((_, i) => plays[i].atMs > knownToMs)
    for (const trackId of fresh.slice(0, TOLD_EACH_MAX)) deps.events.publish('listen.recorded', { listenerId, trackId, skipped: false })
  }
  return added + duplicates
}

function listenOf({ track, atMs, context }: Play, trackId: TrackId, whose: Pick<NewListen, 'listenerId' | 'sourceId'>): NewListen {
  const uri = track.uri ?? (track.id ? `spotify:track:${track.id}` : null)
  const raw = contextOf(context)
  return {
    ...whose,
    rowKey: rowKey(`spotify-live|${atMs}|${uri ?? track.name}`, atMs),
    kind: 'music',
    trackId,
    title: track.name,
    artistName: namesOf(track).join(', '),
    albumTitle: track.album?.name || null,
    startedAtMs: atMs,
    endedAtMs: atMs,
    precision: 'ms',
    // Mostly; one-listen.ts takes the time of this format as that of either end.
    timeTold: 'end',
    msPlayed: null,
    reasonStart: null,
    reasonEnd: null,
    skipped: null,
    shuffle: null,
    offline: null,
    incognito: null,
    platform: null,
    country: null,
    sourceUri: uri,
    raw,
  }
}

/** From what it was played, as JSON; never an address that holds a person's name. */
function contextOf(context: Play['context']): string | null {
  if (!context?.type) return null
  const uri = context.uri && !/spotify:user:/.test(context.uri) ? context.uri.slice(0, 200) : undefined
  return JSON.stringify({ context: { type: context.type.slice(0, 50), uri } })
}
