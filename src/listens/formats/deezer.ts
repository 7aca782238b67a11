// Deezer's export: deezer-data_….xlsx, sheet 10_listeningHistory. It tells the ISRC of each recording; its clock has no zone.
// Quirks: docs/guide/deezer.md.

import { messageOf } from '#kernel'
import { type ByteSource, bytesOfFile } from '../byte-source.ts'
import { parseTime, whyImpossible } from '../export-time.ts'
import { type HeardRow, heardRow, type RefusedRow, readPlayedMs, readText, readWord } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { Recognised } from '../recognise.ts'
import { asFile } from '../spool.ts'
import { wallTimeMs } from '../wall-time.ts'
import type { Format, FormatContext, Stretch } from './format.ts'
import { type Cell, openWorkbook, serialDateMs } from './workbook.ts'

const COLUMNS = [
  'song title',
  'artist',
  'isrc',
  'album title',
  'ip address',
  'listening time',
  'platform name',
  'platform model',
  'date',
] as const
type Column = (typeof COLUMNS)[number]
type Places = Partial<Record<Column, number>>
const WORKBOOK_BYTES_MAX = 2 * 2 ** 30
/** Between 2000 and 2100, as days from 1900: a number there is a date, however the cell is styled. */
const SERIAL_DAYS = [36_526, 73_051] as const

export const deezer: Format = {
  name: 'deezer',
  title: 'Deezer, listening history',
  // A workbook is a zip by its first bytes; it is known by its sheets, when the zip is opened.
  recognises: () => false,
  read: readHistory,
}

/** What a workbook is to an import: a history by the name of one of its sheets, or nothing that is known. */
export async function historyInWorkbook(source: ByteSource): Promise<Recognised> {
  try {
    const { sheetNames } = await openWorkbook(source)
    if (historySheet(sheetNames) !== undefined) return { as: 'history', format: deezer }
    const names = sheetNames.slice(0, 10).join(', ')
    return {
      as: 'unknown',
      message: `The workbook has no sheet of listens that Deepcut knows (${names}). Save the one with the listens as CSV.`,
    }
  } catch (error) {
    return { as: 'unknown', message: `The workbook cannot be read: ${messageOf(error)}.` }
  }
}

const historySheet = (sheetNames: readonly string[]): string | undefined => sheetNames.find((name) => /listening_?\s?history/i.test(name))

async function* readHistory(input: Input, context: FormatContext): AsyncGenerator<Stretch> {
  const file = await asFile(input, WORKBOOK_BYTES_MAX)
  try {
    const workbook = await openWorkbook(bytesOfFile(file.path, input.sizeBytes))
    const sheet = historySheet(workbook.sheetNames)
    if (sheet === undefined) throw new Error('the sheet 10_listeningHistory is missing')
    let places: Places | null = null
    for await (const found of workbook.rows(sheet)) {
      const rows: HeardRow[] = []
      const refused: { where: string; message: string }[] = []
      for (const { number, cells } of found) {
        if (cells.every((cell) => cell === null)) continue
        if (places === null) {
          places = placesOf(cells)
          if (places.date === undefined || places['song title'] === undefined)
            throw new Error(`the sheet ${sheet} has no columns "Song Title" and "Date"`)
          continue
        }
        const row = readRow(cells, places, context, workbook.from1904)
        if ('refused' in row) refused.push({ where: `sheet ${sheet}, row ${number}`, message: row.refused })
        else rows.push(row)
      }
      yield { rows, refused, dropped: places?.['ip address'] === undefined ? [] : ['IP Address'] }
    }
  } catch (error) {
    const message = `The workbook could not be read to its end: ${messageOf(error)}. The rows before were kept.`
    yield { rows: [], refused: [{ where: 'the workbook', message }] }
  } finally {
    await file.close()
  }
}

function placesOf(header: readonly Cell[]): Places {
  const places: Places = {}
  header.forEach((cell, place) => {
    const name = COLUMNS.find((column) => column === String(cell).trim().toLowerCase())
    if (name !== undefined) places[name] ??= place
  })
  return places
}

function readRow(cells: readonly Cell[], places: Places, context: FormatContext, from1904: boolean): HeardRow | RefusedRow {
  const cell = (name: Column): Cell => cells[places[name] ?? -1] ?? null
  const words = (name: Column) => readText(String(cell(name) ?? '')).trim()
  const atMs = timeOf(cell('date'), from1904, context.zone)
  if (atMs === null) return { refused: cell('date') === null ? 'Date is missing.' : 'Date is not a date.' }
  const impossible = whyImpossible(atMs, context.nowMs)
  if (impossible !== null) return { refused: `Date ${impossible}.` }
  const seconds = cell('listening time')
  const msPlayed = seconds === null ? null : readPlayedMs(Number(String(seconds).replace(',', '.')) * 1000, 'Listening Time')
  if (msPlayed !== null && typeof msPlayed !== 'number') return msPlayed
  const isrc = words('isrc').replaceAll('-', '').toUpperCase()
  const known = /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(isrc) ? isrc : null
  const [title, artistName, model] = [words('song title'), words('artist'), words('platform model')]
  return heardRow(context, {
    title,
    artistName,
    albumTitle: words('album title') || null,
    sourceUri: known === null ? null : `isrc:${known}`,
    atMs,
    timeTold: 'start',
    precision: 's',
    msPlayed,
    platform: readWord(words('platform name')),
    raw: model === '' ? null : JSON.stringify({ platformModel: model.slice(0, 200) }),
    recording: { isrc: known },
    identity: `deezer|${atMs}|${known ?? `${artistName}|${title}`}`,
  })
}

/** The time in a cell: a date that counts days, or text without a zone. */
function timeOf(cell: Cell, from1904: boolean, zone: string): number | null {
  const days = typeof cell === 'number' || (cell !== null && /^\s*\d{5}(?:\.\d+)?\s*$/.test(cell)) ? Number(cell) : null
  if (days !== null) {
    const from1900 = days + (from1904 ? 1462 : 0)
    return from1900 >= SERIAL_DAYS[0] && from1900 < SERIAL_DAYS[1] ? wallTimeMs(serialDateMs(days, from1904), zone) : null
  }
  const text = String(cell ?? '').trim()
  const wallMs = parseTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00` : text)
  if (wallMs === null) return null
  return /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? wallMs : wallTimeMs(wallMs, zone)
}
