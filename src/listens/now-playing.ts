// What plays right now, by the account of the players: kept in memory only, until the track would be over.

import type { EventBus } from '#events'
import type { Clock } from '#kernel'
import type { ListenerId } from './listener.ts'

/** Without a length, a track is thought to play for ten minutes at most. */
const LENGTH_UNKNOWN_MS = 10 * 60_000
/** However long a track says it is, after this nobody believes that it still plays. */
const LENGTH_MAX_MS = 6 * 3_600_000
/** Devices remembered at most. */
const DEVICES_MAX = 1000

export interface Playing {
  readonly listenerId: ListenerId
  /** Name of the device that says so. */
  readonly device: string
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
  readonly durationMs: number | null
  readonly platform: string | null
  readonly sinceMs: number
}

export interface NowPlaying {
  /** Replaces what this device played before. */
  tell(playing: Omit<Playing, 'sinceMs'>): void
  /** What a listener hears, the latest first. */
  of(listenerId: ListenerId): Playing[]
}

/** Opens the memory of what plays. */
export function openNowPlaying(deps: { clock: Clock; events: EventBus }): NowPlaying {
  const byDevice = new Map<string, Playing & { readonly untilMs: number }>()
  return {
    tell(told) {
      const sinceMs = deps.clock.nowMs()
      const untilMs = sinceMs + Math.min(told.durationMs ?? LENGTH_UNKNOWN_MS, LENGTH_MAX_MS)
      const key = `${told.listenerId}\u0000${told.device}`
      byDevice.delete(key)
      byDevice.set(key, { ...told, sinceMs, untilMs })
      if (byDevice.size > DEVICES_MAX) byDevice.delete(byDevice.keys().next().value!)
      const { listenerId, device, title, artistName, albumTitle } = told
      deps.events.publish('listen.playing', { listenerId, device, title, artist: artistName, album: albumTitle, untilMs })
    },
    of(listenerId) {
      const nowMs = deps.clock.nowMs()
      for (const [key, { untilMs }] of byDevice) if (untilMs <= nowMs) byDevice.delete(key)
      return [...byDevice.values()].filter((playing) => playing.listenerId === listenerId).reverse()
    },
  }
}
