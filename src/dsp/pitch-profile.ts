// The pitches of a recording: spectral peaks collected on a scale of tenths of a semitone, octaves laid over each other, in rows of
// some seconds; folded onto twelve classes once the tuning is known, each peak counted for the notes whose partial it may be
// (harmonic pitch class profile, Gomez 2006).

import type { SpectralPeaks } from './tuning.ts'

const STEPS_A_SEMITONE = 10
const STEPS = 12 * STEPS_A_SEMITONE
/** C2: lower peaks are too blurred by a spectrum of 2048 samples, higher ones are mostly partials and noise. */
const LOWEST_HZ = 440 * 2 ** (-33 / 12)
const OCTAVES = 7
const HARMONICS = 6
const HARMONIC_DECAY = 0.8
const ROW_S = 2
/** Beyond so many rows each two are laid together and rows are twice as long: ten hours cost no more than two. */
const ROWS_MAX = 4096

export interface PitchRows {
  /** The classes of the whole, from C; not scaled. */
  readonly whole: Float64Array
  /** rowCount x 12, row by row. */
  readonly rows: Float64Array
  readonly rowCount: number
  readonly rowS: number
  /** How far the recording is tuned from A440, -50 to 50 cents. */
  readonly tuningCents: number
}

/** Collects the pitches of a recording, frame by frame. */
export class PitchProfile {
  private readonly frameRateHz: number
  private rows: Float32Array[] = []
  private rowS = ROW_S
  private frames = 0

  constructor(frameRateHz: number) {
    this.frameRateHz = frameRateHz
  }

  /** Adds the peaks of the next frame's power spectrum, each with the square root of its height relative to the frame's highest, times `weight`. */
  add(peaks: SpectralPeaks, binHz: number, weight: number): void {
    const row = this.rowOf(this.frames++ / this.frameRateHz)
    let top = 0
    for (let i = 0; i < peaks.count; i++) if (peaks.heights[i] > top) top = peaks.heights[i]
    if (!(top > 0)) return
    for (let i = 0; i < peaks.count; i++) {
      const place = Math.round(Math.log2((peaks.bins[i] * binHz) / LOWEST_HZ) * STEPS)
      if (place >= 0 && place < OCTAVES * STEPS) row[place % STEPS] += weight * Math.sqrt(peaks.heights[i] / top)
    }
  }

  /** All of it on twelve classes, tuned. */
  fold(): PitchRows {
    const whole = new Float32Array(STEPS)
    for (const row of this.rows) for (let step = 0; step < STEPS; step++) whole[step] += row[step]
    const tuningSteps = deviation(whole)
    const matrix = foldingMatrix(tuningSteps)
    const rows = new Float64Array(12 * this.rows.length)
    this.rows.forEach((row, i) => {
      foldInto(matrix, row, rows.subarray(12 * i, 12 * i + 12))
    })
    const out = new Float64Array(12)
    foldInto(matrix, whole, out)
    const tuningCents = (tuningSteps * 100) / STEPS_A_SEMITONE
    return { whole: out, rows, rowCount: this.rows.length, rowS: this.rowS, tuningCents }
  }

  private rowOf(atS: number): Float32Array {
    let place = Math.floor(atS / this.rowS)
    if (place >= ROWS_MAX) {
      this.rows = Array.from({ length: Math.ceil(this.rows.length / 2) }, (_, i) => sumOf(this.rows[2 * i], this.rows[2 * i + 1]))
      this.rowS *= 2
      place = Math.floor(atS / this.rowS)
    }
    while (this.rows.length <= place) this.rows.push(new Float32Array(STEPS))
    return this.rows[place]
  }
}

const sumOf = (a: Float32Array, b: Float32Array | undefined): Float32Array => (b ? a.map((value, i) => value + b[i]) : a)

/** The circular mean of the peaks' distance from the semitones, -5 to 5 steps. */
function deviation(steps: Float32Array): number {
  let x = 0
  let y = 0
  for (let step = 0; step < STEPS; step++) {
    const angle = (2 * Math.PI * step) / STEPS_A_SEMITONE
    x += steps[step] * Math.cos(angle)
    y += steps[step] * Math.sin(angle)
  }
  return (Math.atan2(y, x) / (2 * Math.PI)) * STEPS_A_SEMITONE
}

/** STEPS x 12: how much each step counts for each class, as itself and as a partial of a lower note. */
function foldingMatrix(tuningSteps: number): Float64Array {
  const matrix = new Float64Array(STEPS * 12)
  for (let step = 0; step < STEPS; step++) {
    for (let harmonic = 1, share = 1; harmonic <= HARMONICS; harmonic++, share *= HARMONIC_DECAY) {
      const semitones = (step - tuningSteps - Math.log2(harmonic) * STEPS) / STEPS_A_SEMITONE
      const nearest = Math.round(semitones)
      const nearness = Math.cos(Math.PI * (semitones - nearest)) ** 2
      matrix[step * 12 + (((nearest % 12) + 12) % 12)] += share * nearness
    }
  }
  return matrix
}

function foldInto(matrix: Float64Array, steps: Float32Array, out: Float64Array): void {
  for (let step = 0; step < STEPS; step++) {
    const weight = steps[step]
    if (weight === 0) continue
    for (let pitch = 0; pitch < 12; pitch++) out[pitch] += weight * matrix[step * 12 + pitch]
  }
}
