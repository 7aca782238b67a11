// Which days were full of music.

import { COUNTED, type Ledger } from '#listens'
import { dayRows, largestOf } from '../counting.ts'
import type { Dimensions } from '../dimensions.ts'
import { exclusions, insight, notCounted } from '../insight.ts'
import { decimal, lasting, longDay, times } from '../wording.ts'
import { dayText } from '../zone.ts'

function sumRows(
  { msPlayed, trackIds }: Ledger,
  { durationMs }: Dimensions,
  mark: Uint8Array,
  from: number,
  to: number,
): readonly [counted: number, ms: number] {
  let counted = 0
  let ms = 0
  for (let row = from; row < to; row++) {
    const bits = mark[row]
    const told = msPlayed[row]
    counted += bits & COUNTED
    // As told where the row is here, at its track's length where it counts and does not tell.
    ms += (told & ~(told >> 31) & (0 - ((bits >> 3) & 1))) + durationMs[trackIds[row] & (0 - (bits & (told >>> 31)))]
  }
  return [counted, ms]
}

export const calendar = insight({
  question: 'Which days were full of music?',
  explanation: 'Counted listens of each local day, and the time told and reckoned. A listen belongs to the day on which it ended.',
  group: 'time',
  parameters: [],
  tables: [{ name: 'days', title: 'Counted listens and time by day' }],
  count({ scope, measured }) {
    const { ledger, dims, mark } = scope
    const { firstDay, count, rows } = dayRows(scope)
    const counted = new Array<number>(count).fill(0)
    const ms = new Array<number>(count).fill(0)
    let activeDays = 0
    for (let day = 0; day < count; day++) {
      const [listens, timeMs] = sumRows(ledger, dims, mark, rows[day], rows[day + 1])
      counted[day] = listens
      ms[day] = timeMs
      if (listens > 0) activeDays++
    }
    const best = largestOf(counted)
    const data = {
      firstDay: count > 0 ? dayText(firstDay) : null,
      counted,
      ms,
      activeDays,
      best: best === null ? null : { day: dayText(firstDay + best), counted: counted[best], ms: ms[best] },
    }
    return { data, used: measured.counted, excluded: exclusions(notCounted(measured)), coverage: null }
  },
  tell({ best, activeDays, counted }) {
    if (best === null) return ['Nothing that counts was heard in this time.']
    const sum = counted.reduce((total, value) => total + value, 0)
    return [
      `The fullest day was ${longDay(best.day)} with ${times(best.counted, 'counted listen')} in ${lasting(best.ms)}.`,
      `There was music on ${times(activeDays, 'day')} of ${times(counted.length, 'day')}, ${decimal(sum / activeDays)} counted listens on such a day.`,
    ]
  },
  tabulate(data) {
    const first = data.firstDay === null ? 0 : Date.parse(data.firstDay) / 86_400_000
    return [
      {
        name: 'days',
        title: 'Counted listens and time by day',
        columns: [
          { name: 'day', unit: 'local date' },
          { name: 'counted', unit: 'listens' },
          { name: 'time', unit: 'ms' },
        ],
        rows: data.counted.map((counted, day) => [dayText(first + day), counted, data.ms[day]]),
      },
    ]
  },
})
