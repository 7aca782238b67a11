// Onset strength, frame by frame: how much louder each part of the log-mel spectrum is than the frame before (spectral flux; Ellis 2007,
// Boeck 2012), for four regions of pitch.

import { FloatList } from './float-list.ts'

/** How far below the loudest band so far a band still counts, in dB. */
const RANGE_DB = 80
/** Where the regions begin, in shares of the 128 mel bands: kick and bass, voices and chords, snare and attacks, cymbals. */
const REGION_SHARES = [0, 7 / 128, 40 / 128, 90 / 128]

/** How many regions there are. */
const ONSET_REGIONS = REGION_SHARES.length

/** Streaming log-mel flux in dB, the mean over each region. */
export class OnsetStrength {
  private readonly previous: Float32Array
  private readonly edges: readonly number[]
  private readonly regions = REGION_SHARES.map(() => new FloatList())
  private topDb = -Infinity

  constructor(bandCount: number) {
    this.previous = new Float32Array(bandCount)
    this.edges = [...REGION_SHARES.map((share) => Math.round(share * bandCount)), bandCount]
  }

  /** Adds the log-mel spectrum (dB) of the next frame. */
  add(melDb: Float32Array): void {
    const { edges, previous } = this
    let top = this.topDb
    for (let band = 0; band < melDb.length; band++) if (melDb[band] > top) top = melDb[band]
    this.topDb = top
    const floor = top - RANGE_DB
    const isFirst = this.regions[0].count === 0
    for (let region = 0; region < ONSET_REGIONS; region++) {
      let rise = 0
      for (let band = edges[region]; band < edges[region + 1]; band++) {
        const now = melDb[band] > floor ? melDb[band] : floor
        const before = previous[band] > floor ? previous[band] : floor
        if (now > before) rise += now - before
        previous[band] = now
      }
      this.regions[region].push(isFirst ? 0 : rise / (edges[region + 1] - edges[region]))
    }
  }

  /** Each region, low to high, one number a frame. */
  byRegion(): Float32Array[] {
    return this.regions.map((region) => region.values())
  }
}
