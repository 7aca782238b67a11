import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fitText, type Mark, textWidth, wrapText } from './drawing.ts'
import { hourColour } from './hour-colour.ts'
import { nextMark } from './next-mark.ts'
import { roomFor, spread, ticks, timeTicks } from './scale.ts'

test('levels are round, begin at zero and reach the top', () => {
  assert.deepEqual(ticks(97, 4), [0, 25, 50, 75, 100])
  assert.deepEqual(ticks(3, 4, { whole: true }), [0, 1, 2, 3])
  assert.deepEqual(ticks(0, 4), [0])
  assert.deepEqual(ticks(140, 4, { bottom: 98 }), [80, 100, 120, 140])
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e7, noNaN: true }), (top) => {
      const levels = ticks(top, 4)
      assert.equal(levels[0], 0)
      assert.ok(levels[levels.length - 1] >= top * 0.999 && levels.length <= 7, `${top}: ${levels}`)
    }),
    { numRuns: 200 },
  )
})

test('time has levels of its own: minutes, then hours', () => {
  const HOUR = 3_600_000
  assert.deepEqual(
    timeTicks(HOUR, 4).map((ms) => ms / 60_000),
    [0, 15, 30, 45, 60],
  )
  assert.deepEqual(
    timeTicks(17 * HOUR, 4).map((ms) => ms / HOUR),
    [0, 5, 10, 15, 20],
  )
})

test('labels that would touch are left out, from the left', () => {
  assert.deepEqual(roomFor([{ at: 10, width: 20 }, { at: 25, width: 20 }, { at: 50, width: 20 }], 4), [true, false, true]) // biome-ignore format: a row
})

test('labels beside one another are pushed apart, and stay between top and bottom where they fit', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 6 }), (places) => {
      const sorted = [...spread(places, 15, 0, 100)].sort((one, other) => one - other)
      for (let at = 1; at < sorted.length; at++) assert.ok(sorted[at] - sorted[at - 1] > 14.99)
      assert.ok(sorted[sorted.length - 1] <= 100.01)
    }),
    { numRuns: 200 },
  )
})

test('a text that is too long ends in an ellipsis, and one that fits stays whole', () => {
  assert.equal(fitText('Low Tide', 13, 200), 'Low Tide')
  const long = fitText('What the Lock Keeper Said to the Evening Ferry', 13, 120)
  assert.ok(long.endsWith('…') && textWidth(long, 13) <= 120, long)
  assert.equal(fitText('', 13, 10), '')
  assert.ok(textWidth('夜の海', 10) > textWidth('sea', 10))
})

test('lines are broken between words and lose none', () => {
  const text = 'Which days were full of music and which were not'
  const lines = wrapText(text, 28, 260)
  assert.ok(lines.length > 1)
  assert.equal(lines.join(' '), text)
})

test('an arrow key leads to the nearest value on its way, and stays at the edge', () => {
  const mark = (key: string, x: number, y: number): Mark => ({ key, name: key, value: '', box: [x, y, 10, 10] })
  const grid = [mark('a', 0, 0), mark('b', 12, 0), mark('c', 0, 12), mark('d', 12, 12)]
  const go = (from: string | null, key: string) =>
    nextMark(
      grid,
      grid.find((one) => one.key === from),
      key,
    )?.key
  assert.deepEqual([go(null, 'ArrowRight'), go(null, 'ArrowLeft')], ['a', 'd'])
  assert.deepEqual([go('a', 'ArrowRight'), go('a', 'ArrowDown'), go('d', 'ArrowUp'), go('d', 'ArrowLeft')], ['b', 'c', 'b', 'c'])
  assert.equal(go('d', 'ArrowRight'), 'd')
  assert.deepEqual([go('c', 'Home'), go('c', 'End')], ['a', 'd'])
  assert.equal(go('a', 'x'), undefined)
})

test('an hour keeps its colour, round midnight too', () => {
  assert.equal(hourColour(24), hourColour(0))
  assert.notEqual(hourColour(3), hourColour(15))
  for (let hour = 0; hour < 24; hour += 0.5) assert.match(hourColour(hour), /^light-dark\(rgb\(\d+ \d+ \d+\), rgb\(\d+ \d+ \d+\)\)$/)
})
