// Last.fm as JSON: pages of the API's user.getRecentTracks, as lastfm.ghan.nl saves them, whole or flattened, and the export of lastfmstats.com.

import { type JsonObject, jsonRows } from '../json-rows.ts'
import type { Format, FormatContext } from './format.ts'
import { readJsonRows } from './json-array.ts'
import { readJsonBelow } from './json-below.ts'
import { LASTFM, readStatsRow } from './lastfm-csv.ts'
import { rawFields } from './raw-fields.ts'
import { readSeconds, scrobbleRow } from './scrobble.ts'
import type { RowRead } from './stretch.ts'

const PAGED = /"track"\s*:\s*[[{]/

export const lastfmJson: Format = {
  name: 'lastfm-json',
  title: 'Last.fm, JSON by lastfm.ghan.nl',
  recognises: ({ text, jsonKeys }) =>
    /"#text"\s*:/.test(text) && (jsonKeys.has('uts') || /"nowplaying"\s*:/.test(text)) && (PAGED.test(text) || jsonKeys.has('name')),
  read: async function* (input, context) {
    const dropped = new Set<string>()
    const readRow = (row: JsonObject) => readPageRow(row, context, dropped)
    if (await isPaged(input.read())) yield* readJsonBelow(input, new Set(['track']), readRow, dropped)
    else yield* readJsonRows(jsonRows(input.read()), readRow, dropped)
  },
}

/** Whether the tracks stand in pages, by the first bytes. */
async function isPaged(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  let text = ''
  for await (const chunk of chunks) {
    text += Buffer.from(chunk).toString('latin1')
    if (text.length >= 4096) break
  }
  return PAGED.test(text.slice(0, 4096))
}

const textOf = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const { '#text': text, name } = value as JsonObject
  return text ?? name
}
const flag = (value: unknown): boolean => value === true || value === 'true'

/** A track of a page: `date.uts` in seconds. What was playing while the export was made has no date, and stands on every page. */
function readPageRow(row: JsonObject, context: FormatContext, dropped: Set<string>): RowRead {
  const date = row['date'] as JsonObject | undefined | null
  const attributes = row['@attr'] as JsonObject | undefined | null
  if (flag(attributes?.['nowplaying'])) return { ignoredAs: 'NOW_PLAYING' }
  const atMs = readSeconds(date?.['uts'], 'date.uts')
  if (typeof atMs !== 'number') return atMs
  return scrobbleRow(context, {
    service: LASTFM,
    timeField: 'date.uts',
    atMs,
    title: row['name'],
    artistName: textOf(row['artist']),
    albumTitle: textOf(row['album']),
    raw: rawFields({ track_mbid: row['mbid'], loved: row['loved'] === '1' ? true : null, ...mbids(row) }, new Set(), dropped),
  })
}

/** Last.fm's MusicBrainz ids are often stale or of another recording: they are kept, and not believed. */
const mbids = (row: JsonObject): JsonObject => ({
  artist_mbid: (row['artist'] as JsonObject | undefined)?.['mbid'],
  album_mbid: (row['album'] as JsonObject | undefined)?.['mbid'],
})

export const lastfmStatsJson: Format = {
  name: 'lastfm-stats-json',
  title: 'Last.fm, JSON by lastfmstats.com',
  recognises: ({ jsonKeys, text }) =>
    jsonKeys.has('scrobbles') && jsonKeys.has('track') && jsonKeys.has('date') && !/"track"\s*:\s*[[{]/.test(text),
  read: (input, context) => {
    // The name of the account stands at the head.
    const dropped = new Set(['username'])
    return readJsonBelow(input, new Set(['scrobbles']), (row) => readStatsRow(row, context, dropped), dropped)
  },
}
