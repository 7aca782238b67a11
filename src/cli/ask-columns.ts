// Columns of a table of listens on the command line: said with --columns, or shown and asked for where a person sits at the terminal.

import { createInterface } from 'node:readline/promises'
import { Fault } from '#kernel'
import { MAPPED_FIELDS, type Mapping, type SourceReport, sampleOf, type TableAnswer, type TableLook, whyUseless } from '#listens'
import type { Hall } from './hall.ts'
import { columns, plain } from './print.ts'

const isField = (word: string): word is (typeof MAPPED_FIELDS)[number] => MAPPED_FIELDS.some((field) => field === word)

/** "title=Song,artist=Artist,time=Played At" on top of what was guessed: fields to columns, by name or by number from 1. */
export function mappingFrom(words: string, look: TableLook): Mapping {
  const chosen: Mapping['columns'] = {}
  for (const pair of words.split(',')) {
    const [field, ...rest] = pair.split('=')
    const name = rest.join('=').trim()
    const index = /^\d+$/.test(name) ? Number(name) - 1 : look.mapping.header.findIndex((one) => one.toLowerCase() === name.toLowerCase())
    if (!isField(field.trim()) || index < 0 || index >= look.mapping.header.length) {
      const names = look.mapping.header.map((one, i) => one || String(i + 1)).join(', ')
      throw new Fault(
        'invalid',
        'COLUMNS_INVALID',
        `--columns: "${pair}" is not FIELD=COLUMN. Fields: ${MAPPED_FIELDS.join(', ')}. Columns of this table: ${names}.`,
      )
    }
    chosen[field.trim() as keyof typeof chosen] = index
  }
  const taken = new Set(Object.values(chosen))
  const guessed = Object.fromEntries(
    Object.entries(look.mapping.columns).filter(([field, index]) => !(field in chosen) && !taken.has(index)),
  )
  const mapping: Mapping = { ...look.mapping, columns: { ...guessed, ...chosen } }
  const useless = whyUseless(mapping)
  if (useless !== null) throw new Fault('invalid', 'COLUMNS_INVALID', `--columns: ${useless}`)
  return mapping
}

/** Shows the guess and asks; null where the person says no. Only for a terminal. */
export async function askForColumns(hall: Hall, source: SourceReport, zone: string): Promise<TableAnswer | null> {
  const look = source.asks!
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    hall.stderr.write(`${plain(source.path)} is a table of listens, and Deepcut is not sure of it. ${look.doubts.map(plain).join(' ')}\n`)
    let mapping: Mapping = look.mapping
    for (;;) {
      showGuess(hall, look, mapping, zone)
      const said = (await terminal.question('Import it so? [y]es, [n]o, or FIELD=COLUMN,… to change it: ')).trim()
      if (/^(y|yes)?$/i.test(said) && whyUseless(mapping) === null) return { mapping }
      if (/^(n|no)$/i.test(said)) return null
      try {
        const form = /^time(?:form)?\s*=\s*(day-first|month-first|year-first|iso|words|epoch-s|epoch-ms|excel)$/i.exec(said)
        mapping = form ? { ...mapping, timeForm: form[1].toLowerCase() as Mapping['timeForm'] } : mappingFrom(said, { ...look, mapping })
      } catch (error) {
        hall.stderr.write(`${(error as Error).message}\n`)
      }
    }
  } finally {
    terminal.close()
  }
}

function showGuess(hall: Hall, look: TableLook, mapping: Mapping, zone: string): void {
  const meant = Object.entries(mapping.columns).map(([field, index]) => [field, plain(mapping.header[index] || `column ${index + 1}`)])
  for (const line of columns([...meant, ['times', mapping.timeForm]], [])) hall.stderr.write(`  ${line}\n`)
  for (const row of sampleOf(look.rows.slice(0, 3), mapping, { zone, nowMs: hall.clock.nowMs() }))
    hall.stderr.write(
      'refused' in row
        ? `  > not read: ${plain(row.refused)}\n`
        : `  > ${new Date(row.atMs).toISOString().slice(0, 19)}Z  ${plain(row.title)} - ${plain(row.artist)}\n`,
    )
}
