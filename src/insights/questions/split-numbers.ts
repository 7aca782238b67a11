// What the questions about devices and sources share.

import { NUMBER_COLUMNS, type PickedNumbers } from '../counting.ts'

/** With the share of counted listens. */
export const shared = (numbers: readonly PickedNumbers[], counted: number) =>
  numbers.map((one) => ({ ...one, share: counted > 0 ? one.counted / counted : 0 }))

/** The group of each number: its place plus 1; where there are more numbers than a group can name, the rest are left out. */
export function groups(size: number, groupOf: (number: number) => number): Uint16Array {
  return Uint16Array.from({ length: size }, (_, number) => groupOf(number))
}

/** Of the tables. */
export const SPLIT_COLUMNS = [...NUMBER_COLUMNS, { name: 'share of counted', unit: '0 to 1' }] as const
