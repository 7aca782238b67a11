// The few candidates worth a close look: the best of each artist, of each centre of taste, and over all.

import { NO_CENTRE } from '#models'
import type { Ranking } from './rank.ts'

const PER_CENTRE = 48
const OVER_ALL = 240
const BUCKETS = 17

/** Rows of the shortlist, best first; ties by row. No artist has more than `artistMax`, so that one with a thousand tracks does not fill it. */
export function shortlist(ranking: Ranking, rows: Int32Array, scores: Float32Array, artistMax: number): number[] {
  const kept = bestOfArtists(ranking, rows, scores, artistMax)
  const { centreOf } = ranking.profile.taste
  const bucketOf = (c: number) => (centreOf[rows[c]] === NO_CENTRE ? BUCKETS - 1 : centreOf[rows[c]])
  const buckets: number[][] = Array.from({ length: BUCKETS }, () => [])
  for (const c of kept) buckets[bucketOf(c)].push(scores[c])
  const floors = buckets.map((bucket) => nthLargest(bucket, PER_CENTRE))
  const floor = nthLargest(
    Array.from(kept, (c) => scores[c]),
    OVER_ALL,
  )
  const chosen = [...kept.filter((c) => scores[c] >= floor || (centreOf[rows[c]] !== NO_CENTRE && scores[c] >= floors[bucketOf(c)]))]
  chosen.sort((a, b) => scores[b] - scores[a] || rows[a] - rows[b])
  return limitTies(chosen, scores, floor, floors, bucketOf).map((c) => rows[c])
}

/** The value of rank n, or -Infinity where there are fewer. */
function nthLargest(values: readonly number[], n: number): number {
  return values.length <= n ? Number.NEGATIVE_INFINITY : Float32Array.from(values).sort()[values.length - n]
}

/** Many may share the lowest score that is still in: of those no more than there is room for. */
function limitTies(
  chosen: number[],
  scores: Float32Array,
  floor: number,
  floors: readonly number[],
  bucketOf: (c: number) => number,
): number[] {
  const taken = new Array<number>(BUCKETS).fill(0)
  let overAll = 0
  return chosen.filter((c) => {
    const bucket = bucketOf(c)
    const fits = (scores[c] >= floor && overAll < OVER_ALL) || (scores[c] >= floors[bucket] && taken[bucket] < PER_CENTRE)
    if (fits) {
      taken[bucket]++
      overAll++
    }
    return fits
  })
}

/** Indices of the candidates that are among the best `artistMax` of their artist. */
function bestOfArtists({ index }: Ranking, rows: Int32Array, scores: Float32Array, artistMax: number): Int32Array {
  const { artistOf, artistCount } = index.spaces
  const places = new Int32Array(artistCount * artistMax).fill(-1)
  for (let c = 0; c < rows.length; c++) {
    const start = artistOf[rows[c]] * artistMax
    let at = artistMax
    while (at > 0 && (places[start + at - 1] < 0 || scores[places[start + at - 1]] < scores[c])) at--
    if (at === artistMax) continue
    places.copyWithin(start + at + 1, start + at, start + artistMax - 1)
    places[start + at] = c
  }
  return places.filter((place) => place >= 0)
}
