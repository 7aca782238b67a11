// What the finder of sections hears of each frame: the level of 24 bands (timbre), of twelve pitch classes (harmony), how much begins
// (rhythm), and the power in its middle.

import { PITCH_CLASSES, type SpectrumFrame } from '#dsp'
import { ANALYSIS_RATE_HZ, BIN_HZ, FFT_SIZE, type HeardFrame, HOP, MEL_BANDS } from '../hearing.ts'
import { SoundEdges } from './sound-edges.ts'
import { SoundSlots } from './sound-slots.ts'

export const BANDS = 24
/** Where each number stands in a row. */
export const ROW = { band: 0, pitch: BANDS, power: BANDS + PITCH_CLASSES, onset: BANDS + PITCH_CLASSES + 1 } as const
const ROW_SIZE = ROW.onset + 1
/** Levels of a band in dB below which it counts as silent: about 80 dB below a full-scale tone. */
const BAND_FLOOR_DB = -40
const PITCH_HZ = { from: 130, to: 2100 }
const PITCH_BINS = { from: Math.ceil(PITCH_HZ.from / BIN_HZ), to: Math.floor(PITCH_HZ.to / BIN_HZ) }
const HOP_S = HOP / ANALYSIS_RATE_HZ

/** Remembers a recording as the finder of sections needs it. */
export class SectionEar {
  readonly slots = new SoundSlots(ROW_SIZE)
  readonly edges = new SoundEdges()
  private readonly row = new Float32Array(ROW_SIZE)
  private readonly before = new Float32Array(BANDS)
  private readonly pitchOf = Uint8Array.from({ length: PITCH_BINS.to }, (_, bin) => pitchClassOf(bin))
  private frames = 0

  hear({ spectrum, melDb }: HeardFrame): void {
    this.hearBands(melDb)
    this.hearPitches(spectrum.magnitude)
    const power = middlePower(spectrum)
    this.row[ROW.power] = power
    this.edges.add(10 * Math.log10(power + 1e-30), Math.max(0, this.frames - 0.5) * HOP_S, (this.frames + 0.5) * HOP_S)
    this.slots.add(this.row)
    this.frames++
  }

  private hearBands(melDb: Float32Array): void {
    const { row, before } = this
    let rise = 0
    for (let band = 0; band < BANDS; band++) {
      const from = Math.floor((band * MEL_BANDS) / BANDS)
      const to = Math.floor(((band + 1) * MEL_BANDS) / BANDS)
      let sum = 0
      for (let mel = from; mel < to; mel++) sum += melDb[mel] > BAND_FLOOR_DB ? melDb[mel] : BAND_FLOOR_DB
      const level = sum / (to - from)
      if (this.frames > 0 && level > before[band]) rise += level - before[band]
      before[band] = level
      row[ROW.band + band] = level
    }
    row[ROW.onset] = rise / BANDS
  }

  private hearPitches(magnitude: Float32Array): void {
    const { row, pitchOf } = this
    const end = ROW.pitch + PITCH_CLASSES
    for (let i: number = ROW.pitch; i < end; i++) row[i] = 0
    let sum = 1e-9
    for (let bin = PITCH_BINS.from; bin < PITCH_BINS.to; bin++) {
      row[ROW.pitch + pitchOf[bin]] += magnitude[bin]
      sum += magnitude[bin]
    }
    for (let i: number = ROW.pitch; i < end; i++) row[i] /= sum
  }
}

const pitchClassOf = (bin: number): number =>
  bin === 0 ? 0 : (((Math.round(12 * Math.log2((bin * BIN_HZ) / 440)) + 9) % PITCH_CLASSES) + PITCH_CLASSES) % PITCH_CLASSES

/** The mean square of the hop in the middle of a frame. */
function middlePower({ samples, from, to }: SpectrumFrame): number {
  const start = Math.max(from, (FFT_SIZE - HOP) / 2)
  const end = Math.min(to, (FFT_SIZE + HOP) / 2)
  let sum = 0
  for (let i = start; i < end; i++) sum += samples[i] * samples[i]
  return end > start ? sum / (end - start) : 0
}
