// Whether the music gets faster over the years.

import { filled, quantileOf } from '../counting.ts'
import { type Asked, askedBins, insight, STEP } from '../insight.ts'
import { decimal } from '../wording.ts'
import { DAY_S } from '../zone.ts'
import { type Bin, binAt, binTable } from './bin-table.ts'
import { addSlots, FROM_WHERE, featureAnswer } from './sound-answer.ts'

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

interface TempoBin extends Bin {
  readonly known: number
  readonly lowBpm: number | null
  readonly medianBpm: number | null
  readonly highBpm: number | null
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
  const rows: TempoBin[] = []
  for (let at = 0; at < bins.count; at++) {
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
    rows.push(bin)
  }
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
