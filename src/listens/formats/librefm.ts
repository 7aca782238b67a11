// Libre.fm's CSV: lines of comment first (some written in UTF-7, "+ACM-" for "#"), then artist, track, album and time, with or without a header.

import { readCsv } from './csv-rows.ts'
import type { Format, FormatContext } from './format.ts'
import { readSeconds, scrobbleRow } from './scrobble.ts'
import type { RowRead } from './stretch.ts'

const COMMENT = /^\s*"?(?:#|\+ACM-)/
const NAMES = ['artist', 'track', 'album', 'time']

const namesOf = (cells: readonly string[]): string[] => cells.map((cell) => cell.replace(/"/g, '').trim().toLowerCase())
const isHeader = (names: readonly string[]): boolean => names.includes('artist') && names.includes('track') && names.includes('time')

export const librefm: Format = {
  name: 'librefm',
  title: 'Libre.fm',
  recognises: ({ text }) => {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
    const first = lines.find((line) => !COMMENT.test(line))
    if (first === undefined) return false
    // Only these columns and the user's number: a table that has more is something else.
    const names = namesOf(first.split(','))
    if (isHeader(names)) return names.every((name) => NAMES.includes(name) || name === 'userid')
    return (
      lines
        .slice(0, -1)
        .filter((line) => !COMMENT.test(line))
        .slice(0, 20)
        .every((line) => HEADLESS.test(line)) && HEADLESS.test(first)
    )
  },
  read: (input, context) => {
    const dropped = new Set<string>()
    let names = NAMES
    const readRow = (cells: readonly string[]): RowRead | null => {
      if (COMMENT.test(cells[0])) return null
      const own = namesOf(cells)
      if (!isHeader(own)) return readScrobble(cells, names, context)
      names = own
      if (names.includes('userid')) dropped.add('userid')
      return null
    }
    return readCsv(input, ',', () => ({ headed: false, readRow }), dropped)
  },
}

/** A row without a header above it: three or four cells, the last one a time of nine or ten digits. */
const HEADLESS = /^(?:"(?:[^"]|"")*"|[^,"]*),(?:"(?:[^"]|"")*"|[^,"]*)(?:,(?:"(?:[^"]|"")*"|[^,"]*))?,"?\d{9,10}"?$/

function readScrobble(cells: readonly string[], names: readonly string[], context: FormatContext): RowRead {
  // Exports of those who have no albums leave the column out, also without a header.
  const order = names === NAMES && cells.length === 3 ? ['artist', 'track', 'time'] : names
  if (cells.length !== order.length) return { refused: `The row has ${cells.length} columns; ${order.length} were expected.` }
  const cell = (name: string): string => cells[order.indexOf(name)] ?? ''
  const atMs = readSeconds(cell('time'), 'time')
  if (typeof atMs !== 'number') return atMs
  return scrobbleRow(context, {
    service: 'librefm',
    timeField: 'time',
    atMs,
    title: cell('track'),
    artistName: cell('artist'),
    albumTitle: cell('album'),
  })
}
