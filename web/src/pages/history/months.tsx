// How much, month by month? Bars from zero; the fullest month is named.

import type { Stats } from '../../../../src/server/contract.ts'
import { SmallBars } from '../../charts/bars.tsx'
import { countOf, formatSpan } from '../../kit/format.ts'
import { yearLabels } from './year-labels.ts'

type Month = Stats['byMonth'][number]

const named = (month: string, style: 'short' | 'long') =>
  new Intl.DateTimeFormat('en-GB', { month: style, year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`))

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
