// What is played most, and least: artists, albums, tracks and genres.

import { COUNTED, SKIPPED } from '#listens'
import { countBy, foldTracks, NUMBER_COLUMNS, numberCells, numbersBy, slotsOfTracks, topOf } from '../counting.ts'
import type { Thing } from '../dimensions.ts'
import { type Asked, COUNT, choiceOf, countOf, exclusions, insight, notCounted } from '../insight.ts'
import { HERE, type Scope } from '../scope.ts'
import { lasting, listed, nameOf, percent, times, whole } from '../wording.ts'

const BY = ['counted', 'time', 'listens', 'skipped'] as const
const ORDER = ['most', 'least'] as const

const PARAMETERS = [
  {
    name: 'by',
    summary: 'What is compared: listens that count, time, listens of any length, or skips.',
    choices: BY,
    byDefault: 'counted',
  },
  { name: 'order', summary: 'Most or least.', choices: ORDER, byDefault: 'most' },
  COUNT,
]

const BITS = { counted: COUNTED, listens: HERE, skipped: SKIPPED } as const

/** The time told and reckoned of each track, and (second) how many rows that rests on. */
function timeOfTracks({ ledger, dims, mark, low, high }: Scope, ms: Float64Array, rows: Int32Array): void {
  const { trackIds, msPlayed } = ledger
  const { durationMs } = dims
  for (let row = low; row < high; row++) {
    const bits = mark[row]
    const told = msPlayed[row]
    const track = trackIds[row] & (0 - ((bits >> 3) & 1))
    const reckoned = durationMs[track & (0 - (bits & (told >>> 31)))]
    ms[track] += (told & ~(told >> 31)) + reckoned
    rows[track] += ((told >>> 31) ^ 1) | ((0 - reckoned) >>> 31)
  }
}

/** What `by` measures, for each thing, and how many listens that rests on. */
function valuesOf(scope: Scope, kind: Thing, by: (typeof BY)[number]): { values: Int32Array | Float64Array; used: number } {
  const { dims } = scope
  const sum = (counts: Int32Array) => {
    let total = 0
    for (const count of counts) total += count
    return total
  }
  if (by !== 'time') {
    const values = countBy(scope, kind, BITS[by])
    return { values, used: sum(values) }
  }
  const ms = new Float64Array(dims.size.track)
  const rows = new Int32Array(dims.size.track)
  timeOfTracks(scope, ms, rows)
  const values = foldTracks(ms, dims.of[kind], new Float64Array(dims.size[kind]))
  return { values, used: sum(foldTracks(rows, dims.of[kind], new Int32Array(dims.size[kind]))) }
}

function rank(asked: Asked, kind: Thing) {
  const { scope } = asked
  const by = choiceOf(asked, 'by', BY, 'counted')
  const order = choiceOf(asked, 'order', ORDER, 'most')
  const { values, used } = valuesOf(scope, kind, by)
  const chosen = topOf(values, countOf(asked), order)
  const picked = numbersBy(scope, chosen.length, slotsOfTracks(scope, kind, chosen), scope.ledger.trackIds)
  let [sum, total] = [0, 0]
  for (const value of values) {
    sum += value
    if (value > 0) total++
  }
  const items = chosen.map((id, place) => Object.assign(asked.thing(kind, id), picked[place], { rank: place + 1, share: values[id] / sum }))
  return { data: { by, order, total, items }, used }
}

const SAID = { counted: 'of the counted listens', time: 'of the time', listens: 'of all listens', skipped: 'of the skips' } as const

function topInsight(kind: Thing, question: string, note: string) {
  return insight({
    question,
    explanation:
      `Each listen is counted under ${note}. A listen counts by the rules in force (at first: half a minute, or half the track). ` +
      'Time is what the sources tell; where one does not say, the length of the track stands in for each listen that counts, and is told apart.',
    group: 'favourites',
    parameters: PARAMETERS,
    tables: [{ name: 'ranking', title: question }],
    count(asked) {
      const { data, used } = rank(asked, kind)
      const { measured } = asked
      const base = data.by === 'counted' ? measured.counted : data.by === 'skipped' ? measured.skipped : measured.listens
      return {
        data,
        used,
        excluded: exclusions(data.by === 'counted' ? notCounted(measured) : ['other', 'that were not skipped', measured.listens - base], [
          'no-thing',
          `without a known ${kind}${data.by === 'time' ? ' or time' : ''}`,
          base - used,
        ]),
        coverage: base > 0 ? { share: used / base, label: `of these listens have a known ${kind}` } : null,
      }
    },
    tell(data) {
      if (data.items.length === 0) return ['Nothing was heard in this time.']
      const [first, ...rest] = data.items
      const how =
        data.by === 'time' ? lasting(first.msPlayed + first.msEstimated) : times(first[data.by], data.by === 'skipped' ? 'skip' : 'listen')
      const most = data.order === 'most'
      const lines = [
        `${most ? 'First' : 'Least'} of ${whole(data.total)} is ${nameOf(first)} with ${how}, ${percent(first.share)} ${SAID[data.by]}.`,
      ]
      if (rest.length > 0) lines.push(`Then ${listed(rest.slice(0, 4).map(nameOf))}.`)
      return lines
    },
    tabulate: (data) => [
      {
        name: 'ranking',
        title: question,
        columns: [
          { name: 'rank', unit: null },
          { name: kind, unit: null },
          { name: 'by', unit: null },
          ...NUMBER_COLUMNS,
          { name: 'share', unit: '0 to 1' },
          { name: 'first', unit: 'ISO 8601' },
          { name: 'last', unit: 'ISO 8601' },
        ],
        rows: data.items.map((item) => [
          item.rank,
          item.name,
          item.by,
          ...numberCells(item),
          item.share,
          new Date(item.firstMs).toISOString(),
          new Date(item.lastMs).toISOString(),
        ]),
      },
    ],
  })
}

export const topArtists = topInsight('artist', 'Which artists do you play most?', 'the artist who is credited first')
export const topAlbums = topInsight('album', 'Which albums do you play most?', 'the album of its track, where one is known')
export const topTracks = topInsight('track', 'Which tracks do you play most?', 'its track, whatever the source called it')
export const topGenres = topInsight(
  'genre',
  'Which genres do you play most?',
  "the first genre of its track, from the file's tags or a table",
)
