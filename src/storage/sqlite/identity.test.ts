// Decisions about identity on SQLite: what they do, that they last, and that undo leaves no trace; and that the order of arrival decides nothing.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Fault, fixedClock, seededRandom } from '#kernel'
import type { ArtistId, IdentityChange, Sighting, TrackId } from '#library'
import { fileOf } from '../../library/store.contract.ts'
import { Database } from './database.ts'
import { sqliteLibrary } from './library.ts'

function open() {
  const database = new Database(':memory:')
  const stores = sqliteLibrary(database, fixedClock(1000))
  database.run("INSERT OR IGNORE INTO listeners (id, name) VALUES (1, 'me')")
  let key = 0
  /** A history's sighting with its wording, as an import leaves them; a wording that is known keeps its track. */
  const hear = async (sighting: Sighting, uri = ''): Promise<{ trackId: TrackId; heardId: number }> => {
    const artist = sighting.artistNames.join(', ')
    const album = sighting.albumTitle ?? ''
    const known = database.get<{ id: number; track_id: number }>(
      'SELECT id, track_id FROM heard WHERE title = ? AND artist_name = ? AND album_title = ? AND source_uri = ?',
      sighting.title,
      artist,
      album,
      uri,
    )
    if (known) return { trackId: known.track_id as TrackId, heardId: known.id }
    const spotifyId = uri.startsWith('spotify:track:') ? uri.slice(14) : null
    const [trackId] = await stores.tracks.identify([{ ...sighting, spotifyId, sourceUri: uri || null }], 'history')
    const { matchKey } = await import('#library')
    const { lastId: heardId } = database.run(
      "INSERT INTO heard (key, kind, title, artist_name, album_title, source_uri, match_key, track_id, duration_ms) VALUES (?, 'music', ?, ?, ?, ?, ?, ?, ?)",
      key++,
      sighting.title,
      artist,
      album,
      uri,
      matchKey(artist, sighting.title),
      trackId,
      sighting.durationMs ?? null,
    )
    return { trackId, heardId }
  }
  const track = async (id: number) => (await stores.tracks.get([id as TrackId]))[0]
  const trackOf = (heardId: number) => database.get<{ id: number }>('SELECT track_id AS id FROM heard WHERE id = ?', heardId)!.id as TrackId
  const love = (trackId: number, atMs = 5, kind = 'love') =>
    database.run('INSERT INTO feedback (listener_id, track_id, kind, at_ms) VALUES (1, ?, ?, ?)', trackId, kind, atMs)
  /** Everything that edits may touch, to compare before and after. */
  const picture = () => {
    const tables = ['tracks', 'artists', 'albums', 'track_artists', 'track_genres', 'external_ids', 'feedback', 'audio_files'].concat(
      ['identity_keys', 'identity_names', 'identity_aliases', 'identity_apart', 'identity_review', 'identity_wordings'],
      'heard',
    )
    return Object.fromEntries(
      tables.map((table) => [
        table,
        database
          .all<object>(`SELECT * FROM ${table}`)
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
    )
  }
  return { database, ...stores, hear, track, trackOf, love, picture }
}
const refused = (code: string) => (error: unknown) => error instanceof Fault && error.code === code

const SONG: Sighting = { title: 'Jóga', artistNames: ['Björk'], albumTitle: 'Homogenic', genres: ['Electronic'] }

describe('merging', () => {
  it('moves wordings, feedback, ids, genres and files to the one that is owned, and undo puts all of it back', async () => {
    const house = open()
    const [owned] = await house.tracks.identify([{ ...SONG, durationMs: 305_000, isrc: 'GB1' }], 'file')
    await house.audioFiles.put([fileOf(owned, { path: '/m/a.flac' })])
    const { trackId: heard, heardId } = await house.hear(
      { title: 'Yoga', artistNames: ['Bjork Gudmundsdottir'], genres: ['Pop'] },
      'spotify:track:s1',
    )
    house.love(heard)
    const before = house.picture()
    const edit = await house.identity.edit({ kind: 'merge', trackIds: [heard, owned] })
    assert.equal(edit.summary, "Merged 'Jóga' by Björk with 'Yoga' by Bjork Gudmundsdottir")
    assert.deepEqual(edit.trackIds, [owned, heard])
    assert.equal(house.trackOf(heardId), owned)
    const merged = await house.track(owned)
    assert.deepEqual([merged.title, merged.spotifyId, merged.isrc, merged.genres], ['Jóga', 's1', 'GB1', ['Electronic']])
    assert.equal(house.database.get<{ id: number }>('SELECT track_id AS id FROM feedback')!.id, owned)
    assert.deepEqual(await house.tracks.get([heard]), [])
    assert.equal((await house.tracks.find({ text: 'yoga', countMax: 5 })).total, 0)
    await house.identity.undo(edit.id)
    assert.deepEqual(house.picture(), before)
    assert.equal((await house.tracks.find({ text: 'yoga', countMax: 5 })).total, 1)
  })

  it('lasts: later sightings under either name are the one track, and files read again too', async () => {
    const house = open()
    const a = await house.hear({ title: 'One', artistNames: ['A'] })
    const b = await house.hear({ title: 'Eins', artistNames: ['A'] })
    await house.identity.edit({ kind: 'merge', trackIds: [a.trackId, b.trackId] })
    assert.equal((await house.hear({ title: 'EINS', artistNames: ['A'], albumTitle: 'Z' })).trackId, a.trackId)
    assert.deepEqual(await house.tracks.identify([{ title: 'Eins', artistNames: ['A'] }], 'file'), [a.trackId])
    assert.equal(await house.identity.settle(), 0)
  })

  it('gives what came in since to the track whose names it has, when undone', async () => {
    const house = open()
    const a = await house.hear({ title: 'One', artistNames: ['A'] })
    const b = await house.hear({ title: 'Eins', artistNames: ['A'] })
    const edit = await house.identity.edit({ kind: 'merge', trackIds: [a.trackId, b.trackId] })
    const [later, other] = [await house.hear({ title: 'EINS', artistNames: ['A'] }), await house.hear({ title: 'ONE', artistNames: ['A'] })]
    await house.identity.undo(edit.id)
    assert.deepEqual([later.heardId, other.heardId].map(house.trackOf), [b.trackId, a.trackId])
  })

  it('lets the later opinion hold where there are two', async () => {
    const house = open()
    const [a, b] = [await house.hear({ title: 'One', artistNames: ['A'] }), await house.hear({ title: 'Eins', artistNames: ['A'] })]
    house.love(a.trackId, 5)
    house.love(b.trackId, 9, 'ban')
    await house.identity.edit({ kind: 'merge', trackIds: [a.trackId, b.trackId] })
    assert.deepEqual({ ...house.database.get<object>('SELECT track_id, kind FROM feedback') }, { track_id: a.trackId, kind: 'ban' })
  })

  it('adds up what a listener did with both, and takes exactly that away again', async () => {
    const house = open()
    const [a, b] = [await house.hear({ title: 'One', artistNames: ['A'] }), await house.hear({ title: 'Eins', artistNames: ['A'] })]
    const insert = 'INSERT INTO engagement_totals (listener_id, track_id, starts, furthest_ms, last_at_ms) VALUES (1, ?, ?, ?, ?)'
    house.database.run(insert, a.trackId, 3, 1000, 10)
    house.database.run(insert, b.trackId, 4, null, 20)
    const before = house.picture()
    const edit = await house.identity.edit({ kind: 'merge', trackIds: [a.trackId, b.trackId] })
    const totals = () =>
      house.database.all<object>('SELECT track_id, starts, furthest_ms, last_at_ms FROM engagement_totals').map((row) => ({ ...row }))
    assert.deepEqual(totals(), [{ track_id: a.trackId, starts: 7, furthest_ms: 1000, last_at_ms: 20 }])
    house.database.run('UPDATE engagement_totals SET starts = starts + 1')
    await house.identity.undo(edit.id)
    assert.deepEqual(
      totals().map((row) => Object.values(row)),
      [
        [a.trackId, 4, 1000, 10],
        [b.trackId, 4, null, 20],
      ],
    )
    assert.deepEqual(house.picture(), before)
  })

  it('refuses one track, the demo’s beside one’s own, and tracks that are not there', async () => {
    const house = open()
    const { trackId } = await house.hear(SONG)
    await assert.rejects(house.identity.edit({ kind: 'merge', trackIds: [trackId, trackId] }), refused('MERGE_NEEDS_TWO'))
    await assert.rejects(house.identity.edit({ kind: 'merge', trackIds: [trackId, 99 as TrackId] }), refused('TRACK_UNKNOWN'))
    const [composed] = await house.tracks.identify([{ ...SONG, synthetic: true }], 'file')
    await assert.rejects(house.identity.edit({ kind: 'merge', trackIds: [trackId, composed] }), refused('MERGE_DEMO'))
    assert.equal((await house.identity.edits({ countMax: 5 })).total, 0)
  })
})

describe('splitting', () => {
  it('gives the chosen wordings a track of their own, with their ids, for good; undo takes back what it gained since', async () => {
    const house = open()
    const studio = await house.hear({ title: 'Song', artistNames: ['A'] }, 'spotify:track:s1')
    const live = await house.hear({ title: 'Song', artistNames: ['A'], albumTitle: 'Live at Home' }, 'spotify:track:s2')
    assert.equal(studio.trackId, live.trackId)
    const before = house.picture()
    const edit = await house.identity.edit({ kind: 'split', trackId: studio.trackId, heardIds: [live.heardId] })
    const own = house.trackOf(live.heardId)
    assert.notEqual(own, studio.trackId)
    assert.deepEqual([(await house.track(studio.trackId)).spotifyId, (await house.track(own)).spotifyId], ['s1', 's2'])
    assert.equal(await house.identity.settle(), 0)
    assert.equal((await house.hear({ title: 'Song', artistNames: ['A'], albumTitle: 'Live At Home' }, 'spotify:track:s2')).trackId, own)
    assert.equal((await house.identity.review({ countMax: 5 })).total, 0)
    const since = house.database.get<{ id: number }>('SELECT max(id) AS id FROM heard')!.id
    await house.identity.undo(edit.id)
    assert.equal(house.trackOf(since), studio.trackId)
    house.database.run('DELETE FROM heard WHERE id = ?', since)
    assert.deepEqual({ ...house.picture(), albums: [] }, { ...before, albums: [] })
  })

  it('refuses everything, nothing, and what is not of the track', async () => {
    const house = open()
    const a = await house.hear(SONG)
    const b = await house.hear({ title: 'Other', artistNames: ['B'] })
    const split = (heardIds: number[]) => house.identity.edit({ kind: 'split', trackId: a.trackId, heardIds })
    await assert.rejects(split([a.heardId]), refused('SPLIT_EVERYTHING'))
    await assert.rejects(split([]), refused('SPLIT_NOTHING'))
    await assert.rejects(split([b.heardId]), refused('SPLIT_NOT_THEIRS'))
  })
})

describe('an alias', () => {
  it('makes the tracks and albums of one name the other’s, joins what is then certainly one, and holds for later sightings', async () => {
    const house = open()
    const prince = await house.hear({ title: 'Kiss', artistNames: ['Prince'], albumTitle: 'Parade' })
    const symbol = await house.hear({ title: 'Kiss', artistNames: ['The Artist Formerly Known as Prince'], albumTitle: 'Parade' })
    const gold = await house.hear({
      title: 'Gold',
      artistNames: ['The Artist Formerly Known as Prince'],
      albumTitle: 'The Gold Experience',
    })
    const before = house.picture()
    const artistId = (await house.track(prince.trackId)).artists[0].id
    const edit = await house.identity.edit({ kind: 'alias', artistId, name: 'The Artist Formerly Known As Prince' })
    assert.equal(house.trackOf(symbol.heardId), prince.trackId)
    const moved = await house.track(gold.trackId)
    assert.deepEqual([moved.artistCredit, moved.artists[0].id], ['Prince', artistId])
    assert.deepEqual(await house.identity.aliases(artistId), ['The Artist Formerly Known As Prince'])
    const later = await house.hear({
      title: 'Dolphin',
      artistNames: ['The Artist Formerly Known as Prince'],
      albumTitle: 'The Gold Experience',
    })
    const dolphin = await house.track(later.trackId)
    assert.deepEqual([dolphin.artists[0].id, dolphin.albumId], [artistId, moved.albumId])
    await assert.rejects(
      house.identity.edit({ kind: 'alias', artistId, name: 'the artist formerly known as prince' }),
      refused('ALIAS_TAKEN'),
    )
    await assert.rejects(house.identity.edit({ kind: 'alias', artistId, name: 'PRINCE' }), refused('ALIAS_SAME'))
    house.database.run('DELETE FROM heard WHERE id = ?', later.heardId)
    house.database.run('DELETE FROM tracks WHERE id = ?', later.trackId)
    await house.identity.undo(edit.id)
    assert.deepEqual(house.picture(), before)
  })
})

describe('a fixed name', () => {
  it('outlasts tags and tables, and the old name still leads to the track', async () => {
    const house = open()
    const sighting: Sighting = { title: 'Trakc 1', artistNames: ['Bjrok'] }
    const [id] = await house.tracks.identify([sighting], 'file')
    const before = house.picture()
    const edit = await house.identity.edit({ kind: 'rename', trackId: id, title: 'Jóga', artistName: 'Björk' })
    await house.tracks.identify([{ ...sighting, trackId: id, year: 1997 }], 'file')
    const fixed = await house.track(id)
    assert.deepEqual([fixed.title, fixed.artistCredit, fixed.artists[0].name, fixed.year], ['Jóga', 'Björk', 'Björk', 1997])
    assert.equal((await house.hear(sighting)).trackId, id)
    assert.equal((await house.hear({ title: 'Joga', artistNames: ['Bjork'] })).trackId, id)
    assert.equal((await house.tracks.find({ text: 'joga', countMax: 5 })).total, 1)
    await assert.rejects(house.identity.edit({ kind: 'rename', trackId: id, title: ' ' }), refused('RENAME_NOTHING'))
    house.database.run('DELETE FROM heard')
    house.database.run('UPDATE tracks SET year = NULL WHERE id = ?', id)
    await house.identity.undo(edit.id)
    const after = house.picture()
    assert.deepEqual({ ...after, artists: before['artists'] }, before)
  })
})

describe('undo', () => {
  it('goes back step by step: a decision that another builds upon is not undone before that one', async () => {
    const house = open()
    const ids: TrackId[] = []
    for (const title of ['One', 'Two', 'Three']) ids.push((await house.hear({ title, artistNames: ['A'] })).trackId)
    const before = house.picture()
    const first = await house.identity.edit({ kind: 'merge', trackIds: [ids[0], ids[1]] })
    const second = await house.identity.edit({ kind: 'merge', trackIds: [ids[0], ids[2]] })
    await assert.rejects(house.identity.undo(first.id), refused('EDIT_BUILT_UPON'))
    await house.identity.undo(second.id)
    await assert.rejects(house.identity.undo(second.id), refused('EDIT_UNDONE'))
    await house.identity.undo(first.id)
    assert.deepEqual(house.picture(), before)
    const { items, total } = await house.identity.edits({ countMax: 1 })
    assert.deepEqual([items.length, total, items[0].undoneAtMs], [1, 2, 1000])
  })
})

describe('any decisions', () => {
  it('leave no trace when all are undone, the last first', async () => {
    for (const seed of ['a', 'b', 'c']) {
      const random = seededRandom(seed)
      const house = open()
      for (let i = 0; i < 24; i++) {
        const sighting = { title: `Song ${i % 9}`, artistNames: [`Artist ${i % 4}`], albumTitle: `Album ${i % 5}`, genres: [`g${i % 3}`] }
        const { trackId } = await house.hear({ ...sighting, durationMs: 100_000 * (1 + (i % 3)) }, i % 2 === 0 ? `spotify:track:${i}` : '')
        house.database.run("INSERT OR IGNORE INTO feedback (listener_id, track_id, kind, at_ms) VALUES (1, ?, 'love', ?)", trackId, i)
      }
      const before = house.picture()
      const done: number[] = []
      const any = <Row>(sql: string): Row[] => house.database.all<Row>(sql).sort(() => random.next() - 0.5)
      for (let i = 0; i < 16; i++) {
        const [one, two] = any<{ id: TrackId }>('SELECT id FROM tracks ORDER BY id').map((row) => row.id)
        const [artist, other] = any<{ id: ArtistId; name: string }>('SELECT id, name FROM artists ORDER BY id')
        const [heard] = any<{ id: number; track_id: TrackId }>('SELECT id, track_id FROM heard ORDER BY id')
        const changes: IdentityChange[] = [
          { kind: 'merge', trackIds: [one, two] },
          { kind: 'apart', trackIds: [one, two] },
          { kind: 'split', trackId: heard.track_id, heardIds: [heard.id] },
          { kind: 'rename', trackId: one, title: `Song ${i % 9}`, artistName: `Artist ${i % 7}` },
          { kind: 'alias', artistId: artist.id, name: other.name },
        ]
        try {
          done.push((await house.identity.edit(changes[random.below(changes.length)])).id)
        } catch (error) {
          // Some cannot be done, such as splitting off all there is.
          if (!(error instanceof Fault)) throw error
        }
      }
      assert.ok(done.length > 6)
      for (const id of done.reverse()) await house.identity.undo(id)
      assert.deepEqual({ ...house.picture(), artists: before['artists'] }, before)
    }
  })
})

describe('undo after something went', () => {
  it('puts back what still can stand', async () => {
    const house = open()
    const [a, b] = [await house.hear({ title: 'One', artistNames: ['A'] }), await house.hear({ title: 'Eins', artistNames: ['A'] })]
    house.database.run("INSERT INTO sources (id, listener_id, label, format, imported_at_ms, synthetic) VALUES (7, 1, 'x', 'y', 0, 0)")
    const told = "INSERT INTO told_feedback (source_id, track_id, listener_id, kind, at_ms) VALUES (7, ?, 1, 'love', 1)"
    house.database.run(told, a.trackId)
    house.database.run(told, b.trackId)
    const edit = await house.identity.edit({ kind: 'merge', trackIds: [a.trackId, b.trackId] })
    house.database.run('DELETE FROM sources WHERE id = 7')
    house.database.run('DELETE FROM heard WHERE id = ?', a.heardId)
    await house.identity.undo(edit.id)
    assert.equal(house.trackOf(b.heardId), b.trackId)
    assert.deepEqual(house.database.all('SELECT 1 FROM told_feedback'), [])
  })
})

describe('the review list', () => {
  it('has pairs that are nearly certain, with reasons in words, and not those a person parted', async () => {
    const house = open()
    await house.hear({ title: 'Here Comes the Sun', artistNames: ['Beatles'], durationMs: 185_000 })
    await house.hear({ title: 'Here Comes the Sun', artistNames: ['The Beatles (Remastered)'], durationMs: 185_500 })
    await house.hear({ title: 'Here Comes the Sun', artistNames: ['Nina Simone'] })
    const { items, total } = await house.identity.review({ countMax: 5 })
    assert.equal(total, 1)
    assert.equal(items[0].kind, 'title')
    assert.deepEqual(items[0].reasons, ['same title', "artist differs: 'Beatles' / 'The Beatles (Remastered)'", 'same length 3:05'])
    const edit = await house.identity.edit({ kind: 'apart', trackIds: items[0].trackIds })
    assert.equal((await house.identity.review({ countMax: 5 })).total, 0)
    await house.hear({ title: 'Something Else Entirely', artistNames: ['Beatles'] })
    assert.equal((await house.identity.review({ countMax: 5 })).total, 0)
    await house.identity.undo(edit.id)
    assert.equal((await house.identity.review({ countMax: 5 })).total, 1)
  })

  it('stays small and quick for a name that ten thousand tracks share', async () => {
    const house = open()
    const list = Array.from({ length: 2000 }, (_, i): Sighting => ({ title: 'Intro', artistNames: [`Nobody ${i}`], durationMs: 60_000 }))
    await house.tracks.identify(list, 'history')
    const { total } = await house.identity.review({ countMax: 1 })
    assert.ok(total <= list.length * 3, String(total))
  })
})

describe('the order of arrival', () => {
  /** Which of the wordings share a track, as text. */
  const partition = async (told: readonly (readonly [Sighting, string?])[], order: readonly number[]): Promise<string> => {
    const house = open()
    const heard = new Map<number, number>()
    for (const index of order) heard.set(index, (await house.hear(...told[index])).heardId)
    await house.identity.settle()
    const groups = Map.groupBy([...heard], ([, heardId]) => house.trackOf(heardId))
    const named = await Promise.all(
      [...groups].map(async ([id, members]) => {
        const { title, artistCredit, albumTitle } = await house.track(id)
        return `${members.map(([index]) => index).sort((a, b) => a - b)} ${title} ${artistCredit} ${albumTitle}`
      }),
    )
    return named.sort().join('\n')
  }
  const song = (set: Partial<Sighting>): Sighting => ({ title: 'Song', artistNames: ['A'], ...set })
  const CASES: Readonly<Record<string, readonly (readonly [Sighting, string?])[]>> = {
    lengths: [
      [song({ durationMs: 180_000 })],
      [song({ durationMs: 182_000, albumTitle: 'X' })],
      [song({ durationMs: 400_000, albumTitle: 'Y' })],
      [song({ title: 'SONG' })],
      [song({ title: 'Song (feat. Q)', albumTitle: 'Y' })],
    ],
    ids: [
      [song({ durationMs: 180_000 }), 'spotify:track:a'],
      [song({ durationMs: 300_000 }), 'spotify:track:b'],
      [song({ albumTitle: 'P' }), 'spotify:track:b'],
      [song({ albumTitle: 'Q' }), 'spotify:track:a'],
      [song({})],
    ],
    credits: [
      [song({ artistNames: ['A & B'] })],
      [song({ artistNames: ['A, C'] })],
      [song({ artistNames: ['A'] })],
      [song({ artistNames: ['a feat. D'] })],
    ],
    'lines of names': [[song({ artistNames: ['A & B'] })], [song({ artistNames: ['A, C'] })], [song({ artistNames: ['A x B'] })]],
    'acts of their own': [
      [song({ artistNames: ['Simon & Garfunkel'] })],
      [song({ artistNames: ['Simon'] })],
      [song({ artistNames: ['Simon and Garfunkel'], title: 'Two' })],
      [song({ artistNames: ['Simon and Garfunkel'], title: 'Three' })],
      [song({ artistNames: ['Simon and Garfunkel'], title: 'Four' })],
    ],
    spellings: [[song({ title: 'SONG' })], [song({ title: 'song' })], [song({ title: 'Song (Remastered)' })], [song({ title: 'Sóng' })]],
  }
  for (const [name, told] of Object.entries(CASES)) {
    it(`decides nothing: ${name}`, async () => {
      const random = seededRandom(name)
      const found = new Set<string>()
      for (let round = 0; round < 8; round++) {
        const order = told.map((_, index) => index)
        for (let i = order.length - 1; i > 0; i--) {
          const j = Math.floor(random.next() * (i + 1))
          ;[order[i], order[j]] = [order[j], order[i]]
        }
        found.add(await partition(told, order))
      }
      assert.deepEqual(found.size, 1, [...found].join('\n---\n'))
    })
  }

  it('gives what was heard to the file it names, whether the files came first or last', async () => {
    const heardOn = async (files: 'first' | 'last') => {
      const house = open()
      const own = async () => {
        for (const albumTitle of ['Studio', 'Best Of']) {
          const [id] = await house.tracks.identify([song({ albumTitle, durationMs: 200_000 })], 'file')
          await house.audioFiles.put([fileOf(id, { path: `/m/${albumTitle}.flac`, contentHash: albumTitle })])
        }
      }
      if (files === 'first') await own()
      const told = [song({ albumTitle: 'Best Of' }), song({ albumTitle: 'Studio' }), song({ title: 'SONG' }), song({ durationMs: 320_000 })]
      const heard: number[] = []
      for (const sighting of told) heard.push((await house.hear(sighting)).heardId)
      if (files === 'last') await own()
      await house.identity.settle()
      return Promise.all(heard.map(async (id) => (await house.track(house.trackOf(id))).albumTitle))
    }
    const first = await heardOn('first')
    assert.deepEqual(first.slice(0, 2), ['Best Of', 'Studio'])
    assert.deepEqual(await heardOn('last'), first)
  })

  it('keeps an act apart from its first name once it has songs of its own, also where they come later', async () => {
    const house = open()
    const [both, one] = [await house.hear(song({ artistNames: ['Simon & Garfunkel'] })), await house.hear(song({ artistNames: ['Simon'] }))]
    await house.identity.settle()
    assert.equal(house.trackOf(both.heardId), house.trackOf(one.heardId))
    for (const title of ['Two', 'Three', 'Four']) await house.hear(song({ title, artistNames: ['Simon and Garfunkel'] }))
    assert.equal(await house.identity.settle(), 1)
    assert.notEqual(house.trackOf(both.heardId), house.trackOf(one.heardId))
    assert.equal((await house.identity.review({ countMax: 5 })).items[0].reasons[0], 'same title')
  })
})
