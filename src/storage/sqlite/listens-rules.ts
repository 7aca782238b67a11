// The rules of listens/rules.ts as SQL over `l` (listens) and `t` (tracks, for the known length), from the same constants. Written so that the
// usual row is decided by its first comparison: they run over every listen there is.

import {
  COMPLETED_REASON,
  COMPLETED_SHARE_MIN,
  COUNTED_MS_MIN,
  COUNTED_SHARE_MIN,
  SKIP_REASONS,
  SKIPPED_BROKEN_FROM_MS,
  SKIPPED_BROKEN_TO_MS,
  STOP_REASONS,
} from '#listens'

const isNone = (words: readonly string[]) => words.map((word) => `l.reason_end IS NOT '${word}'`).join(' AND ')
const share = (part: number) => `(t.duration_ms > 0 AND l.ms_played >= t.duration_ms * ${part})`
const SKIPPED_IS_BROKEN = `(l.ended_at_ms >= ${SKIPPED_BROKEN_FROM_MS} AND l.ended_at_ms < ${SKIPPED_BROKEN_TO_MS})`

/** 1 where the row was played to the end, or as good as; else 0. */
export const COMPLETED_SQL = `CASE
  WHEN l.ms_played <= 0 THEN 0 WHEN l.reason_end = '${COMPLETED_REASON}' THEN 1 WHEN ${share(COMPLETED_SHARE_MIN)} THEN 1 ELSE 0 END`

/** 1 where the row counts as a listen; else 0. (The share that completes is larger than the one that counts.) */
export const COUNTED_SQL = `CASE
  WHEN l.ms_played >= ${COUNTED_MS_MIN} THEN 1 WHEN l.ms_played <= 0 THEN 0 WHEN l.reason_end = '${COMPLETED_REASON}' THEN 1
  WHEN ${share(Math.min(COUNTED_SHARE_MIN, COMPLETED_SHARE_MIN))} THEN 1 ELSE 0 END`

/** 1 where the listener ended it early; else 0. */
export const SKIP_SQL = `CASE
  WHEN l.reason_end = '${COMPLETED_REASON}' AND l.ms_played > 0 THEN 0
  WHEN l.skipped IS NOT 1 AND ${isNone(SKIP_REASONS)} AND ((${isNone(STOP_REASONS)}) OR (l.skipped = 0 AND NOT ${SKIPPED_IS_BROKEN})) THEN 0
  WHEN l.ms_played > 0 AND ${share(COMPLETED_SHARE_MIN)} THEN 0
  ELSE 1 END`
