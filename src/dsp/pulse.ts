// Preparation of an onset envelope for finding its pulse: what stands out from its neighbourhood, evened out over the piece.

/** The envelope minus its local mean, rectified, divided by its level over some seconds; all zero where nothing stands out. */
export function pulseSignal(envelope: Float32Array, frameRateHz: number): Float32Array {
  const local = movingMean(envelope, Math.round(0.4 * frameRateHz))
  const out = new Float32Array(envelope.length)
  for (let i = 0; i < out.length; i++) out[i] = Math.max(0, envelope[i] - local[i])
  const squares = out.map((x) => x * x)
  const level = movingMean(squares, Math.round(4 * frameRateHz))
  let mean = 0
  for (const square of squares) mean += square / squares.length
  // A floor of a tenth of the piece's own level keeps the noise of quiet passages small.
  const floor = Math.sqrt(mean) * 0.1
  if (!(floor > 0)) return out.fill(0)
  for (let i = 0; i < out.length; i++) out[i] /= Math.sqrt(level[i]) + floor
  return out
}

/** The mean over `reach` neighbours on each side; fewer at the ends. */
export function movingMean(values: Float32Array, reach: number): Float32Array {
  const out = new Float32Array(values.length)
  let sum = 0
  for (let i = 0; i < Math.min(reach, values.length); i++) sum += values[i]
  for (let i = 0; i < values.length; i++) {
    if (i + reach < values.length) sum += values[i + reach]
    if (i - reach - 1 >= 0) sum -= values[i - reach - 1]
    out[i] = Math.max(0, sum) / (Math.min(values.length - 1, i + reach) - Math.max(0, i - reach) + 1)
  }
  return out
}
