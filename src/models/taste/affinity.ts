// Liking for artists and genres: what was finished against what was skipped, smoothed, so that one listen does not make a favourite.

import { GENRE_FAMILIES } from './genres.ts'
import type { MusicSpaces } from './spaces.ts'

/** Evidence, in units of track weight, that must gather before an artist or genre counts half. */
const ARTIST_DOUBT = 1
const GENRE_DOUBT = 6
/** How much the genre's own name counts beside its families. */
const NAME_SHARE = 0.6

export interface Affinity {
  /** -1 (always skipped) to 1 (always finished) for each artist. */
  readonly artists: Float32Array
  /** -1 to 1 for each genre, its families included. */
  readonly genres: Float32Array
  /** Share of all liking that each genre, and each family with what is related, holds, 0 to 1. */
  readonly genreShares: Float32Array
  readonly familyShares: Float32Array
}

/** Affinities from the weights of tracks. A genre's liking also counts how much of all liking it holds. */
export function learnAffinity(spaces: MusicSpaces, rows: Int32Array, weights: Float32Array): Affinity {
  let liking = 0
  const artistFor = new Float32Array(spaces.artistCount)
  const artistAgainst = new Float32Array(spaces.artistCount)
  const genreFor = new Float32Array(spaces.genreNames.length)
  const genreAgainst = new Float32Array(spaces.genreNames.length)
  for (let i = 0; i < rows.length; i++) {
    const weight = weights[i]
    const artist = spaces.artistOf[rows[i]]
    const genre = spaces.genreOf[rows[i]]
    if (weight > 0) {
      liking += weight
      artistFor[artist] += weight
      if (genre >= 0) genreFor[genre] += weight
    } else {
      artistAgainst[artist] -= weight
      if (genre >= 0) genreAgainst[genre] -= weight
    }
  }
  const artists = artistFor.map((favour, i) => (favour - artistAgainst[i]) / (favour + artistAgainst[i] + ARTIST_DOUBT))

  const familyFor = new Float32Array(GENRE_FAMILIES.length)
  const familyAgainst = new Float32Array(GENRE_FAMILIES.length)
  spaces.familiesOfGenre.forEach((families, genre) => {
    for (const family of families) {
      familyFor[family] += genreFor[genre]
      familyAgainst[family] += genreAgainst[genre]
    }
  })
  const byName = leanings(genreFor, genreAgainst)
  const byFamily = leanings(familyFor, familyAgainst)
  const genres = Float32Array.from(spaces.familiesOfGenre, (families, genre) => {
    if (families.length === 0) return byName[genre]
    let family = 0
    for (const index of families) family += byFamily[index] / families.length
    return NAME_SHARE * byName[genre] + (1 - NAME_SHARE) * family
  })
  const shareOf = (favour: number) => (liking > 0 ? favour / liking : 0)
  return { artists, genres, genreShares: genreFor.map(shareOf), familyShares: familyFor.map(shareOf) }
}

function leanings(favour: Float32Array, against: Float32Array): Float32Array {
  const largest = favour.reduce((a, b) => Math.max(a, b), 0) || 1
  return favour.map((value, i) => {
    const leaning = (value - against[i]) / (value + against[i] + GENRE_DOUBT)
    return leaning > 0 ? leaning * Math.sqrt(value / largest) : leaning
  })
}
