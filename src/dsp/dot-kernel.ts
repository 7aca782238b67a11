// Rows of dot products in one call: the heart of the resampler and of the chroma filter. In WebAssembly where SIMD is there, else in TypeScript.

import { DOT_KERNEL_WASM } from './dot-kernel-wasm.ts'

/** How a run goes through rows and samples: each output uses one row, then moves on by `whole` samples and `rest` rows, modulo `up`. */
export interface DotSteps {
  /** First sample and first row. */
  start: number
  phase: number
  /** Number of rows. */
  readonly up: number
  readonly whole: number
  readonly rest: number
}

/** Buffers and the loop over them. Rows are `rowLength` numbers, a multiple of 8. */
export interface DotKernel {
  readonly samples: Float32Array
  readonly taps: Float32Array
  readonly output: Float32Array
  /** output[n] = row(n) . samples(n), for `count` outputs. */
  run(count: number, steps: DotSteps): void
}

const PAGE_BYTES = 65_536
let compiled: WebAssembly.Module | null | undefined

/** Room for so many samples, rows of taps and outputs. */
export function openDotKernel(sampleCount: number, rowCount: number, rowLength: number, outputCount: number): DotKernel {
  if (rowLength % 8 !== 0) throw new RangeError(`Rows of ${rowLength} taps are not supported: a multiple of 8 is.`)
  compiled ??= WebAssembly.validate(DOT_KERNEL_WASM) ? new WebAssembly.Module(DOT_KERNEL_WASM) : null
  return compiled
    ? wasmKernel(compiled, sampleCount, rowCount, rowLength, outputCount)
    : plainDotKernel(sampleCount, rowCount, rowLength, outputCount)
}

function wasmKernel(module: WebAssembly.Module, sampleCount: number, rowCount: number, rowLength: number, outputCount: number): DotKernel {
  const tapsAt = align(sampleCount * 4)
  const outputAt = tapsAt + align(rowCount * rowLength * 4)
  const memory = new WebAssembly.Memory({ initial: Math.ceil((outputAt + outputCount * 4) / PAGE_BYTES) })
  const { run } = new WebAssembly.Instance(module, { m: { m: memory } }).exports as { run(...numbers: number[]): void }
  return {
    samples: new Float32Array(memory.buffer, 0, sampleCount),
    taps: new Float32Array(memory.buffer, tapsAt, rowCount * rowLength),
    output: new Float32Array(memory.buffer, outputAt, outputCount),
    run: (count, { start, phase, up, whole, rest }) => run(0, tapsAt, outputAt, count, start, phase, up, whole, rest, rowLength * 4),
  }
}

const align = (bytes: number): number => Math.ceil(bytes / 16) * 16

/** The same in TypeScript: fallback, and the oracle of the tests. */
export function plainDotKernel(sampleCount: number, rowCount: number, rowLength: number, outputCount: number): DotKernel {
  const samples = new Float32Array(sampleCount)
  const taps = new Float32Array(rowCount * rowLength)
  const output = new Float32Array(outputCount)
  const run = (count: number, steps: DotSteps): void => {
    let { start, phase } = steps
    for (let n = 0; n < count; n++) {
      const row = phase * rowLength
      let a = 0
      let b = 0
      for (let k = 0; k < rowLength; k += 2) {
        a += taps[row + k] * samples[start + k]
        b += taps[row + k + 1] * samples[start + k + 1]
      }
      output[n] = a + b
      start += steps.whole
      phase += steps.rest
      if (phase >= steps.up) {
        phase -= steps.up
        start++
      }
    }
  }
  return { samples, taps, output, run }
}
