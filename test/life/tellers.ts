// Everyone who tells the life: files of every format, and what is told as it happens.

import { recordPlay, type SourceId, scrobble } from '../../src/listens/index.ts'
import type { Life } from './life.ts'
import type { LifeHouse } from './open-life.ts'
import { koito, lastfm, librefm, listenbrainz, maloja, pano, scrobblerLog } from './tell-scrobbles.ts'
import { apple, deezer, jellyfin, navidrome, tidal, youtube } from './tell-services.ts'
import { spotifyAccount, spotifyExtended } from './tell-spotify.ts'
import { isScrobbled, RANK, type Teller, words } from './telling.ts'

/** All of them, in one order. */
export function tellersOf(life: Life): Teller[] {
  const middle = life.listens[Math.floor(life.listens.length * 0.6)].startMs
  return [
    spotifyExtended(life),
    // An export asked for earlier: its rows are those of the later one.
    spotifyExtended(life, middle, 'spotify-extended-2024'),
    spotifyAccount(life),
    apple(life),
    ...youtube(life),
    deezer(life),
    ...lastfm(life),
    ...listenbrainz(life),
    maloja(life),
    koito(life),
    librefm(life),
    pano(life),
    scrobblerLog(life),
    navidrome(life),
    jellyfin(life),
    tidal(life),
    player(life),
    device(life),
  ]
}

/** Deepcut's own player. */
function player(life: Life): Teller {
  const listens = life.listens.filter(({ platform }) => platform === 'deepcut')
  return {
    name: 'deepcut-player',
    files: [],
    tellings: listens.map(({ no, msPlayed }) => ({ listen: no, anchors: ['true'], msPlayed, rank: RANK.why })),
    deliver: async (house) => {
      const { id: listenerId } = await house.listeners.ensure('Listener')
      for (const { track, startMs, msPlayed, reasonStart, reasonEnd, no } of listens) {
        const { title, artist } = words.shop(track)
        const sighting = { title, artistNames: [artist], albumTitle: track.album, durationMs: track.durationMs }
        const [trackId] = await house.tracks.identify([sighting], 'file')
        await recordPlay(house, { listenerId, trackId, startedAtMs: startMs, msPlayed, reasonStart, reasonEnd, playId: `play-${no}` })
      }
      return await liveSources(house, 'deepcut-player')
    },
  }
}

/** A phone that scrobbles to Deepcut what is heard on it, twice where the network failed. */
function device(life: Life): Teller {
  const listens = life.listens.filter(
    (listen) => isScrobbled(listen) && ['spotify', 'apple', 'deepcut', 'navidrome'].includes(listen.platform),
  )
  return {
    name: 'scrobble',
    files: [],
    tellings: listens.map(({ no }) => ({ listen: no, anchors: ['true'], msPlayed: null, rank: RANK.untimed })),
    deliver: async (house) => {
      const { id: listenerId } = await house.listeners.ensure('Listener')
      const told = listens.map(({ track, startMs }) => ({
        title: words.scrobbler(track).title,
        artistName: words.scrobbler(track).artist,
        albumTitle: track.album,
        listenedAtS: Math.floor(startMs / 1000) + 1,
        msPlayed: null,
        skipped: null,
        platform: 'Phone',
        sourceUri: null,
        recording: { durationMs: track.durationMs },
        raw: null,
        relayable: false,
      }))
      const deps = {
        ...house,
        keep: async (request: Parameters<LifeHouse['scrobbles']['keep']>[0][number]) => (await house.scrobbles.keep([request]))[0],
      }
      for (const part of [told.slice(0, 40), told, told.slice(-3)])
        if (part.length > 0) await scrobble(deps, { listenerId, name: 'Phone', relayed: false }, part)
      return await liveSources(house, 'scrobble')
    },
  }
}

const liveSources = async (house: LifeHouse, format: string): Promise<SourceId[]> =>
  (await house.sources.list()).filter((source) => source.format === format).map(({ id }) => id)
