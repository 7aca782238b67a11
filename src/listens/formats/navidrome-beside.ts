// What Navidrome's database tells beside listens: hearts, counts of plays, playlists; and what it tells of a song.

import { setImmediate } from 'node:timers/promises'
import { parseTime } from '../export-time.ts'
import { readText } from '../heard-row.ts'
import type { Stretch, ToldFeedback, ToldPlaylist } from './format.ts'
import type { StrangeDatabase } from './strange-database.ts'

const FEEDBACK_A_STRETCH = 2000

/** What is known of a song, as fields of a query; older databases have fewer columns. */
export function songFields(columns: ReadonlySet<string>): string {
  const field = (name: string, as: string) => `${columns.has(name) ? `m."${name}"` : 'NULL'} AS ${as}`
  return [field('title', 'title'), field('artist', 'artist'), field('album', 'album'), field('album_artist', 'albumArtist'), field('duration', 'duration'),
    field(columns.has('mbz_recording_id') ? 'mbz_recording_id' : 'mbz_track_id', 'mbid'), field('tags', 'tags')].join(', ') // biome-ignore format: a list
}

/** The ids and the length of a song that a query told. */
export function idsOf(row: Record<string, unknown>): { mbid: string | null; isrc: string | null; durationMs: number | null } {
  const mbid = readText(row['mbid']).toLowerCase()
  const isrc = /"isrc"\s*:\s*\[[^\]]*?"([A-Z]{2}-?[A-Z0-9]{3}-?\d{2}-?\d{5})"/i.exec(readText(row['tags']))?.[1]
  const seconds = Number(row['duration'])
  return {
    mbid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(mbid) ? mbid : null,
    isrc: isrc === undefined ? null : isrc.replaceAll('-', '').toUpperCase(),
    durationMs: seconds > 0 && seconds < 86_400 ? Math.round(seconds * 1000) : null,
  }
}

/** Hearts, and how many songs have only a count of plays. */
export async function* readAnnotations(
  database: StrangeDatabase,
  song: string,
  userId: string,
  columns: ReadonlySet<string>,
): AsyncGenerator<Stretch> {
  const counted = [
    ...database.rows("SELECT count(*) AS n FROM annotation WHERE item_type = 'media_file' AND play_count > 0 AND user_id = ?", userId),
  ]
  const n = Number(counted[0]?.['n'] ?? 0)
  if (n > 0) yield { rows: [], ignored: { COUNT_WITHOUT_TIMES: n } }
  if (!columns.has('starred')) return
  const at = columns.has('starred_at') ? 'a.starred_at' : 'NULL'
  let feedback: ToldFeedback[] = []
  const found = database.rows(
    `SELECT ${at} AS starredAt, ${song} FROM annotation a JOIN media_file m ON m.id = a.item_id
     WHERE a.item_type = 'media_file' AND a.starred = 1 AND a.user_id = ?`,
    userId,
  )
  for (const row of found) {
    feedback.push({ kind: 'love', ...wordsOf(row), atMs: storedTime(row['starredAt']) })
    if (feedback.length < FEEDBACK_A_STRETCH) continue
    yield { rows: [], feedback }
    feedback = []
    await setImmediate()
  }
  if (feedback.length > 0) yield { rows: [], feedback }
}

/** The owner's playlists. Smart ones too, as they stand. */
export async function* readPlaylists(database: StrangeDatabase, song: string, userId: string): AsyncGenerator<Stretch> {
  const columns = database.columnsOf('playlist')
  const entries = database.columnsOf('playlist_tracks')
  if (!columns?.has('id') || !columns.has('name') || !columns.has('owner_id')) return
  if (!entries?.has('playlist_id') || !entries.has('media_file_id')) return
  const field = (name: string) => (columns.has(name) ? `"${name}"` : 'NULL')
  const order = entries.has('id') ? 'p.id' : 'p.rowid'
  const found = [
    ...database.rows(
      `SELECT id, name, ${field('comment')} AS comment, ${field('updated_at')} AS updatedAt FROM playlist WHERE owner_id = ? LIMIT 10000`,
      userId,
    ),
  ]
  for (const { id, name, comment, updatedAt } of found) {
    const items: ToldPlaylist['items'][number][] = []
    const songs = database.rows(
      `SELECT ${song} FROM playlist_tracks p JOIN media_file m ON m.id = p.media_file_id WHERE p.playlist_id = ? ORDER BY ${order} LIMIT 100000`,
      String(id),
    )
    for (const row of songs) items.push({ ...wordsOf(row), addedAtMs: null })
    yield {
      rows: [],
      playlists: [{ name: readText(name), description: readText(comment) || null, modifiedAtMs: storedTime(updatedAt), items }],
    }
    await setImmediate()
  }
}

/** A song as hearts and playlists tell it. */
function wordsOf(row: Record<string, unknown>): Pick<ToldFeedback, 'title' | 'artistName' | 'albumTitle' | 'sourceUri'> {
  const { mbid, isrc } = idsOf(row)
  return {
    title: readText(row['title']),
    artistName: readText(row['artist']),
    albumTitle: readText(row['album']) || null,
    sourceUri: mbid !== null ? `mbid:${mbid}` : isrc !== null ? `isrc:${isrc}` : null,
  }
}

/** A time as Navidrome stores it: with nine digits of a second. */
const storedTime = (value: unknown): number | null => parseTime(readText(value).replace(/(\.\d{3})\d*/, '$1'))
