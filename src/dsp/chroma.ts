// Chroma: the power of a spectrum folded onto the twelve pitch classes (Ellis 2007), with librosa's filter bank.

import { byFours, type Kernels, openKernels } from './kernels.ts'
import { scaleToTop } from './normalise.ts'

const CENTRE_OCTAVE = 5
const OCTAVE_WIDTH = 2
export const PITCH_CLASSES = 12

/** A 12 x (fftSize/2 + 1) matrix, row by row from C, for a recording tuned `tuningSemitones` from A440. */
function chromaBank(sampleRateHz: number, fftSize: number, tuningSemitones: number): Float32Array {
  const binCount = fftSize / 2 + 1
  const reference = (440 * 2 ** (tuningSemitones / 12)) / 16
  const position = (bin: number) => PITCH_CLASSES * Math.log2((bin * sampleRateHz) / fftSize / reference)
  const bank = new Float32Array(PITCH_CLASSES * binCount)
  const column = new Float64Array(PITCH_CLASSES)
  for (let bin = 0; bin < binCount; bin++) {
    // Bin 0 has no pitch: it is put one and a half octaves below bin 1, where its width blurs it.
    const here = bin === 0 ? position(1) - 1.5 * PITCH_CLASSES : position(bin)
    const width = Math.max(1, position(bin + 1) - here)
    let norm = 0
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) {
      const distance = wrap(here - pitch)
      column[pitch] = Math.exp(-0.5 * ((2 * distance) / width) ** 2)
      norm += column[pitch] ** 2
    }
    const octaveWeight = Math.exp(-0.5 * ((here / PITCH_CLASSES - CENTRE_OCTAVE) / OCTAVE_WIDTH) ** 2)
    const scale = octaveWeight / Math.sqrt(norm)
    // Positions count from A; the rows start at C, three semitones above.
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) bank[((pitch + 9) % PITCH_CLASSES) * binCount + bin] = column[pitch] * scale
  }
  return bank
}

/** Spectra folded at once. */
const BLOCK = 16

/** Power spectra that wait for their filter, to 8 bits of mantissa each. */
export interface PackedSpectra {
  count: number
  readonly numbers: Uint16Array
}

/** Folds power spectra onto pitch classes, for a tuning that becomes known only later: until then they wait, packed. */
export class ChromaFolder {
  private readonly sampleRateHz: number
  private readonly fftSize: number
  /** Numbers of a spectrum, with zeros to a multiple of 8. */
  private readonly width: number
  private readonly kernels: Kernels
  private readonly matrix: Float32Array
  private readonly spectra: Float32Array
  private readonly packed: Uint16Array
  private readonly chroma: Float32Array

  constructor(sampleRateHz: number, fftSize: number) {
    this.sampleRateHz = sampleRateHz
    this.fftSize = fftSize
    this.width = fftSize / 2 + 8
    this.kernels = openKernels((PITCH_CLASSES + 2 * BLOCK) * this.width + BLOCK * PITCH_CLASSES, 4)
    this.matrix = this.kernels.floats(PITCH_CLASSES * this.width)
    this.spectra = this.kernels.floats(BLOCK * this.width)
    this.packed = this.kernels.halves(BLOCK * this.width)
    this.chroma = this.kernels.floats(BLOCK * PITCH_CLASSES)
  }

  /** Room for BLOCK spectra. */
  empty(): PackedSpectra {
    return { count: 0, numbers: new Uint16Array(BLOCK * this.width) }
  }

  /** Adds a spectrum; says whether the batch is full now. */
  add(power: Float32Array, to: PackedSpectra): boolean {
    const { width, spectra, packed } = this
    spectra.set(power)
    this.kernels.pack(spectra, packed.subarray(0, width))
    to.numbers.set(packed.subarray(0, width), to.count++ * width)
    return to.count === BLOCK
  }

  /** How far the recording is from A440, in semitones. */
  tune(tuningSemitones: number): void {
    const binCount = this.fftSize / 2 + 1
    const bank = chromaBank(this.sampleRateHz, this.fftSize, tuningSemitones)
    const rows = Array.from({ length: PITCH_CLASSES }, () => new Float32Array(this.width))
    rows.forEach((row, pitch) => {
      row.set(bank.subarray(pitch * binCount, (pitch + 1) * binCount))
    })
    this.matrix.set(byFours(rows))
  }

  /** PITCH_CLASSES numbers for each spectrum, scaled so that a frame's strongest class is 1; silence stays zero. Overwritten by the next. */
  fold({ count, numbers }: PackedSpectra): Float32Array {
    const { width, chroma } = this
    this.packed.set(numbers)
    this.kernels.unpack(this.packed, this.spectra)
    this.kernels.products(this.spectra, width, count, this.matrix, width, chroma, PITCH_CLASSES)
    for (let i = 0; i < count; i++) scaleToTop(chroma, i * PITCH_CLASSES, (i + 1) * PITCH_CLASSES)
    return chroma
  }
}

const wrap = (distance: number): number => {
  const shifted = (distance + 6) % PITCH_CLASSES
  return (shifted < 0 ? shifted + PITCH_CLASSES : shifted) - 6
}
