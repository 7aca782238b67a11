// How much the harmony changes at each moment: the cosine distance between the spectra of the 0.65 s before and after it (after Foote
// 2000; for bar lines after Davies and Plumbley 2006: chords like to change there). Streaming, at a quarter of the frame rate.

import { FloatList } from './float-list.ts'

/** Frames a snapshot. */
export const CHANGE_FRAMES = 4
/** Snapshots on each side. */
const REACH = 7
/** Of 128 mel bands those of 150 Hz to 2 kHz, where chords are. */
const FIRST_BAND = 6
const BANDS = 64
/** dB / 40 is the logarithm of the square root of the magnitude: loud partials do not hide the rest. */
const COMPRESSION = Math.LN10 / 40

export class HarmonicChange {
  /** The last 2 x REACH snapshots, the oldest overwritten. */
  private readonly held = Array.from({ length: 2 * REACH }, () => new Float32Array(BANDS))
  private readonly sum = new Float32Array(BANDS)
  private readonly past = new Float64Array(BANDS)
  private readonly future = new Float64Array(BANDS)
  private readonly changes = new FloatList()
  private framesInSum = 0
  private snapshots = 0

  /** Adds the log-mel spectrum (dB, 128 bands) of the next frame. */
  add(melDb: Float32Array): void {
    const { sum } = this
    for (let band = 0; band < BANDS; band++) sum[band] += melDb[FIRST_BAND + band]
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
    for (let band = 0; band < BANDS; band++) snapshot[band] = Math.exp((sum[band] / this.framesInSum) * COMPRESSION)
    sum.fill(0)
    this.framesInSum = 0
    this.snapshots++
    if (this.snapshots >= REACH) this.changes.push(this.changeAt(this.snapshots - REACH))
  }

  private changeAt(place: number): number {
    if (place === 0) return 0
    const { past, future } = this
    this.addUp(Math.max(0, place - REACH), place, past)
    this.addUp(place, Math.min(this.snapshots, place + REACH), future)
    let both = 0
    let before = 0
    let after = 0
    for (let band = 0; band < BANDS; band++) {
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
      for (let band = 0; band < BANDS; band++) out[band] += snapshot[band]
    }
  }
}
