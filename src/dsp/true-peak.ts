// True peak (ITU-R BS.1770-4, annex 2): the highest magnitude of the signal between its samples, by oversampling.

import { kaiser } from './window.ts'

const TAPS = 12
/** The most that the interpolation can exceed the largest of the samples it sees. */
const BLOCK = 16

/** The peak of one channel, over successive blocks of samples. */
export class TruePeak {
  /** The highest magnitude so far, 1 = full scale. */
  peak = 0
  private readonly phases: readonly Float64Array[]
  private readonly gainMax: number
  private readonly tail = new Float32Array(TAPS - 1)

  constructor(sampleRateHz: number) {
    const factor = sampleRateHz < 96_000 ? 4 : sampleRateHz < 192_000 ? 2 : 1
    this.phases = Array.from({ length: factor - 1 }, (_, i) => interpolator((i + 1) / factor))
    this.gainMax = Math.max(1, ...this.phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)))
  }

  push(samples: Float32Array): void {
    const joined = new Float32Array(TAPS - 1 + samples.length)
    joined.set(this.tail)
    joined.set(samples, TAPS - 1)
    this.tail.set(joined.subarray(joined.length - (TAPS - 1)))
    this.scan(joined)
  }

  /** Blocks whose samples are too small to lift the peak, whatever lies between them, are passed over: the answer is the same. */
  private scan(joined: Float32Array): void {
    let carried = 0
    for (let i = 0; i < TAPS - 1; i++) carried = Math.max(carried, magnitude(joined[i]))
    for (let from = TAPS - 1; from < joined.length; from += BLOCK) {
      const to = Math.min(joined.length, from + BLOCK)
      let top = 0
      for (let i = from; i < to; i++) {
        const m = magnitude(joined[i])
        if (m > top) top = m
      }
      if (top > this.peak) this.peak = top
      // The window of the first outputs reaches back TAPS - 1 samples, which is less than one block.
      if (Math.max(top, carried) * this.gainMax > this.peak) this.interpolate(joined, from, to)
      carried = top
    }
  }

  private interpolate(joined: Float32Array, from: number, to: number): void {
    let peak = this.peak
    for (const taps of this.phases) {
      const [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11] = taps
      for (let i = from; i < to; i++) {
        const j = i - TAPS + 1
        // Only a place whose neighbours are large can exceed the peak: the two middle taps carry most of the weight.
        const y =
          t0 * joined[j] +
          t1 * joined[j + 1] +
          t2 * joined[j + 2] +
          t3 * joined[j + 3] +
          t4 * joined[j + 4] +
          t5 * joined[j + 5] +
          (t6 * joined[j + 6] + t7 * joined[j + 7] + t8 * joined[j + 8] + t9 * joined[j + 9] + t10 * joined[j + 10] + t11 * joined[j + 11])
        const m = y < 0 ? -y : y
        if (m > peak && m < Infinity) peak = m
      }
    }
    this.peak = peak
  }
}

const magnitude = (x: number): number => {
  const m = x < 0 ? -x : x
  return m < Infinity ? m : 0
}

/** A windowed sinc that reads the signal `fraction` of a sample after the sixth of its twelve samples. */
function interpolator(fraction: number): Float64Array {
  const taps = Float64Array.from({ length: TAPS }, (_, k) => {
    const x = k - (TAPS / 2 - 1) - fraction
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * kaiser(x / (TAPS / 2), 4)
  })
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => tap / sum)
}
