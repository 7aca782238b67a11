// What a period can be compared with: the one before, the same a year before, another year, or another person in the same time.

import type { InsightWish } from '../../api/insights.ts'
import { neighbour, type Period } from './period.ts'

const PERSON = 'person:'
const YEAR = 'year:'
const isYear = (text: string | undefined): text is string => text !== undefined && /^\d{4}$/.test(text)

interface Against {
  readonly value: string
  readonly label: string
}

/** The choices for a period; always at least one. All time has nothing before it: then the last year is looked at. */
export function againstOptions({ from }: Period, years: readonly number[], people: readonly string[], self: string | undefined): Against[] {
  const others = people.filter((name) => name !== self).map((name) => ({ value: `${PERSON}${name}`, label: `With ${name}` }))
  if (!from) return [{ value: 'before', label: 'The last year and the one before' }, ...others]
  if (isYear(from)) {
    const before = Number(from) - 1
    const rest = years
      .filter((year) => year !== Number(from) && year !== before)
      .map((year) => ({ value: `${YEAR}${year}`, label: `With ${year}` }))
    return [{ value: 'before', label: `With ${before}` }, ...rest, ...others]
  }
  return [{ value: 'before', label: 'With the time before' }, { value: 'year-before', label: 'With the same a year before' }, ...others]
}

/** The parameters of the question. */
export function againstWish(against: string, { from, to }: Period): InsightWish {
  if (against.startsWith(PERSON)) return { other: against.slice(PERSON.length), ...(from ? { otherFrom: from, otherTo: to } : {}) }
  if (against.startsWith(YEAR)) return { otherFrom: against.slice(YEAR.length), otherTo: against.slice(YEAR.length) }
  if (against === 'year-before' && from && to) return { otherFrom: yearBefore(from), otherTo: yearBefore(to) }
  // The one before a year or a month is a whole one too, not as many days.
  const before = from && from === to ? neighbour(from, from, -1) : null
  return before ? { otherFrom: before, otherTo: before } : {}
}

const yearBefore = (text: string): string => `${Number(text.slice(0, 4)) - 1}${text.slice(4).replace('-02-29', '-02-28')}`
