import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellWords, unitWords } from '../../charts/cell-words.ts'
import { againstOptions, againstWish } from './against.ts'
import { rankingQuestion } from './parts/what.ts'
import { dayIn, neighbour, readPeriod, yearsWithin } from './period.ts'
import { readSearch } from './search.ts'
import { binNames, countLevels, daysName, fileName, hoursWords, percent, periodName, shareLevels, tied, timeLevels } from './words.ts'

const TODAY = '2026-11-21'

test('a period is read from the address', () => {
  assert.deepEqual(readPeriod(undefined, TODAY), { label: 'All time', within: 'in all this time' })
  assert.deepEqual(readPeriod('this-year', TODAY).from, '2026')
  assert.deepEqual(readPeriod('last-year', TODAY).label, '2025')
  assert.deepEqual(readPeriod('2025-03', TODAY), { from: '2025-03', to: '2025-03', label: 'March 2025', within: 'in March 2025' })
  const days = readPeriod('last-30-days', TODAY)
  assert.deepEqual([days.from, days.to], ['2026-10-23', TODAY])
  assert.equal(readPeriod('2025-03-01..2025-04-09', TODAY).label, '1 March to 9 April 2025')
  assert.equal(readPeriod('2024-03-01..2025-04-09', TODAY).label, '1 March 2024 to 9 April 2025')
  assert.equal(readPeriod('2025-03-01..2025-03-01', TODAY).within, 'on 1 March 2025')
})

test('what is no period is the whole history', () => {
  for (const text of ['', 'x', '20255', '2025-13', '2025-04-09..2025-03-01', '2025-02-40..2025-03-01', '..', '2025-01-01'])
    assert.equal(readPeriod(text, TODAY).label, 'All time', text)
})

test('years and months have neighbours, other periods none', () => {
  assert.equal(neighbour('2025', TODAY, 1), '2026')
  assert.equal(neighbour('this-year', TODAY, -1), '2025')
  assert.equal(neighbour('2025-12', TODAY, 1), '2026-01')
  assert.equal(neighbour('2025-01', TODAY, -1), '2024-12')
  assert.equal(neighbour(undefined, TODAY, 1), null)
  assert.equal(neighbour('last-30-days', TODAY, 1), null)
})

test('the address keeps what makes sense', () => {
  assert.deepEqual(readSearch({ period: 2025, source: '3', who: 'Ada', x: 1 }), { period: 2025, who: 'Ada', source: 3 })
  assert.deepEqual(readSearch({ source: 'x', period: '' }), {})
  assert.deepEqual(readSearch({ period: '2025-03' }), { period: '2025-03' })
})

test('a day is that of the zone', () => {
  const at = Date.parse('2026-11-20T23:30:00Z')
  assert.equal(dayIn(at, 'Europe/Berlin'), '2026-11-21')
  assert.equal(dayIn(at, 'America/New_York'), '2026-11-20')
})

test('a period is compared with the one before, a year before, another year, or a person', () => {
  const values = (text: string | undefined) =>
    againstOptions(readPeriod(text, TODAY), [2026, 2025, 2024], ['me', 'Ada'], 'me').map(({ value }) => value)
  assert.deepEqual(values('2025-03'), ['before', 'year-before', 'person:Ada'])
  assert.deepEqual(values('2026'), ['before', 'year:2024', 'person:Ada'])
  assert.deepEqual(values(undefined), ['before', 'person:Ada'])
  const wish = (against: string, text: string | undefined) => againstWish(against, readPeriod(text, TODAY))
  assert.deepEqual(wish('before', '2025'), { otherFrom: '2024', otherTo: '2024' })
  assert.deepEqual(wish('before', '2025-01'), { otherFrom: '2024-12', otherTo: '2024-12' })
  assert.deepEqual(wish('before', 'last-30-days'), {})
  assert.deepEqual(wish('before', undefined), {})
  assert.deepEqual(wish('year:2023', '2025'), { otherFrom: '2023', otherTo: '2023' })
  assert.deepEqual(wish('year-before', '2025-03'), { otherFrom: '2024-03', otherTo: '2024-03' })
  assert.deepEqual(wish('year-before', '2024-02-29..2024-02-29'), { otherFrom: '2023-02-28', otherTo: '2023-02-28' })
  assert.deepEqual(wish('person:Ada', '2025-03'), { other: 'Ada', otherFrom: '2025-03', otherTo: '2025-03' })
})

test('the years there are go from the last to the first', () => {
  assert.deepEqual(
    yearsWithin({ firstMs: Date.parse('2023-12-31T23:30:00Z'), lastMs: Date.parse('2026-01-02T00:00:00Z') }, 'Europe/Berlin'),
    [2026, 2025, 2024],
  )
  assert.deepEqual(yearsWithin({ firstMs: null, lastMs: null }, 'UTC'), [])
})

test('bins are named: years under long rows of months, months under short ones', () => {
  const months = Array.from({ length: 30 }, (_, at) => new Date(Date.UTC(2024, 2 + at, 1)).toISOString().slice(0, 10)).map((from) => ({
    from,
    to: from,
  }))
  const long = binNames(months, 'month')
  assert.deepEqual([long[0].label, long[10].label, long[11].label, long[22].label], ['', '2025', '', '2026'])
  assert.equal(long[0].name, 'March 2024')
  const short = binNames(months.slice(8, 14), 'month')
  assert.deepEqual(
    short.map(({ label }) => label),
    ['Nov', 'Dec', '2025', 'Feb', 'Mar', 'Apr'],
  )
  assert.deepEqual(binNames([{ from: '2025-03-31', to: '2025-04-06' }], 'week'), [{ label: '31 Mar', name: '31 March to 6 April 2025' }])
  assert.equal(binNames([{ from: '2025-01-01', to: '2025-12-31' }], 'year')[0].label, '2025')
})

test('numbers, shares, spans and days read as people say them', () => {
  assert.deepEqual([percent(0.426), percent(0.004), percent(0), percent(null), percent(1)], ['43 %', '0.4 %', '0 %', '–', '100 %'])
  assert.deepEqual([hoursWords(1_273 * 3_600_000), hoursWords(3.5 * 3_600_000)], ['1,273 h', '3 h 30 min'])
  assert.equal(daysName('2025-03-03', '2025-03-09'), '3 to 9 March 2025')
  assert.equal(daysName('2024-12-30', '2025-01-05'), '30 December 2024 to 5 January 2025')
  assert.deepEqual(
    [periodName('2025-01-01', '2025-12-31'), periodName('2024-02-01', '2024-02-29'), periodName('2025-03-03', '2025-03-09')],
    ['2025', 'February 2024', '3 to 9 March 2025'],
  )
  assert.equal(tied('Most: 22 % of 3 h 20 min at 126 BPM'), 'Most: 22\u00a0% of 3\u00a0h 20\u00a0min at 126\u00a0BPM')
  assert.equal(fileName('/a/b/my_export.zip/c.json'), 'c.json')
  assert.equal(fileName('Deepcut'), 'Deepcut')
})

test('axes are round, and carry their unit where it belongs to the number', () => {
  assert.deepEqual(
    countLevels(890).map(({ label }) => label),
    ['0', '250', '500', '750', '1,000'],
  )
  assert.deepEqual(
    timeLevels(17 * 3_600_000).map(({ label }) => label),
    ['0', '5 h', '10 h', '15 h', '20 h'],
  )
  assert.equal(shareLevels(0.93).at(-1)?.label, '100 %')
  assert.equal(shareLevels(0).at(-1)?.value, 0.06)
})

test('cells of a table: years stay years, spans are spans, shares are shares, and what cannot be told is a dash', () => {
  const words = (cell: string | number | null, name: string, unit: string | null = null) => cellWords(cell, { name, unit })
  assert.deepEqual([words(12_345, 'listens'), words(2025, 'year'), words(null, 'x')], ['12,345', '2025', '–'])
  assert.deepEqual([words(12_000_000, 'time', 'ms'), words(0.4321, 'share', '0 to 1')], ['3 h 20 min', '43.2 %'])
  assert.deepEqual([words('2018-04-05T18:37:53.000Z', 'first', 'ISO 8601'), words(-14.25, 'dB')], ['5 April 2018', '−14.25'])
  assert.deepEqual([unitWords('ms'), unitWords('listens')], ['', 'listens'])
})

test('the question of a ranking follows what it is ranked by', () => {
  assert.equal(rankingQuestion('top-artists', 'counted', 'most'), 'Which artists do you play most?')
  assert.equal(rankingQuestion('top-tracks', 'skipped', 'least'), 'Which tracks do you skip least?')
  assert.equal(rankingQuestion('top-genres', 'time', 'most'), 'Which genres do you listen to longest?')
})
