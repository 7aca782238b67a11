// How varied the listening is: entropy and inequality over artists and tracks.

import { COUNTED } from '#listens'
import { type Asked, askedBins, exclusions, insight, notCounted, notTracked, STEP } from '../insight.ts'
import type { Scope } from '../scope.ts'
import { decimal, percent, times } from '../wording.ts'
import { binAt, binTable } from './bin-table.ts'

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

/** Counts things of stretches one after the other, without clearing more than was touched. */
function openSpread(of: Int32Array, size: number) {
  const counts = new Int32Array(size)
  const touched = new Int32Array(size)
  let histogram = new Int32Array(1024)
  return (scope: Scope, from: number, to: number): Spread => {
    const { mark, ledger } = scope
    const { trackIds } = ledger
    let [used, countMax] = [0, 0]
    // Rows that do not count are counted under nothing (0): see countBy.
    for (let row = from; row < to; row++) {
      const thing = of[trackIds[row] & -(mark[row] & COUNTED)]
      if (counts[thing]++ === 0) touched[used++] = thing
    }
    counts[0] = 0
    for (let at = 0; at < used; at++) countMax = Math.max(countMax, counts[touched[at]])
    if (countMax >= histogram.length) histogram = new Int32Array(countMax * 2)
    for (let at = 0; at < used; at++) {
      histogram[counts[touched[at]]]++
      counts[touched[at]] = 0
    }
    const spread = spreadOf(histogram, countMax)
    histogram.fill(0, 0, countMax + 1)
    return spread
  }
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

function countDiversity(asked: Asked) {
  const { scope, measured } = asked
  const { of, size } = scope.dims
  const bins = askedBins(asked)
  const artistSpread = openSpread(of.artist, size.artist)
  const trackSpread = openSpread(of.track, size.track)
  const rows = Array.from({ length: bins.count }, (_, at) => {
    const [from, to] = [bins.rows[at], bins.rows[at + 1]]
    return { ...binAt(scope, bins, at), ...numbersOf(artistSpread(scope, from, to), trackSpread(scope, from, to)) }
  })
  const whole = numbersOf(artistSpread(scope, scope.low, scope.high), trackSpread(scope, scope.low, scope.high))
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
