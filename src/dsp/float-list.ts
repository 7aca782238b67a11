// A list of float32 numbers that grows.

export class FloatList {
  count = 0
  private room = new Float32Array(4096)

  push(value: number): void {
    if (this.count === this.room.length) {
      const larger = new Float32Array(this.room.length * 2)
      larger.set(this.room)
      this.room = larger
    }
    this.room[this.count++] = value
  }

  /** What was pushed so far; a view that the next push may leave behind. */
  values(): Float32Array {
    return this.room.subarray(0, this.count)
  }
}
