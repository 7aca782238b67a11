// Several centres of taste, not one average: weighted k-means with seeded k-means++ (Arthur and Vassilvitskii, SODA 2007), on the sphere
// for vectors (Dhillon and Modha, Machine Learning 42, 2001). How many centres there are is for the data to say.

import { type Random, seededRandom } from '#kernel'
import { allKnown, closenessAt, distance2, maskedDistance2, type PointSpace } from './point-space.ts'

export const CENTRES_MAX = 8
/** One more centre must take at least this share off the spread within the centres. */
const GAIN_MIN = 0.08
/** Where the tracks are this close to their centres on average, no more centres are sought. */
const CLOSE_ENOUGH = 0.6
/** A centre with fewer tracks than this is an accident. */
const MEMBERS_MIN = 3
const ROUNDS_MAX = 7
/** The strongest tracks speak for all: no more are clustered. */
const TRACKS_MAX = 320

export interface Centres {
  readonly count: number
  /** Count x size of the space. */
  readonly points: Float32Array
  /** Bit mask of the numbers known at each centre; null where all always are. */
  readonly known: Uint16Array | null
  /** Share of the liking each holds; they add up to 1. */
  readonly shares: Float32Array
  /** Rows of the tracks that were clustered, strongest first, and the centre of each. */
  readonly rows: Int32Array
  readonly centreOf: Uint8Array
}

interface Sample {
  readonly space: PointSpace
  readonly slots: Int32Array
  readonly weights: Float32Array
}

interface Clustering {
  readonly count: number
  readonly points: Float32Array
  readonly known: Uint16Array | null
  readonly centreOf: Uint8Array
  /** Weighted sum of squared distances to the own centre. */
  readonly spread: number
}

/** Squared distance of a slot to a centre. */
export function centreDistance2(space: PointSpace, slot: number, centres: Pick<Centres, 'points' | 'known'>, centre: number): number {
  const { size } = space
  if (space.known && space.mass && centres.known) {
    const mask = space.known[slot] & centres.known[centre]
    if (mask !== allKnown(size)) return maskedDistance2(space.points, slot * size, centres.points, centre * size, mask, space.mass)
  }
  return distance2(space.points, slot * size, centres.points, centre * size, size)
}

/** The centres of tracks with positive `weights`, given strongest first as rows of tracks; null where none has a point in the space. */
export function findCentres(space: PointSpace, rows: Int32Array, weights: Float32Array): Centres | null {
  const picked: number[] = []
  for (let i = 0; i < rows.length && picked.length < TRACKS_MAX; i++) if (space.slotOf[rows[i]] >= 0) picked.push(i)
  if (picked.length === 0) return null
  const slots = Int32Array.from(picked, (i) => space.slotOf[rows[i]])
  // Roots of the weights, so that a small liking is not swallowed by a large one; shares go by the weights themselves.
  const liking = Float32Array.from(picked, (i) => weights[i] * space.trust[space.slotOf[rows[i]]])
  const best = settle({ space, slots, weights: liking.map(Math.sqrt) })
  const shares = new Float32Array(best.count)
  let total = 0
  liking.forEach((weight, i) => {
    shares[best.centreOf[i]] += weight
    total += weight
  })
  return {
    count: best.count,
    points: best.points,
    known: best.known,
    shares: shares.map((share) => share / total),
    rows: Int32Array.from(picked, (i) => rows[i]),
    centreOf: best.centreOf,
  }
}

/** Raises the number of centres while each one more is worth it. */
function settle(sample: Sample): Clustering {
  const random = seededRandom('centres of taste')
  let best = cluster(sample, 1, random)
  const countMax = Math.min(CENTRES_MAX, Math.floor(sample.slots.length / MEMBERS_MIN))
  const weight = sample.weights.reduce((sum, each) => sum + each, 0)
  for (let count = 2, failures = 0; count <= countMax && failures < 2; count++) {
    if (closenessAt(sample.space.closeness, best.spread / weight) >= CLOSE_ENOUGH) break
    const tried = cluster(sample, count, random)
    const grown = count - best.count
    if (tried.spread <= best.spread * (1 - GAIN_MIN) ** grown && smallest(tried) >= MEMBERS_MIN) {
      best = tried
      failures = 0
    } else failures++
  }
  return best
}

function smallest(clustering: Clustering): number {
  const members = new Array<number>(clustering.count).fill(0)
  for (const centre of clustering.centreOf) members[centre]++
  return Math.min(...members)
}

function cluster(sample: Sample, count: number, random: Random): Clustering {
  const { space, slots } = sample
  const known = space.known ? new Uint16Array(count) : null
  const centres = { points: new Float32Array(count * space.size), known }
  seed(sample, count, random, centres)
  const centreOf = new Uint8Array(slots.length)
  let spread = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const now = assign(sample, count, centres, centreOf)
    if (now > spread * 0.999) {
      spread = Math.min(now, spread)
      break
    }
    spread = now
    move(sample, count, centres, centreOf)
  }
  return { count, ...centres, centreOf, spread: assign(sample, count, centres, centreOf) }
}

/** k-means++: the first at the strongest track, each next one at a track drawn by weight times squared distance to the nearest centre. */
function seed(sample: Sample, count: number, random: Random, centres: { points: Float32Array; known: Uint16Array | null }): void {
  const { space, slots, weights } = sample
  const nearest = new Float64Array(slots.length).fill(Number.POSITIVE_INFINITY)
  let chosen = 0
  for (let centre = 0; centre < count; centre++) {
    const start = slots[chosen] * space.size
    centres.points.set(space.points.subarray(start, start + space.size), centre * space.size)
    if (centres.known && space.known) centres.known[centre] = space.known[slots[chosen]]
    let total = 0
    for (let i = 0; i < slots.length; i++) {
      nearest[i] = Math.min(nearest[i], finite(centreDistance2(space, slots[i], centres, centre)))
      total += nearest[i] * weights[i]
    }
    let rest = random.next() * total
    chosen = 0
    for (let i = 0; i < slots.length; i++) {
      rest -= nearest[i] * weights[i]
      if (rest < 0) {
        chosen = i
        break
      }
    }
  }
}

const finite = (squared: number) => (squared < Number.POSITIVE_INFINITY ? squared : 1e3)

function assign(sample: Sample, count: number, centres: { points: Float32Array; known: Uint16Array | null }, centreOf: Uint8Array): number {
  const { space, slots, weights } = sample
  let spread = 0
  for (let i = 0; i < slots.length; i++) {
    let best = Number.POSITIVE_INFINITY
    for (let centre = 0; centre < count; centre++) {
      const squared = finite(centreDistance2(space, slots[i], centres, centre))
      if (squared < best) {
        best = squared
        centreOf[i] = centre
      }
    }
    spread += best * weights[i]
  }
  return spread
}

/** Moves each centre to the weighted mean of its tracks, number by number where not all are known; back to unit length on the sphere. */
function move(sample: Sample, count: number, centres: { points: Float32Array; known: Uint16Array | null }, centreOf: Uint8Array): void {
  const { space, slots, weights } = sample
  const { size } = space
  const sums = new Float64Array(count * size)
  const weight = new Float64Array(count * size)
  for (let i = 0; i < slots.length; i++) {
    const mask = space.known ? space.known[slots[i]] : -1
    const to = centreOf[i] * size
    const from = slots[i] * size
    for (let f = 0; f < size; f++) {
      if (space.known && !((mask >> f) & 1)) continue
      sums[to + f] += weights[i] * space.points[from + f]
      weight[to + f] += weights[i]
    }
  }
  for (let centre = 0; centre < count; centre++) {
    let known = 0
    let length = 0
    for (let f = 0; f < size; f++) {
      const at = centre * size + f
      if (weight[at] === 0) continue
      centres.points[at] = sums[at] / weight[at]
      known |= 1 << (f & 31)
      length += centres.points[at] ** 2
    }
    if (known === 0) continue
    if (centres.known) centres.known[centre] = known
    if (space.spherical && length > 0) {
      const scale = 1 / Math.sqrt(length)
      for (let f = 0; f < size; f++) centres.points[centre * size + f] *= scale
    }
  }
}

/**
 * For every slot of the space: closeness to the centre that suits it best, 0 to 1, and which that is (255 for none).
 * A small centre speaks a little lower than a large one, so that a passing fancy does not drown the rest.
 */
export function nearCentres(space: PointSpace, centres: Centres): { closeness: Float32Array; centreOf: Uint8Array } {
  const { size, points, count: slots, known } = space
  const closeness = new Float32Array(slots)
  const centreOf = new Uint8Array(slots).fill(255)
  const largest = centres.shares.reduce((a, b) => Math.max(a, b), 0)
  const loudness = centres.shares.map((share) => (share / largest) ** 0.25)
  const all = allKnown(size)
  const squared = new Float32Array(slots)
  for (let centre = 0; centre < centres.count; centre++) {
    const whole = centres.known === null || centres.known[centre] === all
    distancesTo(points, slots, size, centres.points.slice(centre * size, (centre + 1) * size), squared)
    for (let slot = 0; slot < slots; slot++) {
      const exact = whole && (known === null || known[slot] === all) ? squared[slot] : centreDistance2(space, slot, centres, centre)
      const close = closenessAt(space.closeness, exact) * loudness[centre]
      if (close > closeness[slot]) {
        closeness[slot] = close
        centreOf[slot] = centre
      }
    }
  }
  return { closeness, centreOf }
}

/** Squared distance of every slot to one point: twelve numbers, the usual case, without an inner loop. */
function distancesTo(points: Float32Array, slots: number, size: number, centre: Float32Array, out: Float32Array): void {
  if (size !== 12) {
    for (let slot = 0; slot < slots; slot++) out[slot] = distance2(points, slot * size, centre, 0, size)
    return
  }
  const [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11] = centre
  for (let slot = 0, p = 0; slot < slots; slot++, p += 12) {
    const d0 = points[p] - c0
    const d1 = points[p + 1] - c1
    const d2 = points[p + 2] - c2
    const d3 = points[p + 3] - c3
    const d4 = points[p + 4] - c4
    const d5 = points[p + 5] - c5
    const d6 = points[p + 6] - c6
    const d7 = points[p + 7] - c7
    const d8 = points[p + 8] - c8
    const d9 = points[p + 9] - c9
    const d10 = points[p + 10] - c10
    const d11 = points[p + 11] - c11
    out[slot] =
      d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3 + (d4 * d4 + d5 * d5 + d6 * d6 + d7 * d7) + (d8 * d8 + d9 * d9 + d10 * d10 + d11 * d11)
  }
}
