// What a period can be compared with: the one before, the same a year before, or another person in the same time.

import type { InsightWish } from '../../api/insights.ts'
import type { Period } from './period.ts'

const PERSON = 'person:'

/** The choices for a period; always at least one. All time has nothing before it: then the last year is looked at. */
export function againstOptions(
  period: Period,
  people: readonly string[],
  self: string | undefined,
): { readonly value: string; readonly label: string }[] {
  return [
    ...(period.from
      ? [{ value: 'before', label: 'With the time before' }]
      : [{ value: 'before', label: 'The last year and the one before' }]),
    ...(period.from && !/^\d{4}$/.test(period.from) ? [{ value: 'year-before', label: 'With the same a year before' }] : []),
    ...people.filter((name) => name !== self).map((name) => ({ value: `${PERSON}${name}`, label: `With ${name}` })),
  ]
}

/** The parameters of the question. */
export function againstWish(against: string, { from, to }: Period): InsightWish {
  if (against.startsWith(PERSON)) return { other: against.slice(PERSON.length), ...(from ? { otherFrom: from, otherTo: to } : {}) }
  if (against === 'year-before' && from && to) return { otherFrom: yearBefore(from), otherTo: yearBefore(to) }
  return {}
}

const yearBefore = (text: string): string => `${Number(text.slice(0, 4)) - 1}${text.slice(4).replace('-02-29', '-02-28')}`
