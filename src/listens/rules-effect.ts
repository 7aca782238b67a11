// What other rules would make of a history: the same listens, counted anew, by source.

import { applyRules } from './apply-rules.ts'
import { COMPLETED, COUNTED, type Ledger, SKIPPED } from './ledger.ts'
import type { Rules } from './rules.ts'
import type { SourceId } from './source.ts'

/** Listens, and how many of them the rules say this of. */
export interface RuleCounts {
  readonly listens: number
  readonly counted: number
  readonly completed: number
  readonly skipped: number
}

export interface RulesEffect {
  readonly now: RuleCounts
  readonly instead: RuleCounts
  /** The same for each source, most listens first. */
  readonly sources: readonly { readonly sourceId: SourceId; readonly now: RuleCounts; readonly instead: RuleCounts }[]
}

/** `durationMs[trackId]` is the length of a track, 0 where unknown. */
export function rulesEffect(ledger: Ledger, durationMs: Int32Array, rules: Rules): RulesEffect {
  const flags = new Uint8Array(ledger.count)
  applyRules(ledger, durationMs, rules, flags, 0, ledger.count)
  const sums = new Map<number, { now: Sum; instead: Sum }>()
  const all = { now: newSum(), instead: newSum() }
  for (let i = 0; i < ledger.count; i++) {
    const id = ledger.sourceIds[i]
    let own = sums.get(id)
    if (own === undefined) {
      own = { now: newSum(), instead: newSum() }
      sums.set(id, own)
    }
    for (const { now, instead } of [all, own]) {
      add(now, ledger.flags[i])
      add(instead, flags[i])
    }
  }
  const sources = [...sums].map(([sourceId, counts]) => ({ sourceId: sourceId as SourceId, ...counts }))
  return { ...all, sources: sources.sort((a, b) => b.now.listens - a.now.listens || a.sourceId - b.sourceId) }
}

type Sum = { -readonly [Name in keyof RuleCounts]: number }
const newSum = (): Sum => ({ listens: 0, counted: 0, completed: 0, skipped: 0 })

function add(sum: Sum, flags: number): void {
  sum.listens++
  if (flags & COUNTED) sum.counted++
  if (flags & COMPLETED) sum.completed++
  if (flags & SKIPPED) sum.skipped++
}
