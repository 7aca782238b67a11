// Chroma from the constant-Q transform, with the folding of librosa 0.11's `chroma_cqt(C=…)`.

import { PITCH_CLASSES } from './chroma.ts'

/**
 * librosa takes what it is given for 36 bins an octave unless it is told otherwise, and the FMA recipe does not tell: of a transform with
 * 12 bins an octave each row then gathers three neighbouring semitones, and row and pitch class no longer agree. Kept, since these are the
 * numbers that the recipe makes; the key is not found from them.
 */
const ASSUMED_BINS = 36

const ROW_OF = Uint8Array.from({ length: ASSUMED_BINS }, (_, i) => Math.floor((i * PITCH_CLASSES) / ASSUMED_BINS))

/** Sums the magnitudes of semitones from C1 into twelve rows. */
export function foldConstantQ(magnitudes: Float32Array, out: Float32Array): void {
  out.fill(0)
  for (let bin = 0; bin < magnitudes.length; bin++) out[ROW_OF[(bin + 1) % ASSUMED_BINS]] += magnitudes[bin]
}
