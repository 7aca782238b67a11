// ListenBrainz: the export's JSON lines, one file a month; the older single list; and what its API answers under "listens". Submitted words are
// kept as they were; what ListenBrainz joined them to (mbid_mapping) only helps to find the recording.

import type { HeardRow, RefusedRow } from '../heard-row.ts'
import type { Input } from '../input.ts'
import { type JsonObject, jsonRows } from '../json-rows.ts'
import type { Recording } from '../listen.ts'
import type { Format, FormatContext, Stretch } from './format.ts'
import { readJsonRows } from './json-array.ts'
import { readJsonBelow } from './json-below.ts'
import { readJsonLines } from './json-lines.ts'
import { rawFields } from './raw-fields.ts'
import { readIsrc, readLength, readMbid, readNumber, readSeconds, readSpotifyId, recordingOf, scrobbleRow } from './scrobble.ts'
import type { RowRead } from './stretch.ts'

export const listenbrainz: Format = {
  name: 'listenbrainz',
  title: 'ListenBrainz',
  recognises: ({ jsonKeys }) => jsonKeys.has('listened_at') && jsonKeys.has('track_metadata'),
  read: (input, context) => {
    const dropped = new Set<string>()
    return readShaped(input, (row) => readListen(row, context, dropped), dropped)
  },
}

/** The rows of a file of ListenBrainz, whatever shape they stand in. */
export async function* readShaped(
  input: Pick<Input, 'read'>,
  readRow: (row: JsonObject) => RowRead,
  dropped: ReadonlySet<string>,
): AsyncGenerator<Stretch> {
  const shape = await shapeOf(input.read())
  if (shape === 'lines') yield* readJsonLines(input, readRow, dropped)
  else if (shape === 'list') yield* readJsonRows(jsonRows(input.read()), readRow, dropped)
  else yield* readJsonBelow(input, new Set([shape]), readRow, dropped)
}

/** How the rows stand in the file: one in each line, in one list, or in a list within an object (as the API answers, or as it is told). */
async function shapeOf(chunks: AsyncIterable<Uint8Array>): Promise<'lines' | 'list' | 'listens' | 'payload'> {
  let text = ''
  for await (const chunk of chunks) {
    text += Buffer.from(chunk).toString('latin1')
    if (text.length >= 4096) break
  }
  const start = text.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (start.startsWith('[')) return 'list'
  if (/^\{[^{[]*"payload"\s*:\s*\[/.test(start)) return 'payload'
  return /^\{[^{[]*"(?:listens|payload)"\s*:/.test(start) ? 'listens' : 'lines'
}

/** An object of JSON; an empty one in place of anything else. */
export const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
const namesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string' && name.trim() !== '').slice(0, 50) : []

/** Fields of additional_info that have a place of their own in a listen. */
const KNOWN = new Set([
  'artist_names', 'duration', 'duration_ms', 'duration_played', 'isrc', 'recording_mbid', 'spotify_id', 'media_player', 'recording_msid',
]) // biome-ignore format: a list

/** Reads a listen. `listened_at` is the start, in UTC, in seconds; it may have a fraction. */
function readListen(row: JsonObject, context: FormatContext, dropped: Set<string>): HeardRow | RefusedRow | { ignoredAs: string } {
  if (row['user_name'] !== undefined) dropped.add('user_name')
  const metadata = objectOf(row['track_metadata'])
  if ((row['listened_at'] === undefined || row['listened_at'] === null) && row['playing_now'] === true) return { ignoredAs: 'NOW_PLAYING' }
  const atMs = readSeconds(row['listened_at'], 'listened_at')
  if (typeof atMs !== 'number') return atMs
  const info = objectOf(metadata['additional_info'])
  const playedS = readNumber(info['duration_played'])
  const recording = recordingIn(metadata, info)
  const msid = metadata['recording_msid'] ?? row['recording_msid']
  return scrobbleRow(context, {
    service: 'listenbrainz',
    timeField: 'listened_at',
    atMs,
    precision: atMs % 1000 === 0 ? 's' : 'ms',
    title: metadata['track_name'],
    artistName: metadata['artist_name'],
    albumTitle: metadata['release_name'],
    // What was played for a week or less than nothing was not measured.
    msPlayed: playedS !== null && playedS > 0 && playedS <= 24 * 3600 ? Math.round(playedS * 1000) : null,
    platform: platformOf(info),
    sourceUri: sourceUriOf(recording),
    recording,
    raw: rawFields({ ...info, ...(typeof msid === 'string' ? { msid } : {}) }, KNOWN, dropped),
  })
}

function recordingIn(metadata: JsonObject, info: JsonObject): Recording | undefined {
  const mapping = objectOf(metadata['mbid_mapping'])
  const mapped = Array.isArray(mapping['artists']) ? mapping['artists'].map((artist) => objectOf(artist)['artist_credit_name']) : []
  const told = namesOf(info['artist_names'])
  return recordingOf({
    artistNames: told.length > 0 ? told : namesOf(mapped),
    durationMs: readLength(info['duration_ms'], 1) ?? readLength(info['duration'], 1000),
    isrc: readIsrc(Array.isArray(info['isrc']) ? info['isrc'][0] : info['isrc']),
    recordingMbid: readMbid(info['recording_mbid']) ?? readMbid(mapping['recording_mbid']),
    spotifyId: readSpotifyId(info['spotify_id']) ?? readSpotifyId(info['origin_url']),
  })
}

const sourceUriOf = (recording: Recording | undefined): string | null => {
  if (recording?.spotifyId) return `spotify:track:${recording.spotifyId}`
  if (recording?.recordingMbid) return `mbid:${recording.recordingMbid}`
  return recording?.isrc ? `isrc:${recording.isrc}` : null
}

const platformOf = (info: JsonObject): string | null => {
  const name = info['media_player'] ?? info['listening_from']
  return typeof name === 'string' && name !== '' ? name.slice(0, 200) : null
}
