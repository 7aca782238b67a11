// What the finder of sections remembers of a recording: sums over slots of a tenth of a second. When they are used up, neighbours are
// merged and slots grow twice as long, so that ten hours take the memory of half an hour.

/** Frames in a slot at first. */
const SLOT_FRAMES = 4
/** 25 minutes of the shortest slots. */
const SLOTS_MAX = 16_384

/** Collects one row of `width` numbers a frame; what it keeps is their sums over slots. */
export class SoundSlots {
  readonly width: number
  private sums: Float32Array
  private frames = 0
  private framesASlot = SLOT_FRAMES

  constructor(width: number) {
    this.width = width
    this.sums = new Float32Array(1024 * width)
  }

  add(row: Float32Array): void {
    let slot = Math.floor(this.frames / this.framesASlot)
    if (slot === SLOTS_MAX) {
      this.merge()
      slot = SLOTS_MAX / 2
    }
    const { width } = this
    if ((slot + 1) * width > this.sums.length) this.grow()
    const base = slot * width
    for (let i = 0; i < width; i++) this.sums[base + i] += row[i]
    this.frames++
  }

  /** Slots begun so far. */
  get count(): number {
    return Math.ceil(this.frames / this.framesASlot)
  }

  get slotFrames(): number {
    return this.framesASlot
  }

  /** The mean of number `index` of the rows in each slot. */
  means(index: number): Float64Array {
    const { count, width, framesASlot } = this
    const out = new Float64Array(count)
    for (let slot = 0; slot < count; slot++)
      out[slot] = this.sums[slot * width + index] / Math.min(framesASlot, this.frames - slot * framesASlot)
    return out
  }

  private grow(): void {
    const larger = new Float32Array(Math.min(SLOTS_MAX * this.width, this.sums.length * 2))
    larger.set(this.sums)
    this.sums = larger
  }

  private merge(): void {
    const { width, sums } = this
    for (let slot = 0; slot < SLOTS_MAX / 2; slot++) {
      const base = 2 * slot * width
      for (let i = 0; i < width; i++) sums[slot * width + i] = sums[base + i] + sums[base + width + i]
    }
    sums.fill(0, (SLOTS_MAX / 2) * width)
    this.framesASlot *= 2
  }
}
