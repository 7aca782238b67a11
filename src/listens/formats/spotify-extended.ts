// Spotify's extended streaming history: one row for each playback, to the second, with how it began and ended.
// Fields and their quirks: docs/guide/spotify.md.

import { parseTime, whyImpossible } from '../export-time.ts'
import { type HeardRow, type RefusedRow, readFlag, readPlayedMs, readText, readWord } from '../heard-row.ts'
import type { JsonObject } from '../json-rows.ts'
import type { ContentKind } from '../listen.ts'
import type { Format, FormatContext } from './format.ts'
import { readJsonArray } from './json-array.ts'

export const spotifyExtended: Format = {
  name: 'spotify-extended',
  title: 'Spotify, extended streaming history',
  recognises: ({ jsonKeys }) => jsonKeys.has('ts') && jsonKeys.has('ms_played'),
  read: (input, context) =>
    readJsonArray(input, context, ({ path }, _context, dropped) => {
      const video = /(?:^|[/_])(?:Streaming_History_Video|endvideo)/i.test(path)
      return (value) => {
        for (const field of PERSONAL_FIELDS) if (value[field] !== undefined) dropped.add(field)
        return readExtendedRow(value, context, video)
      }
    }),
}

/** Fields that are personal and of no use here: never kept, and named in the report. Older exports have more of them. */
const PERSONAL_FIELDS = [
  'username',
  'user_name',
  'ip_addr',
  'ip_addr_decrypted',
  'user_agent',
  'user_agent_decrypted',
  'device_id',
  'email',
  'city',
  'region',
  'metro_code',
  'latitude',
  'longitude',
] as const

/** Reads a row. `ts` is when playback stopped, in UTC; it began `ms_played` earlier. Rows of 0 ms, private sessions and podcasts are listens too. */
function readExtendedRow(row: JsonObject, context: FormatContext, video: boolean): HeardRow | RefusedRow {
  const endedAtMs = parseTime(row['ts'])
  if (endedAtMs === null) return { refused: row['ts'] === undefined ? 'ts is missing.' : 'ts is not a date.' }
  const impossible = whyImpossible(endedAtMs, context.nowMs)
  if (impossible !== null) return { refused: `ts ${impossible}.` }
  const msPlayed = readPlayedMs(row['ms_played'], 'ms_played')
  if (typeof msPlayed !== 'number') return msPlayed
  const { kind, title, artistName, albumTitle, sourceUri } = contentOf(row, video)
  return {
    listenerId: context.listenerId,
    sourceId: context.sourceId,
    rowKey: 0n,
    kind,
    trackId: null,
    title,
    artistName,
    albumTitle,
    sourceUri,
    startedAtMs: endedAtMs - msPlayed,
    endedAtMs,
    precision: 's',
    timeTold: 'end',
    msPlayed,
    reasonStart: readWord(row['reason_start']),
    reasonEnd: readWord(row['reason_end']),
    skipped: readFlag(row['skipped']),
    shuffle: readFlag(row['shuffle']),
    offline: readFlag(row['offline']),
    incognito: readFlag(row['incognito_mode']),
    platform: readWord(row['platform']),
    country: readWord(row['conn_country']),
    offlineAtMs: readOfflineTime(row['offline_timestamp'], endedAtMs),
    // Not the reasons, the platform or the names: a later export of the same rows may word them anew, or leave them out.
    identity: `spotify-extended|${endedAtMs}|${msPlayed}|${sourceUri ?? `${artistName}|${title}`}`,
  }
}

type Content = Pick<HeardRow, 'kind' | 'title' | 'artistName' | 'albumTitle' | 'sourceUri'>

const content = (kind: ContentKind, title: unknown, artistName: unknown, albumTitle: unknown, uri: unknown): Content => ({
  kind,
  title: readText(title),
  artistName: readText(artistName),
  albumTitle: readWord(albumTitle),
  sourceUri: readWord(uri),
})

/** What the row is about. A podcast's show and an audiobook's title stand where music has its artist. */
function contentOf(row: JsonObject, video: boolean): Content {
  const track = row['spotify_track_uri']
  const title = row['master_metadata_track_name']
  if (!track && !title) {
    if (row['spotify_episode_uri'] || row['episode_name'])
      return content('podcast', row['episode_name'], row['episode_show_name'], null, row['spotify_episode_uri'])
    if (row['audiobook_chapter_uri'] || row['audiobook_uri'] || row['audiobook_title'])
      return content(
        'audiobook',
        row['audiobook_chapter_title'],
        row['audiobook_title'],
        null,
        row['audiobook_chapter_uri'] ?? row['audiobook_uri'],
      )
  }
  return content(video ? 'video' : 'music', title, row['master_metadata_album_artist_name'], row['master_metadata_album_album_name'], track)
}

/** When an offline playback began, by the device: null, seconds (10 digits) or milliseconds (13); 0 in old exports means not known. */
function readOfflineTime(value: unknown, endedAtMs: number): number | null {
  if (typeof value !== 'number' || !(value > 0)) return null
  const ms = Math.round(value < 1e11 ? value * 1000 : value)
  return ms > endedAtMs - 366 * 86_400_000 && ms < endedAtMs + 366 * 86_400_000 ? ms : null
}
