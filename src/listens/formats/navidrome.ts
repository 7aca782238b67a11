// Navidrome's own database (navidrome.db): since December 2025 its table `scrobbles` tells each listen to the second. What it counted before has no
// times and so is no listen. Hearts are told as such. Quirks: docs/guide/navidrome.md.

import { setImmediate } from 'node:timers/promises'
import { messageOf } from '#kernel'
import { whyImpossible } from '../export-time.ts'
import { type HeardRow, heardRow, readText } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { Format, FormatContext, Stretch } from './format.ts'
import { idsOf, readAnnotations, readPlaylists, songFields } from './navidrome-beside.ts'
import { openStrangeDatabase, SQLITE_MARK, type StrangeDatabase } from './strange-database.ts'
import { type Person, whose } from './whose.ts'

export const navidrome: Format = {
  name: 'navidrome',
  title: "Navidrome's database",
  recognises: ({ bytes }) => bytes.toString('latin1', 0, SQLITE_MARK.length) === SQLITE_MARK,
  read: readDatabase,
}

const ROWS_A_STRETCH = 2000
const TABLE_MISSING = 'It is a SQLite database, but not that of a Navidrome server (its table media_file is missing).'
const TOO_OLD =
  'This Navidrome kept no listens yet, only counts without times. Update it to a release of 2026; from then on it keeps every listen.'

async function* readDatabase(input: Input, context: FormatContext): AsyncGenerator<Stretch> {
  const refuse = (where: string, message: string): Stretch => ({ rows: [], refused: [{ where, message }] })
  let database: StrangeDatabase
  try {
    database = await openStrangeDatabase(input)
  } catch (error) {
    yield refuse('the database', `The database cannot be opened: ${messageOf(error)}.`)
    return
  }
  try {
    const songs = database.columnsOf('media_file')
    if (songs === null || !songs.has('id') || !songs.has('title')) yield refuse('the database', TABLE_MISSING)
    else yield* readTables(database, songs, context)
  } catch (error) {
    yield refuse('the database', `The database could not be read to its end: ${messageOf(error)}. The rows before were kept.`)
  } finally {
    await database.close()
  }
}

async function* readTables(database: StrangeDatabase, songs: ReadonlySet<string>, context: FormatContext): AsyncGenerator<Stretch> {
  const scrobbles = database.columnsOf('scrobbles')
  const annotations = database.columnsOf('annotation')
  const hasListens = scrobbles !== null && ['media_file_id', 'user_id', 'submission_time'].every((name) => scrobbles.has(name))
  const hasCounts = annotations !== null && ['user_id', 'item_id', 'item_type', 'play_count'].every((name) => annotations.has(name))
  const persons = personsOf(database, hasListens, hasCounts)
  const owner = persons.length === 0 ? { refused: hasListens ? 'It holds no listens yet.' : TOO_OLD } : whose(persons, context.accounts)
  if ('refused' in owner) {
    const others = persons.reduce((sum, { listens }) => sum + listens, 0)
    yield {
      rows: [],
      refused: [{ where: 'the table scrobbles', message: owner.refused }],
      ...(others > 0 ? { ignored: { OTHER_PERSON: others } } : {}),
    }
    return
  }
  const song = songFields(songs)
  if (hasListens) yield* readScrobbles(database, song, owner.id, persons, context)
  else yield { rows: [], refused: [{ where: 'the table scrobbles', message: TOO_OLD }] }
  if (hasCounts) yield* readAnnotations(database, song, owner.id, annotations)
  yield* readPlaylists(database, song, owner.id)
}

/** The people of the server, those first who have listens; only their number and choice is told, no name is kept. */
function personsOf(database: StrangeDatabase, hasListens: boolean, hasCounts: boolean): Person[] {
  const listensOf = new Map<string, number>()
  const count = (sql: string) => {
    for (const { id, n } of database.rows(sql)) listensOf.set(String(id), Number(n))
  }
  if (hasListens) count('SELECT user_id AS id, count(*) AS n FROM scrobbles GROUP BY user_id')
  if (listensOf.size === 0 && hasCounts)
    count("SELECT user_id AS id, count(*) AS n FROM annotation WHERE item_type = 'media_file' AND play_count > 0 GROUP BY user_id")
  const users = database.columnsOf('user')
  const nameOf = new Map<string, string>()
  if (users?.has('id') && users.has('user_name'))
    for (const { id, name } of database.rows('SELECT id, user_name AS name FROM user')) nameOf.set(String(id), readText(name).slice(0, 100))
  return [...listensOf].map(([id, listens]) => ({ id, name: nameOf.get(id) || id, listens }))
}

async function* readScrobbles(
  database: StrangeDatabase,
  song: string,
  userId: string,
  persons: readonly Person[],
  context: FormatContext,
): AsyncGenerator<Stretch> {
  const others = persons.reduce((sum, { id, listens }) => (id === userId ? sum : sum + listens), 0)
  let stretch = { rows: [] as HeardRow[], refused: [] as { where: string; message: string }[] }
  const found = database.rows(
    `SELECT s.rowid AS number, s.media_file_id AS songId, s.submission_time AS at, ${song}
     FROM scrobbles s LEFT JOIN media_file m ON m.id = s.media_file_id WHERE s.user_id = ?`,
    userId,
  )
  for (const row of found) {
    const read = readScrobble(row, context)
    if ('refused' in read) stretch.refused.push({ where: `scrobbles, row ${Number(row['number'])}`, message: read.refused })
    else stretch.rows.push(read)
    if (stretch.rows.length + stretch.refused.length < ROWS_A_STRETCH) continue
    yield stretch
    stretch = { rows: [], refused: [] }
    await setImmediate()
  }
  yield { ...stretch, dropped: ['user_id'], ...(others > 0 ? { ignored: { OTHER_PERSON: others } } : {}) }
}

function readScrobble(row: Record<string, unknown>, context: FormatContext): HeardRow | { readonly refused: string } {
  const told = Number(row['at'])
  if (row['at'] === null || !Number.isFinite(told)) return { refused: 'submission_time is not a number.' }
  // Seconds; milliseconds are believed where seconds would lie thousands of years ahead.
  const atMs = Math.round(told > 1e11 ? told : told * 1000)
  const impossible = whyImpossible(atMs, context.nowMs)
  if (impossible !== null) return { refused: `submission_time ${impossible}.` }
  const title = readText(row['title'])
  if (title === '') return { refused: 'Its song is no longer in the database.' }
  const artistName = readText(row['artist'])
  const { mbid, isrc, durationMs } = idsOf(row)
  return heardRow(context, {
    title,
    artistName,
    albumTitle: readText(row['album']) || null,
    sourceUri: mbid === null ? (isrc === null ? null : `isrc:${isrc}`) : `mbid:${mbid}`,
    atMs,
    timeTold: 'start',
    precision: 's',
    msPlayed: null,
    recording: { recordingMbid: mbid, isrc, durationMs, albumArtistName: readText(row['albumArtist']) || null },
    // By its words: a song gets another id when its file moves.
    identity: `navidrome|${atMs}|${artistName}|${title}`,
  })
}
