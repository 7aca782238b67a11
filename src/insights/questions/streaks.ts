// How many days in a row: with any music, and with the same artist.

import { COUNTED } from '#listens'
import { dayRows, topOf, touchTracks } from '../counting.ts'
import { type Asked, COUNT, countOf, exclusions, insight, notCounted } from '../insight.ts'
import { longDay, times } from '../wording.ts'
import { dayText } from '../zone.ts'

interface Run {
  readonly from: number
  readonly days: number
  readonly counted: number
}

const shown = ({ from, days, counted }: Run) => ({ from: dayText(from), to: dayText(from + days - 1), days, counted })

function countCounted(mark: Uint8Array, from: number, to: number): number {
  let counted = 0
  for (let row = from; row < to; row++) counted += mark[row] & COUNTED
  return counted
}

/** Days in a row with and without counted listens. */
function dayRuns(asked: Asked): { runs: Run[]; silence: Run | null } {
  const { scope } = asked
  const { firstDay, count, rows } = dayRows(scope)
  const runs: Run[] = []
  let silence: Run | null = null
  let [start, counted] = [-1, 0]
  let quiet = 0
  for (let day = 0; day <= count; day++) {
    let listens = 0
    if (day < count) listens = countCounted(scope.mark, rows[day], rows[day + 1])
    if (listens > 0) {
      if (start < 0) start = day
      counted += listens
      // Silence counts between two days with music only.
      if (runs.length > 0 && quiet > (silence?.days ?? 0)) silence = { from: firstDay + day - quiet, days: quiet, counted: 0 }
      quiet = 0
      continue
    }
    quiet++
    if (start < 0) continue
    runs.push({ from: firstDay + start, days: day - start, counted })
    start = -1
    counted = 0
  }
  return { runs, silence }
}

/** Fields of each artist's row of numbers. */
const [LAST, RUN, RUN_COUNTED, BEST, BEST_END, BEST_COUNTED, WIDTH] = [0, 1, 2, 3, 4, 5, 8]

/** Takes the counts of a day (from 1 on) into the runs of the artists, and clears them. */
function goOn(state: Int32Array, counts: Int32Array, touched: Int32Array, used: number, artistOf: Int32Array, today: number): void {
  for (let place = 0; place < used; place++) {
    const track = touched[place]
    const at = WIDTH * artistOf[track]
    const last = state[at + LAST]
    if (last === today) state[at + RUN_COUNTED] += counts[track]
    else {
      if (last === today - 1 && last > 0) {
        state[at + RUN]++
        state[at + RUN_COUNTED] += counts[track]
      } else {
        keepRun(state, at)
        state[at + RUN] = 1
        state[at + RUN_COUNTED] = counts[track]
      }
      state[at + LAST] = today
    }
    counts[track] = 0
  }
}

/** A run that is over is kept where it is the longest so far. */
function keepRun(state: Int32Array, at: number): void {
  if (state[at + RUN] <= state[at + BEST]) return
  state[at + BEST] = state[at + RUN]
  state[at + BEST_END] = state[at + LAST]
  state[at + BEST_COUNTED] = state[at + RUN_COUNTED]
}

function artistRuns(asked: Asked) {
  const { scope } = asked
  const { ledger, dims, mark } = scope
  const { firstDay, count, rows } = dayRows(scope)
  const state = new Int32Array(WIDTH * dims.size.artist)
  const counts = new Int32Array(dims.size.track)
  const touched = new Int32Array(dims.size.track + 1)
  for (let day = 0; day < count; day++) {
    const used = touchTracks(ledger.trackIds, mark, rows[day], rows[day + 1], counts, touched)
    goOn(state, counts, touched, used, dims.of.artist, day + 1)
  }
  for (let at = 0; at < state.length; at += WIDTH) keepRun(state, at)
  const best = new Int32Array(dims.size.artist)
  for (let artist = 1; artist < best.length; artist++) best[artist] = state[WIDTH * artist + BEST] > 1 ? state[WIDTH * artist + BEST] : 0
  return topOf(best, countOf(asked)).map((artist) => {
    const from = firstDay + state[WIDTH * artist + BEST_END] - best[artist]
    return Object.assign(asked.thing('artist', artist), shown({ from, days: best[artist], counted: state[WIDTH * artist + BEST_COUNTED] }))
  })
}

export const streaks = insight({
  question: 'How many days in a row?',
  explanation:
    'A day counts where at least one counted listen ended on it, by the local calendar. A streak is current where it reaches the last day of the period or the day before it. ' +
    'The silence is between two days with music.',
  group: 'habits',
  parameters: [COUNT],
  tables: [
    { name: 'days', title: 'The longest streaks' },
    { name: 'artists', title: 'The same artist day after day' },
  ],
  count(asked) {
    const { measured } = asked
    const { runs, silence } = dayRuns(asked)
    const last = runs[runs.length - 1]
    const isCurrent = last !== undefined && last.from + last.days - 1 >= asked.endDay - 1
    const byLength = [...runs].sort((a, b) => b.days - a.days || a.from - b.from)
    const data = {
      current: isCurrent ? shown(last) : null,
      longest: byLength.slice(0, countOf(asked)).map(shown),
      artists: artistRuns(asked),
      longestSilence:
        silence === null ? null : { from: dayText(silence.from), to: dayText(silence.from + silence.days - 1), days: silence.days },
    }
    return { data, used: measured.counted, excluded: exclusions(notCounted(measured)), coverage: null }
  },
  tell({ longest, current, artists, longestSilence }) {
    if (longest.length === 0) return ['Nothing that counts was heard in this time.']
    const lines = [`The longest streak is ${times(longest[0].days, 'day')}, from ${longDay(longest[0].from)} to ${longDay(longest[0].to)}.`]
    if (current !== null) lines.push(`The current one is ${times(current.days, 'day')} long.`)
    if (artists.length > 0) lines.push(`${artists[0].name} was heard ${times(artists[0].days, 'day')} in a row.`)
    if (longestSilence !== null)
      lines.push(`The longest silence was ${times(longestSilence.days, 'day')}, from ${longDay(longestSilence.from)}.`)
    return lines
  },
  tabulate: (data) => [
    {
      name: 'days',
      title: 'The longest streaks',
      columns: [
        { name: 'from', unit: 'local date' },
        { name: 'to', unit: 'local date' },
        { name: 'days', unit: 'days' },
        { name: 'counted', unit: 'listens' },
      ],
      rows: data.longest.map((one) => [one.from, one.to, one.days, one.counted]),
    },
    {
      name: 'artists',
      title: 'The same artist day after day',
      columns: [
        { name: 'artist', unit: null },
        { name: 'from', unit: 'local date' },
        { name: 'to', unit: 'local date' },
        { name: 'days', unit: 'days' },
        { name: 'counted', unit: 'listens' },
      ],
      rows: data.artists.map((one) => [one.name, one.from, one.to, one.days, one.counted]),
    },
  ],
})
