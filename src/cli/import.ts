// deepcut import PATH…: any export, zip, folder or table.

import { resolve } from 'node:path'
import { DEFAULT_LISTENER, type ImportReport, importPaths, type SourceReport } from '#listens'
import type { Hall } from './hall.ts'
import { textOption } from './options.ts'
import { mustExist } from './paths.ts'
import { columns, duration, plain, plural, printJson, printLine, whole } from './print.ts'
import { showProgress } from './progress.ts'
import type { Verb } from './verbs.ts'

const INVALID_SHOWN = 10

export const importVerb: Verb = async (hall, [given], options) => {
  const name = textOption(options, 'user') ?? DEFAULT_LISTENER
  const paths = (given as string[]).map((path) => resolve(path))
  await mustExist(paths)
  const house = await hall.open()
  const listener = await house.listeners.ensure(name)
  const progress = showProgress(hall, house.events)
  const report = await importPaths(house, { paths, listenerId: listener.id }).finally(() => progress.end())
  if (options['json']) printJson(hall, report)
  else printImport(hall, report)
  return report.sources.some((source) => source.format !== 'unknown') ? 0 : 1
}

/** The honest report: every row that was read, and what became of it. */
export function printImport(hall: Hall, report: ImportReport): void {
  for (const source of report.sources) printSource(hall, source)
  printLine(hall, `${plural(report.sources.length, 'source')}, ${duration(report.seconds)}`)
}

function printSource(hall: Hall, source: SourceReport): void {
  printLine(hall, `${plain(source.path)}  (${source.format})`)
  const ignored = Object.entries(source.ignored)
  const rows = [
    ['read', whole(source.read), ''],
    ['imported', whole(source.imported), ''],
    ['known already', whole(source.duplicates), ''],
    ...ignored.map(([reason, count]) => ['ignored', whole(count), reason]),
    ...(source.invalid.length > 0 ? [['invalid', whole(source.invalid.length), '']] : []),
    ...(source.matched
      ? [
          ['in your library', whole(source.matched.library), ''],
          ['in the catalogue', whole(source.matched.catalogue), ''],
          ['in neither', whole(source.matched.neither), ''],
        ]
      : []),
  ]
  for (const line of columns(rows, [1])) printLine(hall, `  ${line}`)
  for (const { where, message } of source.invalid.slice(0, INVALID_SHOWN)) printLine(hall, `    ${plain(where)}: ${plain(message)}`)
  if (source.invalid.length > INVALID_SHOWN) printLine(hall, `    and ${source.invalid.length - INVALID_SHOWN} more: --json lists them all`)
  if (source.droppedFields && source.droppedFields.length > 0)
    printLine(hall, `  left out because personal: ${source.droppedFields.join(', ')}`)
  printLine(hall)
}
