// Streaming conversion of the sampling rate by a polyphase filter: a Kaiser-windowed sinc, one row of taps for each phase.

import { kaiser } from './window.ts'

/** Zero crossings of the sinc on each side; 64 taps for 44.1 to 22.05 kHz. */
const ZERO_CROSSINGS = 16
/** The pass band ends at this share of the lower Nyquist frequency. */
const ROLL_OFF = 0.94
/** Kaiser shape: about 80 dB of stop-band attenuation. */
const BETA = 8

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
  const up = toHz / divisor
  const down = fromHz / divisor
  const { taps, half } = polyphaseTaps(up, down)
  const tapCount = 2 * half

  // `held` always starts at input index `base`; the next output needs inputs from floor(position) - half + 1 on.
  let held = new Float32Array(half - 1)
  let base = 1 - half
  let inputCount = 0
  let nextIndex = 0
  let phase = 0

  const convert = (input: Float32Array, knownTo: number): Float32Array => {
    const samples = new Float32Array(held.length + input.length)
    samples.set(held)
    samples.set(input, held.length)
    const output = new Float32Array(Math.max(0, Math.ceil(((knownTo - half - nextIndex) * up - phase) / down)))
    const state = filter(samples, output, taps, tapCount, up, down, nextIndex - half + 1 - base, phase)
    nextIndex = state.start + base + half - 1
    phase = state.phase
    const keepFrom = Math.min(samples.length, Math.max(0, state.start))
    held = samples.slice(keepFrom)
    base += keepFrom
    return output
  }

  return {
    push(input) {
      inputCount += input.length
      return convert(input, inputCount)
    },
    flush() {
      const lastIndex = inputCount
      const output = convert(new Float32Array(2 * half), lastIndex + half)
      return output
    },
  }
}

/** The hot loop: `output.length` samples, each a dot product of `tapCount` inputs from `start` with the row of its phase. */
function filter(
  samples: Float32Array,
  output: Float32Array,
  taps: Float32Array,
  tapCount: number,
  up: number,
  down: number,
  start: number,
  phase: number,
): { start: number; phase: number } {
  const stepWhole = Math.floor(down / up)
  const stepRest = down % up
  for (let n = 0; n < output.length; n++) {
    const row = phase * tapCount
    let a = 0
    let b = 0
    for (let k = 0; k < tapCount; k += 4) {
      a += taps[row + k] * samples[start + k] + taps[row + k + 1] * samples[start + k + 1]
      b += taps[row + k + 2] * samples[start + k + 2] + taps[row + k + 3] * samples[start + k + 3]
    }
    output[n] = a + b
    start += stepWhole
    phase += stepRest
    if (phase >= up) {
      phase -= up
      start++
    }
  }
  return { start, phase }
}

/** One row of 2 x half taps for each of `up` phases; each row sums to one, so that a constant stays that constant. */
function polyphaseTaps(up: number, down: number): { taps: Float32Array; half: number } {
  const shrink = Math.max(1, down / up)
  const half = 2 * Math.ceil((ZERO_CROSSINGS * shrink) / 2)
  const tapCount = 2 * half
  const cutoff = ROLL_OFF / shrink
  const taps = new Float32Array(up * tapCount)
  const row = new Float64Array(tapCount)
  for (let phase = 0; phase < up; phase++) {
    let sum = 0
    for (let k = 0; k < tapCount; k++) {
      const x = k - half + 1 - phase / up
      row[k] = sinc(x * cutoff) * kaiser(x / half, BETA)
      sum += row[k]
    }
    for (let k = 0; k < tapCount; k++) taps[phase * tapCount + k] = row[k] / sum
  }
  return { taps, half }
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b]
  return a
}
