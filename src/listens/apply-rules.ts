// The rules, applied to columns: what isCounted, isCompleted and isSkip of rules.ts say of each listen, as bits.

import { COMPLETED, COUNTED, MS_UNKNOWN, SKIPPED, TRAITS } from './ledger.ts'
import { isCompleted, isCounted, isSkip, type Rules } from './rules.ts'

/** What the rules look at, as columns. */
export interface PlayedColumns {
  readonly endedAtS: Uint32Array
  readonly msPlayed: Int32Array
  readonly trackIds: Int32Array
  readonly traits: Uint16Array
  readonly reasonEnds: Uint16Array
  readonly words: readonly string[]
}

const TELLING = [false, true, null] as const

/**
 * Writes COUNTED | COMPLETED | SKIPPED of the rows `from` to `to` (not included) into `flags`. `durationsMs[trackId]` is the length of a track, 0
 * where unknown. What no length can change is decided once for each reason.
 */
export function applyRules(
  columns: PlayedColumns,
  durationsMs: Int32Array,
  rules: Rules,
  flags: Uint8Array,
  from: number,
  to: number,
): void {
  const { endedAtS, msPlayed, trackIds, traits, reasonEnds, words } = columns
  for (let i = from; i < to; i++) {
    const skipped = TELLING[(traits[i] >>> TRAITS.skipped.shift) & 3]
    const listen = {
      msPlayed: msPlayed[i] === MS_UNKNOWN ? null : msPlayed[i],
      reasonEnd: reasonEnds[i] === 0 ? null : words[reasonEnds[i]],
      skipped,
      endedAtMs: endedAtS[i] * 1000,
    }
    const trackId = trackIds[i]
    const durationMs = trackId < durationsMs.length ? durationsMs[trackId] : 0
    flags[i] =
      (isCounted(listen, durationMs, rules) ? COUNTED : 0) |
      (isCompleted(listen, durationMs, rules) ? COMPLETED : 0) |
      (isSkip(listen, durationMs, rules) ? SKIPPED : 0)
  }
}
