// The four numbers at the top: how long, how often, whom, on how many days.

import type { InsightOf } from '../../../../src/server/contract.ts'
import { countOf, formatCount, formatSpan } from '../../kit/format.ts'
import { Explained } from '../../kit/hint.tsx'
import { Skeleton } from '../../kit/states.tsx'
import { dayIn } from './period.ts'
import { dateIn, hoursWords, monthName } from './words.ts'

/** Without an answer, its shape. */
export function Totals({ answer, zone }: { answer: InsightOf<'totals'> | undefined; zone: string }) {
  const data = answer?.data
  const ms = data ? data.msPlayed + data.msEstimated : 0
  const numbers: readonly (readonly [string, string, string])[] = data
    ? [
        [
          hoursWords(ms),
          spanOf(data, zone),
          data.msEstimated > 0
            ? `${hoursWords(data.msEstimated)} of it reckoned from the length of tracks`
            : `${formatCount(Math.round(ms / 60_000))} minutes`,
        ],
        [
          formatCount(data.counted),
          data.counted === 1 ? 'counted listen' : 'counted listens',
          `${countOf(data.listens, 'listen')}, ${formatCount(data.skipped)} of them skipped`,
        ],
        [
          formatCount(data.artists),
          `${data.artists === 1 ? 'artist' : 'artists'} with ${countOf(data.tracks, 'track')}`,
          `on ${countOf(data.albums, 'album')}, ${countOf(data.genres, 'genre')}`,
        ],
        [
          formatCount(data.activeDays),
          `of ${countOf(data.days, 'day')} with music`,
          data.msPerActiveDay === null ? '' : `${formatSpan(data.msPerActiveDay)} on such a day`,
        ],
      ]
    : []
  return data ? (
    <dl className="insights-totals" data-testid="totals">
      {numbers.map(([value, name, exact]) => (
        <div key={name}>
          <dt className="small quiet">{exact ? <Explained text={exact}>{name}</Explained> : name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  ) : (
    <div className="insights-totals">
      <Skeleton height="3.5rem" />
    </div>
  )
}

function spanOf({ firstMs, lastMs }: { firstMs: number | null; lastMs: number | null }, zone: string): string {
  if (firstMs === null || lastMs === null) return 'of sound'
  const [from, to] = [dayIn(firstMs, zone), dayIn(lastMs, zone)]
  if (from === to) return `on ${dateIn(firstMs, zone)}`
  return from.slice(0, 7) === to.slice(0, 7) ? `in ${monthName(from)}` : `${monthName(from)} to ${monthName(to)}`
}
