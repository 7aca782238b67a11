// deepcut analyze FILE…: what files sound like, without storing anything.

import { resolve } from 'node:path'
import { analyseFile, analysisDocument } from '#analysis'
import { plain, printJson } from './print.ts'
import { printAnalysis } from './print-analysis.ts'
import type { Verb } from './verbs.ts'

export const analyze: Verb = async (hall, [given], options) => {
  const documents: unknown[] = []
  let failures = 0
  for (const [index, path] of (given as string[]).map((file) => resolve(file)).entries()) {
    hall.stop.throwIfAborted()
    if ((given as string[]).length > 1) hall.stderr.write(`Analysing ${index + 1} of ${(given as string[]).length}: ${plain(path)}\n`)
    const outcome = await analyseFile(path)
    if (!outcome.ok) {
      failures++
      documents.push({ path, code: outcome.code, message: outcome.message })
      hall.stderr.write(`${plain(path)}: ${plain(outcome.message)} (${outcome.code})\n`)
      continue
    }
    if (options['json']) documents.push(analysisDocument(path, outcome.analysis))
    else printAnalysis(hall, path, outcome.analysis)
  }
  if (options['json']) printJson(hall, documents)
  return failures > 0 ? 1 : 0
}
