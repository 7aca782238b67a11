// How much the harmony changes at each moment: the cosine distance between the spectra just before and just after it (after
// Foote 2000; for bar lines after Davies and Plumbley 2006: chords like to change there). Streaming, at a quarter of the frame rate.

import { FloatList } from './float-list.ts'

/** Frames a snapshot. */
export const CHANGE_FRAMES = 4
/** dB / 40 is the logarithm of the square root of the magnitude: loud partials do not hide the rest. */
const COMPRESSION = Math.LN10 / 40

/** Which of 128 mel bands are compared, and over how many snapshots on each side. */
interface ChangeRange {
  readonly firstBand: number
  readonly bands: number
  readonly reaches: readonly number[]
}

/** Chords (150 Hz to 2 kHz) over 0.46 s and over 1.3 s on each side, and the bass (to 330 Hz) over 0.46 s. */
const RANGES: readonly ChangeRange[] = [
  { firstBand: 6, bands: 64, reaches: [5, 14] },
  { firstBand: 1, bands: 12, reaches: [5] },
]

/** Streaming changes of chords at once, of chords over some beats, and of the bass. */
export class HarmonicChange {
  private readonly ranges = RANGES.map((range) => new RangeChange(range))

  /** Adds the log-mel spectrum (dB, 128 bands) of the next frame. */
  add(melDb: Float32Array): void {
    for (const range of this.ranges) range.add(melDb)
  }

  /** Of each kind the change where each snapshot begins: 0 (none) to 1, one number for CHANGE_FRAMES frames. */
  finish(): Float32Array[] {
    return this.ranges.flatMap((range) => range.finish())
  }
}

/** The snapshots of one range of bands. */
class RangeChange {
  private readonly firstBand: number
  private readonly sum: Float32Array
  private readonly sides: readonly Sides[]
  private framesInSum = 0

  constructor({ firstBand, bands, reaches }: ChangeRange) {
    this.firstBand = firstBand
    this.sum = new Float32Array(bands)
    this.sides = reaches.map((reach) => new Sides(bands, reach))
  }

  add(melDb: Float32Array): void {
    const { sum, firstBand } = this
    for (let band = 0; band < sum.length; band++) sum[band] += melDb[firstBand + band]
    if (++this.framesInSum === CHANGE_FRAMES) this.takeSnapshot()
  }

  finish(): Float32Array[] {
    if (this.framesInSum > 0) this.takeSnapshot()
    return this.sides.map((sides) => sides.finish())
  }

  private takeSnapshot(): void {
    const { sum } = this
    const scale = COMPRESSION / this.framesInSum
    for (let band = 0; band < sum.length; band++) sum[band] = Math.exp(sum[band] * scale)
    for (const sides of this.sides) sides.add(sum)
    sum.fill(0)
    this.framesInSum = 0
  }
}

/** The sums of the last snapshots before a moment and of the first after it, kept up as snapshots come. */
class Sides {
  /** The last 2 x reach snapshots, the oldest overwritten. */
  private readonly held: readonly Float32Array[]
  private readonly past: Float64Array
  private readonly future: Float64Array
  private readonly changes = new FloatList()
  private readonly reach: number
  private count = 0

  constructor(bands: number, reach: number) {
    this.reach = reach
    this.held = Array.from({ length: 2 * reach }, () => new Float32Array(bands))
    this.past = new Float64Array(bands)
    this.future = new Float64Array(bands)
  }

  add(snapshot: Float32Array): void {
    const { held, reach, future } = this
    // The moment that moves on: the oldest snapshot of its future becomes its past.
    if (this.count >= reach) this.move(this.count - reach)
    held[this.count % held.length].set(snapshot)
    for (let band = 0; band < future.length; band++) future[band] += snapshot[band]
    this.count++
    if (this.count >= reach) this.changes.push(this.change(this.count - reach))
  }

  finish(): Float32Array {
    for (let place = this.changes.count; place < this.count; place++) {
      if (place > 0) this.move(place - 1)
      this.changes.push(this.change(place))
    }
    return this.changes.values()
  }

  /** Takes the snapshot at `place` from the future into the past, and the one that is then too old out of the past. */
  private move(place: number): void {
    const { held, past, future, reach } = this
    const next = held[place % held.length]
    const old = place >= reach ? held[(place - reach) % held.length] : null
    for (let band = 0; band < past.length; band++) {
      past[band] += next[band] - (old ? old[band] : 0)
      future[band] -= next[band]
    }
  }

  private change(place: number): number {
    if (place === 0) return 0
    const { past, future } = this
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
}
