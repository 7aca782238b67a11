// What stands in the address of "Your year": the time it tells of, the card, and whether it is read as a list.

export interface YearSearch {
  /** As the insights page writes it: 2025, 2025-03, 2025-03-01..2025-04-09; the last year with enough to tell where it is left out. */
  period?: string | number
  /** 1 for the first card; the title where it is left out. */
  card?: number
  as?: 'list'
}

const PERIOD = /^(\d{4}(-\d{2})?|(this|last)-year|last-30-days|\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2})$/

/** Reads the address; what means nothing is left out. */
export function readYearSearch(search: Record<string, unknown>): YearSearch {
  const { period, card, as } = search
  const at = Number(card)
  return {
    ...((typeof period === 'string' || typeof period === 'number') && PERIOD.test(String(period)) ? { period } : {}),
    ...(Number.isInteger(at) && at >= 1 && at <= 20 ? { card: at } : {}),
    ...(as === 'list' ? { as } : {}),
  }
}
