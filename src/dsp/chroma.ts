// Chroma: the power of a spectrum folded onto the twelve pitch classes (Ellis 2007), with librosa's filter bank.

import { multiply } from './dct.ts'

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

/** Folds one power spectrum into `out`, scaled so that the strongest class is 1; silence stays zero. */
export function chroma(bank: Float32Array, power: Float32Array, out: Float32Array): void {
  multiply(bank, power, out)
  let top = 0
  for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) if (out[pitch] > top) top = out[pitch]
  if (top < TINY) return
  for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) out[pitch] /= top
}

/** The smallest normal float32. */
const TINY = 1.1754943508222875e-38

const wrap = (distance: number): number => {
  const shifted = (distance + 6) % PITCH_CLASSES
  return (shifted < 0 ? shifted + PITCH_CLASSES : shifted) - 6
}
