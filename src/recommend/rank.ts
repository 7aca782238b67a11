// The score of a track: a sum of named parts, each of them a reason. A first pass takes the parts that cost little over every candidate;
// the few that come out on top are then compared with single tracks the listener finished or skipped.

import { DAY_MS } from '#kernel'
import { PLAYABLE } from '#library'
import { faded } from '#models'
import { type Candidates, FORGOTTEN, FORGOTTEN_AGE_MS, HARDLY_HEARD, NEVER_HEARD, standingOf } from './candidates.ts'
import type { MusicIndex } from './music-index.ts'
import { type Nearness, nearDisliked, nearLiked } from './nearness.ts'
import type { Profile } from './profile.ts'

export const PART_NAMES = [
  'taste',
  'nearby',
  'artist',
  'genre',
  'forgotten',
  'unheard',
  'popularity',
  'familiarity',
  'loved',
  'heard',
  'skipped',
  'passedOver',
  'skippedNearby',
  'bet',
] as const
export type PartName = (typeof PART_NAMES)[number]
export type Parts = Readonly<Record<PartName, number>>

/** The most each part can move a score. What a perfect match gathers is about 1, a fair pick 0.3 to 0.6. docs/science/taste.md tells why. */
export const PART_WEIGHTS: Parts = {
  taste: 0.3,
  nearby: 0.25,
  artist: 0.12,
  genre: 0.12,
  forgotten: 0.15,
  unheard: 0.06,
  popularity: 0.3,
  familiarity: 0.14,
  loved: 0.08,
  heard: 0.3,
  skipped: 0.35,
  passedOver: 0.25,
  skippedNearby: 0.35,
  bet: 0.06,
}

/** The dial's position at which how known a track is moves nothing: a little towards the familiar, so that the middle leans to the unknown. */
export const RADAR_NEUTRAL = 0.35

const HEARD_HALF_LIFE_MS = 21 * DAY_MS
const SKIPPED_HALF_LIFE_MS = 21 * DAY_MS
const PASSED_OVER_HALF_LIFE_MS = 7 * DAY_MS

export interface Pick {
  readonly row: number
  readonly score: number
  readonly parts: Parts
  /** The liked tracks it is nearest to, nearest first, and the disliked one. */
  readonly liked: Nearness
  readonly disliked: Nearness
}

export interface Ranking {
  readonly index: MusicIndex
  readonly profile: Profile
  /** 0 familiar to 1 under the radar. */
  readonly radar: number
}

type CheapParts = Omit<Parts, 'nearby' | 'skippedNearby' | 'bet'>

const NOTHING = { forgotten: 0, unheard: 0, loved: 0, heard: 0, skipped: 0, passedOver: 0 }

/** The parts that hang on what happened between the listener and this very track. */
function ownParts({ index, profile, radar }: Ranking, row: number): typeof NOTHING {
  const i = profile.dealingOf[row]
  const owned = (index.tracks.flags[row] & PLAYABLE) !== 0
  const unheard = PART_WEIGHTS.unheard * (owned ? 1 : 0.6)
  if (i < 0) return { ...NOTHING, unheard }
  const { dealings: d, nowMs, taste } = profile
  const standing = standingOf(profile, row)
  const ageMs = nowMs - d.lastPlayedMs[i]
  const liking = Math.max(0, taste.weights[i]) / (Math.max(0, taste.weights[i]) + 1)
  const rested = Math.min(1, (ageMs - 0.5 * FORGOTTEN_AGE_MS) / (4 * FORGOTTEN_AGE_MS))
  const dislike = Math.min(1, Math.max(0, -taste.weights[i]) / 1.5)
  const sinceSkip = d.skips[i] > 0 ? faded(nowMs - d.lastSkippedMs[i], SKIPPED_HALF_LIFE_MS) : 0
  return {
    forgotten: standing === FORGOTTEN ? PART_WEIGHTS.forgotten * liking * rested * (1 - 0.7 * radar) : 0,
    unheard: standing === NEVER_HEARD ? unheard : standing === HARDLY_HEARD ? 0.5 * unheard : 0,
    loved: d.loved[i] ? PART_WEIGHTS.loved : 0,
    heard: d.lastPlayedMs[i] > 0 ? -PART_WEIGHTS.heard * faded(ageMs, HEARD_HALF_LIFE_MS) : 0,
    skipped: -PART_WEIGHTS.skipped * Math.max(dislike, sinceSkip),
    passedOver: d.passedOverMs[i] > 0 ? -PART_WEIGHTS.passedOver * faded(nowMs - d.passedOverMs[i], PASSED_OVER_HALF_LIFE_MS) : 0,
  }
}

/** Everything but the comparison with single tracks. */
function cheapParts(ranking: Ranking, row: number): CheapParts {
  const { index, profile, radar } = ranking
  const artist = index.spaces.artistOf[row]
  const genre = index.spaces.genreOf[row]
  const lean = RADAR_NEUTRAL - radar
  return {
    taste: PART_WEIGHTS.taste * profile.taste.closeness[row],
    artist: PART_WEIGHTS.artist * profile.taste.affinity.artists[artist],
    genre: genre < 0 ? 0 : PART_WEIGHTS.genre * profile.taste.affinity.genres[genre],
    popularity: PART_WEIGHTS.popularity * lean * (profile.percentile[row] / 50 - 1),
    familiarity: PART_WEIGHTS.familiarity * lean * (2 * profile.familiarity[artist] - 1),
    ...ownParts(ranking, row),
  }
}

/** The cheap parts of every candidate, summed: a plain loop over columns, the same sum as `cheapParts`. */
export function coarseScores(ranking: Ranking, candidates: Candidates): Float32Array {
  const { index, profile, radar } = ranking
  const { artistOf, genreOf } = index.spaces
  const { closeness, affinity } = profile.taste
  const { percentile, familiarity, dealingOf } = profile
  const { rows } = candidates
  const { flags } = index.tracks
  const popularity = PART_WEIGHTS.popularity * (RADAR_NEUTRAL - radar)
  const known = PART_WEIGHTS.familiarity * (RADAR_NEUTRAL - radar)
  const scores = new Float32Array(rows.length)
  for (let c = 0; c < rows.length; c++) {
    const row = rows[c]
    const artist = artistOf[row]
    const genre = genreOf[row]
    let score = PART_WEIGHTS.taste * closeness[row] + PART_WEIGHTS.artist * affinity.artists[artist]
    if (genre >= 0) score += PART_WEIGHTS.genre * affinity.genres[genre]
    score += popularity * (percentile[row] / 50 - 1) + known * (2 * familiarity[artist] - 1)
    if (dealingOf[row] < 0) score += PART_WEIGHTS.unheard * ((flags[row] & PLAYABLE) !== 0 ? 1 : 0.6)
    else {
      const own = ownParts(ranking, row)
      score += own.forgotten + own.unheard + own.loved + own.heard + own.skipped + own.passedOver
    }
    scores[c] = score
  }
  return scores
}

/** The whole score of a track, part by part. */
export function scoreInFull(ranking: Ranking, row: number): Pick {
  const { profile, radar, index } = ranking
  const liked = nearLiked(index.spaces, profile.taste.liked, row)
  const disliked = nearDisliked(index.spaces, profile.taste.disliked, row)
  const doubt = doubtOf(liked, profile.taste.evidence)
  const parts: Parts = {
    ...cheapParts(ranking, row),
    nearby: PART_WEIGHTS.nearby * liked.sum,
    skippedNearby: -PART_WEIGHTS.skippedNearby * disliked.sum,
    bet: PART_WEIGHTS.bet * doubt * (radar - RADAR_NEUTRAL),
  }
  let score = 0
  for (const name of PART_NAMES) score += parts[name]
  return { row, score, parts, liked, disliked }
}

/** How little speaks for a pick, 0 (much) to 1 (nothing): above 0.6 it is called a bet. */
export const doubtOf = (liked: Nearness, evidence: number): number => 1 - (evidence / (evidence + 4)) * Math.min(1, liked.sum / 0.3)
