// How exactly a signal repeats itself: the height of its autocorrelation over a range of lags.

/** The greatest normalised autocorrelation (mean removed, each lag by its own overlap) at lags first to last; 0 to 1, 0 for a constant. */
export function periodicity(signal: Float64Array, first: number, last: number): number {
  const count = signal.length
  let mean = 0
  for (let i = 0; i < count; i++) mean += signal[i] / count
  let power = 0
  for (let i = 0; i < count; i++) power += (signal[i] - mean) ** 2
  if (!(power > 1e-9)) return 0
  let highest = 0
  for (let lag = first; lag <= last && lag < count / 2; lag++) {
    let sum = 0
    for (let i = lag; i < count; i++) sum += (signal[i] - mean) * (signal[i - lag] - mean)
    const height = (sum * count) / ((count - lag) * power)
    if (height > highest) highest = height
  }
  return Math.min(1, highest)
}
