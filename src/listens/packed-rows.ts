// Rows on their way from the reader to the store: numbers as columns, each wording and word once. They cross from thread to thread at little cost,
// and the store looks up a wording once for all its rows.

import type { HeardRow } from './heard-row.ts'
import { MS_UNKNOWN } from './ledger.ts'
import type { ContentKind, Recording } from './listen.ts'
import { packTraits } from './traits.ts'

/** What a source said was heard. */
export interface ToldWording {
  readonly kind: ContentKind
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
  readonly sourceUri: string | null
  readonly recording?: Recording
}

/** Row i of each array is the same row. */
export interface PackedRows {
  readonly count: number
  readonly wordings: readonly ToldWording[]
  /** Index into `wordings`. */
  readonly wordingOf: Int32Array
  readonly rowKeys: BigInt64Array
  readonly startedAtMs: Float64Array
  readonly endedAtMs: Float64Array
  /** MS_UNKNOWN where the source does not say. */
  readonly msPlayed: Float64Array
  /** TRAITS of ledger.ts. */
  readonly traits: Uint16Array
  /** Reasons, platforms and countries; `words[0]` is null. */
  readonly words: readonly (string | null)[]
  readonly reasonStarts: Uint16Array
  readonly reasonEnds: Uint16Array
  readonly platforms: Uint16Array
  readonly countries: Uint16Array
  /** NaN where the source does not say. */
  readonly offlineAtMs: Float64Array
  /** Null where no row has any. */
  readonly raws: readonly (string | null)[] | null
}

/** Gathers at most `countMax` rows; `take` gives what was gathered, and starts afresh. */
export class RowPacker {
  private readonly countMax: number
  private rows: HeardRow[] = []

  constructor(countMax: number) {
    this.countMax = countMax
  }

  get isFull(): boolean {
    return this.rows.length >= this.countMax
  }

  add(row: HeardRow): void {
    this.rows.push(row)
  }

  take(): PackedRows {
    const { rows } = this
    this.rows = []
    return packRows(rows)
  }
}

export function packRows(rows: readonly HeardRow[]): PackedRows {
  const count = rows.length
  const wordings = wordingTable()
  const words: (string | null)[] = [null]
  const places = new Map<string, number>()
  const placeOf = (word: string | null): number => {
    if (word === null) return 0
    let place = places.get(word)
    if (place === undefined) {
      place = words.push(word) - 1
      places.set(word, place)
    }
    return place
  }
  const packed = {
    count,
    wordings: wordings.all,
    words,
    wordingOf: new Int32Array(count),
    rowKeys: new BigInt64Array(count),
    startedAtMs: new Float64Array(count),
    endedAtMs: new Float64Array(count),
    msPlayed: new Float64Array(count),
    traits: new Uint16Array(count),
    reasonStarts: new Uint16Array(count),
    reasonEnds: new Uint16Array(count),
    platforms: new Uint16Array(count),
    countries: new Uint16Array(count),
    offlineAtMs: new Float64Array(count),
    raws: rows.some((row) => row.raw) ? rows.map((row) => row.raw ?? null) : null,
  }
  for (let i = 0; i < count; i++) {
    const row = rows[i]
    packed.wordingOf[i] = wordings.placeOf(row)
    packed.rowKeys[i] = row.rowKey
    packed.startedAtMs[i] = row.startedAtMs
    packed.endedAtMs[i] = row.endedAtMs
    packed.msPlayed[i] = row.msPlayed ?? MS_UNKNOWN
    packed.traits[i] = packTraits(row)
    packed.reasonStarts[i] = placeOf(row.reasonStart)
    packed.reasonEnds[i] = placeOf(row.reasonEnd)
    packed.platforms[i] = placeOf(row.platform)
    packed.countries[i] = placeOf(row.country)
    packed.offlineAtMs[i] = row.offlineAtMs ?? Number.NaN
  }
  return packed
}

/** Distinct wordings; nearly always told apart by the id at the source alone. */
function wordingTable() {
  const all: ToldWording[] = []
  const near = new Map<string, number[]>()
  return {
    all,
    placeOf(row: HeardRow): number {
      const key = row.sourceUri ?? row.title
      const places = near.get(key)
      for (const place of places ?? []) if (sayTheSame(all[place], row)) return place
      const { kind, title, artistName, albumTitle, sourceUri, recording } = row
      const place = all.push({ kind, title, artistName, albumTitle, sourceUri, recording }) - 1
      if (places === undefined) near.set(key, [place])
      else places.push(place)
      return place
    },
  }
}

/** Whether two wordings are one. */
export const sayTheSame = (a: ToldWording, b: ToldWording): boolean =>
  a.title === b.title && a.artistName === b.artistName && a.albumTitle === b.albumTitle && a.kind === b.kind && a.sourceUri === b.sourceUri

/** The buffers of packed rows, which need not be copied when they go to another thread. */
export const buffersOf = (packed: PackedRows): ArrayBuffer[] =>
  Object.values(packed).flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : []))
