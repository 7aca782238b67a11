// Which reasons are shown first.

import type { Recommendation } from '../../../../src/server/contract.ts'

export type Reason = Recommendation['reasons'][number]

/** The reasons worth showing at once: the strongest, and always what held it back or makes it a bet. */
export function foremost(reasons: readonly Reason[], count: number): readonly Reason[] {
  const caveat = (reason: Reason) => reason.kind === 'held-back' || reason.kind === 'bet'
  return [...reasons.filter((reason) => !caveat(reason)).slice(0, count), ...reasons.filter(caveat)]
}
