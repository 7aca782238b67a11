// Tempo Accuracy 1 and 2 (Gouyon et al. 2006): within 4 %, the second also at 2, 3, 1/2 and 1/3 of the tempo.

const TOLERANCE = 0.04
const FACTORS = [1, 2, 3, 1 / 2, 1 / 3]

const near = (bpm: number, wantedBpm: number) => Math.abs(bpm - wantedBpm) <= TOLERANCE * wantedBpm

/** Whether the tempo is right; no tempo is wrong. */
export const tempoAccuracy1 = (wantedBpm: number, bpm: number | null): boolean => bpm !== null && near(bpm, wantedBpm)

/** Whether the tempo is right but for the octave: a factor of 2 or 3 either way. */
export const tempoAccuracy2 = (wantedBpm: number, bpm: number | null): boolean =>
  bpm !== null && FACTORS.some((factor) => near(bpm, factor * wantedBpm))
