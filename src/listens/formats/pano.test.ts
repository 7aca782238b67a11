// Pano Scrobbler: lengths that are the track's, hearts among the scrobbles. And Libre.fm: comments in its CSV.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readFile, toldBy } from './text-formats.fixture.ts'

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
