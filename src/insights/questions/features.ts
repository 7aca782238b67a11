// What the music of the counted listens sounds like, over the day and the year: energy by hour, drift of tempo, keys, moods of the seasons.

import { COUNTED } from '#listens'
import { filled, quantileOf, stretches } from '../counting.ts'
import { type Dimensions, KEYS } from '../dimensions.ts'
import { type Asked, askedBins, type Counted, exclusions, insight, notCounted, notTracked, STEP, shareOf } from '../insight.ts'
import { binsOf } from '../period.ts'
import { rowAt, type Scope } from '../scope.ts'
import { decimal, hourName, listed, monthName, percent } from '../wording.ts'
import { DAY_S, PER_HOUR } from '../zone.ts'
import { binAt, binTable } from './bin-table.ts'

const FROM_WHERE =
  'Values come from the tables you imported, else from Deepcut hearing your own files. Each counted listen weighs once; listens of tracks whose value is not known are left out and told.'

function featureAnswer<Data>({ measured }: Asked, data: Data, known: number, what: string): Counted<Data> {
  return {
    data,
    used: known,
    excluded: exclusions(notCounted(measured), notTracked(measured), [
      'unknown',
      `of tracks whose ${what} is not known`,
      measured.tracked - known,
    ]),
    coverage: measured.counted > 0 ? { share: known / measured.counted, label: `of counted listens have a known ${what}` } : null,
  }
}

// --- energy by hour -----------------------------------------------------------------------------------------------------------------

/** Values from 0 to 1 are counted in hundredths for the quartiles. */
const PARTS = 100
/** Of each hour: not known, and 0 to 100 hundredths. */
const HOUR_SLOTS = PARTS + 2

/** Of each track the slot of its value (0 where it is not known, else 1 plus hundredths), and the value (0 where it is not known). */
function slotsOfShares(values: Float32Array): { slotOf: Uint8Array; value: Float32Array } {
  return {
    slotOf: filled(new Uint8Array(values.length), (track) =>
      values[track] >= 0 ? 1 + Math.min(PARTS, Math.round(values[track] * PARTS)) : 0,
    ),
    value: filled(new Float32Array(values.length), (track) => (values[track] >= 0 ? values[track] : 0)),
  }
}

function fillHours(
  { ledger, mark }: Scope,
  { from, to, offsetS }: { readonly from: number; readonly to: number; readonly offsetS: number },
  slotOf: Uint8Array,
  value: Float32Array,
  slots: Int32Array,
  sums: Float64Array,
): void {
  const { trackIds, endedAtS } = ledger
  for (let row = from; row < to; row++) {
    const track = trackIds[row] & (0 - (mark[row] & COUNTED))
    const hour = (((endedAtS[row] + 0.5 + offsetS) * PER_HOUR) | 0) % 24
    slots[hour * HOUR_SLOTS + slotOf[track]]++
    sums[hour] += value[track]
  }
}

function countEnergy(asked: Asked) {
  const { scope } = asked
  const { slotOf, value } = slotsOfShares(scope.dims.energy)
  const slots = new Int32Array(24 * HOUR_SLOTS)
  const sums = new Float64Array(24)
  for (const stretch of stretches(scope)) fillHours(scope, stretch, slotOf, value, slots, sums)
  const known = (hour: number) => slots.subarray(hour * HOUR_SLOTS + 1, (hour + 1) * HOUR_SLOTS)
  const counts = sums.map((_, hour) => known(hour).reduce((sum, count) => sum + count, 0))
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const histogram = known(hour)
    const quartile = (part: number) => {
      const at = quantileOf(histogram, counts[hour], part)
      return at === null ? null : at / PARTS
    }
    return { hour, listens: counts[hour], mean: shareOf(sums[hour], counts[hour]), low: quartile(0.25), high: quartile(0.75) }
  })
  const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0)
  const [sum, all] = [total(sums), total(counts)]
  const sure = hours.filter(({ listens }) => listens >= Math.max(1, all / 240)).sort((a, b) => a.mean! - b.mean!)
  const data = {
    hours,
    mean: shareOf(sum, all),
    calmestHour: sure.length > 0 ? sure[0].hour : null,
    strongestHour: sure.length > 0 ? sure[sure.length - 1].hour : null,
  }
  return featureAnswer(asked, data, all, 'energy')
}

export const energyByHour = insight({
  question: 'How strong is your music through the day?',
  explanation:
    `The mean energy (0 calm to 1 strong) of what was heard in each local hour, and the middle half of it. ${FROM_WHERE} ` +
    'Hours with hardly any listens are not called calmest or strongest.',
  group: 'sound',
  parameters: [],
  tables: [{ name: 'hours', title: 'Energy by hour' }],
  count: countEnergy,
  tell: ({ mean, calmestHour, strongestHour, hours }) =>
    mean === null || calmestHour === null || strongestHour === null
      ? ['The energy of what was heard is not known.']
      : [
          `The music is strongest at ${hourName(strongestHour)} (${decimal(hours[strongestHour].mean!, 2)}) and calmest at ${hourName(calmestHour)} (${decimal(hours[calmestHour].mean!, 2)}); ${decimal(mean, 2)} over the whole day.`,
        ],
  tabulate: (data) => [
    {
      name: 'hours',
      title: 'Energy by hour',
      columns: [
        { name: 'hour', unit: 'local, 0 to 23' },
        { name: 'listens with known energy', unit: 'listens' },
        { name: 'mean energy', unit: '0 to 1' },
        { name: 'lower quartile', unit: '0 to 1' },
        { name: 'upper quartile', unit: '0 to 1' },
      ],
      rows: data.hours.map((row) => [row.hour, row.listens, row.mean, row.low, row.high]),
    },
  ],
})

// --- drift of tempo -----------------------------------------------------------------------------------------------------------------

/** Half a BPM a slot, up to 300. */
const SLOTS_PER_BPM = 2
const SLOTS = 300 * SLOTS_PER_BPM + 1

/** The median of the slopes between all pairs (Theil 1950, Sen 1968): a few odd months do not turn it. */
export function theilSen(points: readonly (readonly [x: number, y: number])[]): number | null {
  if (points.length < 3) return null
  const slopes: number[] = []
  for (let i = 0; i < points.length; i++)
    for (let j = i + 1; j < points.length; j++)
      if (points[j][0] !== points[i][0]) slopes.push((points[j][1] - points[i][1]) / (points[j][0] - points[i][0]))
  if (slopes.length === 0) return null
  slopes.sort((a, b) => a - b)
  const middle = slopes.length >> 1
  return slopes.length % 2 === 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2
}

/** Pairs grow with the square of the bins. */
const POINTS_MAX = 400

function addSlots(trackIds: Int32Array, mark: Uint8Array, from: number, to: number, slotOf: Uint16Array, slots: Int32Array): void {
  for (let row = from; row < to; row++) slots[slotOf[trackIds[row] & (0 - (mark[row] & COUNTED))]]++
}

function countTempo(asked: Asked) {
  const { scope } = asked
  const { tempoBpm } = scope.dims
  const slotOf = filled(new Uint16Array(tempoBpm.length), (track) =>
    tempoBpm[track] > 0 ? Math.min(SLOTS - 1, Math.max(1, Math.round(tempoBpm[track] * SLOTS_PER_BPM))) : 0,
  )
  const bins = askedBins(asked)
  const all = new Int32Array(SLOTS)
  const histogram = new Int32Array(SLOTS)
  let knownAll = 0
  const points: (readonly [number, number])[] = []
  const bpm = (slots: Int32Array, known: number, part: number) => {
    const slot = quantileOf(slots, known, part)
    return slot === null ? null : slot / SLOTS_PER_BPM
  }
  const rows = Array.from({ length: bins.count }, (_, at) => {
    histogram.fill(0)
    addSlots(scope.ledger.trackIds, scope.mark, bins.rows[at], bins.rows[at + 1], slotOf, histogram)
    // Slot 0 holds what is not known.
    histogram[0] = 0
    const known = histogram.reduce((sum, count) => sum + count, 0)
    const bin = {
      ...binAt(scope, bins, at),
      known,
      lowBpm: bpm(histogram, known, 0.25),
      medianBpm: bpm(histogram, known, 0.5),
      highBpm: bpm(histogram, known, 0.75),
    }
    if (known > 0) {
      points.push([(bins.startS[at] + bins.startS[at + 1]) / 2 / (365.25 * DAY_S), bin.medianBpm!])
      for (let slot = 0; slot < SLOTS; slot++) all[slot] += histogram[slot]
    }
    knownAll += known
    return bin
  })
  const stride = Math.ceil(points.length / POINTS_MAX)
  const data = {
    step: bins.step,
    medianBpm: bpm(all, knownAll, 0.5),
    driftBpmPerYear: theilSen(points.filter((_, at) => at % stride === 0)),
    bins: rows,
  }
  return featureAnswer(asked, data, knownAll, 'tempo')
}

export const tempoDrift = insight({
  question: 'Does your music get faster?',
  explanation:
    `The median tempo of counted listens in each step, and the middle half. The drift is the median slope between all pairs of steps (Theil-Sen). ${FROM_WHERE} ` +
    'A tempo may be told at half or double; that widens the middle half and hardly moves the drift.',
  group: 'sound',
  parameters: [STEP],
  tables: [{ name: 'series', title: 'Tempo over time' }],
  count: countTempo,
  tell({ medianBpm, driftBpmPerYear }) {
    if (medianBpm === null) return ['The tempo of what was heard is not known.']
    const lines = [`The middle tempo is ${decimal(medianBpm)} BPM.`]
    if (driftBpmPerYear !== null)
      lines.push(
        Math.abs(driftBpmPerYear) < 0.5
          ? 'It hardly changes over the years.'
          : `It ${driftBpmPerYear > 0 ? 'rises' : 'falls'} by ${decimal(Math.abs(driftBpmPerYear))} BPM a year.`,
      )
    return lines
  },
  tabulate: (data) => [
    binTable('series', 'Tempo over time', data.bins, [
      { name: 'listens with known tempo', unit: 'listens', cell: (row) => row.known },
      { name: 'lower quartile', unit: 'BPM', cell: (row) => row.lowBpm },
      { name: 'median', unit: 'BPM', cell: (row) => row.medianBpm },
      { name: 'upper quartile', unit: 'BPM', cell: (row) => row.highBpm },
    ]),
  ],
})

// --- keys ---------------------------------------------------------------------------------------------------------------------------

function countKeys(asked: Asked) {
  const { ledger, dims, mark, low, high } = asked.scope
  const slots = new Int32Array(KEYS.length + 1)
  addSlots(
    ledger.trackIds,
    mark,
    low,
    high,
    filled(new Uint16Array(dims.key.length), (track) => dims.key[track] + 1),
    slots,
  )
  const counts = slots.subarray(1)
  const known = counts.reduce((sum, count) => sum + count, 0)
  const minor = counts.reduce((sum, count, at) => (KEYS[at].mode === 'minor' ? sum + count : sum), 0)
  const data = {
    keys: KEYS.map((one, at) => ({ ...one, counted: counts[at], share: known > 0 ? counts[at] / known : 0 })),
    minorShare: shareOf(minor, known),
  }
  return featureAnswer(asked, data, known, 'key')
}

export const keyWheel = insight({
  question: 'In which keys is your music?',
  explanation: `Counted listens by key on the Camelot wheel, where neighbours sound well together: numbers a fifth apart, A minor, B major. ${FROM_WHERE}`,
  group: 'sound',
  parameters: [],
  tables: [{ name: 'keys', title: 'Counted listens by key' }],
  count: countKeys,
  tell({ keys, minorShare }) {
    if (minorShare === null) return ['The keys of what was heard are not known.']
    const best = [...keys].sort((a, b) => b.counted - a.counted).slice(0, 3)
    return [
      `Heard most: ${listed(best.filter(({ counted }) => counted > 0).map(({ key, camelot, share }) => `${key} (${camelot}, ${percent(share)})`))}.`,
      `${percent(minorShare)} is in minor.`,
    ]
  },
  tabulate: (data) => [
    {
      name: 'keys',
      title: 'Counted listens by key',
      columns: [
        { name: 'Camelot', unit: null },
        { name: 'key', unit: null },
        { name: 'counted', unit: 'listens' },
        { name: 'share', unit: '0 to 1' },
      ],
      rows: data.keys.map((one) => [one.camelot, one.key, one.counted, one.share]),
    },
  ],
})

// --- moods of the seasons -----------------------------------------------------------------------------------------------------------

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
