// The point of a recording in similarity space: timbre, movement, harmony, rhythm and dynamics, each number scaled by fixed constants,
// then the whole scaled to length one. No training, the same on every machine. See docs/science/similarity.md.

import type { Findings } from './analysis.ts'
import { VECTOR_SCALES } from './vector-scales.ts'

export const VECTOR_SIZE = 64
const MOVEMENT_REGIONS = 8

export type VectorSources = Pick<Findings, 'descriptors' | 'traits' | 'pitchClasses' | 'rhythmShape' | 'loudness'>

/** VECTOR_SIZE numbers of length one (all zero only for a recording that sits exactly on every mean). */
export function similarityVector(sources: VectorSources): Float32Array {
  const scaled = rawVector(sources).map((value, i) => {
    const [mean, std, weight] = VECTOR_SCALES[i]
    return Math.max(-3, Math.min(3, (value - mean) / std)) * weight
  })
  const length = Math.hypot(...scaled)
  return Float32Array.from(scaled, (value) => (length > 0 ? value / length : 0))
}

/** The numbers before scaling, in the order of VECTOR_SCALES. */
function rawVector({ descriptors, traits, pitchClasses, rhythmShape, loudness }: VectorSources): number[] {
  const { mfcc, spectral_contrast: contrast, spectral_centroid: centroid, spectral_rolloff: rolloff, rms, zcr } = descriptors
  return [
    ...mfcc.mean.slice(1, 14),
    ...mfcc.std.slice(0, 10),
    ...contrast.mean,
    ...[0, 2, 4, 6].map((band) => contrast.std[band]),
    ...[centroid.mean[0], centroid.std[0], rolloff.mean[0], zcr.mean[0], zcr.std[0]].map((value) => Math.log(value + 1e-3)),
    ...Array.from({ length: MOVEMENT_REGIONS }, (_, region) => traits[`movement${region}`]),
    ...harmonyShape(pitchClasses),
    ...rhythmShape,
    loudness.integratedLufs ?? -70,
    Math.log(rms.std[0] / (rms.mean[0] + 1e-9) + 1e-3),
  ]
}

/** How the pitch classes lie to each other, whatever the key: their circular autocorrelation at 1 to 6 semitones, and how even they are. */
function harmonyShape(pitchClasses: readonly number[]): number[] {
  const sum = pitchClasses.reduce((total, value) => total + value, 0)
  if (!(sum > 0)) return [0, 0, 0, 0, 0, 0, 1]
  const p = pitchClasses.map((value) => value / sum)
  const lags = [1, 2, 3, 4, 5, 6].map((lag) => p.reduce((total, value, i) => total + value * p[(i + lag) % 12], 0) * 12)
  const entropy = -p.reduce((total, value) => total + (value > 0 ? value * Math.log(value) : 0), 0) / Math.log(12)
  return [...lags, entropy]
}
