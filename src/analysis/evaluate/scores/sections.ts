// Scores of sections as MIREX has them (Turnbull et al. 2007): boundaries found within a tolerance, the two ends of a piece left out.

export interface BoundaryScore {
  readonly precision: number
  readonly recall: number
  readonly f: number
}

/** Each boundary is matched at most once, the nearest first. Nothing to find and nothing found is right. */
export function boundaryScore(foundS: readonly number[], trueS: readonly number[], toleranceS: number): BoundaryScore {
  if (foundS.length === 0 && trueS.length === 0) return { precision: 1, recall: 1, f: 1 }
  const pairs = foundS
    .flatMap((found, i) => trueS.map((truth, j) => ({ i, j, distanceS: Math.abs(found - truth) })))
    .filter(({ distanceS }) => distanceS <= toleranceS)
    .sort((a, b) => a.distanceS - b.distanceS)
  const [ofFound, ofTrue] = [new Set<number>(), new Set<number>()]
  for (const { i, j } of pairs) {
    if (ofFound.has(i) || ofTrue.has(j)) continue
    ofFound.add(i)
    ofTrue.add(j)
  }
  const hits = ofFound.size
  const [precision, recall] = [hits / Math.max(1, foundS.length), hits / Math.max(1, trueS.length)]
  return { precision, recall, f: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}
