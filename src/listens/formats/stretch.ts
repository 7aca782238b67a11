// Gathers what single rows were read as into one stretch of a file: kept, refused with place and reason, ignored by reason, or told as feedback.

import { type HeardRow, isRefused, type RefusedRow } from '../heard-row.ts'
import type { Stretch, ToldFeedback } from './format.ts'

/** A row that is left alone on purpose, by the reason's word in the report. */
export interface IgnoredRow {
  readonly ignoredAs: string
}

/** A row that tells of a heart or a ban and not of a listen. */
interface FeedbackRow {
  readonly feedback: ToldFeedback
}

/** What one row of a file says. */
export type RowRead = HeardRow | RefusedRow | IgnoredRow | FeedbackRow

/** A place in a file that cannot be read, and why. */
export interface BadPlace {
  readonly where: string
  readonly message: string
}

/** The stretch of a number of rows: row i is read by `readRow(i)` (null: it is no row, such as a comment) and stands at `whereOf(i)`. */
export function stretchOf(
  count: number,
  readRow: (index: number) => RowRead | null,
  whereOf: (index: number) => string,
  bad: readonly BadPlace[],
  dropped: ReadonlySet<string>,
): Stretch {
  const rows: HeardRow[] = []
  const feedback: ToldFeedback[] = []
  const refused = [...bad]
  const ignored: Record<string, number> = {}
  for (let i = 0; i < count; i++) {
    const row = readRow(i)
    if (row === null) continue
    if ('ignoredAs' in row) ignored[row.ignoredAs] = (ignored[row.ignoredAs] ?? 0) + 1
    else if ('feedback' in row) feedback.push(row.feedback)
    else if (isRefused(row)) refused.push({ where: whereOf(i), message: row.refused })
    else rows.push(row)
  }
  return { rows, refused, ignored, feedback, dropped: [...dropped] }
}
