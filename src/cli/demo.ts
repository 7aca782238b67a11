// deepcut demo: a small library that Deepcut composes itself, with a made-up history.

import { analysePending } from '#analysis'
import { installDemo, openBackground } from '#server'
import { printImport } from './import.ts'
import { plural, printJson, printLine } from './print.ts'
import { showProgress } from './progress.ts'
import { printScan } from './scan.ts'
import type { Verb } from './verbs.ts'

export const demo: Verb = async (hall, _words, options) => {
  const house = await hall.open()
  const progress = showProgress(hall, house.events)
  const background = openBackground(house)
  try {
    const report = await installDemo(house, background, {
      onProgress: (done, total, title) => progress.tell(`Composing: ${done} of ${plural(total, 'piece')}  ${title}`),
    })
    await background.idle()
    const analysis = await analysePending(house, { signal: hall.stop })
    hall.stop.throwIfAborted()
    progress.end()
    const { analysed } = await house.analyses.counts()
    const scan = { ...report.scan, analysed, failed: [...report.scan.failed, ...analysis.failed] }
    if (options['json']) {
      printJson(hall, { pieces: report.pieces, scan, import: report.import })
      return 0
    }
    printLine(
      hall,
      `${plural(report.pieces, 'piece')}, composed by Deepcut and marked as synthetic. Remove them on the page, under Import.`,
    )
    printScan(hall, scan)
    printLine(hall)
    printImport(hall, report.import)
    return 0
  } finally {
    progress.end()
    await background.close()
  }
}
