// deepcut import PATH…: any export, zip, folder or table.

import { open, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Fault } from '#kernel'
import {
  DEFAULT_LISTENER,
  type ImportReport,
  importPaths,
  lookAtTable,
  type SourceReport,
  type TableAnswer,
  type TableLook,
} from '#listens'
import type { House } from '#server'
import { askForColumns, mappingFrom } from './ask-columns.ts'
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
  const dryRun = options['dryRun'] === true
  const zone = zoneOption(options)
  const account = textOption(options, 'account')
  const said = textOption(options, 'columns')
  const presetName = textOption(options, 'savePreset')
  await mustExist(paths)
  const house = await hall.open()
  // A dry run makes nothing, no listener either.
  const listener = dryRun ? ((await house.listeners.find(name)) ?? (await house.listeners.list())[0]) : await house.listeners.ensure(name)
  const run = async (answer?: TableAnswer, only = paths) => {
    const progress = showProgress(hall, house.events)
    return await importPaths(house, { paths: only, listenerId: listener.id, dryRun, zone, account, answer }).finally(() => progress.end())
  }
  const look = said === undefined ? null : await tableLook(paths)
  const report = await run(look === null ? undefined : { mapping: mappingFrom(said!, look) })
  if (presetName !== undefined && look !== null && !dryRun)
    await house.presets.save({ name: presetName, mapping: mappingFrom(said!, look) })
  const sources =
    options['json'] || !process.stdin.isTTY ? report.sources : await askAll(hall, house, report.sources, { run, zone, presetName })
  if (options['json']) printJson(hall, report)
  else printImport(hall, { ...report, sources }, dryRun)
  return sources.some((source) => source.format !== 'unknown' && source.asks === undefined) ? 0 : 1
}

/** The table that --columns speaks of: the first of the paths that is one. */
async function tableLook(paths: readonly string[]): Promise<TableLook> {
  for (const path of paths) {
    if (!(await stat(path)).isFile()) continue
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0)
      const look = await lookAtTable(buffer.subarray(0, bytesRead))
      if (look !== null) return look
    } finally {
      await file.close()
    }
  }
  throw new Fault(
    'invalid',
    'COLUMNS_INVALID',
    '--columns: none of these files is a table of listens, with a title and a time in each row.',
  )
}

/** Asks about every table that left a doubt, and imports it by the answer. */
async function askAll(
  hall: Hall,
  house: House,
  sources: readonly SourceReport[],
  { run, zone, presetName }: { run(answer: TableAnswer, only: string[]): Promise<ImportReport>; zone?: string; presetName?: string },
): Promise<SourceReport[]> {
  const done: SourceReport[] = []
  for (const source of sources) {
    const answer = source.asks === undefined ? null : await askForColumns(hall, source, zone ?? 'UTC')
    if (answer === null) done.push(source)
    else {
      if (presetName !== undefined && 'mapping' in answer) await house.presets.save({ name: presetName, mapping: answer.mapping })
      done.push(...(await run(answer, [source.path])).sources)
    }
  }
  return done
}

/** An IANA zone. */
function zoneOption(options: Readonly<Record<string, unknown>>): string | undefined {
  const zone = textOption(options, 'zone')
  if (zone === undefined) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw new Fault('invalid', 'OPTION_INVALID', `--zone ${zone}: it takes a zone such as Europe/Berlin or UTC.`)
  }
}

/** The honest report: every row that was read, and what became of it. */
export function printImport(hall: Hall, report: ImportReport, dryRun = false): void {
  if (dryRun) printLine(hall, 'Only looked at; nothing was kept.')
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
    ...(source.merged?.with ?? []).map(({ format, count }) => [
      'merged',
      whole(count),
      `with ${format === source.format ? 'others of this format' : format}`,
    ]),
  ]
  for (const line of columns(rows, [1])) printLine(hall, `  ${line}`)
  for (const { where, message } of source.invalid.slice(0, INVALID_SHOWN)) printLine(hall, `    ${plain(where)}: ${plain(message)}`)
  if (source.invalid.length > INVALID_SHOWN) printLine(hall, `    and ${source.invalid.length - INVALID_SHOWN} more: --json lists them all`)
  for (const note of source.notes ?? []) printLine(hall, `  ${plain(note)}`)
  if (source.droppedFields && source.droppedFields.length > 0)
    printLine(hall, `  left out because personal: ${source.droppedFields.join(', ')}`)
  printLine(hall)
}
