// The object that `deepcut analyze --json` prints for a file.

import type { Analysis } from './analysis.ts'

/** Plain JSON; null or empty is what could not be measured. */
export function analysisDocument(path: string, analysis: Analysis): Record<string, unknown> {
  const { beatsS, downbeatsS, structure, vector, waveform: _, loudnessBlocks: __, ...rest } = analysis
  return {
    path,
    ...rest,
    beatsS: beatsS.map(rounded),
    downbeatsS: downbeatsS.map(rounded),
    structure: structure && { ...structure, energy: [...structure.energy] },
    vector: [...vector],
  }
}

/** Seconds to the tenth of a millisecond. */
const rounded = (seconds: number): number => Math.round(seconds * 1e4) / 1e4
