// The descriptors of docs/science/descriptors.md: each row of numbers over time summarised by seven statistics.

import { dctBasis, multiply, PITCH_CLASSES, sevenStatistics } from '#dsp'
import { type DescriptorStatistics, STATISTICS, type Statistic } from './analysis.ts'
import { CONTRAST_BANDS, type Hearing, MEL_BANDS, ROW } from './hearing.ts'

export const MFCC_COUNT = 20
/** Levels this far below the loudest count as this far below it. */
const RANGE_DB = 80

/** Every descriptor of a finished hearing, by name. */
export function describe(hearing: Hearing): Record<string, DescriptorStatistics> {
  const { frames } = hearing
  const rows = (first: number, count: number) => Array.from({ length: count }, (_, i) => frames.row(first + i))
  return {
    zcr: summarise(rows(ROW.zcr, 1)),
    rms: summarise(rows(ROW.rms, 1)),
    spectral_centroid: summarise(rows(ROW.centroid, 1)),
    spectral_bandwidth: summarise(rows(ROW.bandwidth, 1)),
    spectral_rolloff: summarise(rows(ROW.rolloff, 1)),
    spectral_contrast: summarise(contrast(rows(ROW.contrastPeak, CONTRAST_BANDS), rows(ROW.contrastValley, CONTRAST_BANDS))),
    chroma_stft: summarise(rows(ROW.chroma, PITCH_CLASSES)),
    mfcc: summarise(mfcc(hearing)),
  }
}

function summarise(rows: Float32Array[]): DescriptorStatistics {
  const all = rows.map(sevenStatistics)
  return Object.fromEntries(STATISTICS.map((name) => [name, all.map((row) => row[name])])) as Record<Statistic, number[]>
}

/** Peaks minus valleys in dB, each limited to the range below its own greatest. */
function contrast(peaks: Float32Array[], valleys: Float32Array[]): Float32Array[] {
  const peakFloor = top(peaks) - RANGE_DB
  const valleyFloor = top(valleys) - RANGE_DB
  return peaks.map((row, band) => row.map((peak, t) => Math.max(peak, peakFloor) - Math.max(valleys[band][t], valleyFloor)))
}

function top(rows: Float32Array[]): number {
  let highest = -Infinity
  for (const row of rows) for (let t = 0; t < row.length; t++) if (row[t] > highest) highest = row[t]
  return highest
}

/** Mel-frequency cepstral coefficients of every kept frame, row by row. */
function mfcc(hearing: Hearing): Float32Array[] {
  const { frames } = hearing
  const basis = dctBasis(MFCC_COUNT, MEL_BANDS)
  const floor = hearing.melTopDb - RANGE_DB
  const mel = new Float32Array(MEL_BANDS)
  const coefficients = new Float32Array(MFCC_COUNT)
  const out = Array.from({ length: MFCC_COUNT }, () => new Float32Array(frames.count))
  for (let t = 0; t < frames.count; t++) {
    frames.mel(t, mel)
    for (let band = 0; band < MEL_BANDS; band++) if (mel[band] < floor) mel[band] = floor
    multiply(basis, mel, coefficients)
    for (let row = 0; row < MFCC_COUNT; row++) out[row][t] = coefficients[row]
  }
  return out
}
