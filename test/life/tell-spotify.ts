// The life as Spotify tells it: the extended history to the second with reasons, the account data to the minute by name only.

import { PERSONAL_MARK } from '../history.ts'
import { type Life, MINUTE, SECOND, type TrueListen } from './life.ts'
import { isoS, json, RANK, type Teller, type Telling, words } from './telling.ts'

const onSpotify = (life: Life) => life.listens.filter(({ platform }) => platform === 'spotify')
/** When Spotify says that it ended. */
const toldEndMs = ({ offline, endMs }: TrueListen) => offline?.syncedMs ?? endMs

function extendedRow(listen: TrueListen, endMs: number, msPlayed: number, set: object = {}) {
  const { title, artist } = words.spotify(listen.track)
  const podcast = listen.kind === 'podcast'
  return {
    ts: isoS(endMs),
    platform: 'android',
    ms_played: msPlayed,
    conn_country: 'DE',
    ip_addr: `203.0.113.9 ${PERSONAL_MARK}`,
    master_metadata_track_name: podcast ? null : title,
    master_metadata_album_artist_name: podcast ? null : artist,
    master_metadata_album_album_name: podcast ? null : listen.track.album,
    spotify_track_uri: podcast ? null : listen.track.spotifyUri,
    episode_name: podcast ? title : null,
    episode_show_name: podcast ? artist : null,
    spotify_episode_uri: podcast ? listen.track.spotifyUri : null,
    reason_start: listen.reasonStart,
    reason_end: listen.reasonEnd,
    shuffle: listen.shuffle,
    skipped: listen.reasonEnd === 'fwdbtn',
    offline: listen.offline !== null,
    offline_timestamp: listen.offline === null ? null : listen.offline.deviceTold ? Math.floor(listen.startMs / SECOND) : 0,
    incognito_mode: false,
    ...set,
  }
}

export function spotifyExtended(life: Life, untilMs = Number.POSITIVE_INFINITY, name = 'spotify-extended'): Teller {
  const rows: { row: ReturnType<typeof extendedRow>; ms: number }[] = []
  const tellings: Telling[] = []
  for (const listen of onSpotify(life)) {
    const endMs = toldEndMs(listen)
    if (endMs > untilMs) continue
    const add = (ms: number, msPlayed: number, set?: object) => rows.push({ row: extendedRow(listen, ms, msPlayed, set), ms })
    if (listen.partsMs !== null) {
      const [first, second] = listen.partsMs
      add(listen.startMs + first, first, { reason_end: 'trackerror' })
      add(endMs, second, { reason_start: 'trackerror' })
    } else {
      add(endMs, listen.msPlayed)
      // The same row but for the time, or a shorter one within it.
      if (listen.loggedTwice) add(endMs - 4 * SECOND, listen.no % 2 === 0 ? listen.msPlayed : Math.round(listen.msPlayed * 0.6))
    }
    const anchors =
      listen.offline === null
        ? (['true', 'part'] as const)
        : listen.offline.deviceTold
          ? (['true', 'synced'] as const)
          : (['synced'] as const)
    tellings.push({ listen: listen.no, anchors, msPlayed: listen.msPlayed, rank: RANK.why })
  }
  rows.sort((a, b) => a.ms - b.ms)
  let half = Math.ceil(rows.length / 2)
  // Never within a batch that was synchronised together: rows alike to the last field are told apart by their count within a file.
  while (half < rows.length && rows[half].row.ts === rows[half - 1].row.ts) half++
  const file = (part: typeof rows, no: number) => ({
    path: `Spotify Extended Streaming History/Streaming_History_Audio_2024_${no}.json`,
    bytes: json(part.map(({ row }) => row)),
  })
  return { name, files: [file(rows.slice(0, half), 0), file(rows.slice(half), 1)], tellings }
}

export function spotifyAccount(life: Life): Teller {
  const music: object[] = []
  const podcasts: object[] = []
  const tellings: Telling[] = []
  for (const listen of onSpotify(life)) {
    const { title, artist } = words.spotify(listen.track)
    const minute = (ms: number) => new Date(Math.floor(ms / MINUTE) * MINUTE).toISOString().slice(0, 16).replace('T', ' ')
    const add = (endMs: number, msPlayed: number, anchor: Telling['anchors'][number]) => {
      if (listen.kind === 'podcast') podcasts.push({ endTime: minute(endMs), podcastName: artist, episodeName: title, msPlayed })
      else music.push({ endTime: minute(endMs), artistName: artist, trackName: title, msPlayed })
      tellings.push({ listen: listen.no, anchors: [anchor], msPlayed, rank: RANK.minute })
    }
    if (listen.partsMs === null) add(toldEndMs(listen), listen.msPlayed, listen.offline === null ? 'true' : 'synced')
    else {
      add(listen.startMs + listen.partsMs[0], listen.partsMs[0], 'true')
      add(listen.endMs, listen.partsMs[1], 'part')
    }
  }
  const files = [
    { path: 'Spotify Account Data/StreamingHistory_music_0.json', bytes: json(music) },
    { path: 'Spotify Account Data/StreamingHistory_podcast_0.json', bytes: json(podcasts) },
    { path: 'Spotify Account Data/Userdata.json', bytes: json({ username: PERSONAL_MARK, email: `${PERSONAL_MARK}@example.org` }) },
  ]
  return { name: 'spotify-account', files, tellings }
}
