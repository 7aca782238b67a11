// How far from the mainstream the listening goes.

import { COUNTED } from '#listens'
import { countTracks, filled, topOf } from '../counting.ts'
import { askedBins, exclusions, insight, notCounted, notTracked, STEP, shareOf } from '../insight.ts'
import { decimal, listed, nameOf, percent } from '../wording.ts'
import { type Bin, binAt, binTable } from './bin-table.ts'

const DEEPEST = 20
/** Where a listen falls: no track, a track that no table rates, or one of ten tenths. */
const [UNRATED, RATED, SLOTS] = [1, 2, 12]

/** Of each track the slot, and its percentile (0 where there is none). */
function slotsOfPercentiles(percentile: Float32Array): { slotOf: Uint8Array; value: Float32Array } {
  const { length } = percentile
  const slotOf = filled(new Uint8Array(length), (track) =>
    percentile[track] >= 0 ? RATED + Math.min(9, Math.floor(percentile[track] / 10)) : UNRATED,
  )
  slotOf[0] = 0
  return { slotOf, value: filled(new Float32Array(length), (track) => (percentile[track] >= 0 ? percentile[track] : 0)) }
}

/** Counts the slots of rows; returns the sum of percentiles. */
function rate(
  trackIds: Int32Array,
  mark: Uint8Array,
  from: number,
  to: number,
  slotOf: Uint8Array,
  value: Float32Array,
  slots: Int32Array,
): number {
  let sum = 0
  for (let row = from; row < to; row++) {
    const track = trackIds[row] & (0 - (mark[row] & 1))
    slots[slotOf[track]]++
    sum += value[track]
  }
  return sum
}

interface ObscurityBin extends Bin {
  readonly meanPercentile: number | null
  readonly unratedShare: number | null
}

export const obscurity = insight({
  question: 'How far from the mainstream do you listen?',
  explanation:
    'Each rated track stands at a percentile from 0 (the least known) to 100 (known by all) among all tracks that your tables rate, by the popularity they give. ' +
    'The mean is over counted listens, so a track heard often weighs often. Tracks that no table rates are told apart, not guessed.',
  group: 'taste',
  parameters: [STEP],
  tables: [
    { name: 'series', title: 'Popularity over time' },
    { name: 'tenths', title: 'Counted listens by popularity' },
    { name: 'deep cuts', title: 'Heard most among the least known' },
  ],
  count(asked) {
    const { scope, measured } = asked
    const { ledger, dims, mark } = scope
    const { trackIds } = ledger
    const { slotOf, value } = slotsOfPercentiles(dims.percentile)
    const slots = new Int32Array(SLOTS)
    const bins = askedBins(asked)
    const tenths = new Array<number>(10).fill(0)
    let [allSum, allRated] = [0, 0]
    const rows: ObscurityBin[] = []
    for (let at = 0; at < bins.count; at++) {
      const bin = binAt(scope, bins, at)
      slots.fill(0)
      const sum = rate(trackIds, mark, bins.rows[at], bins.rows[at + 1], slotOf, value, slots)
      let rated = 0
      for (let tenth = 0; tenth < 10; tenth++) {
        rated += slots[tenth + RATED]
        tenths[tenth] += slots[tenth + RATED]
      }
      const tracked = rated + slots[UNRATED]
      allSum += sum
      allRated += rated
      rows.push({ ...bin, meanPercentile: shareOf(sum, rated), unratedShare: shareOf(tracked - rated, tracked) })
    }
    const data = {
      step: bins.step,
      meanPercentile: shareOf(allSum, allRated),
      unratedShare: shareOf(measured.tracked - allRated, measured.tracked),
      bins: rows,
      tenths,
      deepCuts: deepest(asked, tenths),
    }
    return {
      data,
      used: allRated,
      excluded: exclusions(notCounted(measured), notTracked(measured), [
        'unrated',
        'of tracks that no table rates',
        measured.tracked - allRated,
      ]),
      coverage:
        measured.tracked > 0 ? { share: allRated / measured.tracked, label: 'of counted listens are of tracks that a table rates' } : null,
    }
  },
  tell(data) {
    if (data.meanPercentile === null)
      return ['None of what was heard is rated by a table. Import one with a popularity column to see this.']
    const lines = [
      `The middle of what was heard stands at ${decimal(data.meanPercentile, 0)} of 100 in popularity; ${percent(data.unratedShare ?? 0)} of counted listens are of tracks no table rates.`,
    ]
    if (data.deepCuts.length > 0) lines.push(`Dearest among the least known: ${listed(data.deepCuts.slice(0, 3).map(nameOf))}.`)
    return lines
  },
  tabulate: (data) => [
    binTable('series', 'Popularity over time', data.bins, [
      { name: 'mean percentile', unit: '0 to 100', cell: (row) => row.meanPercentile },
      { name: 'share not rated', unit: '0 to 1', cell: (row) => row.unratedShare },
    ]),
    {
      name: 'tenths',
      title: 'Counted listens by popularity',
      columns: [
        { name: 'percentile from', unit: '0 to 100' },
        { name: 'percentile to', unit: '0 to 100' },
        { name: 'counted', unit: 'listens' },
      ],
      rows: data.tenths.map((counted, at) => [at * 10, at * 10 + 10, counted]),
    },
    {
      name: 'deep cuts',
      title: 'Heard most among the least known',
      columns: [
        { name: 'track', unit: null },
        { name: 'artist', unit: null },
        { name: 'counted', unit: 'listens' },
        { name: 'percentile', unit: '0 to 100' },
      ],
      rows: data.deepCuts.map((one) => [one.name, one.by, one.counted, one.percentile]),
    },
  ],
})

/** Tracks heard most within the lowest tenth of popularity in which anything was heard. */
function deepest(asked: Parameters<typeof askedBins>[0], tenths: readonly number[]) {
  const { scope } = asked
  const { percentile } = scope.dims
  const lowest = tenths.findIndex((counted) => counted > 0)
  if (lowest < 0) return []
  const counts = countTracks(scope, COUNTED)
  for (let track = 1; track < counts.length; track++) if (!(percentile[track] < (lowest + 1) * 10)) counts[track] = 0
  return topOf(counts, DEEPEST).map((track) =>
    Object.assign(asked.thing('track', track), { counted: counts[track], percentile: percentile[track] }),
  )
}
