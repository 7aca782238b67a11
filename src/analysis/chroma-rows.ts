// The rows of chroma_stft: the chroma filter is tuned to the recording, so the spectra of its first minutes wait until their tuning is known.

import { ChromaFolder, type FindPeaks, type PackedSpectra, PITCH_CLASSES, spectralPeaks, TuningEstimate } from '#dsp'
import type { FrameStore } from './frame-store.ts'
import { ANALYSIS_RATE_HZ, BIN_HZ, FFT_SIZE } from './hearing.ts'
import { TUNING_FRAMES, TUNING_PEAKS } from './tuning-peaks.ts'

/** Spectra that are folded together, and the places of their frames. */
interface Batch {
  readonly spectra: PackedSpectra
  readonly places: number[]
}

/** Writes rows `firstRow` and the next eleven of the frames in `frames`. */
export class ChromaRows {
  private readonly frames: FrameStore
  private readonly firstRow: number
  private readonly findPeaks: FindPeaks
  private readonly folder = new ChromaFolder(ANALYSIS_RATE_HZ, FFT_SIZE)
  private readonly tuning = new TuningEstimate()
  private readonly peaks = spectralPeaks(FFT_SIZE / 2 + 1)
  private tuned = false
  private heard = 0
  private waiting: Batch[] = []
  private batch = this.emptyBatch()

  constructor(frames: FrameStore, firstRow: number, findPeaks: FindPeaks) {
    this.frames = frames
    this.firstRow = firstRow
    this.findPeaks = findPeaks
  }

  /** Takes the power spectrum of the frame that is kept at `place`. */
  hear(power: Float32Array, place: number): void {
    if (!this.tuned) {
      this.findPeaks(power, TUNING_PEAKS.first, TUNING_PEAKS.end, TUNING_PEAKS.threshold, this.peaks)
      this.tuning.add(this.peaks, BIN_HZ)
      if (++this.heard === TUNING_FRAMES) this.settleTuning()
    }
    this.batch.places.push(place)
    if (this.folder.add(power, this.batch.spectra)) this.close()
  }

  finish(): void {
    if (!this.tuned) this.settleTuning()
    this.write(this.batch)
  }

  /** A full batch is folded, or waits. */
  private close(): void {
    if (this.tuned) this.write(this.batch)
    else {
      this.waiting.push(this.batch)
      this.batch = this.emptyBatch()
    }
  }

  private settleTuning(): void {
    this.tuned = true
    this.folder.tune(this.tuning.semitones())
    for (const batch of this.waiting) this.write(batch)
    this.waiting = []
  }

  /** Folds a batch and empties it. */
  private write({ spectra, places }: Batch): void {
    const chroma = this.folder.fold(spectra)
    places.forEach((place, i) => {
      for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) this.frames.set(place, this.firstRow + pitch, chroma[i * PITCH_CLASSES + pitch])
    })
    places.length = 0
    spectra.count = 0
  }

  private emptyBatch(): Batch {
    return { spectra: this.folder.empty(), places: [] }
  }
}
