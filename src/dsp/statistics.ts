// The seven statistics of a row over time, with the definitions of numpy and scipy (std with ddof 0, biased skew, Fisher kurtosis).

export interface SevenStatistics {
  mean: number
  std: number
  skew: number
  kurtosis: number
  median: number
  min: number
  max: number
}

/** Measures `values` (at least one), which it may reorder. A constant row has skew and kurtosis 0. */
export function sevenStatistics(values: Float32Array): SevenStatistics {
  const count = values.length
  let sum = 0
  let min = values[0]
  let max = values[0]
  for (let i = 0; i < count; i++) {
    const value = values[i]
    sum += value
    if (value < min) min = value
    if (value > max) max = value
  }
  const mean = sum / count
  let m2 = 0
  let m3 = 0
  let m4 = 0
  for (let i = 0; i < count; i++) {
    const d = values[i] - mean
    const dd = d * d
    m2 += dd
    m3 += dd * d
    m4 += dd * dd
  }
  m2 /= count
  const constant = max === min || m2 <= (Number.EPSILON * mean) ** 2
  return {
    mean,
    std: constant ? 0 : Math.sqrt(m2),
    skew: constant ? 0 : m3 / count / m2 ** 1.5,
    kurtosis: constant ? 0 : m4 / count / (m2 * m2) - 3,
    median: median(values),
    min,
    max,
  }
}

/** The median; reorders `values`. */
export function median(values: Float32Array): number {
  const count = values.length
  const upper = select(values, count >> 1)
  if (count % 2 === 1) return upper
  let lower = values[0]
  for (let i = 1; i < count >> 1; i++) if (values[i] > lower) lower = values[i]
  return (lower + upper) / 2
}

/** The value of the given rank (0 = smallest); afterwards everything before that index is no greater (Hoare's quickselect). */
export function select(values: Float32Array, rank: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1]
    let i = low
    let j = high
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i <= j) {
        const swap = values[i]
        values[i++] = values[j]
        values[j--] = swap
      }
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else break
  }
  return values[rank]
}
