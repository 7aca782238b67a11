// Koito's export: names in lists of aliases, artists with or without a main one, lengths that are 0 where they are not known.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readFile, toldBy } from './text-formats.fixture.ts'

const aliases = (...names: string[]) =>
  names.map((alias, index) => ({ alias, source: index === 0 ? 'Canonical' : 'MusicBrainz', is_primary: index === 0 }))
const artist = (name: string, main = false, other = 'Other name') => ({
  image_url: 'x',
  mbid: null,
  is_primary: main,
  aliases: aliases(name, other),
})
const listen = (set: object = {}) => ({
  listened_at: '2022-01-08T22:32:08Z',
  client: 'Navidrome',
  track: { mbid: null, duration: 354, aliases: aliases('T') },
  album: { image_url: 'x', mbid: 'd0ec30bd-7cdc-417c-979d-5a0631b8a161', aliases: aliases('B'), various_artists: false },
  artists: [artist('A'), artist('B2')],
  ...set,
})
const exported = (...listens: object[]) => JSON.stringify({ version: '1', exported_at: '2025-06-18T12:56:53Z', user: 'me', listens })

describe('Koito', () => {
  it('takes the main name of each, and the order of the credit', async () => {
    const { rows, dropped } = await readFile(exported(listen(), listen({ artists: [artist('A'), artist('Main', true)] })), {
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
      exported(listen({ track: { mbid, duration: 0, aliases: aliases('鈴木') }, album: { various_artists: true, aliases: [] } })),
    )
    assert.deepEqual(rows[0].recording, { artistNames: ['A', 'B2'], recordingMbid: mbid, albumArtistName: 'Various Artists' })
    assert.deepEqual([rows[0].sourceUri, rows[0].title, rows[0].albumTitle], [`mbid:${mbid}`, '鈴木', null])
  })
  it('what is missing is told, or left empty', async () => {
    const { rows, refused } = await readFile(
      exported(listen({ listened_at: 'x' }), listen({ artists: null, track: null }), listen({ artists: null })),
    )
    assert.deepEqual(
      refused.map(({ message }) => message),
      ['listened_at is not a date.', 'The row names neither a title nor an artist.'],
    )
    assert.deepEqual([rows[0].artistName, rows[0].title], ['', 'T'])
  })
})
