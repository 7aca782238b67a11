// All music as the ranker sees it: the spaces of taste, how known each track is, and the tracks of each artist. Held in memory, read anew
// when a store says that something changed.

import type { SoundColumns } from '#analysis'
import { CATALOGUED, PLAYABLE, type TrackColumns } from '#library'
import { type MusicSpaces, openSpaces } from '#models'

export interface MusicIndex {
  readonly tracks: TrackColumns
  readonly spaces: MusicSpaces
  /** 0 to 100 among the tracks of tables, by their popularity; for others of an artist in a table the artist's mean; NaN where unknown. */
  readonly percentile: Float32Array
  /** Tracks that have a popularity of their own. */
  readonly rated: number
  /** How many tracks can be played, and are in tables. */
  readonly playable: number
  readonly catalogued: number
  /** Rows of artist a: artistRows from artistStarts[a] to artistStarts[a + 1]. */
  readonly artistStarts: Int32Array
  readonly artistRows: Int32Array
}

export function openMusicIndex(tracks: TrackColumns, sounds: SoundColumns): MusicIndex {
  const spaces = openSpaces(tracks, sounds)
  const rated = percentiles(tracks.popularity)
  const having = (flag: number) => tracks.flags.reduce((count, flags) => count + ((flags & flag) !== 0 ? 1 : 0), 0)
  return {
    tracks,
    spaces,
    rated: rated.rated,
    percentile: withArtistMeans(rated.percentile, spaces),
    playable: having(PLAYABLE),
    catalogued: having(CATALOGUED),
    ...rowsByArtist(spaces),
  }
}

/** Middle rank among all that are known, 0 to 100; NaN stays NaN. */
export function percentiles(values: Float32Array): { percentile: Float32Array; rated: number } {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const rankOf = new Map<number, number>()
  for (let i = 0; i < known.length; ) {
    let end = i
    while (end < known.length && known[end] === known[i]) end++
    rankOf.set(known[i], (100 * (i + end)) / 2 / known.length)
    i = end
  }
  return { percentile: values.map((value) => (Number.isNaN(value) ? Number.NaN : rankOf.get(value)!)), rated: known.length }
}

function withArtistMeans(percentile: Float32Array, { artistOf, artistCount }: MusicSpaces): Float32Array {
  const sums = new Float64Array(artistCount)
  const counts = new Int32Array(artistCount)
  for (let row = 0; row < percentile.length; row++) {
    if (Number.isNaN(percentile[row])) continue
    sums[artistOf[row]] += percentile[row]
    counts[artistOf[row]]++
  }
  return percentile.map((value, row) => {
    const artist = artistOf[row]
    return Number.isNaN(value) && counts[artist] > 0 ? sums[artist] / counts[artist] : value
  })
}

function rowsByArtist({ artistOf, artistCount }: MusicSpaces): Pick<MusicIndex, 'artistStarts' | 'artistRows'> {
  const artistStarts = new Int32Array(artistCount + 1)
  for (const artist of artistOf) artistStarts[artist + 1]++
  for (let artist = 0; artist < artistCount; artist++) artistStarts[artist + 1] += artistStarts[artist]
  const next = artistStarts.slice()
  const artistRows = new Int32Array(artistOf.length)
  for (let row = 0; row < artistOf.length; row++) artistRows[next[artistOf[row]]++] = row
  return { artistStarts, artistRows }
}
