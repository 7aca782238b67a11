// Where the stars stand: a constellation of neighbours around a track.

export interface Star {
  /** Percent of the width and height, the middle being 50. */
  readonly x: number
  readonly y: number
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

/** Places around the middle: the most alike nearest, no two in one direction. Similarities are sorted, best first. */
export function constellation(similarities: readonly number[]): Star[] {
  const [most, least] = [similarities[0] ?? 1, similarities.at(-1) ?? 0]
  const span = Math.max(0.05, most - least)
  return similarities.map((similarity, at) => {
    const far = 0.46 + 0.54 * ((most - similarity) / span)
    const angle = -Math.PI / 2 + 0.5 + at * GOLDEN_ANGLE
    return { x: 50 + 43 * far * Math.cos(angle), y: 50 + 40 * far * Math.sin(angle) }
  })
}
