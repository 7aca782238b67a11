// Maloja, Koito, .scrobbler.log, Pano Scrobbler and Libre.fm: what each of them writes, and what other importers got wrong of it.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { koito } from './koito.ts'
import { librefm } from './librefm.ts'
import { cleanArtists, maloja } from './maloja.ts'
import { panoCsv, panoJson } from './pano.ts'
import { readerOf, toldBy } from './read-format.fixture.ts'
import { scrobblerLog } from './scrobbler-log.ts'

const readFile = readerOf(maloja, koito, scrobblerLog, panoJson, panoCsv, librefm)

const exported = (...scrobbles: object[]) => JSON.stringify({ maloja: { export_time: 1761035593 }, scrobbles }, null, 2)
const scrobble = (set: object = {}, track: object = {}) => ({
  time: 1577836800,
  track: { artists: ['Main'], title: 'T', album: { artists: ['Main'], albumtitle: 'B' }, length: 245, ...track },
  duration: 100,
  origin: 'client:x',
  ...set,
})

describe('Maloja', () => {
  it('reads words, the length of the track and the time played', async () => {
    const { rows } = await readFile(exported(scrobble(), scrobble({ time: 1577836900, duration: null }, { album: null, length: null })), {
      chunkBytes: 20,
    })
    assert.deepEqual(toldBy(rows), [
      ['2020-01-01T00:00:00.000Z', 'Main', 'T', 'B'],
      ['2020-01-01T00:01:40.000Z', 'Main', 'T', null],
    ])
    assert.deepEqual(
      rows.map((row) => [row.msPlayed, row.recording?.durationMs ?? null]),
      [
        [100_000, 245_000],
        [null, null],
      ],
    )
    assert.equal(rows[0].raw, '{"origin":"client:x"}')
  })
  it('takes polluted artists apart', () => {
    assert.deepEqual(cleanArtists(['Feat', 'Main • Feat']), ['Main', 'Feat'])
    assert.deepEqual(cleanArtists(['Main • Feat']), ['Main', 'Feat'])
    assert.deepEqual(cleanArtists(['main', 'Main', ' ', 5]), ['main'])
    assert.deepEqual(cleanArtists(['Earth, Wind & Fire', 'AC/DC']), ['Earth, Wind & Fire', 'AC/DC'])
    assert.deepEqual(cleanArtists(undefined), [])
  })
  it('names mended at the source make no other row of it', async () => {
    const [before, after] = await Promise.all([
      readFile(exported(scrobble())),
      readFile(exported(scrobble({}, { artists: ['Main', 'Feat'], title: 'T (feat. Feat)' }))),
    ])
    assert.equal(before.rows[0].identity, after.rows[0].identity)
  })
  it('a broken export is read up to the break', async () => {
    const text = exported(scrobble(), scrobble({ time: 'x' }), scrobble({ time: 1577836900 }))
    const { rows, refused } = await readFile(text.slice(0, text.lastIndexOf('"origin"')))
    assert.equal(rows.length, 1)
    assert.deepEqual(
      refused.map(({ message }) => message.slice(0, 25)),
      ['time is not a time.', 'The file ends in the midd'],
    )
  })
})

const aliases = (...names: string[]) =>
  names.map((alias, index) => ({ alias, source: index === 0 ? 'Canonical' : 'MusicBrainz', is_primary: index === 0 }))
const artist = (name: string, main = false, other = 'Other name') => ({
  image_url: 'x',
  mbid: null,
  is_primary: main,
  aliases: aliases(name, other),
})
const koitoListen = (set: object = {}) => ({
  listened_at: '2022-01-08T22:32:08Z',
  client: 'Navidrome',
  track: { mbid: null, duration: 354, aliases: aliases('T') },
  album: { image_url: 'x', mbid: 'd0ec30bd-7cdc-417c-979d-5a0631b8a161', aliases: aliases('B'), various_artists: false },
  artists: [artist('A'), artist('B2')],
  ...set,
})
const koitoExport = (...listens: object[]) => JSON.stringify({ version: '1', exported_at: '2025-06-18T12:56:53Z', user: 'me', listens })

describe('Koito', () => {
  it('takes the main name of each, and the order of the credit', async () => {
    const { rows, dropped } = await readFile(koitoExport(koitoListen(), koitoListen({ artists: [artist('A'), artist('Main', true)] })), {
      chunkBytes: 64,
    })
    assert.deepEqual(toldBy(rows), [
      ['2022-01-08T22:32:08.000Z', 'A, B2', 'T', 'B'],
      ['2022-01-08T22:32:08.000Z', 'Main, A', 'T', 'B'],
    ])
    assert.deepEqual(rows[0].recording, { artistNames: ['A', 'B2'], durationMs: 354_000 })
    assert.deepEqual([rows[0].platform, rows[0].msPlayed, dropped], ['Navidrome', null, ['user']])
  })
  it('a length of 0 is none; ids are ids', async () => {
    const mbid = 'ac1f8da0-21d7-426e-83b0-befff06f0871'
    const { rows } = await readFile(
      koitoExport(koitoListen({ track: { mbid, duration: 0, aliases: aliases('鈴木') }, album: { various_artists: true, aliases: [] } })),
    )
    assert.deepEqual(rows[0].recording, { artistNames: ['A', 'B2'], recordingMbid: mbid, albumArtistName: 'Various Artists' })
    assert.deepEqual([rows[0].sourceUri, rows[0].title, rows[0].albumTitle], [`mbid:${mbid}`, '鈴木', null])
  })
  it('what is missing is told, or left empty', async () => {
    const { rows, refused } = await readFile(
      koitoExport(koitoListen({ listened_at: 'x' }), koitoListen({ artists: null, track: null }), koitoListen({ artists: null })),
    )
    assert.deepEqual(
      refused.map(({ message }) => message),
      ['listened_at is not a date.', 'The row names neither a title nor an artist.'],
    )
    assert.deepEqual([rows[0].artistName, rows[0].title], ['', 'T'])
  })
})

const log = (zone: string, ...lines: string[]) =>
  [
    '#AUDIOSCROBBLER/1.1',
    `#TZ/${zone}`,
    '#CLIENT/Rockbox sansae200 $Revision$',
    '#ARTIST\t#ALBUM\t#TITLE\t#TRACKNUM\t#LENGTH\t#RATING\t#TIMESTAMP\t#MUSICBRAINZ_TRACKID',
    ...lines,
    '',
  ].join('\n')
const logLine = (timestamp: number | string, rating = 'L', id = '') =>
  `The Beatles\tAbbey Road\tCome Together\t1\t259\t${rating}\t${timestamp}\t${id}`
/** 15 July 2021, 20:00 on the clock of the device. */
const EVENING = Date.UTC(2021, 6, 15, 20) / 1000

describe('.scrobbler.log', () => {
  it('a log of an unknown zone tells what the device’s clock showed, and is read in the zone named', async () => {
    const [berlin] = (await readFile(log('UNKNOWN', logLine(EVENING)), { zone: 'Europe/Berlin' })).rows
    assert.equal(new Date(berlin.startedAtMs).toISOString(), '2021-07-15T18:00:00.000Z')
    const [utc] = (await readFile(log('UTC', logLine(EVENING)), { zone: 'Europe/Berlin' })).rows
    assert.equal(new Date(utc.startedAtMs).toISOString(), '2021-07-15T20:00:00.000Z')
    // Line ends of Windows do not hide the header.
    const [windows] = (await readFile(log('UTC', logLine(EVENING)).replaceAll('\n', '\r\n'), { zone: 'Europe/Berlin' })).rows
    assert.equal(windows.startedAtMs, utc.startedAtMs)
  })
  it('S is a skip, L is none; neither says how long', async () => {
    const { rows } = await readFile(
      log('UTC', logLine(EVENING, 'L', 'd5e4fb56-e457-4684-aa31-63ce70ee5a8c'), logLine(EVENING + 300, 'S', 'junk')),
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
    const { rows, refused } = await readFile(log('UTC', logLine(5), logLine(EVENING, 'X'), 'A\tB', logLine('x'), logLine(EVENING)))
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
    const { rows } = await readFile(log('UTC', logLine(EVENING)) + log('UNKNOWN', logLine(EVENING)), { zone: 'Asia/Tokyo' })
    assert.deepEqual(
      rows.map((row) => new Date(row.startedAtMs).getUTCHours()),
      [20, 11],
    )
  })
})

const event = (set: object = {}) => ({
  timeHuman: 'November 12, 2025, 08:31 CST', timeMs: 1762957898933, artist: 'K', track: 'S', album: 'P', albumArtist: 'V', durationMs: 346958,
  mediaPlayerPackage: 'com.x', mediaPlayerName: 'MediaMonkey', mediaPlayerVersion: '2', event: 'scrobble', ...set,
}) // biome-ignore format: a table
const csv = (...events: object[]) =>
  [
    Object.keys(event()).join(','),
    ...events.map((one) =>
      Object.values(one)
        .map((cell) => `"${String(cell).replaceAll('"', '""')}"`)
        .join(','),
    ),
  ].join('\n')
const lines = (...events: object[]) => events.map((one) => JSON.stringify(one)).join('\n')

describe('Pano Scrobbler', () => {
  it('tells the same as lines and as CSV; durationMs is the length of the track and not the time played', async () => {
    const [fromLines, fromCsv] = await Promise.all([readFile(lines(event())), readFile(csv(event()))])
    for (const { rows } of [fromLines, fromCsv]) {
      assert.deepEqual(toldBy(rows), [['2025-11-12T14:31:38.933Z', 'K', 'S', 'P']])
      assert.deepEqual([rows[0].msPlayed, rows[0].precision, rows[0].platform], [null, 'ms', 'MediaMonkey'])
      assert.deepEqual(rows[0].recording, { albumArtistName: 'V', durationMs: 346958 })
    }
    assert.deepEqual(fromLines.rows[0].identity, fromCsv.rows[0].identity)
  })
  it('hearts are hearts, and other events are counted', async () => {
    for (const write of [lines, csv]) {
      const { rows, feedback, ignored } = await readFile(
        write(
          event(),
          event({ event: 'love' }),
          event({ event: 'hate', track: 'X' }),
          event({ event: 'unlove' }),
          event({ event: 'seen' }),
        ),
      )
      assert.equal(rows.length, 1)
      assert.deepEqual(
        feedback.map(({ kind, title, atMs }) => [kind, title, atMs]),
        [
          ['love', 'S', 1762957898933],
          ['ban', 'X', 1762957898933],
        ],
      )
      assert.deepEqual(ignored, { TAKEN_BACK: 1, OTHER_EVENT: 1 })
    }
  })
  it('rows that cannot be are told', async () => {
    const { rows, refused } = await readFile(`${csv(event({ timeMs: 'x' }), event())}\na,b\n`)
    assert.equal(rows.length, 1)
    assert.deepEqual(
      refused.map(({ where, message }) => `${where}: ${message}`),
      ['line 2: timeMs is not a time.', 'line 4: The row has 2 columns, the header 11.'],
    )
  })
})

const TOLD = [
  ['2023-07-26T05:06:00.000Z', 'The Horrors', 'New Ice Age', 'Primary Colours'],
  ['2023-07-26T05:10:25.000Z', 'Sweet Garden', 'Altered State', null],
]

describe('Libre.fm', () => {
  for (const [what, text] of [
    ['plain', 'Artist,Track,Album,Time\nThe Horrors,New Ice Age,Primary Colours,1690347960\nSweet Garden,Altered State,,1690348225\n'],
    [
      'with comments',
      '# any, number\n#\n+ACM- of "them\nArtist,Track,Album,Time\nThe Horrors,New Ice Age,Primary Colours,1690347960\n# here too\nSweet Garden,Altered State,,1690348225',
    ],
    [
      'with the number of the user',
      'userid,Artist,track,Album,time\n1,The Horrors,New Ice Age,Primary Colours,1690347960\n1,Sweet Garden,Altered State,,1690348225\n',
    ],
    ['without a header', 'The Horrors,New Ice Age,Primary Colours,1690347960\n"Sweet Garden",Altered State,"",1690348225\n'],
  ] as const)
    it(what, async () => {
      const { rows, refused, format } = await readFile(text)
      assert.deepEqual([format, toldBy(rows), refused], ['librefm', TOLD, []])
    })
  it('without albums, with a header and without', async () => {
    for (const header of ['Artist,Track,Time\n', ''])
      assert.deepEqual(toldBy((await readFile(`${header}"A, B",T; U,1690347960\n`)).rows), [
        ['2023-07-26T05:06:00.000Z', 'A, B', 'T; U', null],
      ])
  })
  it('what is no row is told with its line', async () => {
    const { rows, refused } = await readFile(
      '# x\nArtist,Track,Album,Time\nA,T,B,1690347960\nNever,Gonna,Give,You,Up\nA,T,B,\nA,T,B,soon\n',
    )
    assert.equal(rows.length, 1)
    assert.deepEqual(
      refused.map(({ where, message }) => `${where}: ${message}`),
      ['line 4: The row has 5 columns; 4 were expected.', 'line 5: time is missing.', 'line 6: time is not a time.'],
    )
  })
})
