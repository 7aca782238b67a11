// Cutting a series of feature rows where its mean changes: optimal partitioning (Jackson et al., "An algorithm for optimal partitioning of
// data on an interval", IEEE Signal Processing Letters 12, 2005). Of all ways to cut at the allowed places it finds the one with the
// least squared distance of the rows from the mean of their part, plus a price for each part.

/** Rows of features with prefix sums, so that the spread of any stretch is known at once. */
export interface FeatureSums {
  readonly count: number
  readonly width: number
  /** (count + 1) x width sums of the rows before each. */
  readonly sums: Float64Array
  /** The same of the squares, over all features together. */
  readonly squares: Float64Array
}

/** Sums up features, each a series of the same length. */
export function featureSums(features: readonly Float64Array[]): FeatureSums {
  const width = features.length
  const count = features[0]?.length ?? 0
  const sums = new Float64Array((count + 1) * width)
  const squares = new Float64Array(count + 1)
  for (let t = 0; t < count; t++) {
    let square = 0
    for (let d = 0; d < width; d++) {
      const x = features[d][t]
      sums[(t + 1) * width + d] = sums[t * width + d] + x
      square += x * x
    }
    squares[t + 1] = squares[t] + square
  }
  return { count, width, sums, squares }
}

/** The mean row of a stretch. */
export function meanRow({ width, sums }: FeatureSums, from: number, to: number): Float64Array {
  return Float64Array.from({ length: width }, (_, d) => (sums[to * width + d] - sums[from * width + d]) / Math.max(1, to - from))
}

/** The squared distance of the rows of a stretch from their mean, summed. */
export function spread({ width, sums, squares }: FeatureSums, from: number, to: number): number {
  let ofMean = 0
  const a = from * width
  const b = to * width
  for (let d = 0; d < width; d++) ofMean += (sums[b + d] - sums[a + d]) ** 2
  return Math.max(0, squares[to] - squares[from] - ofMean / (to - from))
}

/**
 * Which of `places` (ascending row numbers; the first and the last always stand) to cut at, as indices into them, when each part costs
 * `price` and has at least `rowsMin` rows. Where no cut leaves parts that long, the first and the last alone.
 */
export function bestCuts(rows: FeatureSums, places: readonly number[], price: number, rowsMin: number): number[] {
  const last = places.length - 1
  const cost = new Float64Array(places.length).fill(Infinity)
  const before = new Int32Array(places.length)
  cost[0] = 0
  for (let j = 1; j <= last; j++) {
    for (let i = 0; i < j; i++) {
      if (cost[i] === Infinity || (places[j] - places[i] < rowsMin && !(i === 0 && j === last))) continue
      const candidate = cost[i] + price + spread(rows, places[i], places[j])
      if (candidate < cost[j]) {
        cost[j] = candidate
        before[j] = i
      }
    }
  }
  const cuts = [last]
  for (let j = last; j > 0; ) {
    j = before[j]
    cuts.push(j)
  }
  return cuts.reverse()
}
