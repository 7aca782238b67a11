// deepcut analyze FILE…: what files sound like, without storing anything.

import { resolve } from 'node:path'
import { analyseFile, analysisDocument } from '#analysis'
import { columns, duration, plain, printJson, printLine } from './print.ts'
import type { Verb } from './verbs.ts'

export const analyze: Verb = async (hall, [given], options) => {
  const documents: unknown[] = []
  const rows: string[][] = [['file', 'length', 'codec', 'tempo', 'key', 'loudness']]
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
    const { analysis } = outcome
    documents.push(analysisDocument(path, analysis))
    rows.push([
      plain(path),
      duration(analysis.durationS),
      `${analysis.codec} ${analysis.sampleRateHz / 1000} kHz`,
      analysis.tempo ? `${analysis.tempo.bpm.toFixed(1)} BPM` : '-',
      analysis.key ? `${analysis.key.tonic} ${analysis.key.mode} (${analysis.key.camelot})` : '-',
      analysis.loudness.integratedLufs === null ? '-' : `${analysis.loudness.integratedLufs.toFixed(1)} LUFS`,
    ])
  }
  if (options['json']) printJson(hall, documents)
  else if (rows.length > 1) for (const line of columns(rows, [1, 3, 5])) printLine(hall, line)
  return failures > 0 ? 1 : 0
}
