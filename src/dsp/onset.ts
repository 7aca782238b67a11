// The onset envelope: how much louder each frame's log-mel spectrum is than the one before (spectral flux; Ellis 2007, Boeck 2012).

/** How far below the loudest band so far a band still counts, in dB. */
const RANGE_DB = 80

/** Streaming log-mel flux: frame by frame, in dB averaged over the bands. */
export class OnsetEnvelope {
  private readonly previous: Float32Array
  private values = new Float32Array(4096)
  private topDb = -Infinity
  private count = 0

  constructor(bandCount: number) {
    this.previous = new Float32Array(bandCount)
  }

  /** Adds the log-mel spectrum (dB) of the next frame. */
  add(melDb: Float32Array): void {
    let top = this.topDb
    for (let band = 0; band < melDb.length; band++) if (melDb[band] > top) top = melDb[band]
    this.topDb = top
    const floor = top - RANGE_DB
    const { previous } = this
    let rise = 0
    for (let band = 0; band < melDb.length; band++) {
      const now = melDb[band] > floor ? melDb[band] : floor
      const before = previous[band] > floor ? previous[band] : floor
      if (now > before) rise += now - before
      previous[band] = now
    }
    this.append(this.count === 0 ? 0 : rise / melDb.length)
  }

  /** The envelope so far, one number a frame. */
  finish(): Float32Array {
    return this.values.subarray(0, this.count)
  }

  private append(value: number): void {
    if (this.count === this.values.length) {
      const larger = new Float32Array(this.values.length * 2)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.count++] = value
  }
}
