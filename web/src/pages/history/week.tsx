// When do you listen? An hour a square, a day a row, in the reader's own time.

import { formatCount } from '../../kit/format.ts'
import { DAYS, toLocalWeek, weekWords } from './week-words.ts'

export function Week({ hours }: { hours: readonly number[] }) {
  const local = toLocalWeek(hours, new Date().getTimezoneOffset())
  const most = Math.max(1, ...local)
  return (
    <figure className="chart">
      <h2>When do you listen?</h2>
      <p className="small quiet">{weekWords(local)}</p>
      <div className="week" role="img" aria-label={`Counted listens by hour of the week. ${weekWords(local)}`}>
        {DAYS.map((name, day) => (
          <WeekDay key={name} name={name} counts={local.slice(day * 24, day * 24 + 24)} most={most} />
        ))}
        <div className="week-foot">
          <span>0:00</span>
          <span>6:00</span>
          <span>12:00</span>
          <span>18:00</span>
        </div>
      </div>
    </figure>
  )
}

const WeekDay = ({ name, counts, most }: { name: string; counts: readonly number[]; most: number }) => (
  <>
    <span>{name.slice(0, 3)}</span>
    <div className="week-hours">
      {counts.map((count, hour) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: the hours of a day never change places
          key={hour}
          title={`${name}, ${hour}:00 to ${hour + 1}:00: ${formatCount(count)} counted listens`}
          style={{ '--share': `${Math.round((count / most) ** 0.7 * 100)}%` } as React.CSSProperties}
        />
      ))}
    </div>
  </>
)
