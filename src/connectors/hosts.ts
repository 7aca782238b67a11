// Every host that Deepcut may ever call, as data: what is sent to it and why, how often at most, where it may lead on to. All are off until switched on.

export const HOST_NAMES = ['musicbrainz', 'listenbrainz', 'deezer', 'coverart', 'spotify', 'spotify-accounts', 'lastfm'] as const
export type HostName = (typeof HOST_NAMES)[number]

export interface Host {
  readonly name: HostName
  readonly title: string
  /** Without a slash at its end; a call's path is added to it. */
  readonly baseUrl: string
  /** The environment variable that names another address, such as a mirror or a test's server. */
  readonly variable: string
  /** What leaves this machine, and what comes of it, in words for people. */
  readonly sends: readonly { readonly what: string; readonly why: string }[]
  /** At most `count` calls at once, and so many in each `perMs` after. */
  readonly pace: { readonly count: number; readonly perMs: number }
  /** At most so many calls in any 24 hours; null where nothing is known of a quota. */
  readonly perDayMax: number | null
  /** Answers larger than this are given up. */
  readonly bytesMax: number
  /** Hosts that a redirect may lead to, beside its own; `.example.org` means every name below. */
  readonly redirects: readonly string[]
  /** Only the environment may move it: no page may send a log-in to another address. */
  readonly fixed?: boolean
  /** The host with whose switch it goes on and off; its own where left out. */
  readonly switchedWith?: HostName
  /** Where it tells its rules. */
  readonly rulesUrl: string
}

const JSON_BYTES_MAX = 8 * 2 ** 20
const COVER_BYTES_MAX = 16 * 2 ** 20

export const HOSTS: readonly Host[] = [
  {
    name: 'musicbrainz',
    title: 'MusicBrainz',
    baseUrl: 'https://musicbrainz.org/ws/2',
    variable: 'DEEPCUT_MUSICBRAINZ_URL',
    sends: [{ what: 'the ISRC, or artist and title, of one track at a time', why: 'to find which recording and release it is' }],
    pace: { count: 1, perMs: 1000 },
    perDayMax: null,
    bytesMax: JSON_BYTES_MAX,
    redirects: [],
    rulesUrl: 'https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting',
  },
  {
    name: 'listenbrainz',
    title: 'ListenBrainz',
    baseUrl: 'https://api.listenbrainz.org',
    variable: 'DEEPCUT_LISTENBRAINZ_URL',
    sends: [
      { what: 'MusicBrainz ids of recordings, up to 50 at a time', why: 'to learn how many people listen to them' },
      { what: 'what you listen to, with your token there, if you set up the relay', why: 'so that your listens are there too' },
    ],
    pace: { count: 2, perMs: 1000 },
    perDayMax: null,
    bytesMax: JSON_BYTES_MAX,
    redirects: [],
    rulesUrl: 'https://listenbrainz.readthedocs.io/en/latest/users/api/index.html',
  },
  {
    name: 'deezer',
    title: 'Deezer',
    baseUrl: 'https://api.deezer.com',
    variable: 'DEEPCUT_DEEZER_URL',
    sends: [{ what: 'the ISRC of one track at a time', why: 'to learn how widely it is known, how long it is, and its cover' }],
    pace: { count: 8, perMs: 1000 },
    perDayMax: null,
    bytesMax: JSON_BYTES_MAX,
    redirects: ['.dzcdn.net'],
    rulesUrl: 'https://developers.deezer.com/guidelines',
  },
  {
    name: 'coverart',
    title: 'Cover Art Archive',
    baseUrl: 'https://coverartarchive.org',
    variable: 'DEEPCUT_COVERART_URL',
    sends: [{ what: 'the MusicBrainz id of one release at a time', why: 'to fetch the front of its cover' }],
    pace: { count: 2, perMs: 1000 },
    perDayMax: null,
    bytesMax: COVER_BYTES_MAX,
    redirects: ['archive.org', '.archive.org'],
    rulesUrl: 'https://musicbrainz.org/doc/Cover_Art_Archive/API',
  },
  {
    name: 'spotify',
    title: 'Spotify',
    baseUrl: 'https://api.spotify.com/v1',
    variable: 'DEEPCUT_SPOTIFY_URL',
    sends: [{ what: 'your access token', why: 'to fetch what you played last, your liked tracks and your own playlists' }],
    pace: { count: 3, perMs: 3000 },
    perDayMax: 400,
    bytesMax: JSON_BYTES_MAX,
    redirects: [],
    fixed: true,
    rulesUrl: 'https://developer.spotify.com/documentation/web-api/concepts/rate-limits',
  },
  {
    name: 'spotify-accounts',
    title: 'Spotify log-in',
    baseUrl: 'https://accounts.spotify.com',
    variable: 'DEEPCUT_SPOTIFY_ACCOUNTS_URL',
    sends: [{ what: "your own app's client id, and the code or token of your log-in", why: 'to get and renew the access token' }],
    pace: { count: 3, perMs: 3000 },
    perDayMax: 400,
    bytesMax: JSON_BYTES_MAX,
    redirects: [],
    fixed: true,
    switchedWith: 'spotify',
    rulesUrl: 'https://developer.spotify.com/documentation/web-api/tutorials/code-pkce-flow',
  },
  {
    name: 'lastfm',
    title: 'Last.fm',
    baseUrl: 'https://ws.audioscrobbler.com/2.0',
    variable: 'DEEPCUT_LASTFM_URL',
    sends: [{ what: 'what you listen to, with your session there, if you set up the relay', why: 'so that your listens are there too' }],
    pace: { count: 4, perMs: 1000 },
    perDayMax: null,
    bytesMax: JSON_BYTES_MAX,
    redirects: [],
    rulesUrl: 'https://www.last.fm/api/tos',
  },
]

/** Whether a redirect of this host may lead to `hostname`. */
export const mayLeadTo = (host: Host, hostname: string): boolean =>
  host.redirects.some((name) => (name.startsWith('.') ? hostname.endsWith(name) : hostname === name))
