// Spreadsheets (.xlsx), read as streams: a zip of XML parts (ECMA-376). Only what a table needs: the sheets by name, shared texts, cells and dates.

import { type Handler, Parser } from 'htmlparser2'
import type { Entry } from 'yauzl'
import type { ByteSource } from '../byte-source.ts'
import { cleanName, entriesOf, memberBytes, whyRefused } from '../zip-file.ts'

const PARTS_MAX = 2000
/** Shared texts at most, in number and in characters together: a workbook of a million listens has a tenth of it. */
const TEXTS_MAX = 2_000_000
const TEXT_CHARS_MAX = 50_000_000
const CELL_CHARS_MAX = 32_767
const COLUMNS_MAX = 500

/** A cell: a text, or a number (a date is a number, too). */
export type Cell = string | number | null

export interface WorkbookRow {
  /** As the sheet numbers it, from 1. */
  readonly number: number
  readonly cells: readonly Cell[]
}

export interface Workbook {
  readonly sheetNames: readonly string[]
  /** Dates count from 1904, as on old Macs, and not from 1900. */
  readonly from1904: boolean
  rows(sheetName: string): AsyncIterable<WorkbookRow[]>
}

/** Whether a zip with members of these names is a workbook. */
export const isWorkbook = (names: readonly string[]): boolean => names.includes('xl/workbook.xml')

/** Opens a workbook. Throws where its parts do not fit together. */
export async function openWorkbook(source: ByteSource): Promise<Workbook> {
  const parts = new Map<string, Entry>()
  for (const entry of await entriesOf(source, PARTS_MAX)) parts.set(cleanName(entry.fileName), entry)
  const read = (name: string): AsyncIterable<Uint8Array> => {
    const entry = parts.get(name)
    if (entry === undefined) throw new Error(`the workbook has no part ${name}`)
    const refused = whyRefused(entry)
    if (refused !== null) throw new Error(`${name}: ${refused}`)
    return memberBytes(source, entry)
  }
  const { sheets, from1904 } = await readBook(read('xl/workbook.xml'))
  const targets = parts.has('xl/_rels/workbook.xml.rels')
    ? await readTargets(read('xl/_rels/workbook.xml.rels'))
    : new Map<string, string>()
  return {
    sheetNames: sheets.map(({ name }) => name),
    from1904,
    async *rows(sheetName) {
      const index = sheets.findIndex(({ name }) => name === sheetName)
      const target = targets.get(sheets[index]?.relation ?? '') ?? `worksheets/sheet${index + 1}.xml`
      const texts = parts.has('xl/sharedStrings.xml') ? await readTexts(read('xl/sharedStrings.xml')) : []
      yield* readSheet(read(target.startsWith('/') ? target.slice(1) : `xl/${target}`), texts)
    },
  }
}

/** A tag or a comment of this size is no table: it would be held in memory until it ends. */
const SILENT_BYTES_MAX = 8 << 20
const DEPTH_MAX = 200

/** Feeds XML to handlers, and stops after each chunk. What only grows and never ends is a fault. */
async function* feed(bytes: AsyncIterable<Uint8Array>, handlers: Partial<Handler>): AsyncGenerator<void> {
  let [silentBytes, depth] = [0, 0]
  const heard = () => {
    silentBytes = 0
  }
  const parser = new Parser(
    {
      onopentag(name, attributes, isImplied) {
        heard()
        if (++depth > DEPTH_MAX) throw new Error(`its tags nest deeper than ${DEPTH_MAX}`)
        handlers.onopentag?.(name, attributes, isImplied)
      },
      ontext(text) {
        heard()
        handlers.ontext?.(text)
      },
      onclosetag(name, isImplied) {
        heard()
        depth--
        handlers.onclosetag?.(name, isImplied)
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  const decoder = new TextDecoder()
  for await (const chunk of bytes) {
    silentBytes += chunk.length
    if (silentBytes > SILENT_BYTES_MAX) throw new Error(`it holds a tag of more than ${SILENT_BYTES_MAX >> 20} MiB`)
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.end(decoder.decode())
  yield
}

async function parseXml(bytes: AsyncIterable<Uint8Array>, handlers: Partial<Handler>): Promise<void> {
  for await (const _ of feed(bytes, handlers));
}

/** An element's name without its namespace. */
const plain = (name: string) => name.slice(name.indexOf(':') + 1)

async function readBook(bytes: AsyncIterable<Uint8Array>): Promise<{ sheets: { name: string; relation: string }[]; from1904: boolean }> {
  const sheets: { name: string; relation: string }[] = []
  let from1904 = false
  const onopentag = (name: string, attributes: Record<string, string>) => {
    if (plain(name) === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
    if (plain(name) === 'sheet' && sheets.length < PARTS_MAX)
      sheets.push({
        name: attributes['name'] ?? '',
        relation: attributes['r:id'] ?? Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1] ?? '',
      })
  }
  await parseXml(bytes, { onopentag })
  return { sheets, from1904 }
}

async function readTargets(bytes: AsyncIterable<Uint8Array>): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  const onopentag = (name: string, { Id, Target }: Record<string, string>) => {
    if (plain(name) === 'Relationship' && Id && Target && targets.size < PARTS_MAX) targets.set(Id, Target)
  }
  await parseXml(bytes, { onopentag })
  return targets
}

/** The texts that cells name by number. Readings above (`rPh`) are no part of them. */
async function readTexts(bytes: AsyncIterable<Uint8Array>): Promise<string[]> {
  const texts: string[] = []
  let text: string | null = null
  let [inText, inReading, chars] = [false, false, 0]
  await parseXml(bytes, {
    onopentag(name) {
      const tag = plain(name)
      if (tag === 'si') text = ''
      else if (tag === 't') inText = true
      else if (tag === 'rPh') inReading = true
    },
    ontext(part) {
      if (inText && !inReading && text !== null && text.length < CELL_CHARS_MAX) text += part
    },
    onclosetag(name) {
      const tag = plain(name)
      if (tag === 't') inText = false
      else if (tag === 'rPh') inReading = false
      else if (tag === 'si' && text !== null) {
        chars += text.length
        if (texts.length >= TEXTS_MAX || chars > TEXT_CHARS_MAX) throw new Error('the workbook has more texts than any export')
        texts.push(unescaped(text))
        text = null
      }
    },
  })
  return texts
}

/** Characters that XML cannot hold are written as _x000D_. */
const unescaped = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text

/** Rows of a sheet, some for each chunk of its bytes. */
async function* readSheet(bytes: AsyncIterable<Uint8Array>, texts: readonly string[]): AsyncGenerator<WorkbookRow[]> {
  let done: WorkbookRow[] = []
  let cells: Cell[] | null = null
  let [number, column, type, value, inValue] = [0, 0, '', '', false]
  const handlers: Partial<Handler> = {
    onopentag(name, attributes) {
      const tag = plain(name)
      if (tag === 'row') {
        cells = []
        column = 0
        number = Number(attributes['r'] ?? number + 1) || number + 1
      } else if (tag === 'c') {
        column = columnOf(attributes['r'] ?? '') ?? column
        type = attributes['t'] ?? 'n'
        value = ''
      } else if (tag === 'v' || tag === 't') inValue = true
    },
    ontext(part) {
      if (inValue && value.length < CELL_CHARS_MAX) value += part
    },
    onclosetag(name) {
      const tag = plain(name)
      if (tag === 'v' || tag === 't') inValue = false
      else if (tag === 'c') {
        if (cells !== null && column < COLUMNS_MAX) cells[column] = cellOf(type, value, texts)
        column++
      } else if (tag === 'row' && cells !== null) {
        done.push({ number, cells: Array.from(cells, (cell) => cell ?? null) })
        cells = null
      }
    },
  }
  for await (const _ of feed(bytes, handlers)) {
    yield done
    done = []
  }
}

/** "B7" is column 1; null where it names none. */
function columnOf(place: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(place)?.[0]
  return letters === undefined ? null : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function cellOf(type: string, value: string, texts: readonly string[]): Cell {
  if (type === 's') return texts[Number(value)] ?? null
  if (type === 'str' || type === 'inlineStr' || type === 'd') return value === '' ? null : unescaped(value)
  if (type === 'e' || value.trim() === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : value
}

const DAY_MS = 86_400_000
/** Ms since the epoch, as if in UTC, of a date that counts days; to the second, for days are fractions. */
export const serialDateMs = (days: number, from1904: boolean): number =>
  Math.round(((days + (from1904 ? 1462 : 0) - 25_569) * DAY_MS) / 1000) * 1000
