// A number of a table as people read it.

import { formatCount, formatSpan } from '../kit/format.ts'

const PLAIN = /year|rank|\bid\b|hour$|month$/i
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Numbers with their unit turned to words: spans for ms, % for shares, days for moments; years and ranks without commas; a dash for what cannot be told. */
export function cellWords(cell: string | number | null, column: { readonly name: string; readonly unit: string | null }): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return column.unit === 'ISO 8601' ? dayOf(cell) : cell
  if (column.unit === 'ms') return cell === 0 ? '0' : formatSpan(cell)
  if (column.unit === '0 to 1' || column.unit === '95 % interval') return `${(cell * 100).toFixed(1)} %`
  if (Number.isInteger(cell)) return PLAIN.test(column.name) ? String(cell) : formatCount(cell)
  const digits = Math.abs(cell) < 1 ? 3 : Math.abs(cell) < 100 ? 2 : 0
  return cell.toFixed(digits).replace('-', '−')
}

const dayOf = (moment: string): string => {
  const ms = Date.parse(moment)
  return Number.isNaN(ms) ? moment : day.format(ms)
}

/** The unit beside a column's name, where the cells do not carry it. */
export const unitWords = (unit: string | null): string =>
  unit === null || unit === 'ms' || unit === '0 to 1' || unit === 'ISO 8601' ? '' : unit
