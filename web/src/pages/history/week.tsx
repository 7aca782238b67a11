// When do you listen? An hour a square, a day a row, in the reader's own time.

import { formatCount } from '../../kit/format.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const HOURS_A_WEEK = 168

/** Hours of the week from Monday 00:00 UTC, turned to local time; `offsetMinutes` is that of Date.getTimezoneOffset (UTC minus local). */
export function toLocalWeek(hours: readonly number[], offsetMinutes: number): number[] {
  const shift = Math.round(-offsetMinutes / 60)
  return Array.from({ length: HOURS_A_WEEK }, (_, local) => hours[(((local - shift) % HOURS_A_WEEK) + HOURS_A_WEEK) % HOURS_A_WEEK] ?? 0)
}

/** The week in a sentence: its fullest day and hour, and when it is silent. */
export function weekWords(local: readonly number[]): string {
  const total = local.reduce((sum, count) => sum + count, 0)
  if (total === 0) return 'No counted listens yet.'
  const days = DAYS.map((_, day) => local.slice(day * 24, day * 24 + 24).reduce((sum, count) => sum + count, 0))
  const byHour = Array.from({ length: 24 }, (_, hour) => DAYS.reduce((sum, _, day) => sum + local[day * 24 + hour], 0))
  const top = (list: readonly number[]) => list.indexOf(Math.max(...list))
  const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`
  return `Most on ${DAYS[top(days)]}s, and most around ${clock(top(byHour))}.`
}

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
