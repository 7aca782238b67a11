// The rows of chroma_stft: the chroma filter is tuned to the recording, so the spectra of its first two minutes wait until their tuning is known.

import { CHROMA_BLOCK, chromaFilter, type FindPeaks, PITCH_CLASSES, spectralPeaks, TuningEstimate } from '#dsp'
import type { FrameStore } from './frame-store.ts'
import { ANALYSIS_RATE_HZ, BIN_HZ, FFT_SIZE } from './hearing.ts'
import { TUNING_FRAMES, TUNING_PEAKS } from './tuning-peaks.ts'

const BINS = FFT_SIZE / 2 + 1

/** Spectra that wait to be folded together. */
interface Batch {
  readonly powers: Float32Array
  readonly places: number[]
}

const emptyBatch = (): Batch => ({ powers: new Float32Array(CHROMA_BLOCK * BINS), places: [] })

/** Writes rows `firstRow` and the next eleven of the frames in `frames`. */
export class ChromaRows {
  private readonly frames: FrameStore
  private readonly firstRow: number
  private readonly findPeaks: FindPeaks
  private readonly tuning = new TuningEstimate()
  private readonly peaks = spectralPeaks(BINS)
  private fold: ((powers: Float32Array, count: number) => Float32Array) | null = null
  private waiting: Batch[] = []
  private batch = emptyBatch()

  constructor(frames: FrameStore, firstRow: number, findPeaks: FindPeaks) {
    this.frames = frames
    this.firstRow = firstRow
    this.findPeaks = findPeaks
  }

  /** Takes the power spectrum of the frame that is kept at `place`. */
  hear(power: Float32Array, place: number): void {
    if (!this.fold) {
      this.findPeaks(power, TUNING_PEAKS.first, TUNING_PEAKS.end, TUNING_PEAKS.threshold, this.peaks)
      this.tuning.add(this.peaks, BIN_HZ)
    }
    const { powers, places } = this.batch
    powers.set(power, places.length * BINS)
    places.push(place)
    if (places.length === CHROMA_BLOCK) this.close()
  }

  finish(): void {
    if (!this.fold) this.settleTuning()
    this.write(this.batch)
  }

  /** A full batch is folded, or waits. */
  private close(): void {
    if (this.fold) {
      this.write(this.batch)
      this.batch.places.length = 0
      return
    }
    this.waiting.push(this.batch)
    this.batch = emptyBatch()
    if (this.waiting.length * CHROMA_BLOCK >= TUNING_FRAMES) this.settleTuning()
  }

  private settleTuning(): void {
    this.fold = chromaFilter(ANALYSIS_RATE_HZ, FFT_SIZE, this.tuning.semitones())
    for (const batch of this.waiting) this.write(batch)
    this.waiting = []
  }

  private write({ powers, places }: Batch): void {
    const chroma = this.fold!(powers, places.length)
    places.forEach((place, i) => {
      for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) this.frames.set(place, this.firstRow + pitch, chroma[i * PITCH_CLASSES + pitch])
    })
  }
}
