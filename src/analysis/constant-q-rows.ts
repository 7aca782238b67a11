// The rows that pass through the constant-Q transform: chroma_cqt, chroma_cens and tonnetz. The transform is tuned to the recording, so
// the first minutes of samples wait until their tuning is known.

import {
  Cens,
  ConstantQ,
  type FindPeaks,
  foldConstantQ,
  PITCH_CLASSES,
  peakFinder,
  scaleToTop,
  spectralPeaks,
  TONNETZ_ROWS,
  TuningEstimate,
  tonnetz,
} from '#dsp'
import { FrameStore } from './frame-store.ts'
import { ANALYSIS_RATE_HZ, BIN_HZ, FFT_SIZE, type HeardFrame, type Hearing, HOP } from './hearing.ts'
import { TUNING_FRAMES, TUNING_PEAKS } from './tuning-peaks.ts'

export class ConstantQRows {
  private readonly chroma = new FrameStore(PITCH_CLASSES, 0)
  private readonly smooth = new FrameStore(PITCH_CLASSES, 0)
  private readonly findPeaks: FindPeaks
  private readonly tuning = new TuningEstimate()
  private readonly peaks = spectralPeaks(FFT_SIZE / 2 + 1)
  private readonly row = new Float32Array(PITCH_CLASSES)
  private readonly cens = new Cens((row) => this.smooth.add(row, NO_LEVELS))
  private transform: ConstantQ | null = null
  private framesHeard = 0
  private waiting: Float32Array[] = []

  constructor(hearing: Hearing) {
    this.findPeaks = peakFinder(hearing.kernels, FFT_SIZE / 2 + 1)
  }

  hearSamples(samples: Float32Array): void {
    if (this.transform) this.transform.push(samples)
    // Blocks are their receiver's: what waits need not be copied.
    else this.waiting.push(samples)
  }

  hearFrame({ spectrum }: HeardFrame): void {
    if (this.transform) return
    // librosa tunes this transform by magnitudes, and `chroma_stft` by powers.
    this.findPeaks(spectrum.magnitude, TUNING_PEAKS.first, TUNING_PEAKS.end, TUNING_PEAKS.threshold, this.peaks)
    this.tuning.add(this.peaks, BIN_HZ)
    if (++this.framesHeard === TUNING_FRAMES) this.settleTuning()
  }

  /** The rows of each descriptor over the kept frames. */
  finish(): Record<string, Float32Array[]> {
    if (!this.transform) this.settleTuning()
    this.transform!.finish()
    this.cens.finish()
    const cens = rowsOf(this.smooth)
    return { chroma_cqt: rowsOf(this.chroma), chroma_cens: cens, tonnetz: tonnetzOf(cens) }
  }

  private settleTuning(): void {
    this.transform = new ConstantQ(ANALYSIS_RATE_HZ, HOP, this.tuning.semitones(), (magnitudes) => {
      foldConstantQ(magnitudes, this.row)
      this.cens.push(this.row)
      scaleToTop(this.row)
      this.chroma.add(this.row, NO_LEVELS)
    })
    for (const samples of this.waiting) this.transform.push(samples)
    this.waiting = []
  }
}

const NO_LEVELS = new Float32Array(0)

const rowsOf = (frames: FrameStore): Float32Array[] => Array.from({ length: PITCH_CLASSES }, (_, row) => frames.row(row))

function tonnetzOf(cens: readonly Float32Array[]): Float32Array[] {
  const count = cens[0].length
  const out = Array.from({ length: TONNETZ_ROWS }, () => new Float32Array(count))
  const classes = new Float32Array(PITCH_CLASSES)
  const point = new Float32Array(TONNETZ_ROWS)
  for (let t = 0; t < count; t++) {
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) classes[pitch] = cens[pitch][t]
    tonnetz(classes, point)
    for (let row = 0; row < TONNETZ_ROWS; row++) out[row][t] = point[row]
  }
  return out
}
