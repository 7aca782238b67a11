// Import of a table (CSV) of tracks with attributes, such as the Spotify tables people have: it becomes the catalogue, music to recommend.

import { ATTRIBUTE_NAMES, type Attributes } from './attributes.ts'
import { type Columns, durationOf, keyOf, modeOf, numberIn, readHeader, splitArtists, splitList, spotifyIdOf } from './table-columns.ts'
import { delimiterOf, headText, readRows, type TableInput } from './table-rows.ts'
import type { Sighting, TrackStore } from './track.ts'

/** read = imported + duplicates + the sum of ignored + invalid.length. */
export interface TableReport {
  readonly path: string
  readonly format: 'table'
  readonly read: number
  /** Rows that brought a track into the catalogue. */
  readonly imported: number
  /** Rows about a track that an earlier row or table had brought; what they add (a genre, say) is kept. */
  readonly duplicates: number
  /** HEADER_REPEATED: the header again; MORE_INVALID: wrong rows beyond the first 1,000, counted but not listed. */
  readonly ignored: Readonly<Record<string, number>>
  readonly invalid: readonly { readonly where: string; readonly message: string }[]
}

const BATCH_ROWS = 1000
const INVALID_MAX = 1000

/** Whether a file that begins with `head` is a table of tracks that `importTable` understands. */
export function isTable(head: Uint8Array | string): boolean {
  const text = headText(head)
  if (text === null) return false
  const line = firstRecord(text)
  return readHeader(splitLine(line, delimiterOf(line))) !== null
}

/** The first line, not ended by a line break in quotes. */
function firstRecord(text: string): string {
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') quoted = !quoted
    else if (!quoted && (text[i] === '\n' || text[i] === '\r')) return text.slice(0, i)
  }
  return text
}

const splitLine = (line: string, delimiter: string): string[] =>
  line.split(delimiter).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/s, '$1')
      .replaceAll('""', '"'),
  )

/** Reads the table once, streamed, and makes its tracks part of the catalogue. A wrong row is reported, never fatal. */
export async function importTable(deps: { readonly tracks: TrackStore }, input: TableInput): Promise<TableReport> {
  const seen = await catalogued(deps.tracks)
  const invalid: { where: string; message: string }[] = []
  const ignored: Record<string, number> = {}
  const counts = { read: 0, imported: 0, duplicates: 0 }
  const ignore = (reason: string) => {
    ignored[reason] = (ignored[reason] ?? 0) + 1
  }
  const refuse = (line: number, message: string) => {
    if (invalid.length < INVALID_MAX) invalid.push({ where: `line ${line}`, message })
    else ignore('MORE_INVALID')
  }
  let columns: Columns | null = null
  let header = ''
  let batch: Sighting[] = []
  const keep = async () => {
    for (const id of await deps.tracks.identify(batch, 'table')) {
      if (seen.has(id)) counts.duplicates++
      else counts.imported++
      seen.add(id)
    }
    batch = []
    input.onProgress?.({ rowsRead: counts.read })
    // Between two batches the server gets to answer.
    await new Promise(setImmediate)
  }
  for await (const row of readRows(input)) {
    if (header === '' && row.kind === 'row') {
      header = row.cells.join('\u001f')
      columns = readHeader(row.cells)
      continue
    }
    counts.read++
    if (row.kind === 'broken') refuse(row.line, row.message)
    else if (columns === null) refuse(row.line, 'The header names no columns of title and artist with attributes, popularity or genre.')
    else if (row.cells.join('\u001f') === header) ignore('HEADER_REPEATED')
    else {
      const told = toSighting(row.cells, columns)
      if (typeof told === 'string') refuse(row.line, told)
      else if (batch.push(input.synthetic ? { ...told, synthetic: true } : told) >= BATCH_ROWS) await keep()
    }
  }
  if (batch.length > 0) await keep()
  return { path: input.path, format: 'table', ...counts, ignored, invalid }
}

async function catalogued(tracks: TrackStore): Promise<Set<number>> {
  const { count, ids, flags } = await tracks.columns()
  const seen = new Set<number>()
  for (let i = 0; i < count; i++) if ((flags[i] & 2) !== 0) seen.add(ids[i])
  return seen
}

/** The sighting a row tells of, or what is wrong with it. */
function toSighting(cells: readonly string[], columns: Columns): Sighting | string {
  const { at } = columns
  if (cells.length !== columns.width) return `The row has ${cells.length} columns, the header ${columns.width}.`
  const cell = (field: keyof typeof at): string => {
    const index = at[field]
    const value = index === undefined ? '' : cells[index].trim()
    return /^(?:nan|null|none|n\/a|undefined)$/i.test(value) && field !== 'title' && field !== 'artist' ? '' : value
  }
  const title = cell('title')
  const artistNames = splitArtists(cell('artist'), numberIn(cell('artistCount'), 1, 50) ?? null)
  // R writes NA for what is missing; a row that lacks both names has none.
  if (title === 'NA' && artistNames[0] === 'NA') return 'The row names neither title nor artist.'
  if (title === '') return 'The row names no title.'
  if (artistNames.length === 0) return 'The row names no artist.'
  if (title.includes('\ufffd') || artistNames.some((name) => name.includes('\ufffd'))) {
    return 'Letters were lost in an earlier conversion (\ufffd in the name). Get the table in UTF-8 from its source.'
  }
  const durationMs = numberIn(cell('durationMs'), 1, 1e9) ?? durationOf(cell('duration')) ?? null
  return {
    title,
    artistNames,
    albumTitle: cell('album') || null,
    year: yearOf(cell('year')),
    durationMs: durationMs === null ? null : Math.round(durationMs),
    genres: [...splitList(cell('genre')), ...splitList(cell('subgenre'))],
    isrc: /^[A-Za-z]{2}-?[A-Za-z0-9]{3}-?\d{2}-?\d{5}$/.test(cell('isrc')) ? cell('isrc').replaceAll('-', '').toUpperCase() : null,
    spotifyId: spotifyIdOf(cell('spotifyId')),
    popularity: numberIn(cell('popularity'), 0, 100) ?? null,
    attributes: attributesOf(cell, columns, durationMs),
    catalogued: true,
  }
}

const yearOf = (cell: string): number | null => {
  const match = /(?:^|\D)(1[89]\d{2}|20\d{2})(?:\D|$)/.exec(cell)
  return match ? Number(match[1]) : null
}

/** Ranges beyond which a number is no value of its attribute. */
const RANGES = { loudness: [-80, 10], tempo: [1, 400], timeSignature: [1, 12] } as const

function attributesOf(cell: (field: keyof Columns['at']) => string, columns: Columns, durationMs: number | null): Attributes | null {
  const found: { -readonly [Name in keyof Attributes]: number } = {}
  for (const name of ATTRIBUTE_NAMES) {
    if (name === 'durationMs' || columns.at[name] === undefined) continue
    const text = cell(name)
    if (text === '') continue
    let value: number | undefined
    if (name === 'key') value = keyOf(text)
    else if (name === 'mode') value = modeOf(text)
    else if (name === 'loudness' || name === 'tempo' || name === 'timeSignature') value = numberIn(text, RANGES[name][0], RANGES[name][1])
    else value = columns.percent.has(name) ? scaled(numberIn(text, 0, 100)) : numberIn(text, 0, 1)
    if (value !== undefined) found[name] = value
  }
  if (Object.keys(found).length === 0) return null
  if (durationMs !== null) found.durationMs = durationMs
  return found
}

const scaled = (percent: number | undefined): number | undefined => (percent === undefined ? undefined : percent / 100)
