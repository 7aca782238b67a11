// When in the week it is heard, by the local clock.

import { COUNTED } from '#listens'
import { largestOf, stretches } from '../counting.ts'
import { exclusions, insight, notCounted } from '../insight.ts'
import type { Scope } from '../scope.ts'
import { hourName, percent, WEEKDAYS } from '../wording.ts'
import { HOUR_S, PER_HOUR } from '../zone.ts'

/** The epoch was a Thursday. */
const EPOCH_HOUR = 72

function fill(scope: Scope): { counted: Float64Array; ms: Float64Array } {
  const counted = new Float64Array(168)
  const ms = new Float64Array(168)
  for (const { from, to, offsetS } of stretches(scope)) fillHours(scope, from, to, offsetS + EPOCH_HOUR * HOUR_S, counted, ms)
  return { counted, ms }
}

function fillHours({ ledger, dims, mark }: Scope, from: number, to: number, shiftS: number, counted: Float64Array, ms: Float64Array): void {
  const { endedAtS, msPlayed, trackIds } = ledger
  const { durationMs } = dims
  for (let row = from; row < to; row++) {
    const bits = mark[row]
    const told = msPlayed[row]
    const hour = (((endedAtS[row] + 0.5 + shiftS) * PER_HOUR) | 0) % 168
    counted[hour] += bits & COUNTED
    // As told where the row is here, at its track's length where it counts and does not tell.
    ms[hour] += (told & ~(told >> 31) & (0 - ((bits >> 3) & 1))) + durationMs[trackIds[row] & (0 - (bits & (told >>> 31)))]
  }
}

const rowsOf = (values: Float64Array) => WEEKDAYS.map((_, day) => [...values.subarray(day * 24, day * 24 + 24)])

export const clock = insight({
  question: 'When in the week do you listen?',
  explanation:
    'Each counted listen is placed by the local weekday and hour in which it ended, with summer time as it was then. ' +
    'Time is placed whole into that hour, also where the listen began in the one before.',
  group: 'time',
  parameters: [],
  tables: [{ name: 'clock', title: 'Counted listens and time by weekday and hour' }],
  count({ scope, measured }) {
    const { counted, ms } = fill(scope)
    const byHour = Array.from({ length: 24 }, (_, hour) => WEEKDAYS.reduce((sum, _, day) => sum + counted[day * 24 + hour], 0))
    const byWeekday = rowsOf(counted).map((row) => row.reduce((sum, value) => sum + value, 0))
    const data = {
      counted: rowsOf(counted),
      ms: rowsOf(ms),
      byHour,
      byWeekday,
      busiestHour: largestOf(byHour),
      busiestWeekday: largestOf(byWeekday),
    }
    return { data, used: measured.counted, excluded: exclusions(notCounted(measured)), coverage: null }
  },
  tell({ busiestHour, busiestWeekday, byHour, byWeekday }) {
    if (busiestHour === null || busiestWeekday === null) return ['Nothing that counts was heard in this time.']
    const sum = byHour.reduce((total, value) => total + value, 0)
    const night = byHour.slice(0, 6).reduce((total, value) => total + value, 0)
    const weekend = byWeekday[5] + byWeekday[6]
    return [
      `Most is heard from ${hourName(busiestHour)} to ${hourName((busiestHour + 1) % 24)} (${percent(byHour[busiestHour] / sum)} of counted listens), and on ${WEEKDAYS[busiestWeekday]}s.`,
      `${percent(night / sum)} is heard between midnight and six, ${percent(weekend / sum)} at weekends.`,
    ]
  },
  tabulate: (data) => [
    {
      name: 'clock',
      title: 'Counted listens and time by weekday and hour',
      columns: [
        { name: 'weekday', unit: null },
        { name: 'hour', unit: 'local, 0 to 23' },
        { name: 'counted', unit: 'listens' },
        { name: 'time', unit: 'ms' },
      ],
      rows: WEEKDAYS.flatMap((name, day) => data.counted[day].map((counted, hour) => [name, hour, counted, data.ms[day][hour]])),
    },
  ],
})
