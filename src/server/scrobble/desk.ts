// The scrobble desk: what the three protocols share. It knows who calls, keeps what they tell, and lets the rest of the house know.

import type { IncomingHttpHeaders } from 'node:http'
import type { TrackId } from '#library'
import {
  type DeviceToken,
  groupCommit,
  isCompleted,
  isCounted,
  isSkip,
  type KeptScrobble,
  keyDigest,
  md5,
  type NowPlaying,
  openNowPlaying,
  type Scrobble,
  type ScrobbleStore,
  scrobble,
  type TokenStore,
} from '#listens'
import type { House } from '../deps.ts'

/** How often "last used" is written down for a device that is used all the time. */
const USED_EVERY_MS = 60_000
/** Longer batches make the recommender read the history anew, instead of hearing each listen. */
const HEARD_EACH_MAX = 50

export type ScrobbleHouse = House & { readonly tokens: TokenStore; readonly scrobbles: ScrobbleStore }

export interface ScrobbleDesk {
  readonly house: ScrobbleHouse
  readonly playing: NowPlaying
  /** The device of a token, by the token itself. */
  ofToken(token: string, headers: IncomingHttpHeaders): Promise<DeviceToken | null>
  /** The device of a session, by its key. */
  ofSession(key: string, headers: IncomingHttpHeaders): Promise<DeviceToken | null>
  /** Keeps listens; resolves when they are on the disk. */
  keep(device: DeviceToken, told: readonly Scrobble[]): Promise<readonly KeptScrobble[]>
  nowPlaying(device: DeviceToken, told: Omit<Scrobble, 'listenedAtS'>): void
  /** The track of such words, made where there is none. */
  trackOf(told: Pick<Scrobble, 'title' | 'artistName' | 'albumTitle' | 'recording'>): Promise<TrackId>
  feedback(device: DeviceToken, trackId: TrackId, kind: 'love' | 'ban' | null): Promise<void>
  /** Writes down that a device was used, now and then. */
  seen(device: DeviceToken, headers: IncomingHttpHeaders): Promise<void>
}

/** Opens the desk. */
export function openScrobbleDesk(house: ScrobbleHouse): ScrobbleDesk {
  const playing = openNowPlaying(house)
  const commit = groupCommit(house.scrobbles.keep)
  const usedAtMs = new Map<number, number>()

  const seen: ScrobbleDesk['seen'] = async (device, headers) => {
    const nowMs = house.clock.nowMs()
    if (nowMs - (usedAtMs.get(device.id) ?? Number.NEGATIVE_INFINITY) < USED_EVERY_MS) return
    usedAtMs.set(device.id, nowMs)
    await house.tokens.used(device.id, { atMs: nowMs, by: clientOf(headers) })
  }
  const known = async (device: DeviceToken | null, headers: IncomingHttpHeaders) => {
    if (device !== null) await seen(device, headers)
    return device
  }
  return {
    house,
    playing,
    seen,
    ofToken: async (token, headers) => known(await house.tokens.find('token', md5(token.trim())), headers),
    ofSession: async (key, headers) => known(await house.tokens.find('session', keyDigest(key)), headers),
    keep: async (device, told) => {
      const { listenerId, name, relayed } = device
      const kept = await scrobble({ keep: commit, events: house.events, clock: house.clock }, { listenerId, name, relayed }, told)
      letRecommenderHear(house, device, told, kept)
      return kept
    },
    nowPlaying: (device, told) => {
      const { title, artistName, albumTitle, platform } = told
      const durationMs = told.recording.durationMs ?? null
      playing.tell({ listenerId: device.listenerId, device: device.name, title, artistName, albumTitle, durationMs, platform })
    },
    trackOf: async ({ title, artistName, albumTitle, recording }) => {
      const album = albumTitle === null ? {} : { albumTitle, albumArtistName: recording.albumArtistName ?? artistName }
      const [id] = await house.tracks.identify([{ title, artistNames: [artistName], ...album, ...recording }], 'history')
      return id
    },
    feedback: async ({ listenerId }, trackId, kind) => {
      await house.feedback.set(listenerId, trackId, kind, house.clock.nowMs())
      house.events.publish('feedback.changed', { listenerId, trackId, feedback: kind })
    },
  }
}

/** Tells the recommender, so that the next answer knows of it. */
function letRecommenderHear(house: House, { listenerId }: DeviceToken, told: readonly Scrobble[], kept: readonly KeptScrobble[]): void {
  const added = kept.filter((one) => one.added).length
  if (added === 0) return
  if (added > HEARD_EACH_MAX) {
    house.recommender.invalidate(listenerId)
    return
  }
  kept.forEach(({ added, trackId }, i) => {
    if (!added) return
    const { msPlayed, skipped, listenedAtS, recording } = told[i]
    const atMs = listenedAtS * 1000 + (msPlayed ?? 0)
    const played = { msPlayed, skipped, reasonEnd: null, endedAtMs: atMs }
    const durationMs = recording.durationMs ?? null
    house.recommender.heard(listenerId, {
      trackId,
      atMs,
      msPlayed: msPlayed ?? 0,
      counted: isCounted(played, durationMs),
      completed: isCompleted(played, durationMs),
      skipped: isSkip(played, durationMs),
    })
  })
}

const CLIENT_MAX = 120
/** The program that calls, by its own account. */
export const clientOf = (headers: IncomingHttpHeaders): string | null => headers['user-agent']?.slice(0, CLIENT_MAX) || null
