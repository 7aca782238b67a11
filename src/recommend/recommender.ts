// The recommender: all music in memory and a profile for each listener, kept up by events, so that a skip shows in the next answer.

import type { AnalysisStore } from '#analysis'
import { type Clock, Fault, HOUR_MS } from '#kernel'
import type { TrackId, TrackStore } from '#library'
import type { Feedback, FeedbackStore, ListenerId, ListenStore } from '#listens'
import { rowOfId } from '#models'
import { type HeardEvent, History } from './history.ts'
import { type MusicIndex, openMusicIndex } from './music-index.ts'
import { NameReader } from './names.ts'
import { openProfile, type Profile } from './profile.ts'
import { recommend } from './recommend.ts'
import type { Recommendation, RecommendRequest, SimilarTrack } from './recommendation.ts'
import { neighbours } from './similar.ts'

export interface RecommenderDeps {
  readonly tracks: TrackStore
  readonly listens: ListenStore
  readonly feedback: FeedbackStore
  readonly analyses: AnalysisStore
  readonly clock: Clock
}

interface ListenerState {
  reading: Promise<History> | null
  /** What `reading` gave, once it did. */
  history: History | null
  /** When a card was passed over, ms, by track id. */
  readonly passedOver: Map<number, number>
  profile: Profile | null
  /** What the profile was made from. */
  madeFrom: string
  /** Rises with each event. */
  events: number
}

/** An index that took longer than this to read is not read again at once while the library keeps changing. */
const RELOAD_AT_ONCE_MS = 60
/** Reading the index may take one part in this of the time. */
const RELOAD_SHARE = 10

export class Recommender {
  private readonly deps: RecommenderDeps
  private readonly names: NameReader
  private readonly listeners = new Map<ListenerId, ListenerState>()
  private index: { music: MusicIndex; revision: string; trackRevision: number; tookMs: number; doneMs: number } | null = null
  private loading: Promise<void> | null = null

  constructor(deps: RecommenderDeps) {
    this.deps = deps
    this.names = new NameReader(deps.tracks)
  }

  /** The next tracks, best first, each with reasons; `note` says why the list is not (wholly) personal, where it is not. */
  async recommend(request: RecommendRequest): Promise<{ items: Recommendation[]; note: string | null }> {
    if (!(request.radar >= 0 && request.radar <= 1)) {
      throw new Fault('invalid', 'RADAR_INVALID', `The radar is ${request.radar}; it goes from 0 (familiar) to 1 (under the radar).`)
    }
    if (!Number.isInteger(request.countMax) || request.countMax < 1 || request.countMax > 500) {
      throw new Fault('invalid', 'COUNT_INVALID', `The count is ${request.countMax}; it must be a whole number from 1 to 500.`)
    }
    const { music, trackRevision } = await this.music()
    const profile = await this.profile(request.listenerId, music)
    return recommend({ names: this.names }, { index: music, profile, radar: request.radar }, request, trackRevision)
  }

  /** The tracks most like one by sound (by attributes where it was not analysed), nearest first. Copies of the same recording are left out. */
  async similar(trackId: TrackId, countMax: number): Promise<SimilarTrack[]> {
    const { music, trackRevision } = await this.music()
    const row = rowOfId(music.tracks.ids, trackId)
    if (row < 0) throw new Fault('not-found', 'TRACK_UNKNOWN', `There is no track ${trackId}.`)
    const near = neighbours(music.spaces, row, 2 * countMax + 4)
    const ids = near.map((neighbour) => music.tracks.ids[neighbour.row])
    const names = await this.names.read([trackId, ...ids], trackRevision)
    const told = new Set([names.get(trackId)?.recordingKey])
    const out: SimilarTrack[] = []
    near.forEach(({ similarity }, i) => {
      const name = names.get(ids[i])
      if (!name || told.has(name.recordingKey) || out.length === countMax) return
      told.add(name.recordingKey)
      out.push({ rank: out.length + 1, trackId: ids[i], title: name.title, artist: name.artist, similarity: round(similarity) })
    })
    return out
  }

  /** One playback ended: the next answer knows it. The listen must be in the store already. */
  heard(listenerId: ListenerId, event: HeardEvent): void {
    const state = this.state(listenerId)
    state.events++
    if (state.history) state.history.heard(event)
    else state.reading = null
  }

  /** A card was passed over ("not now"): it stays away for a while, and what is like it sinks a little. */
  passOver(listenerId: ListenerId, trackId: number, atMs: number): void {
    const state = this.state(listenerId)
    state.events++
    state.passedOver.set(trackId, atMs)
  }

  /** Forgets what was read of a listener's history (of everybody's, and of the music, without one): after imports and removals. */
  invalidate(listenerId?: ListenerId): void {
    if (listenerId === undefined && this.index) this.index = { ...this.index, revision: 'stale', tookMs: 0 }
    for (const [id, state] of this.listeners) {
      if (listenerId !== undefined && id !== listenerId) continue
      forget(state)
      state.events++
    }
  }

  private state(listenerId: ListenerId): ListenerState {
    let state = this.listeners.get(listenerId)
    if (!state) {
      state = { reading: null, history: null, passedOver: new Map(), profile: null, madeFrom: '', events: 0 }
      this.listeners.set(listenerId, state)
    }
    return state
  }

  /** The index, read anew where a store has changed; while changes stream in, no more often than a tenth of the time goes into reading. */
  private async music(): Promise<{ music: MusicIndex; revision: string; trackRevision: number }> {
    const trackRevision = await this.deps.tracks.revision()
    const revision = `${trackRevision}:${await this.deps.analyses.revision()}`
    const now = this.index
    if (now && now.revision === revision) return now
    const soon = now && now.tookMs > RELOAD_AT_ONCE_MS && performance.now() - now.doneMs < RELOAD_SHARE * now.tookMs
    if (now && soon) return now
    this.loading ??= this.load(revision, trackRevision).finally(() => {
      this.loading = null
    })
    await this.loading
    return this.index!
  }

  private async load(revision: string, trackRevision: number): Promise<void> {
    const began = performance.now()
    const [tracks, sounds] = await Promise.all([this.deps.tracks.columns(), this.deps.analyses.columns()])
    const music = openMusicIndex(tracks, sounds)
    const done = performance.now()
    this.index = { music, revision, trackRevision, tookMs: done - began, doneMs: done }
    for (const state of this.listeners.values()) state.profile = null
  }

  /** The listener's profile, made again where anything it comes from has changed or the hour has turned. */
  private async profile(listenerId: ListenerId, music: MusicIndex): Promise<Profile> {
    const state = this.state(listenerId)
    const feedback = await this.deps.feedback.list(listenerId)
    const history = await this.history(listenerId, state)
    // Time goes in hours, so that the same data give the same list within one; what happened since the hour began counts as just now.
    const hour = Math.floor(this.deps.clock.nowMs() / HOUR_MS)
    const madeFrom = `${state.events}|${hour}|${signature(feedback)}`
    if (!state.profile || state.madeFrom !== madeFrom) {
      const dealings = history.dealings(music.tracks.ids, feedback, state.passedOver)
      state.profile = openProfile(music, dealings, hour * HOUR_MS, state.profile)
      state.madeFrom = madeFrom
    }
    return state.profile
  }

  /** The listener's history, read once; read again where an event came while it was being read, because it may or may not be in it. */
  private async history(listenerId: ListenerId, state: ListenerState): Promise<History> {
    while (!state.history) {
      const reading = this.deps.listens.tally(listenerId).then((tally) => new History(tally))
      state.reading = reading
      const history = await reading
      if (state.reading === reading) state.history = history
    }
    return state.history
  }
}

function forget(state: ListenerState): void {
  state.reading = null
  state.history = null
}

const signature = (feedback: readonly Feedback[]): string => feedback.map(({ trackId, kind }) => `${trackId}${kind[0]}`).join()

const round = (value: number): number => Math.round(value * 1e4) / 1e4
