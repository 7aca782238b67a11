// What is played again and again.

import { COUNTED } from '#listens'
import { dayRows, topOf, touchTracks } from '../counting.ts'
import { COUNT, countOf, exclusions, insight, notCounted, notTracked, shareOf } from '../insight.ts'
import type { Scope } from '../scope.ts'
import { longDay, nameOf, percent, times } from '../wording.ts'
import { dayText } from '../zone.ts'

/** Twice in a row is no binge. */
const RUN_MIN = 3

/** Of each track the longest run of counted listens with no other counted one between, and where it began and ended. */
function longestRuns({ ledger, dims, mark, low, high }: Scope) {
  const { trackIds } = ledger
  const best = new Int32Array(dims.size.track)
  const begun = new Int32Array(dims.size.track)
  const ended = new Int32Array(dims.size.track)
  let track = 0
  let start = 0
  let last = 0
  let run = 0
  let repeats = 0
  for (let row = low; row <= high; row++) {
    // One step beyond the end closes the last run.
    const now = row < high ? trackIds[row] & (0 - (mark[row] & COUNTED)) : -1
    if (now === 0) continue
    if (now === track) {
      run++
      repeats++
    } else {
      if (run >= RUN_MIN && run > best[track]) {
        best[track] = run
        begun[track] = start
        ended[track] = last
      }
      track = now
      start = row
      run = 1
    }
    last = row
  }
  return { best, begun, ended, repeats }
}

/** Of each track the most counted listens in a local day, and which day. */
function fullestDays(scope: Scope) {
  const { ledger, dims, mark } = scope
  const { firstDay, count, rows } = dayRows(scope)
  const best = new Int32Array(dims.size.track)
  const bestDay = new Int32Array(dims.size.track)
  const counts = new Int32Array(dims.size.track)
  const touched = new Int32Array(dims.size.track + 1)
  for (let day = 0; day < count; day++) {
    const used = touchTracks(ledger.trackIds, mark, rows[day], rows[day + 1], counts, touched)
    keepBest(counts, touched, used, firstDay + day, best, bestDay)
  }
  return { best, bestDay }
}

/** Keeps what is better than before, and clears the counts of the day. */
function keepBest(counts: Int32Array, touched: Int32Array, used: number, day: number, best: Int32Array, bestDay: Int32Array): void {
  for (let at = 0; at < used; at++) {
    const track = touched[at]
    if (counts[track] >= RUN_MIN && counts[track] > best[track]) {
      best[track] = counts[track]
      bestDay[track] = day
    }
    counts[track] = 0
  }
}

export const binges = insight({
  question: 'What do you play again and again?',
  explanation:
    'A run is one track counted three times or more with no other counted listen between; of each track the longest run is shown. ' +
    'The days are those on which one track was counted most.',
  group: 'habits',
  parameters: [COUNT],
  tables: [
    { name: 'runs', title: 'The longest runs of one track' },
    { name: 'days', title: 'Most listens to one track in a day' },
  ],
  count(asked) {
    const { scope, measured } = asked
    const { endedAtS } = scope.ledger
    const runs = longestRuns(scope)
    const days = fullestDays(scope)
    const data = {
      repeatShare: shareOf(runs.repeats, measured.tracked),
      runs: topOf(runs.best, countOf(asked)).map((track) =>
        Object.assign(asked.thing('track', track), {
          times: runs.best[track],
          fromMs: endedAtS[runs.begun[track]] * 1000,
          toMs: endedAtS[runs.ended[track]] * 1000,
        }),
      ),
      days: topOf(days.best, countOf(asked)).map((track) =>
        Object.assign(asked.thing('track', track), { times: days.best[track], day: dayText(days.bestDay[track]) }),
      ),
    }
    return { data, used: measured.tracked, excluded: exclusions(notCounted(measured), notTracked(measured)), coverage: null }
  },
  tell(data) {
    if (data.repeatShare === null) return ['Nothing that counts was heard in this time.']
    const lines = [`${percent(data.repeatShare)} of counted listens repeat the track before.`]
    if (data.runs.length > 0) lines.push(`The longest run: ${nameOf(data.runs[0])}, ${times(data.runs[0].times, 'time')} in a row.`)
    if (data.days.length > 0)
      lines.push(`Most in a day: ${nameOf(data.days[0])}, ${times(data.days[0].times, 'time')} on ${longDay(data.days[0].day)}.`)
    return lines
  },
  tabulate: (data) => [
    {
      name: 'runs',
      title: 'The longest runs of one track',
      columns: [
        { name: 'track', unit: null },
        { name: 'artist', unit: null },
        { name: 'in a row', unit: 'listens' },
        { name: 'first ended', unit: 'ISO 8601' },
        { name: 'last ended', unit: 'ISO 8601' },
      ],
      rows: data.runs.map((one) => [one.name, one.by, one.times, new Date(one.fromMs).toISOString(), new Date(one.toMs).toISOString()]),
    },
    {
      name: 'days',
      title: 'Most listens to one track in a day',
      columns: [
        { name: 'track', unit: null },
        { name: 'artist', unit: null },
        { name: 'in the day', unit: 'listens' },
        { name: 'day', unit: 'local date' },
      ],
      rows: data.days.map((one) => [one.name, one.by, one.times, one.day]),
    },
  ],
})
