// The rows that are read from the short-time spectrum, frame by frame: all but those that pass through the constant-Q transform.

import { CEPSTRUM_BLOCK, CONTRAST_BANDS, contrastLevels, openCepstrum, PITCH_CLASSES, peakFinder, zeroCrossingRate } from '#dsp'
import { ChromaRows } from './chroma-rows.ts'
import { FrameStore } from './frame-store.ts'
import { ANALYSIS_RATE_HZ, FFT_SIZE, type HeardFrame, type Hearing, MEL_BANDS } from './hearing.ts'

const MFCC_COUNT = 20
/** Levels this far below the loudest count as this far below it. */
const RANGE_DB = 80

/** Where each number of a frame stands in the frame store. */
const ROW = { zcr: 0, centroid: 1, bandwidth: 2, rolloff: 3, rms: 4, contrastPeak: 5, contrastValley: 12, chroma: 19 } as const
const ROW_COUNT = ROW.chroma + PITCH_CLASSES

/** The rows of every frame, until the end: medians and the whole-file maximum need them all. */
export class SpectralRows {
  private readonly hearing: Hearing
  private readonly frames = new FrameStore(ROW_COUNT, MEL_BANDS)
  private readonly chroma: ChromaRows
  private readonly measureContrast: (magnitude: Float32Array) => Float32Array
  private readonly row = new Float32Array(ROW_COUNT)
  private melTopDb = -Infinity

  constructor(hearing: Hearing) {
    this.hearing = hearing
    this.measureContrast = contrastLevels(hearing.kernels, ANALYSIS_RATE_HZ, FFT_SIZE)
    this.chroma = new ChromaRows(this.frames, ROW.chroma, peakFinder(hearing.kernels, FFT_SIZE / 2 + 1))
  }

  hear({ spectrum, melDb, shape }: HeardFrame): void {
    const { row } = this
    row[ROW.zcr] = zeroCrossingRate(this.hearing.kernels, spectrum.samples, spectrum.from, spectrum.to)
    row[ROW.centroid] = shape.centroidHz
    row[ROW.bandwidth] = shape.bandwidthHz
    row[ROW.rolloff] = shape.rolloffHz
    row[ROW.rms] = shape.rms
    const contrast = this.measureContrast(spectrum.magnitude)
    for (let i = 0; i < 2 * CONTRAST_BANDS; i++) row[ROW.contrastPeak + i] = contrast[i]
    for (let band = 0; band < MEL_BANDS; band++) if (melDb[band] > this.melTopDb) this.melTopDb = melDb[band]
    const place = this.frames.add(row, melDb)
    if (place >= 0) this.chroma.hear(spectrum.power, place)
  }

  /** The rows of each descriptor over the kept frames. */
  finish(): Record<string, Float32Array[]> {
    this.chroma.finish()
    const rows = (first: number, count: number) => Array.from({ length: count }, (_, i) => this.frames.row(first + i))
    return {
      zcr: rows(ROW.zcr, 1),
      rms: rows(ROW.rms, 1),
      spectral_centroid: rows(ROW.centroid, 1),
      spectral_bandwidth: rows(ROW.bandwidth, 1),
      spectral_rolloff: rows(ROW.rolloff, 1),
      spectral_contrast: contrastOf(rows(ROW.contrastPeak, CONTRAST_BANDS), rows(ROW.contrastValley, CONTRAST_BANDS)),
      chroma_stft: rows(ROW.chroma, PITCH_CLASSES),
      mfcc: this.mfcc(),
    }
  }

  /** Mel-frequency cepstral coefficients of every kept frame, row by row. */
  private mfcc(): Float32Array[] {
    const { frames } = this
    const { levels, coefficients, turn } = openCepstrum(this.hearing.kernels, MEL_BANDS, MFCC_COUNT)
    const out = Array.from({ length: MFCC_COUNT }, () => new Float32Array(frames.count))
    for (let place = 0; place < frames.count; place += CEPSTRUM_BLOCK) {
      const count = Math.min(CEPSTRUM_BLOCK, frames.count - place)
      frames.levels(place, count, this.melTopDb - RANGE_DB, levels)
      turn(count)
      for (let row = 0; row < MFCC_COUNT; row++) {
        const to = out[row]
        for (let i = 0; i < count; i++) to[place + i] = coefficients[i * MFCC_COUNT + row]
      }
    }
    return out
  }
}

/** Peaks minus valleys in dB, each limited to the range below its own greatest. */
function contrastOf(peaks: readonly Float32Array[], valleys: readonly Float32Array[]): Float32Array[] {
  const peakFloor = top(peaks) - RANGE_DB
  const valleyFloor = top(valleys) - RANGE_DB
  return peaks.map((row, band) => row.map((peak, t) => Math.max(peak, peakFloor) - Math.max(valleys[band][t], valleyFloor)))
}

function top(rows: readonly Float32Array[]): number {
  let highest = -Infinity
  for (const row of rows) for (let t = 0; t < row.length; t++) if (row[t] > highest) highest = row[t]
  return highest
}
