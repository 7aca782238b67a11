// What one listener did, as the ranker needs it: read once as a tally, then kept up by each listen, so that a skip shows in the next answer.
// Columns in order of row, so that a taste can be learned from them without another look at the store.

import type { Feedback, Tally } from '#listens'
import { type Dealings, rowOfId } from '#models'

/** One playback as it ended. */
export interface HeardEvent {
  readonly trackId: number
  readonly atMs: number
  /** Whether it counts as a listen, went to the end, was ended by the listener (rules.ts of #listens). */
  readonly counted: boolean
  readonly completed: boolean
  readonly skipped: boolean
  readonly msPlayed: number
}

type NumberColumn = 'plays' | 'completions' | 'skips' | 'lastPlayedMs' | 'lastSkippedMs'
const COLUMNS: readonly NumberColumn[] = ['plays', 'completions', 'skips', 'lastPlayedMs', 'lastSkippedMs']

export class History {
  private tally: Pick<Tally, 'trackIds' | NumberColumn>

  constructor(tally: Tally) {
    const order = Int32Array.from(tally.trackIds.keys()).sort((a, b) => tally.trackIds[a] - tally.trackIds[b])
    const column = (name: NumberColumn) => Float64Array.from(order, (i) => tally[name][i])
    this.tally = {
      trackIds: Int32Array.from(order, (i) => tally.trackIds[i]),
      plays: column('plays'),
      completions: column('completions'),
      skips: column('skips'),
      lastPlayedMs: column('lastPlayedMs'),
      lastSkippedMs: column('lastSkippedMs'),
    }
  }

  /** Adds one playback to what is known. */
  heard(event: HeardEvent): void {
    const i = this.placeOf(event.trackId)
    const { tally } = this
    if (event.counted) {
      tally.plays[i]++
      tally.lastPlayedMs[i] = Math.max(tally.lastPlayedMs[i], event.atMs)
    }
    if (event.completed) tally.completions[i]++
    if (event.skipped) {
      tally.skips[i]++
      tally.lastSkippedMs[i] = Math.max(tally.lastSkippedMs[i], event.atMs)
    }
  }

  /**
   * Every track of `ids` (sorted) that was heard, judged or passed over, in order of row: a copy, so that later listens do not change it.
   * Tracks that are not there any more are left out.
   */
  dealings(ids: Int32Array, feedback: readonly Feedback[], passedOver: ReadonlyMap<number, number>): Dealings {
    for (const { trackId } of feedback) this.placeOf(trackId)
    for (const trackId of passedOver.keys()) this.placeOf(trackId)
    const { trackIds } = this.tally
    const places = new Int32Array(trackIds.length)
    const rows = new Int32Array(trackIds.length)
    let count = 0
    for (let i = 0, row = 0; i < trackIds.length; i++) {
      while (row < ids.length && ids[row] < trackIds[i]) row++
      if (ids[row] !== trackIds[i]) continue
      rows[count] = row
      places[count++] = i
    }
    const whole = count === trackIds.length
    const column = (name: NumberColumn) => {
      const from = this.tally[name]
      if (whole) return from.slice()
      const out = new Float64Array(count)
      for (let i = 0; i < count; i++) out[i] = from[places[i]]
      return out
    }
    const kept = rows.subarray(0, count)
    const at = (trackId: number) => rowOfId(kept, rowOfId(ids, trackId))
    const loved = new Uint8Array(count)
    const banned = new Uint8Array(count)
    const passedOverMs = new Float64Array(count)
    for (const { trackId, kind } of feedback) {
      const i = at(trackId)
      if (i >= 0) (kind === 'love' ? loved : banned)[i] = 1
    }
    for (const [trackId, atMs] of passedOver) {
      const i = at(trackId)
      if (i >= 0) passedOverMs[i] = atMs
    }
    return {
      count,
      rows: kept,
      plays: column('plays'),
      completions: column('completions'),
      skips: column('skips'),
      lastPlayedMs: column('lastPlayedMs'),
      lastSkippedMs: column('lastSkippedMs'),
      passedOverMs,
      loved,
      banned,
    }
  }

  /** Where a track stands in the columns; a new one is put in its place. */
  private placeOf(trackId: number): number {
    const { tally } = this
    const found = rowOfId(tally.trackIds, trackId)
    if (found >= 0) return found
    let at = tally.trackIds.length
    while (at > 0 && tally.trackIds[at - 1] > trackId) at--
    const trackIds = new Int32Array(tally.trackIds.length + 1)
    trackIds.set(tally.trackIds.subarray(0, at))
    trackIds[at] = trackId
    trackIds.set(tally.trackIds.subarray(at), at + 1)
    const columns = COLUMNS.map((name) => {
      const column = new Float64Array(trackIds.length)
      column.set(tally[name].subarray(0, at))
      column.set(tally[name].subarray(at), at + 1)
      return [name, column]
    })
    this.tally = { trackIds, ...(Object.fromEntries(columns) as Record<NumberColumn, Float64Array>) }
    return at
  }
}
