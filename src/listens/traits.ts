// The traits of a listen as bits (TRAITS of ledger.ts), and back.

import { TRAITS, traitOf } from './ledger.ts'
import type { ContentKind, Listen, NewListen } from './listen.ts'

const KINDS: readonly ContentKind[] = ['music', 'podcast', 'audiobook', 'video']
const PRECISIONS = ['ms', 's', 'min', 'day'] as const
const TOLD = ['start', 'end'] as const
const TELLING = [false, true, null] as const

const telling = (value: boolean | null) => (value === null ? 2 : value ? 1 : 0)

type Traits = Pick<NewListen, 'kind' | 'precision' | 'timeTold' | 'skipped' | 'shuffle' | 'offline' | 'incognito'>

export const packTraits = (listen: Traits): number =>
  (KINDS.indexOf(listen.kind) << TRAITS.kind.shift) |
  (PRECISIONS.indexOf(listen.precision) << TRAITS.precision.shift) |
  (telling(listen.skipped) << TRAITS.skipped.shift) |
  (telling(listen.shuffle) << TRAITS.shuffle.shift) |
  (telling(listen.offline) << TRAITS.offline.shift) |
  (telling(listen.incognito) << TRAITS.incognito.shift) |
  (TOLD.indexOf(listen.timeTold) << TRAITS.timeTold.shift)

/** All but the kind, which its wording tells. */
export const unpackTraits = (traits: number): Pick<Listen, Exclude<keyof Traits, 'kind'>> => ({
  precision: PRECISIONS[traitOf(traits, 'precision')],
  timeTold: TOLD[traitOf(traits, 'timeTold')],
  skipped: TELLING[traitOf(traits, 'skipped')],
  shuffle: TELLING[traitOf(traits, 'shuffle')],
  offline: TELLING[traitOf(traits, 'offline')],
  incognito: TELLING[traitOf(traits, 'incognito')],
})
