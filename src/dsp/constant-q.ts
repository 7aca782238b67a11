// The constant-Q transform (Brown 1991; by octaves, Schoerkhuber and Klapuri 2010) as librosa 0.11 defines it: 84 semitones from C1, each
// heard through a window of the same number of periods. Streaming: the signal is halved octave by octave, and every octave is correlated
// with the same twelve filters, which are those of librosa, brought back from its sparse spectra into time.

import { byFours, type Kernels, openKernels } from './kernels.ts'
import { kaiser } from './window.ts'

export const SEMITONES = 84
const OCTAVES = 7
const PITCHES = 12
/** Samples a filter of one octave looks at, at that octave's rate. */
const LENGTH = 256
const C1_HZ = 440 * 2 ** (-45 / 12)
/** Periods of a pitch in its window: the inverse of its relative bandwidth. */
const Q = (2 ** (1 / 6) + 1) / (2 ** (1 / 6) - 1)
/** The smallest parts of a filter's spectrum, together this share of it, are left out. */
const SPARSITY = 0.01

/** Taps on each side of the half-band filter that are not zero; 0.15 to 0.35 of the rate is its slope. */
const HALF_TAPS = 16
const HALF_BETA = 10

/** Real and imaginary parts of LENGTH numbers. */
interface Wave {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Twelve filters, C to B, for the octave whose C lies at `lowestHz`: the sum over n of filter[n] x samples[n] is the transform. */
function constantQFilters(sampleRateHz: number, lowestHz: number): Wave[] {
  return Array.from({ length: PITCHES }, (_, pitch) => {
    const hz = lowestHz * 2 ** (pitch / PITCHES)
    const periods = (Q * sampleRateHz) / hz
    // librosa scales by length / size, then by the inverse root of the length.
    return transform(sparse(transform(wavelet(periods, hz / sampleRateHz))), Math.sqrt(periods) / LENGTH)
  })
}

/** A Hann-windowed wave of `length` samples and `frequency` periods a sample in the middle of LENGTH samples, magnitudes summing to 1. */
function wavelet(length: number, frequency: number): Wave {
  const first = Math.floor(-length / 2)
  const count = Math.floor(length / 2) - first
  const lead = Math.floor((LENGTH - count) / 2)
  const out = wave()
  for (let i = 0; i < count; i++) {
    const weight = (1 - Math.cos((2 * Math.PI * i) / count)) / count
    out.re[lead + i] = weight * Math.cos(2 * Math.PI * frequency * (first + i))
    out.im[lead + i] = weight * Math.sin(2 * Math.PI * frequency * (first + i))
  }
  return out
}

const wave = (): Wave => ({ re: new Float64Array(LENGTH), im: new Float64Array(LENGTH) })

/** The discrete Fourier transform of the numbers that are not zero, times `scale`. */
function transform(input: Wave, scale = 1): Wave {
  const cosines = Float64Array.from({ length: LENGTH }, (_, i) => Math.cos((2 * Math.PI * i) / LENGTH))
  const out = wave()
  for (let n = 0; n < LENGTH; n++) {
    const re = scale * input.re[n]
    const im = scale * input.im[n]
    if (re === 0 && im === 0) continue
    for (let k = 0; k < LENGTH; k++) {
      const turn = (k * n) % LENGTH
      const cosine = cosines[turn]
      const sine = cosines[(turn + (3 * LENGTH) / 4) % LENGTH]
      out.re[k] += re * cosine + im * sine
      out.im[k] += im * cosine - re * sine
    }
  }
  return out
}

/** Of a spectrum only the frequencies that are not negative, without the smallest numbers that together make less than SPARSITY of the magnitude. */
function sparse({ re, im }: Wave): Wave {
  const bins = Array.from({ length: LENGTH / 2 + 1 }, (_, bin) => ({ bin, magnitude: Math.hypot(re[bin], im[bin]) }))
  const least = SPARSITY * bins.reduce((sum, { magnitude }) => sum + magnitude, 0)
  const out = wave()
  let sum = 0
  for (const { bin, magnitude } of bins.sort((a, b) => a.magnitude - b.magnitude)) {
    sum += magnitude
    if (sum < least) continue
    out.re[bin] = re[bin]
    out.im[bin] = im[bin]
  }
  return out
}

/** The odd taps of one side of a half-band filter; together with the middle, 1/2, they pass a constant unchanged. */
function halfBandTaps(): Float64Array {
  const taps = Float64Array.from({ length: HALF_TAPS }, (_, k) => {
    const x = 2 * k + 1
    return (Math.sin((Math.PI * x) / 2) / (Math.PI * x)) * kaiser(x / (2 * HALF_TAPS), HALF_BETA)
  })
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => (0.25 * tap) / sum)
}

/** Samples taken at once. */
const BLOCK = 8192
/** Silence before and after, and what is kept of the past. */
const EDGE = LENGTH / 2
/** Frames of the highest octave may be so far ahead of those of the lowest. */
const PENDING = 128

/** One octave's stream. */
interface Octave {
  readonly samples: Float32Array
  readonly hop: number
  readonly gain: number
  /** The index of samples[0], and how many are known. */
  base: number
  filled: number
  /** The next frame, and the next sample of the octave below, to make. */
  frame: number
  half: number
}

/** Hands the magnitudes of SEMITONES pitches, C1 first, of each frame to `onFrame`; n samples make 1 + floor(n / hop) frames. */
export class ConstantQ {
  private readonly kernels: Kernels
  private readonly filters: Float32Array
  private readonly halfBand: Float32Array
  private readonly octaves: readonly Octave[]
  private readonly pending: Float32Array
  private readonly scratch: Float32Array
  private readonly hop: number
  private readonly onFrame: (magnitudes: Float32Array) => void
  private emitted = 0
  private sampleCount = 0

  /** `hop` is a multiple of 64; `tuningSemitones` is how far the recording is from A440. */
  constructor(sampleRateHz: number, hop: number, tuningSemitones: number, onFrame: (magnitudes: Float32Array) => void) {
    const sizes = Array.from({ length: OCTAVES }, (_, i) => BLOCK / 2 ** i + 6 * LENGTH + hop)
    const total = sizes.reduce((sum, size) => sum + size, sizes[0]) + PITCHES * 2 * LENGTH + HALF_TAPS + PENDING * SEMITONES
    this.kernels = openKernels(total, OCTAVES + 4)
    this.filters = this.kernels.floats(PITCHES * 2 * LENGTH)
    const filters = constantQFilters(sampleRateHz, C1_HZ * 2 ** (OCTAVES - 1 + tuningSemitones / PITCHES))
    this.filters.set(byFours(filters.flatMap(({ re, im }) => [re, im])))
    this.halfBand = this.kernels.floats(HALF_TAPS)
    this.halfBand.set(halfBandTaps())
    this.octaves = sizes.map((size, i) => {
      return { samples: this.kernels.floats(size), hop: hop / 2 ** i, gain: 2 ** (i / 2), base: -EDGE, filled: EDGE, frame: 0, half: 0 }
    })
    this.pending = this.kernels.floats(PENDING * SEMITONES)
    this.scratch = this.kernels.floats(sizes[0])
    this.hop = hop
    this.onFrame = onFrame
  }

  push(samples: Float32Array): void {
    this.sampleCount += samples.length
    const [top] = this.octaves
    for (let at = 0; at < samples.length; at += BLOCK) {
      const block = samples.subarray(at, at + BLOCK)
      top.samples.set(block, top.filled)
      top.filled += block.length
      this.octaves.forEach((octave, i) => {
        this.listen(octave, i, Infinity)
        this.passDown(octave, i, Infinity)
      })
      this.emit()
    }
  }

  /** Emits the last frames. */
  finish(): void {
    if (this.sampleCount === 0) return
    const frames = 1 + Math.floor(this.sampleCount / this.hop)
    this.octaves.forEach((octave, i) => {
      octave.samples.fill(0, octave.filled, octave.filled + EDGE)
      octave.filled += EDGE
      this.listen(octave, i, frames)
      this.passDown(octave, i, Math.ceil(this.sampleCount / 2 ** (i + 1)))
    })
    this.emit()
  }

  /** Makes the frames of one octave that are certain, before frame `end`. */
  private listen(octave: Octave, index: number, end: number): void {
    const known = octave.base + octave.filled
    const count = Math.min(end, Math.floor((known - EDGE) / octave.hop) + 1) - octave.frame
    if (count <= 0) return
    const from = octave.samples.subarray(octave.frame * octave.hop - EDGE - octave.base)
    this.kernels.products(from, octave.hop, count, this.filters, LENGTH, this.scratch, 2 * PITCHES)
    const to = this.pending.subarray((octave.frame - this.emitted) * SEMITONES + (OCTAVES - 1 - index) * PITCHES)
    this.kernels.magnitudes(this.scratch, count, PITCHES, octave.gain, to, SEMITONES)
    octave.frame += count
  }

  /** Makes the samples of the octave below that are certain, before sample `end`, and forgets what nobody needs. */
  private passDown(octave: Octave, index: number, end: number): void {
    const below = this.octaves[index + 1]
    if (below) {
      const count = Math.min(end, Math.floor((octave.base + octave.filled) / 2) - HALF_TAPS + 1) - octave.half
      if (count > 0) {
        const free = below.samples.subarray(below.filled)
        this.kernels.halve(octave.samples, 2 * octave.half - octave.base, this.halfBand, free, count, this.scratch)
        below.filled += count
        octave.half += count
      }
    }
    const needed = Math.min(octave.frame * octave.hop - EDGE, below ? 2 * octave.half - 2 * HALF_TAPS : Infinity)
    const gone = Math.min(octave.filled, needed - octave.base)
    if (gone <= 0) return
    octave.samples.copyWithin(0, gone, octave.filled)
    octave.base += gone
    octave.filled -= gone
  }

  /** Hands on the frames that every octave has heard. */
  private emit(): void {
    const ready = this.octaves[OCTAVES - 1].frame - this.emitted
    for (let i = 0; i < ready; i++) this.onFrame(this.pending.subarray(i * SEMITONES, (i + 1) * SEMITONES))
    this.pending.copyWithin(0, ready * SEMITONES)
    this.emitted += ready
  }
}
