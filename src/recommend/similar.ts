// Nearest tracks by sound: the cosine with every vector, one after the other. For music that was not analysed, by attributes.

import type { MusicSpaces, PointSpace } from '#models'

export interface Neighbour {
  readonly row: number
  /** Cosine, -1 to 1. */
  readonly similarity: number
}

/** The rows most like one row, best first, ties by row; none where nothing is known of its sound. Copies of the same recording are for the caller to leave out. */
export function neighbours(spaces: MusicSpaces, row: number, countMax: number): Neighbour[] {
  for (const space of [spaces.sound, spaces.attributes]) {
    if (space.slotOf[row] >= 0) return nearest(space, space.slotOf[row], countMax)
  }
  return []
}

function nearest(space: PointSpace, slot: number, countMax: number): Neighbour[] {
  const similarities = cosines(space, slot)
  const sorted = similarities.slice().sort()
  const floor = sorted[Math.max(0, sorted.length - countMax - 1)]
  const found: Neighbour[] = []
  for (let other = 0; other < space.count; other++) {
    if (other !== slot && similarities[other] >= floor) found.push({ row: space.rowOf[other], similarity: similarities[other] })
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.row - b.row).slice(0, countMax)
}

/** Cosine of one point with each of the space, -1 to 1; 0 where a point has no length. */
export function cosines(space: Pick<PointSpace, 'points' | 'size' | 'count'>, slot: number): Float32Array {
  const { points, size, count } = space
  const own = points.slice(slot * size, (slot + 1) * size)
  const ownLength = Math.sqrt(dot(own, 0, own, 0, size))
  const out = new Float32Array(count)
  for (let other = 0; other < count; other++) {
    const start = other * size
    const length = Math.sqrt(dot(points, start, points, start, size))
    if (length > 0 && ownLength > 0) out[other] = Math.max(-1, Math.min(1, dot(own, 0, points, start, size) / (length * ownLength)))
  }
  return out
}

function dot(a: Float32Array, aStart: number, b: Float32Array, bStart: number, size: number): number {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  const unrolled = size & ~3
  let i = 0
  for (; i < unrolled; i += 4) {
    s0 += a[aStart + i] * b[bStart + i]
    s1 += a[aStart + i + 1] * b[bStart + i + 1]
    s2 += a[aStart + i + 2] * b[bStart + i + 2]
    s3 += a[aStart + i + 3] * b[bStart + i + 3]
  }
  for (; i < size; i++) s0 += a[aStart + i] * b[bStart + i]
  return s0 + s1 + s2 + s3
}
