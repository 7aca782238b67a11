// Chroma: the power of a spectrum folded onto the twelve pitch classes (Ellis 2007), with librosa's filter bank.

import { byFours, openKernels } from './kernels.ts'
import { scaleToTop } from './normalise.ts'

const CENTRE_OCTAVE = 5
const OCTAVE_WIDTH = 2
export const PITCH_CLASSES = 12

/** A 12 x (fftSize/2 + 1) matrix, row by row from C, for a recording tuned `tuningSemitones` from A440. */
export function chromaBank(sampleRateHz: number, fftSize: number, tuningSemitones: number): Float32Array {
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
export const CHROMA_BLOCK = 16

/**
 * A filter for one tuning: folds `count` power spectra (up to CHROMA_BLOCK, one after the other) into PITCH_CLASSES numbers each, scaled so
 * that a frame's strongest class is 1; silence stays zero. The result is overwritten by the next.
 */
export function chromaFilter(
  sampleRateHz: number,
  fftSize: number,
  tuningSemitones: number,
): (powers: Float32Array, count: number) => Float32Array {
  const binCount = fftSize / 2 + 1
  const width = 4 * Math.ceil(binCount / 4)
  const bank = chromaBank(sampleRateHz, fftSize, tuningSemitones)
  const kernels = openKernels((PITCH_CLASSES + CHROMA_BLOCK) * width + CHROMA_BLOCK * PITCH_CLASSES, 3)
  const matrix = kernels.floats(PITCH_CLASSES * width)
  const rows = Array.from({ length: PITCH_CLASSES }, () => new Float32Array(width))
  rows.forEach((row, pitch) => {
    row.set(bank.subarray(pitch * binCount, (pitch + 1) * binCount))
  })
  matrix.set(byFours(rows))
  const held = kernels.floats(CHROMA_BLOCK * width)
  const out = kernels.floats(CHROMA_BLOCK * PITCH_CLASSES)
  return (powers, count) => {
    for (let i = 0; i < count; i++) held.set(powers.subarray(i * binCount, (i + 1) * binCount), i * width)
    kernels.products(held, width, count, matrix, width, out, PITCH_CLASSES)
    for (let i = 0; i < count; i++) scaleToTop(out, i * PITCH_CLASSES, (i + 1) * PITCH_CLASSES)
    return out
  }
}

const wrap = (distance: number): number => {
  const shifted = (distance + 6) % PITCH_CLASSES
  return (shifted < 0 ? shifted + PITCH_CLASSES : shifted) - 6
}
