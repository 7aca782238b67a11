// How far the shares of the readings can be believed: monotone curves from the share of a tempo or metre to how often it was right, fitted
// on pieces that the weights had not seen (docs/science/tempo.md).

/** From this comb strength on a pulse is clear; below, confidence falls with it. */
const CLEAR = 0.06

/** Pairs of share and probability, between which the curves are straight. */
type Curve = readonly (readonly [share: number, probability: number])[]

const TEMPO: Curve = [
  [0, 0.42],
  [0.5, 0.52],
  [0.7, 0.64],
  [0.9, 0.8],
  [0.94, 0.92],
  [0.97, 0.96],
  [1, 0.995],
]
const METRE: Curve = [
  [0.33, 0.33],
  [0.6, 0.48],
  [0.8, 0.68],
  [0.9, 0.88],
  [0.95, 0.93],
  [1, 0.98],
]

/** How likely a tempo with this share of all readings is right within 4 %, given the strength of the pulse's comb. */
export const tempoConfidence = (share: number, clarity: number): number => along(TEMPO, share) * Math.min(1, clarity / CLEAR)

/** How likely a metre with this share of the readings at the chosen tempo is right. */
export const metreConfidence = (share: number): number => along(METRE, share)

function along(curve: Curve, share: number): number {
  for (let i = 1; i < curve.length; i++) {
    const [from, low] = curve[i - 1]
    const [to, high] = curve[i]
    if (share <= to) return low + ((high - low) * Math.max(0, share - from)) / (to - from)
  }
  return curve[curve.length - 1][1]
}
