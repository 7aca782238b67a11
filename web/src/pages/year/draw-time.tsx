// Drawings of time on a square of 600: the ring of days, the ring of hours, the sheet of days.

import type { ReactNode } from 'react'
import type { YearChart } from '../../../../src/server/contract.ts'
import { hourColour } from '../../charts/hour-colour.ts'

export const SIDE = 600
const MIDDLE = SIDE / 2
const DAY_MS = 86_400_000
/** More rays than these run into one another. */
const RAYS_MAX = 372

export const n = (value: number): number => Math.round(value * 10) / 10
const MONTHS = ['J', 'F', 'M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D']

export type Days = Extract<YearChart, { shape: 'days' }>
type Hours = Extract<YearChart, { shape: 'hours' }>

const polar = (angle: number, radius: number): readonly [number, number] => [
  n(MIDDLE + radius * Math.sin(angle)),
  n(MIDDLE - radius * Math.cos(angle)),
]

/** How many days the whole round has: those of the period, also where it is not over yet. */
const dayCount = (firstDay: string, lastDay: string) => Math.round((Date.parse(lastDay) - Date.parse(firstDay)) / DAY_MS) + 1

/** Every day of the time as a ray, as long as its music; the fullest is lit. Begins at the top and goes round with the clock. */
export function DayRing({ chart, lastDay, inner = 150, children }: { chart: Days; lastDay: string; inner?: number; children?: ReactNode }) {
  const timed = chart.ms.some((ms) => ms > 0)
  const values = timed ? chart.ms : chart.counted
  const days = Math.max(values.length, dayCount(chart.firstDay, lastDay))
  const each = Math.ceil(days / RAYS_MAX)
  const rays = Array.from({ length: Math.ceil(days / each) }, (_, at) =>
    values.slice(at * each, (at + 1) * each).reduce((sum, value) => sum + value, 0),
  )
  const top = Math.max(1, ...rays)
  const outer = 272
  const best = chart.best === null ? -1 : Math.floor(dayCount(chart.firstDay, chart.best) - 1) / each
  const width = n(Math.max(2.4, Math.min(26, ((2 * Math.PI * inner) / rays.length) * 0.72)))
  const begun = new Date(chart.firstDay)
  const byMonth = days > 300 && days <= 372
  return (
    <>
      <circle cx={MIDDLE} cy={MIDDLE} r={inner - 8} className="art-faint-line" />
      {rays.map((value, at) => {
        if (value === 0) return null
        const angle = ((at + 0.5) / rays.length) * 2 * Math.PI
        const [x1, y1] = polar(angle, inner)
        const [x2, y2] = polar(angle, inner + 6 + (outer - inner - 6) * Math.sqrt(value / top))
        const lit = Math.floor(best) === at
        // biome-ignore lint/suspicious/noArrayIndexKey: a ray is its place
        return <line key={at} x1={x1} y1={y1} x2={x2} y2={y2} className={lit ? 'art-lit' : value > top * 0.45 ? 'art-ray' : 'art-ray-soft'} strokeWidth={lit ? Math.max(4, width) : width} strokeLinecap="round" /> // biome-ignore format: one line
      })}
      {byMonth
        ? Array.from({ length: 12 }, (_, at) => {
            const start = Date.UTC(begun.getUTCFullYear(), begun.getUTCMonth() + at, 15)
            const angle = ((start - begun.getTime()) / DAY_MS / days) * 2 * Math.PI
            const [x, y] = polar(angle, outer + 18)
            return (
              <text key={start} x={x} y={y + 7} className="art-label" textAnchor="middle">
                {MONTHS[(begun.getUTCMonth() + at) % 12]}
              </text>
            )
          })
        : null}
      {children}
    </>
  )
}

/** The day as a clock of twenty-four hours, midnight at the top; each hour in its colour. */
export function HourRing({ chart }: { chart: Hours }) {
  const top = Math.max(1, ...chart.counted)
  const [inner, outer] = [92, 250]
  return (
    <>
      <circle cx={MIDDLE} cy={MIDDLE} r={outer} className="art-faint-line" />
      <circle cx={MIDDLE} cy={MIDDLE} r={inner - 12} className="art-faint-line" />
      {chart.counted.map((value, hour) => {
        const from = ((hour + 0.06) / 24) * 2 * Math.PI
        const to = ((hour + 0.94) / 24) * 2 * Math.PI
        const radius = inner + Math.max(4, (outer - inner) * (value / top))
        const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = [polar(from, inner), polar(from, radius), polar(to, radius), polar(to, inner)]
        return (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
            key={hour}
            d={`M${ax} ${ay}L${bx} ${by}A${n(radius)} ${n(radius)} 0 0 1 ${cx} ${cy}L${dx} ${dy}A${inner} ${inner} 0 0 0 ${ax} ${ay}Z`}
            style={{ fill: hourColour(hour + 0.5), opacity: value === 0 ? 0.25 : hour === chart.peak ? 1 : 0.82 }}
          />
        )
      })}
      {[0, 6, 12, 18].map((hour) => {
        const [x, y] = polar((hour / 24) * 2 * Math.PI, outer + 26)
        return (
          <text key={hour} x={x} y={y + 8} className="art-label" textAnchor="middle">
            {hour}
          </text>
        )
      })}
      <text x={MIDDLE} y={MIDDLE + 17} className="art-middle" textAnchor="middle">
        {`${String(chart.peak).padStart(2, '0')}:00`}
      </text>
    </>
  )
}

interface Cell {
  readonly key: string
  readonly row: number
  readonly column: number
  readonly value: number
  readonly marked: boolean
  readonly best: boolean
}

/** The days as dots: weeks where there are few, a row a month for a year, a row a year beyond. The streak is lit, the fullest day ringed. */
export function DaySheet({ chart }: { chart: Days }) {
  const { cells, rows, columns, labels } = sheetOf(chart)
  const left = labels.length > 0 ? 46 : 0
  const pitch = Math.min((SIDE - left) / columns, SIDE / rows, 74)
  const pitchY = Math.min(SIDE / rows, Math.max(pitch, rows <= 14 && columns > 20 ? 34 : pitch))
  const [x0, y0] = [left + (SIDE - left - pitch * columns) / 2, (SIDE - pitchY * rows) / 2]
  const top = Math.max(1, ...cells.map(({ value }) => value))
  const most = Math.min(pitch, pitchY) / 2
  return (
    <>
      {labels.map((label, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <text key={row} x={left - 18} y={n(y0 + pitchY * (row + 0.5) + 7)} className="art-label" textAnchor="end">
          {label}
        </text>
      ))}
      {cells.map(({ key, row, column, value, marked, best }) => {
        const [cx, cy] = [n(x0 + pitch * (column + 0.5)), n(y0 + pitchY * (row + 0.5))]
        const radius = n(value === 0 ? 2.2 : Math.max(2.6, most * 0.94 * Math.sqrt(value / top)))
        return (
          <g key={key}>
            {marked ? <circle cx={cx} cy={cy} r={n(most * 1.02)} className="art-glow" /> : null}
            <circle cx={cx} cy={cy} r={radius} className={value === 0 ? 'art-dim' : marked ? 'art-lit-fill' : 'art-tone'} />
            {best ? <circle cx={cx} cy={cy} r={n(radius + 5)} className="art-ringed" /> : null}
          </g>
        )
      })}
    </>
  )
}

function sheetOf({ firstDay, counted, marked, best }: Days): { cells: Cell[]; rows: number; columns: number; labels: string[] } {
  const start = Date.parse(firstDay)
  const days = counted.map((value, at) => {
    const time = new Date(start + at * DAY_MS)
    const key = time.toISOString().slice(0, 10)
    const isMarked = marked !== null && key >= marked.from && key <= marked.to
    return { key, time, value, marked: isMarked, best: key === best }
  })
  if (days.length <= 70) {
    const lead = (new Date(start).getUTCDay() + 6) % 7
    const cells = days.map((day, at) => ({ ...day, row: Math.floor((at + lead) / 7), column: (at + lead) % 7 }))
    return { cells, rows: Math.ceil((days.length + lead) / 7), columns: 7, labels: [] }
  }
  const first = new Date(start)
  if (days.length <= 400) {
    const rowOf = (time: Date) => (time.getUTCFullYear() - first.getUTCFullYear()) * 12 + time.getUTCMonth() - first.getUTCMonth()
    const cells = days.map((day) => ({ ...day, row: rowOf(day.time), column: day.time.getUTCDate() - 1 }))
    const rows = rowOf(days[days.length - 1].time) + 1
    return { cells, rows, columns: 31, labels: Array.from({ length: rows }, (_, at) => MONTHS[(first.getUTCMonth() + at) % 12]) }
  }
  const weeks = new Map<string, Cell>()
  for (const day of days) {
    const row = day.time.getUTCFullYear() - first.getUTCFullYear()
    const column = Math.min(52, Math.floor((day.time.getTime() - Date.UTC(day.time.getUTCFullYear(), 0, 1)) / DAY_MS / 7))
    const key = `${row} ${column}`
    const known = weeks.get(key)
    weeks.set(key, { key, row, column, value: (known?.value ?? 0) + day.value, marked: (known?.marked ?? false) || day.marked, best: (known?.best ?? false) || day.best }) // biome-ignore format: one line
  }
  const rows = days[days.length - 1].time.getUTCFullYear() - first.getUTCFullYear() + 1
  const labels = Array.from({ length: rows }, (_, at) => `’${String((first.getUTCFullYear() + at) % 100).padStart(2, '0')}`)
  return { cells: [...weeks.values()], rows, columns: 53, labels: rows <= 24 ? labels : [] }
}
