// Streaming conversion of the sampling rate by a polyphase filter: a Kaiser-windowed sinc, one row of taps for each phase.

import { type Kernels, openKernels } from './kernels.ts'
import { kaiser } from './window.ts'

/** Zero crossings of the sinc on each side; 64 taps for 44.1 to 22.05 kHz. */
const ZERO_CROSSINGS = 16
/** The pass band ends at this share of the lower Nyquist frequency. */
const ROLL_OFF = 0.94
/** Kaiser shape: about 80 dB of stop-band attenuation. */
const BETA = 8
/** Input samples filtered at once. */
const BLOCK = 8192

/** Converts one channel. Output sample n stands at time n / toHz of the input: no delay, zeros assumed before and after. */
export interface Resampler {
  /** The output that is certain once `input` is known. The array is fresh or the input itself. */
  push(input: Float32Array): Float32Array
  /** The rest; afterwards the resampler must not be used. */
  flush(): Float32Array
}

/** A resampler between two whole rates, in Hz. Equal rates pass the samples through untouched. */
export function openResampler(fromHz: number, toHz: number): Resampler {
  if (fromHz === toHz) return { push: (input) => input, flush: () => new Float32Array(0) }
  const divisor = greatestCommonDivisor(fromHz, toHz)
  return new Polyphase(toHz / divisor, fromHz / divisor)
}

class Polyphase implements Resampler {
  private readonly up: number
  private readonly down: number
  private readonly half: number
  private readonly kernels: Kernels
  private readonly taps: Float32Array
  private readonly output: Float32Array
  private readonly samples: Float32Array
  private readonly scratch: Float32Array
  /** `samples` begin at input index `base`; `filled` of them are known. */
  private base: number
  private filled: number
  private inputCount = 0
  /** The next output reads around input index `index` with the taps of row `phase`. */
  private index = 0
  private phase = 0

  constructor(up: number, down: number) {
    this.up = up
    this.down = down
    const shrink = Math.max(1, down / up)
    this.half = 4 * Math.ceil((ZERO_CROSSINGS * shrink) / 4)
    const outputMax = Math.ceil((BLOCK * up) / down) + 1
    const tapCount = 2 * this.half
    const sampleCount = tapCount + BLOCK + 64
    this.kernels = openKernels(2 * sampleCount + up * tapCount + outputMax + 8, 4)
    this.samples = this.kernels.floats(sampleCount)
    this.taps = this.kernels.floats(up * tapCount)
    this.output = this.kernels.floats(outputMax + 8)
    this.scratch = this.kernels.floats(sampleCount)
    fillTaps(this.taps, up, this.half, ROLL_OFF / shrink)
    this.base = 1 - this.half
    this.filled = this.half - 1
  }

  push(input: Float32Array): Float32Array {
    this.inputCount += input.length
    const output = new Float32Array(this.outputsBefore(this.inputCount - this.half))
    let written = 0
    for (let at = 0; at < input.length; at += BLOCK) written += this.block(input.subarray(at, at + BLOCK), output.subarray(written))
    return output
  }

  flush(): Float32Array {
    const wanted = this.outputsBefore(this.inputCount)
    return this.push(new Float32Array(this.half)).subarray(0, wanted)
  }

  /** How many outputs from now on stand before input index `end`. */
  private outputsBefore(end: number): number {
    return Math.max(0, Math.ceil(((end - this.index) * this.up - this.phase) / this.down))
  }

  private block(input: Float32Array, output: Float32Array): number {
    const { kernels, half, up, down } = this
    this.samples.set(input, this.filled)
    this.filled += input.length
    const count = this.outputsBefore(this.base + this.filled - half)
    const start = this.index - half + 1 - this.base
    if (up === 1 && down === 2) kernels.everySecond(this.samples, start, this.taps, this.output, count, this.scratch)
    else {
      const steps = { start, phase: this.phase, up, whole: Math.floor(down / up), rest: down % up }
      kernels.dotRows(this.samples, this.taps, this.output, count, 2 * half, steps)
    }
    output.set(this.output.subarray(0, count))
    const moved = this.phase + count * down
    this.index += Math.floor(moved / up)
    this.phase = moved % up
    this.forget(this.index - half + 1 - this.base)
    return count
  }

  /** Drops the first samples that no later output needs. */
  private forget(count: number): void {
    const gone = Math.max(0, Math.min(count, this.filled))
    this.samples.copyWithin(0, gone, this.filled)
    this.filled -= gone
    this.base += gone
  }
}

/** One row of 2 x half taps for each of `up` phases; each row sums to one, so that a constant stays that constant. */
function fillTaps(taps: Float32Array, up: number, half: number, cutoff: number): void {
  const row = new Float64Array(2 * half)
  for (let phase = 0; phase < up; phase++) {
    let sum = 0
    for (let k = 0; k < row.length; k++) {
      const x = k - half + 1 - phase / up
      row[k] = sinc(x * cutoff) * kaiser(x / half, BETA)
      sum += row[k]
    }
    for (let k = 0; k < row.length; k++) taps[phase * row.length + k] = row[k] / sum
  }
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b]
  return a
}
