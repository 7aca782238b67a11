// From sound to listens: one playback at a time is measured, and sent when it ends for whatever reason.

import type { EngagementBody, PlayedBody } from '../../../src/server/contract.ts'
import { address, send } from '../api/fetch.ts'
import { listenerName } from '../api/listener.ts'
import { type ListenMeter, listenMeter } from './listen-meter.ts'
import { openOutbox } from './outbox.ts'

export type Start = PlayedBody['reasonStart']
export type End = PlayedBody['reasonEnd']

interface Playback {
  readonly trackId: number
  readonly playId: string
  readonly startedAtMs: number
  readonly reasonStart: Start
  readonly user: string | null
  readonly meter: ListenMeter
  /** The next point of the track that is told of when it is reached, in seconds. */
  nextTellS: number
}

/** Progress is told every half minute of the track. */
const TELL_EVERY_S = 30

/** Tells of an act; that it is lost when the server is away does no harm: the listen itself is kept by the outbox. */
function tell({ trackId, playId, user }: Playback, kind: EngagementBody['kind'], positionS: number): void {
  const body: EngagementBody = { trackId, playId, kind, positionMs: Math.max(0, Math.round(positionS * 1000)), atMs: Date.now() }
  void send('POST', address('/api/engagement', { user }), body).catch(() => {})
}

const RETRY_EVERY_MS = 30_000
let playback: Playback | null = null

const outbox = openOutbox({
  storage: localStorage,
  post: async ({ user, body }) => {
    const response = await fetch(address('/api/listens', { user }), {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
      keepalive: true,
    })
    return response.status
  },
})

/** 128 random bits in hexadecimal; crypto.randomUUID is not there on a plain http address of the local network. */
const newPlayId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

export const isListening = (): boolean => playback !== null

/** Starts a listen with the sound at `positionS`. */
export function beginListen(trackId: number, reasonStart: Start, positionS: number): void {
  playback = {
    trackId,
    reasonStart,
    playId: newPlayId(),
    startedAtMs: Date.now(),
    user: listenerName(),
    meter: listenMeter(positionS),
    nextTellS: positionS + TELL_EVERY_S,
  }
  tell(playback, 'start', positionS)
}

/** The sound is at `positionS`, by playing. */
export function heardAt(positionS: number): void {
  if (!playback) return
  playback.meter.at(positionS)
  if (positionS < playback.nextTellS) return
  playback.nextTellS = positionS + TELL_EVERY_S
  tell(playback, 'progress', positionS)
}

/** The sound is at `toS`, by a jump from `fromS`. */
export function jumped(fromS: number, toS: number): void {
  if (!playback) return
  playback.meter.at(fromS)
  playback.meter.jump(toS)
  playback.nextTellS = toS + TELL_EVERY_S
}

/** Ends the listen that runs, and sends it. One that never sounded is none, unless it was skipped. */
export function endListen(reasonEnd: End, positionS: number): void {
  const ended = playback
  playback = null
  if (!ended) return
  ended.meter.at(positionS)
  const { trackId, startedAtMs, reasonStart, playId } = ended
  const { msPlayed } = ended.meter
  if (msPlayed === 0 && reasonEnd !== 'fwdbtn') return
  void outbox.put({ user: ended.user, body: { trackId, startedAtMs, msPlayed, reasonEnd, reasonStart, playId } })
}

/** Forgets the listen that runs: nothing sounded. */
export function dropListen(): void {
  playback = null
}

/** Sends what waits from before, and again whenever that may help. */
export function startSending(): void {
  void outbox.flush()
  setInterval(() => outbox.waiting > 0 && void outbox.flush(), RETRY_EVERY_MS)
  window.addEventListener('online', () => void outbox.flush())
}
