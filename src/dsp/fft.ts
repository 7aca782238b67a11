// The discrete Fourier transform of real signals: one port, PFFFT in WebAssembly (SIMD) where it loads, and an own TypeScript
// transform that is both the fallback and the oracle of the tests.

import openPffft, { type PffftModule } from '@echogarden/pffft-wasm/simd'

/** A forward transform of one size. Fill `input`, call `forward`, read `output` before the next call. */
export interface Fft {
  /** A power of two, at least 32. */
  readonly size: number
  /** `size` real samples; left unspecified by `forward`. */
  readonly input: Float32Array
  /** `size` numbers: the real parts of bins 0 and size/2, then real and imaginary part of bins 1 to size/2 - 1. Not scaled. */
  readonly output: Float32Array
  forward(): void
  /** Gives its memory back; the transform must not be used afterwards. */
  close(): void
}

const FORWARD = 0
const REAL = 0

let pffft: Promise<PffftModule | null> | null = null

/** A transform of `size` points: PFFFT, or the TypeScript one where WebAssembly or its SIMD is missing. */
export async function openFft(size: number): Promise<Fft> {
  checkSize(size)
  pffft ??= openPffft().catch(() => null)
  const module = await pffft
  return module ? wasmFft(module, size) : plainFft(size)
}

function wasmFft(module: PffftModule, size: number): Fft {
  const setup = module._pffft_new_setup(size, REAL)
  const bytes = size * Float32Array.BYTES_PER_ELEMENT
  const [input, output, work] = [0, 1, 2].map(() => module._pffft_aligned_malloc(bytes))
  const view = (pointer: number) => new Float32Array(module.HEAPF32.buffer, pointer, size)
  return {
    size,
    input: view(input),
    output: view(output),
    forward: () => module._pffft_transform_ordered(setup, input, output, work, FORWARD),
    close: () => {
      for (const pointer of [input, output, work]) module._pffft_aligned_free(pointer)
      module._pffft_destroy_setup(setup)
    },
  }
}

/** The TypeScript transform: a complex transform of half the size on even and odd samples, then split (Sorensen et al., 1987). */
export function plainFft(size: number): Fft {
  checkSize(size)
  const half = size / 2
  const input = new Float32Array(size)
  const output = new Float32Array(size)
  const re = new Float64Array(half)
  const im = new Float64Array(half)
  const cosines = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size))
  const sines = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / size))
  const reversed = bitReversal(half)

  const forward = () => {
    for (let i = 0; i < half; i++) {
      re[i] = input[2 * reversed[i]]
      im[i] = input[2 * reversed[i] + 1]
    }
    butterflies(re, im, cosines, sines)
    output[0] = re[0] + im[0]
    output[1] = re[0] - im[0]
    for (let k = 1; k < half; k++) {
      const evenRe = (re[k] + re[half - k]) / 2
      const evenIm = (im[k] - im[half - k]) / 2
      const oddRe = (im[k] + im[half - k]) / 2
      const oddIm = (re[half - k] - re[k]) / 2
      output[2 * k] = evenRe + cosines[k] * oddRe - sines[k] * oddIm
      output[2 * k + 1] = evenIm + cosines[k] * oddIm + sines[k] * oddRe
    }
  }
  return { size, input, output, forward, close: () => {} }
}

/** Decimation in time, radix 2, in place on bit-reversed input; twiddles are those of twice the length. */
function butterflies(re: Float64Array, im: Float64Array, cosines: Float64Array, sines: Float64Array): void {
  const count = re.length
  for (let span = 1; span < count; span *= 2) {
    const stride = count / span
    for (let start = 0; start < count; start += 2 * span) {
      for (let k = 0; k < span; k++) {
        const c = cosines[k * stride]
        const s = sines[k * stride]
        const a = start + k
        const b = a + span
        const tr = c * re[b] - s * im[b]
        const ti = c * im[b] + s * re[b]
        re[b] = re[a] - tr
        im[b] = im[a] - ti
        re[a] += tr
        im[a] += ti
      }
    }
  }
}

function bitReversal(count: number): Uint32Array {
  const out = new Uint32Array(count)
  for (let i = 1; i < count; i++) out[i] = (out[i >> 1] >> 1) | (i & 1 ? count >> 1 : 0)
  return out
}

function checkSize(size: number): void {
  if (size < 32 || (size & (size - 1)) !== 0)
    throw new RangeError(`An FFT of ${size} points is not supported: a power of two from 32 up is.`)
}
