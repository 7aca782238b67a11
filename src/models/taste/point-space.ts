// Points of tracks in a space where near means alike, and how near is near: distances calibrated so that 1 is as close as neighbours get
// and 0 is no closer than two tracks drawn at random. The same scale serves sound and attributes, whatever their sizes.

import { seededRandom } from '#kernel'

export interface PointSpace {
  readonly name: 'sound' | 'attributes'
  /** Numbers a point; a multiple of 4 in the attribute space. */
  readonly size: number
  /** Points of unit length, whose centres are kept at unit length too. */
  readonly spherical: boolean
  /** Slots x size. A number that is not known is 0, see `known`. */
  readonly points: Float32Array
  readonly count: number
  /** Row in TrackColumns of each slot. */
  readonly rowOf: Int32Array
  /** Slot of each row, -1 where the track has no point. */
  readonly slotOf: Int32Array
  /** 0 to 1 a slot: how far the point can be believed. */
  readonly trust: Float32Array
  /** Bit mask a slot of the numbers that are known; null where all always are. */
  readonly known: Uint16Array | null
  /** Mean square of each number over the space: what it weighs in a distance. Null where `known` is. */
  readonly mass: Float32Array | null
  readonly closeness: Closeness
}

/** Squared distance to closeness, as a table: slot floor(d2 * scale), the last one for all beyond. */
export interface Closeness {
  readonly scale: number
  readonly table: Float32Array
}

const TABLE_SIZE = 2048
/** Closeness of two tracks at random, and of nearest neighbours. */
const RANDOM_PAIR = 0.04
const NEIGHBOURS = 0.75

/** Squared Euclidean distance of size numbers. */
export function distance2(a: Float32Array, aStart: number, b: Float32Array, bStart: number, size: number): number {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  const unrolled = size & ~3
  let i = 0
  for (; i < unrolled; i += 4) {
    const d0 = a[aStart + i] - b[bStart + i]
    const d1 = a[aStart + i + 1] - b[bStart + i + 1]
    const d2 = a[aStart + i + 2] - b[bStart + i + 2]
    const d3 = a[aStart + i + 3] - b[bStart + i + 3]
    s0 += d0 * d0
    s1 += d1 * d1
    s2 += d2 * d2
    s3 += d3 * d3
  }
  for (; i < size; i++) {
    const d = a[aStart + i] - b[bStart + i]
    s0 += d * d
  }
  return s0 + s1 + s2 + s3
}

/** Squared distance over the numbers in `mask`, scaled up as if all were known. With too little in common it is Infinity. */
export function maskedDistance2(
  a: Float32Array,
  aStart: number,
  b: Float32Array,
  bStart: number,
  mask: number,
  mass: Float32Array,
): number {
  let sum = 0
  let shared = 0
  let total = 0
  for (let i = 0; i < mass.length; i++) {
    total += mass[i]
    if ((mask >> i) & 1) {
      const d = a[aStart + i] - b[bStart + i]
      sum += d * d
      shared += mass[i]
    }
  }
  return shared < 0.1 * total ? Number.POSITIVE_INFINITY : (sum * total) / shared
}

/** Bit mask of a space whose every number is known. */
export const allKnown = (size: number): number => (1 << size) - 1

/** Squared distance of two slots. */
export function slotDistance2(space: PointSpace, a: number, b: number): number {
  if (space.known && space.mass) {
    const mask = space.known[a] & space.known[b]
    if (mask !== allKnown(space.size)) {
      return maskedDistance2(space.points, a * space.size, space.points, b * space.size, mask, space.mass)
    }
  }
  return distance2(space.points, a * space.size, space.points, b * space.size, space.size)
}

/** Closeness, 0 to 1, at a squared distance. */
export function closenessAt(closeness: Closeness, squared: number): number {
  const slot = squared * closeness.scale
  return slot < TABLE_SIZE ? closeness.table[slot | 0] : 0
}

/** Closeness of two slots, 0 to 1, less where one of them is not to be believed. */
export function slotCloseness(space: PointSpace, a: number, b: number): number {
  return closenessAt(space.closeness, slotDistance2(space, a, b)) * Math.min(space.trust[a], space.trust[b])
}

/**
 * Fits exp(-(d / s)^p) to two distances of the space: a random pair gets 0.04, nearest neighbours 0.75.
 * Seeded sampling: 2,000 pairs, and the nearest of 2,000 tracks to each of 48.
 */
export function calibrate(space: Omit<PointSpace, 'closeness'>): Closeness {
  const random = seededRandom(`closeness of ${space.name}`)
  const whole = { ...space, closeness: { scale: 1, table: new Float32Array(TABLE_SIZE) } }
  const pairs: number[] = []
  const nearest: number[] = []
  if (space.count > 1) {
    for (let i = 0; i < 2000; i++) {
      const a = random.below(space.count)
      const b = random.below(space.count)
      if (a !== b) pairs.push(Math.sqrt(slotDistance2(whole, a, b)))
    }
    const others = Array.from({ length: Math.min(space.count, 2000) }, (_, i) => (space.count <= 2000 ? i : random.below(space.count)))
    for (let i = 0; i < Math.min(48, space.count); i++) {
      const a = random.below(space.count)
      let best = Number.POSITIVE_INFINITY
      for (const b of others) if (b !== a) best = Math.min(best, slotDistance2(whole, a, b))
      nearest.push(Math.sqrt(best))
    }
  }
  const far = median(pairs) || 1
  const near = Math.min(0.85 * far, Math.max(0.15 * far, median(nearest) || 0.5 * far))
  const power = Math.min(6, Math.max(1, Math.log(Math.log(RANDOM_PAIR) / Math.log(NEIGHBOURS)) / Math.log(far / near)))
  const spread = far / (-Math.log(RANDOM_PAIR)) ** (1 / power)
  const squaredMax = (1.6 * far) ** 2
  const table = Float32Array.from({ length: TABLE_SIZE }, (_, i) =>
    Math.exp(-((Math.sqrt((i * squaredMax) / TABLE_SIZE) / spread) ** power)),
  )
  return { scale: TABLE_SIZE / squaredMax, table }
}

function median(numbers: readonly number[]): number {
  const finite = numbers.filter(Number.isFinite).sort((a, b) => a - b)
  return finite.length === 0 ? Number.NaN : finite[finite.length >> 1]
}
