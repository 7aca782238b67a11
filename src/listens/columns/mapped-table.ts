// A table of listens of any service, read by a mapping. Which mapping: the person's for this import, a preset for the same columns, or the guess where
// it is certain.

import { whyImpossible } from '../export-time.ts'
import { readCsv } from '../formats/csv-rows.ts'
import type { Format, FormatContext } from '../formats/format.ts'
import { isPersonal, rawFields } from '../formats/raw-fields.ts'
import type { RowRead } from '../formats/stretch.ts'
import { heardRow, readText, readWord } from '../heard-row.ts'
import type { ContentKind } from '../listen.ts'
import type { MappedField, Mapping } from './mapping.ts'
import { readLength, readTime, readYes } from './read-cells.ts'

export const MAPPED_TABLE = 'table-of-listens'

/** Its files are recognised by looking at them (guess-mapping.ts), after every other format. */
export const mappedTable: Format = {
  name: MAPPED_TABLE,
  title: 'A table of listens',
  recognises: () => false,
  read: (input, context) => {
    const mapping = context.mapping
    if (mapping === undefined) throw new Error('a table of listens is read by a mapping')
    const dropped = new Set(mapping.header.filter((name) => isPersonal(name.trim().replace(/\s+/g, '_'))))
    const readRow = rowReader(mapping, context, dropped)
    return readCsv(input, mapping.delimiter, () => ({ headed: mapping.headed, readRow }), dropped)
  },
}

/** Longer than a week is no playback but a broken number. */
const PLAYED_MS_MAX = 7 * 24 * 3_600_000

/** Reads one row. */
export function rowReader(mapping: Mapping, context: FormatContext, dropped: Set<string>): (cells: readonly string[]) => RowRead {
  const { columns, header, timeForm, timeTold } = mapping
  const cellOf = (cells: readonly string[], field: MappedField) =>
    columns[field] === undefined ? '' : (cells[columns[field]] ?? '').trim()
  const used = new Set(Object.values(columns))
  const rest = header.map((name, i) => (used.has(i) || name === '' ? null : name))
  return (cells) => {
    const wall = columns.time === undefined ? `${cellOf(cells, 'date')} ${cellOf(cells, 'clock')}`.trim() : cellOf(cells, 'time')
    const time = readTime(wall, timeForm, context.zone)
    if (time === null) return { refused: wall === '' ? 'The time is missing.' : `“${wall.slice(0, 60)}” is no time in the form chosen.` }
    const impossible = whyImpossible(time.atMs, context.nowMs)
    if (impossible !== null) return { refused: `The time ${impossible}.` }
    const [title, artistName] = [readText(cellOf(cells, 'title')), readText(cellOf(cells, 'artist'))]
    if (title === '' && artistName === '') return { refused: 'The title is missing.' }
    const msPlayed = readLength(cellOf(cells, 'played'), mapping.playedUnit)
    if (msPlayed !== null && msPlayed < 0) return { refused: `The time played is negative (${cellOf(cells, 'played').slice(0, 40)}).` }
    if (msPlayed !== null && msPlayed > PLAYED_MS_MAX) return { refused: 'The time played is more than a week.' }
    const isrc = readWord(cellOf(cells, 'isrc'))
    const uri = readWord(cellOf(cells, 'uri'))
    const other = Object.fromEntries(rest.flatMap((name, i) => (name === null || !cells[i] ? [] : [[name, cells[i]]])))
    return heardRow(context, {
      atMs: time.atMs,
      precision: time.precision,
      timeTold,
      title,
      artistName,
      albumTitle: readWord(cellOf(cells, 'album')),
      msPlayed,
      sourceUri: uri ?? (isrc === null ? null : `isrc:${isrc}`),
      kind: kindOf(cellOf(cells, 'kind')),
      skipped: readYes(cellOf(cells, 'skipped')),
      platform: readWord(cellOf(cells, 'platform')),
      country: readWord(cellOf(cells, 'country')),
      recording: { durationMs: readLength(cellOf(cells, 'length'), mapping.lengthUnit), isrc },
      raw: rawFields(other, new Set(dropped), dropped),
      identity: `${MAPPED_TABLE}|${wall}|${artistName}|${title}`,
    })
  }
}

const kindOf = (text: string): ContentKind =>
  /podcast|episode/i.test(text) ? 'podcast' : /audiobook|chapter/i.test(text) ? 'audiobook' : /video/i.test(text) ? 'video' : 'music'
