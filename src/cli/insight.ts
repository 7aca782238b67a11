// deepcut stats --insight NAME: one question about a history, answered in sentences and its tables, as JSON or as CSV.

import { type InsightAnswered, openInsights, serverZone, type Table, toCsv } from '#insights'
import { Fault } from '#kernel'
import type { Hall } from './hall.ts'
import { listOption, textOption } from './options.ts'
import { columns, plain, printLine, whole } from './print.ts'

type Options = Readonly<Record<string, unknown>>

const ROWS_SHOWN = 30

/** Asks and prints; resolves to the exit status. */
export async function printInsight(hall: Hall, name: string, options: Options): Promise<number> {
  const insights = openInsights(await hall.open())
  const answered = await insights.answer({
    name,
    user: textOption(options, 'user'),
    from: textOption(options, 'from'),
    to: textOption(options, 'to'),
    zone: textOption(options, 'zone') ?? serverZone(),
    sourceId: sourceOf(options),
    kind: textOption(options, 'kind'),
    parameters: withOption(options),
  })
  if (options['json']) printLine(hall, answered.json)
  else if (options['csv'] !== undefined) hall.stdout.write(toCsv(tableOf(name, answered, options['csv'])))
  else printAnswer(hall, answered)
  return 0
}

function sourceOf(options: Options): number | undefined {
  const text = textOption(options, 'source')
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new Fault('invalid', 'OPTION_INVALID', `--source ${text}: it takes the number of a source.`)
  return Number(text)
}

/** --with name=value, as often as wanted. */
function withOption(options: Options): Record<string, string> {
  return Object.fromEntries(
    listOption(options, 'with').map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw new Fault('invalid', 'OPTION_INVALID', `--with ${pair}: it takes name=value, such as --with count=10.`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

/** `--csv` alone means the first table, `--csv NAME` that one. */
function tableOf(name: string, { tables }: InsightAnswered, asked: unknown): Table {
  const found = asked === true ? tables[0] : tables.find((table) => table.name === asked)
  if (found) return found
  const names = tables.map((table) => table.name).join(', ')
  throw new Fault('not-found', 'TABLE_UNKNOWN', `${name} has no table ${String(asked)}; it has ${names}.`)
}

function printAnswer(hall: Hall, { question, summary, tables }: InsightAnswered): void {
  printLine(hall, question)
  for (const line of summary) printLine(hall, `  ${plain(line)}`)
  for (const { title, columns: heads, rows } of tables) {
    if (rows.length === 0) continue
    printLine(hall)
    printLine(hall, title)
    const header = heads.map(({ name, unit }) => (unit === null ? name : `${name} [${unit}]`))
    const cells = rows.slice(0, ROWS_SHOWN).map((row) => row.map(cellText))
    const numbers = heads.flatMap((_, at) => (rows.every((row) => typeof row[at] !== 'string') ? [at] : []))
    for (const line of columns([header, ...cells], numbers)) printLine(hall, `  ${line}`)
    if (rows.length > ROWS_SHOWN) printLine(hall, `  and ${whole(rows.length - ROWS_SHOWN)} more: see --csv or --json`)
  }
}

function cellText(cell: string | number | null): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return plain(cell)
  return Number.isInteger(cell) ? whole(cell) : String(Number(cell.toPrecision(4)))
}
