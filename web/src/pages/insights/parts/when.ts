// When: the day as a ring and the week as squares, every day of the years, the months, and days in a row.

import type { InsightOf } from '../../../../../src/server/contract.ts'
import { type CalendarYear, drawCalendar } from '../../../charts/draw/calendar.tsx'
import { drawColumns } from '../../../charts/draw/columns.tsx'
import { drawRing } from '../../../charts/draw/ring.tsx'
import { drawRows } from '../../../charts/draw/rows.tsx'
import { drawWeek } from '../../../charts/draw/week.tsx'
import { countOf, formatCount } from '../../../kit/format.ts'
import { binNames, daysName, hoursWords, listensAndTime, mostOf, timeLevels } from '../words.ts'
import type { Part } from './part.ts'
import { thingRow } from './thing.ts'

export function clockParts({ data }: InsightOf<'clock'>): Part[] {
  const hourMs = data.byHour.map((_, hour) => data.ms.reduce((sum, day) => sum + (day[hour] ?? 0), 0))
  const hours = data.byHour.map((value, hour) => ({ value, told: listensAndTime(value, hourMs[hour]) }))
  const busiest = data.busiestHour
  return [
    { key: 'day', draw: drawRing(hours, busiest === null ? ['–', ''] : [`${busiest}:00`, 'the fullest hour']) },
    {
      key: 'week',
      draw: drawWeek(data.counted, (day, hour) => listensAndTime(data.counted[day][hour], data.ms[day]?.[hour] ?? 0), 'listens'),
    },
  ]
}

const DAY_MS = 86_400_000
const dayAfter = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** The latest `yearsMax` years, newest first. */
export function calendarParts({ data }: InsightOf<'calendar'>, yearsMax: number): Part[] {
  const { firstDay } = data
  if (firstDay === null) return []
  const byYear = new Map<number, { day: string; value: number; told: string; ms: number }[]>()
  data.counted.forEach((value, at) => {
    const day = dayAfter(firstDay, at)
    const year = Number(day.slice(0, 4))
    const days = byYear.get(year) ?? []
    if (days.length === 0) byYear.set(year, days)
    days.push({ day, value, ms: data.ms[at], told: value === 0 ? 'nothing' : listensAndTime(value, data.ms[at]) })
  })
  const years = [...byYear].reverse().slice(0, yearsMax)
  const shown: CalendarYear[] = years.map(([year, days]) => ({
    year,
    days,
    said: `${hoursWords(days.reduce((sum, { ms }) => sum + ms, 0))} on ${countOf(days.filter(({ value }) => value > 0).length, 'day')}`,
  }))
  const full = fullDay(data.counted)
  return [{ key: 'years', draw: drawCalendar(shown, full, `${formatCount(full)} listens or more`) }]
}

/** The number of years a calendar has. */
export const yearsOf = ({ data }: InsightOf<'calendar'>): number =>
  data.firstDay === null ? 0 : Number(dayAfter(data.firstDay, data.counted.length - 1).slice(0, 4)) - Number(data.firstDay.slice(0, 4)) + 1

/** What a full day is: more than nineteen in twenty, so that one wild day does not make all others pale. */
function fullDay(counted: readonly number[]): number {
  const some = counted.filter((value) => value > 0).sort((one, other) => one - other)
  return Math.max(1, some[Math.floor(some.length * 0.95)] ?? 1)
}

/** As many days as this are shown one by one. */
const DAYS_MAX = 62

/** Days gathered to months, or kept where they are few. */
function monthsOf({ data }: InsightOf<'calendar'>) {
  const { firstDay } = data
  const step = data.counted.length > DAYS_MAX ? ('month' as const) : ('day' as const)
  const bins: { from: string; to: string; counted: number; ms: number }[] = []
  data.counted.forEach((counted, at) => {
    const day = dayAfter(firstDay!, at)
    const last = bins[bins.length - 1]
    const same = last && step === 'month' && last.from.slice(0, 7) === day.slice(0, 7)
    if (same) Object.assign(last, { to: day, counted: last.counted + counted, ms: last.ms + data.ms[at] })
    else bins.push({ from: day, to: day, counted, ms: data.ms[at] })
  })
  return { step, bins }
}

/** Months, or days where they are few. */
export const monthsQuestion = (answer: InsightOf<'calendar'> | undefined): string =>
  answer && answer.data.counted.length <= DAYS_MAX ? 'How much, day by day?' : 'How much, month by month?'

/** "Most in March 2025: 41 h, 612 listens." */
export function monthsAnswer(answer: InsightOf<'calendar'>): string {
  if (answer.data.firstDay === null) return 'Nothing was heard in this time.'
  const { bins, step } = monthsOf(answer)
  const most = bins.reduce((top, bin) => (bin.ms > top.ms ? bin : top))
  const { name } = binNames([most], step)[0]
  return `Most ${step === 'month' ? 'in' : 'on'} ${name}: ${listensAndTime(most.counted, most.ms)}.`
}

export function monthsParts(answer: InsightOf<'calendar'>): Part[] {
  if (answer.data.firstDay === null) return []
  const { bins, step } = monthsOf(answer)
  const names = binNames(bins, step)
  const most = mostOf(bins.map(({ ms }) => ms))
  return [
    {
      key: 'months',
      draw: drawColumns(
        bins.map(({ from, counted, ms }, at) => ({
          key: from,
          ...names[at],
          value: ms,
          told: listensAndTime(counted, ms),
          strong: ms === most,
          ...(ms === most ? { said: hoursWords(ms) } : {}),
        })),
        { levels: timeLevels(most), height: 12 },
      ),
    },
  ]
}

const STREAKS_SHOWN = 5

export function streaksParts({ data, period }: InsightOf<'streaks'>): Part[] {
  const longest = data.longest.slice(0, STREAKS_SHOWN)
  const isCurrent = (from: string) => data.current?.from === from
  const parts: Part[] = [
    {
      key: 'days',
      draw: drawRows(
        longest.map(({ from, to, days, counted }) => ({
          key: from,
          label: isCurrent(from) ? `Since ${daysName(from, from)}` : daysName(from, to),
          value: days,
          said: countOf(days, 'day'),
          told: `${countOf(days, 'day')} in a row, ${countOf(counted, 'listen')}${isCurrent(from) && to >= period.lastDay ? ', still going on' : ''}`,
          strong: isCurrent(from) || (data.current === null && from === longest[0].from),
        })),
      ),
    },
  ]
  if (data.artists.length > 0)
    parts.push({
      key: 'artists',
      title: 'The same artist, day after day',
      rows: data.artists.slice(0, STREAKS_SHOWN).map((artist) =>
        thingRow(artist, {
          note: daysName(artist.from, artist.to),
          said: countOf(artist.days, 'day'),
          saidNote: countOf(artist.counted, 'listen'),
        }),
      ),
    })
  return parts
}
