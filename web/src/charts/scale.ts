// Scales: round steps from zero, places of values, and which labels fit beside one another.

/** Round values from 0 (or below) to at least `top`, about `count` of them: 0, 50, 100, 150. */
export function ticks(top: number, count: number, options: { bottom?: number; whole?: boolean } = {}): number[] {
  const bottom = options.bottom ?? 0
  const span = top - bottom
  if (!(span > 0)) return [bottom]
  const rough = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(
    options.whole ? 1 : 0,
    [1, 2, 2.5, 5, 10].map((by) => by * power).find((candidate) => candidate >= rough * 0.999) ?? rough,
  )
  const even = options.whole ? Math.ceil(step) : step
  const first = Math.floor(bottom / even + 1e-9)
  const last = Math.ceil(top / even - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * even).toPrecision(12)))
}

/** A straight scale from `from`..`to` onto `start`..`end`. */
export const straight =
  (from: number, to: number, start: number, end: number) =>
  (value: number): number =>
    to === from ? start : start + ((value - from) / (to - from)) * (end - start)

const HOUR_MS = 3_600_000
/** Round lengths of time from 0 to at least `topMs`, in ms: minutes, hours, tens of hours. */
export function timeTicks(topMs: number, count: number): number[] {
  const steps = [1, 2, 5, 10, 15, 30].map((minutes) => (minutes * HOUR_MS) / 60)
  const rough = topMs / Math.max(1, count)
  const step = steps.find((candidate) => candidate >= rough)
  if (step === undefined) return ticks(topMs / HOUR_MS, count).map((hours) => hours * HOUR_MS)
  return Array.from({ length: Math.ceil(topMs / step) + 1 }, (_, at) => at * step)
}

/** Which of labels at places stay, from the left, so that they never touch; the empty ones are no hindrance. */
export function roomFor(labels: readonly { readonly at: number; readonly width: number }[], gap: number): boolean[] {
  let end = Number.NEGATIVE_INFINITY
  return labels.map(({ at, width }) => {
    if (width === 0 || at - width / 2 < end + gap) return false
    end = at + width / 2
    return true
  })
}

/** Labels beside one another's height, pushed apart until none touches: their new places, in the order given. */
export function spread(places: readonly number[], height: number, top: number, bottom: number): number[] {
  const order = places.map((_, at) => at).sort((one, other) => places[one] - places[other])
  const out = [...places]
  let last = top - height
  for (const at of order) {
    out[at] = Math.max(out[at], last + height)
    last = out[at]
  }
  let next = bottom + height
  for (const at of order.reverse()) {
    out[at] = Math.min(out[at], next - height)
    next = out[at]
  }
  return out
}
