// Scaling rows of numbers, with silence staying silence.

/** Scales numbers `from` to `to` (exclusive) so that the strongest is 1; silence stays zero. */
export function scaleToTop(values: Float32Array, from = 0, to = values.length): void {
  let top = 0
  for (let i = from; i < to; i++) if (values[i] > top) top = values[i]
  if (top < TINY) return
  for (let i = from; i < to; i++) values[i] /= top
}

/** The smallest normal float32: what sums to less counts as silence. */
export const TINY = 1.1754943508222875e-38
