// Last.fm's exports: what each of the tools that make them does, and what other importers got wrong.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lastfmGhanCsv, lastfmStatsCsv, lastfmToCsv } from './lastfm-csv.ts'
import { lastfmJson, lastfmStatsJson } from './lastfm-json.ts'
import { readerOf, toldBy } from './read-format.fixture.ts'

const readFile = readerOf(lastfmGhanCsv, lastfmJson, lastfmToCsv, lastfmStatsCsv, lastfmStatsJson)

describe('Last.fm, CSV by lastfm.ghan.nl', () => {
  const HEADER = 'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid'
  it('reads words with commas and quotes; the ids are kept, and not believed', async () => {
    const { rows, refused } = await readFile(
      `${HEADER}\n"1577836800","01 Jan 2020, 00:00","Earth, Wind & Fire","","Best ""of""","b","September","t"\n`,
    )
    assert.deepEqual(refused, [])
    assert.deepEqual(toldBy(rows), [['2020-01-01T00:00:00.000Z', 'Earth, Wind & Fire', 'September', 'Best "of"']])
    assert.deepEqual([rows[0].precision, rows[0].timeTold, rows[0].msPlayed, rows[0].recording], ['s', 'start', null, undefined])
    assert.deepEqual(JSON.parse(rows[0].raw!), { album_mbid: 'b', track_mbid: 't' })
  })
  it('scrobbles without a date came from the first of January 1970: they are told, with their line', async () => {
    const { rows, refused } = await readFile(
      `${HEADER}\n0,"01 Jan 1970, 00:00",A,,,,T,\n1577836800,x,A,,,,T,\nnever,x,A,,,,T,\n1577836800,x\n`,
    )
    assert.equal(rows.length, 1)
    assert.deepEqual(
      refused.map(({ where }) => where),
      ['line 2', 'line 4', 'line 5'],
    )
  })
  it('columns in another order, or fewer, are found by their names', async () => {
    const { rows } = await readFile('artist,track,uts\nA,T,1577836800\n')
    assert.deepEqual(toldBy(rows), [['2020-01-01T00:00:00.000Z', 'A', 'T', null]])
  })
  it('two tracks in one minute, or one track twice, are two listens', async () => {
    const { rows } = await readFile(`${HEADER}\n1577836800,x,A,,,,T,\n1577836830,x,A,,,,U,\n1577836860,x,A,,,,T,\n`)
    assert.equal(rows.length, 3)
    assert.equal(new Set(rows.map((row) => row.identity)).size, 3)
  })
})

describe('Last.fm, JSON', () => {
  const track = (set: object) => ({
    artist: { mbid: '', '#text': 'A' },
    album: { mbid: '', '#text': 'B' },
    name: 'T',
    mbid: '',
    url: 'https://www.last.fm/x',
    image: [],
    ...set,
  })
  const date = (uts: number) => ({ date: { uts: String(uts), '#text': 'x' } })
  it('what is playing stands on every page and is no listen', async () => {
    const playing = track({ '@attr': { nowplaying: 'true' } })
    const pages = [
      { track: [playing, track(date(1577836800))], '@attr': { user: 'me', page: '1' } },
      { track: [playing, track(date(1577830000))], '@attr': { user: 'me', page: '2' } },
    ]
    const { rows, ignored, refused } = await readFile(JSON.stringify(pages), { chunkBytes: 33 })
    assert.equal(rows.length, 2)
    assert.deepEqual([ignored, refused], [{ NOW_PLAYING: 2 }, []])
    assert.ok(!JSON.stringify(rows.map(({ raw }) => raw)).includes('me'))
  })
  it('a last page with one track has an object in place of a list', async () => {
    const { rows } = await readFile(JSON.stringify([{ track: [track(date(1577836800))] }, { track: track(date(1577830000)) }]))
    assert.deepEqual(
      rows.map((row) => row.startedAtMs / 1000),
      [1577836800, 1577830000],
    )
  })
  it('the extended form, the API’s own answer, and a flat list', async () => {
    const extended = track({ artist: { name: 'A', mbid: '', url: '' }, loved: '1', ...date(1577836800) })
    for (const text of [
      JSON.stringify({ recenttracks: { track: [extended], '@attr': { user: 'me' } } }),
      JSON.stringify([extended], null, 2),
    ]) {
      const { rows, refused } = await readFile(text)
      assert.deepEqual([toldBy(rows), refused], [[['2020-01-01T00:00:00.000Z', 'A', 'T', 'B']], []])
    }
  })
  it('a track without a date is told', async () => {
    const { refused } = await readFile(JSON.stringify([{ track: [track({}), track(date(1577836800))] }]))
    assert.match(refused[0].message, /date\.uts is missing/)
    assert.match(refused[0].where, /^row 1, byte 11$/)
  })
})

describe('Last.fm, CSV by lastfm-to-csv', () => {
  it('has no header, minutes, the newest row first, and a row without date for what is playing', async () => {
    const { rows, ignored, refused } = await readFile(
      'Now,,Playing,\nBlur,Parklife,Girls & Boys,31 Dec 2020 23:59\n"A, B","","C ""d""",1 Jan 2020 00:00\nA,B,C,30 Feb 2020 10:00\nA,B,01 Jan 2020 00:00\n',
    )
    assert.deepEqual(toldBy(rows), [
      ['2020-12-31T23:59:00.000Z', 'Blur', 'Girls & Boys', 'Parklife'],
      ['2020-01-01T00:00:00.000Z', 'A, B', 'C "d"', null],
    ])
    assert.deepEqual(
      rows.map((row) => row.precision),
      ['min', 'min'],
    )
    assert.deepEqual(ignored, { NOW_PLAYING: 1 })
    assert.deepEqual(
      refused.map(({ where, message }) => `${where}: ${message}`),
      ['line 4: The date is none that exists.', 'line 5: The row has 3 columns; artist, album, track and date were expected.'],
    )
  })
})

describe('Last.fm, by lastfmstats.com', () => {
  it('the table has semicolons, the account in its header, and in older files no album id', async () => {
    for (const header of ['Artist;Album;AlbumId;Track;Date#me', 'Artist;Album;Track;Date#me']) {
      const cells = header.includes('AlbumId') ? '"A;B";"";"i";T;"1577836800000"' : '"A;B";"";T;1577836800000'
      const { rows, dropped } = await readFile(`\ufeff${header}\r\n${cells}\r\n`)
      assert.deepEqual(toldBy(rows), [['2020-01-01T00:00:00.000Z', 'A;B', 'T', null]])
      assert.deepEqual(dropped, ['username'])
    }
  })
  it('the JSON says the same, and a row without date is told', async () => {
    const { rows, refused } = await readFile(
      JSON.stringify({
        username: 'me',
        scrobbles: [
          { track: 'T', artist: 'A', album: '', albumId: '', date: 1577836800000 },
          { track: 'U', artist: 'A', date: null },
        ],
      }),
    )
    assert.deepEqual(toldBy(rows), [['2020-01-01T00:00:00.000Z', 'A', 'T', null]])
    assert.equal(refused[0].message, 'date is not a time.')
  })
})
