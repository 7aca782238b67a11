// How long the work will still take: by what a second of sound of each tier and codec was measured to take, never by the number of files.

import type { Tier } from './task.ts'

/** How much an earlier measurement counts after each later one: the pace of the last hundred or so files decides. */
const FADE = 0.98
/** A codec's own pace is trusted from so many files on. */
const FILES_MIN = 3

interface Measured {
  files: number
  workS: number
  tookS: number
}

/** Work in seconds of sound, by tier and codec. */
export type WorkLeft = ReadonlyMap<Tier, ReadonlyMap<string, number>>

export class Estimate {
  private readonly measured = new Map<string, Measured>()

  /** A file with `workS` seconds to hear kept one worker busy for `tookS`. */
  learn(tier: Tier, codec: string, workS: number, tookS: number): void {
    for (const key of [`${tier} ${codec}`, `any ${codec}`, tier, 'any']) {
      const { files, workS: work, tookS: took } = this.measured.get(key) ?? { files: 0, workS: 0, tookS: 0 }
      this.measured.set(key, { files: files + 1, workS: work * FADE + workS, tookS: took * FADE + tookS })
    }
  }

  /** Seconds of sound that one worker hears in a second; null where nothing is known yet. */
  realTimes(tier: Tier, codec?: string): number | null {
    // A tier not begun yet is judged by the other: a second heard costs about the same in both.
    const own = codec === undefined ? [] : [`${tier} ${codec}`, `any ${codec}`]
    const trusted = own.map((key) => this.measured.get(key)).find((measured) => measured && measured.files >= FILES_MIN)
    const known = trusted ?? this.measured.get(tier) ?? this.measured.get('any')
    return known && known.tookS > 0 ? known.workS / known.tookS : null
  }

  /** Seconds until `left` is done by `workers` at once; null where there is nothing to judge by. */
  secondsFor(left: WorkLeft, workers: number): number | null {
    let busyS = 0
    for (const [tier, byCodec] of left) {
      for (const [codec, workS] of byCodec) {
        const pace = this.realTimes(tier, codec)
        if (workS > 0 && pace === null) return null
        busyS += workS > 0 ? workS / pace! : 0
      }
    }
    return busyS / Math.max(1, workers)
  }
}
