// Pano Scrobbler's file of scrobbles, as JSON lines or as CSV. `durationMs` is the length of the track, not how long it was heard.

import { readText, readWord } from '../heard-row.ts'
import type { JsonObject } from '../json-rows.ts'
import { readCsv } from './csv-rows.ts'
import type { Format, FormatContext } from './format.ts'
import { readJsonLines } from './json-lines.ts'
import { rawFields } from './raw-fields.ts'
import { readLength, readNumber, recordingOf, scrobbleRow } from './scrobble.ts'
import type { RowRead } from './stretch.ts'

export const panoJson: Format = {
  name: 'pano-jsonl',
  title: 'Pano Scrobbler, JSON lines',
  recognises: ({ jsonKeys, text }) => /^\s*\{/.test(text) && jsonKeys.has('timeMs') && jsonKeys.has('track') && jsonKeys.has('artist'),
  read: (input, context) => {
    const dropped = new Set<string>()
    return readJsonLines(input, (row) => readEvent(row, context, dropped), dropped)
  },
}

export const panoCsv: Format = {
  name: 'pano-csv',
  title: 'Pano Scrobbler, CSV',
  recognises: ({ text }) => isHeader((/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"/g, '').split(',')),
  read: (input, context) => {
    const dropped = new Set<string>()
    const reader = (first: readonly string[]) => {
      const header = first.map((name) => name.trim())
      const readRow = (cells: readonly string[]): RowRead =>
        cells.length === header.length
          ? readEvent(Object.fromEntries(header.map((name, index) => [name, cells[index]])), context, dropped)
          : { refused: `The row has ${cells.length} columns, the header ${header.length}.` }
      return isHeader(header) ? { headed: true, readRow } : null
    }
    return readCsv(input, ',', reader, dropped)
  },
}

const isHeader = (names: readonly string[]): boolean => ['timeMs', 'artist', 'track'].every((name) => names.includes(name))

const KNOWN = new Set(['timeHuman', 'timeMs', 'artist', 'track', 'album', 'albumArtist', 'durationMs', 'mediaPlayerName', 'event'])

/** Reads an event: a scrobble, or a heart given or taken back. `timeMs` is the start, in UTC. */
function readEvent(row: JsonObject, context: FormatContext, dropped: Set<string>): RowRead {
  const atMs = readNumber(row['timeMs'])
  if (atMs === null) return { refused: row['timeMs'] === undefined ? 'timeMs is missing.' : 'timeMs is not a time.' }
  const event = typeof row['event'] === 'string' && row['event'] !== '' ? row['event'].toLowerCase() : 'scrobble'
  if (event === 'unlove' || event === 'unhate') return { ignoredAs: 'TAKEN_BACK' }
  if (event === 'love' || event === 'hate')
    return {
      feedback: {
        kind: event === 'love' ? 'love' : 'ban',
        title: readText(row['track']),
        artistName: readText(row['artist']),
        albumTitle: readWord(row['album']),
        sourceUri: null,
        atMs,
      },
    }
  if (event !== 'scrobble') return { ignoredAs: 'OTHER_EVENT' }
  return scrobbleRow(context, {
    service: 'pano',
    timeField: 'timeMs',
    atMs,
    precision: atMs % 1000 === 0 ? 's' : 'ms',
    title: row['track'],
    artistName: row['artist'],
    albumTitle: row['album'],
    platform: readWord(row['mediaPlayerName']),
    recording: recordingOf({ albumArtistName: readWord(row['albumArtist']), durationMs: readLength(row['durationMs'], 1) }),
    raw: rawFields(row, KNOWN, dropped),
  })
}
