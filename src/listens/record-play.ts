// A playback of Deepcut's own player becomes a listen, with real times and the reason it ended.

import type { EventBus } from '#events'
import { type Clock, Fault } from '#kernel'
import type { TrackId, TrackStore } from '#library'
import type { ListenStore, NewListen } from './listen.ts'
import type { ListenerId } from './listener.ts'
import { hash64 } from './row-key.ts'
import { DEFAULT_RULES, isCompleted, isSkip, type RulesStore } from './rules.ts'
import type { SourceStore } from './source.ts'

export const PLAYER_FORMAT = 'deepcut-player'
const PLAYER_LABEL = 'Deepcut player'
/** Plays of the demo's tracks come from a source of their own, so that taking the demo away takes them too. */
const DEMO_PLAYER_LABEL = 'Deepcut player, demo'

/** One playback, as the page tells it (server/contract.ts, PlayedBody). */
export interface PlayedTrack {
  readonly listenerId: ListenerId
  readonly trackId: TrackId
  readonly startedAtMs: number
  /** Time the sound really played, pauses left out. */
  readonly msPlayed: number
  readonly reasonStart: string
  readonly reasonEnd: string
  /** Made by the page for each playback: telling one again adds nothing. */
  readonly playId: string
}

/** Keeps a playback of the own player. Our page says why it ended, so `skipped` is known: next or back before the end. */
export async function recordPlay(
  deps: { listens: ListenStore; sources: SourceStore; tracks: TrackStore; events: EventBus; clock: Clock; rules: RulesStore },
  play: PlayedTrack,
): Promise<{ added: boolean }> {
  const [track] = await deps.tracks.get([play.trackId])
  if (track === undefined) throw new Fault('not-found', 'TRACK_UNKNOWN', `There is no track ${play.trackId}.`)
  const nowMs = deps.clock.nowMs()
  const { listenerId, msPlayed, reasonStart, reasonEnd } = play
  // A page whose clock is ahead must not place listens in the future.
  const startedAtMs = Math.min(play.startedAtMs, nowMs - msPlayed)
  const sourceId = await deps.sources.ensure({
    listenerId,
    label: track.synthetic ? DEMO_PLAYER_LABEL : PLAYER_LABEL,
    format: PLAYER_FORMAT,
    synthetic: track.synthetic,
    atMs: nowMs,
  })
  const completed = isCompleted(play, track.durationMs)
  const listen: NewListen = {
    listenerId,
    sourceId,
    rowKey: hash64(`${PLAYER_FORMAT}|${play.playId}`),
    kind: 'music',
    trackId: track.id,
    title: track.title,
    artistName: track.artistCredit,
    albumTitle: track.albumTitle,
    startedAtMs,
    endedAtMs: startedAtMs + msPlayed,
    precision: 'ms',
    timeTold: 'start',
    msPlayed,
    reasonStart,
    reasonEnd,
    skipped: !completed && DEFAULT_RULES.skipReasons.includes(reasonEnd),
    shuffle: null,
    offline: false,
    incognito: false,
    platform: 'deepcut',
    country: null,
    sourceUri: `deepcut:track:${track.id}`,
  }
  const { known } = await deps.listens.append([listen])
  if (known > 0) return { added: false }
  deps.events.publish('listen.recorded', {
    listenerId,
    trackId: track.id,
    skipped: isSkip(listen, track.durationMs, await deps.rules.load()),
  })
  return { added: true }
}
