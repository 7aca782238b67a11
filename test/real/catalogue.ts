// The table of tracks one does not own, for evaluation only: read from the folder of test data beside the checkout, never copied.

import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'

const run = promisify(execFile)

/** A row of spotify_songs.csv, every cell as text. */
export type CatalogueRow = Readonly<
  Record<'track_id' | 'track_name' | 'track_artist' | 'track_album_name' | 'playlist_genre' | 'energy' | 'acousticness' | 'instrumentalness' | 'duration_ms' | 'track_popularity', string>
> // biome-ignore format: one record

const ZIP = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'tables', 'spotify_songs.zip')

/** The table unpacked into `folder` and its rows, each track once; null where the data are not here. */
export async function readCatalogue(folder: string): Promise<{ path: string; rowCount: number; rows: CatalogueRow[] } | null> {
  if (!existsSync(ZIP)) return null
  mkdirSync(folder, { recursive: true })
  await run('unzip', ['-q', '-o', ZIP, 'spotify_songs.csv', '-d', folder])
  const path = join(folder, 'spotify_songs.csv')
  const all = parse(await readFile(path, 'utf8'), { columns: true, skip_empty_lines: true }) as CatalogueRow[]
  const rows = [...new Map(all.filter((row) => row.track_name && row.track_name !== 'NA').map((row) => [row.track_id, row])).values()]
  return { path, rowCount: all.length, rows }
}
