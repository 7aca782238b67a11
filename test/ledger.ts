// Ledgers without a database: by hand, row by row, for tests of what is read from them, and invented, seeded and as large as wanted, for benchmarks.
// The columns of tracks that go with them too. Nobody's data.

import { seededRandom } from '#kernel'
import { ATTRIBUTE_NAMES, type Track, type TrackColumns, type TrackId } from '#library'
import { COMPLETED, COUNTED, type Ledger, type ListenerId, MS_UNKNOWN, SKIPPED, TRAITS } from '#listens'

/** A row by hand; what is left out is usual: music of a known track, heard to the end. */
export interface LedgerRow {
  readonly endedAtMs: number
  readonly trackId?: number
  /** Null where the source does not say. */
  readonly msPlayed?: number | null
  readonly counted?: boolean
  readonly completed?: boolean
  readonly skipped?: boolean
  readonly kind?: 'music' | 'podcast' | 'audiobook' | 'video'
  readonly sourceId?: number
  readonly reasonEnd?: string
  readonly platform?: string
  /** As the source's own flag says; not told where it is left out. */
  readonly skippedFlag?: boolean
}

const KINDS = ['music', 'podcast', 'audiobook', 'video']
let revision = 0

const columnsFor = (count: number) => ({
  endedAtS: new Uint32Array(count),
  msPlayed: new Int32Array(count),
  trackIds: new Int32Array(count),
  heardIds: new Int32Array(count),
  sourceIds: new Int32Array(count),
  traits: new Uint16Array(count),
  reasonStarts: new Uint16Array(count),
  reasonEnds: new Uint16Array(count),
  platforms: new Uint16Array(count),
  countries: new Uint16Array(count),
  flags: new Uint8Array(count),
})

/** A ledger of these rows, put in order of time. */
export function ledgerOf(rows: readonly LedgerRow[], listenerId = 1): Ledger {
  const sorted = [...rows].sort((a, b) => a.endedAtMs - b.endedAtMs)
  const columns = columnsFor(sorted.length)
  const words = ['']
  const wordAt = (word: string | undefined) => {
    if (word === undefined) return 0
    const known = words.indexOf(word)
    return known >= 0 ? known : words.push(word) - 1
  }
  sorted.forEach((row, i) => {
    columns.endedAtS[i] = Math.floor(row.endedAtMs / 1000)
    columns.msPlayed[i] = row.msPlayed === null ? MS_UNKNOWN : (row.msPlayed ?? 200_000)
    columns.trackIds[i] = row.trackId ?? 1
    columns.heardIds[i] = i + 1
    columns.sourceIds[i] = row.sourceId ?? 1
    const flag = row.skippedFlag === undefined ? 2 : Number(row.skippedFlag)
    columns.traits[i] = (KINDS.indexOf(row.kind ?? 'music') << TRAITS.kind.shift) | (flag << TRAITS.skipped.shift)
    columns.reasonEnds[i] = wordAt(row.reasonEnd)
    columns.platforms[i] = wordAt(row.platform)
    const skipped = row.skipped ?? false
    const completed = row.completed ?? !skipped
    columns.flags[i] = ((row.counted ?? completed) ? COUNTED : 0) | (completed ? COMPLETED : 0) | (skipped ? SKIPPED : 0)
  })
  return { ...columns, listenerId: listenerId as ListenerId, revision: ++revision, count: sorted.length, words }
}

export interface TrackRow {
  readonly id: number
  readonly artistId: number
  readonly albumId?: number
  readonly genre?: string
  readonly durationMs?: number
  readonly popularity?: number
  readonly energy?: number
  readonly valence?: number
  readonly tempo?: number
  /** 0 = C; mode 1 major. */
  readonly key?: number
  readonly mode?: number
}

/** Columns of these tracks, in order of id. */
export function trackColumnsOf(rows: readonly TrackRow[]): TrackColumns {
  const sorted = [...rows].sort((a, b) => a.id - b.id)
  const genreNames = [...new Set(sorted.flatMap(({ genre }) => genre ?? []))]
  const attributes = new Float32Array(sorted.length * ATTRIBUTE_NAMES.length).fill(Number.NaN)
  sorted.forEach((row, i) => {
    for (const name of ['energy', 'valence', 'tempo', 'key', 'mode'] as const)
      attributes[i * ATTRIBUTE_NAMES.length + ATTRIBUTE_NAMES.indexOf(name)] = row[name] ?? Number.NaN
  })
  return {
    count: sorted.length,
    ids: Int32Array.from(sorted, ({ id }) => id),
    artistIds: Int32Array.from(sorted, ({ artistId }) => artistId),
    albumIds: Int32Array.from(sorted, ({ albumId }) => albumId ?? -1),
    genres: Int32Array.from(sorted, ({ genre }) => (genre === undefined ? -1 : genreNames.indexOf(genre))),
    genreNames,
    years: new Float32Array(sorted.length).fill(2000),
    durationMs: Int32Array.from(sorted, ({ durationMs }) => durationMs ?? 0),
    popularity: Float32Array.from(sorted, ({ popularity }) => popularity ?? Number.NaN),
    attributes,
    flags: new Uint8Array(sorted.length),
  }
}

/** A track as a store gives it, named after its numbers. */
export function namedTrack(id: number, artistId: number, albumId: number | null): Track {
  const artist = `Artist ${artistId}`
  const rest = { discNo: null, trackNo: null, year: null, durationMs: null, genres: [], popularity: null, attributes: null }
  const ids = { spotifyId: null, isrc: null, recordingMbid: null, coverId: null }
  const albumTitle = albumId === null ? null : `Album ${albumId}`
  const names = { title: `Track ${id}`, artistCredit: artist, artists: [{ id: artistId, name: artist }], albumId, albumTitle }
  return { id: id as TrackId, ...names, ...rest, ...ids, playable: false, catalogued: false, synthetic: true } as unknown as Track
}

export interface InventOptions {
  readonly seed: number | string
  readonly listens: number
  readonly tracks: number
  readonly artists: number
  readonly fromMs: number
  readonly toMs: number
}

/**
 * A listening life: sessions with silences between, few tracks heard often and many hardly, tastes that wander, a seventh of scrobbles without
 * a length or an end, a few podcasts, skips.
 */
export function inventLedger({ seed, listens, tracks, fromMs, toMs }: InventOptions): Ledger {
  const random = seededRandom(seed)
  const columns = columnsFor(listens)
  const words = [
    '',
    'trackdone',
    'fwdbtn',
    'endplay',
    'unknown',
    'Android OS 13 API 33',
    'iOS 17.2 (iPhone14,5)',
    'web_player windows 10',
    'osx',
  ]
  const spanS = (toMs - fromMs) / 1000
  let atS = fromMs / 1000
  const meanGapS = spanS / listens
  let track = 1
  for (let i = 0; i < listens; i++) {
    const breaks = random.next() < 0.06
    atS += breaks ? meanGapS * 10 * random.next() : meanGapS * (0.2 + random.next() * 1.05)
    columns.endedAtS[i] = Math.min(toMs / 1000 - 1, Math.floor(atS))
    // Some repeat; else a power law over a window of tracks that moves through the catalogue with time.
    if (random.next() > 0.04) {
      const window = Math.floor((tracks * 0.5 * i) / listens)
      track = 1 + ((window + Math.floor((tracks - 1) * random.next() ** 4)) % tracks)
    }
    const isScrobble = random.next() < 1 / 7
    const isPodcast = random.next() < 0.02
    const end = random.next()
    const length = 150_000 + ((track * 7919) % 150_000)
    const ended = end < 0.7 ? 1 : end < 0.92 ? 2 : end < 0.98 ? 3 : 4
    const ms = ended === 1 ? length : Math.floor(length * random.next() ** 2)
    columns.trackIds[i] = isPodcast ? 0 : track
    columns.heardIds[i] = track
    columns.sourceIds[i] = 1 + Math.floor((i * 5) / listens)
    columns.msPlayed[i] = isScrobble ? MS_UNKNOWN : ms
    columns.traits[i] = ((isPodcast ? 1 : 0) << TRAITS.kind.shift) | ((isScrobble ? 2 : Number(ended === 2)) << TRAITS.skipped.shift)
    columns.reasonEnds[i] = isScrobble ? 0 : ended
    columns.platforms[i] = isScrobble ? 0 : 5 + (Math.floor(i / 1000) % 4)
    if (isScrobble) columns.flags[i] = COUNTED
    else columns.flags[i] = (ms >= 30_000 ? COUNTED : 0) | (ended === 1 ? COMPLETED : 0) | (ended === 2 || ended === 3 ? SKIPPED : 0)
  }
  return { ...columns, listenerId: 1 as ListenerId, revision: ++revision, count: listens, words }
}

/** Tracks 1 to `tracks`, three quarters of them with attributes and a popularity. */
export function inventTrackColumns({ seed, tracks, artists }: InventOptions): TrackColumns {
  const random = seededRandom(`tracks ${seed}`)
  const width = ATTRIBUTE_NAMES.length
  const columns = {
    count: tracks,
    ids: new Int32Array(tracks),
    artistIds: new Int32Array(tracks),
    albumIds: new Int32Array(tracks),
    genres: new Int32Array(tracks),
    genreNames: Array.from({ length: 200 }, (_, i) => `genre ${i}`),
    years: new Float32Array(tracks).fill(2000),
    durationMs: new Int32Array(tracks),
    popularity: new Float32Array(tracks),
    attributes: new Float32Array(tracks * width),
    flags: new Uint8Array(tracks),
  }
  for (let i = 0; i < tracks; i++) {
    const known = random.next() < 0.75
    columns.ids[i] = i + 1
    columns.artistIds[i] = 1 + Math.floor(artists * random.next() ** 2)
    columns.albumIds[i] = random.next() < 0.9 ? columns.artistIds[i] * 4 + random.below(4) : -1
    columns.genres[i] = random.next() < 0.8 ? columns.artistIds[i] % 200 : -1
    columns.durationMs[i] = 150_000 + (((i + 1) * 7919) % 150_000)
    columns.popularity[i] = known ? random.below(101) : Number.NaN
    for (let j = 0; j < width; j++) {
      const name = ATTRIBUTE_NAMES[j]
      const value =
        name === 'tempo' ? 60 + 120 * random.next() : name === 'key' ? random.below(12) : name === 'mode' ? random.below(2) : random.next()
      columns.attributes[i * width + j] = known ? value : Number.NaN
    }
  }
  return columns
}
