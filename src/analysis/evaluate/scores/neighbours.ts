// Scores of retrieval: how early what belongs to a piece comes among its neighbours.

export interface NeighbourScores {
  /** Whether the nearest belongs; the share that belongs among the nearest five and ten; average precision. Each 0 to 1. */
  readonly first: number
  readonly five: number
  readonly ten: number
  readonly average: number
}

/** Scores of a ranking, given whether each place belongs; null where nothing does. */
export function neighbourScores(belongs: readonly boolean[]): NeighbourScores | null {
  const relevant = belongs.filter(Boolean).length
  if (relevant === 0) return null
  let hits = 0
  let sum = 0
  for (const [place, isHit] of belongs.entries()) if (isHit) sum += ++hits / (place + 1)
  const among = (count: number) => belongs.slice(0, count).filter(Boolean).length / Math.min(count, relevant)
  return { first: Number(belongs[0]), five: among(5), ten: among(10), average: sum / relevant }
}

/** What a random ranking of `total` places scores in the mean, of which `relevant` belong. */
export function chanceScores(total: number, relevant: number): NeighbourScores {
  const share = relevant / total
  const among = (count: number) => (share * Math.min(count, total)) / Math.min(count, relevant)
  // The mean average precision of a random ranking: (1/N) sum over places of (1 + (i - 1)(R - 1)/(N - 1)) / i.
  let sum = 0
  for (let place = 1; place <= total; place++) sum += (1 + ((place - 1) * (relevant - 1)) / Math.max(1, total - 1)) / place
  return { first: share, five: among(5), ten: among(10), average: sum / total }
}
