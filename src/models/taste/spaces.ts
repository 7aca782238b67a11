// Everything a taste is learned in: the sound space, the attribute space, and which artist and genres each track has.

import type { SoundColumns } from '#analysis'
import type { TrackColumns } from '#library'
import { type AttributeSpace, openAttributeSpace } from './attribute-space.ts'
import { genreFamilies, genreKey } from './genres.ts'
import { calibrate, type PointSpace } from './point-space.ts'

export interface MusicSpaces {
  readonly tracks: TrackColumns
  readonly sound: PointSpace
  readonly attributes: AttributeSpace
  /** Artists numbered from 0 as they appear. */
  readonly artistCount: number
  readonly artistOf: Int32Array
  /** Genres with one spelling, numbered from 0; -1 where a track has none. */
  readonly genreOf: Int32Array
  /** A name to show for each genre, as its first source spells it. */
  readonly genreNames: readonly string[]
  /** Families of each genre, as indices into GENRE_FAMILIES. */
  readonly familiesOfGenre: readonly (readonly number[])[]
}

/** Row of a track id in columns sorted by id, or -1. */
export function rowOfId(ids: Int32Array, id: number): number {
  let low = 0
  let high = ids.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (ids[middle] === id) return middle
    if (ids[middle] < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Opens the spaces of all music that is known: about 150 ms for 100,000 tracks. */
export function openSpaces(tracks: TrackColumns, sounds: SoundColumns): MusicSpaces {
  const sound = openSoundSpace(tracks, sounds)
  const soundSlotOf = new Int32Array(tracks.count).fill(-1)
  for (let slot = 0; slot < sounds.count; slot++) {
    const row = rowOfId(tracks.ids, sounds.trackIds[slot])
    if (row >= 0) soundSlotOf[row] = slot
  }
  return {
    tracks,
    sound,
    attributes: openAttributeSpace(tracks, sounds, soundSlotOf),
    ...numberArtists(tracks),
    ...numberGenres(tracks),
  }
}

/** Tracks by their vectors; those that the columns of tracks do not know (removed meanwhile) are left out. */
function openSoundSpace(tracks: TrackColumns, sounds: SoundColumns): PointSpace {
  const slotOf = new Int32Array(tracks.count).fill(-1)
  const rowOf = new Int32Array(sounds.count)
  const points = new Float32Array(sounds.count * sounds.size)
  let count = 0
  for (let i = 0; i < sounds.count; i++) {
    const row = rowOfId(tracks.ids, sounds.trackIds[i])
    if (row < 0 || slotOf[row] >= 0) continue
    slotOf[row] = count
    rowOf[count] = row
    points.set(sounds.vectors.subarray(i * sounds.size, (i + 1) * sounds.size), count * sounds.size)
    count++
  }
  const space = {
    name: 'sound' as const,
    size: sounds.size,
    spherical: true,
    points: points.subarray(0, count * sounds.size),
    count,
    rowOf: rowOf.subarray(0, count),
    slotOf,
    trust: new Float32Array(count).fill(1),
    known: null,
    mass: null,
  }
  return { ...space, closeness: calibrate(space) }
}

function numberArtists(tracks: TrackColumns): { artistCount: number; artistOf: Int32Array } {
  const numbers = new Map<number, number>()
  const artistOf = new Int32Array(tracks.count)
  for (let row = 0; row < tracks.count; row++) {
    const id = tracks.artistIds[row]
    let number = numbers.get(id)
    if (number === undefined) {
      number = numbers.size
      numbers.set(id, number)
    }
    artistOf[row] = number
  }
  return { artistCount: numbers.size, artistOf }
}

function numberGenres(tracks: TrackColumns): Pick<MusicSpaces, 'genreOf' | 'genreNames' | 'familiesOfGenre'> {
  const numbers = new Map<string, number>()
  const genreNames: string[] = []
  const numberOfName = Int32Array.from(tracks.genreNames, (name) => {
    const key = genreKey(name)
    if (key === '') return -1
    if (!numbers.has(key)) {
      numbers.set(key, genreNames.length)
      genreNames.push(name)
    }
    return numbers.get(key)!
  })
  const genreOf = Int32Array.from(tracks.genres, (index) => (index < 0 ? -1 : numberOfName[index]))
  return { genreOf, genreNames, familiesOfGenre: genreNames.map(genreFamilies) }
}
