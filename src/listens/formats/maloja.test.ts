// Maloja's export: polluted lists of artists, time played, a time that alone tells the row.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cleanArtists } from './maloja.ts'
import { readFile, toldBy } from './text-formats.fixture.ts'

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
