// How varied the listening is: entropy and inequality over artists and tracks.

import { filled, foldTracks, touchTracks } from '../counting.ts'
import { type Asked, askedBins, exclusions, insight, notCounted, notTracked, STEP } from '../insight.ts'
import { decimal, percent, times } from '../wording.ts'
import { type Bin, binAt, binTable } from './bin-table.ts'

interface Spread {
  readonly things: number
  readonly bits: number | null
  readonly gini: number | null
}

/**
 * Shannon entropy and Gini coefficient from how many things were heard once, twice …: H = log2 N - (1/N) sum c log2 c, and
 * G = 2 sum(rank x count) / (n N) - (n + 1) / n with ranks from the least heard.
 */
export function spreadOf(histogram: Int32Array, countMax: number): Spread {
  let [things, listens, logSum, rankSum] = [0, 0, 0, 0]
  for (let count = 1; count <= countMax; count++) {
    const many = histogram[count]
    if (many === 0) continue
    rankSum += count * (many * things + (many * (many + 1)) / 2)
    things += many
    listens += many * count
    logSum += many * count * Math.log2(count)
  }
  if (listens === 0) return { things: 0, bits: null, gini: null }
  const bits = Math.max(0, Math.log2(listens) - logSum / listens)
  return { things, bits, gini: Math.max(0, (2 * rankSum) / (things * listens) - (things + 1) / things) }
}

/** The spread of counts; those of `touched` are set to 0 again. `histogram` is lent, all 0, and given back so. */
function spreadOfTouched(counts: Int32Array, touched: Int32Array, used: number, lent: { histogram: Int32Array }): Spread {
  let countMax = 0
  for (let at = 0; at < used; at++) if (counts[touched[at]] > countMax) countMax = counts[touched[at]]
  if (countMax >= lent.histogram.length) lent.histogram = new Int32Array(countMax * 2)
  const { histogram } = lent
  for (let at = 0; at < used; at++) {
    histogram[counts[touched[at]]]++
    counts[touched[at]] = 0
  }
  // What was touched under nothing counts nowhere.
  histogram[0] = 0
  const spread = spreadOf(histogram, countMax)
  histogram.fill(0, 0, countMax + 1)
  return spread
}

/** Adds the counts of touched tracks to those of their artists, and to the whole. Returns how many artists were touched. */
function addArtists(
  tracks: Int32Array,
  touchedTracks: Int32Array,
  used: number,
  artistOf: Int32Array,
  artists: Int32Array,
  touched: Int32Array,
  whole: Int32Array,
): number {
  let count = 0
  for (let at = 0; at < used; at++) {
    const track = touchedTracks[at]
    const artist = artistOf[track]
    whole[track] += tracks[track]
    const before = artists[artist]
    artists[artist] = before + tracks[track]
    touched[count] = artist
    // One further where it was 0 before; a track that was touched under nothing adds nothing.
    count += (before - 1) >>> 31
  }
  artists[0] = 0
  return count
}

function wholeSpread(counts: Int32Array, lent: { histogram: Int32Array }): Spread {
  const all = filled(new Int32Array(counts.length), (thing) => thing)
  return spreadOfTouched(counts, all, all.length, lent)
}

const numbersOf = (artists: Spread, tracks: Spread) => ({
  artists: artists.things,
  tracks: tracks.things,
  artistEntropyBits: artists.bits,
  trackEntropyBits: tracks.bits,
  effectiveArtists: artists.bits === null ? null : 2 ** artists.bits,
  effectiveTracks: tracks.bits === null ? null : 2 ** tracks.bits,
  artistGini: artists.gini,
  trackGini: tracks.gini,
})

type DiversityBin = Bin & ReturnType<typeof numbersOf>

function countDiversity(asked: Asked) {
  const { scope, measured } = asked
  const { of, size } = scope.dims
  const bins = askedBins(asked)
  const tracks = { counts: new Int32Array(size.track), touched: new Int32Array(size.track + 1), whole: new Int32Array(size.track) }
  const artists = { counts: new Int32Array(size.artist), touched: new Int32Array(size.artist + 1) }
  const lent = { histogram: new Int32Array(1024) }
  const rows: DiversityBin[] = []
  for (let at = 0; at < bins.count; at++) {
    const used = touchTracks(scope.ledger.trackIds, scope.mark, bins.rows[at], bins.rows[at + 1], tracks.counts, tracks.touched)
    const usedArtists = addArtists(tracks.counts, tracks.touched, used, of.artist, artists.counts, artists.touched, tracks.whole)
    const artistSpread = spreadOfTouched(artists.counts, artists.touched, usedArtists, lent)
    const trackSpread = spreadOfTouched(tracks.counts, tracks.touched, used, lent)
    rows.push({ ...binAt(scope, bins, at), ...numbersOf(artistSpread, trackSpread) })
  }
  const wholeArtists = foldTracks(tracks.whole, of.artist, new Int32Array(size.artist))
  const whole = numbersOf(wholeSpread(wholeArtists, lent), wholeSpread(tracks.whole, lent))
  return {
    data: { step: bins.step, whole, bins: rows },
    used: measured.tracked,
    excluded: exclusions(notCounted(measured), notTracked(measured)),
    coverage: null,
  }
}

export const diversity = insight({
  question: 'How varied is your listening?',
  explanation:
    'The effective number of artists is 2 to the Shannon entropy of counted listens: hearing a hundred artists equally often gives 100, hearing nearly always one gives nearly 1. ' +
    'The Gini coefficient says how unequal it is: 0 where all are heard alike, near 1 where one has almost everything. Steps with few listens look less varied than they are.',
  group: 'taste',
  parameters: [STEP],
  tables: [{ name: 'series', title: 'Variety over time' }],
  count: countDiversity,
  tell({ whole }) {
    if (whole.effectiveArtists === null || whole.effectiveTracks === null) return ['Nothing that counts was heard in this time.']
    return [
      `${times(whole.artists, 'artist')} were heard, as varied as ${decimal(whole.effectiveArtists)} artists heard equally often; ${times(whole.tracks, 'track')}, as varied as ${decimal(whole.effectiveTracks)}.`,
      `The inequality among artists is ${percent(whole.artistGini ?? 0)} (Gini; 0 % would be all alike).`,
    ]
  },
  tabulate: (data) => [
    binTable('series', 'Variety over time', data.bins, [
      { name: 'artists', unit: 'artists', cell: (row) => row.artists },
      { name: 'tracks', unit: 'tracks', cell: (row) => row.tracks },
      { name: 'artist entropy', unit: 'bits', cell: (row) => row.artistEntropyBits },
      { name: 'track entropy', unit: 'bits', cell: (row) => row.trackEntropyBits },
      { name: 'effective artists', unit: 'artists', cell: (row) => row.effectiveArtists },
      { name: 'effective tracks', unit: 'tracks', cell: (row) => row.effectiveTracks },
      { name: 'artist Gini', unit: '0 to 1', cell: (row) => row.artistGini },
      { name: 'track Gini', unit: '0 to 1', cell: (row) => row.trackGini },
    ]),
  ],
})
