// Tables of tracks as people have them: what is recognised, what every row becomes, and that the report adds up.

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { fixedClock } from '#kernel'
import { Database } from '../storage/sqlite/database.ts'
import { type LibraryStores, sqliteLibrary } from '../storage/sqlite/library.ts'
import { importTable, isTable, type TableReport } from './table.ts'
import { durationOf, keyOf, splitArtists, splitList, spotifyIdOf } from './table-columns.ts'

let stores: LibraryStores
beforeEach(() => {
  stores = sqliteLibrary(new Database(':memory:'), fixedClock(0))
})

const read = (bytes: Uint8Array, chunkBytes = 64) =>
  async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
  }
const load = (content: string | Uint8Array, chunkBytes?: number) =>
  importTable(stores, { path: 'a.csv', read: read(typeof content === 'string' ? Buffer.from(content) : content, chunkBytes) })
const sum = (report: TableReport) =>
  report.imported + report.duplicates + Object.values(report.ignored).reduce((a, b) => a + b, 0) + report.invalid.length
const all = async () => (await stores.tracks.find({ sort: 'title', countMax: 100 })).items

const HEADER = 'track_name,artists,track_id,popularity,danceability,energy,valence,duration_ms'

describe('a table', () => {
  it('is recognised by the columns it has, not by its name', () => {
    assert.ok(isTable(`${HEADER}\n`))
    assert.ok(isTable('name;artist;energy;valence;tempo\n'))
    assert.ok(isTable('\ufeff"Track Name"\t"Artist Name(s)"\t"Popularity"\r\n'))
    assert.ok(isTable(Buffer.from('track_name,artist(s)_name,bpm,key,mode,danceability_%\n')))
    assert.ok(isTable(Buffer.from('\ufeffSong,Performer,Genre\n', 'utf16le')))
    for (const other of [
      '',
      'hello world',
      '[{"ts":"2020"}]',
      'title,artist\n',
      'artist,energy,valence,tempo\n',
      'ts,track_name,artist_name,ms_played,energy,valence,tempo,genre\n',
      'uts,utc_time,artist,album,track,popularity\n',
      'endTime,artistName,trackName,msPlayed\n',
      '#EXTM3U\n',
    ])
      assert.equal(isTable(other), false, other)
    assert.equal(isTable(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0])), false)
  })

  it('becomes the catalogue', async () => {
    const report = await load(
      'track_name,artists,track_id,album_name,release_date,popularity,explicit,danceability,energy,key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,time_signature,duration_ms,playlist_genre,playlist_subgenre,isrc\n' +
        'Jóga,Björk,6f807x0ima9a1j3VPbc7VN,Homogenic,1997-09-22,61,False,0.4,0.5,1,-8.5,0,0.05,0.1,2.33e-5,0.2,0.3,90.5,4,305000,pop,art pop,GB-AYE-97-00001\n',
    )
    assert.deepEqual(
      [report.format, report.read, report.imported, report.duplicates, report.invalid, report.ignored],
      ['table', 1, 1, 0, [], {}],
    )
    const [track] = await all()
    assert.deepEqual(
      [track.title, track.artistCredit, track.albumTitle, track.year, track.durationMs],
      ['Jóga', 'Björk', 'Homogenic', 1997, 305_000],
    )
    assert.deepEqual(
      [track.popularity, track.spotifyId, track.isrc, track.genres],
      [61, '6f807x0ima9a1j3VPbc7VN', 'GBAYE9700001', ['pop', 'art pop']],
    )
    assert.deepEqual(track.attributes, {
      danceability: 0.4, energy: 0.5, valence: 0.3, acousticness: 0.1, instrumentalness: 2.33e-5, speechiness: 0.05, liveness: 0.2, loudness: -8.5, tempo: 90.5,
      key: 1, mode: 0, timeSignature: 4, durationMs: 305_000,
    }) // biome-ignore format: numbers
    assert.deepEqual([track.catalogued, track.playable], [true, false])
  })

  it('makes one track of the rows of several playlists, with all their genres', async () => {
    const report = await load(
      'track_name,artist_name,id,genre,popularity\nA,X,0000000000000000000001,pop,5\nA,X,0000000000000000000001,rock,5\nB,X,0000000000000000000002,pop,6\n',
    )
    assert.deepEqual([report.read, report.imported, report.duplicates], [3, 2, 1])
    assert.deepEqual((await all())[0].genres, ['pop', 'rock'])
    const again = await load('track_name,artist_name,id,genre,popularity\nA,X,0000000000000000000001,pop,5\n')
    assert.deepEqual([again.read, again.imported, again.duplicates], [1, 0, 1])
  })

  it('may part its columns by semicolons or tabs, begin with a mark, and break lines in quotes', async () => {
    for (const [sign, name] of [
      [';', 'A'],
      ['\t', 'B'],
      [',', 'C'],
    ]) {
      const report = await load(
        `\ufeff"title"${sign}"artist"${sign}"genre"\r\n"${name}\nline two"${sign}"X, ""the"" one; Y"${sign}pop\r\n\r\n`,
      )
      assert.deepEqual([report.imported, report.invalid], [1, []], sign)
    }
    const tracks = await all()
    assert.deepEqual(
      tracks.map((track) => track.title),
      ['A\nline two', 'B\nline two', 'C\nline two'],
    )
    assert.deepEqual(
      tracks[0].artists.map((artist) => artist.name),
      ['X, "the" one', 'Y'],
    )
  })

  it('may be written in Windows-1252 or UTF-16, even cut in the middle of a letter', async () => {
    const text = 'title,artist,genre\nCafé Müller,Sigur Rós,x\n'
    for (const bytes of [Buffer.from(text, 'latin1'), Buffer.from(text), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      for (const chunkBytes of [1, 3, 1000]) assert.equal((await load(bytes, chunkBytes)).invalid.length, 0)
    }
    assert.deepEqual(
      (await all()).map((track) => [track.title, track.artistCredit]),
      [['Café Müller', 'Sigur Rós']],
    )
  })

  it('says row by row what is wrong, by line, and loses nothing else', async () => {
    const report = await load(
      [
        HEADER,
        'A,X,,10,0.1,0.2,0.3,200000',
        ',X,,10,0.1,0.2,0.3,200000',
        'B,,,10,0.1,0.2,0.3,200000',
        'C,X,10',
        HEADER,
        'D\ufffd,X,,10,0.1,0.2,0.3,200000',
        'NA,NA,,0,0.1,0.2,0.3,200000',
        'E,X,not-an-id,banana,7,-1,,soon',
        'F,X,,10,0.1,0.2,0.3,200000',
      ].join('\n'),
    )
    assert.deepEqual(
      report.invalid.map((row) => row.where),
      ['line 3', 'line 4', 'line 5', 'line 7', 'line 8'],
    )
    assert.deepEqual([report.read, report.imported, report.ignored], [9, 3, { HEADER_REPEATED: 1 }])
    assert.equal(sum(report), report.read)
    const tracks = await all()
    assert.deepEqual(
      tracks.map((track) => track.title),
      ['A', 'E', 'F'],
    )
    assert.deepEqual([tracks[1].attributes, tracks[1].popularity, tracks[1].spotifyId, tracks[1].durationMs], [null, null, null, null])
  })

  it('survives a quote that is never closed: it costs its own row', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `S${i},X,,1,0.1,0.2,0.3,${100_000 + i * 50_000}`)
    rows[20] = '"Broken,X,,1,0.1,0.2,0.3,200000'
    rows[30] = 'The "Good" One,X,,1,0.1,0.2,0.3,200000'
    const report = await load([HEADER, ...rows].join('\n'))
    assert.deepEqual(
      report.invalid.map((row) => row.where),
      ['line 22'],
    )
    assert.deepEqual([report.read, report.imported], [50, 49])
  })

  it('counts what it does not list', async () => {
    const report = await load(`${HEADER}\n${',X,,1,0.1,0.2,0.3,4\n'.repeat(1500)}`, 65_536)
    assert.deepEqual([report.read, report.invalid.length, report.ignored], [1500, 1000, { MORE_INVALID: 500 }])
  })

  it('always adds up, whatever is in it', async () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', ',', '\n', '0.5', 'A', "['A', 'B']", '\r\n', ';'))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 20 }), async (rows) => {
        const report = await load(`${HEADER}\n${rows.map((row) => row.join(',')).join('\n')}`)
        assert.equal(sum(report), report.read)
      }),
      { numRuns: 60 },
    )
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const report = await load(bytes)
        assert.equal(sum(report), report.read)
        assert.equal(typeof isTable(bytes), 'boolean')
      }),
      { numRuns: 60 },
    )
  })
})

describe('cells', () => {
  it('hold lists of artists in every usual way, and names with commas', () => {
    assert.deepEqual(splitArtists("['A', 'B']", null), ['A', 'B'])
    assert.deepEqual(splitArtists(`["Destiny's Child", 'Guns N\\' Roses']`, null), ["Destiny's Child", "Guns N' Roses"])
    assert.deepEqual(splitArtists('A;B', null), ['A', 'B'])
    assert.deepEqual(splitArtists('Tyler, The Creator', null), ['Tyler, The Creator'])
    assert.deepEqual(splitArtists('Latto, Jung Kook', 2), ['Latto', 'Jung Kook'])
    assert.deepEqual(splitArtists('Tyler, The Creator', 1), ['Tyler, The Creator'])
    assert.deepEqual(splitList('pop; rock|jazz'), ['pop', 'rock', 'jazz'])
    assert.deepEqual(splitList('[]'), [])
  })

  it('hold durations, keys and ids in every usual way', () => {
    assert.deepEqual(['3:45', '1:02:03', '225', '225000', '225.4', 'soon', ''].map(durationOf), [
      225_000,
      3_723_000,
      225_000,
      225_000,
      225_400,
      undefined,
      undefined,
    ])
    assert.deepEqual(['0', '11', '-1', 'C', 'F#', 'Bb', 'D♭', 'x', '12'].map(keyOf), [0, 11, -1, 0, 6, 10, 1, undefined, undefined])
    const id = '6f807x0ima9a1j3VPbc7VN'
    assert.deepEqual(
      [id, `spotify:track:${id}`, `https://open.spotify.com/track/${id}?si=1`, '17', `spotify:album:${id}`].map(spotifyIdOf),
      [id, id, id, null, null],
    )
  })

  it('hold percents where the header says so', async () => {
    await load(
      'track_name,artist(s)_name,artist_count,bpm,key,mode,danceability_%,energy_%\nSeven,"Latto, Jung Kook",2,125,B,Major,80,83\n',
    )
    const [track] = await all()
    assert.deepEqual(
      track.artists.map((artist) => artist.name),
      ['Latto', 'Jung Kook'],
    )
    assert.deepEqual(track.attributes, { danceability: 0.8, energy: 0.83, tempo: 125, key: 11, mode: 1 })
  })
})

describe('a table people really have', () => {
  const path = join(import.meta.dirname, '../../../shared/data/tables/data_moods.csv')
  it('is read whole', { skip: !existsSync(path) && 'data_moods.csv is not beside this checkout' }, async () => {
    const report = await importTable(stores, { path, read: () => createReadStream(path) })
    assert.deepEqual([report.read, sum(report), report.invalid], [686, 686, []])
    assert.equal((await stores.tracks.counts()).catalogued, report.imported)
  })
})
