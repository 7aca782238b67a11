// A stretch of time as a person words it (days, months, years, moments), and its bins on the local calendar.

import { Fault } from '#kernel'
import { civilOf, DAY_S, dayOf, dayText, startOfDayS, weekdayOf, type Zone } from './zone.ts'

export const STEPS = ['day', 'week', 'month', 'year'] as const
export type Step = (typeof STEPS)[number]

/** Seconds since the epoch, `toS` not included. */
export interface Period {
  readonly fromS: number
  readonly toS: number
}

/** Of a period, one after the other; `startS` has one more than there are bins. */
export interface Bins {
  readonly step: Step
  readonly count: number
  readonly startS: readonly number[]
  /** First and last local day of each. */
  readonly from: readonly string[]
  readonly to: readonly string[]
}

const BINS_MAX = 40_000

/**
 * A moment: a local day (2026-01-31), month (2026-01) or year (2026), or ms since the epoch. As the end of a period a day, month or year is
 * meant with all of it.
 */
export function momentS(text: string, edge: 'start' | 'end', zone: Zone): number {
  const calendar = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text)
  if (calendar) {
    const [year, month, day] = calendar.slice(1).map((part) => (part === undefined ? null : Number(part)))
    const dayNumber = (y: number, m: number, d: number) => Date.UTC(y, m - 1, d) / 1000 / DAY_S
    const first = dayNumber(year!, month ?? 1, day ?? 1)
    const isReal = dayText(first).startsWith(text)
    if (isReal && year! >= 1970 && year! < 2100) {
      if (edge === 'start') return startOfDayS(zone, first)
      const after = day !== null ? first + 1 : month !== null ? dayNumber(year!, month + 1, 1) : dayNumber(year! + 1, 1, 1)
      return startOfDayS(zone, after)
    }
  } else if (/^-?\d{5,16}$/.test(text)) return Number(text) / 1000
  throw new Fault('invalid', 'PERIOD_INVALID', `${text} is no day, month or year (2026-01-31, 2026-01, 2026) and no time in ms since 1970.`)
}

/** By how much time there is: a few points for a month and for a life. */
export function fittingStep({ fromS, toS }: Period): Step {
  const days = (toS - fromS) / DAY_S
  return days <= 62 ? 'day' : days <= 183 ? 'week' : days <= 30 * 366 ? 'month' : 'year'
}

/** The bins of a period on the local calendar; the first and last are cut to the period. */
export function binsOf(period: Period, step: Step, zone: Zone): Bins {
  const startS: number[] = []
  const from: string[] = []
  const to: string[] = []
  if (period.toS > period.fromS) {
    const last = dayOf(zone, period.toS - 1)
    for (let day = dayOf(zone, period.fromS); day <= last; ) {
      const next = nextStart(day, step)
      startS.push(startS.length === 0 ? period.fromS : startOfDayS(zone, day))
      from.push(dayText(day))
      to.push(dayText(Math.min(next - 1, last)))
      if (startS.length > BINS_MAX) throw new Fault('invalid', 'PERIOD_TOO_LONG', 'The period is too long for such small steps.')
      day = next
    }
  }
  const count = startS.length
  startS.push(period.toS)
  return { step, count, startS, from, to }
}

/** The day on which the step after the one that holds `day` begins. */
function nextStart(day: number, step: Step): number {
  if (step === 'day') return day + 1
  if (step === 'week') return day - weekdayOf(day) + 7
  const { year, month } = civilOf(day)
  return (step === 'month' ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1)) / 1000 / DAY_S
}
