// What is known of each track, as arrays by track id: insights gather from them while they scan a ledger. Built once for a state of the library.

import { type SoundColumns, TONICS } from '#analysis'
import { ATTRIBUTE_NAMES, type AttributeName, type TrackColumns } from '#library'

/** What a listen can be counted under. */
export const THINGS = ['artist', 'album', 'track', 'genre'] as const
export type Thing = (typeof THINGS)[number]

/** Entry t of each array tells of the track with id t; entry 0, and what is not known, is 0, NaN or -1 as said. */
export interface Dimensions {
  /** Rows are of this track, artist, album, genre: 0 for none. Of tracks: the id itself, 0 where there is no such track. */
  readonly of: Readonly<Record<Thing, Int32Array>>
  /** One more than the greatest number in `of`. */
  readonly size: Readonly<Record<Thing, number>>
  /** A track of each artist, album, track and genre. */
  readonly example: Readonly<Record<Thing, Int32Array>>
  /** By genre number; the first is empty. */
  readonly genreNames: readonly string[]
  /** 0 where unknown. */
  readonly durationMs: Int32Array
  /** 0 (known by few) to 100 among rated tracks, NaN where no table rates it. */
  readonly percentile: Float32Array
  /** From a table, else from our own analysis; NaN where neither knows. */
  readonly energy: Float32Array
  readonly valence: Float32Array
  readonly tempoBpm: Float32Array
  /** Number in KEYS, -1 where unknown. */
  readonly key: Int8Array
}

/** The 24 keys in the order of the Camelot wheel: 1A, 1B, 2A … 12B. */
export const KEYS: readonly { readonly camelot: string; readonly key: string; readonly mode: 'major' | 'minor' }[] = Array.from(
  { length: 24 },
  (_, index) => {
    const mode = index % 2 === 1 ? 'major' : 'minor'
    const tonic = TONICS.findIndex((_, candidate) => keyIndex(candidate, mode === 'major' ? 1 : 0) === index)
    return { camelot: `${(index >> 1) + 1}${mode === 'major' ? 'B' : 'A'}`, key: `${TONICS[tonic]} ${mode}`, mode }
  },
)

/** The number in KEYS of a tonic (0 = C) and mode (1 major); -1 where either is unknown. */
export function keyIndex(tonic: number, mode: number): number {
  if (!(tonic >= 0 && tonic < 12) || !(mode === 0 || mode === 1)) return -1
  // Around the circle of fifths; C major is 8B, and a minor key stands with the major three semitones above.
  const fifths = ((mode === 1 ? tonic : tonic + 3) * 7) % 12
  return ((fifths + 7) % 12) * 2 + mode
}

/** `trackIdMax`: arrays reach at least so far, whatever tracks there are. */
export function buildDimensions(tracks: TrackColumns, sounds: SoundColumns, trackIdMax = 0): Dimensions {
  let trackMax = trackIdMax
  for (let row = 0; row < tracks.count; row++) trackMax = Math.max(trackMax, tracks.ids[row])
  const of = {
    artist: placed(tracks, trackMax, (row) => tracks.artistIds[row]),
    album: placed(tracks, trackMax, (row) => Math.max(0, tracks.albumIds[row])),
    track: placed(tracks, trackMax, (row) => tracks.ids[row]),
    genre: placed(tracks, trackMax, (row) => tracks.genres[row] + 1),
  }
  const size = { artist: sizeOf(of.artist), album: sizeOf(of.album), track: trackMax + 1, genre: tracks.genreNames.length + 1 }
  const feature = (name: AttributeName) => {
    const at = ATTRIBUTE_NAMES.indexOf(name)
    return floats(tracks, trackMax, (row) => tracks.attributes[row * ATTRIBUTE_NAMES.length + at])
  }
  const [energy, valence, tempoBpm] = [feature('energy'), feature('valence'), feature('tempo')]
  const [tonic, mode] = [feature('key'), feature('mode')]
  const key = Int8Array.from(tonic, (value, track) => keyIndex(value, mode[track]))
  fill(energy, sounds.trackIds, sounds.energy)
  fill(valence, sounds.trackIds, sounds.valence)
  fill(tempoBpm, sounds.trackIds, sounds.tempoBpm)
  for (let row = 0; row < sounds.count; row++) {
    const track = sounds.trackIds[row]
    if (key[track] === -1) key[track] = keyIndex(sounds.key[row], sounds.mode[row])
  }
  return {
    of,
    size,
    example: {
      artist: examples(of.artist, size.artist),
      album: examples(of.album, size.album),
      track: of.track,
      genre: examples(of.genre, size.genre),
    },
    genreNames: ['', ...tracks.genreNames],
    durationMs: placed(tracks, trackMax, (row) => (tracks.durationMs[row] > 0 ? Math.min(tracks.durationMs[row], 2 ** 31 - 1) : 0)),
    percentile: percentiles(floats(tracks, trackMax, (row) => tracks.popularity[row])),
    energy,
    valence,
    tempoBpm,
    key,
  }
}

function placed(tracks: TrackColumns, trackMax: number, value: (row: number) => number): Int32Array {
  const array = new Int32Array(trackMax + 1)
  for (let row = 0; row < tracks.count; row++) array[tracks.ids[row]] = value(row)
  return array
}

function floats(tracks: TrackColumns, trackMax: number, value: (row: number) => number): Float32Array {
  const array = new Float32Array(trackMax + 1).fill(Number.NaN)
  for (let row = 0; row < tracks.count; row++) array[tracks.ids[row]] = value(row)
  return array
}

function fill(array: Float32Array, trackIds: Int32Array, values: Float32Array): void {
  for (let row = 0; row < trackIds.length; row++) if (Number.isNaN(array[trackIds[row]])) array[trackIds[row]] = values[row]
}

function sizeOf(numbers: Int32Array): number {
  let max = 0
  for (const number of numbers) if (number > max) max = number
  return max + 1
}

function examples(of: Int32Array, size: number): Int32Array {
  const array = new Int32Array(size)
  for (let track = of.length - 1; track > 0; track--) array[of[track]] = track
  return array
}

/** Middle rank among all that are rated, 0 to 100; NaN stays NaN. */
export function percentiles(values: Float32Array): Float32Array {
  const rated = values.filter((value) => !Number.isNaN(value)).sort()
  const below = (value: number, orEqual: boolean): number => {
    let low = 0
    let high = rated.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (rated[middle] < value || (orEqual && rated[middle] === value)) low = middle + 1
      else high = middle
    }
    return low
  }
  return values.map((value) => (Number.isNaN(value) ? Number.NaN : (50 * (below(value, false) + below(value, true))) / rated.length))
}
