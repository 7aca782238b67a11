// The report of an evaluation for people: a table with 95 % intervals, and how far each confidence can be believed.

import type { Evaluation, EvaluationReport, Interval, Measure, Reliability, ScoreRow } from '#analysis'
import type { Hall } from './hall.ts'
import { bold, columns, dim, plural, printLine } from './print.ts'

const BAR_CELLS = 20

/** Prints the whole report. */
export function printEvaluation(hall: Hall, { name, claim }: Evaluation, report: EvaluationReport): void {
  const { measures, baselines, model } = report
  printLine(hall, bold(hall, `${name}: ${claim}`))
  for (const { name: data, about, pieces } of report.data) printLine(hall, dim(hall, `  ${data}: ${plural(pieces, 'piece')}, ${about}`))
  const rows = [
    ...baselines.map((row) => ['baseline', row] as const),
    ...model.rows.map((row) => [`${model.name} ${model.version}`, row] as const),
  ]
  if (rows.length > 0) {
    printLine(hall)
    const table = [['', 'on', 'pieces', ...measures.map(({ title }) => title)], ...rows.map(([by, row]) => cellsOf(by, row, measures))]
    const numbers = measures.map((_, i) => i + 3)
    for (const line of columns(table, [2, ...numbers])) printLine(hall, line)
  }
  for (const [what, reliability] of Object.entries(model.reliability ?? {})) printReliability(hall, what, reliability)
  if (report.notes.length > 0) printLine(hall)
  for (const note of report.notes) printLine(hall, dim(hall, note))
}

const cellsOf = (by: string, { name, pieces, scores }: ScoreRow, measures: readonly Measure[]): string[] => [
  by,
  name,
  String(pieces),
  ...measures.map(({ key, unit }) => (scores[key] ? withInterval(scores[key], unit) : '')),
]

/** "86.0 % [81.0, 91.0]": the value in the measure's own unit, then its 95 % interval in the same. */
function withInterval({ value, low, high }: Interval, unit: Measure['unit']): string {
  if (Number.isNaN(value)) return '-'
  const shown = inUnit(value, unit)
  if (low === high) return shown
  const [from, to] = [low, high].map((bound) => inUnit(bound, unit).split(' ')[0])
  return `${shown} [${from}, ${to}]`
}

function inUnit(value: number, unit: Measure['unit']): string {
  if (unit === 'share') return `${(100 * value).toFixed(1)} %`
  if (unit === 'ratio') return value.toFixed(3)
  if (unit === 'error') return value === 0 ? '0' : value.toExponential(1)
  return `${value.toFixed(3)} ${unit}`
}

function printReliability(
  hall: Hall,
  what: string,
  { bins, surerHalf, otherHalf, sure, sureAndWrong, calibrationError }: Reliability,
): void {
  printLine(hall)
  printLine(hall, bold(hall, `confidence of ${what}`))
  const rows = bins
    .filter(({ count }) => count > 0)
    .map(({ from, to, count, confidence, right }) => [
      `  ${from.toFixed(1)} to ${to.toFixed(1)}`,
      plural(count, 'piece'),
      `confidence ${confidence.toFixed(2)}`,
      `right ${right.toFixed(2)}`,
      '█'.repeat(Math.round(BAR_CELLS * right)),
    ])
  for (const line of columns(rows, [1])) printLine(hall, line)
  const share = (interval: Interval) => withInterval(interval, 'share')
  printLine(hall, `  right among the surer half: ${share(surerHalf)}, among the other: ${share(otherHalf)}`)
  printLine(hall, `  surer than 0.8: ${share(sure)} of all; wrong and surer than 0.8: ${share(sureAndWrong)} of all`)
  printLine(hall, `  mean distance of confidence from what is right: ${calibrationError.toFixed(3)}`)
}
