// How often each loudness occurs in a recording: enough to know the loudness of many recordings together without hearing them again.

import { ABSOLUTE_GATE_LUFS, RELATIVE_GATE, toLufs, toPower } from './loudness-gates.ts'

/** `counts[i]` blocks of 400 ms (one each 100 ms) have a loudness of `(lowest + i) / 10` LUFS, rounded; nothing at or below -70 LUFS. */
export interface LoudnessHistogram {
  readonly lowest: number
  readonly counts: readonly number[]
}

const STEPS_A_LU = 10

/** Counts the powers of blocks; null where all are below the absolute gate. */
export function loudnessHistogram(powers: ArrayLike<number>): LoudnessHistogram | null {
  const counts = new Map<number, number>()
  const gate = toPower(ABSOLUTE_GATE_LUFS)
  for (let i = 0; i < powers.length; i++) {
    if (!(powers[i] > gate)) continue
    const step = Math.round(toLufs(powers[i]) * STEPS_A_LU)
    counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  if (counts.size === 0) return null
  const lowest = Math.min(...counts.keys())
  const highest = Math.max(...counts.keys())
  return { lowest, counts: Array.from({ length: highest - lowest + 1 }, (_, i) => counts.get(lowest + i) ?? 0) }
}

/** The integrated loudness (BS.1770-4) of recordings one after the other, in LUFS, to about 0.02 LU; null where all are silent. */
export function loudnessTogether(histograms: readonly LoudnessHistogram[]): number | null {
  const absolute = meanPower(histograms, 0)
  if (absolute === null) return null
  const relative = meanPower(histograms, absolute * RELATIVE_GATE)
  return relative === null ? null : toLufs(relative)
}

function meanPower(histograms: readonly LoudnessHistogram[], gate: number): number | null {
  let sum = 0
  let count = 0
  for (const { lowest, counts } of histograms)
    for (const [i, blocks] of counts.entries()) {
      const power = toPower((lowest + i) / STEPS_A_LU)
      if (!(power > gate)) continue
      sum += blocks * power
      count += blocks
    }
  return count === 0 ? null : sum / count
}
