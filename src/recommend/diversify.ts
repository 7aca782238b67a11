// A list worth looking at: no three of one artist, no piece twice, near-twins kept apart, every centre of taste heard.
// Greedy, after maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998), with a push towards the listener's own mix of centres
// (calibrated recommendations: Steck, RecSys 2018). It only decides who is in; the list then stands in order of score.

import { PLAYABLE } from '#library'
import { NO_CENTRE, SOUND_CENTRE, type Taste } from '#models'
import type { MusicIndex } from './music-index.ts'
import type { Names } from './names.ts'
import { closeness } from './nearness.ts'
import type { Pick } from './rank.ts'

/** What a twin of something already in the list loses, in score. */
const TWIN_COST = 0.14
const SAME_ARTIST_COST = 0.05
const SAME_ALBUM_COST = 0.03
/** What a centre loses for all of the list it holds beyond its share. */
const CROWDED_COST = 0.2
/** A centre that may claim at least this much of a place gets one. */
const OWN_PLACE_MIN = 0.4
/** Where both are asked for, at least this share of the list is music that is there to play, and as much that is not … */
const EACH_KIND_SHARE = 0.3
/** … as far as it comes this near to the best score. */
const EACH_KIND_SCORE_MIN = 0.4

export interface ListRequest {
  readonly countMax: number
  /** Owned music and music of tables may both come. */
  readonly mixed: boolean
}

/** At most two of one artist in a list of up to 35, one more for each further twelve. */
export const artistMaxOf = (countMax: number): number => Math.max(2, Math.floor(countMax / 12))

interface Chosen {
  readonly picks: Pick[]
  readonly pieces: Set<string>
  readonly artists: Map<number, number>
  /** How many of each centre of taste. */
  readonly centres: Map<number, number>
  /** Closeness to what is chosen already, 0 to 1, of each pick of the pool. */
  readonly twin: Map<Pick, number>
}

/** Chooses the list from scored picks. An artist comes a third time only where there are too few artists to fill it. */
export function diversify(index: MusicIndex, taste: Taste, scored: readonly Pick[], names: Names, request: ListRequest): Pick[] {
  const pool = scored.filter((pick) => names.has(index.tracks.ids[pick.row]))
  const chosen: Chosen = { picks: [], pieces: new Set(), artists: new Map(), centres: new Map(), twin: new Map() }
  const shares = centreShares(taste)
  const artistMax = artistMaxOf(request.countMax)
  const fill = (from: readonly Pick[], upTo: number, artistsAtMost: number) => {
    while (chosen.picks.length < upTo) {
      const next = best(index, taste, from, names, chosen, shares, artistsAtMost)
      if (!next) return
      take(index, taste, pool, names, chosen, next)
    }
  }
  const top = pool.reduce((max, pick) => Math.max(max, pick.score), 0)
  const near = pool.filter((pick) => pick.score >= EACH_KIND_SCORE_MIN * top)
  for (const [centre, share] of [...shares].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    if (request.countMax < 4 || share * request.countMax < OWN_PLACE_MIN || chosen.picks.length >= request.countMax) continue
    fill(
      near.filter((pick) => taste.centreOf[pick.row] === centre),
      chosen.picks.length + 1,
      artistMax,
    )
  }
  if (request.mixed) {
    const each = Math.floor(EACH_KIND_SHARE * request.countMax)
    const owned = near.filter((pick) => (index.tracks.flags[pick.row] & PLAYABLE) !== 0)
    const others = near.filter((pick) => !owned.includes(pick))
    for (const kind of [owned, others]) {
      const there = chosen.picks.filter((pick) => kind.includes(pick)).length
      fill(kind, Math.min(request.countMax, chosen.picks.length + Math.max(0, each - there)), artistMax)
    }
  }
  fill(pool, request.countMax, artistMax)
  fill(pool, request.countMax, request.countMax)
  return chosen.picks.sort((a, b) => b.score - a.score || a.row - b.row)
}

/** Share of the list each centre may claim: the root of its share of the liking, so that small ones are heard. */
function centreShares(taste: Taste): Map<number, number> {
  const shares = new Map<number, number>()
  let total = 0
  for (const [first, centres] of [
    [0, taste.attributeCentres],
    [SOUND_CENTRE, taste.soundCentres],
  ] as const) {
    if (!centres) continue
    let sum = 0
    for (const share of centres.shares) sum += Math.sqrt(share)
    centres.shares.forEach((share, i) => {
      shares.set(first + i, Math.sqrt(share) / sum)
    })
    total++
  }
  for (const [centre, share] of shares) shares.set(centre, share / Math.max(1, total))
  return shares
}

function best(
  index: MusicIndex,
  taste: Taste,
  from: readonly Pick[],
  names: Names,
  chosen: Chosen,
  shares: ReadonlyMap<number, number>,
  artistsAtMost: number,
): Pick | null {
  const size = chosen.picks.length
  let found: Pick | null = null
  let most = Number.NEGATIVE_INFINITY
  for (const pick of from) {
    if (pick.score <= most) continue
    const artist = index.spaces.artistOf[pick.row]
    const ofArtist = chosen.artists.get(artist) ?? 0
    if (ofArtist >= artistsAtMost || chosen.pieces.has(names.get(index.tracks.ids[pick.row])!.pieceKey)) continue
    const centre = taste.centreOf[pick.row]
    const crowd = centre === NO_CENTRE || size === 0 ? 0 : Math.max(0, (chosen.centres.get(centre) ?? 0) / size - (shares.get(centre) ?? 0))
    const gain = pick.score - TWIN_COST * (chosen.twin.get(pick) ?? 0) - SAME_ARTIST_COST * ofArtist - CROWDED_COST * crowd
    if (gain > most) {
      most = gain
      found = pick
    }
  }
  return found
}

function take(index: MusicIndex, taste: Taste, pool: readonly Pick[], names: Names, chosen: Chosen, pick: Pick): void {
  const artist = index.spaces.artistOf[pick.row]
  const centre = taste.centreOf[pick.row]
  const album = index.tracks.albumIds[pick.row]
  chosen.picks.push(pick)
  chosen.pieces.add(names.get(index.tracks.ids[pick.row])!.pieceKey)
  chosen.artists.set(artist, (chosen.artists.get(artist) ?? 0) + 1)
  chosen.centres.set(centre, (chosen.centres.get(centre) ?? 0) + 1)
  for (const other of pool) {
    const sameAlbum = album >= 0 && index.tracks.albumIds[other.row] === album ? SAME_ALBUM_COST / TWIN_COST : 0
    const near = Math.min(1, closeness(index.spaces, pick.row, other.row) + sameAlbum)
    if (near > (chosen.twin.get(other) ?? 0)) chosen.twin.set(other, near)
  }
}
