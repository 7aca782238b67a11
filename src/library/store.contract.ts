// What every store of this room must do. A storage adapter's test calls this with a way to open itself empty.

import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { AlbumStore } from './album.ts'
import type { ArtistStore } from './artist.ts'
import { ATTRIBUTE_NAMES } from './attributes.ts'
import type { AudioFile, AudioFileId, AudioFileStore, FolderStore } from './audio-file.ts'
import { CATALOGUED, PLAYABLE, type Sighting, SYNTHETIC, type TrackId, type TrackStore } from './track.ts'

export interface OpenedStores {
  readonly tracks: TrackStore
  readonly albums: AlbumStore
  readonly artists: ArtistStore
  readonly audioFiles: AudioFileStore
  readonly folders: FolderStore
}

const JOGA: Sighting = { title: 'Jóga', artistNames: ['Björk'], albumTitle: 'Homogenic', durationMs: 305_000, trackNo: 2 }

/** A file of a track, with what a test cares about. */
export function fileOf(trackId: TrackId, set: Partial<AudioFile> = {}): Omit<AudioFile, 'id'> {
  return {
    trackId,
    path: `/music/${trackId}.flac`,
    sizeBytes: 1000,
    mtimeMs: 1_700_000_000_000.25,
    contentHash: `hash-${trackId}`,
    codec: 'flac',
    sampleRateHz: 44_100,
    channels: 2,
    bitrateBps: 900_000,
    durationMs: 305_000,
    replayGainTrackDb: -7.5,
    replayGainAlbumDb: null,
    missingSinceMs: null,
    ...set,
  }
}

export function libraryContract(open: () => OpenedStores): void {
  let stores: OpenedStores
  beforeEach(() => {
    stores = open()
  })
  const one = async (sighting: Sighting, source: 'file' | 'table' | 'history' = 'file') =>
    (await stores.tracks.identify([sighting], source))[0]
  const track = async (id: TrackId) => (await stores.tracks.get([id]))[0]
  /** Identifies as a scan does, with the file. */
  const own = async (sighting: Sighting, file: Partial<AudioFile> = {}) => {
    const id = await one(sighting, 'file')
    const unique = `/music/${sighting.albumTitle ?? ''}/${sighting.title} ${sighting.trackNo ?? ''}.flac`
    await stores.audioFiles.put([fileOf(id, { path: unique, contentHash: unique, ...file })])
    return id
  }

  describe('identifying', () => {
    it('makes a track of what was never seen, with everything that was told', async () => {
      const id = await one({
        ...JOGA,
        genres: ['Electronic', 'Art Pop'],
        year: 1997,
        discNo: 1,
        isrc: 'GBAYE9700001',
        coverId: 'c.jpg',
        artistCredit: 'Björk',
      })
      const found = await track(id)
      assert.equal(found.title, 'Jóga')
      assert.deepEqual(
        found.artists.map((artist) => artist.name),
        ['Björk'],
      )
      assert.equal(found.albumTitle, 'Homogenic')
      assert.deepEqual([found.discNo, found.trackNo, found.year, found.durationMs], [1, 2, 1997, 305_000])
      assert.deepEqual(found.genres, ['Electronic', 'Art Pop'])
      assert.equal(found.isrc, 'GBAYE9700001')
      assert.equal(found.coverId, 'c.jpg')
      assert.deepEqual(
        [found.playable, found.catalogued, found.synthetic, found.popularity, found.attributes],
        [false, false, false, null, null],
      )
    })

    it('answers in order, one id for each sighting, the same for the same recording', async () => {
      const other = { title: 'Hunter', artistNames: ['Björk'] }
      const ids = await stores.tracks.identify([JOGA, other, { title: 'JOGA', artistNames: ['bjork'] }], 'history')
      assert.equal(ids[0], ids[2])
      assert.notEqual(ids[0], ids[1])
      assert.deepEqual(await stores.tracks.identify([other, JOGA], 'history'), [ids[1], ids[0]])
      assert.deepEqual(await stores.tracks.identify([], 'history'), [])
    })

    it('tells recordings apart by duration beyond the tolerance, and gives a history row without one the best', async () => {
      const studio = await one({ ...JOGA, albumTitle: null }, 'table')
      const other = await one({ ...JOGA, albumTitle: null, durationMs: 420_000 }, 'table')
      assert.notEqual(studio, other)
      assert.equal(await one({ ...JOGA, albumTitle: null, durationMs: 306_500 }, 'table'), studio)
      const owned = await own({ ...JOGA, albumTitle: null, durationMs: 421_000 })
      assert.equal(owned, other)
      assert.equal(await one({ title: 'Jóga', artistNames: ['Björk'] }, 'history'), owned)
    })

    it('makes a track known from a history or a table the file’s when the file comes, and the tags win', async () => {
      const heard = await one({ title: 'joga - 2001 remaster', artistNames: ['Bjork'], spotifyId: 's1' }, 'history')
      const listed = await one(
        {
          title: 'Joga',
          artistNames: ['Björk'],
          durationMs: 304_000,
          popularity: 60,
          attributes: { energy: 0.5 },
          catalogued: true,
          genres: ['pop'],
        },
        'table',
      )
      assert.equal(listed, heard)
      assert.equal(await own({ ...JOGA, genres: ['Electronic'] }), heard)
      const found = await track(heard)
      assert.equal(found.title, 'Jóga')
      assert.equal(found.durationMs, 305_000)
      assert.deepEqual(found.genres, ['Electronic'])
      assert.deepEqual([found.popularity, found.attributes, found.spotifyId], [60, { energy: 0.5 }, 's1'])
      assert.deepEqual([found.playable, found.catalogued], [true, true])
    })

    it('lets a lesser source fill in but not overwrite', async () => {
      const id = await own({ ...JOGA, year: null })
      await one(
        { title: 'JOGA', artistNames: ['BJORK'], year: 1997, albumTitle: 'Best Of', durationMs: 305_900, genres: ['trip hop'] },
        'table',
      )
      const found = await track(id)
      assert.deepEqual([found.title, found.albumTitle, found.year, found.durationMs], ['Jóga', 'Homogenic', 1997, 305_000])
      assert.deepEqual(found.genres, ['trip hop'])
    })

    it('unites the genres of two rows of one table', async () => {
      const id = await one({ title: 'A', artistNames: ['B'], spotifyId: 'x', genres: ['pop', 'dance pop'] }, 'table')
      await one({ title: 'A', artistNames: ['B'], spotifyId: 'x', genres: ['pop', 'Latin'] }, 'table')
      assert.deepEqual((await track(id)).genres, ['pop', 'dance pop', 'Latin'])
    })

    it('keeps both albums whole that hold one recording, and sends the history to the right one', async () => {
      const first = await own(JOGA)
      const second = await own({ ...JOGA, albumTitle: 'Greatest Hits', trackNo: 9, isrc: 'X' })
      assert.notEqual(first, second)
      assert.equal(await one({ title: 'Jóga', artistNames: ['Björk'], albumTitle: 'Greatest Hits' }, 'history'), second)
      assert.equal(await one({ title: 'Jóga', artistNames: ['Björk'], albumTitle: 'Homogenic' }, 'history'), first)
      assert.equal(await own(JOGA, { path: '/music/again.mp3' }), first)
    })

    it('gives a track whose file is gone to the next file of it, whatever its album', async () => {
      const id = await own(JOGA, { path: '/music/old.mp3' })
      const file = (await stores.audioFiles.findByPath('/music/old.mp3'))!
      await stores.audioFiles.markMissing([file.id], 1)
      assert.equal(await own({ ...JOGA, albumTitle: 'Homogenic (Deluxe)' }), id)
      assert.equal((await track(id)).albumTitle, 'Homogenic (Deluxe)')
      const both = [JOGA, { ...JOGA, albumTitle: 'Greatest Hits' }].map((sighting) => ({ ...sighting, artistNames: ['Other'] }))
      assert.equal(new Set(await stores.tracks.identify(both, 'file')).size, 2)
    })

    it('keeps two pieces of one name on one album apart by their number', async () => {
      const first = await own({ title: 'Interlude', artistNames: ['X'], albumTitle: 'Y', trackNo: 1 })
      const second = await own({ title: 'Interlude', artistNames: ['X'], albumTitle: 'Y', trackNo: 7 })
      assert.notEqual(first, second)
    })

    it('finds by external id where the wording differs a little, but never across two titles', async () => {
      const id = await one({ title: 'Believe', artistNames: ['Cher'], spotifyId: 'id1', isrc: 'ISRC1' }, 'table')
      assert.equal(await one({ title: 'Believe (Original)', artistNames: ['Cher'], spotifyId: 'id1' }, 'history'), id)
      const wrong = await one({ title: 'Strong Enough', artistNames: ['Cher'], spotifyId: 'id1', isrc: 'ISRC1' }, 'table')
      assert.notEqual(wrong, id)
      assert.equal((await track(id)).title, 'Believe')
      const longer = await one({ title: 'Believers', artistNames: ['Cher'], isrc: 'ISRC1' }, 'table')
      assert.notEqual(longer, id)
    })

    it('gives a Spotify id to the recording of the right length', async () => {
      const guessed = await one({ title: 'Song', artistNames: ['X'], spotifyId: 'short' }, 'history')
      assert.equal(await one({ title: 'Song', artistNames: ['X'], spotifyId: 'long' }, 'history'), guessed)
      assert.equal(await one({ title: 'Song', artistNames: ['X'], spotifyId: 'short', durationMs: 180_000 }, 'table'), guessed)
      const long = await one({ title: 'Song', artistNames: ['X'], spotifyId: 'long', durationMs: 400_000 }, 'table')
      assert.notEqual(long, guessed)
      assert.equal(await one({ title: 'Song', artistNames: ['X'], spotifyId: 'long' }, 'history'), long)
      assert.equal(await one({ title: 'Song', artistNames: ['X'], spotifyId: 'short' }, 'history'), guessed)
    })

    it('finds A’s file under "A, B" and "A & B", and the other way round, and leaves artists with such names whole', async () => {
      const listed = await one({ title: 'Under Pressure', artistNames: ['Queen', 'David Bowie'] }, 'file')
      assert.equal(await one({ title: 'Under Pressure', artistNames: ['Queen, David Bowie'] }, 'history'), listed)
      assert.equal(await one({ title: 'Under Pressure', artistNames: ['Queen & David Bowie'] }, 'history'), listed)
      const line = await one({ title: 'Shallow', artistNames: ['Lady Gaga & Bradley Cooper'] }, 'table')
      assert.equal(await one({ title: 'Shallow', artistNames: ['Lady Gaga'] }, 'history'), line)
      const tyler = await track(await one({ title: 'See You Again', artistNames: ['Tyler, The Creator'] }, 'history'))
      assert.deepEqual(
        tyler.artists.map((artist) => artist.name),
        ['Tyler, The Creator'],
      )
    })

    it('keeps songs of compilations apart whose artist nobody tells, and finds them where the album is known', async () => {
      const told = { title: 'Angel', artistNames: ['Various Artists'] }
      const first = await one({ ...told, albumTitle: 'Trip Hop Anthology' }, 'history')
      assert.notEqual(await one({ ...told, albumTitle: 'Pop Party' }, 'history'), first)
      assert.equal(await one({ ...told, artistNames: ['VA'], albumTitle: 'TRIP HOP ANTHOLOGY' }, 'history'), first)
      const owned = await own({ title: 'Angel', artistNames: ['Massive Attack'], albumTitle: 'Film', albumArtistName: 'Various Artists' })
      assert.equal(await one({ ...told, albumTitle: 'Film' }, 'history'), owned)
      assert.equal((await track(owned)).artistCredit, 'Massive Attack')
    })

    it('finds what a video is called by its id, its channel and the artist in its title', async () => {
      const uri = 'youtube:video:hLQl3WQQoQ0'
      const id = await one({ title: 'Someone Like You', artistNames: ['Adele'], sourceUri: uri }, 'history')
      assert.equal(await one({ title: 'Adele - Someone Like You (Official Music Video)', artistNames: ['AdeleVEVO'] }, 'history'), id)
      assert.equal(await one({ title: 'Someone Like You', artistNames: ['Adele - Topic'] }, 'history'), id)
      assert.equal(await one({ title: 'Someone Like You', artistNames: ['Adele Adkins'], sourceUri: uri }, 'history'), id)
      assert.notEqual(await one({ title: 'Hometown Glory', artistNames: ['Adele'], sourceUri: uri }, 'history'), id)
    })

    it('does not throw at names that are empty or only signs, nor merge them', async () => {
      const ids = await stores.tracks.identify(
        [
          { title: '!!!', artistNames: ['!!!'] },
          { title: '???', artistNames: ['!!!'] },
          { title: '', artistNames: [] },
          { title: '❤️', artistNames: ['+/-'] },
          { title: '💔', artistNames: ['+/-'] },
        ],
        'history',
      )
      assert.equal(new Set(ids).size, 5)
    })

    it('never joins nameless files by their names', async () => {
      const first = await one({ title: 'Track 1', artistNames: [] }, 'file')
      assert.notEqual(await one({ title: 'Track 1', artistNames: [] }, 'file'), first)
    })

    it('keeps the synthetic and the real apart', async () => {
      const real = await one(JOGA)
      const synthetic = await one({ ...JOGA, synthetic: true })
      assert.notEqual(real, synthetic)
      assert.equal(await one({ ...JOGA, synthetic: true }, 'history'), synthetic)
      assert.equal(await one(JOGA, 'history'), real)
    })
  })

  describe('a file read again', () => {
    it('updates the track it is, which keeps its identity', async () => {
      const id = await own({ ...JOGA, title: 'Joga', genres: ['Pop'], coverId: 'old.jpg' })
      const again = await one({
        ...JOGA,
        trackId: id,
        title: 'Jóga!',
        albumTitle: 'Homogenic (2)',
        trackNo: 3,
        genres: ['Electronic'],
        coverId: 'new.jpg',
      })
      assert.equal(again, id)
      const found = await track(id)
      assert.deepEqual([found.title, found.albumTitle, found.trackNo, found.coverId], ['Jóga!', 'Homogenic (2)', 3, 'new.jpg'])
      assert.deepEqual(found.genres, ['Electronic'])
      assert.equal((await stores.tracks.find({ text: 'homogenic 2', countMax: 5 })).total, 1)
    })

    it('drops an external id that its tags no longer name', async () => {
      const id = await own({ ...JOGA, isrc: 'WRONG0000001' })
      await one({ ...JOGA, trackId: id, isrc: 'RIGHT0000001' })
      assert.equal((await track(id)).isrc, 'RIGHT0000001')
    })

    it('takes in what a history knew under the name it has now', async () => {
      const id = await own({ ...JOGA, title: 'Trakc 2' })
      const heard = await one({ title: 'Jóga', artistNames: ['Björk'], spotifyId: 's1' }, 'history')
      assert.notEqual(heard, id)
      assert.equal(await one({ ...JOGA, trackId: id }), id)
      assert.deepEqual(await stores.tracks.get([heard]), [])
      assert.equal((await track(id)).spotifyId, 's1')
      assert.equal(await one({ title: 'Jóga', artistNames: ['Björk'] }, 'history'), id)
    })

    it('does not rename a track that another file still holds', async () => {
      const id = await own(JOGA)
      await stores.audioFiles.put([fileOf(id, { path: '/music/second.mp3' })])
      assert.notEqual(await one({ ...JOGA, title: 'Bachelorette', trackId: id }), id)
      assert.equal((await track(id)).title, 'Jóga')
    })
  })

  describe('reading tracks', () => {
    it('gives tracks in the order asked and leaves out unknown ids', async () => {
      const ids = await stores.tracks.identify([JOGA, { title: 'Hunter', artistNames: ['Björk'] }], 'table')
      const found = await stores.tracks.get([ids[1], 999_999 as TrackId, ids[0], ids[1]])
      assert.deepEqual(
        found.map((item) => item.title),
        ['Hunter', 'Jóga', 'Hunter'],
      )
      assert.deepEqual(await stores.tracks.get([]), [])
    })

    it('searches by the beginnings of words in title, artist and album, without diacritics', async () => {
      await stores.tracks.identify(
        [
          JOGA,
          { title: "Don't Stop Me Now", artistNames: ['Queen'] },
          { title: '群青', artistNames: ['YOASOBI'] },
          { title: 'T.N.T.', artistNames: ['AC/DC'] },
        ],
        'table',
      )
      const titles = async (text: string) => (await stores.tracks.find({ text, countMax: 10 })).items.map((item) => item.title)
      assert.deepEqual(await titles('bjo jog'), ['Jóga'])
      assert.deepEqual(await titles('HOMOG'), ['Jóga'])
      assert.deepEqual(await titles('dont stop'), ["Don't Stop Me Now"])
      assert.deepEqual(await titles("Don't"), ["Don't Stop Me Now"])
      assert.deepEqual(await titles('青'), ['群青'])
      assert.deepEqual(await titles('ac/dc'), ['T.N.T.'])
      assert.deepEqual(await titles('omogenic'), [])
    })

    it('takes anything a person types', async () => {
      await one(JOGA)
      for (const text of [
        '"',
        '* AND (',
        'NEAR(a b)',
        "'; DROP TABLE tracks; --",
        '😀',
        '!!!',
        '%',
        '_',
        '\\',
        'a"b',
        'title:',
        '-',
        'x'.repeat(5000),
        '\0',
        'a OR b NOT',
      ]) {
        assert.ok((await stores.tracks.find({ text, countMax: 5 })).total >= 0, text)
      }
      assert.equal((await stores.tracks.find({ text: '   ', countMax: 5 })).total, 1)
    })

    it('finds by album, artist and playability, sorted and paged', async () => {
      const a = await own({ title: 'Beta', artistNames: ['X'], albumTitle: 'P', trackNo: 1 })
      await own({ title: 'alpha', artistNames: ['X', 'Y'], albumTitle: 'P', trackNo: 2 })
      await one({ title: 'Gamma', artistNames: ['Y'] }, 'table')
      const { albumId, artists } = await track(a)
      const found = async (query: Omit<Parameters<TrackStore['find']>[0], 'countMax'>) =>
        (await stores.tracks.find({ countMax: 10, ...query })).items.map((item) => item.title)
      assert.deepEqual(await found({ albumId: albumId! }), ['Beta', 'alpha'])
      assert.deepEqual(await found({ sort: 'title' }), ['alpha', 'Beta', 'Gamma'])
      assert.deepEqual(await found({ artistId: artists[0].id, sort: 'title' }), ['alpha', 'Beta'])
      assert.deepEqual(await found({ playable: false }), ['Gamma'])
      const page = await stores.tracks.find({ sort: 'title', offset: 1, countMax: 1 })
      assert.deepEqual([page.items[0].title, page.total], ['Beta', 3])
    })

    it('finds by name, a playable one first', async () => {
      await one({ ...JOGA, durationMs: 100_000 }, 'table')
      const owned = await own(JOGA)
      assert.equal((await stores.tracks.findByName('bjork', 'joga'))?.id, owned)
      assert.equal(await stores.tracks.findByName('nobody', 'nothing'), null)
    })

    it('gives every track as columns', async () => {
      const ids = await stores.tracks.identify(
        [
          {
            title: 'A',
            artistNames: ['X'],
            albumTitle: 'P',
            genres: ['jazz', 'pop'],
            year: 1990,
            popularity: 12,
            attributes: { energy: 0.25, key: -1, tempo: 90 },
            catalogued: true,
          },
          { title: 'B', artistNames: ['Y'] },
        ],
        'table',
      )
      await stores.audioFiles.put([fileOf(ids[1])])
      const columns = await stores.tracks.columns()
      assert.equal(columns.count, 2)
      assert.deepEqual([...columns.ids], ids)
      assert.equal(columns.genreNames[columns.genres[0]], 'jazz')
      assert.deepEqual([columns.genres[1], columns.albumIds[1], columns.years[0], columns.popularity[0]], [-1, -1, 1990, 12])
      assert.ok(Number.isNaN(columns.years[1]) && Number.isNaN(columns.popularity[1]))
      const at = (row: number, name: (typeof ATTRIBUTE_NAMES)[number]) =>
        columns.attributes[row * ATTRIBUTE_NAMES.length + ATTRIBUTE_NAMES.indexOf(name)]
      assert.deepEqual([at(0, 'energy'), at(0, 'key'), at(0, 'tempo')], [0.25, -1, 90])
      assert.ok(Number.isNaN(at(0, 'valence')) && Number.isNaN(at(1, 'energy')))
      assert.deepEqual([...columns.flags], [CATALOGUED, PLAYABLE])
    })

    it('raises the revision with every change, and only then', async () => {
      const first = await stores.tracks.revision()
      const id = await one(JOGA)
      const second = await stores.tracks.revision()
      assert.ok(second > first)
      await one(JOGA)
      assert.equal(await stores.tracks.revision(), second)
      await stores.audioFiles.put([fileOf(id)])
      assert.ok((await stores.tracks.revision()) > second)
    })
  })

  describe('albums and artists', () => {
    it('shows those with something to play, with counts', async () => {
      await own({ ...JOGA, year: 1997, coverId: 'c.jpg' })
      await own({ title: 'Hunter', artistNames: ['Björk'], albumTitle: 'Homogenic', trackNo: 1, durationMs: 255_000 })
      await one({ title: 'Elsewhere', artistNames: ['Nobody'], albumTitle: 'Heard Of' }, 'history')
      const { items, total } = await stores.albums.find({ countMax: 10 })
      assert.equal(total, 1)
      const [album] = items
      assert.deepEqual(
        [album.title, album.artistName, album.year, album.trackCount, album.durationMs, album.coverId],
        ['Homogenic', 'Björk', 1997, 2, 560_000, 'c.jpg'],
      )
      assert.deepEqual(await stores.albums.get(album.id), album)
      const artists = await stores.artists.find({ countMax: 10 })
      assert.deepEqual(
        artists.items.map((artist) => [artist.name, artist.trackCount, artist.albumCount, artist.coverId]),
        [['Björk', 2, 1, 'c.jpg']],
      )
      assert.equal((await stores.artists.get(artists.items[0].id))?.name, 'Björk')
      assert.equal((await stores.albums.find({ text: 'bjork homo', countMax: 10 })).total, 1)
      assert.equal((await stores.artists.find({ text: 'zzz', countMax: 10 })).total, 0)
    })

    it('keeps a compilation together, and discs too', async () => {
      await own({ title: 'One', artistNames: ['X'], albumTitle: 'Hits 1', compilation: true, trackNo: 1 })
      await own({ title: 'Two', artistNames: ['Y'], albumTitle: 'Hits 1', albumArtistName: 'Various Artists', trackNo: 2, discNo: 2 })
      const { items } = await stores.albums.find({ countMax: 10 })
      assert.deepEqual(
        items.map((album) => [album.title, album.artistName, album.artistId, album.compilation, album.trackCount]),
        [['Hits 1', 'Various Artists', null, true, 2]],
      )
    })

    it('joins the files of a folder whose album names no artist, and says whose it is', async () => {
      const put = (title: string, artist: string, folder: string, albumTitle: string, trackNo: number) =>
        own({ title, artistNames: [artist], albumTitle, albumFolder: folder, trackNo })
      await put('a', 'X', '/m/mix', 'Mix', 1)
      await put('b', 'Y', '/m/mix', 'Mix', 2)
      await put('c', 'Z', '/m/mix', 'Mix', 3)
      await put('d', 'X', '/m/own', 'Own', 1)
      await put('e', 'X feat. Y', '/m/own', 'Own', 2)
      await put('f', 'X', '/m/own', 'Own', 3)
      const { items } = await stores.albums.find({ countMax: 10 })
      assert.deepEqual(
        items.map((album) => [album.title, album.artistName, album.compilation, album.trackCount]),
        [
          ['Mix', 'Various Artists', true, 3],
          ['Own', 'X', false, 3],
        ],
      )
    })

    it('keeps two releases of one name apart by their MusicBrainz ids', async () => {
      await own({ ...JOGA, albumMbid: 'm1' })
      await own({ ...JOGA, albumMbid: 'm2' }, { path: '/music/other.flac' })
      assert.equal((await stores.albums.find({ countMax: 10 })).total, 2)
    })
  })

  describe('audio files', () => {
    it('keeps what it is given, by path, by content, by track', async () => {
      const id = await one(JOGA)
      const file = fileOf(id)
      const [fileId] = await stores.audioFiles.put([file])
      assert.deepEqual(await stores.audioFiles.findByPath(file.path), { ...file, id: fileId })
      assert.deepEqual(await stores.audioFiles.findByContent(file.contentHash), { ...file, id: fileId })
      assert.deepEqual(await stores.audioFiles.ofTrack(id), { ...file, id: fileId })
      assert.equal(await stores.audioFiles.findByPath('/nowhere'), null)
    })

    it('gives the stamps below a folder, and of no folder that only begins alike', async () => {
      const id = await one(JOGA)
      const paths = ['/music/b.mp3', '/music/a/ä.mp3', '/music2/c.mp3', '/music.mp3', "/music/%_'.mp3"]
      await stores.audioFiles.put(paths.map((path) => fileOf(id, { path })))
      const stamps = await stores.audioFiles.stamps('/music')
      assert.deepEqual(
        stamps.map((stamp) => stamp.path),
        ["/music/%_'.mp3", '/music/a/ä.mp3', '/music/b.mp3'],
      )
      assert.deepEqual([stamps[0].sizeBytes, stamps[0].mtimeMs, stamps[0].missing], [1000, 1_700_000_000_000.25, false])
      assert.equal((await stores.audioFiles.stamps('/')).length, 5)
    })

    it('marks files missing: not playable, not forgotten, and back again', async () => {
      const id = await own(JOGA, { path: '/music/j.flac' })
      const file = (await stores.audioFiles.findByPath('/music/j.flac'))!
      await stores.audioFiles.markMissing([file.id], 5)
      await stores.audioFiles.markMissing([file.id], 9)
      assert.equal((await stores.audioFiles.findByPath('/music/j.flac'))?.missingSinceMs, 5)
      assert.equal(await stores.audioFiles.ofTrack(id), null)
      assert.equal((await track(id)).playable, false)
      assert.equal((await stores.albums.find({ countMax: 5 })).total, 0)
      await stores.audioFiles.put([{ ...file, path: '/music/moved.flac', missingSinceMs: null }])
      assert.equal((await track(id)).playable, true)
      assert.equal(await stores.audioFiles.findByPath('/music/j.flac'), null)
    })

    it('finds a missing file of a content before a present one', async () => {
      const id = await one(JOGA)
      const [, gone] = await stores.audioFiles.put([
        fileOf(id, { path: '/a', contentHash: 'h' }),
        fileOf(id, { path: '/b', contentHash: 'h' }),
      ])
      assert.equal((await stores.audioFiles.findByContent('h'))?.path, '/a')
      await stores.audioFiles.markMissing([gone], 1)
      assert.equal((await stores.audioFiles.findByContent('h'))?.path, '/b')
    })

    it('plays the best file that is there', async () => {
      const id = await one(JOGA)
      await stores.audioFiles.put([
        fileOf(id, { path: '/1.mp3', codec: 'mp3', bitrateBps: 320_000 }),
        fileOf(id, { path: '/2.flac', codec: 'flac', bitrateBps: 700_000 }),
        fileOf(id, { path: '/3.opus', codec: 'opus', bitrateBps: 128_000 }),
      ])
      const best = (await stores.audioFiles.ofTrack(id))!
      assert.equal(best.path, '/2.flac')
      await stores.audioFiles.markMissing([best.id], 1)
      assert.equal((await stores.audioFiles.ofTrack(id))?.path, '/1.mp3')
    })

    it('knows the present files of the same content', async () => {
      const id = await one(JOGA)
      const [first, , second, other] = await stores.audioFiles.put([
        fileOf(id, { path: '/1' }),
        fileOf(id, { path: '/gone', missingSinceMs: 3 }),
        fileOf(id, { path: '/2' }),
        fileOf(id, { path: '/3', contentHash: 'h2' }),
      ])
      const paths = async (file: AudioFileId) => (await stores.audioFiles.sameContent(file)).map(({ path }) => path)
      assert.deepEqual(await paths(first), ['/1', '/2'])
      assert.deepEqual(await paths(second), ['/2', '/1'])
      assert.deepEqual(await paths(other), ['/3'])
      assert.deepEqual(await paths(99_999 as AudioFileId), [])
    })

    it('remembers folders', async () => {
      await stores.folders.add('/m', { synthetic: false })
      await stores.folders.add('/demo', { synthetic: true })
      await stores.folders.add('/m', { synthetic: false })
      assert.deepEqual(await stores.folders.list(), [
        { path: '/demo', synthetic: true },
        { path: '/m', synthetic: false },
      ])
      await stores.folders.remove('/m')
      assert.equal((await stores.folders.list()).length, 1)
    })
  })

  describe('the demo', () => {
    it('goes without a trace, and takes nothing real along', async () => {
      const real = await own({ ...JOGA, artistNames: ['Shared'] })
      const before = await stores.tracks.counts()
      await own({ title: 'Made', artistNames: ['Shared', 'Machine'], albumTitle: 'Composed', synthetic: true, genres: ['x'] })
      await stores.folders.add('/demo', { synthetic: true })
      assert.deepEqual((await stores.tracks.counts()).synthetic, 1)
      assert.equal((await stores.tracks.columns()).flags.at(-1), SYNTHETIC | PLAYABLE)
      assert.equal(await stores.tracks.removeSynthetic(), 1)
      assert.deepEqual(await stores.tracks.counts(), before)
      assert.equal((await stores.tracks.find({ text: 'made', countMax: 5 })).total, 0)
      assert.deepEqual(
        (await stores.artists.find({ countMax: 5 })).items.map((artist) => artist.name),
        ['Shared'],
      )
      assert.equal((await stores.albums.find({ countMax: 5 })).total, 1)
      assert.deepEqual(await stores.folders.list(), [])
      assert.equal((await track(real)).playable, true)
      // What was remembered of removed rows must not be used again.
      const again = await own({ title: 'Made', artistNames: ['Machine'], albumTitle: 'Composed', synthetic: true })
      assert.equal((await track(again)).artists[0].name, 'Machine')
    })
  })
}
