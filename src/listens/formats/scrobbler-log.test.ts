// .scrobbler.log: clocks without a zone, skipped tracks, untagged files, ids that are none.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readFile, toldBy } from './text-formats.fixture.ts'

const log = (zone: string, ...lines: string[]) =>
  [
    '#AUDIOSCROBBLER/1.1',
    `#TZ/${zone}`,
    '#CLIENT/Rockbox sansae200 $Revision$',
    '#ARTIST\t#ALBUM\t#TITLE\t#TRACKNUM\t#LENGTH\t#RATING\t#TIMESTAMP\t#MUSICBRAINZ_TRACKID',
    ...lines,
    '',
  ].join('\n')
const line = (timestamp: number | string, rating = 'L', id = '') =>
  `The Beatles\tAbbey Road\tCome Together\t1\t259\t${rating}\t${timestamp}\t${id}`
/** 15 July 2021, 20:00 on the clock of the device. */
const EVENING = Date.UTC(2021, 6, 15, 20) / 1000

describe('.scrobbler.log', () => {
  it('a log of an unknown zone tells what the device’s clock showed, and is read in the zone named', async () => {
    const [berlin] = (await readFile(log('UNKNOWN', line(EVENING)), { zone: 'Europe/Berlin' })).rows
    assert.equal(new Date(berlin.startedAtMs).toISOString(), '2021-07-15T18:00:00.000Z')
    const [utc] = (await readFile(log('UTC', line(EVENING)), { zone: 'Europe/Berlin' })).rows
    assert.equal(new Date(utc.startedAtMs).toISOString(), '2021-07-15T20:00:00.000Z')
    // Line ends of Windows do not hide the header.
    const [windows] = (await readFile(log('UTC', line(EVENING)).replaceAll('\n', '\r\n'), { zone: 'Europe/Berlin' })).rows
    assert.equal(windows.startedAtMs, utc.startedAtMs)
  })
  it('S is a skip, L is none; neither says how long', async () => {
    const { rows } = await readFile(
      log('UTC', line(EVENING, 'L', 'd5e4fb56-e457-4684-aa31-63ce70ee5a8c'), line(EVENING + 300, 'S', 'junk')),
    )
    assert.deepEqual(
      rows.map((row) => [row.skipped, row.msPlayed, row.sourceUri, row.recording?.durationMs]),
      [
        [false, null, 'mbid:d5e4fb56-e457-4684-aa31-63ce70ee5a8c', 259_000],
        [true, null, null, 259_000],
      ],
    )
    assert.equal(rows[0].platform, 'Rockbox sansae200')
  })
  it('untagged files have no artist; version 1.0 has no id; letters of old devices are Windows-1252', async () => {
    const { rows } = await readFile(
      Buffer.from(
        log('UTC', `<Untagged>\t\tUnknown Song.mp3\t0\t180\tL\t${EVENING}\t`, `Bj\xf6rk\tPost\tHyper\t\t\tL\t${EVENING}`).replace(
          '1.1',
          '1.0',
        ),
        'latin1',
      ),
    )
    assert.deepEqual(
      toldBy(rows).map(([, artist, title, album]) => [artist, title, album]),
      [
        ['', 'Unknown Song.mp3', null],
        ['Björk', 'Hyper', 'Post'],
      ],
    )
  })
  it('a clock that was never set, a strange rating, a short line: each told with its line', async () => {
    const { rows, refused } = await readFile(log('UTC', line(5), line(EVENING, 'X'), 'A\tB', line('x'), line(EVENING)))
    assert.equal(rows.length, 1)
    assert.deepEqual(
      refused.map(({ where, message }) => `${where}: ${message}`),
      [
        'line 5: The timestamp lies before 2002, when there was nothing to listen with.',
        'line 6: The rating is neither L (listened) nor S (skipped).',
        'line 7: The line has 2 columns; at least seven were expected.',
        'line 8: The timestamp is not a time.',
      ],
    )
  })
  it('logs put together each go by their own header', async () => {
    const { rows } = await readFile(log('UTC', line(EVENING)) + log('UNKNOWN', line(EVENING)), { zone: 'Asia/Tokyo' })
    assert.deepEqual(
      rows.map((row) => new Date(row.startedAtMs).getUTCHours()),
      [20, 11],
    )
  })
})
