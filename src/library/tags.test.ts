// What is read from the tags of files, made here byte by byte; and what their first bytes and their paths tell.

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { flac, mp3, opus, png, wav } from './audio-bytes.fixture.ts'
import { namesFromPath } from './path-names.ts'
import readFiles, { type FileRead } from './read-files.job.ts'
import { formatOfContent, formatOfEnding, pictureType } from './sniff.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-tags-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function read(name: string, bytes: Uint8Array): Promise<FileRead> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return (await readFiles([{ path, knownHash: null }])).files[0]
}
async function tagsOf(name: string, bytes: Uint8Array) {
  const file = await read(name, bytes)
  assert.equal(file.kind, 'read', JSON.stringify(file))
  return (file as Extract<FileRead, { kind: 'read' }>).tags
}

describe('tags', () => {
  it('are read from FLAC with several artists and genres, ids, numbers and gain', async () => {
    const tags = await tagsOf(
      'a.flac',
      flac(
        {
          TITLE: 'Naïve', ARTIST: ['A', 'B'], ALBUM: 'Both', ALBUMARTIST: 'A', GENRE: ['Jazz', 'Soul; Funk'], TRACKNUMBER: '3', DISCNUMBER: '2', DATE: '1999-05-01',
          ISRC: 'us-abc-99-00001', MUSICBRAINZ_TRACKID: 'rec', MUSICBRAINZ_ALBUMID: 'rel', COMPILATION: '1', REPLAYGAIN_TRACK_GAIN: '-6.50 dB', REPLAYGAIN_ALBUM_GAIN: '-7.25 dB',
        }, // biome-ignore format: a list of tags
        { durationS: 123.5 },
      ),
    )
    assert.deepEqual(
      [tags.title, tags.artistNames, tags.artistCredit, tags.albumTitle, tags.albumArtistName],
      ['Naïve', ['A', 'B'], 'A, B', 'Both', 'A'],
    )
    assert.deepEqual([tags.genres, tags.trackNo, tags.discNo, tags.year, tags.isrc], [['Jazz', 'Soul', 'Funk'], 3, 2, 1999, 'USABC9900001'])
    assert.deepEqual([tags.recordingMbid, tags.albumMbid, tags.compilation], ['rec', 'rel', true])
    assert.deepEqual([tags.replayGainTrackDb, tags.replayGainAlbumDb], [-6.5, -7.25])
    assert.deepEqual([tags.codec, tags.sampleRateHz, tags.channels, tags.durationMs], ['flac', 44_100, 2, 123_500])
  })

  it('are read from MP3, where AC/DC stays one artist', async () => {
    const tags = await tagsOf(
      'a.mp3',
      mp3({ TIT2: 'T.N.T.', TPE1: 'AC/DC', TALB: 'High Voltage', TRCK: '6/9', TPOS: '1/1', TCON: ['Rock', 'Hard Rock'], TDRC: '1975' }),
    )
    assert.deepEqual(
      [tags.title, tags.artistNames, tags.trackNo, tags.discNo, tags.year, tags.genres],
      ['T.N.T.', ['AC/DC'], 6, 1, 1975, ['Rock', 'Hard Rock']],
    )
    assert.deepEqual([tags.codec, tags.sampleRateHz], ['mp3', 44_100])
    const two = await tagsOf('b.mp3', mp3({ TIT2: 'x', TPE1: ['Queen', 'David Bowie'] }))
    assert.deepEqual(two.artistNames, ['Queen', 'David Bowie'])
  })

  it('are read from Opus, with its length and its own kind of gain', async () => {
    const tags = await tagsOf('a.opus', opus({ TITLE: 'x', ARTIST: 'y', R128_TRACK_GAIN: '-512' }, 321))
    assert.deepEqual([tags.title, tags.codec, tags.durationMs, tags.replayGainTrackDb], ['x', 'opus', 321_000, 3])
  })

  it('give the length of an Ogg file from its last page, whatever else is in it', async () => {
    const whole = opus({ TITLE: 'OggS in a title' }, 10)
    assert.equal((await tagsOf('l.opus', whole)).durationMs, 10_000)
    assert.equal((await tagsOf('junk.opus', Buffer.concat([whole, Buffer.alloc(3000, 'OggS')]))).durationMs, 10_000)
    assert.equal((await tagsOf('cut.opus', whole.subarray(0, whole.length - 25))).durationMs, null)
  })

  it('are missing in a bare WAV, which is still read', async () => {
    const tags = await tagsOf('a.wav', wav('x'.repeat(8000)))
    assert.deepEqual([tags.title, tags.artistNames, tags.codec, tags.durationMs], [null, [], 'pcm', 1000])
  })

  it('take the front cover, and no SVG', async () => {
    const path = join(folder, 'c.flac')
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
    writeFileSync(
      path,
      flac(
        { TITLE: 'x' },
        {
          pictures: [
            { type: 4, data: png(1) },
            { type: 3, data: png(2) },
          ],
        },
      ),
    )
    const covered = await readFiles([{ path, knownHash: null }])
    assert.deepEqual([...covered.pictures.values()], [{ bytes: new Uint8Array(png(2)), mediaType: 'image/png' }])
    const refused = await tagsOf('d.flac', flac({ TITLE: 'x' }, { pictures: [{ mediaType: 'image/svg+xml', data: svg }] }))
    assert.equal(refused.pictureRefused, true)
  })

  it('give each distinct picture of a batch once', async () => {
    const paths = ['p1.flac', 'p2.flac'].map((name) => join(folder, name))
    for (const path of paths) writeFileSync(path, flac({ TITLE: path }, { pictures: [{ data: png(7) }] }))
    const { files, pictures } = await readFiles(paths.map((path) => ({ path, knownHash: null })))
    assert.equal(pictures.size, 1)
    assert.ok(files.every((file) => file.kind === 'read' && pictures.has(file.pictureKey!)))
  })
})

describe('reading a file', () => {
  it('reads a wrong ending by its content', async () => {
    const file = await read('really.mp3', flac({ TITLE: 'Flac inside', ARTIST: 'y' }))
    assert.ok(file.kind === 'read' && file.format === 'flac' && file.tags.title === 'Flac inside' && file.tags.codec === 'flac')
    const other = await read('really.flac', mp3({ TIT2: 'Mp3 inside' }))
    assert.ok(other.kind === 'read' && other.format === 'mp3' && other.tags.title === 'Mp3 inside')
  })

  it('reports what is empty, not there or no audio', async () => {
    const code = (file: FileRead) => (file.kind === 'failed' ? file.code : file.kind)
    assert.equal(code(await read('e.mp3', Buffer.alloc(0))), 'EMPTY_FILE')
    assert.equal(code(await read('t.mp3', Buffer.from('just words '.repeat(1000)))), 'NOT_AUDIO')
    assert.equal(code(await read('z.flac', Buffer.alloc(5000))), 'NOT_AUDIO')
    assert.equal(code((await readFiles([{ path: join(folder, 'nowhere.mp3'), knownHash: null }])).files[0]), 'FILE_UNREADABLE')
  })

  it('says "same" where the content is what it was', async () => {
    const first = await read('s.wav', wav('abc'))
    assert.ok(first.kind === 'read')
    const again = await readFiles([{ path: join(folder, 's.wav'), knownHash: first.contentHash }])
    assert.deepEqual(again.files, [{ kind: 'same' }])
  })

  it('takes any damage as a value', async () => {
    const wholes = [flac({ TITLE: 'x', ARTIST: 'y' }), mp3({ TIT2: 'x' }, 4), opus({ TITLE: 'x' }), wav('abcdef')]
    const names = ['h.flac', 'h.mp3', 'h.opus', 'h.wav']
    const damage = fc.record({ kind: fc.nat(3), cut: fc.double({ min: 0, max: 1, noNaN: true }), at: fc.nat(400), byte: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(damage, async ({ kind, cut, at, byte }) => {
        const bytes = Buffer.from(wholes[kind].subarray(0, Math.ceil(wholes[kind].length * cut)))
        if (bytes.length > 0) bytes[at % bytes.length] = byte
        const file = await read(names[kind], bytes)
        assert.ok(file.kind === 'read' || (file.kind === 'failed' && file.code !== 'FILE_UNREADABLE'), JSON.stringify(file))
      }),
      { numRuns: 150 },
    )
  })
})

describe('first bytes and endings', () => {
  it('tell formats apart', () => {
    assert.equal(formatOfEnding('/a/B.MP3'), 'mp3')
    assert.equal(formatOfEnding('/a.flac/readme.txt'), null)
    assert.equal(formatOfEnding('noending'), null)
    assert.equal(formatOfEnding('a.constructor'), null)
    assert.equal(formatOfContent(flac({})), 'flac')
    assert.equal(formatOfContent(mp3({}, 2)), 'mp3')
    assert.equal(formatOfContent(wav('a')), 'wav')
    assert.equal(formatOfContent(Buffer.from('....ftypM4A ')), 'mp4')
    assert.equal(formatOfContent(Buffer.from('<html>')), null)
    assert.equal(pictureType(Buffer.from('<svg/>')), null)
    assert.equal(pictureType(png()), 'image/png')
  })

  it('are never thrown off', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void [formatOfContent(bytes), pictureType(bytes)]))
  })
})

describe('names from the path', () => {
  const names = (path: string) => {
    const { artistName, albumTitle, discNo, trackNo, title, year } = namesFromPath(path)
    return [artistName, albumTitle, discNo, trackNo, title, year]
  }
  it('understand the usual ways to name', () => {
    assert.deepEqual(names('Björk/Homogenic/02 - Jóga.flac'), ['Björk', 'Homogenic', null, 2, 'Jóga', null])
    assert.deepEqual(names('Björk/1997 - Homogenic/02. Jóga.flac'), ['Björk', 'Homogenic', null, 2, 'Jóga', 1997])
    assert.deepEqual(names('Björk/Homogenic (1997)/CD2/02 Jóga.flac'), ['Björk', 'Homogenic', 2, 2, 'Jóga', 1997])
    assert.deepEqual(names('Björk - Homogenic/1-02 Jóga.flac'), ['Björk', 'Homogenic', 1, 2, 'Jóga', null])
    assert.deepEqual(names('Homogenic/02 - Björk - Jóga.mp3'), ['Björk', 'Homogenic', null, 2, 'Jóga', null])
    assert.deepEqual(names('Björk - Jóga.mp3'), ['Björk', null, null, null, 'Jóga', null])
    assert.deepEqual(names('Björk/Jóga.mp3'), ['Björk', null, null, null, 'Jóga', null])
    assert.deepEqual(names('Björk/Homogenic/Björk - Jóga.mp3'), ['Björk', 'Homogenic', null, null, 'Jóga', null])
    assert.deepEqual(names('some_song_here.mp3'), [null, null, null, null, 'some song here', null])
    assert.deepEqual(names('A/B/99 Luftballons.mp3').slice(3, 5), [99, 'Luftballons'])
    assert.deepEqual(names('Prince/1999/1999.mp3'), ['Prince', '1999', null, null, '1999', null])
  })

  it('always give a title', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => assert.equal(typeof namesFromPath(`${name}.mp3`).title, 'string')))
  })
})
