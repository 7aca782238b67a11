// What a listener's dealings with one track say about liking it: plays to the end speak for it, skips against it, both fade with time.
// docs/science/taste.md gives the reasons for the numbers.

import { DAY_MS } from '#kernel'

/** After this long a finished listen speaks half as loudly. */
export const FINISHED_HALF_LIFE_MS = 365 * DAY_MS
/** What remains of a finished listen however old: what one loved years ago is still one's own. */
export const FINISHED_FLOOR = 0.25
/** After this long a skip speaks half as loudly. */
export const SKIPPED_HALF_LIFE_MS = 120 * DAY_MS
export const SKIPPED_FLOOR = 0.1
/** A skip lowers the neighbourhood for weeks, not for years: half after this long. */
export const DISTASTE_HALF_LIFE_MS = 30 * DAY_MS
/** A card passed over ("not now") says less, and for a shorter time. */
export const PASSED_OVER_HALF_LIFE_MS = 4 * DAY_MS
export const PASSED_OVER_STRENGTH = 0.35
/** A counted listen that was neither finished nor skipped, in finished listens. */
const UNDECIDED = 0.5
/** What an outright "love" adds to a weight, about four finished listens, and never fades. */
export const LOVE_WEIGHT = 2.5

/** What happened between a listener and tracks, as columns: index i of each array is the same track. */
export interface Dealings {
  readonly count: number
  /** Row of the track in TrackColumns. */
  readonly rows: Int32Array
  readonly plays: Float64Array
  readonly completions: Float64Array
  readonly skips: Float64Array
  /** Ms since the epoch; 0 for never. */
  readonly lastPlayedMs: Float64Array
  readonly lastSkippedMs: Float64Array
  readonly passedOverMs: Float64Array
  /** 1 where the listener said so. */
  readonly loved: Uint8Array
  readonly banned: Uint8Array
}

/** What is left after `ageMs`, 1 down to `floor`. */
export function faded(ageMs: number, halfLifeMs: number, floor = 0): number {
  return ageMs <= 0 ? 1 : floor + (1 - floor) * Math.exp((-Math.LN2 * ageMs) / halfLifeMs)
}

/** Listens in favour: finished ones whole, undecided ones in part. */
function inFavour(d: Dealings, i: number): number {
  return d.completions[i] + UNDECIDED * Math.max(0, d.plays[i] - d.completions[i] - d.skips[i])
}

/**
 * The share of finished listens at which a track is neither liked nor disliked, 0.2 to 0.5. Lower for someone who skips a lot:
 * what they finish half the time is already above their usual.
 */
export function neutralShare(d: Dealings): number {
  let favour = 0
  let against = 0
  for (let i = 0; i < d.count; i++) {
    favour += inFavour(d, i)
    against += d.skips[i]
  }
  if (favour + against === 0) return 0.5
  // In steps of 0.01, so that a single listen does not move every weight.
  return Math.min(0.5, Math.max(0.2, Math.round((80 * favour) / (favour + against)) / 100))
}

/**
 * Weight of each track: positive where it was finished or loved, negative where skipped or banned, 0 where nothing is known.
 * The smoothed share of faded favour against the neutral share, times the logarithm of the evidence; about -2 to 6.
 */
export function weigh(d: Dealings, nowMs: number): Float32Array {
  const neutral = neutralShare(d)
  const weights = new Float32Array(d.count)
  for (let i = 0; i < d.count; i++) {
    const favour = inFavour(d, i) * faded(nowMs - d.lastPlayedMs[i], FINISHED_HALF_LIFE_MS, FINISHED_FLOOR)
    const against = d.skips[i] * faded(nowMs - d.lastSkippedMs[i], SKIPPED_HALF_LIFE_MS, SKIPPED_FLOOR)
    const share = (favour + 2 * neutral) / (favour + against + 2)
    const evidence = Math.log2(1 + favour + against)
    const leaning = share >= neutral ? (share - neutral) / (1 - neutral) : (share - neutral) / neutral
    weights[i] = leaning * evidence + (d.loved[i] ? LOVE_WEIGHT : 0) - (d.banned[i] ? LOVE_WEIGHT : 0)
  }
  return weights
}

/**
 * How strongly each track lowers what is near it, 0 to 1: recent skips, as far as they
 * are more than half as many as finished listens, bans, and cards passed over.
 */
export function distaste(d: Dealings, nowMs: number): Float32Array {
  const out = new Float32Array(d.count)
  for (let i = 0; i < d.count; i++) {
    let strength = 0
    if (d.skips[i] > 0) {
      const skips = Math.min(3, d.skips[i])
      const favour = 0.5 * inFavour(d, i)
      strength = (skips / (skips + 0.7)) * Math.max(0, (d.skips[i] - favour) / (d.skips[i] + favour))
      strength *= faded(nowMs - d.lastSkippedMs[i], DISTASTE_HALF_LIFE_MS)
    }
    if (d.passedOverMs[i] > 0)
      strength = Math.max(strength, PASSED_OVER_STRENGTH * faded(nowMs - d.passedOverMs[i], PASSED_OVER_HALF_LIFE_MS))
    if (d.banned[i]) strength = Math.max(strength, 0.8)
    out[i] = d.loved[i] ? 0 : strength
  }
  return out
}
