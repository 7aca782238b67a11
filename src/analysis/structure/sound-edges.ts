// Where sound begins and ends, for a threshold that is known only when the recording is over: for each level the first and the last time
// it was reached.

const FLOOR_DB = -120
const LEVELS = 121

/** Takes levels in dB below full scale, one after the other. */
export class SoundEdges {
  private readonly firstS = new Float64Array(LEVELS).fill(Infinity)
  private readonly lastS = new Float64Array(LEVELS).fill(-Infinity)

  /** `levelDb` sounded from `fromS` to `toS`. */
  add(levelDb: number, fromS: number, toS: number): void {
    const level = Math.floor(Math.max(FLOOR_DB, Math.min(0, levelDb))) - FLOOR_DB
    if (fromS < this.firstS[level]) this.firstS[level] = fromS
    this.lastS[level] = toS
  }

  /** When `gateDb` was first and last reached; null where it never was. */
  above(gateDb: number): { readonly firstS: number; readonly lastS: number } | null {
    const from = Math.max(0, Math.ceil(gateDb) - FLOOR_DB)
    const firstS = Math.min(...this.firstS.subarray(from))
    return firstS === Infinity ? null : { firstS, lastS: Math.max(...this.lastS.subarray(from)) }
  }
}
