// What the questions about sound share: where values come from, how many listens have one, and counting by slots of tracks.

import { COUNTED } from '#listens'
import { type Asked, type Counted, exclusions, notCounted, notTracked } from '../insight.ts'

/** Said in each explanation. */
export const FROM_WHERE =
  'Values come from the tables you imported, else from Deepcut hearing your own files. Each counted listen weighs once; listens of tracks whose value is not known are left out and told.'

/** The data with what it rests on: `known` listens of tracks whose `what` is known. */
export function featureAnswer<Data>({ measured }: Asked, data: Data, known: number, what: string): Counted<Data> {
  return {
    data,
    used: known,
    excluded: exclusions(notCounted(measured), notTracked(measured), [
      'unknown',
      `of tracks whose ${what} is not known`,
      measured.tracked - known,
    ]),
    coverage: measured.counted > 0 ? { share: known / measured.counted, label: `of counted listens have a known ${what}` } : null,
  }
}

/** How often each slot comes in counted rows; slot 0 holds what is not known. */
export function addSlots(trackIds: Int32Array, mark: Uint8Array, from: number, to: number, slotOf: Uint16Array, slots: Int32Array): void {
  for (let row = from; row < to; row++) slots[slotOf[trackIds[row] & (0 - (mark[row] & COUNTED))]]++
}
