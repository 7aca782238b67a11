// The object that `deepcut analyze --json` prints for a file.

import type { Analysis } from './analysis.ts'

/** Plain JSON; what is not measured yet (downbeats, time signature, the estimated attributes) is null or empty. */
export function analysisDocument(path: string, analysis: Analysis): Record<string, unknown> {
  const { durationS, codec, sampleRateHz, channels, loudness, tempo, beatsS, key, descriptors, vector, versions } = analysis
  return {
    path,
    durationS,
    codec,
    sampleRateHz,
    channels,
    loudness,
    tempo,
    beatsS: beatsS.map((seconds) => Math.round(seconds * 1e4) / 1e4),
    downbeatsS: null,
    timeSignature: null,
    key,
    attributes: {},
    descriptors,
    vector: [...vector],
    versions,
  }
}
