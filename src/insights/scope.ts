// What an insight looks at: the rows of a ledger in a period, of a kind and a source, with what is known of the tracks.

import { COMPLETED, COUNTED, type Ledger, SKIPPED, TRAITS } from '#listens'
import type { Dimensions } from './dimensions.ts'
import type { Period } from './period.ts'
import { openZone, type Zone } from './zone.ts'

/** As bits 0 to 3 of a listen's traits count them. */
export const KINDS = ['music', 'podcast', 'audiobook', 'video'] as const
export type Kind = (typeof KINDS)[number] | 'all'

/** Bits of `Scope.mark` beside COUNTED, COMPLETED and SKIPPED of the ledger. */
/** Of the kind and source asked for; a row without it has no bit at all. */
export const HERE = 8
/** Whether it was skipped is told: by a flag, a reason, or because it was heard to the end. */
export const TOLD = 16
/** It has a track. */
export const TRACKED = 32

export interface Filter {
  readonly kind: Kind
  readonly sourceId: number | null
}

export interface Scope extends Filter, Period {
  readonly ledger: Ledger
  readonly dims: Dimensions
  readonly zone: Zone
  /** Rows low (included) to high (not included) ended in the period. */
  readonly low: number
  readonly high: number
  /** What is true of each row of the ledger, also outside the period. */
  readonly mark: Uint8Array
}

/** The scope of a period; of the whole ledger, in whole local days, where an end is null. */
export function openScope(
  ledger: Ledger,
  dims: Dimensions,
  asked: Filter & { readonly zone: string; readonly fromS: number | null; readonly toS: number | null },
): Scope {
  const zone = openZone(asked.zone)
  const first = ledger.count > 0 ? ledger.endedAtS[0] : 0
  const last = ledger.count > 0 ? ledger.endedAtS[ledger.count - 1] + 1 : 0
  const fromS = asked.fromS ?? first
  const toS = Math.max(fromS, asked.toS ?? last)
  const mark = marksOf(ledger, asked)
  return {
    ledger,
    dims,
    zone,
    kind: asked.kind,
    sourceId: asked.sourceId,
    fromS,
    toS,
    low: rowAt(ledger, fromS),
    high: rowAt(ledger, toS),
    mark,
  }
}

/** The first row that ended at `s` or later. */
export function rowAt({ endedAtS, count }: Ledger, s: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (endedAtS[middle] < s) low = middle + 1
    else high = middle
  }
  return low
}

const FILTERS_KEPT = 4
const marks = new WeakMap<Ledger, Map<string, Uint8Array>>()

/** One pass over the ledger, kept for as long as the ledger is. */
function marksOf(ledger: Ledger, { kind, sourceId }: Filter): Uint8Array {
  let kept = marks.get(ledger)
  if (!kept) {
    kept = new Map()
    marks.set(ledger, kept)
  }
  const key = `${kind} ${sourceId}`
  const known = kept.get(key)
  if (known) return known
  const fresh = markRows(ledger, kind === 'all' ? -1 : KINDS.indexOf(kind), sourceId ?? -1)
  if (kept.size >= FILTERS_KEPT) kept.delete(kept.keys().next().value!)
  kept.set(key, fresh)
  return fresh
}

const KIND_MASK = (1 << TRAITS.kind.bits) - 1
const SKIPPED_SHIFT = TRAITS.skipped.shift
const NOT_TOLD = 2

function markRows(ledger: Ledger, kind: number, sourceId: number): Uint8Array {
  const { count, traits, sourceIds, flags, trackIds, reasonEnds } = ledger
  const mark = new Uint8Array(count)
  for (let row = 0; row < count; row++) {
    const trait = traits[row]
    if ((kind >= 0 && ((trait >>> TRAITS.kind.shift) & KIND_MASK) !== kind) || (sourceId >= 0 && sourceIds[row] !== sourceId)) continue
    let bits = (flags[row] & (COUNTED | COMPLETED | SKIPPED)) | HERE
    if ((bits & (COMPLETED | SKIPPED)) !== 0 || reasonEnds[row] !== 0 || ((trait >>> SKIPPED_SHIFT) & 3) !== NOT_TOLD) bits |= TOLD
    if (trackIds[row] > 0) bits |= TRACKED
    mark[row] = bits
  }
  return mark
}
