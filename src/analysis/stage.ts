// A stage of hearing: one family of findings, with a version of its own. It opens its ears on the front end and concludes when the
// sound is over; or it hears nothing and concludes from what other stages found.

import type { Analysis, Facts, Findings } from './analysis.ts'
import type { Hearing } from './hearing.ts'

/** What the stages before it found, in this run or an earlier one. */
export type Known = Facts & Findings

/** Ends a stage: its part of the findings. */
export type Conclude = (known: Known) => Partial<Findings> | Promise<Partial<Findings>>

export interface Stage {
  readonly name: string
  /** Raised whenever the meaning of a number it finds changes: files are then heard again for this stage only. */
  readonly version: string
  /** Null where it needs the findings of other stages only. */
  readonly listen: ((hearing: Hearing) => Conclude) | null
  /** Only where `listen` is null. */
  readonly conclude?: Conclude
  /** The stages whose findings it reads: when one of them is done again, so is this one. */
  readonly after?: readonly string[]
  /** The quick tier leaves it out: it means something only where the whole file was heard, or nobody waits for it. */
  readonly wholeOnly?: true
}

/** The stages that are done for an extent. */
export const stagesFor = (all: readonly Stage[], extent: Facts['extent']): Stage[] =>
  all.filter((stage) => extent === 'whole' || !stage.wholeOnly)

/** The stages of `all` that this analysis lacks or has in another version, and those that read what they find, in the order of `all`. */
export function staleStages(all: readonly Stage[], { versions }: Pick<Analysis, 'versions'>): Stage[] {
  const stale = new Set<string>()
  // One pass is enough: a stage stands behind those it reads.
  for (const { name, version, after = [] } of all)
    if (versions[name] !== version || after.some((other) => stale.has(other))) stale.add(name)
  return all.filter(({ name }) => stale.has(name))
}
