// What may be recommended at all: never heard, hardly heard, long forgotten; music heard lately only where there is little else.

import { DAY_MS, HOUR_MS } from '#kernel'
import { CATALOGUED, PLAYABLE } from '#library'
import type { MusicIndex } from './music-index.ts'
import type { Profile } from './profile.ts'
import type { RecommendRequest } from './recommendation.ts'

export const NEVER_HEARD = 1
export const HARDLY_HEARD = 2
export const FORGOTTEN = 3
/** Heard, and neither hardly nor long ago. */
export const HEARD = 4
const BARRED = 0

/** A track heard to no more than this many counted listens is hardly heard, from this long after the last on. */
export const HARDLY_PLAYS_MAX = 2
export const HARDLY_AGE_MS = 14 * DAY_MS
/** A track played at least this often and liked, but not for this long, is forgotten. */
export const FORGOTTEN_PLAYS_MIN = 3
export const FORGOTTEN_AGE_MS = 90 * DAY_MS
/** Not again so soon: after a listen, after a skip, after "not now" on a card. */
export const JUST_HEARD_MS = 12 * HOUR_MS
export const JUST_SKIPPED_MS = 3 * DAY_MS
export const JUST_PASSED_OVER_MS = 2 * DAY_MS

export interface Candidates {
  /** Rows, ascending. */
  readonly rows: Int32Array
  /** Whether music heard lately had to be let in. */
  readonly heardToo: boolean
}

/** How things stand between the listener and a track: one of the constants above; 0 where it must not be shown now. */
export function standingOf(profile: Profile, row: number): number {
  const i = profile.dealingOf[row]
  if (i < 0) return NEVER_HEARD
  const { dealings, nowMs, taste } = profile
  if (dealings.banned[i]) return BARRED
  const sinceHeard = nowMs - dealings.lastPlayedMs[i]
  if (sinceHeard < JUST_HEARD_MS || nowMs - dealings.lastSkippedMs[i] < JUST_SKIPPED_MS) return BARRED
  if (nowMs - dealings.passedOverMs[i] < JUST_PASSED_OVER_MS) return BARRED
  if (dealings.plays[i] === 0 && dealings.skips[i] === 0) return NEVER_HEARD
  if (dealings.plays[i] >= FORGOTTEN_PLAYS_MIN && sinceHeard >= FORGOTTEN_AGE_MS && taste.weights[i] > 0) return FORGOTTEN
  const sinceAny = Math.min(sinceHeard, nowMs - dealings.lastSkippedMs[i])
  if (dealings.plays[i] <= HARDLY_PLAYS_MAX && sinceAny >= HARDLY_AGE_MS) return HARDLY_HEARD
  return HEARD
}

/** The candidates of a request. Music only known from a history (not owned, in no table) may come back as forgotten, when all is asked for. */
export function findCandidates(index: MusicIndex, profile: Profile, request: Pick<RecommendRequest, 'from' | 'countMax'>): Candidates {
  const wanted = request.from === 'library' ? PLAYABLE : request.from === 'catalogue' ? CATALOGUED : PLAYABLE | CATALOGUED
  const { flags, count } = index.tracks
  const fresh = new Int32Array(count)
  const heard: number[] = []
  let found = 0
  for (let row = 0; row < count; row++) {
    const owned = (flags[row] & PLAYABLE) !== 0
    if (request.from === 'catalogue' && owned) continue
    const within = (flags[row] & wanted) !== 0
    if (!within && request.from !== 'all') continue
    const standing = standingOf(profile, row)
    if (standing === BARRED || (!within && standing !== FORGOTTEN)) continue
    if (standing === HEARD) heard.push(row)
    else fresh[found++] = row
  }
  const rows = fresh.subarray(0, found)
  if (found >= 3 * request.countMax || heard.length === 0) return { rows, heardToo: false }
  return { rows: Int32Array.from([...rows, ...heard]).sort(), heardToo: true }
}
