// How restless the spectrum is in each of eight regions of the mel scale: the mean change from frame to frame, in dB. Streaming.

const REGIONS = 8
const RANGE_DB = 80

export class BandMovement {
  private readonly previous: Float32Array
  private readonly sums = new Float64Array(REGIONS)
  private topDb = -Infinity
  private count = 0

  constructor(bandCount: number) {
    this.previous = new Float32Array(bandCount)
  }

  /** Adds the log-mel spectrum (dB) of the next frame. */
  add(melDb: Float32Array): void {
    for (let band = 0; band < melDb.length; band++) if (melDb[band] > this.topDb) this.topDb = melDb[band]
    const floor = this.topDb - RANGE_DB
    const width = melDb.length / REGIONS
    for (let region = 0; region < REGIONS; region++) {
      let sum = 0
      for (let band = region * width; band < (region + 1) * width; band++) {
        const now = melDb[band] > floor ? melDb[band] : floor
        const before = this.previous[band] > floor ? this.previous[band] : floor
        sum += now > before ? now - before : before - now
        this.previous[band] = now
      }
      if (this.count > 0) this.sums[region] += sum / width
    }
    this.count++
  }

  /** Mean absolute change of each region in dB a frame, low to high; zeros for a single frame. */
  means(): Float64Array {
    return this.sums.map((sum) => sum / Math.max(1, this.count - 1))
  }
}
