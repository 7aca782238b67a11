// True peak (ITU-R BS.1770-4, annex 2): the highest magnitude of the signal between its samples, by oversampling.

import type { Kernels } from './kernels.ts'
import { kaiser } from './window.ts'

const TAPS = 12
const HISTORY = TAPS - 1

/** Samples taken at once. */
export const PEAK_BLOCK = 4096
/** Numbers that a channel takes of its kernels, in two arrays. */
export const PEAK_ROOM = PEAK_BLOCK + HISTORY + 3 * TAPS

/** The peak of one channel, over successive blocks of samples. */
export class TruePeak {
  /** The highest magnitude so far, 1 = full scale. */
  peak = 0
  private readonly kernels: Kernels
  private readonly taps: Float32Array
  /** The most that the interpolation can exceed the largest of the samples it sees. */
  private readonly gainMax: number
  private readonly held: Float32Array

  constructor(kernels: Kernels, sampleRateHz: number) {
    const factor = sampleRateHz < 96_000 ? 4 : sampleRateHz < 192_000 ? 2 : 1
    const phases = Array.from({ length: factor - 1 }, (_, i) => interpolator((i + 1) / factor))
    this.kernels = kernels
    this.gainMax = Math.max(1, ...phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)))
    this.taps = kernels.floats(phases.length * TAPS)
    this.taps.set(phases.flatMap((taps) => [...taps]))
    this.held = kernels.floats(HISTORY + PEAK_BLOCK)
  }

  /** Takes up to PEAK_BLOCK samples and returns where they lie in the kernels until the next push. */
  push(samples: Float32Array): Float32Array {
    const { held } = this
    const end = HISTORY + samples.length
    held.set(samples, HISTORY)
    this.peak = this.kernels.truePeak(held, HISTORY, end, this.taps, this.gainMax, this.peak)
    return held.subarray(HISTORY, end)
  }

  /** Forgets the block but for what the next one needs; to be called between pushes. */
  pass(count: number): void {
    this.held.copyWithin(0, count, count + HISTORY)
  }
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
