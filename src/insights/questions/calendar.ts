// Which days were full of music.

import { COUNTED } from '#listens'
import { dayRows, largestOf } from '../counting.ts'
import { exclusions, insight, notCounted } from '../insight.ts'
import { decimal, lasting, longDay, times } from '../wording.ts'
import { dayText } from '../zone.ts'

export const calendar = insight({
  question: 'Which days were full of music?',
  explanation: 'Counted listens of each local day, and the time told and reckoned. A listen belongs to the day on which it ended.',
  group: 'time',
  parameters: [],
  tables: [{ name: 'days', title: 'Counted listens and time by day' }],
  count({ scope, measured }) {
    const { ledger, dims, mark } = scope
    const { msPlayed, trackIds } = ledger
    const { firstDay, count, rows } = dayRows(scope)
    const counted = new Array<number>(count).fill(0)
    const ms = new Array<number>(count).fill(0)
    let activeDays = 0
    for (let day = 0; day < count; day++) {
      let [listens, timeMs] = [0, 0]
      for (let row = rows[day]; row < rows[day + 1]; row++) {
        const bits = mark[row]
        if (bits === 0) continue
        listens += bits & COUNTED
        if (msPlayed[row] >= 0) timeMs += msPlayed[row]
        else if ((bits & COUNTED) !== 0) timeMs += dims.durationMs[trackIds[row]]
      }
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
