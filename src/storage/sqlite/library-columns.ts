// Every track as columns, read in one pass and kept until the library changes.

import { ATTRIBUTE_NAMES, type TrackColumns } from '#library'
import type { Database } from './database.ts'

/** Reads them all; see perRevision. */
export function readColumns(database: Database): TrackColumns {
  const { n: count } = database.get<{ n: number }>('SELECT count(*) AS n FROM tracks')!
  const width = ATTRIBUTE_NAMES.length
  const columns = {
    count,
    ids: new Int32Array(count),
    artistIds: new Int32Array(count),
    albumIds: new Int32Array(count),
    genres: new Int32Array(count).fill(-1),
    genreNames: [] as string[],
    durationMs: new Int32Array(count),
    years: new Float32Array(count),
    popularity: new Float32Array(count),
    attributes: new Float32Array(count * width).fill(Number.NaN),
    flags: new Uint8Array(count),
  }
  const genreIndex = new Map<number, number>()
  for (const { id, name } of database.all<{ id: number; name: string }>('SELECT id, name FROM genres ORDER BY id')) {
    genreIndex.set(id, columns.genreNames.push(name) - 1)
  }
  interface Row {
    id: number
    artist_id: number
    album_id: number | null
    duration_ms: number | null
    year: number | null
    popularity: number | null
    attributes: Uint8Array | null
    flags: number
    genre_id: number | null
  }
  const rows = database.prepare(
    `SELECT t.id, t.artist_id, t.album_id, t.duration_ms, t.year, t.popularity, t.attributes, t.flags, g.genre_id
       FROM tracks t LEFT JOIN track_genres g ON g.track_id = t.id AND g.position = 0 ORDER BY t.id`,
  )
  let i = 0
  for (const row of rows.iterate() as Iterable<Row>) {
    columns.ids[i] = row.id
    columns.artistIds[i] = row.artist_id
    columns.albumIds[i] = row.album_id ?? -1
    columns.durationMs[i] = row.duration_ms ?? 0
    columns.years[i] = row.year ?? Number.NaN
    columns.popularity[i] = row.popularity ?? Number.NaN
    columns.flags[i] = row.flags
    if (row.genre_id !== null) columns.genres[i] = genreIndex.get(row.genre_id) ?? -1
    if (row.attributes) {
      const view = new DataView(row.attributes.buffer, row.attributes.byteOffset, row.attributes.byteLength)
      for (let j = 0; j < width; j++) columns.attributes[i * width + j] = view.getFloat32(j * 4, true)
    }
    i++
  }
  return columns
}
