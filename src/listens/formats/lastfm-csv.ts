// Last.fm as tables: the export of lastfm.ghan.nl (a header, to the second), of lastfm-to-csv (no header, to the minute, newest first) and of
// lastfmstats.com (semicolons, ms). A scrobble tells when a track began, not how long it was heard.

import { parseTime } from '../export-time.ts'
import type { HeardRow, RefusedRow } from '../heard-row.ts'
import { readCsv } from './csv-rows.ts'
import type { Format, FormatContext, Head } from './format.ts'
import { rawFields } from './raw-fields.ts'
import { readNumber, readSeconds, scrobbleRow } from './scrobble.ts'
import type { RowRead } from './stretch.ts'

/** The identity of a row told to the second is that of the same row in another export; one told to the minute may stand for several. */
export const LASTFM = 'lastfm'
const LASTFM_MINUTE = 'lastfm-minute'

const firstLine = ({ text }: Head): string => /^[^\r\n]*/.exec(text)?.[0] ?? ''
const namesOf = (cells: readonly string[]): string[] => cells.map((cell) => cell.replace(/"/g, '').trim().toLowerCase())

export const lastfmGhanCsv: Format = {
  name: 'lastfm-ghan-csv',
  title: 'Last.fm, CSV by lastfm.ghan.nl',
  recognises: (head) => isGhanHeader(namesOf(firstLine(head).split(','))),
  read: (input, context) => {
    const dropped = new Set<string>()
    const reader = (header: readonly string[]) => {
      const names = namesOf(header)
      if (!isGhanHeader(names)) return null
      const readRow = (cells: readonly string[]): RowRead => {
        const row = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
        if (cells.length < names.length - 1) return { refused: `The row has ${cells.length} columns, the header ${names.length}.` }
        if (row['uts'] === '') return { ignoredAs: 'NOW_PLAYING' }
        const atMs = readSeconds(row['uts'], 'uts')
        if (typeof atMs !== 'number') return atMs
        return scrobbleRow(context, {
          service: LASTFM,
          timeField: 'uts',
          atMs,
          title: row['track'],
          artistName: row['artist'],
          albumTitle: row['album'],
          raw: rawFields(row, GHAN_KNOWN, dropped),
        })
      }
      return { headed: true, readRow }
    }
    return readCsv(input, ',', reader, dropped)
  },
}
const isGhanHeader = (names: readonly string[]): boolean => ['uts', 'artist', 'track'].every((name) => names.includes(name))
const GHAN_KNOWN = new Set(['uts', 'utc_time', 'artist', 'album', 'track'])

export const lastfmToCsv: Format = {
  name: 'lastfm-to-csv',
  title: 'Last.fm, CSV by lastfm-to-csv',
  recognises: ({ text }) => {
    const lines = text.split(/\r?\n/, 12).filter((line) => line.trim() !== '')
    return (
      lines.length > 0 &&
      lines.some((line) => DATED_LINE.test(line)) &&
      lines.slice(0, -1).every((line) => DATED_LINE.test(line) || /,(?:"")?$/.test(line))
    )
  },
  read: (input, context) => readCsv(input, ',', () => ({ headed: false, readRow: (cells) => readMinuteRow(cells, context) }), new Set()),
}
const DATED_LINE = /^[^,\n].*,"?\d{1,2} [A-Z][a-z]{2} \d{4},? \d{2}:\d{2}"?$/

/** `artist,album,track,"31 Dec 2020 23:59"`, in UTC; what was playing while the table was made has no date. */
function readMinuteRow(cells: readonly string[], context: FormatContext): RowRead {
  if (cells.length !== 4) return { refused: `The row has ${cells.length} columns; artist, album, track and date were expected.` }
  const [artistName, albumTitle, title, date] = cells
  if (date.trim() === '') return { ignoredAs: 'NOW_PLAYING' }
  const atMs = parseEnglishMinute(date)
  if (atMs === null) return { refused: 'The date is none that exists.' }
  return scrobbleRow(context, {
    service: LASTFM_MINUTE,
    timeField: 'The date',
    atMs,
    precision: 'min',
    title,
    artistName,
    albumTitle,
  })
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Ms of "31 Dec 2020 23:59" in UTC. */
function parseEnglishMinute(text: string): number | null {
  const match = /^(\d{1,2}) ([A-Za-z]{3}) (\d{4}),? (\d\d):(\d\d)$/.exec(text.trim())
  if (match === null) return null
  const month = String(MONTHS.indexOf(match[2]) + 1).padStart(2, '0')
  return parseTime(`${match[3]}-${month}-${match[1].padStart(2, '0')} ${match[4]}:${match[5]}`)
}

export const lastfmStatsCsv: Format = {
  name: 'lastfm-stats-csv',
  title: 'Last.fm, CSV by lastfmstats.com',
  recognises: (head) => isStatsHeader(namesOf(firstLine(head).split(';'))),
  read: (input, context) => {
    const dropped = new Set<string>()
    const reader = (header: readonly string[]) => {
      const names = namesOf(header)
      if (!isStatsHeader(names)) return null
      const [artist, album, albumId, track] = ['artist', 'album', 'albumid', 'track'].map((name) => names.indexOf(name))
      const date = names.findIndex(isDate)
      // The name of the account stands in the header.
      if (names[date].startsWith('date#')) dropped.add('username')
      const readRow = (cells: readonly string[]) => {
        if (cells.length !== names.length) return { refused: `The row has ${cells.length} columns, the header ${names.length}.` }
        return readStatsRow(
          { artist: cells[artist], album: cells[album], albumId: cells[albumId], track: cells[track], date: cells[date] },
          context,
          dropped,
        )
      }
      return { headed: true, readRow }
    }
    return readCsv(input, ';', reader, dropped)
  },
}

/** The column of the date has the account behind it: "Date#someone". */
const isDate = (name: string): boolean => name === 'date' || name.startsWith('date#')
const isStatsHeader = (names: readonly string[]): boolean => names.includes('artist') && names.includes('track') && names.some(isDate)

/** A row of lastfmstats.com, as table or JSON: `date` is in ms. */
export function readStatsRow(
  row: { readonly [name: string]: unknown },
  context: FormatContext,
  dropped: Set<string>,
): HeardRow | RefusedRow {
  const atMs = readNumber(row['date'])
  if (atMs === null) return { refused: row['date'] === undefined || row['date'] === '' ? 'date is missing.' : 'date is not a time.' }
  return scrobbleRow(context, {
    service: LASTFM,
    timeField: 'date',
    atMs,
    title: row['track'],
    artistName: row['artist'],
    albumTitle: row['album'],
    raw: rawFields(row, STATS_KNOWN, dropped),
  })
}
const STATS_KNOWN = new Set(['artist', 'album', 'track', 'date'])
