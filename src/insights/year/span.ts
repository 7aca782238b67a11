// The time a story is of: which year is told where none is asked for, how it is called, and what it is compared with.

import type { Ledger } from '#listens'
import type { Dimensions } from '../dimensions.ts'
import { measure } from '../measure.ts'
import { momentS, type Period } from '../period.ts'
import { openScope } from '../scope.ts'
import { longDay, monthName } from '../wording.ts'
import { civilOf, DAY_S, dayOf, dayText, startOfDayS, type Zone } from '../zone.ts'

/** A year with so many counted listens has a story; the running one from so many days on. */
const ENOUGH = 100
const DAYS_GONE = 300

export interface YearCount {
  readonly year: number
  readonly listens: number
  readonly counted: number
  /** Told and reckoned. */
  readonly ms: number
}

const yearStartS = (zone: Zone, year: number) => startOfDayS(zone, Date.UTC(year, 0, 1) / 1000 / DAY_S)

/** The years from the first listen to the last, newest first. */
export function countYears(ledger: Ledger, dims: Dimensions, zone: Zone): YearCount[] {
  if (ledger.count === 0) return []
  const first = civilOf(dayOf(zone, ledger.endedAtS[0])).year
  const last = civilOf(dayOf(zone, ledger.endedAtS[ledger.count - 1])).year
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const year = last - at
    const span = { fromS: yearStartS(zone, year), toS: yearStartS(zone, year + 1) }
    const { listens, counted, msPlayed, msEstimated } = measure(
      openScope(ledger, dims, { kind: 'music', sourceId: null, zone: zone.name, ...span }),
    )
    return { year, listens, counted, ms: msPlayed + msEstimated }
  })
}

/** The last year with enough to tell, the running one once it is nearly over; else the fullest. Null without any listen that counts. */
export function yearToTell(years: readonly YearCount[], today: number): number | null {
  const { year: now } = civilOf(today)
  const gone = today - Date.UTC(now, 0, 1) / 1000 / DAY_S
  const found = years.find(({ year, counted }) => counted >= ENOUGH && (year < now || gone >= DAYS_GONE))
  if (found) return found.year
  const fullest = years.reduce<YearCount | null>((best, one) => (one.counted > (best?.counted ?? 0) ? one : best), null)
  return fullest?.year ?? null
}

export interface Span extends Period {
  readonly title: string
  readonly label: string
  readonly within: string
  readonly noun: 'year' | 'month' | 'time'
  /** It is not over yet. */
  readonly isOpen: boolean
  /** The same stretch of the year before, or the time of equal length just before. */
  readonly before: Period & { readonly label: string }
}

/** Reads the ends as asked for; both are meant with all of the day, month or year they name. */
export function spanOf(zone: Zone, from: string, to: string, today: number): Span {
  const fromS = momentS(from, 'start', zone)
  const toS = momentS(to, 'end', zone)
  const [first, last] = [dayOf(zone, fromS), dayOf(zone, Math.max(fromS, toS - 1))]
  const isOpen = today >= first && today < last
  const { year, month, date } = civilOf(first)
  const end = civilOf(last + 1)
  const isYear = month === 1 && date === 1 && end.year === year + 1 && end.month === 1 && end.date === 1
  const isMonth = date === 1 && end.date === 1 && last - first < 31
  if (isYear) {
    const toBeforeS = isOpen ? sameDayBefore(zone, today + 1) : fromS
    return {
      fromS,
      toS,
      isOpen,
      title: `Your ${year}`,
      label: `${year}`,
      within: `in ${year}`,
      noun: 'year',
      before: { fromS: yearStartS(zone, year - 1), toS: toBeforeS, label: isOpen ? `by this time in ${year - 1}` : `in ${year - 1}` },
    }
  }
  const label = isMonth ? `${monthName(month)} ${year}` : spanWords(first, last)
  return {
    fromS,
    toS,
    isOpen,
    title: isMonth ? `Your ${label}` : 'Your time',
    label,
    within: isMonth ? `in ${label}` : first === last ? `on ${label}` : `from ${label}`,
    noun: isMonth ? 'month' : 'time',
    before: { fromS: startOfDayS(zone, 2 * first - last - 1), toS: fromS, label: isMonth ? 'in the month before' : 'in the time before' },
  }
}

function sameDayBefore(zone: Zone, day: number): number {
  const { year, month, date } = civilOf(day)
  return startOfDayS(zone, Date.UTC(year - 1, month - 1, date) / 1000 / DAY_S)
}

function spanWords(first: number, last: number): string {
  const [from, to] = [longDay(dayText(first)), longDay(dayText(last))]
  if (first === last) return from
  return from.slice(-4) === to.slice(-4) ? `${from.slice(0, -5)} to ${to}` : `${from} to ${to}`
}
