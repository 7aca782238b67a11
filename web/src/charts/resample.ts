// Waveforms as wide as the screen: many slots become few bars by their highest, few become many by the nearest.

export interface Bars {
  /** 0 to 1. */
  readonly heights: Float32Array
  /** 0 to 1. */
  readonly brightness: Float32Array
}

/** `count` bars over the slots from `from` to `to` (shares of the whole, 0 to 1); inputs are 0 to 255. */
export function resample(peaks: ArrayLike<number>, brightness: ArrayLike<number>, count: number, from = 0, to = 1): Bars {
  const heights = new Float32Array(count)
  const bright = new Float32Array(count)
  const slots = peaks.length
  if (slots === 0) return { heights, brightness: bright }
  for (let bar = 0; bar < count; bar++) {
    const start = (from + ((to - from) * bar) / count) * slots
    const end = (from + ((to - from) * (bar + 1)) / count) * slots
    const first = Math.min(slots - 1, Math.max(0, Math.floor(start)))
    const last = Math.min(slots - 1, Math.max(first, Math.ceil(end) - 1))
    let [top, weight, sum] = [0, 0, 0]
    for (let slot = first; slot <= last; slot++) {
      top = Math.max(top, peaks[slot])
      weight += peaks[slot] + 1
      sum += (brightness[slot] ?? 128) * (peaks[slot] + 1)
    }
    heights[bar] = top / 255
    bright[bar] = sum / weight / 255
  }
  return { heights, brightness: bright }
}

const GAIN_MAX = 2.5

/** How much taller to draw a quiet track: to full height, at most two and a half times. */
export function gainFor(peaks: ArrayLike<number>): number {
  let top = 1
  for (let slot = 0; slot < peaks.length; slot++) top = Math.max(top, peaks[slot])
  return Math.min(GAIN_MAX, 255 / top)
}
