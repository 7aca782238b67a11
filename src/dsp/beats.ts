// Beat tracking by dynamic programming (Ellis, "Beat Tracking by Dynamic Programming", 2007), and beats between frames.

/** How hard a beat is held to the period. */
const TIGHTNESS = 100
/** How many times longer or shorter than the period a step may be. */
const STRETCH = 1.6

/** Frame numbers of the beats of a pulse signal at a known period (in frames), in order; the period may change from frame to frame. */
export function trackBeats(pulse: Float32Array, periodFrames: number, periodAt = (_frame: number): number => periodFrames): Int32Array {
  const score = localScore(pulse, periodFrames)
  const { cumulative, before } = accumulate(score, periodFrames, periodAt)
  const last = score.some((value) => value > 0) ? lastBeat(cumulative) : -1
  if (last < 0) return new Int32Array(0)
  const beats: number[] = []
  for (let i = last; i >= 0; i = before[i]) beats.push(i)
  return trimmed(Int32Array.from(beats.reverse()), score)
}

/** The pulse smoothed over a thirty-second of a period. */
function localScore(pulse: Float32Array, period: number): Float32Array {
  const reach = Math.ceil(period / 2)
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * (((i - reach) * 32) / period) ** 2)).map((w) =>
    w < 1e-6 ? 0 : w,
  )
  const first = kernel.findIndex((w) => w > 0)
  const width = 2 * (reach - first) + 1
  const out = new Float32Array(pulse.length)
  for (let i = 0; i < pulse.length; i++) {
    let sum = 0
    for (let k = 0; k < width; k++) {
      const j = i + k - (width >> 1)
      if (j >= 0 && j < pulse.length) sum += kernel[first + k] * pulse[j]
    }
    out[i] = sum
  }
  return out
}

/** For each frame the best score of a beat sequence that ends there, and the beat before it (-1 for none). */
function accumulate(
  score: Float32Array,
  period: number,
  periodAt: (frame: number) => number,
): { cumulative: Float64Array; before: Int32Array } {
  const nearest = Math.max(1, Math.round(period / STRETCH))
  const farthest = Math.round(STRETCH * period)
  const logs = Float64Array.from({ length: farthest + 1 }, (_, step) => Math.log(step))
  const cumulative = new Float64Array(score.length)
  const before = new Int32Array(score.length).fill(-1)
  let top = 0
  for (const value of score) if (value > top) top = value
  let started = false
  for (let i = 0; i < score.length; i++) {
    let best = -Infinity
    let from = -1
    const expected = Math.log(periodAt(i))
    for (let step = nearest; step <= farthest && step <= i; step++) {
      const value = cumulative[i - step] - TIGHTNESS * (logs[step] - expected) ** 2
      if (value > best) {
        best = value
        from = i - step
      }
    }
    cumulative[i] = score[i] + (from < 0 ? 0 : best)
    // Before the first clear onset a beat starts a sequence instead of going on from nothing.
    if (!started && score[i] < 0.01 * top) before[i] = -1
    else {
      started = true
      before[i] = from
    }
  }
  return { cumulative, before }
}

/** The last local maximum of the cumulative score that reaches half of the median maximum. */
function lastBeat(cumulative: Float64Array): number {
  const maxima: number[] = []
  for (let i = 1; i + 1 < cumulative.length; i++) {
    if (cumulative[i] > cumulative[i - 1] && cumulative[i] >= cumulative[i + 1]) maxima.push(i)
  }
  if (maxima.length === 0) return -1
  const heights = Float64Array.from(maxima, (i) => cumulative[i]).sort()
  const half = heights[heights.length >> 1] / 2
  return maxima.findLast((i) => cumulative[i] >= half) ?? -1
}

/** Without the weak beats at both ends, where the music has not begun or is over. */
function trimmed(beats: Int32Array, score: Float32Array): Int32Array {
  let squares = 0
  for (const beat of beats) squares += score[beat] ** 2
  const threshold = 0.5 * Math.sqrt(squares / Math.max(1, beats.length))
  const strong = (beat: number) => score[beat] >= threshold
  const first = beats.findIndex(strong)
  return first < 0 ? beats.slice(0, 0) : beats.slice(first, beats.findLastIndex(strong) + 1)
}

/** How far a beat may move to the nearest onset, in beats. */
const SETTLE_BEATS = 0.1

/** Beats moved to the strongest onset near them and placed between frames by a parabola; where there is none they stay. */
export function settleBeats(pulse: Float32Array, beats: Float64Array, periodFrames: number): Float64Array {
  const smooth = new Float32Array(pulse.length)
  for (let i = 0; i < pulse.length; i++) smooth[i] = 0.5 * pulse[i] + 0.25 * ((pulse[i - 1] ?? 0) + (pulse[i + 1] ?? 0))
  const reach = Math.max(1, Math.floor(SETTLE_BEATS * periodFrames))
  return beats.map((beat) => {
    const centre = Math.round(beat)
    let best = centre
    for (let i = Math.max(1, centre - reach); i <= centre + reach && i + 1 < smooth.length; i++) if (smooth[i] > smooth[best]) best = i
    const before = smooth[best - 1] ?? 0
    const after = smooth[best + 1] ?? 0
    if (!(smooth[best] > before) || smooth[best] < after) return beat
    return best + (0.5 * (after - before)) / (2 * smooth[best] - before - after)
  })
}
