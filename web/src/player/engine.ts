// The sound: two audio elements, one playing and one loading what comes next, so that the change is as good as seamless. Every playback becomes a listen.

import type { TrackCard } from '../../../src/server/contract.ts'
import { ask } from '../api/fetch.ts'
import { say } from '../app/notice.ts'
import { beginListen, dropListen, endListen, heardAt, isListening, jumped, type Start, startSending } from './listening.ts'
import { entriesOf, reranked, without } from './queue.ts'
import { currentOf, nextOf, type Origin, playerStore, positionStore, type QueueEntry, rememberVolume } from './state.ts'

const RESTART_AFTER_MS = 4000
const FAILURES_MAX = 3
const GO_ON_AFTER_MS = 3000
const audioUrl = (trackId: number) => `/api/tracks/${trackId}/audio`

let [current, spare] = [new Audio(), new Audio()]
/** Tracks in a row that did not play. */
let failures = 0
/** Asked when the queue runs out: what to go on with. */
let continueWith: () => Promise<readonly TrackCard[]> = async () => []

async function sound(): Promise<void> {
  try {
    await current.play()
  } catch (error) {
    if (!(error instanceof DOMException) || error.name === 'AbortError') return
    if (error.name === 'NotAllowedError') playerStore.set({ playing: false, waiting: false })
  }
}

/** Makes entry `index` the current one and plays it from its start. */
function start(index: number, reasonStart: Start): void {
  const entry = playerStore.get().queue[index]
  if (!entry) return
  const url = audioUrl(entry.track.id)
  current.pause()
  if (spare.src.endsWith(url)) [current, spare] = [spare, current]
  else {
    current.src = url
    current.preload = 'auto'
  }
  spare.removeAttribute('src')
  if (current.currentTime > 0) current.currentTime = 0
  playerStore.set({ index, playing: true, waiting: true, problem: null, durationMs: entry.track.durationMs ?? 0 })
  positionStore.set({ positionMs: 0 })
  beginListen(entry.track.id, reasonStart, current.currentTime)
  void sound()
  void topUp()
}

/** Goes on with more where the queue is about to run out. */
async function topUp(): Promise<void> {
  const state = playerStore.get()
  if (state.index < 0 || nextOf(state)) return
  const playedIds = new Set(state.queue.map((entry) => entry.track.id))
  const more = await continueWith().catch(() => [])
  const fresh = entriesOf(
    more.filter((track) => !playedIds.has(track.id)),
    'recommended',
  )
  if (fresh.length && !nextOf(playerStore.get())) playerStore.set({ queue: [...playerStore.get().queue, ...fresh] })
}

function loadNext(): void {
  const next = nextOf(playerStore.get())
  const url = next && audioUrl(next.track.id)
  if (!url || spare.src.endsWith(url)) return
  spare.src = url
  spare.preload = 'auto'
  spare.load()
}

/** Plays `tracks` from the one at `at`. */
export function playTracks(tracks: readonly TrackCard[], at = 0, origin: Origin = 'picked'): void {
  const chosen = tracks[at]
  const queue = entriesOf(tracks, origin)
  const index = Math.max(0, chosen ? queue.findIndex((entry) => entry.track.id === chosen.id) : 0)
  if (queue.length === 0) return
  endListen('clickrow', current.currentTime)
  playerStore.set({ queue })
  start(index, 'clickrow')
}

/** Puts a track right after the current one; plays it where nothing does. */
export function playNext(track: TrackCard): void {
  const { queue, index } = playerStore.get()
  if (index < 0) playTracks([track])
  else playerStore.set({ queue: [...queue.slice(0, index + 1), ...entriesOf([track], 'picked'), ...queue.slice(index + 1)] })
}

export function jumpTo(key: number): void {
  const index = playerStore.get().queue.findIndex((entry) => entry.key === key)
  if (index < 0) return
  endListen('clickrow', current.currentTime)
  start(index, 'clickrow')
}

export const dropEntry = (key: number) => {
  const { queue, index } = playerStore.get()
  playerStore.set(without(queue, index, key))
}

/** Plays or pauses; where nothing was chosen yet, starts with what is recommended. */
export async function togglePlay(): Promise<void> {
  const state = playerStore.get()
  if (state.index < 0) return playTracks(await continueWith().catch(() => []), 0, 'recommended')
  if (state.playing) return pause()
  if (!isListening()) {
    const entry = currentOf(state)
    if (entry) beginListen(entry.track.id, 'playbtn', current.currentTime)
  }
  playerStore.set({ playing: true, problem: null })
  void sound()
}

export function pause(): void {
  current.pause()
}

/** On to the next: a skip, told as one. */
export async function next(): Promise<void> {
  endListen('fwdbtn', current.currentTime)
  await topUp()
  const { index, queue } = playerStore.get()
  if (queue[index + 1]) start(index + 1, 'fwdbtn')
  else stop()
}

/** Back to the start, or to the one before when hardly begun. */
export function previous(): void {
  const { index } = playerStore.get()
  if (positionStore.get().positionMs > RESTART_AFTER_MS || index <= 0) {
    seek(0)
    return
  }
  endListen('backbtn', current.currentTime)
  start(index - 1, 'backbtn')
}

function stop(): void {
  current.pause()
  positionStore.set({ positionMs: 0 })
  playerStore.set({ playing: false, waiting: false })
}

/** Jumps within the track; the jump itself is not counted as listened. */
export function seek(toMs: number): void {
  const { durationMs } = playerStore.get()
  const toS = Math.max(0, Math.min(toMs, durationMs > 0 ? durationMs - 200 : toMs)) / 1000
  jumped(current.currentTime, toS)
  current.currentTime = toS
  positionStore.set({ positionMs: toS * 1000 })
}

export const nudge = (byMs: number) => seek(positionStore.get().positionMs + byMs)

export function setVolume(volume: number, muted = false): void {
  const bounded = Math.min(1, Math.max(0, volume))
  for (const audio of [current, spare]) {
    audio.volume = bounded
    audio.muted = muted
  }
  rememberVolume(bounded)
  playerStore.set({ volume: bounded, muted })
}

/** Ranks the recommended part of the queue anew. */
export function rerankQueue(fresh: readonly TrackCard[]): void {
  const { queue, index } = playerStore.get()
  const better = reranked(queue, index, fresh)
  if (better !== queue) playerStore.set({ queue: better })
}

/** Whether what comes next was recommended, and so follows the list. */
export const followsList = () =>
  playerStore
    .get()
    .queue.slice(playerStore.get().index + 1)
    .some((entry: QueueEntry) => entry.origin === 'recommended')

function ended(): void {
  endListen('trackdone', current.currentTime)
  const { index, queue } = playerStore.get()
  if (queue[index + 1]) {
    start(index + 1, 'trackdone')
    return
  }
  stop()
  void topUp().then(() => nextOf(playerStore.get()) && start(playerStore.get().index + 1, 'trackdone'))
}

/** Says why it does not sound, and goes on to the next after a moment; not for ever where nothing plays. */
async function failed(): Promise<void> {
  const entry = currentOf(playerStore.get())
  if (!entry || !current.getAttribute('src')) return
  dropListen()
  failures++
  playerStore.set({ playing: false, waiting: false, problem: 'It does not play here' })
  const reason = await ask<unknown>(audioUrl(entry.track.id), { headers: { range: 'bytes=0-0' } }).then(
    () => 'This browser cannot decode it.',
    (error: Error) => error.message,
  )
  say(`${entry.track.title} does not play. ${reason}`)
  if (failures < FAILURES_MAX) setTimeout(() => goOn(entry.key), GO_ON_AFTER_MS)
}

function goOn(failedKey: number): void {
  const { queue, index, problem } = playerStore.get()
  if (problem && queue[index]?.key === failedKey && queue[index + 1]) start(index + 1, 'trackdone')
}

function follow(audio: HTMLAudioElement): void {
  const mine = (act: () => void) => () => audio === current && act()
  audio.addEventListener(
    'timeupdate',
    mine(() => {
      heardAt(audio.currentTime)
      positionStore.set({ positionMs: audio.currentTime * 1000 })
      if (audio.duration - audio.currentTime < 30) loadNext()
    }),
  )
  audio.addEventListener(
    'durationchange',
    mine(() => Number.isFinite(audio.duration) && playerStore.set({ durationMs: audio.duration * 1000 })),
  )
  audio.addEventListener(
    'playing',
    mine(() => {
      failures = 0
      playerStore.set({ playing: true, waiting: false })
    }),
  )
  audio.addEventListener(
    'waiting',
    mine(() => playerStore.set({ waiting: true })),
  )
  audio.addEventListener(
    'pause',
    mine(() => !audio.ended && audio.paused && playerStore.set({ playing: false, waiting: false })),
  )
  audio.addEventListener('ended', mine(ended))
  audio.addEventListener(
    'error',
    mine(() => void failed()),
  )
}

/** Starts the engine: `more` is asked for tracks when the queue runs out. */
export function startEngine(more: () => Promise<readonly TrackCard[]>): void {
  continueWith = more
  for (const audio of [current, spare]) follow(audio)
  setVolume(playerStore.get().volume)
  startSending()
  window.addEventListener('pagehide', () => endListen('logout', current.currentTime))
  window.addEventListener('pageshow', (event) => {
    const entry = currentOf(playerStore.get())
    if (event.persisted && entry && !current.paused) beginListen(entry.track.id, 'playbtn', current.currentTime)
  })
}
