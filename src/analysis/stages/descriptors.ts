// The descriptors of docs/science/descriptors.md: each row of numbers over time summarised by seven statistics.

import {
  CONTRAST_BANDS,
  chromaFilter,
  contrastLevels,
  dctBasis,
  findPeaks,
  type Kernels,
  multiply,
  PITCH_CLASSES,
  type SpectrumFrame,
  sevenStatistics,
  spectralPeaks,
  TuningEstimate,
  zeroCrossingRate,
} from '#dsp'
import { type DescriptorStatistics, STATISTICS, type Statistic } from '../analysis.ts'
import { ConstantQRows } from '../constant-q-rows.ts'
import { FrameStore } from '../frame-store.ts'
import { ANALYSIS_RATE_HZ, BIN_HZ, FFT_SIZE, type HeardFrame, MEL_BANDS } from '../hearing.ts'
import type { Stage } from '../stage.ts'
import { TUNING_FRAMES, TUNING_PEAKS } from '../tuning-peaks.ts'

const MFCC_COUNT = 20
/** Levels this far below the loudest count as this far below it. */
const RANGE_DB = 80

/** Where each number of a frame stands in the frame store. */
const ROW = { zcr: 0, centroid: 1, bandwidth: 2, rolloff: 3, rms: 4, contrastPeak: 5, contrastValley: 12, chroma: 19 } as const
const ROW_COUNT = ROW.chroma + PITCH_CLASSES

export const descriptors: Stage = {
  name: 'descriptors',
  version: '2',
  listen(hearing) {
    const rows = new DescriptorRows(hearing.kernels)
    const pitches = new ConstantQRows()
    hearing.onSamples((samples) => pitches.hearSamples(samples))
    hearing.onFrame((frame) => {
      rows.hear(frame)
      pitches.hearFrame(frame)
    })
    return () => {
      const { chroma, cens, tonnetz } = pitches.finish()
      return {
        descriptors: {
          ...rows.finish(),
          chroma_cqt: summarise(chroma),
          chroma_cens: summarise(cens),
          tonnetz: summarise(tonnetz),
        },
      }
    }
  },
}

/** The rows of every frame, until the end: medians and the whole-file maximum need them all. */
class DescriptorRows {
  private readonly frames = new FrameStore(ROW_COUNT, MEL_BANDS)
  private melTopDb = -Infinity
  private readonly kernels: Kernels
  private readonly measureContrast: (magnitude: Float32Array) => Float32Array
  private readonly tuning = new TuningEstimate()
  private readonly peaks = spectralPeaks(FFT_SIZE / 2 + 1)
  private readonly row = new Float32Array(ROW_COUNT)
  private readonly chromaRow = new Float32Array(PITCH_CLASSES)
  private fold: ((power: Float32Array, out: Float32Array) => void) | null = null
  private waiting: { place: number; power: Float32Array }[] = []

  constructor(kernels: Kernels) {
    this.kernels = kernels
    this.measureContrast = contrastLevels(kernels, ANALYSIS_RATE_HZ, FFT_SIZE)
  }

  hear({ spectrum, melDb, shape }: HeardFrame): void {
    const { row } = this
    row[ROW.zcr] = zeroCrossingRate(this.kernels, spectrum.samples, spectrum.from, spectrum.to)
    row[ROW.centroid] = shape.centroidHz
    row[ROW.bandwidth] = shape.bandwidthHz
    row[ROW.rolloff] = shape.rolloffHz
    row[ROW.rms] = shape.rms
    row.set(this.measureContrast(spectrum.magnitude).subarray(0, 2 * CONTRAST_BANDS), ROW.contrastPeak)
    for (let band = 0; band < MEL_BANDS; band++) if (melDb[band] > this.melTopDb) this.melTopDb = melDb[band]
    this.hearChroma(spectrum, melDb)
  }

  finish(): Record<string, DescriptorStatistics> {
    if (!this.fold) this.settleTuning()
    const rows = (first: number, count: number) => Array.from({ length: count }, (_, i) => this.frames.row(first + i))
    return {
      zcr: summarise(rows(ROW.zcr, 1)),
      rms: summarise(rows(ROW.rms, 1)),
      spectral_centroid: summarise(rows(ROW.centroid, 1)),
      spectral_bandwidth: summarise(rows(ROW.bandwidth, 1)),
      spectral_rolloff: summarise(rows(ROW.rolloff, 1)),
      spectral_contrast: summarise(contrast(rows(ROW.contrastPeak, CONTRAST_BANDS), rows(ROW.contrastValley, CONTRAST_BANDS))),
      chroma_stft: summarise(rows(ROW.chroma, PITCH_CLASSES)),
      mfcc: summarise(mfcc(this.frames, this.melTopDb)),
    }
  }

  private hearChroma({ power }: SpectrumFrame, melDb: Float32Array): void {
    if (this.fold) {
      this.fold(power, this.chromaRow)
      this.row.set(this.chromaRow, ROW.chroma)
    } else {
      findPeaks(power, TUNING_PEAKS.first, TUNING_PEAKS.end, TUNING_PEAKS.threshold, this.peaks)
      this.tuning.add(this.peaks, BIN_HZ)
    }
    const place = this.frames.add(this.row, melDb)
    if (!this.fold && place >= 0) {
      this.waiting.push({ place, power: power.slice() })
      if (this.waiting.length === TUNING_FRAMES) this.settleTuning()
    }
  }

  private settleTuning(): void {
    this.fold = chromaFilter(ANALYSIS_RATE_HZ, FFT_SIZE, this.tuning.semitones())
    for (const { place, power } of this.waiting) {
      this.fold(power, this.chromaRow)
      for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) this.frames.set(place, ROW.chroma + pitch, this.chromaRow[pitch])
    }
    this.waiting = []
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
function mfcc(frames: FrameStore, topDb: number): Float32Array[] {
  const basis = dctBasis(MFCC_COUNT, MEL_BANDS)
  const floor = topDb - RANGE_DB
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
