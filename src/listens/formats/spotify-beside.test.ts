// Playlists and library of Spotify's account data: every entry told once, of old and new exports, whole or broken off.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Input } from '../input.ts'
import type { ListenerId } from '../listener.ts'
import { recognise } from '../recognise.ts'
import type { SourceId } from '../source.ts'
import type { Stretch } from './format.ts'

async function read(content: unknown) {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, null, 1))
  const input: Input = {
    path: 'x.json',
    sizeBytes: bytes.length,
    recognised: recognise(bytes.subarray(0, 65_536)),
    read: async function* () {
      yield bytes
    },
  }
  const all: Stretch[] = []
  const { recognised } = input
  assert.equal(recognised.as, 'history')
  const context = { listenerId: 1 as ListenerId, sourceId: 1 as SourceId, nowMs: 0, zone: 'UTC', siblings: [] }
  if (recognised.as === 'history') for await (const one of recognised.format.read(input, context)) all.push(one)
  assert.equal(all.length, 1)
  return { ...all[0], format: recognised.as === 'history' ? recognised.format.name : '' }
}
const track = (name: string, uri?: string) => ({
  track: { trackName: name, artistName: 'Ann', albumName: 'Album', ...(uri ? { trackUri: uri } : {}) },
  episode: null,
  localTrack: null,
})
const PLAYLISTS = {
  playlists: [
    { name: 'Mine', lastModifiedDate: '2024-02-03', collaborators: ['SECRET'], description: 'Rock &amp; roll &#x2F; &#39;n&#39; &lt;3', numberOfFollowers: 1, items: [
      { ...track('Song', 'spotify:track:t1'), addedDate: '2024-01-02' },
      { track: null, episode: { episodeName: 'One', showName: 'Show', episodeUri: 'spotify:episode:e1' }, localTrack: null, addedDate: '2024-01-03' },
      { track: null, episode: null, localTrack: { uri: 'spotify:local:Ben+%26+Co:Own%3A+Album:My+song:201' } },
      { track: null, episode: null, localTrack: null },
    ] },
    { name: 'Old', lastModifiedDate: '2019-01-01', items: [track('Bare')], description: null },
    { lastModifiedDate: '2019-01-01', items: [] },
  ],
} // biome-ignore format: a table

describe('beside the history', () => {
  it('playlists with tracks, episodes and own files, in order', async () => {
    const { format, playlists, refused, dropped, rows } = await read(PLAYLISTS)
    assert.deepEqual([format, rows.length, dropped], ['spotify-playlists', 0, ['collaborators']])
    const [mine, old] = playlists!
    assert.deepEqual([mine.name, mine.description, mine.modifiedAtMs], ['Mine', "Rock & roll / 'n' <3", Date.UTC(2024, 1, 3)])
    assert.deepEqual(
      mine.items.map((item) => [item.title, item.artistName, item.albumTitle, item.sourceUri, item.addedAtMs]),
      [
        ['Song', 'Ann', 'Album', 'spotify:track:t1', Date.UTC(2024, 0, 2)],
        ['One', 'Show', null, 'spotify:episode:e1', Date.UTC(2024, 0, 3)],
        ['My song', 'Ben & Co', 'Own: Album', null, null],
      ],
    )
    assert.deepEqual([old.name, old.items[0].sourceUri], ['Old', null])
    assert.deepEqual(
      refused!.map(({ where }) => where),
      ['playlist 1, entry 4', 'playlist 3'],
    )
    assert.equal(JSON.stringify(playlists).includes('SECRET'), false)
  })

  it('liked and banned tracks; the rest of the library is counted', async () => {
    const one = (name: string) => ({ artist: 'Ann', album: 'Album', track: name, uri: `spotify:track:${name}` })
    const { format, feedback, ignored, refused } = await read({
      tracks: [one('a'), one('b'), {}],
      albums: [{}],
      shows: [{}, {}],
      episodes: [],
      bannedTracks: [one('c')],
      artists: [{}],
      bannedArtists: [],
      other: [],
    })
    assert.equal(format, 'spotify-library')
    assert.deepEqual(
      feedback!.map(({ kind, title, sourceUri, atMs }) => [kind, title, sourceUri, atMs]),
      [
        ['love', 'a', 'spotify:track:a', null],
        ['love', 'b', 'spotify:track:b', null],
        ['ban', 'c', 'spotify:track:c', null],
      ],
    )
    assert.deepEqual([ignored, refused!.length], [{ ALBUM: 1, SHOW: 2, ARTIST: 1 }, 1])
  })

  it('broken off anywhere: what stands before is kept, and the place is told', async () => {
    const text = JSON.stringify({ playlists: [{ name: 'A', items: Array.from({ length: 40 }, (_, i) => track(`"${i}]}`)) }] }, null, 1)
    for (let at = 400; at < text.length; at += 401) {
      const { playlists, refused } = await read(text.slice(0, at))
      assert.match(refused![0].where, /^byte \d+$/)
      for (const [i, item] of (playlists![0]?.items ?? []).entries()) assert.equal(item.title, `"${i}]}`)
      if (at > text.length - 410) assert.ok(playlists![0].items.length >= 35)
    }
    const wrong = await read(text.replace('"trackName": "\\"20', 'oops "trackName": "\\"20'))
    assert.deepEqual([wrong.playlists![0].items.length, wrong.refused!.length], [20, 1])
    assert.equal((await read(`{"playlists":[{"items":${'['.repeat(100_000)}`)).refused!.length, 1)
    const endless = await read(`{"tracks":${'['.repeat(9_000_000)}`)
    assert.deepEqual([endless.feedback, endless.refused!.map(({ message }) => /larger than any/.test(message))], [[], [true]])
    assert.deepEqual((await read('{"playlists":[]}')).playlists, [])
  })
})
