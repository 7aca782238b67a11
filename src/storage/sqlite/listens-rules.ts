// The rules of listens/rules.ts as SQL over `l` (listens) and `t` (tracks, for the known length), from the same constants.

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

const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ')
const share = (part: number) => `ifnull(t.duration_ms > 0 AND l.ms_played >= t.duration_ms * ${part}, 0)`

/** 1 where the row was played to the end, or as good as; else 0. */
export const COMPLETED_SQL = `(l.ms_played > 0 AND (l.reason_end IS '${COMPLETED_REASON}' OR ${share(COMPLETED_SHARE_MIN)}))`

/** 1 where the row counts as a listen; else 0. */
export const COUNTED_SQL = `(l.ms_played >= ${COUNTED_MS_MIN} OR ${COMPLETED_SQL} OR (l.ms_played > 0 AND ${share(COUNTED_SHARE_MIN)}))`

/** 1 where the listener ended it early; else 0. */
export const SKIP_SQL = `(NOT ${COMPLETED_SQL} AND (
  ifnull(l.skipped, 0) = 1
  OR ifnull(l.reason_end, '') IN (${list(SKIP_REASONS)})
  OR (ifnull(l.reason_end, '') IN (${list(STOP_REASONS)})
    AND (l.skipped IS NULL OR (l.ended_at_ms >= ${SKIPPED_BROKEN_FROM_MS} AND l.ended_at_ms < ${SKIPPED_BROKEN_TO_MS})))))`
