// How good the ranker is on data that people made: 471 playlists of a Spotify table (TidyTuesday 2020-01-21). Half of a playlist is heard,
// the other half hidden among 28,000 tracks; genres are left out, because in this table they come from the playlists themselves.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import { fromBuffer } from 'yauzl'
import { DAY_MS, fixedClock, seededRandom } from '#kernel'
import type { TrackId } from '#library'
import type { NewListen } from '#listens'
import { Recommender } from '#recommend'
import { openStores } from '../../src/storage/open.ts'

const TABLE = join(import.meta.dirname, '../../../shared/data/tables/spotify_songs.zip')
const NOW_MS = Date.UTC(2026, 10, 21, 12)
const LISTENERS = 30
const LIST = 100

type Row = Readonly<Record<string, string>>

async function readTable(path: string): Promise<Row[]> {
  const zip = await promisify(fromBuffer)(readFileSync(path))
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry) => {
      zip.openReadStream(entry, async (error, stream) => {
        if (error) return reject(error)
        const chunks: Buffer[] = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        resolve(parse(Buffer.concat(chunks), { columns: true }))
      })
    })
  })
}

const sightingOf = (row: Row) => ({
  title: row['track_name'] || 'untitled',
  artistNames: [row['track_artist'] || 'unknown'],
  spotifyId: row['track_id'],
  durationMs: Number(row['duration_ms']),
  popularity: Number(row['track_popularity']),
  catalogued: true,
  attributes: Object.fromEntries(
    [
      'danceability',
      'energy',
      'key',
      'loudness',
      'mode',
      'speechiness',
      'acousticness',
      'instrumentalness',
      'liveness',
      'valence',
      'tempo',
    ].map((name) => [name, Number(row[name])]),
  ),
})

describe('the ranker on playlists people made', () => {
  const skip = existsSync(TABLE) ? false : `the table ${TABLE} is not there`

  it('finds more of a hidden half than popularity does, and more than chance among new artists', { skip }, async (t) => {
    const rows = await readTable(TABLE)
    const clock = fixedClock(NOW_MS)
    const stores = openStores('sqlite::memory:', clock)
    const ids = await stores.tracks.identify(rows.map(sightingOf), 'table')
    const { popularity, artistIds, ids: columnIds } = await stores.tracks.columns()
    const rowOf = new Map<number, number>(Array.from(columnIds, (id, row) => [id, row]))
    const byPopularity = Array.from(columnIds.keys()).sort((a, b) => popularity[b] - popularity[a] || a - b)

    const playlists = Map.groupBy(rows.keys(), (i) => rows[i]['playlist_id'])
    const random = seededRandom('playlists')
    const chosen = random.shuffle([...playlists.values()].filter((list) => list.length >= 40 && list.length <= 150)).slice(0, LISTENERS)
    const recommender = new Recommender({ ...stores, clock })
    const found: Record<string, { all: number; newArtist: number }> = {}
    let chance = 0
    for (const [n, list] of chosen.entries()) {
      const tracks = random.shuffle([...new Set(list.map((i) => ids[i]))])
      const heard = tracks.slice(0, tracks.length >> 1)
      const hidden = new Set<number>(tracks.slice(tracks.length >> 1))
      const { id: listenerId } = await stores.listeners.ensure(`playlist ${n}`)
      const sourceId = await stores.sources.ensure({ listenerId, label: 'half', format: 'test', synthetic: true, atMs: NOW_MS })
      const listens = heard.flatMap((trackId, i) =>
        Array.from({ length: 1 + random.below(5) }, (_, k): NewListen => {
          const endedAtMs = NOW_MS - (1 + random.below(300)) * DAY_MS
          return {
            listenerId, sourceId, kind: 'music', trackId: trackId as TrackId, title: '', artistName: '', albumTitle: null, startedAtMs: endedAtMs - 180_000,
            endedAtMs, precision: 's', timeTold: 'end', msPlayed: 180_000, reasonStart: null, reasonEnd: 'trackdone', skipped: false, shuffle: null, offline: null,
            incognito: null, platform: null, country: null, sourceUri: `deepcut:track:${trackId}`, rowKey: BigInt(n * 100_000 + i * 100 + k + 1),
          } // biome-ignore format: a row
        }),
      )
      await stores.listens.append(listens, { reconcile: false })
      const known = new Set<number>(heard)
      const artistOf = (trackId: number) => artistIds[rowOf.get(trackId)!]
      const artists = new Set(heard.map(artistOf))
      const unheard = Array.from(
        byPopularity.filter((row) => !known.has(columnIds[row])),
        (row) => columnIds[row],
      )
      const ofArtists = [...unheard.filter((id) => artists.has(artistOf(id))), ...unheard]
      const count = (name: string, list: readonly number[]) => {
        const hits = list.slice(0, LIST).filter((id) => hidden.has(id))
        const before = found[name] ?? { all: 0, newArtist: 0 }
        const newArtist = hits.filter((id) => !artists.has(artistOf(id))).length
        found[name] = { all: before.all + hits.length, newArtist: before.newArtist + newArtist }
      }
      for (const radar of [0.35, 0.7]) {
        const { items } = await recommender.recommend({ listenerId, countMax: LIST, radar, from: 'catalogue' })
        count(
          `ranker, dial at ${radar}`,
          items.map((item) => item.trackId),
        )
      }
      count('popularity', unheard)
      count('artists, then popularity', ofArtists)
      count('hidden', [])
      found['hidden'].all += hidden.size
      found['hidden'].newArtist += [...hidden].filter((id) => !artists.has(artistOf(id))).length
      chance += LIST / unheard.length / LISTENERS
    }
    const percent = (hits: number, of: number) => `${((100 * hits) / of).toFixed(2)} %`
    t.diagnostic(
      `recall at ${LIST} of ${columnIds.length} tracks, ${LISTENERS} listeners (chance ${percent(chance, 1)}); in brackets of artists not heard before`,
    )
    for (const [name, { all, newArtist }] of Object.entries(found)) {
      if (name !== 'hidden')
        t.diagnostic(`${name}: ${percent(all, found['hidden'].all)} (${percent(newArtist, found['hidden'].newArtist)})`)
    }
    const ranker = found['ranker, dial at 0.35']
    assert.ok(ranker.all > 4 * found['popularity'].all, 'four times the baseline')
    const discovered = found['ranker, dial at 0.7'].newArtist / found['hidden'].newArtist
    assert.ok(discovered > 2.5 * chance, 'and two and a half times chance among artists that are new')
    stores.close()
  })
})
