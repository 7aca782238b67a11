// The score of a track: a sum of named parts, each of them a reason. A first pass takes the parts that cost little over every candidate;
// the few that come out on top are then compared with single tracks the listener finished or skipped.

import { PLAYABLE } from '#library'
import type { Candidates } from './candidates.ts'
import type { MusicIndex } from './music-index.ts'
import { type Nearness, nearDisliked, nearLiked } from './nearness.ts'
import { NOT_OWNED_SHARE, PART_NAMES, PART_WEIGHTS, type Parts, RADAR_ARTIST, RADAR_FORGETS, RADAR_NEUTRAL } from './parts.ts'
import type { Profile } from './profile.ts'

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

const UNHEARD = PART_WEIGHTS.unheard
const NOTHING = { forgotten: 0, loved: 0, heard: 0, skipped: 0, passedOver: 0 }

/** The parts that hang on what happened between the listener and this very track. */
function ownPartsOf(
  { index, profile: { dealingOf, own }, radar }: Ranking,
  row: number,
): Omit<CheapParts, 'taste' | 'artist' | 'genre' | 'popularity' | 'familiarity'> {
  const i = dealingOf[row]
  if (i < 0) return { ...NOTHING, unheard: UNHEARD * ((index.tracks.flags[row] & PLAYABLE) !== 0 ? 1 : NOT_OWNED_SHARE) }
  return {
    forgotten: own.forgotten[i] * (1 - RADAR_FORGETS * radar),
    unheard: own.unheard[i],
    loved: own.loved[i],
    heard: own.heard[i],
    skipped: own.skipped[i],
    passedOver: own.passedOver[i],
  }
}

/** A liked artist counts more the more familiar the dial asks for; a skipped one counts the same everywhere. */
const artistPart = (affinity: number, radar: number): number =>
  PART_WEIGHTS.artist * affinity * (affinity > 0 ? 1 + RADAR_ARTIST * (1 - 2 * radar) : 1)

/** Everything but the comparison with single tracks. Artist and genre count up to double where nothing is known of the sound. */
function cheapParts(ranking: Ranking, row: number): CheapParts {
  const { index, profile, radar } = ranking
  const artist = index.spaces.artistOf[row]
  const genre = index.spaces.genreOf[row]
  const lean = RADAR_NEUTRAL - radar
  const louder = 1 + profile.taste.unknown[row]
  return {
    taste: PART_WEIGHTS.taste * profile.taste.closeness[row],
    artist: artistPart(profile.taste.affinity.artists[artist], radar) * louder,
    genre: genre < 0 ? 0 : PART_WEIGHTS.genre * louder * profile.taste.affinity.genres[genre],
    popularity: PART_WEIGHTS.popularity * lean * (profile.percentile[row] / 50 - 1),
    familiarity: PART_WEIGHTS.familiarity * lean * (2 * profile.familiarity[artist] - 1),
    ...ownPartsOf(ranking, row),
  }
}

/** The cheap parts of every candidate, summed: a plain loop over columns, the same sum as `cheapParts`. */
export function coarseScores(ranking: Ranking, candidates: Candidates): Float32Array {
  const { index, profile, radar } = ranking
  const { artistOf, genreOf } = index.spaces
  const { closeness, affinity, unknown } = profile.taste
  const { percentile, familiarity, dealingOf, own } = profile
  const { rows } = candidates
  const { flags } = index.tracks
  const lean = RADAR_NEUTRAL - radar
  const popularity = PART_WEIGHTS.popularity * lean
  const artistLiked = affinity.artists.map((liking) => artistPart(liking, radar))
  const artistKnown = familiarity.map((known) => PART_WEIGHTS.familiarity * lean * (2 * known - 1))
  const genreLiked = affinity.genres.map((liking) => PART_WEIGHTS.genre * liking)
  const remembering = 1 - RADAR_FORGETS * radar
  const scores = new Float32Array(rows.length)
  for (let c = 0; c < rows.length; c++) {
    const row = rows[c]
    const artist = artistOf[row]
    const genre = genreOf[row]
    const liked = artistLiked[artist] + (genre < 0 ? 0 : genreLiked[genre])
    let score =
      PART_WEIGHTS.taste * closeness[row] + (1 + unknown[row]) * liked + artistKnown[artist] + popularity * (percentile[row] * 0.02 - 1)
    const i = dealingOf[row]
    if (i < 0) score += (flags[row] & PLAYABLE) !== 0 ? UNHEARD : UNHEARD * NOT_OWNED_SHARE
    else score += own.steady[i] + own.forgotten[i] * remembering
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
