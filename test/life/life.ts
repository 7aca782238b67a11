// One invented listener's life, seeded: what was really heard, where and how. Exports of every kind are told from it (tellers.ts). Nobody's data.

import { hashString, type Random, seededRandom } from '#kernel'
import { spotifyId } from '../history.ts'

export interface LifeTrack {
  readonly no: number
  readonly artist: string
  readonly guest: string | null
  readonly title: string
  readonly album: string
  /** What tells this recording from another of the same title. */
  readonly version: 'studio' | 'remaster' | 'live'
  readonly durationMs: number
  readonly isrc: string
  readonly mbid: string
  readonly spotifyUri: string
  readonly videoId: string
}

export const PLATFORMS = ['spotify', 'apple', 'youtube', 'deezer', 'tidal', 'deepcut', 'navidrome', 'jellyfin', 'rockbox'] as const
export type Platform = (typeof PLATFORMS)[number]

/** One true listen. */
export interface TrueListen {
  readonly no: number
  readonly platform: Platform
  readonly kind: 'music' | 'podcast'
  /** Of a podcast its title is the episode, its artist the show. */
  readonly track: LifeTrack
  readonly startMs: number
  readonly msPlayed: number
  /** It was paused for this long in all, so it ended at startMs + msPlayed + pausedMs. */
  readonly pausedMs: number
  readonly endMs: number
  readonly reasonStart: string
  readonly reasonEnd: string
  readonly shuffle: boolean
  /** Played without a network; the service heard of it at syncedMs. */
  readonly offline: { readonly syncedMs: number; readonly deviceTold: boolean } | null
  /** A track error split it: the played times of its parts, which follow one another. */
  readonly partsMs: readonly number[] | null
  /** The service logged it in a second row that overlaps this one. */
  readonly loggedTwice: boolean
}

export interface Life {
  readonly seed: number | string
  readonly tracks: readonly LifeTrack[]
  readonly listens: readonly TrueListen[]
}

export const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000]

const ARTISTS = ['Sigur Rós', 'Björk', 'AC/DC', '椎名林檎', 'Мумий Тролль', 'Amber Kites', 'The Otter Tide', 'Juniper & Sons', '!!!', 'Ünïted Lanterns', 'Fern, Fog & Flint', 'فيروز'] // biome-ignore format: a list
const GUESTS = ['Olive Prism', 'MC Heron', 'Hazel Tide']
const WORDS = ['Amber', 'Canyon', 'Glass', 'Hollow', 'Iris', 'Lantern', 'Marble', 'Needle', 'Orbit', 'Quartz', 'River', 'Saffron', 'Thunder', 'Velvet', 'Willow', '群青日和', 'Владивосток', 'Год змеи', 'Jóga', 'Ça ira', "Don't", 'Intro'] // biome-ignore format: a list

/** Tracks with guests, remasters, live versions and names of many scripts; two artists share the title Intro. */
function inventTracks(random: Random, seed: number | string, count: number): LifeTrack[] {
  const tracks: LifeTrack[] = []
  const make = (artist: string, title: string, version: LifeTrack['version'], guest: string | null) => {
    const key = `${seed}|${artist}|${title}|${version}`
    const hex = (n: number) => hashString(`${key}${n}`).toString(16).padStart(8, '0').slice(-8)
    tracks.push({
      no: tracks.length,
      artist,
      guest,
      title,
      album: version === 'live' ? `${artist} at the Pier` : `${title} and Others`,
      version,
      durationMs: 95_000 + random.below(220) * 1000 + random.below(1000),
      isrc: `QZ${hex(1)
        .slice(0, 3)
        .toUpperCase()
        .replace(/[^A-Z0-9]/g, 'A')}${String(hashString(key) % 10_000_000).padStart(7, '0')}`,
      mbid: `${hex(2)}-${hex(3).slice(0, 4)}-4${hex(4).slice(0, 3)}-8${hex(5).slice(0, 3)}-${hex(6)}${hex(7).slice(0, 4)}`,
      spotifyUri: `spotify:track:${spotifyId(key)}`,
      videoId: spotifyId(`video ${key}`).slice(0, 11),
    })
  }
  for (const artist of ARTISTS.slice(0, 2)) make(artist, 'Intro', 'studio', null)
  const titles = new Set(['Intro'])
  while (tracks.length < count) {
    const title = random.next() < 0.3 ? random.pick(WORDS) : `${random.pick(WORDS)} ${random.pick(WORDS)}`
    if (titles.has(title)) continue
    titles.add(title)
    const artist = random.pick(ARTISTS)
    const chance = random.next()
    make(artist, title, chance < 0.12 ? 'remaster' : 'studio', chance > 0.85 ? random.pick(GUESTS) : null)
    if (random.next() < 0.12) make(artist, title, 'live', null)
  }
  return tracks
}

export interface LifeOptions {
  readonly seed: number | string
  readonly listens: number
  readonly fromMs?: number
  readonly tracks?: number
}

/** Lives a life: sessions on one platform each, with loops, skips, pauses, podcasts, offline stretches, errors, and a second device now and then. */
export function inventLife({ seed, listens: count, fromMs = Date.UTC(2024, 2, 1, 6), tracks: trackCount }: LifeOptions): Life {
  const random = seededRandom(`${seed} life`)
  const tracks = inventTracks(random, seed, trackCount ?? Math.max(12, Math.round(count / 6)))
  const listens: TrueListen[] = []
  let atMs = fromMs
  while (listens.length < count) {
    atMs += (1 + random.below(9)) * HOUR + random.below(HOUR)
    const platform = random.pickWeighted(PLATFORMS, [8, 2, 2, 2, 1, 3, 2, 1, 1])
    const session = liveSession(random, tracks, platform, atMs, Math.min(3 + random.below(14), count - listens.length))
    for (const listen of session) listens.push({ ...listen, no: listens.length })
    atMs = session[session.length - 1].endMs
    if (random.next() < 0.1 && listens.length < count) {
      // The kitchen plays something else meanwhile.
      const [first] = liveSession(random, tracks.filter(({ no }) => session.every(({ track }) => track.no !== no)), platform === 'jellyfin' ? 'navidrome' : 'jellyfin', session[0].startMs + 40_000, 1) // biome-ignore format: one line
      listens.push({ ...first, no: listens.length })
      atMs = Math.max(atMs, first.endMs)
    }
  }
  listens.sort((a, b) => a.startMs - b.startMs || a.no - b.no)
  return { seed, tracks, listens: listens.map((listen, no) => ({ ...listen, no })) }
}

function liveSession(random: Random, tracks: readonly LifeTrack[], platform: Platform, startMs: number, count: number): TrueListen[] {
  const session: TrueListen[] = []
  let atMs = startMs + random.below(1000)
  let track = favourite(random, tracks)
  let loops = 0
  let reasonStart = 'clickrow'
  const shuffle = random.next() < 0.4
  while (session.length < count) {
    if (loops > 0) loops--
    else {
      if (random.next() < 0.08) loops = 2 + random.below(4)
      const last = session.at(-1)
      // Now and then a skipped track is begun again.
      if (!(last?.reasonEnd === 'backbtn')) track = favourite(random, tracks)
    }
    const podcast = platform === 'spotify' && random.next() < 0.04
    const listen = liveOne(random, podcast ? episode(random) : track, platform, atMs, reasonStart, shuffle, podcast, loops > 0)
    session.push(listen)
    reasonStart = listen.reasonEnd === 'endplay' ? 'clickrow' : listen.reasonEnd
    atMs = listen.endMs + (random.next() < 0.06 ? (1 + random.below(10)) * MINUTE : 200 + random.below(900))
  }
  return platform === 'spotify' || platform === 'deezer' ? perhapsOffline(random, session) : session
}

const favourite = (random: Random, tracks: readonly LifeTrack[]) => tracks[Math.floor(tracks.length * random.next() ** 2)]

function episode(random: Random): LifeTrack {
  const no = random.below(40)
  const key = `episode ${no}`
  return { no: -1 - no, artist: 'Otter Talk', guest: null, title: `Episode ${no}`, album: '', version: 'studio', durationMs: 40 * MINUTE, isrc: '', mbid: '', spotifyUri: `spotify:episode:${spotifyId(key)}`, videoId: '' } // biome-ignore format: one row
}

function liveOne(
  random: Random,
  track: LifeTrack,
  platform: Platform,
  startMs: number,
  reasonStart: string,
  shuffle: boolean,
  podcast: boolean,
  looping: boolean,
): TrueListen {
  // biome-ignore format: one line
  const chance = looping ? 1 : random.next()
  let [share, reasonEnd] = [1, 'trackdone']
  if (podcast) [share, reasonEnd] = [random.next(), 'endplay']
  else if (chance < 0.03) [share, reasonEnd] = [0, 'fwdbtn']
  else if (chance < 0.2) [share, reasonEnd] = [random.next() ** 2 * 0.8, random.pick(['fwdbtn', 'fwdbtn', 'backbtn', 'endplay'])]
  const msPlayed = Math.round(track.durationMs * share)
  const splits = platform === 'spotify' && share === 1 && random.next() < 0.05
  const first = Math.round(msPlayed * (0.2 + 0.5 * random.next()))
  const pausedMs = msPlayed > 40_000 && !splits && random.next() < 0.06 ? 5_000 + random.below(9 * MINUTE) : 0
  return {
    no: 0,
    platform,
    kind: podcast ? 'podcast' : 'music',
    track,
    startMs,
    msPlayed,
    pausedMs,
    endMs: startMs + msPlayed + pausedMs,
    reasonStart,
    reasonEnd,
    shuffle,
    offline: null,
    partsMs: splits ? [first, msPlayed - first] : null,
    loggedTwice: platform === 'spotify' && !splits && pausedMs === 0 && msPlayed > 30_000 && random.next() < 0.05,
  }
}

/** Some sessions are offline: the service hears of all of it at once, when the network is back. */
function perhapsOffline(random: Random, session: TrueListen[]): TrueListen[] {
  if (random.next() > 0.12) return session
  const syncedMs = session[session.length - 1].endMs + (1 + random.below(40)) * HOUR
  const deviceTold = random.next() < 0.6
  return session.map((listen) => ({ ...listen, pausedMs: 0, endMs: listen.startMs + listen.msPlayed, partsMs: null, loggedTwice: false, offline: { syncedMs, deviceTold } })) // biome-ignore format: one line
}
