// The life as other services and servers tell it, each its own part: Apple Music, YouTube, Deezer, Tidal, Navidrome, Jellyfin.

import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PERSONAL_MARK } from '../history.ts'
import { workbookBytes } from '../workbook-writer.ts'
import { type Life, type Platform, SECOND, type TrueListen } from './life.ts'
import { csv, isScrobbled, json, plainS, RANK, type Teller, type Telling, words } from './telling.ts'

const on = (life: Life, platform: Platform) => life.listens.filter((listen) => listen.platform === platform)
const telling = (listen: TrueListen, rank: number, timed = true): Telling => ({
  listen: listen.no,
  anchors: ['true'],
  msPlayed: timed ? listen.msPlayed : null,
  rank,
})

/** A row for each time playing stopped, a pause too; the artists stand in another file, by day. */
export function apple(life: Life): Teller {
  const listens = on(life, 'apple').filter(({ msPlayed }) => msPlayed > 0)
  const header = ['Apple Id Number', 'Song Name', 'Album Name', 'Container Album Name', 'Event Type', 'Event End Timestamp', 'Event Received Timestamp', 'Play Duration Milliseconds', 'Media Duration In Milliseconds', 'End Reason Type', 'Media Type', 'Item Type', 'Device Identifier', 'IP City', 'ISO Country'] // biome-ignore format: a list
  const iso = (ms: number) => new Date(ms).toISOString()
  const rows = listens.flatMap((listen) => {
    const { title } = words.shop(listen.track)
    const row = (event: string, endMs: number, msPlayed: number, reason: string) => [`${PERSONAL_MARK}`, title, listen.track.album, '', event, iso(endMs), iso(endMs + 40_000), msPlayed, listen.track.durationMs, reason, 'AUDIO', 'ITUNES_STORE_CONTENT', `${PERSONAL_MARK} device`, PERSONAL_MARK, 'DE'] // biome-ignore format: one line
    const reason = listen.reasonEnd === 'trackdone' ? 'NATURAL_END_OF_TRACK' : listen.reasonEnd === 'backbtn' ? 'TRACK_SKIPPED_BACKWARDS' : listen.reasonEnd === 'fwdbtn' ? 'TRACK_SKIPPED_FORWARDS' : 'MANUALLY_SELECTED_PLAYBACK_OF_A_DIFF_ITEM' // biome-ignore format: one line
    const start = row('PLAY_START', listen.startMs, 0, '')
    if (listen.pausedMs === 0) return [start, row('PLAY_END', listen.endMs, listen.msPlayed, reason)]
    const first = Math.round(listen.msPlayed / 3)
    return [
      start,
      row('PLAY_END', listen.startMs + first, first, 'PLAYBACK_MANUALLY_PAUSED'),
      row('PLAY_END', listen.endMs, listen.msPlayed - first, reason),
    ]
  })
  const days = listens.map((listen) => ['DE', listen.track.no + 1000, 'AUDIO', plainS(listen.startMs).slice(0, 10).replaceAll('-', ''), 9, listen.msPlayed, '', '', 1, 0, '', listen.track.no, `${words.shop(listen.track).artist} - ${words.shop(listen.track).title}`]) // biome-ignore format: one line
  const daily = [['Country', 'Track Identifier', 'Media type', 'Date Played', 'Hours', 'Play Duration Milliseconds', 'End Reason Type', 'Source Type', 'Play Count', 'Skip Count', 'Ignore For Recommendations', 'Track Reference', 'Track Description'], ...days] // biome-ignore format: one line
  return {
    name: 'apple',
    files: [
      { path: 'Apple Music Activity/Apple Music Play Activity.csv', bytes: Buffer.from(`\ufeff${csv([header, ...rows], ',', '\r\n')}`) },
      { path: 'Apple Music Activity/Apple Music - Play History Daily Tracks.csv', bytes: Buffer.from(`\ufeff${csv(daily)}`) },
    ],
    tellings: listens.map((listen) => telling(listen, RANK.why)),
  }
}

/** Google Takeout, newest first: when a video was begun, not how long it ran. The same history as JSON and as HTML. */
export function youtube(life: Life): Teller[] {
  const listens = on(life, 'youtube').reverse()
  const entries = listens.map((listen) => ({
    listen,
    ...words.shop(listen.track),
    url: `https://music.youtube.com/watch?v=${listen.track.videoId}`,
    channel: `${listen.track.artist} - Topic`,
  }))
  const activity = entries.map(({ listen, title, url, channel }) => ({ header: 'YouTube Music', title: `Watched ${title}`, titleUrl: url, subtitles: [{ name: channel, url: 'https://www.youtube.com/channel/UCx' }], time: new Date(listen.startMs).toISOString(), products: ['YouTube'], activityControls: ['YouTube watch history'] })) // biome-ignore format: one line
  const advertisement = { header: 'YouTube', title: 'Watched An advertisement', titleUrl: 'https://www.youtube.com/watch?v=aaaaaaaaaaa', time: new Date(Date.UTC(2024, 2, 2)).toISOString(), products: ['YouTube'], details: [{ name: 'From Google Ads' }], activityControls: ['YouTube watch history'] } // biome-ignore format: one line
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const spoken = (ms: number) => `${new Date(ms).toLocaleString('en-US', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit', hour12: true }).replace(/,(?= \d+:)/, ',')} UTC` // biome-ignore format: one line
  const cells = entries.map(({ listen, title, url, channel }) => `<div class="outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp"><div class="mdl-grid"><div class="header-cell mdl-cell mdl-cell--12-col"><p class="mdl-typography--title">YouTube Music<br></p></div><div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1">Watched\u00a0<a href="${url}">${escaped(title)}</a><br><a href="https://www.youtube.com/channel/UCx">${escaped(channel)}</a><br>${spoken(listen.startMs)}<br></div><div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1 mdl-typography--text-right"></div><div class="content-cell mdl-cell mdl-cell--12-col mdl-typography--caption"><b>Products:</b><br>&emsp;YouTube<br></div></div></div>`) // biome-ignore format: one line
  const html = `<html><head><title>My Activity History</title><style>.mdl-grid{display:flex}</style></head><body><div class="mdl-grid">${cells.join('')}</div></body></html>`
  const tellings = (rank: number) => listens.map((listen) => telling(listen, rank, false))
  return [
    { name: 'youtube-json', files: [{ path: 'Takeout/YouTube and YouTube Music/history/watch-history.json', bytes: json([advertisement, ...activity]) }], tellings: tellings(RANK.untimed) }, // biome-ignore format: one line
    { name: 'youtube-html', files: [{ path: 'Takeout/YouTube and YouTube Music/history/watch-history.html', bytes: Buffer.from(html) }], tellings: tellings(RANK.untimed) }, // biome-ignore format: one line
  ]
}

/** A sheet with ISRCs, times without a zone; what was played offline stands under the time of its arrival. */
export function deezer(life: Life): Teller {
  const listens = on(life, 'deezer').filter(({ msPlayed }) => msPlayed >= SECOND)
  const rows = listens.map((listen) => [words.shop(listen.track).title, words.shop(listen.track).artist, listen.track.isrc, listen.track.album, `203.0.113.7 ${PERSONAL_MARK}`, Math.round(listen.msPlayed / SECOND), 'ios', 'iPhone', plainS(listen.offline?.syncedMs ?? listen.startMs)]) // biome-ignore format: one line
  const header = ['Song Title', 'Artist', 'ISRC', 'Album Title', 'IP Address', 'Listening Time', 'Platform Name', 'Platform Model', 'Date']
  const bytes = workbookBytes([{ name: '10_listeningHistory', rows: [header, ...rows] }], { sharedTexts: true })
  const tellings = listens.map(
    (listen): Telling => ({ ...telling(listen, RANK.timed), anchors: [listen.offline === null ? 'true' : 'synced'] }),
  )
  return { name: 'deezer', files: [{ path: 'deezer-data_4711.xlsx', bytes }], tellings }
}

/** Playback Reporting: start and seconds by the server's clock, "Artist - Title (Album)" in one cell. */
export function jellyfin(life: Life): Teller {
  const listens = on(life, 'jellyfin')
  const rows = listens.map((listen) => [`${plainS(listen.startMs)}.${String(listen.startMs % SECOND).padStart(3, '0')}0000`, 'u1', `i${listen.track.no}`, 'Audio', `${words.shop(listen.track).artist} - ${words.shop(listen.track).title} (${listen.track.album})`, 'DirectPlay', 'Web', `${PERSONAL_MARK} kitchen`, Math.floor(listen.msPlayed / SECOND)]) // biome-ignore format: one line
  const header = ['DateCreated', 'UserId', 'ItemId', 'ItemType', 'ItemName', 'PlaybackMethod', 'ClientName', 'DeviceName', 'PlayDuration']
  return {
    name: 'jellyfin',
    files: [{ path: 'playback_report.csv', bytes: Buffer.from(csv([header, ...rows])) }],
    tellings: listens.map((listen) => telling(listen, RANK.timed)),
  }
}

/** A table as Tidal and others give it, for the mapper of columns: start, seconds, names of their own. */
export function tidal(life: Life): Teller {
  const listens = on(life, 'tidal').filter(({ msPlayed }) => msPlayed >= SECOND)
  const rows = listens.map((listen) => [words.shop(listen.track).artist, words.shop(listen.track).title, plainS(listen.startMs), Math.round(listen.msPlayed / SECOND), 'TIDAL_Android']) // biome-ignore format: one line
  return { name: 'tidal', files: [{ path: 'streaming.csv', bytes: Buffer.from(csv([['artist_name', 'track_title', 'entry_date', 'seconds_played', 'platform'], ...rows])) }], tellings: listens.map((listen) => telling(listen, RANK.timed)) } // biome-ignore format: one line
}

/** Navidrome's own database: the table of scrobbles, to the second. */
export function navidrome(life: Life): Teller {
  const listens = on(life, 'navidrome').filter(isScrobbled)
  const path = join(tmpdir(), `life-navidrome-${process.pid}-${life.seed}.db`)
  rmSync(path, { force: true })
  const database = new DatabaseSync(path)
  database.exec(`CREATE TABLE media_file (id varchar(255) PRIMARY KEY, title varchar, album varchar, artist varchar, album_artist varchar, duration real, mbz_recording_id varchar);
    CREATE TABLE user (id varchar(255) PRIMARY KEY, user_name varchar, email varchar);
    CREATE TABLE annotation (user_id varchar, item_id varchar, item_type varchar, play_count integer, play_date datetime, rating integer, starred bool, starred_at datetime);
    CREATE TABLE scrobbles (media_file_id varchar NOT NULL, user_id varchar NOT NULL, submission_time integer NOT NULL);
    INSERT INTO user VALUES ('u1', 'someone', '${PERSONAL_MARK}@example.org');`)
  const file = database.prepare('INSERT OR IGNORE INTO media_file VALUES (?, ?, ?, ?, ?, ?, ?)')
  const scrobble = database.prepare("INSERT INTO scrobbles VALUES (?, 'u1', ?)")
  for (const listen of listens) {
    const { title, artist } = words.shop(listen.track)
    file.run(
      `m${listen.track.no}`,
      title,
      listen.track.album,
      artist,
      listen.track.artist,
      listen.track.durationMs / 1000,
      listen.track.mbid,
    )
    scrobble.run(`m${listen.track.no}`, Math.floor(listen.startMs / SECOND))
  }
  database.close()
  const bytes = readFileSync(path)
  rmSync(path, { force: true })
  return {
    name: 'navidrome',
    files: [{ path: 'navidrome.db', bytes }],
    tellings: listens.map((listen) => telling(listen, RANK.untimed, false)),
  }
}
