// Years of days: a square a day, a column a week, the fuller the brighter; two years beside one another where there is room.

import { type Draw, type Mark, px } from '../drawing.ts'
import { labelPx } from './axis.tsx'
import { LEVELS, Shades, shade } from './shades.tsx'

export interface CalendarDay {
  /** "2026-11-21". */
  readonly day: string
  readonly value: number
  readonly told: string
}
export interface CalendarYear {
  readonly year: number
  /** Beside the year. */
  readonly said: string
  readonly days: readonly CalendarDay[]
}

const DAY_MS = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const WEEKS = 53.3
const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** `full` is the value that has the full shade; what lies above has it too. */
export const drawCalendar =
  (years: readonly CalendarYear[], full: number, fullSaid: string): Draw =>
  (room) => {
    const size = labelPx(room)
    const across = years.length > 1 && room.widthPx > 52 * room.remPx ? 2 : 1
    const between = 2.5 * room.remPx
    const width = (room.widthPx - between * (across - 1)) / across
    const step = Math.min(width / WEEKS, 1.25 * room.remPx)
    const high = Math.max(step, Math.min(0.7 * room.remPx, step * 1.6))
    const head = 1.75 * room.remPx + size * 1.3
    const each = head + 7 * high + 1.25 * room.remPx
    const gap = step > 9 ? 2 : 1
    const placed = years.map((year, at) =>
      placeYear(year, { x: (at % across) * (width + between), y: Math.floor(at / across) * each + head, step, high, gap, full }),
    )
    const base = Math.ceil(years.length / across) * each
    return {
      widthPx: room.widthPx,
      heightPx: base + size * 1.2,
      marks: placed.flatMap(({ marks }) => marks),
      body: (
        <>
          {placed.map(({ year, x, y, shades, rest, months }) => (
            <g key={year.year}>
              <text x={px(x)} y={px(y - size * 1.3 - 0.6 * room.remPx)}>
                <tspan className="t-strong">{year.year}</tspan>
                <tspan dx={0.6 * room.remPx}>{year.said}</tspan>
              </text>
              {months.map((monthX, month) => (
                <text key={MONTHS[month]} x={px(monthX)} y={px(y - size * 0.5)}>
                  {step * 4.3 < size * 2.4 ? MONTHS[month][0] : MONTHS[month]}
                </text>
              ))}
              {rest ? <path d={rest} style={{ fill: 'var(--hover)', opacity: 0.4 }} /> : null}
              {shades.map((path, level) =>
                // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a scale never change places
                path ? <path key={level} d={path} style={{ fill: shade(level / LEVELS) }} /> : null,
              )}
            </g>
          ))}
          <Shades right={room.widthPx} y={base} low="0" high={fullSaid} room={room} />
        </>
      ),
    }
  }

interface YearPlace {
  readonly x: number
  readonly y: number
  readonly step: number
  readonly high: number
  readonly gap: number
  readonly full: number
}

/** The squares of a year, gathered by shade, so that ten years are not four thousand elements. */
function placeYear(year: CalendarYear, place: YearPlace) {
  const { x, y, step, high, gap, full } = place
  const jan1 = timeOf(`${year.year}-01-01`)
  const lead = (new Date(jan1).getUTCDay() + 6) % 7
  const at = (day: string): readonly [number, number] => {
    const days = Math.round((timeOf(day) - jan1) / DAY_MS) + lead
    return [x + Math.floor(days / 7) * step, y + (days % 7) * high]
  }
  const square = (left: number, top: number) => `M${px(left)} ${px(top)}h${px(step - gap)}v${px(high - gap)}h${px(gap - step)}Z`
  const shades = Array.from({ length: LEVELS + 1 }, () => '')
  const marks = year.days.map(({ day, value, told }): Mark => {
    const [left, top] = at(day)
    const level = value <= 0 ? 0 : Math.max(1, Math.min(LEVELS, Math.ceil((value / full) * LEVELS)))
    shades[level] += square(left, top)
    return { key: day, name: longDay.format(timeOf(day)), value: told, box: [px(left), px(top), px(step - gap), px(high - gap)] }
  })
  const told = new Set(year.days.map(({ day }) => day))
  const rest = Array.from({ length: 366 }, (_, days) => new Date(jan1 + days * DAY_MS).toISOString().slice(0, 10))
    .filter((day) => day.startsWith(`${year.year}`) && !told.has(day))
    .map((day) => square(...at(day)))
    .join('')
  const months = MONTHS.map((_, month) => at(`${year.year}-${String(month + 1).padStart(2, '0')}-01`)[0])
  return { year, x, y, shades, rest, months, marks }
}
