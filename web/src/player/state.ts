// What is playing and what comes next, as the page shows it. Only engine.ts and queue.ts change it.

import type { TrackCard } from '../../../src/server/contract.ts'
import { createStore } from '../kit/store.ts'

/** Who put it there: the person, or the list of recommendations, which may be ranked anew. */
export type Origin = 'picked' | 'recommended'

export interface QueueEntry {
  /** Its own number, so that one track may be in the queue twice. */
  readonly key: number
  readonly track: TrackCard
  readonly origin: Origin
}

export interface PlayerState {
  readonly queue: readonly QueueEntry[]
  /** Which of the queue is playing; -1 for none. */
  readonly index: number
  readonly playing: boolean
  readonly waiting: boolean
  /** Known once the sound has loaded, else what the library says. */
  readonly durationMs: number
  readonly volume: number
  readonly muted: boolean
  /** Why it does not sound, in words. */
  readonly problem: string | null
}

const VOLUME_KEY = 'deepcut.volume'
const storedVolume = Number(localStorage.getItem(VOLUME_KEY) ?? 0.9)

export const playerStore = createStore<PlayerState>({
  queue: [],
  index: -1,
  playing: false,
  waiting: false,
  durationMs: 0,
  volume: Number.isFinite(storedVolume) ? Math.min(1, Math.max(0, storedVolume)) : 0.9,
  muted: false,
  problem: null,
})

export const rememberVolume = (volume: number) => localStorage.setItem(VOLUME_KEY, String(volume))

/** Where the sound is, apart from the rest because it changes many times a second; ms. */
export const positionStore = createStore({ positionMs: 0 })

export const currentOf = (state: PlayerState): QueueEntry | null => state.queue[state.index] ?? null
export const nextOf = (state: PlayerState): QueueEntry | null => state.queue[state.index + 1] ?? null
