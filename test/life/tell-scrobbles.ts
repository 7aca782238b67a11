// The life as scrobbling services tell it: when a track began, to the second at best, not how long it was heard; what was skipped is missing.

import { type Life, MINUTE, SECOND, type TrueListen } from './life.ts'
import { csv, isoS, isScrobbled, json, type LifeFile, RANK, type Teller, words } from './telling.ts'

interface Row {
  readonly listen: TrueListen
  readonly atS: number
  readonly title: string
  readonly artist: string
}

/** What a scrobbler sent: each service hears of it a little later than it was, by its own clock. */
const rowsOf = (life: Life, lateMs: number): Row[] =>
  life.listens.filter(isScrobbled).map((listen) => ({
    listen,
    atS: Math.floor((listen.startMs + ((listen.no * 379) % 2500) + lateMs) / SECOND),
    ...words.scrobbler(listen.track),
  }))

const teller = (
  name: string,
  rows: readonly Row[],
  path: string,
  bytes: Buffer | string | readonly LifeFile[],
  rank: number = RANK.untimed,
): Teller => ({
  name,
  files: Array.isArray(bytes) ? (bytes as LifeFile[]) : [{ path, bytes: Buffer.from(bytes as Buffer) }],
  tellings: rows.map(({ listen }) => ({ listen: listen.no, anchors: ['true'], msPlayed: null, rank })),
})

const NOW_PLAYING = { artist: '!!!', album: '', title: 'Still Playing' }

/** The common exports of Last.fm, newest first; its clock may be late. */
export function lastfm(life: Life, lateMs = 0): Teller[] {
  const rows = rowsOf(life, lateMs).reverse()
  const minuteText = (atS: number) => {
    const [, day, month, year, hour, minute] = /(\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d)/.exec(new Date(atS * SECOND).toUTCString())!
    return `${day} ${month} ${year} ${hour}:${minute}`
  }
  const ghanRow = ({ atS, artist, title, listen }: Row) => ({ artist: { mbid: '', '#text': artist }, album: { mbid: '', '#text': listen.track.album }, image: [], streamable: '0', date: { uts: String(atS), '#text': minuteText(atS) }, url: 'https://www.last.fm/', name: title, mbid: '' }) // biome-ignore format: one line
  const page = (part: readonly Row[], no: number) => ({ track: [{ artist: { mbid: '', '#text': NOW_PLAYING.artist }, album: { mbid: '', '#text': '' }, name: NOW_PLAYING.title, '@attr': { nowplaying: 'true' } }, ...part.map(ghanRow)], '@attr': { user: 'someone', page: String(no) } }) // biome-ignore format: one line
  const half = Math.ceil(rows.length / 2)
  return [
    teller('lastfm-ghan-csv', rows, 'recenttracks-someone-1711929600.csv', csv([['uts', 'utc_time', 'artist', 'artist_mbid', 'album', 'album_mbid', 'track', 'track_mbid'], ...rows.map(({ atS, artist, title, listen }) => [atS, minuteText(atS), artist, '', listen.track.album, '', title, ''])])), // biome-ignore format: one line
    teller(
      'lastfm-ghan-json',
      rows,
      'recenttracks-someone-1711929600.json',
      json([page(rows.slice(0, half), 1), page(rows.slice(half), 2)]),
    ),
    teller('lastfm-to-csv', rows, 'someone.csv', csv([[NOW_PLAYING.artist, '', NOW_PLAYING.title, ''], ...rows.map(({ atS, artist, title, listen }) => [artist, listen.track.album, title, minuteText(atS)])]), RANK.untimedMinute), // biome-ignore format: one line
    teller('lastfm-stats-csv', rows, 'lastfmstats-someone.csv', `\ufeff${csv([['Artist', 'Album', 'AlbumId', 'Track', 'Date#someone'], ...rows.map(({ atS, artist, title, listen }) => [artist, listen.track.album, '', title, atS * SECOND])], ';')}`), // biome-ignore format: one line
    teller('lastfm-stats-json', rows, 'lastfmstats-someone.json', json({ username: 'someone', scrobbles: rows.map(({ atS, artist, title, listen }) => ({ track: title, artist, album: listen.track.album, albumId: '', date: atS * SECOND })) })), // biome-ignore format: one line
  ]
}

/** ListenBrainz, as the zip of today and the list of old; some players told it how long was heard. */
export function listenbrainz(life: Life): Teller[] {
  const rows = rowsOf(life, 700)
  const timed = ({ listen }: Row) => listen.platform === 'navidrome'
  const listenOf = (row: Row) => ({
    listened_at: row.atS,
    inserted_at: isoS(row.atS * SECOND + 240_000),
    user_name: 'someone',
    recording_msid: row.listen.track.mbid,
    track_metadata: {
      track_name: row.title,
      artist_name: row.artist,
      release_name: row.listen.track.album,
      mbid_mapping:
        row.listen.no % 3 === 0
          ? null
          : { recording_mbid: row.listen.track.mbid, artists: [{ artist_credit_name: row.listen.track.artist, join_phrase: '' }] },
      additional_info: {
        media_player: row.listen.platform,
        duration_ms: row.listen.track.durationMs,
        ...(timed(row) ? { duration_played: Math.round(row.listen.msPlayed / SECOND) } : {}),
      },
    },
  })
  const tellings = rows.map((row) => ({
    listen: row.listen.no,
    anchors: ['true'] as const,
    msPlayed: timed(row) ? row.listen.msPlayed : null,
    rank: timed(row) ? RANK.timed : RANK.untimed,
  }))
  const lines = Map.groupBy(
    rows,
    ({ atS }) => `listens/${new Date(atS * SECOND).getUTCFullYear()}/${new Date(atS * SECOND).getUTCMonth() + 1}.jsonl`,
  )
  const files = [
    { path: 'user.json', bytes: json({ user_id: 7, username: 'someone' }) },
    ...[...lines].map(([path, part]) => ({ path, bytes: Buffer.from(part.map((row) => `${JSON.stringify(listenOf(row))}\n`).join('')) })),
  ]
  return [
    { name: 'listenbrainz-zip', files, tellings },
    { name: 'listenbrainz-old', files: [{ path: 'someone_lb-2024-06-01.json', bytes: json(rows.toReversed().map(listenOf)) }], tellings },
  ]
}

export function maloja(life: Life): Teller {
  const seen = new Set<number>()
  // One scrobble a second, no more: its time is its key.
  const rows = rowsOf(life, 300).filter(({ atS }) => !seen.has(atS) && seen.add(atS))
  const scrobbles = rows.map(({ atS, title, listen }) => ({ time: atS, track: { artists: listen.track.guest === null ? [listen.track.artist] : [listen.track.artist, listen.track.guest], title, album: { albumtitle: listen.track.album, artists: null }, length: Math.round(listen.track.durationMs / SECOND) }, duration: null, origin: 'client:web' })) // biome-ignore format: one line
  return teller('maloja', rows, 'maloja_export_1717200000.json', json({ maloja: { export_time: 1717200000 }, scrobbles }))
}

export function koito(life: Life): Teller {
  const rows = rowsOf(life, 1100)
  const names = (name: string) => ({ aliases: [{ alias: name, source: 'Canonical', is_primary: true }] })
  const listens = rows.map(({ atS, title, listen: { track } }) => ({ listened_at: isoS(atS * SECOND), client: 'navidrome', track: { mbid: track.mbid, duration: 0, ...names(title) }, album: { mbid: null, various_artists: false, ...names(track.album) }, artists: [{ mbid: null, is_primary: true, ...names(track.artist) }, ...(track.guest === null ? [] : [{ mbid: null, is_primary: false, ...names(track.guest) }])] })) // biome-ignore format: one line
  return teller(
    'koito',
    rows,
    'koito_export.json',
    json({ version: '1', exported_at: isoS(Date.UTC(2024, 5, 1)), user: 'someone', listens }),
  )
}

export function librefm(life: Life): Teller {
  const rows = rowsOf(life, 0)
  const text = `+ACM- Libre.fm export\n+ACM- someone\n${csv([['Artist', 'Track', 'Album', 'Time'], ...rows.map(({ atS, artist, title, listen }) => [artist, title, listen.track.album, atS])])}` // biome-ignore format: one line
  return teller('librefm', rows, 'librefm.csv', text)
}

/** Pano Scrobbler listens to the phone itself: to the ms. */
export function pano(life: Life): Teller {
  const rows = rowsOf(life, 0).filter(
    ({ listen }) => listen.platform === 'spotify' || listen.platform === 'tidal' || listen.platform === 'youtube',
  )
  const at = ({ listen }: Row) => Math.floor(listen.startMs / SECOND) * SECOND + 137
  const lines = rows.map((row) => JSON.stringify({ timeHuman: isoS(at(row)), timeMs: at(row), artist: row.artist, track: row.title, album: row.listen.track.album, albumArtist: row.listen.track.artist, durationMs: row.listen.track.durationMs, mediaPlayerPackage: 'com.example.player', mediaPlayerName: 'Player', mediaPlayerVersion: '1', event: 'scrobble' })) // biome-ignore format: one line
  return teller('pano', rows, 'pano_scrobbles.jsonl', `${lines.join('\n')}\n`, RANK.untimed)
}

/** A Rockbox player writes what was heard on it alone, skips too. */
export function scrobblerLog(life: Life): Teller {
  const rows = life.listens
    .filter(({ platform, msPlayed }) => platform === 'rockbox' && msPlayed > 5000)
    .map((listen): Row => ({ listen, atS: Math.floor(listen.startMs / SECOND), ...words.shop(listen.track) }))
  const lines = rows.map(({ atS, artist, title, listen }) => [artist, listen.track.album, title, 3, Math.round(listen.track.durationMs / SECOND), isScrobbled(listen) ? 'L' : 'S', atS, ''].join('\t')) // biome-ignore format: one line
  return teller(
    'scrobbler-log',
    rows,
    '.scrobbler.log',
    ['#AUDIOSCROBBLER/1.1', '#TZ/UTC', '#CLIENT/Rockbox sansaclipplus $Revision: 21 $', ...lines, ''].join('\n'),
  )
}

export const onMinute = (ms: number): number => Math.floor(ms / MINUTE) * MINUTE
