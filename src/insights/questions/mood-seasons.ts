// Whether mood follows the seasons.

import { COUNTED } from '#listens'
import { filled } from '../counting.ts'
import type { Dimensions } from '../dimensions.ts'
import { type Asked, insight, shareOf } from '../insight.ts'
import { binsOf } from '../period.ts'
import { rowAt } from '../scope.ts'
import { decimal, monthName } from '../wording.ts'
import { FROM_WHERE, featureAnswer } from './sound-answer.ts'

/** Places of the quarters in a month's counts; 0 holds what is not known. */
const [EXCITED, TENSE, CALM, SAD, QUARTERS] = [1, 2, 3, 4, 5]

interface Moods {
  readonly quarterOf: Uint8Array
  readonly energy: Float32Array
  readonly valence: Float32Array
}

/** Of each track the quarter, energy and valence: 0 where not both are known. */
function moodsOf({ energy, valence }: Dimensions): Moods {
  const { length } = energy
  const quarterOf = filled(new Uint8Array(length), (track) => {
    if (!(energy[track] >= 0 && valence[track] >= 0)) return 0
    return energy[track] >= 0.5 ? (valence[track] >= 0.5 ? EXCITED : TENSE) : valence[track] >= 0.5 ? CALM : SAD
  })
  const known = (values: Float32Array) => filled(new Float32Array(length), (track) => (quarterOf[track] > 0 ? values[track] : 0))
  return { quarterOf, energy: known(energy), valence: known(valence) }
}

/** Adds rows from..to to the quarters and the two sums of a month. */
function addMoods(
  trackIds: Int32Array,
  mark: Uint8Array,
  from: number,
  to: number,
  { quarterOf, energy, valence }: Moods,
  quarters: Int32Array,
  sums: Float64Array,
): void {
  let strength = 0
  let pleasure = 0
  for (let row = from; row < to; row++) {
    const track = trackIds[row] & (0 - (mark[row] & COUNTED))
    quarters[quarterOf[track]]++
    strength += energy[track]
    pleasure += valence[track]
  }
  sums[0] += strength
  sums[1] += pleasure
}

function countMoods(asked: Asked) {
  const { scope } = asked
  const { ledger, mark } = scope
  const moods = moodsOf(scope.dims)
  const quarters = Array.from({ length: 12 }, () => new Int32Array(QUARTERS))
  const sums = Array.from({ length: 12 }, () => new Float64Array(2))
  const bins = binsOf(scope, 'month', scope.zone)
  for (let bin = 0; bin < bins.count; bin++) {
    const month = Number(bins.from[bin].slice(5, 7)) - 1
    const end = Math.min(rowAt(ledger, bins.startS[bin + 1]), scope.high)
    addMoods(ledger.trackIds, mark, rowAt(ledger, bins.startS[bin]), end, moods, quarters[month], sums[month])
  }
  const listens = quarters.map((counts) => counts.subarray(1).reduce((sum, count) => sum + count, 0))
  const months = listens.map((count, month) => ({
    month: month + 1,
    listens: count,
    energy: shareOf(sums[month][0], count),
    valence: shareOf(sums[month][1], count),
    excited: shareOf(quarters[month][EXCITED], count),
    tense: shareOf(quarters[month][TENSE], count),
    calm: shareOf(quarters[month][CALM], count),
    sad: shareOf(quarters[month][SAD], count),
  }))
  const known = listens.reduce((sum, count) => sum + count, 0)
  const mean = (field: 0 | 1) =>
    shareOf(
      sums.reduce((sum, month) => sum + month[field], 0),
      known,
    )
  return featureAnswer(asked, { months, energy: mean(0), valence: mean(1) }, known, 'energy and valence')
}

export const moodSeasons = insight({
  question: 'Does your mood follow the seasons?',
  explanation:
    'The mean energy and valence (0 dark to 1 bright) of counted listens in each month of the year, all years together, and how much falls into each quarter: ' +
    `excited (strong and bright), tense (strong and dark), calm (soft and bright), sad (soft and dark), parted at 0.5. ${FROM_WHERE}`,
  group: 'sound',
  parameters: [],
  tables: [{ name: 'months', title: 'Mood by month of the year' }],
  count: countMoods,
  tell({ months, valence }) {
    const known = months.filter((month) => month.valence !== null).sort((a, b) => b.valence! - a.valence!)
    if (known.length === 0 || valence === null) return ['The mood of what was heard is not known.']
    const [bright, dark] = [known[0], known[known.length - 1]]
    return [
      `The music is brightest in ${monthName(bright.month)} (${decimal(bright.valence!, 2)}) and darkest in ${monthName(dark.month)} (${decimal(dark.valence!, 2)}).`,
    ]
  },
  tabulate: (data) => [
    {
      name: 'months',
      title: 'Mood by month of the year',
      columns: [
        { name: 'month', unit: '1 to 12' },
        { name: 'listens with known mood', unit: 'listens' },
        ...['energy', 'valence', 'excited', 'tense', 'calm', 'sad'].map((name) => ({ name, unit: '0 to 1' })),
      ],
      rows: data.months.map((row) => [row.month, row.listens, row.energy, row.valence, row.excited, row.tense, row.calm, row.sad]),
    },
  ],
})
