// How things stand between a listener and a track, and what follows from that for its score.

import { DAY_MS, HOUR_MS } from '#kernel'
import { PLAYABLE, type TrackColumns } from '#library'
import { type Dealings, faded } from '#models'
import { NOT_OWNED_SHARE, PART_WEIGHTS } from './parts.ts'

/** Must not be shown now. */
export const BARRED = 0
export const NEVER_HEARD = 1
export const HARDLY_HEARD = 2
export const FORGOTTEN = 3
/** Heard, and neither hardly nor long ago. */
export const HEARD = 4

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

const HEARD_HALF_LIFE_MS = 21 * DAY_MS
const SKIPPED_HALF_LIFE_MS = 21 * DAY_MS
const PASSED_OVER_HALF_LIFE_MS = 7 * DAY_MS

/** One of the constants above, for index i of the dealings. */
export function standingOf(d: Dealings, weights: Float32Array, nowMs: number, i: number): number {
  if (d.banned[i]) return BARRED
  const sinceHeard = nowMs - d.lastPlayedMs[i]
  const sinceSkipped = nowMs - d.lastSkippedMs[i]
  if (sinceHeard < JUST_HEARD_MS || sinceSkipped < JUST_SKIPPED_MS || nowMs - d.passedOverMs[i] < JUST_PASSED_OVER_MS) return BARRED
  if (d.plays[i] === 0 && d.skips[i] === 0) return NEVER_HEARD
  if (d.plays[i] >= FORGOTTEN_PLAYS_MIN && sinceHeard >= FORGOTTEN_AGE_MS && weights[i] > 0) return FORGOTTEN
  return d.plays[i] <= HARDLY_PLAYS_MAX && Math.min(sinceHeard, sinceSkipped) >= HARDLY_AGE_MS ? HARDLY_HEARD : HEARD
}

/** The parts of a score that hang on what happened between the listener and this very track: index i of each is that of the dealings. */
export interface OwnParts {
  /** With the dial at 0. */
  readonly forgotten: Float32Array
  readonly unheard: Float32Array
  readonly loved: Float32Array
  readonly heard: Float32Array
  readonly skipped: Float32Array
  readonly passedOver: Float32Array
  /** The sum of all but `forgotten`. */
  readonly steady: Float32Array
}

/** Standings of dealings and the parts that follow. */
export function ownParts(
  tracks: TrackColumns,
  d: Dealings,
  weights: Float32Array,
  nowMs: number,
): { standings: Uint8Array; own: OwnParts } {
  const standings = new Uint8Array(d.count)
  const column = () => new Float32Array(d.count)
  const own = {
    forgotten: column(),
    unheard: column(),
    loved: column(),
    heard: column(),
    skipped: column(),
    passedOver: column(),
    steady: column(),
  }
  for (let i = 0; i < d.count; i++) {
    const standing = standingOf(d, weights, nowMs, i)
    standings[i] = standing
    const ageMs = nowMs - d.lastPlayedMs[i]
    const liking = Math.max(0, weights[i])
    if (standing === FORGOTTEN) {
      const rested = Math.min(1, (ageMs - 0.5 * FORGOTTEN_AGE_MS) / (4 * FORGOTTEN_AGE_MS))
      own.forgotten[i] = PART_WEIGHTS.forgotten * (liking / (liking + 1)) * rested
    } else if (standing === NEVER_HEARD || standing === HARDLY_HEARD) {
      const share = (tracks.flags[d.rows[i]] & PLAYABLE) !== 0 ? 1 : NOT_OWNED_SHARE
      own.unheard[i] = PART_WEIGHTS.unheard * share * (standing === NEVER_HEARD ? 1 : 0.5)
    }
    if (d.loved[i]) own.loved[i] = PART_WEIGHTS.loved
    if (d.lastPlayedMs[i] > 0) own.heard[i] = -PART_WEIGHTS.heard * faded(ageMs, HEARD_HALF_LIFE_MS)
    const dislike = Math.min(1, Math.max(0, -weights[i]) / 1.5)
    const sinceSkip = d.skips[i] > 0 ? faded(nowMs - d.lastSkippedMs[i], SKIPPED_HALF_LIFE_MS) : 0
    own.skipped[i] = -PART_WEIGHTS.skipped * Math.max(dislike, sinceSkip)
    if (d.passedOverMs[i] > 0) own.passedOver[i] = -PART_WEIGHTS.passedOver * faded(nowMs - d.passedOverMs[i], PASSED_OVER_HALF_LIFE_MS)
    own.steady[i] = own.unheard[i] + own.loved[i] + own.heard[i] + own.skipped[i] + own.passedOver[i]
  }
  return { standings, own }
}
