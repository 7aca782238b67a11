// How well found beats agree with true ones: the F-measure of Dixon (2007) as in mir_eval.beat, within 70 ms, the first 5 s left out.

const WINDOW_S = 0.07
/** mir_eval.beat.evaluate leaves out what lies before: a listener, too, needs a moment to find the beat. */
const FIRST_S = 5

/** 0 to 1: the harmonic mean of precision and recall. Both lists in seconds, ascending; 0 where either holds nothing after the first 5 s. */
export function beatFMeasure(trueS: readonly number[], foundS: readonly number[]): number {
  const wanted = trueS.filter((time) => time >= FIRST_S)
  const given = foundS.filter((time) => time >= FIRST_S)
  if (wanted.length === 0 || given.length === 0) return 0
  let hits = 0
  // On a line, taking each pair as soon as it fits is a largest matching.
  for (let w = 0, g = 0; w < wanted.length && g < given.length; ) {
    const late = given[g] - wanted[w]
    if (Math.abs(late) <= WINDOW_S) {
      hits++
      w++
      g++
    } else if (late > 0) w++
    else g++
  }
  return (2 * hits) / (wanted.length + given.length)
}
