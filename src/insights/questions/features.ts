// What the music of the counted listens sounds like, over the day and the year: energy by hour, drift of tempo, keys, moods of the seasons.

import { COUNTED } from '#listens'
import { quantileOf, stretches } from '../counting.ts'
import { KEYS } from '../dimensions.ts'
import { type Asked, askedBins, type Counted, exclusions, insight, notCounted, notTracked, STEP, shareOf } from '../insight.ts'
import { binsOf } from '../period.ts'
import { rowAt, TRACKED } from '../scope.ts'
import { decimal, hourName, listed, monthName, percent } from '../wording.ts'
import { DAY_S, HOUR_S } from '../zone.ts'
import { binAt, binTable } from './bin-table.ts'

const NEEDED = COUNTED | TRACKED
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

function countEnergy(asked: Asked) {
  const { scope } = asked
  const { ledger, dims, mark } = scope
  const { trackIds, endedAtS } = ledger
  const { energy } = dims
  const histograms = new Int32Array(24 * (PARTS + 1))
  const sums = new Float64Array(24)
  const counts = new Float64Array(24)
  for (const { from, to, offsetS } of stretches(scope)) {
    for (let row = from; row < to; row++) {
      if ((mark[row] & NEEDED) !== NEEDED) continue
      const value = energy[trackIds[row]]
      if (!(value >= 0)) continue
      const hour = (((endedAtS[row] + offsetS) / HOUR_S) | 0) % 24
      histograms[hour * (PARTS + 1) + Math.min(PARTS, Math.round(value * PARTS))]++
      sums[hour] += value
      counts[hour]++
    }
  }
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const histogram = histograms.subarray(hour * (PARTS + 1), (hour + 1) * (PARTS + 1))
    const quartile = (part: number) => {
      const at = quantileOf(histogram, counts[hour], part)
      return at === null ? null : at / PARTS
    }
    return { hour, listens: counts[hour], mean: shareOf(sums[hour], counts[hour]), low: quartile(0.25), high: quartile(0.75) }
  })
  const [sum, known] = [sums.reduce((a, b) => a + b, 0), counts.reduce((a, b) => a + b, 0)]
  const sure = hours.filter(({ listens }) => listens >= Math.max(1, known / 240)).sort((a, b) => a.mean! - b.mean!)
  const data = {
    hours,
    mean: shareOf(sum, known),
    calmestHour: sure.length > 0 ? sure[0].hour : null,
    strongestHour: sure.length > 0 ? sure[sure.length - 1].hour : null,
  }
  return featureAnswer(asked, data, known, 'energy')
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

function countTempo(asked: Asked) {
  const { scope } = asked
  const { ledger, dims, mark } = scope
  const { trackIds } = ledger
  const { tempoBpm } = dims
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
    let known = 0
    for (let row = bins.rows[at]; row < bins.rows[at + 1]; row++) {
      if ((mark[row] & NEEDED) !== NEEDED) continue
      const tempo = tempoBpm[trackIds[row]]
      if (!(tempo > 0)) continue
      histogram[Math.min(SLOTS - 1, Math.round(tempo * SLOTS_PER_BPM))]++
      known++
    }
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
      histogram.fill(0)
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
  const { trackIds } = ledger
  const { key } = dims
  const counts = new Float64Array(KEYS.length)
  let known = 0
  for (let row = low; row < high; row++) {
    if ((mark[row] & NEEDED) !== NEEDED) continue
    const at = key[trackIds[row]]
    if (at < 0) continue
    counts[at]++
    known++
  }
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

/** Numbers of each month: listens, sums of energy and valence, and the four quarters. */
const [N, ENERGY, VALENCE, EXCITED, TENSE, CALM, SAD, FIELDS] = [0, 1, 2, 3, 4, 5, 6, 7]

function countMoods(asked: Asked) {
  const { scope } = asked
  const { ledger, dims, mark } = scope
  const { trackIds } = ledger
  const { energy, valence } = dims
  const sums = new Float64Array(12 * FIELDS)
  const bins = binsOf(scope, 'month', scope.zone)
  for (let bin = 0; bin < bins.count; bin++) {
    const at = FIELDS * (Number(bins.from[bin].slice(5, 7)) - 1)
    const end = Math.min(rowAt(ledger, bins.startS[bin + 1]), scope.high)
    for (let row = rowAt(ledger, bins.startS[bin]); row < end; row++) {
      if ((mark[row] & NEEDED) !== NEEDED) continue
      const [strength, pleasure] = [energy[trackIds[row]], valence[trackIds[row]]]
      if (!(strength >= 0 && pleasure >= 0)) continue
      sums[at + N]++
      sums[at + ENERGY] += strength
      sums[at + VALENCE] += pleasure
      sums[at + (strength >= 0.5 ? (pleasure >= 0.5 ? EXCITED : TENSE) : pleasure >= 0.5 ? CALM : SAD)]++
    }
  }
  const mean = (field: number, month: number) => shareOf(sums[FIELDS * month + field], sums[FIELDS * month + N])
  const months = Array.from({ length: 12 }, (_, month) => ({
    month: month + 1,
    listens: sums[FIELDS * month + N],
    energy: mean(ENERGY, month),
    valence: mean(VALENCE, month),
    excited: mean(EXCITED, month),
    tense: mean(TENSE, month),
    calm: mean(CALM, month),
    sad: mean(SAD, month),
  }))
  const total = (field: number) => months.reduce((sum, _, month) => sum + sums[FIELDS * month + field], 0)
  const known = total(N)
  return featureAnswer(
    asked,
    { months, energy: shareOf(total(ENERGY), known), valence: shareOf(total(VALENCE), known) },
    known,
    'energy and valence',
  )
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
