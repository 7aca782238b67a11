// The partials of a spectrum: how much of it stands in narrow peaks, and which one leads. A voice glides, a key does not.

export interface Partials {
  /** The share of power in narrow peaks between 100 and 5,000 Hz, 0 to 1. */
  tonalShare: number
  /** The strongest partial between 180 and 1,000 Hz; 0 where there is none. */
  leadHz: number
  /** Its share of the power there, 0 to 1. */
  leadShare: number
}

const TONAL_HZ = [100, 5000]
const LEAD_HZ = [180, 1000]
/** A narrow peak has this many times the power three bins away on both sides. */
const NARROW = 4
const TINY = 1e-20

/** Measures the power of bins that are `binHz` apart into `out`. */
export function measurePartials(power: Float32Array, binHz: number, out: Partials): void {
  out.tonalShare = tonalShare(power, Math.ceil(TONAL_HZ[0] / binHz), Math.floor(TONAL_HZ[1] / binHz))
  findLead(power, binHz, out)
}

function tonalShare(power: Float32Array, first: number, end: number): number {
  let total = 0
  let narrow = 0
  for (let bin = first; bin < end; bin++) {
    const here = power[bin]
    total += here
    if (here > power[bin - 1] && here >= power[bin + 1] && here > NARROW * power[bin - 3] && here > NARROW * power[bin + 3])
      narrow += here + power[bin - 1] + power[bin + 1]
  }
  return total > TINY ? narrow / total : 0
}

function findLead(power: Float32Array, binHz: number, out: Partials): void {
  let best = 0
  let total = 0
  const end = Math.ceil(LEAD_HZ[1] / binHz)
  for (let bin = Math.ceil(LEAD_HZ[0] / binHz); bin < end; bin++) {
    const here = power[bin]
    total += here
    if (here > power[bin - 1] && here >= power[bin + 1] && (best === 0 || here > power[best])) best = bin
  }
  if (best === 0 || !(total > TINY)) {
    out.leadHz = 0
    out.leadShare = 0
    return
  }
  // A parabola through the logarithms of three bins.
  const [below, at, above] = [power[best - 1], power[best], power[best + 1]].map((value) => Math.log(value + TINY))
  const bend = below - 2 * at + above
  out.leadHz = (best + (bend < 0 ? (0.5 * (below - above)) / bend : 0)) * binHz
  out.leadShare = (power[best - 1] + power[best] + power[best + 1]) / (total + TINY)
}
