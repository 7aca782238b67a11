// Cards of time: how much, at which hour, on which days.

import { decimal, hourName, lasting, longDay, percent, times, WEEKDAYS, whole } from '../wording.ts'
import { DAY_S, HOUR_S, startOfDayS } from '../zone.ts'
import type { Draft, MakeCard, Untold, YearAsked, YearNumber } from './card.ts'
import { tracksAtHour, tracksWithin } from './tally.ts'

const HOUR_MS = 3_600_000
/** Awake for sixteen hours a day. */
const AWAKE = 16
const CLOCK_MIN = 50
const STREAK_MIN = 3
const FULL_DAY_MIN = 5

/** "3 May", with its year where the period has several. */
export const dayIn = ({ scope }: Pick<YearAsked, 'scope'>, day: string): string =>
  scope.toS - scope.fromS > 366 * DAY_S ? longDay(day) : longDay(day).slice(0, -5)

export const hoursOf = (ms: number, label = 'of music'): YearNumber => ({
  value: ms,
  unit: 'ms',
  text: ms >= 10 * HOUR_MS ? `${whole(ms / HOUR_MS)} h` : ms >= HOUR_MS ? `${decimal(ms / HOUR_MS)} h` : `${whole(ms / 60_000)} min`,
  label,
})

export const counted = (value: number, label = 'counted listens'): YearNumber => ({ value, unit: 'listens', text: whole(value), label })
export const number = (value: number, unit: string, label: string, text = whole(value)): YearNumber => ({ value, unit, text, label })

/** What so much time comes to. */
function inHumanTerms(ms: number, days: number): string {
  const hours = ms / HOUR_MS
  const awake = (days * AWAKE) / hours
  const length =
    hours >= 48
      ? `That is ${times(Math.round(hours / 24), 'day')} and nights without a break`
      : hours >= 6
        ? `That is as long as ${whole(hours / 2)} films`
        : `That is ${lasting(ms)} in all`
  return awake >= 1.5 && awake <= 24 ? `${length}, or one waking hour in ${whole(awake)}.` : `${length}.`
}

/** "12 % more than in 2024."; nothing where both are alike or the other is too little to compare with. */
function besideBefore({ before, measured }: YearAsked): string {
  if (before === null || before.measured.counted < CLOCK_MIN) return ''
  const [now, then] = [measured, before.measured].map((one) => one.msPlayed + one.msEstimated)
  const change = now / then - 1
  if (!Number.isFinite(change) || Math.abs(change) < 0.03) return ` About as much as ${before.label}.`
  return change >= 1
    ? ` ${decimal(change + 1)} times as much as ${before.label}.`
    : ` ${percent(Math.abs(change))} ${change > 0 ? 'more' : 'less'} than ${before.label}.`
}

/** How much it was, day by day. */
export const timeCard: MakeCard = (asked) => {
  const totals = asked.ask('totals')
  const calendar = asked.ask('calendar')
  const ms = totals.msPlayed + totals.msEstimated
  if (totals.counted === 0 || calendar.firstDay === null) return { why: 'Nothing that counts was heard.' }
  const numbers = [
    hoursOf(ms),
    counted(totals.counted),
    number(totals.tracks, 'tracks', 'tracks'),
    number(totals.artists, 'artists', 'artists'),
  ]
  const tell = () => ({
    headline: ms > 0 ? `You listened for ${lasting(ms)}.` : `You listened ${times(totals.counted, 'time')}.`,
    detail: `${ms > 0 ? inHumanTerms(ms, totals.days) : 'No source says for how long.'}${besideBefore(asked)} There was music on ${whole(totals.activeDays)} of ${times(totals.days, 'day')}.`,
  })
  return {
    numbers,
    things: [],
    chart: {
      shape: 'days',
      firstDay: calendar.firstDay,
      counted: calendar.counted,
      ms: calendar.ms,
      marked: null,
      best: calendar.best?.day ?? null,
    },
    trackIds: asked.tracksOf(null, 0),
    explanation: `The time that the sources tell, of every listen however short${totals.msEstimated > 0 ? `; for ${lasting(totals.msEstimated)} of it they do not, and the length of the track stands in` : ''}. A listen counts by your rules. One ray is one day, as long as its music.`,
    interest: 1,
    tell,
  } satisfies Draft
}

/** The hour of the listener. */
export const clockCard: MakeCard = (asked) => {
  const { byHour, busiestHour, busiestWeekday } = asked.ask('clock')
  const sum = byHour.reduce((total, value) => total + value, 0)
  if (busiestHour === null || busiestWeekday === null || sum < CLOCK_MIN)
    return { why: `An hour of your own needs ${CLOCK_MIN} counted listens.` }
  const night = byHour.slice(0, 6).reduce((total, value) => total + value, 0)
  return {
    numbers: [
      number(busiestHour, 'hour', 'the fullest hour', hourName(busiestHour)),
      counted(byHour[busiestHour], 'listens in it'),
      number(night / sum, 'share', 'after midnight', percent(night / sum)),
    ],
    things: [],
    chart: { shape: 'hours', counted: byHour, peak: busiestHour },
    trackIds: tracksAtHour(asked.scope, busiestHour),
    explanation:
      'Each counted listen stands at the local hour in which it ended, with summer time as it was then. The longer a ray, the more was heard in that hour.',
    interest: 1,
    tell: () => ({
      headline: `${hourName(busiestHour)} is ${partOf(busiestHour)}.`,
      detail: `${percent(byHour[busiestHour] / sum)} of all you heard fell between ${hourName(busiestHour)} and ${hourName((busiestHour + 1) % 24)}, and the ${WEEKDAYS[busiestWeekday]}s were the fullest.`,
    }),
  }
}

const partOf = (hour: number): string =>
  hour < 5 ? 'your hour, when the rest is quiet' : hour < 12 ? 'your hour, in the morning' : hour < 18 ? 'your hour, in full daylight' : 'your hour, in the evening' // biome-ignore format: one line

/** The longest streak, and the fullest day. */
export const daysCard: MakeCard = (asked) => {
  const { scope } = asked
  const calendar = asked.ask('calendar')
  const { longest } = asked.ask('streaks')
  const [streak] = longest
  const { best } = calendar
  if (!streak || !best || calendar.firstDay === null || (streak.days < STREAK_MIN && best.counted < FULL_DAY_MIN))
    return { why: `No streak of ${STREAK_MIN} days, and no day with ${FULL_DAY_MIN} counted listens.` } satisfies Untold
  const isStreak = streak.days >= STREAK_MIN
  const bestS = startOfDayS(scope.zone, Date.parse(best.day) / 1000 / DAY_S)
  return {
    numbers: [
      number(streak.days, 'days', streak.days === 1 ? 'day in a row' : 'days in a row'),
      counted(best.counted, `listens on ${dayIn(asked, best.day)}`),
      ...(best.ms >= HOUR_S * 1000 ? [hoursOf(best.ms, 'on that day')] : []),
    ],
    things: [],
    chart: {
      shape: 'days',
      firstDay: calendar.firstDay,
      counted: calendar.counted,
      ms: calendar.ms,
      marked: isStreak ? { from: streak.from, to: streak.to } : null,
      best: best.day,
    },
    trackIds: tracksWithin(scope, { fromS: bestS, toS: bestS + DAY_S }),
    explanation:
      'A day belongs to a streak where at least one counted listen ended on it, by the local calendar. The fullest day is the one with the most counted listens; its dot is ringed, the streak is lit.',
    interest: Math.min(1, 0.4 + streak.days / 60 + best.counted / 400),
    tell: () => ({
      headline: isStreak
        ? `${times(streak.days, 'day')} in a row, never without music.`
        : `${dayIn(asked, best.day)} was the fullest of all your days.`,
      detail: `${isStreak ? `From ${dayIn(asked, streak.from)} to ${dayIn(asked, streak.to)}. ` : ''}The fullest day was ${longDay(best.day)}, with ${times(best.counted, 'counted listen')}${best.ms > 0 ? ` in ${lasting(best.ms)}` : ''}.`,
    }),
  }
}
