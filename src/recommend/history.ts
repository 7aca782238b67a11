// What one listener did, as the ranker needs it: read once as a tally, then kept up by each listen, so that a skip shows in the next answer.

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

interface TrackHistory {
  plays: number
  completions: number
  skips: number
  lastPlayedMs: number
  lastSkippedMs: number
}

export class History {
  private readonly tracks = new Map<number, TrackHistory>()
  /** When anything was last heard, ms; 0 for never. */
  lastMs = 0

  constructor(tally: Tally) {
    for (let i = 0; i < tally.count; i++) {
      this.tracks.set(tally.trackIds[i], {
        plays: tally.plays[i],
        completions: tally.completions[i],
        skips: tally.skips[i],
        lastPlayedMs: tally.lastPlayedMs[i],
        lastSkippedMs: tally.lastSkippedMs[i],
      })
      this.lastMs = Math.max(this.lastMs, tally.lastPlayedMs[i], tally.lastSkippedMs[i])
    }
  }

  /** Adds one playback to what is known. */
  heard(event: HeardEvent): void {
    let track = this.tracks.get(event.trackId)
    if (!track) {
      track = { plays: 0, completions: 0, skips: 0, lastPlayedMs: 0, lastSkippedMs: 0 }
      this.tracks.set(event.trackId, track)
    }
    this.lastMs = Math.max(this.lastMs, event.atMs)
    if (event.counted) track.plays++
    if (event.completed) track.completions++
    if (event.counted) track.lastPlayedMs = Math.max(track.lastPlayedMs, event.atMs)
    if (event.skipped) {
      track.skips++
      track.lastSkippedMs = Math.max(track.lastSkippedMs, event.atMs)
    }
  }

  /** Every track of `ids` (sorted) that was heard, judged or passed over, in order of row. Tracks that are not there any more are left out. */
  dealings(ids: Int32Array, feedback: readonly Feedback[], passedOver: ReadonlyMap<number, number>): Dealings {
    const judged = new Map<number, Feedback['kind']>(feedback.map(({ trackId, kind }) => [trackId, kind]))
    const touched = new Set<number>([...this.tracks.keys(), ...judged.keys(), ...passedOver.keys()])
    const found: { row: number; id: number }[] = []
    for (const id of touched) {
      const row = rowOfId(ids, id)
      if (row >= 0) found.push({ row, id })
    }
    found.sort((a, b) => a.row - b.row)
    const column = (read: (id: number) => number) => Float64Array.from(found, ({ id }) => read(id))
    return {
      count: found.length,
      rows: Int32Array.from(found, ({ row }) => row),
      plays: column((id) => this.tracks.get(id)?.plays ?? 0),
      completions: column((id) => this.tracks.get(id)?.completions ?? 0),
      skips: column((id) => this.tracks.get(id)?.skips ?? 0),
      lastPlayedMs: column((id) => this.tracks.get(id)?.lastPlayedMs ?? 0),
      lastSkippedMs: column((id) => this.tracks.get(id)?.lastSkippedMs ?? 0),
      passedOverMs: column((id) => passedOver.get(id) ?? 0),
      loved: Uint8Array.from(found, ({ id }) => (judged.get(id) === 'love' ? 1 : 0)),
      banned: Uint8Array.from(found, ({ id }) => (judged.get(id) === 'ban' ? 1 : 0)),
    }
  }
}
