// A number of a table as people read it.

import { formatCount } from '../kit/format.ts'

const PLAIN = /year|rank|\bid\b|hour$/i

/** Numbers as people read them, years and ranks without commas, nothing for what cannot be told. */
export function cellWords(cell: string | number | null, column: string): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return cell
  if (Number.isInteger(cell)) return PLAIN.test(column) ? String(cell) : formatCount(cell)
  const digits = Math.abs(cell) < 1 ? 3 : Math.abs(cell) < 100 ? 2 : 0
  return cell.toFixed(digits).replace('-', '−')
}
