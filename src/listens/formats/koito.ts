// Koito's export: {"version": "1", "listens": [...]}, where track, album and artists each have a list of names, one of them the main one.

import { parseTime } from '../export-time.ts'
import type { HeardRow, RefusedRow } from '../heard-row.ts'
import { readWord } from '../heard-row.ts'
import type { JsonObject } from '../json-rows.ts'
import type { Format, FormatContext } from './format.ts'
import { readJsonBelow } from './json-below.ts'
import { rawFields } from './raw-fields.ts'
import { readLength, readMbid, recordingOf, scrobbleRow } from './scrobble.ts'

export const koito: Format = {
  name: 'koito',
  title: 'Koito',
  recognises: ({ jsonKeys }) => jsonKeys.has('listens') && jsonKeys.has('listened_at') && jsonKeys.has('aliases'),
  read: (input, context) => {
    // The name of the account stands at the head.
    const dropped = new Set(['user'])
    return readJsonBelow(input, new Set(['listens']), (row) => readListen(row, context, dropped), dropped)
  },
}

const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.slice(0, 50).map(objectOf) : [])

/** The main name of a track, album or artist. */
function nameOf(value: unknown): string {
  const aliases = listOf(objectOf(value)['aliases'])
  const main =
    aliases.find((alias) => alias['is_primary'] === true) ?? aliases.find((alias) => alias['source'] === 'Canonical') ?? aliases[0]
  const name = main?.['alias']
  return typeof name === 'string' ? name.trim() : ''
}

/** Reads a listen. `listened_at` is the start, in UTC; `track.duration` the length of the track in seconds, 0 where it is not known. */
function readListen(row: JsonObject, context: FormatContext, dropped: Set<string>): HeardRow | RefusedRow {
  const atMs = parseTime(row['listened_at'])
  if (atMs === null) return { refused: row['listened_at'] === undefined ? 'listened_at is missing.' : 'listened_at is not a date.' }
  const track = objectOf(row['track'])
  const album = objectOf(row['album'])
  const artists = listOf(row['artists'])
  // The main artist first; often none is marked as such, and the order is that of the credit.
  const ordered = [
    ...artists.filter((artist) => artist['is_primary'] === true),
    ...artists.filter((artist) => artist['is_primary'] !== true),
  ]
  const artistNames = ordered.map(nameOf).filter((name) => name !== '')
  const mbid = readMbid(track['mbid'])
  return scrobbleRow(context, {
    service: 'koito',
    timeField: 'listened_at',
    // Artists are often merged and mended afterwards.
    toldBy: nameOf(track),
    atMs,
    precision: atMs % 1000 === 0 ? 's' : 'ms',
    title: nameOf(track),
    artistName: artistNames.join(', '),
    albumTitle: nameOf(album),
    platform: readWord(row['client']),
    sourceUri: mbid === null ? null : `mbid:${mbid}`,
    recording: recordingOf({
      artistNames,
      recordingMbid: mbid,
      durationMs: readLength(track['duration'], 1000),
      albumArtistName: album['various_artists'] === true ? 'Various Artists' : null,
    }),
    raw: rawFields({ album_mbid: album['mbid'], artist_mbids: ordered.map((artist) => artist['mbid']) }, new Set(), dropped),
  })
}
