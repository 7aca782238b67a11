// Apple writes a row each time playing stops: a pause, a scrub, another app. A listen is what was heard of one track on one device in a row, so
// its segments are stitched together. Only ends are told by a clock; a segment begins its played time earlier.

import { DAY_MS } from '#kernel'

/** One PLAY_END row. */
export interface Segment {
  readonly title: string
  readonly albumTitle: string
  readonly artistName: string
  /** Tells devices of the file apart; never leaves this file. */
  readonly device: string
  readonly endedAtMs: number
  /** As told: it may be negative. */
  readonly playedMs: number
  readonly reason: string
  readonly traits: SegmentTraits
}

/** What is the same for most rows of a file, so that one object serves them all. */
export interface SegmentTraits {
  readonly precise: boolean
  readonly video: boolean
  readonly offline: boolean | null
  readonly shuffle: boolean | null
  readonly country: string | null
  readonly platform: string | null
  readonly mediaMs: number | null
  readonly feature: string | null
}

/** Segments that make one listen, in order of time, at least one. */
export type Stitched = readonly Segment[]

/** Ends after which the same track goes on as the same listen. Every other one, unknown ones too, closes it: joining could hide a play. */
const PAUSES: ReadonlySet<string> = new Set([
  'SCRUB_BEGIN',
  'SCRUB_END',
  'PLAYBACK_MANUALLY_PAUSED',
  'PLAYBACK_SUSPENDED',
  'EXITED_APPLICATION',
])
const GAP_MS_MAX = 30 * 60_000

/** Time heard in a segment: the "played time" of a scrub is how far the finger moved, and a negative one is none. */
export const heardMs = ({ reason, playedMs }: Segment): number =>
  reason === 'SCRUB_END' || playedMs < 0 ? 0 : Math.min(playedMs, 7 * DAY_MS)

/** Stitches the segments of a whole file, in any order, to listens. */
export function stitch(segments: Segment[]): Stitched[] {
  segments.sort((a, b) => (a.device < b.device ? -1 : a.device > b.device ? 1 : a.endedAtMs - b.endedAtMs))
  const listens: Segment[][] = []
  let last: Segment | null = null
  for (const segment of segments) {
    if (last !== null && goesOn(last, segment)) listens[listens.length - 1].push(segment)
    else listens.push([segment])
    last = segment
  }
  return listens
}

const goesOn = (last: Segment, next: Segment): boolean =>
  last.device === next.device &&
  PAUSES.has(last.reason) &&
  last.title === next.title &&
  last.albumTitle === next.albumTitle &&
  next.endedAtMs - heardMs(next) - last.endedAtMs < GAP_MS_MAX
