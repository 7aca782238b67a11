// How often, from when and until when each track and artist was heard: what loves are told by.

import { COUNTED } from '#listens'
import type { Scope } from '../scope.ts'

/** An artist has many tracks: heavy takes this many times more. */
export const ARTIST_FACTOR = 3

/** The parameter of how much is heavy. */
export const heavyParameter = (byDefault: number) => ({
  name: 'heavy',
  summary: `How many counted listens of a track are heavy, 2 to 1000; of an artist three times as many.`,
  choices: null,
  byDefault: String(byDefault),
})

/** By track or artist; the first place is nothing's. */
export interface Spans {
  readonly counts: Int32Array
  readonly firstS: Uint32Array
  readonly lastS: Uint32Array
}

/** Counted listens, and first and last end, of each track. */
export function spansOfTracks({ ledger, dims, mark }: Scope, from: number, to: number): Spans {
  const { trackIds, endedAtS } = ledger
  const counts = new Int32Array(dims.size.track)
  const firstS = new Uint32Array(dims.size.track)
  const lastS = new Uint32Array(dims.size.track)
  for (let row = from; row < to; row++) {
    const track = trackIds[row] & (0 - (mark[row] & COUNTED))
    if (counts[track]++ === 0) firstS[track] = endedAtS[row]
    lastS[track] = endedAtS[row]
  }
  counts[0] = 0
  return { counts, firstS, lastS }
}

/** Those of the artists, from those of their tracks. */
export function spansOfArtists({ dims }: Scope, tracks: Spans): Spans {
  const artistOf = dims.of.artist
  const counts = new Int32Array(dims.size.artist)
  const firstS = new Uint32Array(dims.size.artist)
  const lastS = new Uint32Array(dims.size.artist)
  for (let track = 1; track < artistOf.length; track++) {
    if (tracks.counts[track] === 0) continue
    const artist = artistOf[track]
    if (counts[artist] === 0 || tracks.firstS[track] < firstS[artist]) firstS[artist] = tracks.firstS[track]
    if (tracks.lastS[track] > lastS[artist]) lastS[artist] = tracks.lastS[track]
    counts[artist] += tracks.counts[track]
  }
  counts[0] = 0
  return { counts, firstS, lastS }
}

/** A moment in a table. */
export const iso = (ms: number) => new Date(ms).toISOString()
