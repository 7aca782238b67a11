// Which bytes of a file a Range header means.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseRange, rangeIsCurrent } from './range.ts'

describe('a Range header', () => {
  it('means nothing where there is none, or another unit, or bad syntax', () => {
    for (const header of [
      undefined,
      '',
      'bytes',
      'bytes=',
      'bytes=-',
      'items=0-1',
      'bytes=a-b',
      'bytes=5-2',
      'bytes=0-1,x',
      'bytes=1--2',
      'bytes=0x1-',
    ])
      assert.equal(parseRange(header, 100), null, String(header))
  })

  it('gives first and last byte, the rest from a byte, or the last so many', () => {
    assert.deepEqual(parseRange('bytes=0-0', 100), { start: 0, end: 0 })
    assert.deepEqual(parseRange('bytes=10-19', 100), { start: 10, end: 19 })
    assert.deepEqual(parseRange('bytes=10-', 100), { start: 10, end: 99 })
    assert.deepEqual(parseRange('Bytes = 90-1000', 100), { start: 90, end: 99 })
    assert.deepEqual(parseRange('bytes=-5', 100), { start: 95, end: 99 })
    assert.deepEqual(parseRange('bytes=-500', 100), { start: 0, end: 99 })
  })

  it('takes the first range of several that can be satisfied', () => {
    assert.deepEqual(parseRange('bytes=200-300, 5-6, 7-8', 100), { start: 5, end: 6 })
  })

  it('cannot be satisfied beyond the end, with an empty suffix, or in an empty file', () => {
    for (const header of ['bytes=100-', 'bytes=100-200', 'bytes=-0']) assert.equal(parseRange(header, 100), 'unsatisfiable', header)
    for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) assert.equal(parseRange(header, 0), 'unsatisfiable', header)
  })

  it('never gives a byte outside the file, and gives exactly the bytes that exist', () => {
    const size = fc.integer({ min: 1, max: 1e12 })
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 0, max: 2e12 }), (sizeBytes, a, b) => {
        const [first, last] = a <= b ? [a, b] : [b, a]
        const range = parseRange(`bytes=${first}-${last}`, sizeBytes)
        if (first >= sizeBytes) return range === 'unsatisfiable'
        assert.deepEqual(range, { start: first, end: Math.min(last, sizeBytes - 1) })
        return true
      }),
    )
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 2e12 }), (sizeBytes, suffix) => {
        assert.deepEqual(parseRange(`bytes=-${suffix}`, sizeBytes), { start: Math.max(0, sizeBytes - suffix), end: sizeBytes - 1 })
      }),
    )
  })

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1000), (text, sizeBytes) => {
        const range = parseRange(`bytes=${text}`, sizeBytes)
        if (range !== null && range !== 'unsatisfiable') assert.ok(range.start >= 0 && range.start <= range.end && range.end < sizeBytes)
      }),
    )
  })
})

describe('an If-Range header', () => {
  const mtimeMs = Date.parse('2026-11-21T10:00:00.500Z')
  it('lets the range stand for the same version only', () => {
    assert.equal(rangeIsCurrent(undefined, '"a"', mtimeMs), true)
    assert.equal(rangeIsCurrent('"a"', '"a"', mtimeMs), true)
    assert.equal(rangeIsCurrent('"b"', '"a"', mtimeMs), false)
    assert.equal(rangeIsCurrent('W/"a"', '"a"', mtimeMs), false)
    assert.equal(rangeIsCurrent('Sat, 21 Nov 2026 10:00:00 GMT', '"a"', mtimeMs), true)
    assert.equal(rangeIsCurrent('Sat, 21 Nov 2026 10:00:01 GMT', '"a"', mtimeMs), false)
    assert.equal(rangeIsCurrent('nonsense', '"a"', mtimeMs), false)
  })
})
