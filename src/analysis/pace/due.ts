// What waits for analysis, as columns: one row a content, so small that 100,000 of them are a few megabytes.

import type { TrackId } from '#library'

/** What there is of a content so far. */
export interface Standing {
  /** Null where nothing is known, or where an earlier attempt failed that is to be made again. */
  readonly extent: 'whole' | 'excerpt' | null
  /** The version of each stage that it has. */
  readonly versions: Readonly<Record<string, string>>
}

/** Row i of each array is the same content, named by the first of its present files. */
export interface DueColumns {
  readonly count: number
  readonly fileIds: Int32Array
  readonly trackIds: Int32Array
  /** How long it plays by its tags, in seconds; NaN where they do not say. */
  readonly seconds: Float32Array
  readonly sizeBytes: Float64Array
  /** Index into `codecs`. */
  readonly codec: Uint16Array
  readonly codecs: readonly string[]
  /** Index into `standings`: few, because whole libraries are analysed by the same versions. */
  readonly standing: Uint16Array
  readonly standings: readonly Standing[]
}

/** A file that could not be analysed, and why. */
export interface FailedFile {
  readonly trackId: TrackId
  readonly path: string
  readonly code: string
  readonly message: string
  readonly atMs: number
}

const FIRST_ROWS = 256

/** Collects rows; the arrays grow as needed. */
export class DueRows {
  private count = 0
  private numbers = new Float64Array(FIRST_ROWS * 6)
  private readonly codecs = new Map<string, number>()
  private readonly standings = new Map<string, { place: number; standing: Standing }>()

  /** `standingKey` is the same for equal standings. `seconds` may be NaN. */
  add(
    row: { fileId: number; trackId: number; seconds: number; sizeBytes: number; codec: string },
    standingKey: string,
    standing: () => Standing,
  ): void {
    if (this.count * 6 === this.numbers.length) {
      const more = new Float64Array(this.numbers.length * 2)
      more.set(this.numbers)
      this.numbers = more
    }
    const codec = this.codecs.get(row.codec) ?? this.codecs.size
    this.codecs.set(row.codec, codec)
    const known = this.standings.get(standingKey) ?? { place: this.standings.size, standing: standing() }
    this.standings.set(standingKey, known)
    this.numbers.set([row.fileId, row.trackId, row.seconds, row.sizeBytes, codec, known.place], this.count * 6)
    this.count++
  }

  columns(): DueColumns {
    const { count, numbers } = this
    const fill = <Column extends { [index: number]: number }>(column: Column, place: number): Column => {
      for (let i = 0; i < count; i++) column[i] = numbers[i * 6 + place]
      return column
    }
    return {
      count,
      fileIds: fill(new Int32Array(count), 0),
      trackIds: fill(new Int32Array(count), 1),
      seconds: fill(new Float32Array(count), 2),
      sizeBytes: fill(new Float64Array(count), 3),
      codec: fill(new Uint16Array(count), 4),
      codecs: [...this.codecs.keys()],
      standing: fill(new Uint16Array(count), 5),
      standings: [...this.standings.values()].map(({ standing }) => standing),
    }
  }
}
