// What an import merged, for its reports: how many events a file tells that others tell too, and with whom.

import type { NewlyMerged } from './listen.ts'
import type { SourceId } from './source.ts'

/** What was merged of one file in one import, from either side. */
export interface Merged {
  /** Events that this file and another row tell. */
  readonly same: number
  /** Rows that are a part of a listen which goes on in another row of it. */
  readonly continued: number
  /** The formats of those other rows, most first; the file's own where it told one playing twice. */
  readonly with: readonly { readonly format: string; readonly count: number }[]
}

/** What was merged by source, each pair of rows counted for both sides; sources of which nothing was are left out. */
export function mergedBySource(merged: readonly NewlyMerged[], formatOf: (id: SourceId) => string): Map<SourceId, Merged> {
  const found = new Map<SourceId, { same: number; continued: number; formats: Map<string, number> }>()
  const count = (of: SourceId, other: SourceId, as: 'same' | 'continued') => {
    const sums = found.get(of) ?? { same: 0, continued: 0, formats: new Map<string, number>() }
    sums[as]++
    const format = formatOf(other)
    sums.formats.set(format, (sums.formats.get(format) ?? 0) + 1)
    found.set(of, sums)
  }
  for (const { sourceId, standingSourceId, as } of merged) {
    count(sourceId, standingSourceId, as)
    if (sourceId !== standingSourceId) count(standingSourceId, sourceId, as)
  }
  return new Map(
    [...found].map(([id, { formats, ...sums }]) => {
      const others = [...formats].map(([format, n]) => ({ format, count: n }))
      return [id, { ...sums, with: others.sort((a, b) => b.count - a.count || (a.format < b.format ? -1 : 1)) }]
    }),
  )
}
