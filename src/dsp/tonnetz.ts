// Tonal centroids (Harte, Sandler and Gasser 2006): twelve pitch classes as a point in a space where fifths and thirds are near.

import { PITCH_CLASSES } from './chroma.ts'
import { TINY } from './normalise.ts'

export const TONNETZ_ROWS = 6

/** Semitones as half turns round the circles of fifths, minor thirds and major thirds, and their radii. */
const CIRCLES = [
  { halfTurns: 7 / 6, radius: 1 },
  { halfTurns: 3 / 2, radius: 1 },
  { halfTurns: 2 / 3, radius: 0.5 },
]

/** A sine and a cosine row for each circle. */
const PROJECTION = CIRCLES.flatMap(({ halfTurns, radius }) =>
  [Math.sin, Math.cos].map((wave) =>
    Float64Array.from({ length: PITCH_CLASSES }, (_, pitch) => radius * wave(Math.PI * halfTurns * pitch)),
  ),
)

/** The six coordinates (x and y on the circles of fifths, minor and major thirds) of a chroma; silence is at the origin. */
export function tonnetz(chroma: Float32Array, out: Float32Array): void {
  let sum = 0
  for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) sum += chroma[pitch]
  for (let row = 0; row < TONNETZ_ROWS; row++) {
    let value = 0
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) value += PROJECTION[row][pitch] * chroma[pitch]
    out[row] = sum < TINY ? 0 : value / sum
  }
}
