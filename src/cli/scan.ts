// deepcut scan FOLDER…: indexes folders, then analyses what is new in them.

import { resolve } from 'node:path'
import { analysePending, defaultBudget, Pace, withinReach } from '#analysis'
import type { ItemFault } from '#kernel'
import { scan } from '#library'
import { type House, listeningPriorities } from '#server'
import type { Hall } from './hall.ts'
import { numberOption } from './options.ts'
import { mustBeFolders } from './paths.ts'
import { dim, duration, plain, plural, printJson, printLine } from './print.ts'
import { showProgress } from './progress.ts'
import type { Verb } from './verbs.ts'

/** Failures told one by one; the rest are counted. */
const FAILURES_SHOWN = 50

export interface ScanDocument {
  readonly files: number
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly removed: number
  readonly analysed: number
  readonly failed: readonly ItemFault[]
  readonly notices: readonly ItemFault[]
  readonly seconds: number
}

export const scanVerb: Verb = async (hall, [given], options) => {
  const folders = (given as string[]).map((folder) => resolve(folder))
  await mustBeFolders(folders)
  const cores = options['cores'] === undefined ? null : numberOption(options, 'cores', 1, { min: 1, max: 256, whole: true })
  const document = await scanAndAnalyse(hall, { folders, cores, quick: options['quick'] === true })
  if (options['json']) printJson(hall, document)
  else printScan(hall, document)
  hall.stop.throwIfAborted()
  return 0
}

interface ScanWish {
  readonly folders: string[]
  /** Null for what the settings say. */
  readonly cores: number | null
  /** Excerpts only: the server, or another scan, hears the rest. */
  readonly quick: boolean
}

/** Scans and analyses, with progress on stderr. */
async function scanAndAnalyse(hall: Hall, request: ScanWish): Promise<ScanDocument> {
  const house = await hall.open()
  const progress = showProgress(hall, house.events)
  try {
    const report = await scan(house, { folders: request.folders, signal: hall.stop })
    const analysis = hall.stop.aborted ? { analysed: 0, failed: [], seconds: 0 } : await hear(hall, house, request)
    const { files, added, updated, unchanged, removed, notices } = report
    return {
      files,
      added,
      updated,
      unchanged,
      removed,
      analysed: analysis.analysed,
      failed: [...report.failed, ...analysis.failed],
      notices: [...notices],
      seconds: round(report.seconds + analysis.seconds),
    }
  } finally {
    progress.end()
  }
}

/** Whoever scans waits for it: paused or not, and in one pass, which is the least work. */
async function hear(hall: Hall, house: House, { cores, quick }: ScanWish) {
  const coresMax = house.compute.workersMax
  const kept = (await house.budget.load()) ?? defaultBudget(coresMax)
  const pace = new Pace(house.clock, withinReach({ ...kept, cores: cores ?? kept.cores, paused: false }, coresMax))
  const priorities = () => listeningPriorities(house)
  return analysePending(house, { signal: hall.stop, tiers: quick ? 'quick' : 'full', pace, priorities })
}

export function printScan(hall: Hall, document: ScanDocument): void {
  const { files, added, updated, unchanged, removed, analysed, failed, notices, seconds } = document
  const parts = [`${added} new`, `${updated} changed`, `${unchanged} unchanged`, ...(removed > 0 ? [`${removed} gone`] : [])]
  printLine(hall, `${plural(files, 'file')}: ${parts.join(', ')}; ${analysed} analysed; ${duration(seconds)}`)
  tell(hall, failed, 'could not be used')
  tell(hall, notices, 'to know')
}

function tell(hall: Hall, items: readonly ItemFault[], what: string): void {
  if (items.length === 0) return
  printLine(hall)
  printLine(hall, `${plural(items.length, 'file')} ${what}:`)
  for (const { path, code, message } of items.slice(0, FAILURES_SHOWN)) {
    printLine(hall, `  ${plain(path)}`)
    printLine(hall, `    ${plain(message)} ${dim(hall, `(${code})`)}`)
  }
  if (items.length > FAILURES_SHOWN) printLine(hall, `  and ${items.length - FAILURES_SHOWN} more: --json lists them all`)
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000
