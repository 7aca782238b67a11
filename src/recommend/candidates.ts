// What may be recommended at all: never heard, hardly heard, long forgotten; music heard lately only where there is little else.

import { CATALOGUED, PLAYABLE } from '#library'
import type { MusicIndex } from './music-index.ts'
import type { Profile } from './profile.ts'
import type { RecommendRequest } from './recommendation.ts'
import { BARRED, FORGOTTEN, HEARD } from './standing.ts'

export interface Candidates {
  /** Rows, ascending. */
  readonly rows: Int32Array
  /** Whether music heard lately had to be let in. */
  readonly heardToo: boolean
}

/** The candidates of a request. Music only known from a history (not owned, in no table) may come back as forgotten, when all is asked for. */
export function findCandidates(index: MusicIndex, profile: Profile, request: Pick<RecommendRequest, 'from' | 'countMax'>): Candidates {
  const { flags, count } = index.tracks
  const wanted = request.from === 'library' ? PLAYABLE : request.from === 'catalogue' ? CATALOGUED : PLAYABLE | CATALOGUED
  const unwanted = request.from === 'catalogue' ? PLAYABLE : 0
  const fresh = new Int32Array(count)
  const heard: number[] = []
  let found = 0
  for (let row = 0; row < count; row++) {
    const standing = profile.standing[row]
    if (standing === BARRED || (flags[row] & unwanted) !== 0) continue
    if ((flags[row] & wanted) === 0 && (request.from !== 'all' || standing !== FORGOTTEN)) continue
    if (standing === HEARD) heard.push(row)
    else fresh[found++] = row
  }
  const rows = fresh.subarray(0, found)
  if (found >= 3 * request.countMax || heard.length === 0) return { rows, heardToo: false }
  return { rows: Int32Array.from([...rows, ...heard]).sort(), heardToo: true }
}
