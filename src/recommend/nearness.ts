// How near a track is to single tracks the listener finished, or skipped: by sound where both were analysed, else by attributes.

import { type Anchors, type MusicSpaces, slotCloseness } from '#models'

export interface Nearness {
  /** Rows of the nearest, the one that counts most first; at most three. */
  readonly rows: readonly number[]
  /** What each adds to the sum. */
  readonly shares: readonly number[]
  /** 0 to 1. */
  readonly sum: number
}

/** What the nearest, second and third liked track count. */
const LIKED_SHARES = [0.6, 0.25, 0.15]
/** Farther than this is not near, and not named. */
const NEAR_MIN = 0.1

/** Closeness of two tracks, 0 to 1: of sound where both have a vector, else of attributes. */
export function closeness(spaces: MusicSpaces, a: number, b: number): number {
  const { sound, attributes } = spaces
  if (sound.slotOf[a] >= 0 && sound.slotOf[b] >= 0) return slotCloseness(sound, sound.slotOf[a], sound.slotOf[b])
  if (attributes.slotOf[a] < 0 || attributes.slotOf[b] < 0) return 0
  return slotCloseness(attributes, attributes.slotOf[a], attributes.slotOf[b])
}

/** The three liked tracks that count most for this one: closeness times how much each is liked, less from one to the next. */
export function nearLiked(spaces: MusicSpaces, anchors: Anchors, row: number): Nearness {
  const top = strongest(spaces, anchors, row, LIKED_SHARES.length)
  const shares = top.map(({ value }, i) => value * LIKED_SHARES[i])
  return { rows: top.map((each) => each.row), shares, sum: shares.reduce((sum, share) => sum + share, 0) }
}

/** The disliked tracks near this one, together: each lowers what the others have left. */
export function nearDisliked(spaces: MusicSpaces, anchors: Anchors, row: number): Nearness {
  let left = 1
  for (let i = 0; i < anchors.rows.length; i++) {
    const value = anchors.rows[i] === row ? 0 : anchors.strengths[i] * closeness(spaces, row, anchors.rows[i])
    if (value >= 0.5 * NEAR_MIN) left *= 1 - value
  }
  const top = strongest(spaces, anchors, row, 2)
  return { rows: top.map((each) => each.row), shares: top.map(({ value }) => value), sum: 1 - left }
}

function strongest(spaces: MusicSpaces, anchors: Anchors, row: number, countMax: number): { row: number; value: number }[] {
  const top: { row: number; value: number }[] = []
  for (let i = 0; i < anchors.rows.length; i++) {
    const strength = anchors.strengths[i]
    if (anchors.rows[i] === row || strength < NEAR_MIN) continue
    const value = strength * closeness(spaces, row, anchors.rows[i])
    if (value < NEAR_MIN || (top.length === countMax && value <= top[countMax - 1].value)) continue
    let at = top.length
    while (at > 0 && top[at - 1].value < value) at--
    top.splice(at, 0, { row: anchors.rows[i], value })
    if (top.length > countMax) top.pop()
  }
  return top
}
