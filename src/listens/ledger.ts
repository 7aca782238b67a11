// A listener's standing listens as columns in order of time: what tallies and insights scan. Kept up month by month, so that a new listen costs the
// month it lies in and never a full recount.

import type { ListenerId } from './listener.ts'

/** `msPlayed` where the source does not say. */
export const MS_UNKNOWN = -1

/** Bits of `flags`: what the rules (rules.ts) say of the listen now. */
export const COUNTED = 1
export const COMPLETED = 2
export const SKIPPED = 4

/** Bit fields of `traits`. The words behind numbers are `Ledger.words`. */
export const TRAITS = {
  /** 0 music, 1 podcast, 2 audiobook, 3 video. */
  kind: { shift: 0, bits: 2 },
  /** 0 ms, 1 s, 2 min, 3 day. */
  precision: { shift: 2, bits: 2 },
  /** 0 no, 1 yes, 2 not told: skipped, shuffle, offline, incognito. */
  skipped: { shift: 4, bits: 2 },
  shuffle: { shift: 6, bits: 2 },
  offline: { shift: 8, bits: 2 },
  incognito: { shift: 10, bits: 2 },
  /** 0 the start was told, 1 the end. */
  timeTold: { shift: 12, bits: 1 },
} as const

/** The value of one field of a listen's traits. */
export const traitOf = (traits: number, field: keyof typeof TRAITS): number =>
  (traits >>> TRAITS[field].shift) & ((1 << TRAITS[field].bits) - 1)

/** Row i of each array is the same listen. Arrays may be longer than `count`; what is beyond means nothing. */
export interface Ledger {
  readonly listenerId: ListenerId
  /** Another number after any change to what it says. */
  readonly revision: number
  readonly count: number
  /** Seconds since the epoch of the end of playing; never falls from row to row. */
  readonly endedAtS: Uint32Array
  /** MS_UNKNOWN where the source does not say. What continued elsewhere is added. */
  readonly msPlayed: Int32Array
  /** 0 for what is no music, or has no name. */
  readonly trackIds: Int32Array
  /** The wording (heard) it was told in; wordings tell podcasts and audiobooks apart, which have no track. */
  readonly heardIds: Int32Array
  readonly sourceIds: Int32Array
  readonly traits: Uint16Array
  /** Indexes into `words`, 0 for not told. */
  readonly reasonStarts: Uint16Array
  readonly reasonEnds: Uint16Array
  readonly platforms: Uint16Array
  readonly countries: Uint16Array
  /** COUNTED | COMPLETED | SKIPPED by the rules of now. */
  readonly flags: Uint8Array
  /** Reasons, platforms and countries as the sources word them; `words[0]` is empty. */
  readonly words: readonly string[]
}
