// The period that the page looks at, as it stands in the address: all of it, a year, a month, the last thirty days, or from a day to a day.

export interface Period {
  /** Local days, months or years, both included; none of either for the whole history. */
  readonly from?: string
  readonly to?: string
  /** "All time", "2025", "March 2025", "3 March to 9 April 2025". */
  readonly label: string
  /** Within a sentence: "in 2025". */
  readonly within: string
}

const DAY_MS = 86_400_000
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const timeOf = (text: string) => Date.parse(`${text}T00:00:00Z`)

/** Reads the period of the address; what is none is the whole history. `today` is the local day. */
export function readPeriod(text: string | undefined, today: string): Period {
  const year = Number(today.slice(0, 4))
  if (text === 'this-year') return yearPeriod(year)
  if (text === 'last-year') return yearPeriod(year - 1)
  if (text === 'last-30-days') {
    const from = new Date(timeOf(today) - 29 * DAY_MS).toISOString().slice(0, 10)
    return { from, to: today, label: 'Last 30 days', within: 'in the last 30 days' }
  }
  if (text && /^\d{4}$/.test(text)) return yearPeriod(Number(text))
  if (text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text)) {
    const label = month.format(timeOf(`${text}-01`))
    return { from: text, to: text, label, within: `in ${label}` }
  }
  const [from, to] = text?.split('..') ?? []
  if (from && to && DAY.test(from) && DAY.test(to) && from <= to) {
    const label = from === to ? dayWords(from) : `${dayWords(from, to)} to ${dayWords(to)}`
    return { from, to, label, within: from === to ? `on ${label}` : `from ${label}` }
  }
  return { label: 'All time', within: 'in all this time' }
}

const yearPeriod = (year: number): Period => ({ from: `${year}`, to: `${year}`, label: `${year}`, within: `in ${year}` })

/** "3 March 2025"; without its year where `to` is in the same one. */
const dayWords = (text: string, to?: string): string => {
  const words = day.format(timeOf(text))
  return to && to.slice(0, 4) === text.slice(0, 4) ? words.slice(0, -5) : words
}

/** The period before or after a year or a month; null for other periods. */
export function neighbour(text: string | undefined, today: string, step: 1 | -1): string | null {
  const { from, to } = readPeriod(text, today)
  if (!from || from !== to) return null
  if (/^\d{4}$/.test(from)) return String(Number(from) + step)
  if (/^\d{4}-\d{2}$/.test(from))
    return new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5)) - 1 + step, 15)).toISOString().slice(0, 7)
  return null
}

/** The years from the first to the last moment there is, newest first. */
export function yearsWithin(
  { firstMs, lastMs }: { readonly firstMs: number | null; readonly lastMs: number | null },
  zone: string,
): number[] {
  if (firstMs === null || lastMs === null) return []
  const [first, last] = [firstMs, lastMs].map((ms) => Number(dayIn(ms, zone).slice(0, 4)))
  return Array.from({ length: last - first + 1 }, (_, at) => last - at)
}

/** The local day of a moment in a zone, "2026-11-21". */
export const dayIn = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }).format(ms)
