// How much of what is heard is new.

import { COUNTED } from '#listens'
import { countBy, topOf } from '../counting.ts'
import { askedBins, exclusions, insight, notCounted, notTracked, STEP, shareOf } from '../insight.ts'
import type { Scope } from '../scope.ts'
import { listed, nameOf, percent, times } from '../wording.ts'
import { type Bin, binAt, binTable } from './bin-table.ts'

const BEST = 20

/** One pass from the beginning of the history: what is met for the first time at each row of the period. */
function firsts(scope: Scope) {
  const { ledger, dims, mark, low, high } = scope
  const { trackIds } = ledger
  const artistOf = dims.of.artist
  const seenTrack = new Uint8Array(dims.size.track)
  // The row at which an artist was first counted, plus 1.
  const artistRow = new Int32Array(dims.size.artist)
  // Of each row of the period: 1 where its track is new, 2 where its artist is.
  const isNew = new Uint8Array(high - low)
  // Rows that do not count are of track 0, which is no news.
  seenTrack[0] = 1
  for (let row = 0; row < high; row++) {
    const track = trackIds[row] & (0 - (mark[row] & COUNTED))
    if (seenTrack[track] === 1) continue
    seenTrack[track] = 1
    let found = 1
    const artist = artistOf[track]
    if (artist > 0 && artistRow[artist] === 0) {
      artistRow[artist] = row + 1
      found = 3
    }
    if (row >= low) isNew[row - low] = found
  }
  return { artistRow, isNew }
}

function countNew(isNew: Uint8Array, from: number, to: number): readonly [tracks: number, artists: number] {
  let tracks = 0
  let artists = 0
  for (let row = from; row < to; row++) {
    tracks += isNew[row] & 1
    artists += isNew[row] >> 1
  }
  return [tracks, artists]
}

/** Counted listens in the period to artists that were met in it. */
function countsOfNew(scope: Scope, artistRow: Int32Array): Int32Array {
  const counts = countBy(scope, 'artist', COUNTED)
  for (let artist = 0; artist < counts.length; artist++) if (artistRow[artist] <= scope.low) counts[artist] = 0
  return counts
}

interface DiscoveryBin extends Bin {
  readonly newTracks: number
  readonly newArtists: number
  readonly newTrackShare: number | null
  readonly newArtistShare: number | null
}

export const discovery = insight({
  question: 'How much of it is new to you?',
  explanation:
    'A track or an artist is new at its first counted listen in the whole history (of the kind and source asked for), not only in this period. ' +
    'The shares say how many counted listens were such firsts. The first months of a history are nearly all new: it has to begin somewhere.',
  group: 'taste',
  parameters: [STEP],
  tables: [
    { name: 'series', title: 'New tracks and artists over time' },
    { name: 'artists', title: 'New artists heard most since' },
  ],
  count(asked) {
    const { scope, measured } = asked
    const bins = askedBins(asked)
    const { artistRow, isNew } = firsts(scope)
    let [newTracks, newArtists] = [0, 0]
    const rows: DiscoveryBin[] = []
    for (let at = 0; at < bins.count; at++) {
      const [tracks, artists] = countNew(isNew, bins.rows[at] - scope.low, bins.rows[at + 1] - scope.low)
      newTracks += tracks
      newArtists += artists
      const bin = binAt(scope, bins, at)
      rows.push({
        ...bin,
        newTracks: tracks,
        newArtists: artists,
        newTrackShare: shareOf(tracks, bin.counted),
        newArtistShare: shareOf(artists, bin.counted),
      })
    }
    const counts = countsOfNew(scope, artistRow)
    const bestNewArtists = topOf(counts, BEST).map((artist) =>
      Object.assign(asked.thing('artist', artist), {
        firstMs: scope.ledger.endedAtS[artistRow[artist] - 1] * 1000,
        counted: counts[artist],
      }),
    )
    return {
      data: { step: bins.step, newTracks, newArtists, bins: rows, bestNewArtists },
      used: measured.tracked,
      excluded: exclusions(notCounted(measured), notTracked(measured)),
      coverage: null,
    }
  },
  tell(data, { measured }) {
    if (measured.tracked === 0) return ['Nothing that counts was heard in this time.']
    const lines = [
      `${times(data.newTracks, 'track')} and ${times(data.newArtists, 'artist')} were heard for the first time: ${percent(data.newTracks / measured.tracked)} of counted listens were to a track never heard before.`,
    ]
    if (data.bestNewArtists.length > 0)
      lines.push(`Of the new artists, heard most since: ${listed(data.bestNewArtists.slice(0, 3).map(nameOf))}.`)
    return lines
  },
  tabulate: (data) => [
    binTable('series', 'New tracks and artists over time', data.bins, [
      { name: 'new tracks', unit: 'tracks', cell: (row) => row.newTracks },
      { name: 'new artists', unit: 'artists', cell: (row) => row.newArtists },
      { name: 'share of new tracks', unit: '0 to 1', cell: (row) => row.newTrackShare },
      { name: 'share of new artists', unit: '0 to 1', cell: (row) => row.newArtistShare },
    ]),
    {
      name: 'artists',
      title: 'New artists heard most since',
      columns: [
        { name: 'artist', unit: null },
        { name: 'first', unit: 'ISO 8601' },
        { name: 'counted', unit: 'listens' },
      ],
      rows: data.bestNewArtists.map((one) => [one.name, new Date(one.firstMs).toISOString(), one.counted]),
    },
  ],
})
