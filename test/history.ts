// Made-up Spotify exports, seeded: what tests, benches and end-to-end scripts import. They have the fields, the quirks and the dirt of real ones
// (docs/guide/spotify.md), personal fields too, so that a test can prove that those are dropped. Nobody's data.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashString, type Random, seededRandom } from '#kernel'
import { type ZipMember, zipBytes } from './zip-writer.ts'

export interface HistoryTrack {
  readonly title: string
  readonly artist: string
  readonly album: string
  /** spotify:track:… ; made from the names where it is missing. */
  readonly uri?: string
  readonly durationMs: number
}

/** How somebody listens. */
export interface Persona {
  /** How much they like a track: its chance to be played, 0 for never. Without it some tracks are loved and most are not. */
  weightOf?(track: HistoryTrack): number
  /** Chance that they skip it, 0 to 1; 0.2 without it. */
  skipChanceOf?(track: HistoryTrack): number
  /** Chance of a podcast in place of a track; 0.03 without it. */
  podcastChance?: number
}

export interface HistoryOptions {
  readonly seed: number | string
  readonly rows: number
  readonly tracks?: readonly HistoryTrack[]
  readonly fromMs: number
  readonly toMs: number
  readonly persona?: Persona
  /** "endsong": field names as before 2023. */
  readonly style?: 'streaming-history' | 'endsong'
}

/** A row of the extended streaming history. */
export interface ExtendedRow {
  ts: string
  username?: string
  platform: string | null
  ms_played: number
  conn_country: string
  ip_addr?: string
  ip_addr_decrypted?: string
  user_agent_decrypted?: string
  master_metadata_track_name: string | null
  master_metadata_album_artist_name: string | null
  master_metadata_album_album_name: string | null
  spotify_track_uri: string | null
  episode_name: string | null
  episode_show_name: string | null
  spotify_episode_uri: string | null
  audiobook_title?: string | null
  audiobook_uri?: string | null
  audiobook_chapter_uri?: string | null
  audiobook_chapter_title?: string | null
  reason_start: string | null
  reason_end: string | null
  shuffle: boolean
  skipped: boolean | null
  offline: boolean
  offline_timestamp: number | null
  incognito_mode: boolean
}

/** What every personal field holds, so that a test can look for it where it must not be. */
export const PERSONAL_MARK = 'personal-6f1c'

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000]
/** Chance of each hour (UTC) to begin a session: few at night, many in the evening. */
const HOUR_WEIGHTS = [2, 1, 1, 0, 0, 1, 3, 6, 7, 6, 5, 5, 6, 6, 5, 5, 6, 8, 9, 10, 10, 9, 6, 4]
const OLD_PLATFORMS = ['Android OS 4.2.2 API 17 (samsung, GT-I9505)', 'iOS 12.1 (iPhone10,4)', 'Windows 10 (10.0.17134; x64)', 'WebPlayer (websocket RFC6455)', 'Partner google cast_tv;Chromecast;;'] // biome-ignore format: a list
const NEW_PLATFORMS = ['android', 'ios', 'windows', 'linux', 'web_player', 'not_applicable']
const BASE62 = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** An id of 22 letters and digits, as Spotify's are, made from a text. */
export function spotifyId(text: string): string {
  const random = seededRandom(hashString(text))
  let id = ''
  for (let i = 0; i < 22; i++) id += BASE62[random.below(62)]
  return id
}

const WORDS = 'amber anchor ash aurora birch bloom blue bones brass candle canyon cedar chrome circle cloud coast coral crow dawn deer delta desert dust echo ember fable falcon fern field fire flint flood fog fox frost garden ghost glass gold grain gravel harbor hazel heron hollow honey horizon hush indigo iris iron ivory jade juniper kite lake lantern lark lemon light lilac lion lunar maple marble meadow mercury mint mirror moon moss needle night north oak ocean olive onyx opal orbit orchid otter paper pearl pine pilot plum polar poppy prism quartz rain raven reed river rose rust sable sage salt sand satin shadow shell silver smoke snow solar sparrow spruce star stone storm sugar summer swan thorn thunder tide timber tiger tulip valley velvet violet wave whale willow winter wolf wren'.split(' ') // biome-ignore format: a list
const title = (random: Random, words: number) =>
  Array.from({ length: words }, () => random.pick(WORDS))
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join(' ')
const ODD_NAMES = ['Sigur Rós', 'Björk', 'AC/DC', '椎名林檎', 'Мумий Тролль', '"Weird" Band', 'Back\\Slash', 'Curly {Braces}', '!!!', 'P!nk 🎸', '\u202eRight to left', 'Ünïted & Co.'] // biome-ignore format: a list

/** Tracks nobody has heard of, of about one artist for eight tracks. */
export function inventTracks(seed: number | string, count: number): HistoryTrack[] {
  const random = seededRandom(`${seed} tracks`)
  const tracks: HistoryTrack[] = []
  for (let artistNo = 0; tracks.length < count; artistNo++) {
    const artist = random.next() < 0.02 ? random.pick(ODD_NAMES) : `${title(random, 2)} ${artistNo}`
    for (let albumNo = 0; albumNo < 1 + random.below(3); albumNo++) {
      const album = title(random, 1 + random.below(3))
      for (let n = 0; n < 2 + random.below(6) && tracks.length < count; n++) {
        const name = `${title(random, 1 + random.below(4))}${random.next() < 0.05 ? ' - Remastered 2011' : ''}`
        tracks.push({
          title: name,
          artist,
          album,
          durationMs: 120_000 + random.below(200_000),
          uri: `spotify:track:${spotifyId(`${artist}|${name}|${album}|${n}`)}`,
        })
      }
    }
  }
  return tracks
}

/** The rows of an extended streaming history, in order of time, exactly `rows` of them, all within the span. */
export function extendedHistory(options: HistoryOptions): ExtendedRow[] {
  const random = seededRandom(`${options.seed} history`)
  const tracks = options.tracks ?? inventTracks(options.seed, Math.max(50, Math.min(12_000, Math.round(options.rows / 12))))
  const pick = picker(random, tracks, options)
  const rows: ExtendedRow[] = []
  const starts = sessionStarts(random, options)
  let atMs = options.fromMs
  for (const [index, startMs] of starts.entries()) {
    atMs = Math.max(startMs, atMs + 5 * MINUTE)
    const share = Math.round(((options.rows - rows.length) / (starts.length - index)) * (0.4 + 1.2 * random.next()))
    const wanted = index === starts.length - 1 ? options.rows - rows.length : Math.min(share, options.rows - rows.length)
    atMs = session(random, rows, wanted, atMs, pick, options)
  }
  if (rows.length > 0 && atMs > options.toMs)
    throw new Error(
      `${options.rows} rows do not fit between ${new Date(options.fromMs).toISOString()} and ${new Date(options.toMs).toISOString()}`,
    )
  return rows
}

function sessionStarts(random: Random, { rows, fromMs, toMs }: HistoryOptions): number[] {
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  const count = Math.max(1, Math.round(rows / 15))
  // Some room at the end, so that the last session fits.
  const lastMs = toMs - Math.min((toMs - fromMs) * 0.2, Math.max(6 * HOUR, rows * 0.02 * MINUTE))
  const starts = Array.from({ length: count }, () => {
    const dayMs = Math.floor((fromMs + random.next() * (lastMs - fromMs)) / DAY) * DAY
    const ms = dayMs + random.pickWeighted(hours, HOUR_WEIGHTS) * HOUR + random.below(60) * MINUTE
    return Math.min(Math.max(ms, fromMs), lastMs)
  })
  return starts.sort((a, b) => a - b)
}

/** Chooses tracks: likings differ widely, drift with the months, and some songs run on repeat for weeks. */
function picker(random: Random, tracks: readonly HistoryTrack[], { persona }: HistoryOptions): (atMs: number) => HistoryTrack {
  const liking = tracks.map((track) => persona?.weightOf?.(track) ?? 1 / (1 + random.below(tracks.length)))
  const total: number[] = []
  let sum = 0
  for (const weight of liking) {
    sum += weight
    total.push(sum)
  }
  if (sum <= 0) throw new Error('the persona likes none of the tracks')
  const draw = () => {
    const aim = random.next() * sum
    let [low, high] = [0, total.length - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (total[middle] <= aim) low = middle + 1
      else high = middle
    }
    return tracks[low]
  }
  let phaseEndMs = Number.NEGATIVE_INFINITY
  let phase: HistoryTrack[] = []
  return (atMs) => {
    if (atMs > phaseEndMs) {
      phaseEndMs = atMs + (20 + random.below(60)) * DAY
      phase = Array.from({ length: Math.min(30, Math.ceil(tracks.length / 4)) }, draw)
    }
    return random.next() < 0.35 ? random.pick(phase) : draw()
  }
}

/** Adds about `wanted` rows (exactly, counting quirks) from `startMs` on; returns when the session ended. */
function session(
  random: Random,
  rows: ExtendedRow[],
  wanted: number,
  startMs: number,
  pick: (atMs: number) => HistoryTrack,
  options: HistoryOptions,
): number {
  const base = device(random, startMs, options)
  const end = rows.length + wanted
  const offlineFrom = random.next() < 0.02 ? rows.length : Number.POSITIVE_INFINITY
  let atMs = startMs
  let reasonStart = random.pick(['clickrow', 'playbtn', 'appload', 'remote'])
  while (rows.length < end) {
    const chance = random.next()
    const track = pick(atMs)
    let row: ExtendedRow
    if (chance < (options.persona?.podcastChance ?? 0.03)) row = spoken(random, base)
    else if (chance < 0.034 && options.style !== 'endsong') row = audiobook(random, base)
    else row = music(random, base, track, options.persona?.skipChanceOf?.(track) ?? 0.2)
    if (random.next() < 0.002) row = { ...row, spotify_track_uri: null, master_metadata_track_name: null, master_metadata_album_artist_name: null, master_metadata_album_album_name: null } // biome-ignore format: one row
    // A track that an error broke is not taken up again here (test/life does): every row is a listen.
    const again = reasonStart === 'trackerror' && row.spotify_track_uri === rows.at(-1)?.spotify_track_uri
    row.reason_start = again ? 'clickrow' : reasonStart
    row.offline_timestamp = offlineTime(random, atMs, options)
    atMs += row.ms_played
    row.ts = isoSecond(atMs)
    row.skipped = skipFlag(random, row, atMs)
    rows.push(row)
    if (random.next() < 0.001 && rows.length < end) rows.push({ ...row })
    reasonStart =
      row.reason_end === 'trackdone' || row.reason_end === 'trackerror'
        ? row.reason_end
        : row.reason_end === 'endplay'
          ? 'clickrow'
          : (row.reason_end ?? 'unknown')
    if (reasonStart === 'logout' || reasonStart === 'unexpected-exit') reasonStart = 'appload'
    // Most tracks follow at once; now and then there is a break.
    atMs += random.next() < 0.05 ? (1 + random.below(10)) * MINUTE : random.below(2) * SECOND
  }
  if (offlineFrom < rows.length) {
    // Played offline: told to the service together, when the connection came back.
    const ts = isoSecond(atMs)
    for (const row of rows.slice(offlineFrom)) Object.assign(row, { ts, offline: true })
  }
  return atMs
}

const isoSecond = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
const PLATFORM_CHANGE_MS = Date.UTC(2023, 9, 19)

/** A row of this device, nothing played yet; the fields in the order of the real files. */
function device(random: Random, atMs: number, { style }: HistoryOptions): ExtendedRow {
  const old = style === 'endsong'
  const ip = `203.0.113.${random.below(256)} ${PERSONAL_MARK}`
  return {
    ts: '',
    ...(old ? { username: PERSONAL_MARK } : {}),
    platform: random.pick(atMs < PLATFORM_CHANGE_MS ? OLD_PLATFORMS : NEW_PLATFORMS),
    ms_played: 0,
    conn_country: random.pick(['DE', 'DE', 'DE', 'AT', 'ZZ']),
    ...(old ? { ip_addr_decrypted: ip, user_agent_decrypted: `unknown ${PERSONAL_MARK}` } : { ip_addr: ip }),
    master_metadata_track_name: null,
    master_metadata_album_artist_name: null,
    master_metadata_album_album_name: null,
    spotify_track_uri: null,
    episode_name: null,
    episode_show_name: null,
    spotify_episode_uri: null,
    ...(old ? {} : { audiobook_title: null, audiobook_uri: null, audiobook_chapter_uri: null, audiobook_chapter_title: null }),
    reason_start: null,
    reason_end: null,
    shuffle: random.next() < 0.4,
    skipped: null,
    offline: false,
    offline_timestamp: null,
    incognito_mode: random.next() < 0.02,
  }
}

function music(random: Random, base: ExtendedRow, track: HistoryTrack, skipChance: number): ExtendedRow {
  const chance = random.next()
  const ended = (share: number, reason: string | null) => ({ ms_played: Math.round(track.durationMs * share), reason_end: reason })
  let end: { ms_played: number; reason_end: string | null }
  if (chance < 0.025) end = { ms_played: 0, reason_end: random.pick(['fwdbtn', 'trackerror', 'unknown', 'backbtn']) }
  else if (chance < 0.025 + skipChance)
    end = ended(random.next() ** 2 * 0.8, random.pick(['fwdbtn', 'fwdbtn', 'fwdbtn', 'backbtn', 'endplay']))
  else if (chance < 0.05 + skipChance)
    end = ended(random.next(), random.pick(['logout', 'unexpected-exit', 'trackerror', 'unknown', '', null, 'remote']))
  else end = ended(1, 'trackdone')
  return {
    ...base,
    ...end,
    master_metadata_track_name: track.title,
    master_metadata_album_artist_name: track.artist,
    master_metadata_album_album_name: track.album,
    spotify_track_uri: track.uri ?? `spotify:track:${spotifyId(`${track.artist}|${track.title}|${track.album}`)}`,
  }
}

function spoken(random: Random, base: ExtendedRow): ExtendedRow {
  const show = `${WORDS[random.below(12)]} talk`
  const episode = `Episode ${1 + random.below(200)}`
  const uri = `spotify:episode:${spotifyId(`${show}|${episode}`)}`
  return { ...base, episode_name: episode, episode_show_name: show, spotify_episode_uri: uri, ms_played: random.below(50 * MINUTE), reason_end: random.pick(['trackdone', 'endplay', 'logout', null]) } // biome-ignore format: one row
}

function audiobook(random: Random, base: ExtendedRow): ExtendedRow {
  const book = `The ${title(random, 1)}`
  const chapter = `Chapter ${1 + random.below(30)}`
  return { ...base, audiobook_title: book, audiobook_uri: `spotify:show:${spotifyId(book)}`, audiobook_chapter_title: chapter, audiobook_chapter_uri: `spotify:episode:${spotifyId(book + chapter)}`, ms_played: random.below(20 * MINUTE), reason_end: 'trackdone' } // biome-ignore format: one row
}

/** Null, 0, seconds or milliseconds, as the years had it. */
function offlineTime(random: Random, atMs: number, { style }: HistoryOptions): number | null {
  if (style === 'endsong') return random.next() < 0.5 ? 0 : atMs
  if (atMs < Date.UTC(2022, 0, 1)) return random.next() < 0.9 ? null : atMs
  return Math.floor(atMs / SECOND)
}

/** The flag as the years had it: sometimes missing before 2015, always false until October 2022, then true for skips. */
function skipFlag(random: Random, row: ExtendedRow, atMs: number): boolean | null {
  if (atMs < Date.UTC(2015, 3, 13)) return random.next() < 0.5 ? null : row.reason_end === 'fwdbtn'
  if (atMs < Date.UTC(2022, 9, 17)) return false
  return row.reason_end === 'fwdbtn' || row.reason_end === 'backbtn' || row.reason_end === 'endplay'
}

// --- account data --------------------------------------------------------------------------------------------------------

export interface AccountMusicRow {
  readonly endTime: string
  readonly artistName: string
  readonly trackName: string
  readonly msPlayed: number
}

export interface AccountPodcastRow {
  readonly endTime: string
  readonly podcastName: string
  readonly episodeName: string
  readonly msPlayed: number
}

/** What the account data tells of the same events: to the minute, by name only. */
export function accountData(rows: readonly ExtendedRow[]): { music: AccountMusicRow[]; podcasts: AccountPodcastRow[] } {
  const music: AccountMusicRow[] = []
  const podcasts: AccountPodcastRow[] = []
  for (const row of rows) {
    const endTime = row.ts.slice(0, 16).replace('T', ' ')
    if (row.master_metadata_track_name !== null)
      music.push({
        endTime,
        artistName: row.master_metadata_album_artist_name ?? '',
        trackName: row.master_metadata_track_name,
        msPlayed: row.ms_played,
      })
    else if (row.episode_name !== null)
      podcasts.push({ endTime, podcastName: row.episode_show_name ?? '', episodeName: row.episode_name, msPlayed: row.ms_played })
  }
  return { music, podcasts }
}

// --- files ---------------------------------------------------------------------------------------------------------------

/** A file of an export: its path within, and its text. */
export interface ExportFile {
  readonly path: string
  readonly text: string
}

const pretty = (rows: readonly unknown[]) => JSON.stringify(rows, null, 2)
const README = { path: 'ReadMeFirst_ExtendedStreamingHistory.pdf', text: '%PDF-1.4\nnot really' }

function slices<Row>(rows: readonly Row[], size: number): Row[][] {
  const out: Row[][] = []
  for (let i = 0; i < rows.length; i += size) out.push(rows.slice(i, i + size))
  return out
}

/** The files of an extended history, split as Spotify splits it: some 15,000 rows each, named by their years. */
export function extendedFiles(
  rows: readonly ExtendedRow[],
  options: { rowsPerFile?: number; style?: HistoryOptions['style'] } = {},
): ExportFile[] {
  const parts = slices(rows, options.rowsPerFile ?? 15_000)
  const named = parts.map((part, i): ExportFile => {
    const [first, last] = [part[0].ts.slice(0, 4), part[part.length - 1].ts.slice(0, 4)]
    const years = first === last ? first : `${first}-${last}`
    const name = options.style === 'endsong' ? `endsong_${i}.json` : `Streaming_History_Audio_${years}_${i}.json`
    return { path: name, text: pretty(part) }
  })
  return [README, ...named].map((file) => ({ ...file, path: `Spotify Extended Streaming History/${file.path}` }))
}

/** The files of the account data, with those that are nobody's business beside them. `mixed`: the old naming, podcasts among the music. */
export function accountFiles(rows: readonly ExtendedRow[], options: { mixed?: boolean; rowsPerFile?: number } = {}): ExportFile[] {
  const { music, podcasts } = accountData(rows)
  const size = options.rowsPerFile ?? 10_000
  const mixed = [
    ...music,
    ...podcasts.map((row) => ({ endTime: row.endTime, artistName: row.podcastName, trackName: row.episodeName, msPlayed: row.msPlayed })),
  ]
  mixed.sort((a, b) => (a.endTime < b.endTime ? -1 : a.endTime > b.endTime ? 1 : 0))
  const histories = options.mixed
    ? slices(mixed, size).map((part, i) => ({ path: `StreamingHistory${i}.json`, text: pretty(part) }))
    : [
        ...slices(music, size).map((part, i) => ({ path: `StreamingHistory_music_${i}.json`, text: pretty(part) })),
        ...slices(podcasts, size).map((part, i) => ({ path: `StreamingHistory_podcast_${i}.json`, text: pretty(part) })),
      ]
  const others: [string, unknown][] = [
    ['Userdata.json', { username: PERSONAL_MARK, email: `${PERSONAL_MARK}@example.org`, country: 'DE', birthdate: '1990-01-01' }],
    ['Identity.json', { displayName: PERSONAL_MARK, firstName: null, lastName: null, imageUrl: null, tasteMaker: false }],
    ['Payments.json', { payment_method: PERSONAL_MARK, creation_date: '2020-01-01' }],
    ['Follow.json', { userIsFollowing: [PERSONAL_MARK], userIsFollowedBy: [], userIsBlocking: [] }],
    ['Inferences.json', { inferences: [`1P_Custom_${PERSONAL_MARK}`] }],
    ['SearchQueries.json', [{ platform: 'IPHONE', searchTime: '2024-01-01T00:00:00Z[UTC]', searchQuery: PERSONAL_MARK, searchInteractionURIs: [] }]],
    ['YourLibrary.json', { tracks: [{ artist: 'A', album: 'B', track: 'C', uri: 'spotify:track:x' }], albums: [], shows: [], episodes: [], bannedTracks: [], artists: [], bannedArtists: [], other: [] }],
    ['Playlist1.json', { playlists: [{ name: 'Mine', lastModifiedDate: '2024-01-01', items: [], description: null, numberOfFollowers: 0 }] }],
  ] // biome-ignore format: a table
  return [...histories, ...others.map(([path, value]) => ({ path, text: JSON.stringify(value, null, 2) }))].map((file) => ({
    ...file,
    path: `Spotify Account Data/${file.path}`,
  }))
}

/** Writes an export as a folder; returns its path. */
export function writeFolder(folder: string, files: readonly ExportFile[]): string {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** Writes an export as a zip; returns its path. */
export function writeZip(path: string, files: readonly ExportFile[]): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, zipBytes(files.map(({ path: name, text }): ZipMember => ({ name, bytes: Buffer.from(text) }))))
  return path
}
