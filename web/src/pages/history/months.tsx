// How much, month by month? Bars from zero; the fullest month is named.

import type { Stats } from '../../../../src/server/contract.ts'
import { SmallBars } from '../../charts/bars.tsx'
import { countOf, formatSpan } from '../../kit/format.ts'

type Month = Stats['byMonth'][number]

const named = (month: string, style: 'short' | 'long') =>
  new Intl.DateTimeFormat('en-GB', { month: style, year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`))

/** Under which bars a year stands: its first month. Two years never closer than `apart` bars. */
export function yearLabels(months: readonly string[]): string[] {
  const apart = Math.max(3, Math.ceil(months.length / 8))
  let last = -apart
  return months.map((month, at) => {
    const isFirst = at === 0 || month.slice(0, 4) !== months[at - 1].slice(0, 4)
    if (!isFirst || at - last < apart) return ''
    last = at
    return month.slice(0, 4)
  })
}

export function Months({ months }: { months: readonly Month[] }) {
  if (months.length === 0) return null
  const most = months.reduce((top, month) => (month.countedListens > top.countedListens ? month : top))
  const labels = yearLabels(months.map((month) => month.month))
  const words = `Most in ${named(most.month, 'long')}: ${countOf(most.countedListens, 'counted listen')}, ${formatSpan(most.msPlayed)}.`
  return (
    <figure className="chart">
      <h2>How much, month by month?</h2>
      <p className="small quiet">{words}</p>
      <SmallBars
        height="7.5rem"
        description={`Counted listens by month. ${words}`}
        bars={months.map((month, at) => ({
          key: month.month,
          value: month.countedListens,
          label: labels[at],
          exact: `${named(month.month, 'long')}: ${countOf(month.countedListens, 'counted listen')}, ${formatSpan(month.msPlayed)}`,
          strong: month === most,
        }))}
      />
    </figure>
  )
}
