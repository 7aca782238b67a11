// Who waits to be asked about, listened to most first. The list is made from what the tracks still lack, so nothing is lost when Deepcut stops: what was
// answered is kept, what was not is found lacking again.

import type { TrackId } from '#library'

export class Waiting {
  private ids: Int32Array = new Int32Array(0)
  private next = 0
  /** What just became askable, and what was put back: before the rest, in order. */
  private first: TrackId[] = []
  private tries = new Map<TrackId, number>()

  get count(): number {
    return this.first.length + this.ids.length - this.next
  }

  /** Starts over with these tracks, those with the most weight first. */
  fill(ids: Int32Array, weightOf: (trackId: number) => number): void {
    this.ids = Int32Array.from(ids).sort((a, b) => weightOf(b) - weightOf(a) || a - b)
    this.next = 0
    this.first = []
    this.tries.clear()
  }

  push(ids: readonly TrackId[]): void {
    this.first.push(...ids)
  }

  take(countMax: number): TrackId[] {
    const taken = this.first.splice(0, countMax)
    while (taken.length < countMax && this.next < this.ids.length) taken.push(this.ids[this.next++] as TrackId)
    return taken
  }

  /** Puts back what was not asked yet. */
  putBack(ids: readonly TrackId[]): void {
    this.first.unshift(...ids)
  }

  /** Puts back what got no answer; what got none three times waits until the list is made anew. */
  tryAgain(ids: readonly TrackId[]): void {
    const again = ids.filter((id) => {
      const tries = (this.tries.get(id) ?? 0) + 1
      this.tries.set(id, tries)
      return tries < TRIES_MAX
    })
    this.first.unshift(...again)
  }
}

const TRIES_MAX = 3
