// A table as CSV after RFC 4180: a header with units, CRLF, quotes where needed, and no cell that a spreadsheet would run as a formula.

import type { Cell, Table } from './insight.ts'

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const safe = FORMULA.test(cell.trimStart()) || FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function toCsv(table: Table): string {
  const header = table.columns.map(({ name, unit }) => (unit === null ? name : `${name} [${unit}]`))
  return [header, ...table.rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('')
}
