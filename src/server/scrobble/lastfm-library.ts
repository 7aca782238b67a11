// The other methods of the Last.fm API that players use: love, recent tracks, who am I, and taking a scrobble back.

import type { Playing, ToldListen } from '#listens'
import type { Element } from './lastfm-answer.ts'
import { LastFmFault } from './lastfm-fault.ts'
import { type LastFmCall, needed, readerOf, sessionOf } from './lastfm-sign.ts'

type Tree = Promise<Record<string, Element>>

const PER_PAGE_DEFAULT = 50
const PER_PAGE_MAX = 1000
const NAME_MAX = 2000

/** A whole number of the call within bounds, or what it is by default. */
function wholeOf({ fields }: LastFmCall, name: string, byDefault: number, max: number): number {
  const value = Number(fields.get(name) ?? byDefault)
  if (!Number.isSafeInteger(value) || value < 0) throw new LastFmFault(6, `Invalid parameters - ${name} must be a whole number`)
  return Math.min(value, max)
}

const give =
  (kind: 'love' | null) =>
  async (call: LastFmCall): Tree => {
    const device = await sessionOf(call)
    const [artistName, title] = ['artist', 'track'].map((name) => needed(call, name).trim().slice(0, NAME_MAX))
    if (artistName === '' || title === '') throw new LastFmFault(6)
    await call.desk.feedback(device, await call.desk.trackOf({ artistName, title, albumTitle: null, recording: {} }), kind)
    return {}
  }

async function removeScrobble(call: LastFmCall): Tree {
  const { listenerId } = await sessionOf(call)
  const [artistName, title] = [needed(call, 'artist'), needed(call, 'track')]
  const startedAtS = Number(needed(call, 'timestamp'))
  if (!Number.isSafeInteger(startedAtS)) throw new LastFmFault(6)
  const { scrobbles } = call.desk.house
  const told = await scrobbles.told({ listenerId, afterS: startedAtS - 1, beforeS: startedAtS + 1, countMax: PER_PAGE_MAX })
  const found = told.find((listen) => listen.artistName === artistName && listen.title === title)
  if (!found?.trackId) throw new LastFmFault(7, 'There is no such scrobble.')
  await scrobbles.remove(listenerId, startedAtS, found.trackId)
  call.desk.house.recommender.invalidate(listenerId)
  return {}
}

async function getInfo(call: LastFmCall): Tree {
  const device = await readerOf(call)
  const { house } = call.desk
  const [count, extent] = await Promise.all([house.listens.count(device.listenerId), house.scrobbles.extent(device.listenerId)])
  const registeredS = String(extent.firstS ?? Math.floor(device.madeAtMs / 1000))
  return {
    user: {
      name: device.listenerName,
      realname: '',
      url: '',
      country: '',
      age: '0',
      gender: 'n',
      subscriber: '0',
      type: 'user',
      playcount: String(count),
      playlists: '0',
      bootstrap: '0',
      registered: { unixtime: registeredS, '#text': registeredS },
    },
  }
}

const named = (text: string | null) => ({ mbid: '', '#text': text ?? '' })

function recentTrack(listen: ToldListen): Element {
  const startedAtS = String(Math.floor(listen.startedAtMs / 1000))
  return {
    artist: named(listen.artistName),
    streamable: '0',
    mbid: listen.recordingMbid ?? '',
    album: named(listen.albumTitle),
    name: listen.title,
    url: '',
    date: { uts: startedAtS, '#text': new Date(listen.startedAtMs).toUTCString().slice(5, 22) },
  }
}

const playingTrack = ({ artistName, albumTitle, title }: Playing): Element => ({
  '@attr': { nowplaying: 'true' },
  artist: named(artistName),
  streamable: '0',
  mbid: '',
  album: named(albumTitle),
  name: title,
  url: '',
})

async function getRecentTracks(call: LastFmCall): Tree {
  const { listenerId, listenerName } = await readerOf(call)
  const perPage = Math.max(1, wholeOf(call, 'limit', PER_PAGE_DEFAULT, PER_PAGE_MAX))
  const page = Math.max(1, wholeOf(call, 'page', 1, 100_000))
  const [fromS, toS] = [wholeOf(call, 'from', 0, Number.MAX_SAFE_INTEGER), wholeOf(call, 'to', 0, Number.MAX_SAFE_INTEGER)]
  const { house, playing } = call.desk
  const [told, total] = await Promise.all([
    house.scrobbles.told({
      listenerId,
      countMax: perPage,
      offset: (page - 1) * perPage,
      // Both ends of the span belong to it; and without an upper end, a lower one must not turn the order round.
      ...(fromS > 0 ? { afterS: fromS - 1 } : {}),
      ...(toS > 0 ? { beforeS: toS + 1 } : fromS > 0 ? { beforeS: Math.floor(house.clock.nowMs() / 1000) + 3600 } : {}),
    }),
    house.listens.count(listenerId),
  ])
  const now = page === 1 ? playing.of(listenerId).slice(0, 1).map(playingTrack) : []
  return {
    recenttracks: {
      track: [...now, ...told.map(recentTrack)],
      '@attr': {
        user: listenerName,
        totalPages: String(Math.ceil(total / perPage)),
        page: String(page),
        perPage: String(perPage),
        total: String(total),
      },
    },
  }
}

async function getLovedTracks(call: LastFmCall): Tree {
  const { listenerId, listenerName } = await readerOf(call)
  const perPage = Math.max(1, wholeOf(call, 'limit', PER_PAGE_DEFAULT, PER_PAGE_MAX))
  const page = Math.max(1, wholeOf(call, 'page', 1, 100_000))
  const loved = (await call.desk.house.feedback.list(listenerId)).filter(({ kind }) => kind === 'love')
  const shown = loved.slice((page - 1) * perPage, page * perPage)
  const tracks = await call.desk.house.tracks.get(shown.map(({ trackId }) => trackId))
  const atS = new Map(shown.map(({ trackId, atMs }) => [trackId, String(Math.floor(atMs / 1000))]))
  return {
    lovedtracks: {
      track: tracks.map((track) => ({
        artist: { name: track.artistCredit, mbid: '', url: '' },
        mbid: track.recordingMbid ?? '',
        name: track.title,
        url: '',
        date: { uts: atS.get(track.id) ?? '0', '#text': '' },
      })),
      '@attr': {
        user: listenerName,
        totalPages: String(Math.ceil(loved.length / perPage)),
        page: String(page),
        perPage: String(perPage),
        total: String(loved.length),
      },
    },
  }
}

export const LIBRARY_METHODS: Readonly<Record<string, (call: LastFmCall) => Tree>> = {
  'track.love': give('love'),
  'track.unlove': give(null),
  'library.removescrobble': removeScrobble,
  'user.getinfo': getInfo,
  'user.getrecenttracks': getRecentTracks,
  'user.getlovedtracks': getLovedTracks,
}
