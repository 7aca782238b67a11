// The address of the insights page: what it looks at stands there, so that a link shows the same.

/** The address: /insights?period=2025&who=Ada&source=3&against=year-before. */
export interface InsightSearch {
  /** A year as a number, so that the address says period=2025 without quotes. */
  readonly period?: string | number
  readonly who?: string
  readonly source?: number
  /** What the period is compared with: the one before (without it), the same a year before, a person, or a period of its own. */
  readonly against?: string
}

/** Reads the address; what makes no sense is left out. */
export function readSearch(search: Record<string, unknown>): InsightSearch {
  const source = Number(search['source'])
  const text = (name: string) => (search[name] === undefined || search[name] === '' ? {} : { [name]: String(search[name]) })
  const period = search['period']
  const isYear = typeof period === 'number' || /^\d{4}$/.test(String(period))
  return {
    ...(isYear ? { period: Number(period) } : text('period')),
    ...text('who'),
    ...text('against'),
    ...(Number.isInteger(source) && source > 0 ? { source } : {}),
  }
}
