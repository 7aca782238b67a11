// How long is heard in one go.

import { COUNTED } from '#listens'
import { dayRows, quantileOf, topOf } from '../counting.ts'
import { insight, shareOf, wholeOf } from '../insight.ts'
import type { Scope } from '../scope.ts'
import { decimal, hourName, lasting, times } from '../wording.ts'
import { HOUR_S, pieceAt } from '../zone.ts'
import { startedAtS, type Walk, walkSessions } from './session-walk.ts'

const LENGTHS_MIN = [0, 15, 30, 60, 120, 240, 480]
const LONGEST = 20
/** Medians are exact below these. */
const SECONDS_MAX = 4 * 86_400
const LISTENS_MAX = 10_000

function shapes(scope: Scope, walk: Walk) {
  const { ledger, mark, zone } = scope
  const seconds = new Uint32Array(SECONDS_MAX + 1)
  const listensOf = new Uint32Array(LISTENS_MAX + 1)
  const lengthS = new Float64Array(walk.count)
  const startHours = new Array<number>(24).fill(0)
  const lengths = LENGTHS_MIN.map((fromMin, at) => ({ fromMin, toMin: LENGTHS_MIN[at + 1] ?? null, sessions: 0, ms: 0 }))
  let sumS = 0
  let piece = walk.count > 0 ? pieceAt(zone, startedAtS(scope, walk.first[0])) : 0
  for (let session = 0; session < walk.count; session++) {
    const fromS = startedAtS(scope, walk.first[session])
    const length = Math.max(0, ledger.endedAtS[walk.last[session]] - fromS)
    lengthS[session] = length
    sumS += length
    seconds[Math.min(SECONDS_MAX, Math.round(length))]++
    listensOf[Math.min(LISTENS_MAX, countHere(mark, walk.first[session], walk.last[session] + 1))]++
    while (zone.fromS[piece + 1] <= fromS) piece++
    const hour = Math.floor((fromS + zone.offsetsS[piece]) / HOUR_S) % 24
    startHours[(hour + 24) % 24]++
    let bin = 0
    while (bin + 1 < LENGTHS_MIN.length && length >= LENGTHS_MIN[bin + 1] * 60) bin++
    lengths[bin].sessions++
    lengths[bin].ms += length * 1000
  }
  return { seconds, listensOf, lengthS, startHours, lengths, sumS }
}

function countHere(mark: Uint8Array, from: number, to: number): number {
  let rows = 0
  for (let row = from; row < to; row++) rows += (mark[row] >> 3) & 1
  return rows
}

function sessionAt(scope: Scope, walk: Walk, session: number) {
  let [listens, counted, msPlayed] = [0, 0, 0]
  for (let row = walk.first[session]; row <= walk.last[session]; row++) {
    if (scope.mark[row] === 0) continue
    listens++
    counted += scope.mark[row] & COUNTED
    msPlayed += Math.max(0, scope.ledger.msPlayed[row])
  }
  const fromMs = Math.round(startedAtS(scope, walk.first[session]) * 1000)
  return { fromMs, toMs: scope.ledger.endedAtS[walk.last[session]] * 1000, listens, counted, msPlayed }
}

/** Days on which any listen, of whatever length, ended. */
function daysWithAny(scope: Scope): number {
  const { rows, count } = dayRows(scope)
  let days = 0
  for (let day = 0; day < count; day++) {
    for (let row = rows[day]; row < rows[day + 1]; row++) {
      if (scope.mark[row] === 0) continue
      days++
      break
    }
  }
  return days
}

export const sessions = insight({
  question: 'How long do you listen in one go?',
  explanation:
    'A session is a row of listens, skips among them, without a silence longer than the gap between the end of one and the start of the next. ' +
    'Its length goes from the start of the first to the end of the last. Where a source does not say how long a listen was, the length of its track is taken.',
  group: 'time',
  parameters: [{ name: 'gap', summary: 'The silence that ends a session, 5 to 240 minutes.', choices: null, byDefault: '30' }],
  tables: [
    { name: 'lengths', title: 'Sessions by length' },
    { name: 'longest', title: 'The longest sessions' },
    { name: 'starts', title: 'Sessions by the hour they began' },
  ],
  count(asked) {
    const { scope, measured } = asked
    const gapMin = wholeOf(asked, 'gap', 5, 240, 30)
    const walk = walkSessions(scope, gapMin)
    const { seconds, listensOf, lengthS, startHours, lengths, sumS } = shapes(scope, walk)
    const median = quantileOf(seconds, walk.count, 0.5)
    const data = {
      gapMin,
      count: walk.count,
      perActiveDay: shareOf(walk.count, daysWithAny(scope)),
      medianMs: median === null ? null : median * 1000,
      meanMs: walk.count > 0 ? (sumS * 1000) / walk.count : null,
      medianListens: quantileOf(listensOf, walk.count, 0.5),
      lengths,
      startHours,
      longest: topOf(lengthS, LONGEST).map((session) => sessionAt(scope, walk, session)),
    }
    return { data, used: measured.listens, excluded: [], coverage: null }
  },
  tell(data) {
    if (data.medianMs === null || data.perActiveDay === null) return ['Nothing was heard in this time.']
    const lines = [
      `${times(data.count, 'session')}, ${decimal(data.perActiveDay)} on a day with music; half of them last ${lasting(data.medianMs)} or less.`,
    ]
    const most = data.startHours.indexOf(Math.max(...data.startHours))
    lines.push(`Most begin between ${hourName(most)} and ${hourName((most + 1) % 24)}.`)
    if (data.longest.length > 0)
      lines.push(
        `The longest lasted ${lasting(data.longest[0].toMs - data.longest[0].fromMs)}, with ${times(data.longest[0].listens, 'listen')}.`,
      )
    return lines
  },
  tabulate: (data) => [
    {
      name: 'lengths',
      title: 'Sessions by length',
      columns: [
        { name: 'from', unit: 'min' },
        { name: 'to', unit: 'min' },
        { name: 'sessions', unit: 'sessions' },
        { name: 'length in all', unit: 'ms' },
      ],
      rows: data.lengths.map((row) => [row.fromMin, row.toMin, row.sessions, row.ms]),
    },
    {
      name: 'longest',
      title: 'The longest sessions',
      columns: [
        { name: 'from', unit: 'ISO 8601' },
        { name: 'to', unit: 'ISO 8601' },
        { name: 'length', unit: 'ms' },
        { name: 'listens', unit: 'listens' },
        { name: 'counted', unit: 'listens' },
        { name: 'time played', unit: 'ms' },
      ],
      rows: data.longest.map((one) => [
        new Date(one.fromMs).toISOString(),
        new Date(one.toMs).toISOString(),
        one.toMs - one.fromMs,
        one.listens,
        one.counted,
        one.msPlayed,
      ]),
    },
    {
      name: 'starts',
      title: 'Sessions by the hour they began',
      columns: [
        { name: 'hour', unit: 'local, 0 to 23' },
        { name: 'sessions', unit: 'sessions' },
      ],
      rows: data.startHours.map((sessions, hour) => [hour, sessions]),
    },
  ],
})
