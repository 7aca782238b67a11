// How far from the mainstream the listening goes.

import { COUNTED } from '#listens'
import { countBy, topOf } from '../counting.ts'
import { askedBins, exclusions, insight, notCounted, notTracked, STEP, shareOf } from '../insight.ts'
import { TRACKED } from '../scope.ts'
import { decimal, listed, nameOf, percent } from '../wording.ts'
import { binAt, binTable } from './bin-table.ts'

const NEEDED = COUNTED | TRACKED
const DEEPEST = 20

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
    const { percentile } = dims
    const bins = askedBins(asked)
    const tenths = new Array<number>(10).fill(0)
    let [allSum, allRated] = [0, 0]
    const rows = Array.from({ length: bins.count }, (_, at) => {
      let [sum, rated, tracked] = [0, 0, 0]
      for (let row = bins.rows[at]; row < bins.rows[at + 1]; row++) {
        if ((mark[row] & NEEDED) !== NEEDED) continue
        tracked++
        const value = percentile[trackIds[row]]
        if (!(value >= 0)) continue
        rated++
        sum += value
        tenths[value >= 100 ? 9 : (value / 10) | 0]++
      }
      allSum += sum
      allRated += rated
      return { ...binAt(scope, bins, at), meanPercentile: shareOf(sum, rated), unratedShare: shareOf(tracked - rated, tracked) }
    })
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
  const { percentile, of, size } = scope.dims
  const lowest = tenths.findIndex((counted) => counted > 0)
  if (lowest < 0) return []
  const counts = countBy(scope, of.track, size.track, COUNTED)
  for (let track = 1; track < counts.length; track++) if (!(percentile[track] < (lowest + 1) * 10)) counts[track] = 0
  return topOf(counts, DEEPEST).map((track) =>
    Object.assign(asked.thing('track', track), { counted: counts[track], percentile: percentile[track] }),
  )
}
