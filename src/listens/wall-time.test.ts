// Times of a clock on the wall, in a named zone.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { wallTimeMs } from './wall-time.ts'

const at = (text: string, zone: string) => new Date(wallTimeMs(Date.parse(`${text}Z`), zone)).toISOString()

describe('wall time', () => {
  it('in summer, in winter, on both sides of the world', () => {
    assert.equal(at('2024-01-15T12:00:00', 'Europe/Berlin'), '2024-01-15T11:00:00.000Z')
    assert.equal(at('2024-07-15T12:00:00', 'Europe/Berlin'), '2024-07-15T10:00:00.000Z')
    assert.equal(at('2024-07-15T12:00:00', 'Asia/Kathmandu'), '2024-07-15T06:15:00.000Z')
    assert.equal(at('2024-01-15T12:00:00', 'America/St_Johns'), '2024-01-15T15:30:00.000Z')
    assert.equal(at('2024-07-15T12:00:00', 'UTC'), '2024-07-15T12:00:00.000Z')
  })
  it('an hour passed twice is its first passing; one left out goes on as before', () => {
    assert.equal(at('2024-10-27T02:30:00', 'Europe/Berlin'), '2024-10-27T00:30:00.000Z')
    assert.equal(at('2024-03-31T02:30:00', 'Europe/Berlin'), '2024-03-31T01:30:00.000Z')
    assert.equal(at('2024-11-03T01:30:00', 'America/New_York'), '2024-11-03T05:30:00.000Z')
  })
  it('the clock there shows what was told, save where clocks change', () => {
    const format = new Intl.DateTimeFormat('sv', { timeZone: 'Australia/Lord_Howe', dateStyle: 'short', timeStyle: 'medium' })
    const run = (wallS: number) => {
      const shown = Date.parse(`${format.format(wallTimeMs(wallS * 1000, 'Australia/Lord_Howe')).replace(' ', 'T')}Z`)
      assert.ok(Math.abs(shown - wallS * 1000) <= 1_800_000)
      if (new Date(wallS * 1000).getUTCDay() === 3) assert.equal(shown, wallS * 1000)
    }
    fc.assert(fc.property(fc.integer({ min: 1_100_000_000, max: 1_900_000_000 }), run), { numRuns: 50 })
  })
})
