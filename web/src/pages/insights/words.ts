// Numbers and times of the charts in words: shares, days, the names of bins, and the levels of an axis.

import type { Level } from '../../charts/draw/axis.tsx'
import { ticks, timeTicks } from '../../charts/scale.ts'
import { countOf, formatCount, formatSpan } from '../../kit/format.ts'

/** "43 %", "0.4 %", "–" where it cannot be told. */
export function percent(share: number | null): string {
  if (share === null) return '–'
  const value = share * 100
  return `${value > 0 && value < 0.95 ? value.toFixed(1) : Math.round(value)} %`
}

const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
const longDay = format({ day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = format({ day: 'numeric', month: 'short' })
const longMonth = format({ month: 'long', year: 'numeric' })
const shortMonth = format({ month: 'short' })

/** "3 March 2025" for a local day. */
export const dayName = (day: string): string => longDay.format(timeOf(day))
/** "3 March 2025" for a moment, in a zone. */
export const dateIn = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(ms)
/** "March 2025" for a local month or day. */
export const monthName = (month: string): string => longMonth.format(timeOf(`${month.slice(0, 7)}-15`))

/** "3 to 9 March 2025", "28 February to 3 March 2025". */
export function daysName(from: string, to: string): string {
  if (from === to) return dayName(from)
  const [one, other] = [dayName(from), dayName(to)]
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} to ${other}`
  return from.slice(0, 4) === to.slice(0, 4) ? `${one.slice(0, -5)} to ${other}` : `${one} to ${other}`
}

/** A period by its first and last day: "2025", "March 2025", "3 to 9 March 2025". */
export function periodName(from: string, to: string): string {
  if (from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4)
  const lastOfMonth = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 0)).toISOString().slice(0, 10)
  return from.endsWith('-01') && to === lastOfMonth ? monthName(from) : daysName(from, to)
}

type Step = 'day' | 'week' | 'month' | 'year'

/** Under each bin its short name, where a new year or month begins, and its full name for asking. */
export function binNames(
  bins: readonly { readonly from: string; readonly to: string }[],
  step: Step,
): { readonly label: string; readonly name: string }[] {
  const long = bins.length > 15
  return bins.map(({ from, to }, at) => {
    const before = bins[at - 1]?.from
    const newYear = before?.slice(0, 4) !== from.slice(0, 4)
    const newMonth = before?.slice(0, 7) !== from.slice(0, 7)
    if (step === 'year') return { label: from.slice(0, 4), name: from.slice(0, 4) }
    if (step === 'month') {
      const name = monthName(from)
      if (long) return { label: from.slice(5, 7) === '01' || (at === 0 && bins.length < 24) ? from.slice(0, 4) : '', name }
      return { label: newYear && at > 0 ? from.slice(0, 4) : shortMonth.format(timeOf(from)), name }
    }
    const name = step === 'week' ? daysName(from, to) : dayName(from)
    if (!long) return { label: shortDay.format(timeOf(from)), name }
    return { label: newYear && at > 0 ? from.slice(0, 4) : newMonth ? shortMonth.format(timeOf(from)) : '', name }
  })
}

const LEVELS = 4

/** Levels of counts. */
export const countLevels = (top: number): Level[] =>
  ticks(Math.max(1, top), LEVELS, { whole: true }).map((value) => ({ value, label: formatCount(value) }))
/** Levels of lengths of time, in ms. */
export const timeLevels = (topMs: number): Level[] =>
  timeTicks(Math.max(60_000, topMs), LEVELS).map((value) => ({
    value,
    label:
      value === 0
        ? '0'
        : value < 3_600_000
          ? `${Math.round(value / 60_000)} min`
          : `${formatCount(Number((value / 3_600_000).toFixed(1)))} h`,
  }))
/** Levels of shares, from 0 to at least `top`, never above 1. */
export const shareLevels = (top: number): Level[] =>
  ticks(Math.min(1, Math.max(0.05, top)), LEVELS)
    .filter((value) => value <= 1)
    .map((value) => ({ value, label: value === 0 ? '0' : percent(value) }))
/** Levels of a measure that does not begin at zero. */
export const plainLevels = (bottom: number, top: number): Level[] =>
  ticks(top, LEVELS, { bottom }).map((value) => ({ value, label: formatCount(value) }))

/** A length of time in hours, as long ones are told: "1,273 h", "3 h 20 min". */
export const hoursWords = (ms: number): string => (ms >= 36_000_000 ? `${formatCount(Math.round(ms / 3_600_000))} h` : formatSpan(ms))

/** "124 listens, 6 h 10 min". */
export const listensAndTime = (counted: number, ms: number): string =>
  ms > 0 ? `${countOf(counted, 'listen')}, ${hoursWords(ms)}` : countOf(counted, 'listen')

/** A sentence in which no number is parted from its unit at the end of a line. */
export const tied = (sentence: string): string => sentence.replaceAll(/(\d) (%|h\b|min\b|s\b|BPM\b)/g, '$1\u00a0$2')

/** The last piece of a path: sources are named by where they were. */
export const fileName = (label: string): string => label.split(/[\\/]/).findLast((piece) => piece !== '') ?? label

/** The largest of what can be told. */
export const mostOf = (values: readonly (number | null)[]): number => Math.max(0, ...values.filter((value) => value !== null))
