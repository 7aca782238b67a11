// The parts of a score, by name, and the most each can move it. docs/science/taste.md tells why.

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

/** What a perfect match gathers is about 1, a fair pick 0.3 to 0.6. */
export const PART_WEIGHTS: Parts = {
  taste: 0.3,
  nearby: 0.25,
  artist: 0.2,
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

/** Music of tables that was never heard gets this share of `unheard`: what is there to play and was not, comes first. */
export const NOT_OWNED_SHARE = 0.6

/** The dial's position at which how known a track is moves nothing: a little towards the familiar, so that the middle leans to the unknown. */
export const RADAR_NEUTRAL = 0.35
/** A liked artist counts this much more with the dial at 0, and as much less at 1. */
export const RADAR_ARTIST = 0.6
/** How much of `forgotten` the dial takes away at 1. */
export const RADAR_FORGETS = 0.7
