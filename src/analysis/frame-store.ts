// The numbers of every frame, kept until the end: medians and the whole-file maximum need them all. Memory is bounded: when the store
// is full, every second frame is dropped and from then on only every second (fourth, eighth …) frame is kept.

const CHUNK_FRAMES = 2048
/** Levels are kept in steps of 1/320 dB, from -102 to 102 dB (the highest but for one step), counted from the lowest. */
const STEPS_A_DB = 320
const DB_LIMIT = 102
/** About 51 minutes at 43 frames a second: longer files are summarised from every second frame, and so on. */
export const FRAMES_MAX = 131_072

/** Rows of float32 and a log-mel spectrum for each kept frame. */
export class FrameStore {
  private readonly rowCount: number
  private readonly melCount: number
  private readonly rows: Float32Array[] = []
  private readonly mels: Uint16Array[] = []
  /** The rounding error of each band's latest level. */
  private readonly carried: Float64Array
  private seen = 0
  private kept = 0
  private stride = 1

  constructor(rowCount: number, melCount: number) {
    this.rowCount = rowCount
    this.melCount = melCount
    this.carried = new Float64Array(melCount)
  }

  /** How many frames are kept. */
  get count(): number {
    return this.kept
  }

  /** Takes the next frame; returns its place, or -1 where it is not kept. */
  add(row: Float32Array, melDb: Float32Array): number {
    if (this.seen++ % this.stride !== 0) return -1
    if (this.kept === FRAMES_MAX) {
      this.halve()
      if ((this.seen - 1) % this.stride !== 0) return -1
    }
    const place = this.kept++
    const chunk = Math.floor(place / CHUNK_FRAMES)
    if (chunk === this.rows.length) {
      this.rows.push(new Float32Array(CHUNK_FRAMES * this.rowCount))
      this.mels.push(new Uint16Array(CHUNK_FRAMES * this.melCount))
    }
    this.rows[chunk].set(row, (place % CHUNK_FRAMES) * this.rowCount)
    const mel = this.mels[chunk]
    const { carried } = this
    const base = (place % CHUNK_FRAMES) * this.melCount
    for (let band = 0; band < this.melCount; band++) {
      const db = melDb[band]
      const limited = db > DB_LIMIT ? DB_LIMIT : db < -DB_LIMIT ? -DB_LIMIT : db
      // What rounding takes from a frame the next one gets: so the mean of many stays exact.
      const exact = (limited + DB_LIMIT) * STEPS_A_DB + carried[band]
      const rounded = (exact + 0.5) | 0
      carried[band] = exact - rounded
      mel[base + band] = rounded
    }
    return place
  }

  /** Changes one number of a kept frame. */
  set(place: number, row: number, value: number): void {
    this.rows[Math.floor(place / CHUNK_FRAMES)][(place % CHUNK_FRAMES) * this.rowCount + row] = value
  }

  /** One row over all kept frames. */
  row(index: number): Float32Array {
    const out = new Float32Array(this.kept)
    for (let place = 0; place < this.kept; place++) {
      out[place] = this.rows[Math.floor(place / CHUNK_FRAMES)][(place % CHUNK_FRAMES) * this.rowCount + index]
    }
    return out
  }

  /** Copies the log-mel spectra of `count` kept frames from `place` on, one after the other, into `out`, in dB and not below `floorDb`. */
  levels(place: number, count: number, floorDb: number, out: Float32Array): void {
    for (let i = 0; i < count; i++) {
      const mel = this.mels[Math.floor((place + i) / CHUNK_FRAMES)]
      const base = ((place + i) % CHUNK_FRAMES) * this.melCount
      const to = i * this.melCount
      for (let band = 0; band < this.melCount; band++) {
        const db = mel[base + band] / STEPS_A_DB - DB_LIMIT
        out[to + band] = db > floorDb ? db : floorDb
      }
    }
  }

  private halve(): void {
    for (let place = 2; place < this.kept; place += 2) {
      copyWithin(this.rows, place, place / 2, this.rowCount)
      copyWithin(this.mels, place, place / 2, this.melCount)
    }
    this.kept = this.kept / 2
    this.stride *= 2
    const chunks = Math.ceil(this.kept / CHUNK_FRAMES)
    this.rows.length = chunks
    this.mels.length = chunks
  }
}

function copyWithin(chunks: readonly (Float32Array | Uint16Array)[], from: number, to: number, width: number): void {
  const source = chunks[Math.floor(from / CHUNK_FRAMES)]
  const begin = (from % CHUNK_FRAMES) * width
  chunks[Math.floor(to / CHUNK_FRAMES)].set(source.subarray(begin, begin + width), (to % CHUNK_FRAMES) * width)
}
