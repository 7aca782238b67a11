// One pass over a recording: mono at 22,050 Hz, one short-time spectrum shared by every descriptor, and what must be known of each frame.

import {
  chromaFilter,
  contrastBands,
  contrastPeaksAndValleys,
  type Fft,
  findPeaks,
  melBank,
  melPower,
  OnsetEnvelope,
  Overview,
  PITCH_CLASSES,
  PitchProfile,
  powerToDb,
  ShortTimeSpectrum,
  type SpectralShape,
  type SpectrumFrame,
  spectralPeaks,
  spectralShape,
  TuningEstimate,
  zeroCrossingRate,
} from '#dsp'
import { BandMovement } from './band-movement.ts'
import { FrameStore } from './frame-store.ts'

export const ANALYSIS_RATE_HZ = 22_050
export const FFT_SIZE = 2048
export const HOP = 512
export const FRAME_RATE_HZ = ANALYSIS_RATE_HZ / HOP
export const MEL_BANDS = 128
export const CONTRAST_BANDS = 7
const BIN_HZ = ANALYSIS_RATE_HZ / FFT_SIZE
const WAVEFORM_SLOTS = 800

/** Where each number of a frame stands in the frame store. */
export const ROW = { zcr: 0, centroid: 1, bandwidth: 2, rolloff: 3, rms: 4, contrastPeak: 5, contrastValley: 12, chroma: 19 } as const
const ROW_COUNT = ROW.chroma + PITCH_CLASSES

/** The tuning is settled after two minutes of frames, whose spectra wait until then: the chroma filter depends on it. */
const TUNING_FRAMES = 5168

const TUNING_PEAKS = { first: Math.ceil(150 / BIN_HZ), end: Math.ceil(4000 / BIN_HZ), threshold: 0.1 }
const KEY_PEAKS = { first: Math.ceil(90 / BIN_HZ), end: Math.ceil(3000 / BIN_HZ), threshold: 0.003 }

/** Listens to mono samples at ANALYSIS_RATE_HZ and keeps what the summaries need. */
export class Hearing {
  readonly frames = new FrameStore(ROW_COUNT, MEL_BANDS)
  readonly onset = new OnsetEnvelope(MEL_BANDS)
  readonly movement = new BandMovement(MEL_BANDS)
  readonly pitches = new PitchProfile()
  readonly overview = new Overview(WAVEFORM_SLOTS)
  /** The loudest mel band of the whole file, in dB. */
  melTopDb = -Infinity
  sampleCount = 0
  private readonly spectrum: ShortTimeSpectrum
  private readonly mel = melBank(ANALYSIS_RATE_HZ, FFT_SIZE, MEL_BANDS)
  private readonly contrast = contrastBands(ANALYSIS_RATE_HZ, FFT_SIZE)
  private readonly tuning = new TuningEstimate()
  private readonly peaks = spectralPeaks(FFT_SIZE / 2 + 1)
  private readonly row = new Float32Array(ROW_COUNT)
  private readonly melDb = new Float32Array(MEL_BANDS)
  private readonly chromaRow = new Float32Array(PITCH_CLASSES)
  private readonly highs = new Float32Array(CONTRAST_BANDS)
  private readonly lows = new Float32Array(CONTRAST_BANDS)
  private readonly shape: SpectralShape = { centroidHz: 0, bandwidthHz: 0, rolloffHz: 0, rms: 0 }
  private fold: ((power: Float32Array, out: Float32Array) => void) | null = null
  private waiting: { place: number; power: Float32Array }[] = []

  constructor(fft: Fft) {
    this.spectrum = new ShortTimeSpectrum(fft, HOP, (frame) => this.hear(frame))
  }

  push(samples: Float32Array): void {
    this.sampleCount += samples.length
    this.spectrum.push(samples)
  }

  finish(): void {
    this.spectrum.finish()
    if (!this.fold) this.settleTuning()
  }

  private hear(frame: SpectrumFrame): void {
    this.hearShape(frame)
    this.hearMel(frame)
    this.hearPitch(frame)
    if (this.fold) {
      this.fold(frame.power, this.chromaRow)
      this.row.set(this.chromaRow, ROW.chroma)
    }
    const place = this.frames.add(this.row, this.melDb)
    if (!this.fold && place >= 0) {
      this.waiting.push({ place, power: frame.power.slice() })
      if (this.waiting.length === TUNING_FRAMES) this.settleTuning()
    }
  }

  private hearShape(frame: SpectrumFrame): void {
    const { row, shape } = this
    spectralShape(frame.magnitude, frame.power, BIN_HZ, shape)
    row[ROW.zcr] = zeroCrossingRate(frame.samples, frame.from, frame.to, FFT_SIZE)
    row[ROW.centroid] = shape.centroidHz
    row[ROW.bandwidth] = shape.bandwidthHz
    row[ROW.rolloff] = shape.rolloffHz
    row[ROW.rms] = shape.rms
    contrastPeaksAndValleys(this.contrast, frame.magnitude, this.highs, this.lows)
    for (let band = 0; band < CONTRAST_BANDS; band++) {
      row[ROW.contrastPeak + band] = powerToDb(this.highs[band])
      row[ROW.contrastValley + band] = powerToDb(this.lows[band])
    }
    this.overview.add(peakOf(frame), shape.centroidHz, shape.rms)
  }

  private hearMel(frame: SpectrumFrame): void {
    const { melDb } = this
    melPower(this.mel, frame.power, melDb)
    for (let band = 0; band < MEL_BANDS; band++) {
      const db = powerToDb(melDb[band])
      melDb[band] = db
      if (db > this.melTopDb) this.melTopDb = db
    }
    this.onset.add(melDb)
    this.movement.add(melDb)
  }

  private hearPitch(frame: SpectrumFrame): void {
    const { peaks, shape } = this
    if (!this.fold) {
      findPeaks(frame.power, TUNING_PEAKS.first, TUNING_PEAKS.end, TUNING_PEAKS.threshold, peaks)
      this.tuning.add(peaks, BIN_HZ)
    }
    findPeaks(frame.power, KEY_PEAKS.first, KEY_PEAKS.end, KEY_PEAKS.threshold, peaks)
    this.pitches.add(peaks, BIN_HZ, Math.sqrt(shape.rms))
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

/** The peak of the hop in the middle of a frame. */
function peakOf(frame: SpectrumFrame): number {
  const from = Math.max(frame.from, (FFT_SIZE - HOP) / 2)
  const to = Math.min(frame.to, (FFT_SIZE + HOP) / 2)
  let peak = 0
  for (let i = from; i < to; i++) {
    const m = Math.abs(frame.samples[i])
    if (m > peak) peak = m
  }
  return peak
}
