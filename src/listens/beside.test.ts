// What exports tell beside listens, end to end: kept with its tracks, told again without doubling, gone with its source.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { inProcessEvents } from '#events'
import { fixedClock } from '#kernel'
import { writeFolder, writeZip } from '../../test/history.ts'
import { openStores } from '../storage/open.ts'
import { importPaths } from './import.ts'

const NOW = Date.UTC(2026, 10, 21)
const folder = mkdtempSync(join(tmpdir(), 'deepcut-beside-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const json = (path: string, value: unknown) => ({ path: `Spotify Account Data/${path}`, text: JSON.stringify(value) })
const track = (name: string) => ({
  track: { trackName: name, artistName: 'Ann', albumName: 'Album', trackUri: `spotify:track:${name}` },
  episode: null,
  localTrack: null,
})
const EPISODE = { track: null, episode: { episodeName: 'Talk', showName: 'Show', episodeUri: 'spotify:episode:e' }, localTrack: null }
const liked = (name: string) => ({ artist: 'Ann', album: 'Album', track: name, uri: `spotify:track:${name}` })
const HISTORY = json('StreamingHistory_music_0.json', [
  { endTime: '2024-01-01 10:00', artistName: 'Ann', trackName: 'a', msPlayed: 60_000 },
])
const LIBRARY = json('YourLibrary.json', { tracks: [liked('a'), liked('b')], bannedTracks: [liked('c')], albums: [{}] })
const PLAYLISTS = json('Playlist1.json', { playlists: [{ name: 'Mine', items: [track('a'), EPISODE, track('z')] }] })

describe('beside listens', () => {
  it('hearts, bans and playlists come with their tracks, once, and go with their source', async () => {
    const stores = openStores('sqlite::memory:', fixedClock(NOW))
    const [me] = await stores.listeners.list()
    const take = (path: string) =>
      importPaths({ ...stores, events: inProcessEvents(), clock: fixedClock(NOW) }, { paths: [path], listenerId: me.id })
    const zip = writeZip(join(folder, 'account.zip'), [HISTORY, LIBRARY, PLAYLISTS])
    const told = async () => {
      const feedback = await stores.feedback.list(me.id)
      const tracks = await stores.tracks.get(feedback.map(({ trackId }) => trackId))
      const [playlist] = await stores.playlists.list(me.id)
      const entries = playlist ? await stores.playlists.entries(playlist.id, { offset: 0, countMax: 9 }) : []
      return {
        said: feedback.map(({ kind }, i) => `${kind} ${tracks[i].title} ${tracks[i].spotifyId}`).sort(),
        entries: entries.map(({ title, trackId }) => `${title} ${trackId !== null}`),
        trackIds: entries.map(({ trackId }) => trackId),
      }
    }
    const first = await take(zip)
    const notes = first.sources.flatMap((source) => source.notes ?? [])
    assert.deepEqual(notes, [
      'Kept beside the listens: 2 loved tracks, 1 banned track.',
      'Kept beside the listens: 1 playlist with 3 entries.',
    ])
    const kept = await told()
    assert.deepEqual(kept.said, ['ban c c', 'love a a', 'love b b'])
    assert.deepEqual(kept.entries, ['a true', 'Talk false', 'z true'])
    const [listen] = await stores.listens.recent({ listenerId: me.id, countMax: 9 })
    assert.equal(kept.trackIds[0], listen.trackId)

    await take(zip)
    await take(writeFolder(join(folder, 'again'), [LIBRARY, PLAYLISTS]))
    assert.deepEqual(await told(), kept)
    assert.equal((await stores.playlists.list(me.id)).length, 1)
    const sources = await stores.sources.list(me.id)
    assert.equal(sources.length, 5)
    for (const source of sources) {
      assert.equal(source.report?.read, source.format === 'spotify-account' || source.format === 'spotify-library' ? 1 : 0)
      await stores.sources.remove(source.id)
    }
    assert.deepEqual(await told(), { said: [], entries: [], trackIds: [] })
  })
})
