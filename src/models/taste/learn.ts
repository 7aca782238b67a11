// A listener's taste: weights of tracks, centres in both spaces, affinities, and what to keep away from. A pure function of what happened.

import { type Affinity, learnAffinity } from './affinity.ts'
import { type Centres, findCentres, nearCentres } from './centres.ts'
import type { MusicSpaces } from './spaces.ts'
import { type Dealings, distaste, weigh } from './weigh.ts'

/** Tracks that stand for a liking (or a dislike), strongest first. */
export interface Anchors {
  readonly rows: Int32Array
  /** 0 to 1. */
  readonly strengths: Float32Array
}

export interface Taste {
  /** Weight of each track of the dealings, in their order. */
  readonly weights: Float32Array
  /** Rows of the most liked tracks, strongest first, with their weights; at most 1,000. */
  readonly likedRows: Int32Array
  readonly likedWeights: Float32Array
  readonly soundCentres: Centres | null
  readonly attributeCentres: Centres | null
  readonly affinity: Affinity
  /** The strongest liked tracks, some of every centre. */
  readonly liked: Anchors
  readonly disliked: Anchors
  /** Per row of tracks: closeness to the best centre, 0 to 1, believed as far as its point can be. */
  readonly closeness: Float32Array
  /** Per row: 0 to 7 a centre of attributes, 8 to 15 one of sound, 255 none. */
  readonly centreOf: Uint8Array
  /** Per row: 0 where its sound or attributes are well known, 1 where nothing is and artist and genre must speak for it. */
  readonly unknown: Float32Array
  /** How many tracks are liked, and the sum of their weights: how much there is to go by. */
  readonly likedCount: number
  readonly evidence: number
}

/** Centres of sound are numbered from here in `Taste.centreOf`. */
export const SOUND_CENTRE = 8
export const NO_CENTRE = 255
const LIKED_ANCHORS = 128
const ANCHORS_PER_CENTRE = 12
const DISLIKED_ANCHORS = 48
const LIKED_MAX = 1000
/** A centre of sound speaks fully from this much evidence on. */
const SOUND_DOUBT = 3

/**
 * Learns the taste; the same input gives the same taste, to the bit. `before` is an earlier taste in the same spaces: what comes from the
 * liked tracks alone is taken from it where they are the same.
 */
export function learnTaste(spaces: MusicSpaces, dealings: Dealings, nowMs: number, before: Taste | null = null): Taste {
  const weights = weigh(dealings, nowMs)
  const order = strongest(dealings.rows, weights, LIKED_MAX)
  const likedRows = Int32Array.from(order, (i) => dealings.rows[i])
  const likedWeights = Float32Array.from(order, (i) => weights[i])
  const same = before !== null && equal(before.likedRows, likedRows) && equal(before.likedWeights, likedWeights)
  return {
    weights,
    likedRows,
    likedWeights,
    ...(same ? corners(before) : findCorners(spaces, likedRows, likedWeights)),
    affinity: learnAffinity(spaces, dealings.rows, weights),
    disliked: dislikedAnchors(dealings, nowMs),
    likedCount: weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0),
    evidence: weights.reduce((sum, weight) => sum + Math.max(0, weight), 0),
  }
}

type Corners = Pick<Taste, 'soundCentres' | 'attributeCentres' | 'liked' | 'closeness' | 'centreOf' | 'unknown'>

function findCorners(spaces: MusicSpaces, likedRows: Int32Array, likedWeights: Float32Array): Corners {
  const soundCentres = findCentres(spaces.sound, likedRows, likedWeights)
  const attributeCentres = findCentres(spaces.attributes, likedRows, likedWeights)
  return {
    soundCentres,
    attributeCentres,
    liked: likedAnchors(likedRows, likedWeights, soundCentres, attributeCentres),
    ...closenessOfRows(spaces, soundCentres, attributeCentres, likedRows, likedWeights),
  }
}

const corners = ({ soundCentres, attributeCentres, liked, closeness, centreOf, unknown }: Taste): Corners => ({
  soundCentres,
  attributeCentres,
  liked,
  closeness,
  centreOf,
  unknown,
})

function equal(a: Int32Array | Float32Array, b: Int32Array | Float32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Indices of the largest positive values, largest first, ties by row. */
function strongest(rows: Int32Array, values: Float32Array, countMax: number): number[] {
  const indices: number[] = []
  let floor = 0
  if (values.length > 2 * countMax) {
    const positive = new Float32Array(values.length)
    let count = 0
    for (let i = 0; i < values.length; i++) if (values[i] > 0) positive[count++] = values[i]
    floor = positive.subarray(0, count).sort()[Math.max(0, count - countMax)] ?? 0
  }
  for (let i = 0; i < values.length; i++) if (values[i] > 0 && values[i] >= floor) indices.push(i)
  return indices.sort((a, b) => values[b] - values[a] || rows[a] - rows[b]).slice(0, countMax)
}

function likedAnchors(rows: Int32Array, weights: Float32Array, ...spaces: (Centres | null)[]): Anchors {
  const chosen = new Set<number>(rows.subarray(0, LIKED_ANCHORS))
  for (const centres of spaces) {
    if (!centres) continue
    const taken = new Array<number>(centres.count).fill(0)
    centres.rows.forEach((row, i) => {
      if (taken[centres.centreOf[i]]++ < ANCHORS_PER_CENTRE) chosen.add(row)
    })
  }
  const anchors = [...rows.keys()].filter((i) => chosen.has(rows[i]))
  return {
    rows: Int32Array.from(anchors, (i) => rows[i]),
    strengths: Float32Array.from(anchors, (i) => weights[i] / (weights[i] + 1)),
  }
}

function dislikedAnchors(dealings: Dealings, nowMs: number): Anchors {
  const strengths = distaste(dealings, nowMs)
  const order = strongest(dealings.rows, strengths, DISLIKED_ANCHORS).filter((i) => strengths[i] > 0.03)
  return {
    rows: Int32Array.from(order, (i) => dealings.rows[i]),
    strengths: Float32Array.from(order, (i) => strengths[i]),
  }
}

/** Sound counts where there is a vector and a liking to compare it with; attributes as far as they are believed, and the less beside sound. */
function closenessOfRows(
  spaces: MusicSpaces,
  soundCentres: Centres | null,
  attributeCentres: Centres | null,
  likedRows: Int32Array,
  likedWeights: Float32Array,
): Pick<Taste, 'closeness' | 'centreOf' | 'unknown'> {
  const count = spaces.tracks.count
  const closeness = new Float32Array(count)
  const weight = new Float32Array(count)
  const centreOf = new Uint8Array(count).fill(NO_CENTRE)
  if (soundCentres) {
    const { sound } = spaces
    let evidence = 0
    likedRows.forEach((row, i) => {
      if (sound.slotOf[row] >= 0) evidence += likedWeights[i]
    })
    const voice = evidence / (evidence + SOUND_DOUBT)
    const near = nearCentres(sound, soundCentres)
    for (let slot = 0; slot < sound.count; slot++) {
      const row = sound.rowOf[slot]
      closeness[row] = voice * near.closeness[slot]
      weight[row] = voice
      if (near.centreOf[slot] !== NO_CENTRE) centreOf[row] = SOUND_CENTRE + near.centreOf[slot]
    }
  }
  if (attributeCentres) {
    const { attributes } = spaces
    const near = nearCentres(attributes, attributeCentres)
    for (let slot = 0; slot < attributes.count; slot++) {
      const row = attributes.rowOf[slot]
      const voice = attributes.trust[slot] * (1 - 0.5 * weight[row])
      const before = closeness[row]
      closeness[row] += voice * near.closeness[slot]
      weight[row] += voice
      if (near.centreOf[slot] !== NO_CENTRE && (centreOf[row] === NO_CENTRE || voice * near.closeness[slot] > before)) {
        centreOf[row] = near.centreOf[slot]
      }
    }
  }
  for (let row = 0; row < count; row++) {
    if (weight[row] > 1) closeness[row] /= weight[row]
    weight[row] = Math.max(0, 1 - weight[row])
  }
  return { closeness, centreOf, unknown: weight }
}
