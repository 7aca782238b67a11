// One listener at one moment: dealings, the taste learned from them, and what follows for each artist. Rebuilt after each event.

import { type Dealings, learnTaste, type Taste } from '#models'
import type { MusicIndex } from './music-index.ts'
import { NEVER_HEARD, type OwnParts, ownParts } from './standing.ts'

export interface Profile {
  readonly nowMs: number
  readonly dealings: Dealings
  readonly taste: Taste
  /** Index into the dealings of each row, -1 where nothing happened. */
  readonly dealingOf: Int32Array
  /** How things stand with each row (standing.ts), and the parts of a score that follow for each of the dealings. */
  readonly standing: Uint8Array
  readonly own: OwnParts
  /** Counted listens, finished ones and skips of each artist, and when one was last skipped, ms. */
  readonly artistPlays: Float64Array
  readonly artistCompletions: Float64Array
  readonly artistSkips: Float64Array
  readonly artistSkippedMs: Float64Array
  /** 0 to 1 for each artist: how well the listener knows it, half after five counted listens. */
  readonly familiarity: Float32Array
  /** 0 to 100 for each row, from tables where they know the track or its artist, else from the listener's own plays. */
  readonly percentile: Float32Array
  /** Counted listens, finished ones and skips in all. */
  readonly plays: number
  readonly completions: number
  readonly skips: number
}

/** Makes a profile; `before` is an earlier one on the same index, from which is taken what has not changed. */
export function openProfile(index: MusicIndex, dealings: Dealings, nowMs: number, before: Profile | null = null): Profile {
  const { artistOf, artistCount } = index.spaces
  const dealingOf = new Int32Array(index.tracks.count).fill(-1)
  const artistPlays = new Float64Array(artistCount)
  const artistCompletions = new Float64Array(artistCount)
  const artistSkips = new Float64Array(artistCount)
  const artistSkippedMs = new Float64Array(artistCount)
  let plays = 0
  let completions = 0
  let skips = 0
  for (let i = 0; i < dealings.count; i++) {
    const row = dealings.rows[i]
    const artist = artistOf[row]
    dealingOf[row] = i
    artistPlays[artist] += dealings.plays[i]
    artistCompletions[artist] += dealings.completions[i]
    artistSkips[artist] += dealings.skips[i]
    artistSkippedMs[artist] = Math.max(artistSkippedMs[artist], dealings.lastSkippedMs[i])
    plays += dealings.plays[i]
    completions += dealings.completions[i]
    skips += dealings.skips[i]
  }
  const taste = learnTaste(index.spaces, dealings, nowMs, before?.taste)
  const { standings, own } = ownParts(index.tracks, dealings, taste.weights, nowMs)
  const standing = new Uint8Array(index.tracks.count).fill(NEVER_HEARD)
  for (let i = 0; i < dealings.count; i++) standing[dealings.rows[i]] = standings[i]
  return {
    nowMs,
    dealings,
    taste,
    dealingOf,
    standing,
    own,
    artistPlays,
    artistCompletions,
    artistSkips,
    artistSkippedMs,
    familiarity: Float32Array.from(artistPlays, (count) => count / (count + 5)),
    percentile: ownPercentiles(index, dealings, dealingOf, artistPlays),
    plays,
    completions,
    skips,
  }
}

const BUCKETS = 512

/** Fills what no table knows: the rank of a track among those, by its own plays and its artist's (which counts half). Linear: a histogram, not a sort. */
function ownPercentiles(index: MusicIndex, dealings: Dealings, dealingOf: Int32Array, artistPlays: Float64Array): Float32Array {
  const { artistOf } = index.spaces
  const percentile = index.percentile.slice()
  const histogram = new Float64Array(BUCKETS)
  const bucketOf = (row: number) => {
    const dealing = dealingOf[row]
    const own = dealing < 0 ? 0 : dealings.plays[dealing]
    return Math.min(BUCKETS - 1, Math.floor(28 * (Math.log2(1 + own) + 0.5 * Math.log2(1 + artistPlays[artistOf[row]]))))
  }
  let unknown = 0
  for (let row = 0; row < percentile.length; row++) {
    if (!Number.isNaN(index.percentile[row])) continue
    unknown++
    histogram[bucketOf(row)]++
  }
  if (unknown === 0) return percentile
  const rank = new Float64Array(BUCKETS)
  let below = 0
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    rank[bucket] = (100 * (below + histogram[bucket] / 2)) / unknown
    below += histogram[bucket]
  }
  for (let row = 0; row < percentile.length; row++) {
    if (Number.isNaN(index.percentile[row])) percentile[row] = rank[bucketOf(row)]
  }
  return percentile
}
