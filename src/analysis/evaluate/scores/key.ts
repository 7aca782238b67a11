// The weighted key score of MIREX: 1 for the key, 0.5 a fifth off, 0.3 the relative, 0.2 the parallel, else 0.

import { TONICS } from '../../analysis.ts'

export interface NamedKey {
  readonly tonic: string
  readonly mode: 'major' | 'minor'
}

export type KeyRelation = 'right' | 'fifth' | 'relative' | 'parallel' | 'other'

const WEIGHTS: Readonly<Record<KeyRelation, number>> = { right: 1, fifth: 0.5, relative: 0.3, parallel: 0.2, other: 0 }

/** What the found key is to the true one. Only the fifth above counts as a fifth, as mir_eval 0.8 has it unless told otherwise. */
export function keyRelation(truth: NamedKey, found: NamedKey | null): KeyRelation {
  if (!found) return 'other'
  const steps = (pitchClass(found) - pitchClass(truth) + 12) % 12
  if (found.mode === truth.mode) return steps === 0 ? 'right' : steps === 7 ? 'fifth' : 'other'
  if (steps === 0) return 'parallel'
  return steps === (truth.mode === 'major' ? 9 : 3) ? 'relative' : 'other'
}

const pitchClass = ({ tonic }: NamedKey): number => (TONICS as readonly string[]).indexOf(tonic)

/** 0 to 1. */
export const mirexScore = (truth: NamedKey, found: NamedKey | null): number => WEIGHTS[keyRelation(truth, found)]
