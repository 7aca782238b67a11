import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  countOf,
  formatBytes,
  formatDate,
  formatDay,
  formatEta,
  formatSigned,
  formatSpan,
  formatTime,
  partOfDay,
  sureness,
} from './format.ts'
import { runsOf } from './prose.ts'

const MINUTE = 60_000
const at = (text: string) => new Date(text).getTime()

test('positions read as on a player', () => {
  assert.equal(formatTime(0), '0:00')
  assert.equal(formatTime(187_900), '3:07')
  assert.equal(formatTime(3_729_000), '1:02:09')
  assert.equal(formatTime(-5), '0:00')
})

test('spans read as people say them', () => {
  assert.equal(formatSpan(42_000), '42 s')
  assert.equal(formatSpan(3 * MINUTE), '3 min')
  assert.equal(formatSpan(200 * MINUTE), '3 h 20 min')
  assert.equal(formatSpan(120 * MINUTE), '2 h')
  assert.equal(formatSpan(60 * 60 * MINUTE), '60 h')
  assert.equal(formatSpan(2400 * 60 * MINUTE), '100 days')
})

test('what is left is not told more exactly than it is known', () => {
  assert.equal(formatEta(3), 'a few seconds')
  assert.equal(formatEta(41), 'about 50 s')
  assert.equal(formatEta(95), 'about 2 min')
})

test('days are named from today', () => {
  const now = at('2026-11-21T13:00:00')
  assert.equal(formatDay(at('2026-11-21T00:01:00'), now), 'Today')
  assert.equal(formatDay(at('2026-11-20T23:59:00'), now), 'Yesterday')
  assert.equal(formatDay(at('2026-03-12T10:00:00'), now), 'Thursday, 12 March')
  assert.equal(formatDate(at('2024-03-12T10:00:00'), now), '12 March 2024')
})

test('one is one, many are many', () => {
  assert.equal(countOf(1, 'track'), '1 track')
  assert.equal(countOf(0, 'track'), '0 tracks')
  assert.equal(countOf(12_345, 'listen'), '12,345 listens')
})

test('bytes, minus signs, confidence, hours', () => {
  assert.equal(formatBytes(0), '0 B')
  assert.equal(formatBytes(4_200_000), '4.2 MB')
  assert.equal(formatBytes(999), '999 B')
  assert.equal(formatSigned(-14.23, 1), '−14.2')
  assert.deepEqual([0.9, 0.6, 0.4, 0.1].map(sureness), ['sure', 'fairly sure', 'unsure', 'a guess'])
  assert.deepEqual([3, 9, 15, 20, 23].map(partOfDay), ['night', 'morning', 'afternoon', 'evening', 'night'])
})

test('works in a sentence stand out', () => {
  assert.deepEqual(runsOf('Close to *Blue in Green*, which you finished'), [
    { text: 'Close to ', work: null },
    { text: 'Blue in Green', work: 'starred' },
    { text: ', which you finished', work: null },
  ])
  assert.deepEqual(runsOf('Close to “Blue in Green” and “Naima”'), [
    { text: 'Close to “', work: null },
    { text: 'Blue in Green', work: 'quoted' },
    { text: '” and “', work: null },
    { text: 'Naima', work: 'quoted' },
    { text: '”', work: null },
  ])
})

test('a lone mark stays one, and nothing of a sentence is lost', () => {
  for (const sentence of [
    '5 * 3 is 15',
    '*',
    '**',
    'f*ck and *that*',
    '* a * b *',
    '',
    '*A* and *B*',
    '“',
    '”x“',
    '“*a*” b',
    '“a *b” c*',
  ]) {
    const back = runsOf(sentence)
      .map((run) => (run.work === 'starred' ? `*${run.text}*` : run.text))
      .join('')
    assert.equal(back, sentence)
  }
  assert.equal(runsOf('5 * 3 * 2').length, 1)
})
