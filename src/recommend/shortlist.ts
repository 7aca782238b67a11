// The few candidates worth a close look: the best over all and of each centre of taste, few of one artist. Two passes over the scores find
// where to cut (a histogram, not a sort); only what is above is sorted.

import { NO_CENTRE } from '#models'
import type { Ranking } from './rank.ts'

const PER_CENTRE = 20
const OVER_ALL = 160
const GROUPS = 17
const BINS = 512
/** So many times more are looked at than are kept, because some are too many of one artist. */
const SPARE = 6

/** Rows of the shortlist, best first, ties by row; at most `artistMax` of one artist. */
export function shortlist(ranking: Ranking, rows: Int32Array, scores: Float32Array, artistMax: number): number[] {
  for (let spare = SPARE; ; spare *= 8) {
    const looked = aboveCut(ranking, rows, scores, spare)
    const kept = cap(ranking, rows, scores, looked, artistMax)
    if (kept.length >= OVER_ALL || looked.length === rows.length) return kept
  }
}

const groupOf = (centre: number) => (centre === NO_CENTRE ? GROUPS - 1 : centre)

/** Indices of the candidates above the cut over all, or above that of their centre; the cut is a bin's edge, so none of a tie is lost. */
function aboveCut({ profile }: Ranking, rows: Int32Array, scores: Float32Array, spare: number): number[] {
  const { centreOf } = profile.taste
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let c = 0; c < rows.length; c++) {
    if (scores[c] < low) low = scores[c]
    if (scores[c] > high) high = scores[c]
  }
  const scale = (BINS - 1) / Math.max(high - low, 1e-9)
  const histogram = new Int32Array((GROUPS + 1) * BINS)
  /** Place in the histogram of each candidate: group x BINS + bin. */
  const places = new Uint16Array(rows.length)
  for (let c = 0; c < rows.length; c++) {
    const place = groupOf(centreOf[rows[c]]) * BINS + (((scores[c] - low) * scale) | 0)
    places[c] = place
    histogram[place]++
  }
  for (let place = 0; place < GROUPS * BINS; place++) histogram[GROUPS * BINS + (place % BINS)] += histogram[place]
  const cuts = Array.from({ length: GROUPS + 1 }, (_, group) => {
    const wanted = spare * (group === GROUPS ? OVER_ALL : group === GROUPS - 1 ? 0 : PER_CENTRE)
    if (wanted === 0) return BINS
    let count = 0
    for (let bin = BINS - 1; bin >= 0; bin--) {
      count += histogram[group * BINS + bin]
      if (count >= wanted) return bin
    }
    return 0
  })
  const isAbove = Uint8Array.from({ length: GROUPS * BINS }, (_, place) =>
    place % BINS >= Math.min(cuts[GROUPS], cuts[Math.floor(place / BINS)]) ? 1 : 0,
  )
  const above: number[] = []
  for (let c = 0; c < rows.length; c++) if (isAbove[places[c]] === 1) above.push(c)
  return above
}

/** Of these candidates, best first, the best over all and of each centre, no artist more often than allowed. */
function cap(ranking: Ranking, rows: Int32Array, scores: Float32Array, looked: number[], artistMax: number): number[] {
  const { artistOf } = ranking.index.spaces
  const { centreOf } = ranking.profile.taste
  looked.sort((a, b) => scores[b] - scores[a] || rows[a] - rows[b])
  const ofArtist = new Map<number, number>()
  const ofGroup = new Array<number>(GROUPS).fill(0)
  const kept: number[] = []
  for (const c of looked) {
    const artist = artistOf[rows[c]]
    const group = groupOf(centreOf[rows[c]])
    const count = ofArtist.get(artist) ?? 0
    if (count >= artistMax || (kept.length >= OVER_ALL && (group === GROUPS - 1 || ofGroup[group] >= PER_CENTRE))) continue
    ofArtist.set(artist, count + 1)
    ofGroup[group]++
    kept.push(rows[c])
  }
  return kept
}
