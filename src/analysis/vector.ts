// The point of a recording in similarity space: the summary of its sound, projected to VECTOR_SIZE numbers and scaled to length one.
// The same on every machine. See docs/science/similarity.md.

import { PROJECTION_BASE64 } from './vector/learned-projection.ts'
import { type Projection, project, unpackProjection } from './vector/projection.ts'
import { type SoundSources, soundSummary } from './vector/sound-summary.ts'
import { summary } from './vector/texture-blocks.ts'

export const VECTOR_SIZE = 64
/** The int8 form counts in steps of 1/200: it reaches to 0.635, beyond which hardly a number of a vector lies. */
const INT8_ONE = 200
const INT8_MAX = 127

let learned: Projection | null = null

/** VECTOR_SIZE numbers of length one; all zero for silence. */
export function similarityVector(textures: readonly Float64Array[], known: SoundSources): Float32Array {
  if (textures.length === 0) return new Float32Array(VECTOR_SIZE)
  learned ??= unpackProjection(Uint8Array.from(atob(PROJECTION_BASE64), (letter) => letter.charCodeAt(0)))
  const point = project(learned, soundSummary(summary(textures), known))
  let squares = 0
  for (let i = 0; i < VECTOR_SIZE; i++) squares += point[i] * point[i]
  const length = Math.sqrt(squares)
  return Float32Array.from(point, (value) => (length > 0 ? value / length : 0))
}

/** The vector in a quarter of the bytes: each number in steps of 1/200. */
export const int8Vector = (vector: Float32Array): Int8Array =>
  Int8Array.from(vector, (value) => Math.max(-INT8_MAX, Math.min(INT8_MAX, Math.round(value * INT8_ONE))))

/** The similarity of two int8 forms; within 0.01 of the cosine of the vectors. */
export function int8Similarity(a: Int8Array, b: Int8Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum / (INT8_ONE * INT8_ONE)
}
