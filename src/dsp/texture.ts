// The texture of a few seconds of sound: its cepstrum, how each region varies and moves, which regions move together, and at what rates
// they pulse. After the block-level features of Seyerlehner, Widmer and Pohle, "Fusing Block-Level Features for Music Similarity
// Estimation" (DAFx 2010). Levels enter relative to each other only: a change of gain changes nothing.

import { dctBasis } from './dct.ts'
import { type Fft, plainFft } from './fft.ts'

/** Frames of one block: 5.9 s at 43 frames a second. */
export const TEXTURE_FRAMES = 256
/** Mel bands a frame; the bands of `group` neighbours are heard as one, the topmost left out (lossy coders cut them). */
const TEXTURE_BANDS = 128
const GROUP = 4
const GROUPS = 30
const REGION_EDGES = [0, 2, 4, 7, 10, 14, 18, 24, GROUPS]
const REGIONS = REGION_EDGES.length - 1
const CEPSTRUM = 19
/** Modulation rates in Hz: the slowest is a bar, the fastest a tremolo. */
const RATE_EDGES_HZ = [0.3, 0.6, 1, 1.5, 2.2, 3.2, 4.5, 6.5, 9, 13, 21.6]
const RATES = RATE_EDGES_HZ.length - 1
/** Levels this far below the loudest of the block count as this far below it. */
const RANGE_DB = 60

/** Families of the numbers of a texture, in order, with their count. */
export const TEXTURE_FAMILIES = [
  ['timbre', CEPSTRUM],
  ['spread', GROUPS],
  ['movement', GROUPS],
  ['togetherness', (REGIONS * (REGIONS - 1)) / 2],
  ['pulsation', REGIONS * RATES],
  ['drive', REGIONS],
  ['dynamics', 3],
] as const
export const TEXTURE_SIZE = TEXTURE_FAMILIES.reduce((sum, [, count]) => sum + count, 0)

/** Measures one block at a time; keeps its workspace. */
export class Texture {
  private readonly basis = dctBasis(CEPSTRUM + 1, TEXTURE_BANDS)
  private readonly fft: Fft = plainFft(TEXTURE_FRAMES)
  private readonly window = Float64Array.from(
    { length: TEXTURE_FRAMES },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (TEXTURE_FRAMES - 1)),
  )
  private readonly rateOfBin: Int8Array
  private readonly mean = new Float64Array(TEXTURE_BANDS)
  private readonly groups = new Float32Array(TEXTURE_FRAMES * GROUPS)
  private readonly regions = new Float32Array(TEXTURE_FRAMES * REGIONS)
  private readonly frameLevel = new Float64Array(TEXTURE_FRAMES)

  constructor(frameRateHz: number) {
    this.rateOfBin = Int8Array.from({ length: TEXTURE_FRAMES / 2 }, (_, bin) => {
      const hz = (bin * frameRateHz) / TEXTURE_FRAMES
      return RATE_EDGES_HZ.findLastIndex((edge, i) => i < RATES && hz >= edge)
    })
  }

  /** TEXTURE_SIZE numbers of TEXTURE_FRAMES x TEXTURE_BANDS levels in dB. */
  measure(levelsDb: Float32Array): Float64Array {
    this.prepare(levelsDb)
    const out: number[] = []
    this.addCepstrum(out)
    this.addSpread(out)
    this.addMovement(out)
    this.addTogetherness(out)
    const restlessness = this.addPulsation(out)
    this.addDynamics(out, restlessness)
    return Float64Array.from(out)
  }

  private prepare(levelsDb: Float32Array): void {
    const { mean, groups, regions } = this
    let top = -Infinity
    for (let i = 0; i < levelsDb.length; i++) if (levelsDb[i] > top) top = levelsDb[i]
    const floor = top - RANGE_DB
    mean.fill(0)
    for (let t = 0; t < TEXTURE_FRAMES; t++) {
      const from = t * TEXTURE_BANDS
      let level = 0
      for (let group = 0; group < GROUPS; group++) {
        let highest = floor
        for (let band = group * GROUP; band < (group + 1) * GROUP; band++) {
          const db = levelsDb[from + band] > floor ? levelsDb[from + band] : floor
          mean[band] += db
          if (db > highest) highest = db
        }
        groups[t * GROUPS + group] = highest
        level += highest
      }
      for (let band = GROUPS * GROUP; band < TEXTURE_BANDS; band++)
        mean[band] += levelsDb[from + band] > floor ? levelsDb[from + band] : floor
      this.frameLevel[t] = level / GROUPS
      for (let region = 0; region < REGIONS; region++) {
        let sum = 0
        for (let group = REGION_EDGES[region]; group < REGION_EDGES[region + 1]; group++) sum += groups[t * GROUPS + group]
        regions[t * REGIONS + region] = sum / (REGION_EDGES[region + 1] - REGION_EDGES[region])
      }
    }
  }

  private addCepstrum(out: number[]): void {
    for (let row = 1; row <= CEPSTRUM; row++) {
      let sum = 0
      for (let band = 0; band < TEXTURE_BANDS; band++) sum += this.basis[row * TEXTURE_BANDS + band] * this.mean[band]
      out.push(sum / TEXTURE_FRAMES)
    }
  }

  private addSpread(out: number[]): void {
    for (let group = 0; group < GROUPS; group++) {
      const { std } = meanAndStd(this.groups, group, GROUPS)
      out.push(Math.log(std + 1))
    }
  }

  private addMovement(out: number[]): void {
    const { groups } = this
    for (let group = 0; group < GROUPS; group++) {
      let sum = 0
      for (let t = 1; t < TEXTURE_FRAMES; t++) sum += Math.abs(groups[t * GROUPS + group] - groups[(t - 1) * GROUPS + group])
      out.push(Math.log(sum / (TEXTURE_FRAMES - 1) + 0.3))
    }
  }

  /** Correlations of the regions' levels. */
  private addTogetherness(out: number[]): void {
    const { regions } = this
    const of = Array.from({ length: REGIONS }, (_, region) => meanAndStd(regions, region, REGIONS))
    for (let a = 0; a < REGIONS; a++) {
      for (let b = a + 1; b < REGIONS; b++) {
        let sum = 0
        for (let t = 0; t < TEXTURE_FRAMES; t++) sum += (regions[t * REGIONS + a] - of[a].mean) * (regions[t * REGIONS + b] - of[b].mean)
        out.push(sum / TEXTURE_FRAMES / ((of[a].std + 1) * (of[b].std + 1)))
      }
    }
  }

  /** The power of each region's onsets by modulation rate, as shares; then how strong they are. Returns how uneven the onsets lie. */
  private addPulsation(out: number[]): number {
    const strengths: number[] = []
    let squares = 0
    let sizes = 0
    for (let region = 0; region < REGIONS; region++) {
      const rises = this.rises(region)
      for (let t = 0; t < TEXTURE_FRAMES; t++) {
        squares += rises[t] * rises[t]
        sizes += Math.abs(rises[t])
      }
      const powers = this.powersByRate(rises)
      const total = powers.reduce((sum, power) => sum + power, 0)
      for (const power of powers) out.push(Math.log(power / (total + 50) + 0.01))
      strengths.push(Math.log(total + 50))
    }
    out.push(...strengths)
    const count = REGIONS * TEXTURE_FRAMES
    return Math.log(squares / count + 1) - 2 * Math.log(sizes / count + 0.3)
  }

  /** How much a region's level rises in each frame, less the mean. */
  private rises(region: number): Float64Array {
    const { regions } = this
    const rises = new Float64Array(TEXTURE_FRAMES)
    let sum = 0
    for (let t = 1; t < TEXTURE_FRAMES; t++) {
      rises[t] = Math.max(0, regions[t * REGIONS + region] - regions[(t - 1) * REGIONS + region])
      sum += rises[t]
    }
    for (let t = 0; t < TEXTURE_FRAMES; t++) rises[t] -= sum / TEXTURE_FRAMES
    return rises
  }

  private powersByRate(signal: Float64Array): number[] {
    const { fft, window, rateOfBin } = this
    for (let t = 0; t < TEXTURE_FRAMES; t++) fft.input[t] = signal[t] * window[t]
    fft.forward()
    const sums = new Array<number>(RATES).fill(0)
    const counts = new Array<number>(RATES).fill(0)
    for (let bin = 1; bin < TEXTURE_FRAMES / 2; bin++) {
      const rate = rateOfBin[bin]
      if (rate < 0) continue
      sums[rate] += fft.output[2 * bin] ** 2 + fft.output[2 * bin + 1] ** 2
      counts[rate]++
    }
    return sums.map((sum, rate) => sum / Math.max(1, counts[rate]))
  }

  private addDynamics(out: number[], restlessness: number): void {
    const { mean, std } = meanAndStd(this.frameLevel, 0, 1)
    let quiet = 0
    for (let t = 0; t < TEXTURE_FRAMES; t++) if (this.frameLevel[t] < mean - 6) quiet++
    out.push(Math.log(std + 1), restlessness, quiet / TEXTURE_FRAMES)
  }
}

function meanAndStd(rows: Float32Array | Float64Array, column: number, width: number): { mean: number; std: number } {
  const count = rows.length / width
  let sum = 0
  for (let t = 0; t < count; t++) sum += rows[t * width + column]
  const mean = sum / count
  let squares = 0
  for (let t = 0; t < count; t++) squares += (rows[t * width + column] - mean) ** 2
  return { mean, std: Math.sqrt(squares / count) }
}
