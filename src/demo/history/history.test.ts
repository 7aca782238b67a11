// The invented history: its promised numbers, its form, and a taste that can be found in it.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { DAY_MS } from '#kernel'
import { ALBUMS, PIECES } from '../albums.ts'
import { INVENTED } from '../catalogue.ts'
import { HARDLY, NEVER } from './habits.ts'
import { HISTORY_DAYS, type Play, simulateHistory } from './simulate.ts'
import { rowOf, writeHistory } from './write-history.ts'

const NOW_MS = Date.UTC(2026, 10, 21, 12)
const durationsMs = new Map(PIECES.map(({ title }) => [title, 52_000]))
const options = { nowMs: NOW_MS, seed: 1, durationsMs }
const plays = simulateHistory(options)
const titled = (title: string) => plays.filter(({ recording }) => recording?.title === title)
const ofStyle = (style: string) => plays.filter(({ recording }) => recording?.style === style)
const skips = (list: readonly Play[]) => list.filter(({ skipped }) => skipped).length / list.length

const FIELDS =
  'ts platform ms_played conn_country ip_addr master_metadata_track_name master_metadata_album_artist_name master_metadata_album_album_name spotify_track_uri episode_name episode_show_name spotify_episode_uri audiobook_title audiobook_uri audiobook_chapter_uri audiobook_chapter_title reason_start reason_end shuffle skipped offline offline_timestamp incognito_mode'

describe('the invented history', () => {
  it('has at least 1,500 listens over eighteen months, ending now', () => {
    assert.ok(plays.length >= 1500 && plays.length < 8000, String(plays.length))
    assert.ok(plays[0].startedAtMs >= NOW_MS - (HISTORY_DAYS + 1) * DAY_MS && plays[0].startedAtMs < NOW_MS - 530 * DAY_MS)
    const last = plays[plays.length - 1]
    assert.ok(last.startedAtMs + last.msPlayed <= NOW_MS && last.startedAtMs > NOW_MS - 5 * DAY_MS)
  })

  it('never plays two things at once, and nothing longer than it is', () => {
    plays.forEach((play, i) => {
      assert.ok(i === 0 || play.startedAtMs >= plays[i - 1].startedAtMs + plays[i - 1].msPlayed)
      assert.ok(play.msPlayed >= 0 && (!play.recording || play.msPlayed <= play.recording.durationMs))
    })
  })

  it('has skips, abandoned plays, plays to the end, podcasts and things from elsewhere', () => {
    assert.ok(plays.filter(({ skipped }) => skipped).length > 200)
    assert.ok(plays.filter(({ reasonEnd }) => /endplay|logout|unexpected/.test(reasonEnd)).length > 40)
    assert.ok(plays.filter(({ reasonEnd }) => reasonEnd === 'trackdone').length > 1200)
    assert.ok(plays.filter(({ episode }) => episode).length > 10)
    assert.ok(plays.filter(({ recording }) => recording && !recording.owned).length > 100)
  })

  it('leaves something to recommend: pieces never heard, hardly heard, loved long ago', () => {
    for (const title of NEVER) {
      assert.ok(durationsMs.has(title), title)
      assert.equal(titled(title).length, 0, title)
    }
    for (const [title, most] of HARDLY) assert.ok(titled(title).length <= most, title)
    const forgotten = titled("The Ferryman's Table")
    assert.ok(forgotten.length > 30 && forgotten[forgotten.length - 1].startedAtMs < NOW_MS - 300 * DAY_MS)
    const heard = new Set(plays.map(({ recording }) => recording?.title))
    assert.ok(INVENTED.filter(({ title }) => !heard.has(title)).length >= 50)
  })

  it('has a taste: calm to the end, rock skipped; calm late, house on Fridays; two months of one artist', () => {
    assert.ok(skips(ofStyle('synthwave')) > 0.5 && skips(ofStyle('nocturne')) < 0.08 && skips(ofStyle('ambient')) < 0.08)
    const hour = (play: Play) => new Date(play.startedAtMs).getUTCHours()
    const late = ofStyle('nocturne').filter((play) => hour(play) >= 21 || hour(play) < 2)
    assert.ok(late.length / ofStyle('nocturne').length > 0.9)
    const fridays = ofStyle('house').filter(({ startedAtMs }) => new Date(startedAtMs - 6 * 3_600_000).getUTCDay() === 5)
    assert.ok(fridays.length / ofStyle('house').length > 0.4)
    const months = plays.filter(({ startedAtMs }) => startedAtMs > NOW_MS - 300 * DAY_MS && startedAtMs < NOW_MS - 250 * DAY_MS)
    assert.ok(months.filter(({ recording }) => recording?.artist === 'Quinteto Maré Baixa').length / months.length > 0.15)
  })

  it('is the same for the same seed and moment, another for another seed', () => {
    assert.deepEqual(simulateHistory(options), plays)
    assert.notDeepEqual(simulateHistory({ ...options, seed: 2 }).slice(0, 50), plays.slice(0, 50))
  })

  it('names tracks as their tags do', () => {
    const tagged = new Map(ALBUMS.flatMap((album) => album.pieces.map((piece) => [piece.title, `${album.artist} / ${album.title}`])))
    for (const { recording } of plays)
      if (recording?.owned) assert.equal(`${recording.artist} / ${recording.album}`, tagged.get(recording.title))
  })
})

describe('the export', () => {
  it('has the fields of the real one, every one, and times that fit', () => {
    for (const play of plays.slice(0, 300)) {
      const row = rowOf(play)
      assert.deepEqual(Object.keys(row), FIELDS.split(' '))
      assert.match(String(row['ts']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      assert.ok(Math.abs(Date.parse(String(row['ts'])) - play.startedAtMs - play.msPlayed) < 1000)
      if (row['spotify_track_uri']) assert.match(String(row['spotify_track_uri']), /^spotify:track:[0-9A-Za-z]{22}$/)
    }
  })

  it('is written as one array a year, in files named as the real ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'deepcut-history-'))
    try {
      const path = await writeHistory(folder, options)
      const files = readdirSync(path)
      assert.ok(files.length >= 2 && files.every((file) => /^Streaming_History_Audio_\d{4}_\d\.json$/.test(file)))
      assert.equal(files.flatMap((file) => JSON.parse(readFileSync(join(path, file), 'utf8')) as unknown[]).length, plays.length)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
