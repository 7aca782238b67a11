// A waveform overview of a stream whose length is not known beforehand: peaks and brightness in slots; when the slots are used up,
// neighbours are merged and the slots grow twice as long.

/** Collects one (peak, brightness) pair a frame into at most `slotsMax` slots (an even number). */
export class Overview {
  private readonly peaks: Float32Array
  private readonly weighted: Float64Array
  private readonly weights: Float64Array
  private slot = 0
  private framesInSlot = 0
  private framesASlot = 1

  constructor(slotsMax: number) {
    this.peaks = new Float32Array(slotsMax)
    this.weighted = new Float64Array(slotsMax)
    this.weights = new Float64Array(slotsMax)
  }

  /** Adds a frame: its peak magnitude, its spectral centroid in Hz and its level, which weighs the centroid. */
  add(peak: number, centroidHz: number, rms: number): void {
    if (this.framesInSlot === this.framesASlot) {
      this.slot++
      this.framesInSlot = 0
      if (this.slot === this.peaks.length) this.merge()
    }
    const slot = this.slot
    if (peak > this.peaks[slot]) this.peaks[slot] = peak
    this.weighted[slot] += centroidHz * rms
    this.weights[slot] += rms
    this.framesInSlot++
  }

  /** The slots in bytes: peaks 0 to 255 of full scale; brightness on a log scale, 0 = 100 Hz or silence, 255 = 10 kHz. */
  finish(): { count: number; peaks: Uint8Array; brightness: Uint8Array } {
    const count = this.framesInSlot === 0 && this.slot === 0 ? 0 : this.slot + 1
    return {
      count,
      peaks: Uint8Array.from({ length: count }, (_, i) => Math.round(255 * Math.min(1, this.peaks[i]))),
      brightness: Uint8Array.from({ length: count }, (_, i) =>
        this.weights[i] > 0 ? brightnessByte(this.weighted[i] / this.weights[i]) : 0,
      ),
    }
  }

  private merge(): void {
    const half = this.peaks.length / 2
    for (let i = 0; i < half; i++) {
      this.peaks[i] = Math.max(this.peaks[2 * i], this.peaks[2 * i + 1])
      this.weighted[i] = this.weighted[2 * i] + this.weighted[2 * i + 1]
      this.weights[i] = this.weights[2 * i] + this.weights[2 * i + 1]
    }
    for (const row of [this.peaks, this.weighted, this.weights]) row.fill(0, half)
    this.slot = half
    this.framesASlot *= 2
  }
}

const brightnessByte = (hz: number): number => Math.round(255 * Math.min(1, Math.max(0, Math.log10(hz / 100) / 2)))
