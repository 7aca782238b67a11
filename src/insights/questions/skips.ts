// How often it is skipped: by artist, hour of the day, source, and place in a session.

import { SKIPPED } from '#listens'
import { stretches, topOf } from '../counting.ts'
import { type Asked, COUNT, type Counted, choiceOf, countOf, exclusions, insight, type NamedThing, notTold, wholeOf } from '../insight.ts'
import { TOLD } from '../scope.ts'
import { hourName, lastPiece, percent, times } from '../wording.ts'
import { PER_HOUR } from '../zone.ts'
import { walkSessions } from './session-walk.ts'

const GAP_MIN = 30
const POSITIONS = 30
const SURE_MIN = 20

/** A share with its 95 % interval: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). */
export function wilson(part: number, whole: number): { rate: number; low: number; high: number } {
  const z = 1.959964
  const rate = part / whole
  const spread = z * Math.sqrt((rate * (1 - rate)) / whole + (z * z) / (4 * whole * whole))
  const centre = rate + (z * z) / (2 * whole)
  const scale = 1 + (z * z) / whole
  return { rate, low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) }
}

interface SkipRow {
  readonly key: string
  readonly label: string
  readonly thing: NamedThing | null
  readonly listens: number
  readonly skipped: number
  readonly rate: number
  readonly low: number
  readonly high: number
}

interface SkipData {
  readonly whole: {
    readonly listens: number
    readonly skipped: number
    readonly rate: number
    readonly low: number
    readonly high: number
  } | null
  readonly rows: SkipRow[]
  readonly listensMin: number
  readonly order: 'most' | 'least' | null
}

/** Rows of a pair of counts each: listens whose outcome is told, and skips, side by side. */
const rowOf = (key: string, label: string, pair: ArrayLike<number>, at: number, thing: NamedThing | null = null): SkipRow => ({
  key,
  label,
  thing,
  listens: pair[2 * at],
  skipped: pair[2 * at + 1],
  ...wilson(pair[2 * at + 1], pair[2 * at]),
})

function answer(asked: Asked, rows: SkipRow[], rest: { listensMin: number; order: 'most' | 'least' | null }): Counted<SkipData> {
  const { told, skipped, listens } = asked.measured
  return {
    data: { whole: told > 0 ? { listens: told, skipped, ...wilson(skipped, told) } : null, rows, ...rest },
    used: told,
    excluded: exclusions(notTold(asked.measured)),
    coverage: listens > 0 ? { share: told / listens, label: 'of listens tell how they ended' } : null,
  }
}

/** Of each key the listens whose outcome is told (bit 4 of a mark), and next to them the skips (bit 2; they are always told). */
function countOutcomes(keys: Int32Array, mark: Uint8Array, from: number, to: number, pair: Int32Array): void {
  for (let row = from; row < to; row++) {
    const bits = mark[row]
    const at = 2 * (keys[row] & (0 - ((bits >> 4) & 1)))
    pair[at] += (bits >> 4) & 1
    pair[at + 1] += (bits >> 2) & 1
  }
}

function byArtist(asked: Asked): Counted<SkipData> {
  const { ledger, dims, mark, low, high } = asked.scope
  const listensMin = wholeOf(asked, 'min', 1, 100_000, SURE_MIN)
  const order = choiceOf(asked, 'order', ['most', 'least'], 'most')
  const tracks = new Int32Array(2 * dims.size.track)
  countOutcomes(ledger.trackIds, mark, low, high, tracks)
  const pair = new Int32Array(2 * dims.size.artist)
  for (let track = 1; track < dims.size.track; track++) {
    const at = 2 * dims.of.artist[track]
    pair[at] += tracks[2 * track]
    pair[at + 1] += tracks[2 * track + 1]
  }
  const bounds = new Float64Array(dims.size.artist)
  for (let artist = 1; artist < bounds.length; artist++) {
    if (pair[2 * artist] < listensMin) continue
    const { low, high } = wilson(pair[2 * artist + 1], pair[2 * artist])
    // Above 0 also for those never skipped: 0 would mean left out.
    bounds[artist] = (order === 'most' ? low : 1 - high) + 1e-9
  }
  const rows = topOf(bounds, countOf(asked)).map((artist) => rowOf(String(artist), '', pair, artist, asked.thing('artist', artist)))
  return answer(asked, rows, { listensMin, order })
}

function byHour(asked: Asked): Counted<SkipData> {
  const { scope } = asked
  const pair = new Int32Array(48)
  for (const { from, to, offsetS } of stretches(scope)) countHours(scope.ledger.endedAtS, scope.mark, from, to, offsetS, pair)
  const rows = Array.from({ length: 24 }, (_, hour) => rowOf(String(hour), hourName(hour), pair, hour))
  return answer(asked, rows.map(orNothing), { listensMin: 1, order: null })
}

function countHours(endedAtS: Uint32Array, mark: Uint8Array, from: number, to: number, offsetS: number, pair: Int32Array): void {
  for (let row = from; row < to; row++) {
    const bits = mark[row]
    const at = 2 * ((((endedAtS[row] + 0.5 + offsetS) * PER_HOUR) | 0) % 24)
    pair[at] += (bits >> 4) & 1
    pair[at + 1] += (bits >> 2) & 1
  }
}

/** A rate of no listens is none: 0 in an interval from 0 to 1. */
const orNothing = (row: SkipRow): SkipRow => (row.listens > 0 ? row : { ...row, rate: 0, low: 0, high: 1 })

function greatest(values: Int32Array, from: number, to: number): number {
  let max = 0
  for (let row = from; row < to; row++) if (values[row] > max) max = values[row]
  return max
}

function bySource(asked: Asked): Counted<SkipData> {
  const { ledger, mark, low, high } = asked.scope
  let size = asked.sources.reduce((max, { id }) => Math.max(max, id), 0) + 1
  size = Math.max(size, greatest(ledger.sourceIds, low, high) + 1)
  const pair = new Int32Array(2 * size)
  countOutcomes(ledger.sourceIds, mark, low, high, pair)
  const rows = asked.sources.filter(({ id }) => pair[2 * id] > 0).map(({ id, label }) => rowOf(String(id), label, pair, id))
  rows.sort((a, b) => b.listens - a.listens)
  return answer(asked, rows, { listensMin: 1, order: null })
}

function countPositions(mark: Uint8Array, from: number, to: number, pair: Int32Array): void {
  let position = 0
  for (let row = from; row < to; row++) {
    const bits = mark[row]
    position += (bits >> 3) & 1
    const at = 2 * (position < POSITIONS ? position : POSITIONS)
    pair[at] += (bits & TOLD) >> 4
    pair[at + 1] += (bits & SKIPPED) >> 2
  }
}

function byPosition(asked: Asked): Counted<SkipData> {
  const { scope } = asked
  const { mark } = scope
  const pair = new Int32Array(2 * (POSITIONS + 1))
  const walk = walkSessions(scope, GAP_MIN)
  for (let session = 0; session < walk.count; session++) {
    countPositions(mark, walk.first[session], walk.last[session] + 1, pair)
  }
  const rows = Array.from({ length: POSITIONS }, (_, at) =>
    rowOf(String(at + 1), at + 1 === POSITIONS ? `${POSITIONS} and later` : String(at + 1), pair, at + 1),
  )
  return answer(
    asked,
    rows.filter(({ listens }) => listens > 0),
    { listensMin: 1, order: null },
  )
}

const TOLD_BY =
  'Only listens count here whose source tells how they ended: by a flag, a reason, or because they were heard to the end. Scrobbles rarely do. ' +
  'The interval beside each rate is where the true one lies by 95 %: few listens, wide interval.'

function skipInsight(
  what: string,
  question: string,
  how: string,
  count: (asked: Asked) => Counted<SkipData>,
  tell: (data: SkipData) => string | null,
) {
  return insight<SkipData>({
    question,
    explanation: `${how} ${TOLD_BY}`,
    group: 'habits',
    parameters:
      what === 'artist'
        ? [
            { name: 'order', summary: 'Skipped most or least.', choices: ['most', 'least'], byDefault: 'most' },
            { name: 'min', summary: 'Artists with fewer listens are left out.', choices: null, byDefault: String(SURE_MIN) },
            COUNT,
          ]
        : [],
    tables: [{ name: 'skips', title: `Skip rates by ${what}` }],
    count,
    tell(data) {
      if (data.whole === null) return ['No source tells how listens ended in this time.']
      const line = tell(data)
      return [`${percent(data.whole.rate)} of ${times(data.whole.listens, 'listen')} were skipped.`, ...(line === null ? [] : [line])]
    },
    tabulate: (data) => [
      {
        name: 'skips',
        title: `Skip rates by ${what}`,
        columns: [
          { name: what, unit: what === 'hour' ? 'local' : null },
          { name: 'listens', unit: 'listens' },
          { name: 'skipped', unit: 'listens' },
          { name: 'skip rate', unit: '0 to 1' },
          { name: 'low', unit: '95 % interval' },
          { name: 'high', unit: '95 % interval' },
        ],
        rows: data.rows.map((row) => [row.thing?.name ?? row.label, row.listens, row.skipped, row.rate, row.low, row.high]),
      },
    ],
  })
}

/** The row of the highest and of the lowest rate among those with enough listens to say so. */
function extremes(data: SkipData): readonly [SkipRow, SkipRow] | null {
  const sure = data.rows.filter(({ listens }) => listens >= SURE_MIN).sort((a, b) => b.rate - a.rate)
  return sure.length < 2 ? null : [sure[0], sure[sure.length - 1]]
}

export const skipsByArtist = skipInsight(
  'artist',
  'Whom do you skip?',
  'Skips of all listens to each artist. Ranked by the careful end of the interval, so that one skip of one listen does not lead.',
  byArtist,
  (data) => {
    const [first] = data.rows
    if (!first?.thing) return `No artist has ${times(data.listensMin, 'listen')} that tell.`
    return `${data.order === 'most' ? 'Skipped most' : 'Skipped least'}: ${first.thing.name}, ${percent(first.rate)} of ${times(first.listens, 'listen')}.`
  },
)
export const skipsByHour = skipInsight(
  'hour',
  'At what hour do you skip?',
  'Skips by the local hour in which the listen ended.',
  byHour,
  (data) => {
    const found = extremes(data)
    return (
      found &&
      `Most impatient at ${found[0].label} (${percent(found[0].rate)}), most patient at ${found[1].label} (${percent(found[1].rate)}).`
    )
  },
)
export const skipsBySource = skipInsight(
  'source',
  'Which source tells of more skips?',
  'Skips in each imported file and player.',
  bySource,
  (data) => {
    const found = extremes(data)
    return (
      found &&
      `Most in ${lastPiece(found[0].label)} (${percent(found[0].rate)}), least in ${lastPiece(found[1].label)} (${percent(found[1].rate)}).`
    )
  },
)
export const skipsByPosition = skipInsight(
  'position',
  'Where in a session do you skip?',
  `Skips of the first, second and later listens of a session; ${GAP_MIN} minutes of silence end a session.`,
  byPosition,
  (data) => {
    const found = extremes(data)
    return (
      found &&
      `Most at listen ${found[0].label} of a session (${percent(found[0].rate)}), least at ${found[1].label} (${percent(found[1].rate)}).`
    )
  },
)
