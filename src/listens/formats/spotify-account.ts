// Spotify's account data: the last year, to the minute, by name only. In its old naming (StreamingHistoryN.json) podcasts stand among the music.

import { parseTime, whyImpossible } from '../export-time.ts'
import { type HeardRow, type RefusedRow, readPlayedMs, readText } from '../heard-row.ts'
import type { JsonObject } from '../json-rows.ts'
import type { ContentKind } from '../listen.ts'
import type { Format, FormatContext } from './format.ts'
import { readJsonArray } from './json-array.ts'

export const spotifyAccount: Format = {
  name: 'spotify-account',
  title: 'Spotify, account data',
  recognises: ({ jsonKeys }) => jsonKeys.has('endTime') && jsonKeys.has('msPlayed'),
  read: (input, context) => readJsonArray(input, context, () => (value) => readAccountRow(value, context)),
}

/** Reads a row. `endTime` is when playback stopped, in UTC, cut to the minute. */
function readAccountRow(row: JsonObject, context: FormatContext): HeardRow | RefusedRow {
  const endedAtMs = parseTime(row['endTime'])
  if (endedAtMs === null) return { refused: row['endTime'] === undefined ? 'endTime is missing.' : 'endTime is not a date.' }
  const impossible = whyImpossible(endedAtMs, context.nowMs)
  if (impossible !== null) return { refused: `endTime ${impossible}.` }
  const msPlayed = readPlayedMs(row['msPlayed'], 'msPlayed')
  if (typeof msPlayed !== 'number') return msPlayed
  const content = contentOf(row)
  return {
    listenerId: context.listenerId,
    sourceId: context.sourceId,
    rowKey: 0n,
    kind: content.kind,
    trackId: null,
    title: content.title,
    artistName: content.artistName,
    albumTitle: null,
    sourceUri: null,
    startedAtMs: endedAtMs - msPlayed,
    endedAtMs,
    precision: 'min',
    timeTold: 'end',
    msPlayed,
    reasonStart: null,
    reasonEnd: null,
    skipped: null,
    shuffle: null,
    offline: null,
    incognito: null,
    platform: null,
    country: null,
    // Without the kind: the same podcast row is music in the old naming.
    identity: `spotify-account|${endedAtMs}|${msPlayed}|${content.artistName}|${content.title}`,
  }
}

function contentOf(row: JsonObject): { kind: ContentKind; title: string; artistName: string } {
  if (row['podcastName'] !== undefined || row['episodeName'] !== undefined)
    return { kind: 'podcast', title: readText(row['episodeName']), artistName: readText(row['podcastName']) }
  if (row['audiobookName'] !== undefined || row['chapterName'] !== undefined)
    return { kind: 'audiobook', title: readText(row['chapterName']), artistName: readText(row['audiobookName'] ?? row['authorName']) }
  return { kind: 'music', title: readText(row['trackName']), artistName: readText(row['artistName']) }
}
