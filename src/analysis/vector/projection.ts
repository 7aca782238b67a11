// The projection from the summary of a sound to similarity space: each number scaled by what is usual, limited, and projected. Learned
// from unlabelled music (scripts/learn-vector.ts), kept as bytes.

import { SUMMARY_SIZE } from './sound-summary.ts'

export interface Projection {
  /** How many numbers a vector has. */
  readonly size: number
  /** What is usual of each number of a summary: its mean and its deviation. */
  readonly means: Float32Array
  readonly deviations: Float32Array
  /** Where the mean of the library lies, and how fine each row is. */
  readonly offsets: Float32Array
  readonly steps: Float32Array
  /** size x SUMMARY_SIZE whole numbers from -127 to 127; times its step a row of the projection. */
  readonly rows: Int8Array
}

/** A number this many deviations from the mean counts as this many. */
const LIMIT = 2.5

/** The point of a summary, before it is scaled to length one. */
export function project({ size, means, deviations, offsets, steps, rows }: Projection, summary: Float64Array): Float64Array {
  const scaled = summary.map((value, i) => limited((value - means[i]) / deviations[i]))
  const out = new Float64Array(size)
  for (let row = 0; row < size; row++) {
    let sum = 0
    for (let i = 0; i < SUMMARY_SIZE; i++) sum += rows[row * SUMMARY_SIZE + i] * scaled[i]
    out[row] = sum * steps[row] - offsets[row]
  }
  return out
}

/** A number in deviations from the mean, limited; what is not known (NaN) is the mean. */
export const limited = (value: number): number => (Number.isNaN(value) ? 0 : Math.max(-LIMIT, Math.min(LIMIT, value)))

/** A projection as bytes: size, means, deviations, offsets, steps (float32, little-endian), rows. */
export function packProjection({ size, means, deviations, offsets, steps, rows }: Projection): Uint8Array {
  const floats = [size, ...means, ...deviations, ...offsets, ...steps]
  const out = new Uint8Array(4 * floats.length + rows.length)
  const view = new DataView(out.buffer)
  for (const [i, value] of floats.entries()) view.setFloat32(4 * i, value, true)
  out.set(new Uint8Array(rows.buffer, rows.byteOffset, rows.length), 4 * floats.length)
  return out
}

/** The projection again. */
export function unpackProjection(bytes: Uint8Array): Projection {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 4
  const floats = (count: number) =>
    Float32Array.from({ length: count }, () => {
      at += 4
      return view.getFloat32(at - 4, true)
    })
  const size = view.getFloat32(0, true)
  const [means, deviations, offsets, steps] = [SUMMARY_SIZE, SUMMARY_SIZE, size, size].map(floats)
  return { size, means, deviations, offsets, steps, rows: new Int8Array(bytes.slice(at).buffer) }
}
