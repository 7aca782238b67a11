// Where a section may begin: on downbeats where there are any, on beats where only those are known, and anywhere to half a second else.

const FREE_STEP_S = 0.5
/** Longer stretches without a beat may be cut anywhere. */
const SILENCE_OF_BEATS_S = 5
const DOWNBEATS_MIN = 4
/** Beyond this many places every second, third … stands: the time to find the best cuts grows with their square. */
const PLACES_MAX = 800

/** Times from `firstS` to `lastS`, both included, ascending. */
export function cutPlaces(beatsS: readonly number[], downbeatsS: readonly number[], firstS: number, lastS: number): number[] {
  const pulse = (downbeatsS.length >= DOWNBEATS_MIN ? downbeatsS : beatsS).filter((atS) => atS > firstS && atS < lastS)
  const inner: number[] = []
  let beforeS = firstS
  for (const atS of [...pulse, lastS]) {
    if (atS - beforeS > SILENCE_OF_BEATS_S) for (let t = beforeS + FREE_STEP_S; t < atS - FREE_STEP_S; t += FREE_STEP_S) inner.push(t)
    if (atS < lastS) inner.push(atS)
    beforeS = atS
  }
  const stride = Math.ceil(inner.length / PLACES_MAX)
  return [firstS, ...inner.filter((_, i) => i % stride === stride - 1), lastS]
}
