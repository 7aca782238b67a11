// Reasons: each part of the score that matters becomes a sentence with its weight; the rest is merged into one, so that the weights add up
// to the score, to the last of four decimals.

import type { Names } from './names.ts'
import { PART_NAMES, type PartName } from './parts.ts'
import { doubtOf, type Pick, type Ranking } from './rank.ts'
import type { Reason, ReasonKind, Recommendation } from './recommendation.ts'
import { type Said, sayPart } from './sentences.ts'
import { listed } from './wording.ts'

/** Weights and scores are told in steps of a ten-thousandth. */
const STEPS = 10_000
/** Parts smaller than this are merged. */
const TOLD_MIN = 0.012
const POSITIVE_MAX = 4
const NEGATIVE_MAX = 2
/** Above this doubt a pick is called a bet. */
const BET_DOUBT = 0.6

/** What a merged part is called, and the kind of a merged reason of which it is the biggest part. */
const PARTS: Readonly<Record<PartName, { readonly label: string; readonly kind: ReasonKind }>> = {
  taste: { label: 'how it sounds', kind: 'attributes' },
  nearby: { label: 'what it is close to', kind: 'nearby' },
  artist: { label: 'the artist', kind: 'artist' },
  genre: { label: 'its genre', kind: 'genre' },
  forgotten: { label: 'how long it rested', kind: 'forgotten' },
  unheard: { label: 'that it is new to you', kind: 'unheard' },
  popularity: { label: 'how known it is', kind: 'popularity' },
  familiarity: { label: 'how well you know the artist', kind: 'artist' },
  loved: { label: 'that you love it', kind: 'loved' },
  heard: { label: 'when you last heard it', kind: 'held-back' },
  skipped: { label: 'skips of it', kind: 'held-back' },
  passedOver: { label: 'that you passed it over', kind: 'held-back' },
  skippedNearby: { label: 'skips near it', kind: 'held-back' },
  bet: { label: 'how little there is to go by', kind: 'bet' },
}

/** The recommendation for a pick, with its reasons; weights sum to the score exactly (in steps of 0.0001). */
export function explain(ranking: Ranking, pick: Pick, names: Names, rank: number): Recommendation {
  const { index, profile } = ranking
  const id = index.tracks.ids[pick.row]
  const name = names.get(id)!
  const reasons = reasonsOf(ranking, pick, names)
  return {
    rank,
    trackId: id,
    title: name.title,
    artist: name.artist,
    album: name.album,
    playable: name.playable,
    score: roundedSum(reasons),
    popularityPercentile: Math.round(profile.percentile[pick.row] * 10) / 10,
    reasons,
  }
}

/** Adds weights in steps, so that no rounding creeps in. */
export const roundedSum = (reasons: readonly { readonly weight: number }[]): number => told(stepsOf(reasons))

const stepsOf = (reasons: readonly { readonly weight: number }[]): number =>
  reasons.reduce((sum, { weight }) => sum + Math.round(weight * STEPS), 0)
/** A weight as told. */
const told = (steps: number): number => steps / STEPS

function reasonsOf(ranking: Ranking, pick: Pick, names: Names): Reason[] {
  const parts = partsToTell(ranking, pick)
  const reasons: Reason[] = []
  const merged: PartName[] = PART_NAMES.filter((part) => pick.parts[part] !== 0 && !parts.includes(part))
  for (const part of parts) {
    const said: Said | null = sayPart(ranking, pick, names, part)
    if (said) reasons.push({ ...said, weight: told(Math.round(pick.parts[part] * STEPS)) })
    else merged.push(part)
  }
  const rest = Math.round(pick.score * STEPS) - stepsOf(reasons)
  if (rest !== 0 || reasons.length === 0) reasons.push(restOf(merged, pick, told(rest)))
  return reasons
}

/** Among parts told, those that name tracks stand before those that speak in general. */
const SPECIFIC: Readonly<Partial<Record<PartName, number>>> = { nearby: 2, forgotten: 2, loved: 2, artist: 1.2 }

/** The biggest parts: up to four that speak for it, specific ones first, up to two against, and the bet where it is one. */
function partsToTell(ranking: Ranking, pick: Pick): PartName[] {
  const { parts } = pick
  const size = (part: PartName) => Math.abs(parts[part])
  // Liking an artist and knowing it are told as one.
  const alike: PartName = size('artist') >= size('familiarity') ? 'familiarity' : 'artist'
  const told = PART_NAMES.filter((part) => part !== 'bet' && part !== alike && size(part) >= TOLD_MIN).sort((a, b) => size(b) - size(a))
  const positive = told.filter((part) => parts[part] > 0)
  // That it was a favourite once is always told.
  const kept = positive.filter((part, i) => i < POSITIVE_MAX || part === 'forgotten')
  if (kept.length > POSITIVE_MAX) kept.splice(POSITIVE_MAX - 1, 1)
  kept.sort((a, b) => parts[b] * (SPECIFIC[b] ?? 1) - parts[a] * (SPECIFIC[a] ?? 1))
  const against = told.filter((part) => parts[part] < 0).slice(0, NEGATIVE_MAX)
  const bet: PartName[] = doubtOf(pick.liked, ranking.profile.taste.evidence) > BET_DOUBT ? ['bet'] : []
  return [...kept, ...against, ...bet]
}

function restOf(merged: PartName[], pick: Pick, weight: number): Reason {
  merged.sort((a, b) => Math.abs(pick.parts[b]) - Math.abs(pick.parts[a]))
  const told = merged.slice(0, 3).map((part) => PARTS[part].label)
  const agreeing = merged.find((part) => Math.sign(pick.parts[part]) === Math.sign(weight))
  const kind = weight < 0 ? 'held-back' : agreeing ? PARTS[agreeing].kind : 'attributes'
  return { kind, text: told.length > 0 ? `Smaller things: ${listed(told)}` : 'What is lost by rounding', weight, trackIds: [] }
}
