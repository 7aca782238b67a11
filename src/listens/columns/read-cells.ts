// What the cells of a table of listens say: times in the form the mapping names, lengths in its units, words for yes and no.

import { DAY_MS } from '#kernel'
import { parseTime } from '../export-time.ts'
import { parseSpokenTime } from '../formats/spoken-date.ts'
import type { TimePrecision } from '../listen.ts'
import { wallTimeMs } from '../wall-time.ts'
import type { LengthUnit, TimeForm } from './mapping.ts'

export interface ReadTime {
  readonly atMs: number
  readonly precision: TimePrecision
}

const NUMERIC =
  /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:,?[T ]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,3})\d*)?)?\s*([ap]\.?m\.?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i
/** Day 1 of a spreadsheet is 1 January 1900; by an old mistake its year 1900 has a 29 February. */
const EXCEL_DAY_ZERO_MS = Date.UTC(1899, 11, 30)

/** A time in the form named; null where it is none. Without a zone of its own it is read in `zone`. */
export function readTime(text: string, form: TimeForm, zone: string): ReadTime | null {
  const cell = text.trim()
  if (cell === '' || cell.length > 100) return null
  if (form === 'epoch-s' || form === 'epoch-ms') return readEpoch(cell, form === 'epoch-s' ? 1000 : 1)
  if (form === 'excel') return readSerial(cell, zone)
  if (form === 'words') {
    const atMs = parseSpokenTime(/\d{1,2}[:.]\d{2}[:.]\d{2}/.test(cell) ? cell : cell.replace(/(\d{1,2}:\d{2})(?!:)/, '$1:00'), zone)
    return atMs === null ? null : { atMs, precision: /:\d{2}:\d{2}/.test(cell) ? 's' : 'min' }
  }
  if (form === 'iso' && /^\d{4}-\d\d-\d\d[T ].*(?:Z|UTC|[+-]\d{2}:?\d{2})$/i.test(cell)) {
    const atMs = parseTime(cell)
    return atMs === null ? null : { atMs, precision: precisionOf(cell) }
  }
  return readNumeric(cell, form, zone)
}

const precisionOf = (text: string): TimePrecision =>
  /:\d\d:\d\d[.,]\d/.test(text) ? 'ms' : /\d[:.]\d\d[:.]\d\d(?!\d)/.test(text) ? 's' : /\d[:.]\d\d/.test(text) ? 'min' : 'day'

function readNumeric(cell: string, form: TimeForm, zone: string): ReadTime | null {
  const match = NUMERIC.exec(cell)
  if (match === null) return null
  const [, a, b, c, hourText, minute = '0', second = '0', fraction = '', half, ownZone] = match
  const [year, month, day] = form === 'day-first' ? [c, b, a] : form === 'month-first' ? [c, a, b] : [a, b, c]
  if (year.length !== 4 && !(year.length === 2 && form !== 'iso' && form !== 'year-first')) return null
  const fullYear = year.length === 2 ? 2000 + Number(year) : Number(year)
  let hour = Number(hourText ?? 0)
  if (half !== undefined) hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0)
  if (hour > 23 || Number(minute) > 59 || Number(second) > 60) return null
  const dayMs = Date.UTC(fullYear, Number(month) - 1, Number(day))
  const date = new Date(dayMs)
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null
  const wallMs = dayMs + ((hour * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, '0'))
  const precision: TimePrecision = hourText === undefined ? 'day' : match[6] === undefined ? 'min' : match[7] === undefined ? 's' : 'ms'
  const offset = ownZone === undefined ? null : /^([+-])(\d{2}):?(\d{2})$/.exec(ownZone)
  if (ownZone === undefined) return { atMs: wallTimeMs(wallMs, zone), precision }
  const aheadMs = offset === null ? 0 : (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000
  return { atMs: wallMs - aheadMs, precision }
}

function readEpoch(cell: string, unitMs: number): ReadTime | null {
  if (!/^\d{9,14}(\.\d+)?$/.test(cell)) return null
  const atMs = Math.round(Number(cell) * unitMs)
  return { atMs, precision: atMs % 1000 === 0 ? 's' : 'ms' }
}

function readSerial(cell: string, zone: string): ReadTime | null {
  if (!/^\d{5}([.,]\d+)?$/.test(cell)) return null
  const wallMs = Math.round((EXCEL_DAY_ZERO_MS + Number(cell.replace(',', '.')) * DAY_MS) / 1000) * 1000
  return { atMs: wallTimeMs(wallMs, zone), precision: /[.,]/.test(cell) ? 's' : 'day' }
}

const UNIT_MS: Readonly<Record<Exclude<LengthUnit, 'clock'>, number>> = { ms: 1, s: 1000, min: 60_000 }

/** A length in ms; null where the cell is empty or none. A clock is "3:45", "1:02:03" or "PT3M45S". */
export function readLength(text: string, unit: LengthUnit): number | null {
  const cell = text.trim()
  if (unit === 'clock') {
    const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)$/.exec(cell) ?? /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/i.exec(cell)
    if (clock === null || cell.toUpperCase() === 'PT') return null
    return Math.round((Number(clock[1] ?? 0) * 3600 + Number(clock[2] ?? 0) * 60 + Number(clock[3] ?? 0)) * 1000)
  }
  if (!/^-?\d+([.,]\d+)?$/.test(cell)) return null
  return Math.round(Number(cell.replace(',', '.')) * UNIT_MS[unit])
}

/** Yes and no, as tables write them; null for anything else. */
export function readYes(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  if (/^(?:true|yes|y|1|x|ja|oui|si|sí|skipped?)$/.test(word)) return true
  return /^(?:false|no|n|0|-|nein|non|)$/.test(word) ? (word === '' ? null : false) : null
}
