// The partials of a spectrum: how much of it stands in narrow peaks, and which one leads. A voice glides, a key does not.

/** The leading partial. */
export interface Lead {
  /** 0 where there is none. */
  hz: number
  /** Its share of the power between 180 and 1,000 Hz, 0 to 1. */
  share: number
}

const TONAL_HZ = [100, 5000]
const LEAD_HZ = [180, 1000]
/** A narrow peak has this many times the power three bins away on both sides. */
const NARROW = 4
const TINY = 1e-20

/** The share of the power of bins `binHz` apart that stands in narrow peaks between 100 and 5,000 Hz, 0 to 1. */
export function tonalShare(power: Float32Array, binHz: number): number {
  const end = Math.floor(TONAL_HZ[1] / binHz)
  let total = 0
  let narrow = 0
  let below = power[Math.ceil(TONAL_HZ[0] / binHz) - 1]
  let here = power[Math.ceil(TONAL_HZ[0] / binHz)]
  for (let bin = Math.ceil(TONAL_HZ[0] / binHz); bin < end; bin++) {
    const above = power[bin + 1]
    total += here
    if (here > below && here >= above && here > NARROW * power[bin - 3] && here > NARROW * power[bin + 3]) narrow += here + below + above
    below = here
    here = above
  }
  return total > TINY ? narrow / total : 0
}

/** The strongest partial between 180 and 1,000 Hz, into `out`. */
export function findLead(power: Float32Array, binHz: number, out: Lead): void {
  const end = Math.ceil(LEAD_HZ[1] / binHz)
  let best = 0
  let highest = 0
  let total = 0
  for (let bin = Math.ceil(LEAD_HZ[0] / binHz); bin < end; bin++) {
    const here = power[bin]
    total += here
    if (here > highest && here > power[bin - 1] && here >= power[bin + 1]) {
      highest = here
      best = bin
    }
  }
  out.hz = 0
  out.share = 0
  if (best === 0 || !(total > TINY)) return
  // A parabola through the logarithms of three bins.
  const below = Math.log(power[best - 1] + TINY)
  const above = Math.log(power[best + 1] + TINY)
  const bend = below - 2 * Math.log(power[best] + TINY) + above
  out.hz = (best + (bend < 0 ? (0.5 * (below - above)) / bend : 0)) * binHz
  out.share = (power[best - 1] + power[best] + power[best + 1]) / (total + TINY)
}
