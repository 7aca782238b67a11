// Apple's play activity: segments become listens, artists are joined, every row is accounted for, and nothing personal is read.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '#kernel'
import type { HeardRow } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { ListenerId } from '../listener.ts'
import { recognise } from '../recognise.ts'
import type { SourceId } from '../source.ts'
import { appleFavorites } from './apple-favorites.ts'
import { appleMusic } from './apple-music.ts'
import type { Stretch } from './format.ts'

const NOW = Date.UTC(2026, 10, 21)
const START = Date.UTC(2024, 2, 5, 23, 50)
const MINUTE = 60_000

const file = (path: string, text: string): Input => ({
  path,
  sizeBytes: text.length,
  recognised: recognise(Buffer.from(text).subarray(0, 65_536), path),
  read: async function* () {
    for (let at = 0; at < text.length; at += 5000) yield Buffer.from(text).subarray(at, at + 5000)
  },
})
const csv = (rows: readonly Record<string, string | number>[]) => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (cells: readonly (string | number)[]) => cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')
  return `\ufeff${[names, ...rows.map((row) => names.map((name) => row[name] ?? ''))].map(line).join('\r\n')}\r\n`
}
const row = (endedAtMs: number, set: Record<string, string | number> = {}) => ({
  'Apple ID Number': '42', 'Album Name': 'Album', 'Client IP Address': '203.0.113.9', 'Device Identifier': 'd1', 'End Reason Type': 'NATURAL_END_OF_TRACK',
  'Event End Timestamp': new Date(endedAtMs).toISOString(), 'Event Received Timestamp': new Date(endedAtMs + 9e7).toISOString(),
  'Event Type': 'PLAY_END', 'IP Latitude': '52.5', 'IP Longitude': '13.4', 'Item Type': 'ITUNES_STORE_CONTENT', 'Media Duration In Milliseconds': 200_000,
  'Media Type': 'AUDIO', 'Play Duration Milliseconds': 200_000, 'Song Name': 'Song', 'UTC Offset In Seconds': 3600, ...set,
}) // biome-ignore format: a table

async function read(rows: readonly Record<string, string | number>[], siblings: Input[] = []) {
  const input = file('Apple Music Play Activity.csv', csv(rows))
  assert.equal(input.recognised.as === 'history' && input.recognised.format.name, 'apple-music')
  const listens: HeardRow[] = []
  const ignored: Record<string, number> = {}
  const refused: { where: string; message: string }[] = []
  const dropped = new Set<string>()
  const context = { listenerId: 1 as ListenerId, sourceId: 1 as SourceId, nowMs: NOW, zone: 'UTC', siblings: [input, ...siblings] }
  for await (const stretch of appleMusic.read(input, context)) {
    listens.push(...stretch.rows)
    refused.push(...(stretch.refused ?? []))
    for (const [reason, count] of Object.entries(stretch.ignored ?? {})) ignored[reason] = (ignored[reason] ?? 0) + count
    for (const name of stretch.dropped ?? []) dropped.add(name)
  }
  const told = listens.length + refused.length + Object.values(ignored).reduce((sum, n) => sum + n, 0)
  assert.equal(told, rows.length, 'every row is accounted for')
  return { listens, ignored, refused, dropped }
}

describe('Apple Music', () => {
  it('a listen with pauses and a scrub is one listen, with its pauses in its span and not in its time', async () => {
    const { listens, ignored } = await read([
      row(START, { 'End Reason Type': 'PLAYBACK_MANUALLY_PAUSED', 'Play Duration Milliseconds': 60_000 }),
      row(START + 10 * MINUTE, { 'End Reason Type': 'SCRUB_BEGIN', 'Play Duration Milliseconds': 30_000 }),
      row(START + 10 * MINUTE, { 'End Reason Type': 'SCRUB_END', 'Play Duration Milliseconds': 55_000 }),
      row(START + 11 * MINUTE, { 'Play Duration Milliseconds': 60_000 }),
    ])
    assert.equal(listens.length, 1)
    assert.deepEqual(ignored, { STITCHED: 3 })
    const [listen] = listens
    assert.deepEqual([listen.msPlayed, listen.startedAtMs, listen.endedAtMs], [150_000, START - 60_000, START + 11 * MINUTE])
    assert.deepEqual([listen.reasonEnd, listen.precision, listen.timeTold], ['trackdone', 'ms', 'end'])
    assert.equal(JSON.parse(listen.raw!).segments.length, 4)
  })

  it('is closed by another reason, track, device, or half an hour', async () => {
    const pause = { 'End Reason Type': 'PLAYBACK_MANUALLY_PAUSED', 'Play Duration Milliseconds': 60_000 }
    const go = { 'Play Duration Milliseconds': 60_000 }
    for (const [first, second, afterMs] of [
      [{ ...pause, 'End Reason Type': 'TRACK_SKIPPED_FORWARDS' }, go, 2 * MINUTE],
      [{ ...pause, 'End Reason Type': 'A_WORD_OF_NEXT_YEAR' }, go, 2 * MINUTE],
      [pause, { ...go, 'Song Name': 'Other' }, 2 * MINUTE],
      [pause, { ...go, 'Device Identifier': 'd2' }, 2 * MINUTE],
      [pause, go, 31 * MINUTE],
    ] as const) {
      const { listens } = await read([row(START, first), row(START + afterMs, second)])
      assert.equal(listens.length, 2, JSON.stringify([first, second, afterMs]))
    }
    assert.equal((await read([row(START, pause), row(START + 30 * MINUTE, go)])).listens.length, 1)
  })

  it('what is no playback is left alone with its reason; broken rows are told', async () => {
    const { listens, ignored, refused } = await read([
      row(START, { 'Event Type': 'PLAY_START' }),
      row(START, { 'Event Type': 'LYRIC_DISPLAY' }),
      row(START, { 'Container Origin Type': 'STREAM_RADIO_STATION' }),
      row(START, { 'Item Type': 'AUDIO_AD' }),
      row(START, { 'Item Type': 'TIMED_METADATA_PING', 'Play Duration Milliseconds': 0 }),
      row(START, { 'Song Name': '' }),
      row(START, { 'Play Duration Milliseconds': 'many' }),
      row(START, { 'Event End Timestamp': '2031-01-01T00:00:00Z' }),
      row(START, { 'Event End Timestamp': 'yesterday' }),
      row(START, { 'Play Duration Milliseconds': 0, 'End Reason Type': 'TRACK_SKIPPED_FORWARDS' }),
      row(START + MINUTE, { 'Play Duration Milliseconds': -52_000, 'End Reason Type': 'TRACK_SKIPPED_BACKWARDS' }),
    ])
    assert.deepEqual(ignored, { PLAY_START: 1, LYRIC_DISPLAY: 1, RADIO_STATION: 1, ADVERTISEMENT: 1, NOTHING_PLAYED: 1, NO_TITLE: 1 })
    assert.deepEqual(
      listens.map(({ msPlayed, reasonEnd, raw }) => [msPlayed, reasonEnd, JSON.parse(raw!).playedMs]),
      [
        [0, 'fwdbtn', undefined],
        [0, 'backbtn', -52_000],
      ],
    )
    assert.equal(refused.length, 3)
    assert.match(refused[0].where, /^row 7, byte \d+$/)
  })

  it('old column names, and files without event types', async () => {
    const { 'Song Name': _song, 'Event Type': _event, ...rest } = row(START)
    const [listen] = (await read([{ ...rest, 'Content Name': 'Old', 'Artist Name': 'Told' }])).listens
    assert.deepEqual([listen.title, listen.artistName], ['Old', 'Told'])
  })

  it('finds the artist by title and day, then by album, then by a title that only one has; and leaves the ambiguous', async () => {
    const day = (date: string, description: string) => ({
      Country: 'DE',
      'Date Played': date,
      'Play Duration Milliseconds': 1,
      'Track Description': description,
    })
    const daily = file('Apple Music - Play History Daily Tracks.csv', csv([
      day('20240306', 'Ann - Song'), day('20240101', 'Ben - Song'), day('20240305', 'Cat - Twin'), day('20240305', 'Dan - Twin'),
      day('20200101', 'Eve - Alone'), day('20240305', 'Fay - One - Two'), day('20240305', 'Gil - Known'), day('20240306', 'Hal - Known'),
    ])) // biome-ignore format: a table
    const library = file(
      'Apple Music Library Tracks.json',
      JSON.stringify([{ 'Content Type': 'Song', 'Track Identifier': 1, Title: 'Known', Artist: 'Hal', Album: 'Album' }]),
    )
    const names = ['Song', 'Twin', 'Alone', 'One - Two', 'Known', 'Never']
    const { listens } = await read(
      names.map((name, i) => row(START + i * MINUTE, { 'Song Name': name })),
      [daily, library],
    )
    assert.deepEqual(listens.map((listen) => [listen.title, listen.artistName]), [
      ['Song', 'Ann'], ['Twin', ''], ['Alone', 'Eve'], ['One - Two', 'Fay'], ['Known', 'Hal'], ['Never', ''],
    ]) // biome-ignore format: a table
    for (const other of [daily, library]) assert.equal(other.recognised.as === 'ignored' && other.recognised.reason, 'USED_FOR_ARTISTS')
  })

  it('reads nothing personal, and names what it left out', async () => {
    const { listens, dropped } = await read([row(START)])
    assert.deepEqual([...dropped].sort(), ['Apple ID Number', 'Client IP Address', 'Device Identifier', 'IP Latitude', 'IP Longitude'])
    for (const secret of ['203.0.113.9', '52.5', '13.4', 'd1', '42'])
      assert.equal(JSON.stringify(listens, (_key, value) => (typeof value === 'bigint' ? '' : value)).includes(`"${secret}"`), false)
  })

  it('gives the same listens in whatever order the rows stand', async () => {
    const reasons = ['PLAYBACK_MANUALLY_PAUSED', 'NATURAL_END_OF_TRACK', 'SCRUB_END', 'TRACK_SKIPPED_FORWARDS']
    const made = Array.from({ length: 30 }, (_, i) =>
      row(START + i * 97_000, {
        'Song Name': `S${i % 7 < 4 ? 1 : 2}`,
        'End Reason Type': reasons[(i * 7) % 4],
        'Device Identifier': `d${i % 2}`,
        'Play Duration Milliseconds': 50_000,
      }),
    )
    const told = async (rows: typeof made) => (await read(rows)).listens.map((one) => `${one.identity} ${one.msPlayed}`).sort()
    const expected = await told(made)
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => assert.deepEqual(await told(seededRandom(seed).shuffle(made)), expected)),
      { numRuns: 15 },
    )
  })

  it('favourites are hearts and bans, where the name can be cut in one way only', async () => {
    const one = (type: string, description: string, preference: string) => ({
      'Favorite Type': type,
      'Item Description': description,
      'Last Modified': '2024-01-02T03:04:05Z',
      Preference: preference,
    })
    const input = file(
      'Apple Music - Favorites.csv',
      csv([
        one('SONG', 'Ann - A', 'LIKE'),
        one('SONG', 'Ben - B', 'DISLIKE'),
        one('SONG', 'C - D - E', 'LIKE'),
        one('ALBUM', 'Ann - X', 'LIKE'),
        one('SONG', 'Ann - Z', ''),
      ]),
    )
    assert.equal(input.recognised.as === 'history' && input.recognised.format.name, 'apple-favorites')
    const all: Stretch[] = []
    for await (const stretch of appleFavorites.read(input, {
      listenerId: 1 as ListenerId,
      sourceId: 1 as SourceId,
      nowMs: NOW,
      zone: 'UTC',
      siblings: [],
    }))
      all.push(stretch)
    const told = all.flatMap((stretch) => stretch.feedback ?? [])
    assert.deepEqual(
      told.map(({ kind, artistName, title, atMs }) => [kind, artistName, title, atMs]),
      [
        ['love', 'Ann', 'A', Date.UTC(2024, 0, 2, 3, 4, 5)],
        ['ban', 'Ben', 'B', Date.UTC(2024, 0, 2, 3, 4, 5)],
      ],
    )
    assert.deepEqual(Object.assign({}, ...all.map(({ ignored }) => ignored)), { AMBIGUOUS_NAME: 1, ALBUM: 1, NO_PREFERENCE: 1 })
  })
})
