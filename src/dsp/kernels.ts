// The hot loops of this room on blocks of numbers: one AssemblyScript module (kernels/, SIMD) where WebAssembly has SIMD, else the
// TypeScript twins of plain-kernels.ts, which are also the oracle of the tests. Every array handed over must come from the same `open`.

import { KERNELS_BASE64 } from './kernels-wasm.ts'
import { plainKernels } from './plain-kernels.ts'

/** How a run of dot products goes through rows and samples: each output uses one row, then moves on by `whole` samples and `rest` rows, modulo `up`. */
export interface RowSteps {
  /** First sample and first row. */
  readonly start: number
  readonly phase: number
  /** Number of rows. */
  readonly up: number
  readonly whole: number
  readonly rest: number
}

export interface Kernels {
  /** Room for so many numbers, all zero. */
  floats(count: number): Float32Array
  integers(count: number): Int32Array
  halves(count: number): Uint16Array
  /** Each takes the room of two numbers. */
  doubles(count: number): Float64Array
  /** output[n] = row(n) . samples(n) for `count` outputs; rows are `rowLength` taps, a multiple of 8. */
  dotRows(samples: Float32Array, taps: Float32Array, output: Float32Array, count: number, rowLength: number, steps: RowSteps): void
  /** Cuts `count` frames of the window's length (a multiple of 8), `hop` apart, weighed with the window, one after the other. */
  cutFrames(samples: Float32Array, window: Float32Array, frames: Float32Array, count: number, hop: number): void
  /** Power and magnitude of `count` transforms of `size` points, packed as `Fft` packs them, in rows of `stride` numbers. */
  powers(transforms: Float32Array, power: Float32Array, magnitude: Float32Array, count: number, size: number, stride: number): void
  /** output[r] = values from firsts[r] on . the next 4 x fours[r] weights. */
  sparseRows(values: Float32Array, firsts: Int32Array, fours: Int32Array, weights: Float32Array, output: Float32Array): void
  /** 10 log10 of the first `count` powers (a multiple of 4), none below `floor`; in place is allowed. */
  decibels(values: Float32Array, output: Float32Array, count: number, floor: number): void
  /** Centroid, bandwidth, roll-off (all in bins; the bin below which `share` of the magnitude lies) and RMS of one spectrum, `last` being its last bin. */
  shape(magnitude: Float32Array, power: Float32Array, last: number, share: number, output: Float32Array): void
  /** How many neighbours among samples `from` to `to` (exclusive) have opposite signs; what is above -`silent` is positive. */
  signChanges(samples: Float32Array, from: number, to: number, silent: number): number
  /** Means of the strongest and the weakest values of bands; `table` holds first, end (exclusive) and how many for each, `scratch` five times the most of those. */
  extremes(values: Float32Array, table: Int32Array, peaks: Float32Array, valleys: Float32Array, scratch: Float32Array): void
  /** Half the rate: output[n] = samples[at + 2n] / 2 + the sum over k of taps[k] x (samples[at + 2n + 2k + 1] + samples[at + 2n - 2k - 1]). Up to 7 numbers beyond `count` are spoilt; `scratch` has room for count + 2 x taps + 16 numbers. */
  halve(samples: Float32Array, at: number, taps: Float32Array, output: Float32Array, count: number, scratch: Float32Array): void
  /** Filters and keeps every second number: output[n] = taps . samples[from + 2n …] for `count` outputs; an even number of taps. Up to 7 numbers beyond `count` are spoilt; `scratch` has room for 2 x count + taps + 32 numbers, and as many may be read of `samples`. */
  everySecond(samples: Float32Array, from: number, taps: Float32Array, output: Float32Array, count: number, scratch: Float32Array): void
  /** A matrix times `count` vectors: output[n x stride + row] = row . values from n x hop on; the rows are laid out by `byFours`, `width` long. */
  products(
    values: Float32Array,
    hop: number,
    count: number,
    matrix: Float32Array,
    width: number,
    output: Float32Array,
    stride: number,
  ): void
  /** `scale` x the magnitudes of `rows` rows of `width` complex numbers (a multiple of 4), in rows of `stride` numbers. */
  magnitudes(complex: Float32Array, rows: number, width: number, scale: number, output: Float32Array, stride: number): void
  /** Filters `count` samples of two channels (`filter` is of `weighingFilter`) and adds the squares of what comes out to `sums`; `states` are eight numbers that carry over. */
  weighEnergy(left: Float32Array, right: Float32Array, count: number, filter: Float64Array, states: Float64Array, sums: Float64Array): void
  /** The highest finite magnitude of samples `from` to `to` and between them, at least `peak`, by interpolators of 12 taps each; 11 samples lie before `from`. Where samples times `gain` do not reach the peak they are passed over. */
  truePeak(samples: Float32Array, from: number, to: number, taps: Float32Array, gain: number, peak: number): number
  /** Numbers (a multiple of 8, none negative) in half the room, rounded to 8 bits of mantissa; and back. */
  pack(values: Float32Array, packed: Uint16Array): void
  unpack(packed: Uint16Array, values: Float32Array): void
  /** Writes the bins from `first` to `end` (exclusive) that are above `share` of the greatest value, above the one before and not below the one after; says how many. Three zeros must follow `values`. */
  peaks(values: Float32Array, first: number, end: number, share: number, bins: Int32Array): number
}

/** The layout of a matrix for `products`: four rows together, four numbers of each in turn. The rows are equally long; both counts are multiples of 4. */
export function byFours(rows: readonly ArrayLike<number>[]): Float32Array {
  const width = rows[0].length
  const out = new Float32Array(rows.length * width)
  rows.forEach((row, r) => {
    for (let n = 0; n < width; n++) out[(r >> 2) * 4 * width + (n >> 2) * 16 + (r & 3) * 4 + (n & 3)] = row[n]
  })
  return out
}

/** Kernels with room for `floats` numbers in `arrays` arrays. */
export function openKernels(floats: number, arrays: number): Kernels {
  compiled ??= compile()
  return compiled ? wasmKernels(compiled, floats, arrays) : plainKernels()
}

let compiled: WebAssembly.Module | null | undefined

function compile(): WebAssembly.Module | null {
  const bytes = Uint8Array.from(atob(KERNELS_BASE64), (letter) => letter.charCodeAt(0))
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
}

const PAGE_BYTES = 65_536
/** What a kernel may read beyond the end of an array, in bytes. */
const MARGIN_BYTES = 64

type Exports = Readonly<Record<string, (...numbers: number[]) => number>>

/** The compiled ones. */
function wasmKernels(module: WebAssembly.Module, floats: number, arrays: number): Kernels {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((floats * 4 + (arrays + 1) * 2 * MARGIN_BYTES) / PAGE_BYTES) })
  const run = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports
  let end = MARGIN_BYTES
  const place = (count: number): number => {
    const at = end
    end = 16 * Math.ceil((end + count * 4 + MARGIN_BYTES) / 16)
    return at
  }
  const at = (array: Float32Array | Int32Array | Uint16Array | Float64Array, index = 0) => array.byteOffset + index * 4
  return {
    floats: (count) => new Float32Array(memory.buffer, place(count), count),
    integers: (count) => new Int32Array(memory.buffer, place(count), count),
    halves: (count) => new Uint16Array(memory.buffer, place(Math.ceil(count / 2)), count),
    doubles: (count) => new Float64Array(memory.buffer, place(2 * count), count),
    dotRows: (samples, taps, output, count, rowLength, { start, phase, up, whole, rest }) => {
      run['dotRows'](at(samples), at(taps), at(output), count, rowLength, start, phase, up, whole, rest)
    },
    cutFrames: (samples, window, frames, count, hop) => {
      run['cutFrames'](at(samples), at(window), at(frames), count, window.length, hop)
    },
    powers: (transforms, power, magnitude, count, size, stride) => {
      run['powers'](at(transforms), at(power), at(magnitude), count, size, stride)
    },
    sparseRows: (values, firsts, fours, weights, output) => {
      run['sparseRows'](at(values), at(firsts), at(fours), at(weights), at(output), output.length)
    },
    decibels: (values, output, count, floor) => {
      run['decibels'](at(values), at(output), count, floor)
    },
    shape: (magnitude, power, last, share, output) => {
      run['shape'](at(magnitude), at(power), last, share, at(output))
    },
    signChanges: (samples, from, to, silent) => run['signChanges'](at(samples), from, to, silent),
    extremes: (values, table, peaks, valleys, scratch) => {
      run['extremes'](at(values), at(table), table.length / 3, at(peaks), at(valleys), at(scratch))
    },
    halve: (samples, index, taps, output, count, scratch) => {
      run['halve'](at(samples, index), at(taps), taps.length, at(output), count, at(scratch))
    },
    everySecond: (samples, from, taps, output, count, scratch) => {
      run['everySecond'](at(samples, from), at(taps), taps.length / 2, at(output), count, at(scratch))
    },
    products: (values, hop, count, matrix, width, output, stride) => {
      run['products'](at(values), hop, count, at(matrix), matrix.length / (4 * width), width / 4, at(output), stride)
    },
    magnitudes: (complex, rows, width, scale, output, stride) => {
      run['magnitudes'](at(complex), rows, width, scale, at(output), stride)
    },
    weighEnergy: (left, right, count, filter, states, sums) => {
      run['weighEnergy'](at(left), at(right), count, at(filter), at(states), at(sums))
    },
    truePeak: (samples, from, to, taps, gain, peak) =>
      run['truePeak'](at(samples, from), to - from, at(taps), taps.length / 12, gain, peak),
    pack: (values, packed) => {
      run['pack'](at(values), at(packed), packed.length)
    },
    unpack: (packed, values) => {
      run['unpack'](at(packed), at(values), packed.length)
    },
    peaks: (values, first, end, share, bins) => run['peaks'](at(values), 4 * Math.ceil(values.length / 4), first, end, share, at(bins)),
  }
}
