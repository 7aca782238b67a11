// How much the harmony changes at each moment: the cosine distance between the spectra just before and just after it (after
// Foote 2000; for bar lines after Davies and Plumbley 2006: chords like to change there). Streaming, at a quarter of the frame rate.

import { FloatList } from './float-list.ts'

/** Frames a snapshot. */
export const CHANGE_FRAMES = 4
/** dB / 40 is the logarithm of the square root of the magnitude: loud partials do not hide the rest. */
const COMPRESSION = Math.LN10 / 40

/** Which of 128 mel bands are compared, and how many snapshots on each side. */
interface ChangeRange {
  readonly firstBand: number
  readonly bands: number
  readonly reach: number
}

/** What changes: chords (150 Hz to 2 kHz) at once, chords over some beats, and the bass (to 330 Hz). */
export const CHANGE_RANGES: readonly ChangeRange[] = [
  { firstBand: 6, bands: 64, reach: 5 },
  { firstBand: 6, bands: 64, reach: 14 },
  { firstBand: 1, bands: 12, reach: 5 },
]

export class HarmonicChange {
  /** The last 2 x reach snapshots, the oldest overwritten. */
  private readonly held: readonly Float32Array[]
  private readonly sum: Float32Array
  private readonly past: Float64Array
  private readonly future: Float64Array
  private readonly changes = new FloatList()
  private framesInSum = 0
  private snapshots = 0
  private readonly firstBand: number
  private readonly reach: number

  constructor({ firstBand, bands, reach }: ChangeRange) {
    this.firstBand = firstBand
    this.reach = reach
    this.held = Array.from({ length: 2 * reach }, () => new Float32Array(bands))
    this.sum = new Float32Array(bands)
    this.past = new Float64Array(bands)
    this.future = new Float64Array(bands)
  }

  /** Adds the log-mel spectrum (dB, 128 bands) of the next frame. */
  add(melDb: Float32Array): void {
    const { sum, firstBand } = this
    for (let band = 0; band < sum.length; band++) sum[band] += melDb[firstBand + band]
    if (++this.framesInSum === CHANGE_FRAMES) this.takeSnapshot()
  }

  /** The change where each snapshot begins: 0 (none) to 1, one number for CHANGE_FRAMES frames. */
  finish(): Float32Array {
    if (this.framesInSum > 0) this.takeSnapshot()
    for (let i = this.changes.count; i < this.snapshots; i++) this.changes.push(this.changeAt(i))
    return this.changes.values()
  }

  private takeSnapshot(): void {
    const { sum } = this
    const snapshot = this.held[this.snapshots % this.held.length]
    for (let band = 0; band < sum.length; band++) snapshot[band] = Math.exp((sum[band] / this.framesInSum) * COMPRESSION)
    sum.fill(0)
    this.framesInSum = 0
    this.snapshots++
    if (this.snapshots >= this.reach) this.changes.push(this.changeAt(this.snapshots - this.reach))
  }

  private changeAt(place: number): number {
    if (place === 0) return 0
    const { past, future } = this
    this.addUp(Math.max(0, place - this.reach), place, past)
    this.addUp(place, Math.min(this.snapshots, place + this.reach), future)
    let both = 0
    let before = 0
    let after = 0
    for (let band = 0; band < past.length; band++) {
      both += past[band] * future[band]
      before += past[band] * past[band]
      after += future[band] * future[band]
    }
    return before > 0 && after > 0 ? Math.max(0, 1 - both / Math.sqrt(before * after)) : 0
  }

  private addUp(from: number, to: number, out: Float64Array): void {
    out.fill(0)
    for (let place = from; place < to; place++) {
      const snapshot = this.held[place % this.held.length]
      for (let band = 0; band < out.length; band++) out[band] += snapshot[band]
    }
  }
}
