// An invented world for the tests of this room: six kinds of music with their own attributes, sounds, artists and fame, in real stores in memory.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Analysis } from '#analysis'
import { CURRENT, NO_FINDINGS, VECTOR_SIZE } from '#analysis'
import { DAY_MS, fixedClock, seededRandom } from '#kernel'
import type { Attributes, TrackId } from '#library'
import type { ListenerId, NewListen } from '#listens'
import { openStores, type Stores } from '../storage/open.ts'
import { Recommender } from './recommender.ts'

export const NOW_MS = Date.UTC(2026, 10, 21, 12)

export const STYLES = ['orchestral', 'electronic', 'rock', 'jazz', 'rap', 'folk'] as const
export type Style = (typeof STYLES)[number]

/** Genre as a table spells it, and typical danceability, energy, valence, acousticness, instrumentalness, speechiness, loudness, tempo. */
const KINDS: Readonly<Record<Style, { genre: string; centre: readonly number[] }>> = {
  orchestral: { genre: 'Orchestral', centre: [0.2, 0.2, 0.2, 0.92, 0.9, 0.04, -19, 90] },
  electronic: { genre: 'edm', centre: [0.75, 0.85, 0.45, 0.05, 0.7, 0.06, -6, 126] },
  rock: { genre: 'Rock', centre: [0.45, 0.9, 0.5, 0.03, 0.05, 0.06, -5, 140] },
  jazz: { genre: 'Jazz', centre: [0.5, 0.35, 0.55, 0.8, 0.5, 0.05, -13, 110] },
  rap: { genre: 'Hip-Hop', centre: [0.8, 0.65, 0.5, 0.15, 0.0, 0.3, -7, 95] },
  folk: { genre: 'Folk', centre: [0.5, 0.3, 0.4, 0.85, 0.1, 0.04, -12, 105] },
}

export interface Piece {
  readonly id: TrackId
  readonly title: string
  readonly artist: string
  readonly style: Style
  readonly owned: boolean
  readonly popularity: number | null
}

export interface World {
  readonly stores: Stores
  readonly clock: ReturnType<typeof fixedClock>
  readonly recommender: Recommender
  readonly pieces: readonly Piece[]
  readonly pieceOf: ReadonlyMap<number, Piece>
}

export interface WorldPlan {
  /** Tracks of each style in a table, and owned (analysed) ones; every fifth of the owned is in the table too. */
  readonly catalogued?: number
  readonly owned?: number
  readonly artistsAStyle?: number
  readonly seed?: number
  readonly analysed?: boolean
}

/** Opens stores in memory and fills them by plan. */
export async function openWorld(plan: WorldPlan = {}): Promise<World> {
  const { catalogued = 60, owned = 20, artistsAStyle = 12, seed = 1, analysed = true } = plan
  const clock = fixedClock(NOW_MS)
  const stores = openStores('sqlite::memory:', clock)
  const random = seededRandom(seed)
  const pieces: Piece[] = []
  for (const style of STYLES) {
    const voice = Array.from({ length: VECTOR_SIZE }, () => random.normal())
    for (let n = 0; n < catalogued + owned; n++) {
      const isOwned = n >= catalogued
      const inTable = !isOwned || n % 5 === 0
      const artist = `${style} artist ${random.below(artistsAStyle) + 1}`
      const title = `${style} piece ${n + 1}`
      const popularity = inTable ? Math.round(100 * random.next()) : null
      const shared = { title, artistNames: [artist], genres: [KINDS[style].genre], durationMs: 180_000 + n }
      const table = { ...shared, popularity, attributes: attributesLike(style, random), catalogued: true }
      const [id] = await stores.tracks.identify([inTable ? table : shared], inTable ? 'table' : 'file')
      if (isOwned)
        await own(
          stores,
          id,
          voice.map((v) => v + 0.6 * random.normal()),
          style,
          analysed,
        )
      pieces.push({ id, title, artist, style, owned: isOwned, popularity })
    }
  }
  const recommender = new Recommender({ ...stores, clock })
  return { stores, clock, recommender, pieces, pieceOf: new Map(pieces.map((piece) => [piece.id as number, piece])) }
}

function attributesLike(style: Style, random: ReturnType<typeof seededRandom>): Attributes {
  const [danceability, energy, valence, acousticness, instrumentalness, speechiness, loudness, tempo] = KINDS[style].centre
  const near = (value: number, spread = 0.08) => Math.min(1, Math.max(0, value + spread * random.normal()))
  return {
    danceability: near(danceability),
    energy: near(energy),
    valence: near(valence, 0.12),
    acousticness: near(acousticness),
    instrumentalness: near(instrumentalness, 0.1),
    speechiness: near(speechiness, 0.02),
    liveness: near(0.15, 0.06),
    loudness: loudness + 1.5 * random.normal(),
    tempo: tempo + 8 * random.normal(),
    key: random.below(12),
    mode: random.below(2),
    timeSignature: 4,
    durationMs: 180_000 + 20_000 * random.normal(),
  }
}

async function own(stores: Stores, id: TrackId, vector: readonly number[], style: Style, analysed: boolean): Promise<void> {
  const contentHash = `hash of ${id}`
  const length = Math.hypot(...vector)
  await stores.audioFiles.put([
    {
      trackId: id, path: `/music/${id}.flac`, sizeBytes: 1, mtimeMs: 1, contentHash, codec: 'flac', sampleRateHz: 44_100, channels: 2,
      bitrateBps: null, durationMs: 180_000, replayGainTrackDb: null, replayGainAlbumDb: null, missingSinceMs: null,
    },
  ]) // biome-ignore format: a row
  if (!analysed) return
  const analysis: Analysis = {
    ...NO_FINDINGS,
    extent: 'whole',
    durationS: 180,
    codec: 'flac',
    sampleRateHz: 44_100,
    channels: 2,
    loudness: { integratedLufs: KINDS[style].centre[6], rangeLu: null, truePeakDbtp: null },
    tempo: { bpm: KINDS[style].centre[7], confidence: 0.9 },
    vector: Float32Array.from(vector, (value) => value / length),
    versions: { vector: CURRENT.vector },
  }
  await stores.analyses.put(contentHash, { ok: true, analysis }, NOW_MS)
}

export interface Heard {
  readonly piece: Piece
  readonly daysAgo: number
  readonly how: 'finished' | 'skipped'
}

/** Keeps listens of a listener, made where there is none by that name. */
export async function listen(world: World, name: string, heard: readonly Heard[]): Promise<ListenerId> {
  const { id } = await world.stores.listeners.ensure(name)
  const sourceId = await world.stores.sources.ensure({ listenerId: id, label: 'test', format: 'test', synthetic: true, atMs: NOW_MS })
  const rows = heard.map(({ piece, daysAgo, how }, i): NewListen => {
    const msPlayed = how === 'finished' ? 180_000 : 8000
    const endedAtMs = world.clock.nowMs() - daysAgo * DAY_MS + i
    return {
      listenerId: id, sourceId, kind: 'music', trackId: piece.id, title: piece.title, artistName: piece.artist, albumTitle: null,
      startedAtMs: endedAtMs - msPlayed, endedAtMs, precision: 'ms', timeTold: 'end', msPlayed, reasonStart: 'clickrow', reasonEnd: how === 'finished' ? 'trackdone' : 'fwdbtn',
      skipped: how === 'skipped', shuffle: false, offline: null, incognito: null, platform: null, country: null, sourceUri: `deepcut:track:${piece.id}`,
      rowKey: BigInt(serial++),
    } // biome-ignore format: a row
  })
  await world.stores.listens.append(rows, { reconcile: false })
  world.recommender.invalidate(id)
  return id
}
let serial = 1

/** A habit: the first `count` pieces of a style, each finished 1 to `times` times over the last 200 days, ten days ago at the latest. */
export function habit(
  world: World,
  style: Style,
  options: { count?: number; times?: number; owned?: boolean; seed?: number } = {},
): Heard[] {
  const { count = 12, times = 6, owned, seed = 7 } = options
  const random = seededRandom(`${seed} ${style}`)
  const pieces = world.pieces.filter((piece) => piece.style === style && (owned === undefined || piece.owned === owned))
  return random
    .shuffle(pieces)
    .slice(0, count)
    .flatMap((piece) =>
      Array.from({ length: 1 + random.below(times) }, (): Heard => ({ piece, daysAgo: 10 + random.below(190), how: 'finished' })),
    )
}

describe('the invented world', () => {
  it('keeps what it was filled with', async () => {
    const world = await openWorld({ catalogued: 5, owned: 5 })
    const counts = await world.stores.tracks.counts()
    assert.equal(counts.tracks, 60)
    assert.equal(counts.playable, 30)
    assert.equal((await world.stores.analyses.columns()).count, 30)
    const id = await listen(world, 'someone', [
      { piece: world.pieces[0], daysAgo: 1, how: 'finished' },
      { piece: world.pieces[1], daysAgo: 2, how: 'skipped' },
    ])
    const tally = await world.stores.listens.tally(id)
    assert.deepEqual([...tally.completions], [1, 0])
    assert.deepEqual([...tally.skips], [0, 1])
  })
})
