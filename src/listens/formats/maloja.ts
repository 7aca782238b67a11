// Maloja's export: {"maloja": {...}, "scrobbles": [...]}. Its artist lists are sometimes polluted by the credits of players that sent them.

import type { HeardRow, RefusedRow } from '../heard-row.ts'
import type { JsonObject } from '../json-rows.ts'
import type { Format, FormatContext } from './format.ts'
import { readJsonBelow } from './json-below.ts'
import { rawFields } from './raw-fields.ts'
import { readLength, readNumber, readSeconds, recordingOf, scrobbleRow } from './scrobble.ts'

export const maloja: Format = {
  name: 'maloja',
  title: 'Maloja',
  recognises: ({ jsonKeys, text }) =>
    jsonKeys.has('scrobbles') && (jsonKeys.has('maloja') || (jsonKeys.has('time') && /"track"\s*:\s*\{/.test(text))),
  read: (input, context) => {
    const dropped = new Set<string>()
    return readJsonBelow(input, new Set(['scrobbles']), (row) => readScrobble(row, context, dropped), dropped)
  },
}

const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
const KNOWN = new Set(['time', 'track', 'duration'])

/** Reads a scrobble. `time` is the start, in UTC; `duration` how long it played, `length` how long the track is, both in seconds. */
function readScrobble(row: JsonObject, context: FormatContext, dropped: Set<string>): HeardRow | RefusedRow {
  const atMs = readSeconds(row['time'], 'time')
  if (typeof atMs !== 'number') return atMs
  const track = objectOf(row['track'])
  const album = objectOf(track['album'])
  const artistNames = cleanArtists(track['artists'])
  const albumArtists = cleanArtists(album['artists'])
  const playedS = readNumber(row['duration'])
  const told = scrobbleRow(context, {
    service: 'maloja',
    timeField: 'time',
    // In Maloja the time alone tells a scrobble, and names are often mended afterwards.
    toldBy: '',
    atMs,
    title: track['title'],
    artistName: artistNames.join(', '),
    albumTitle: album['albumtitle'] ?? album['name'],
    msPlayed: playedS !== null && playedS > 0 && playedS <= 24 * 3600 ? Math.round(playedS * 1000) : null,
    recording: recordingOf({
      artistNames,
      albumArtistName: albumArtists.length > 0 ? albumArtists.join(', ') : null,
      durationMs: readLength(track['length'], 1000),
    }),
    raw: rawFields(row, KNOWN, dropped),
  })
  return told
}

/** Signs between the names of a credit that no name holds; a comma or "&" may be part of one. */
const JOINED = /\s*[•·;]\s*/

/**
 * Artists one by one: ["Feat", "Main • Feat"] is Main and Feat. A credit that holds the others is split at the sign between them, its order is kept
 * (the main artist first), and no name stands twice.
 */
export function cleanArtists(value: unknown): string[] {
  const told = (Array.isArray(value) ? value : typeof value === 'string' ? [value] : []).filter(
    (name): name is string => typeof name === 'string',
  )
  const names = told.slice(0, 50).map((name) => name.trim())
  const credits = names.filter((name) => JOINED.test(name))
  const found = new Map<string, string>()
  for (const name of [...credits.flatMap((credit) => credit.split(JOINED)), ...names.filter((own) => !credits.includes(own))])
    if (name !== '' && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), name)
  return [...found.values()]
}
