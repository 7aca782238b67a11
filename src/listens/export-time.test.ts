// Times of exports are UTC, whatever zone this machine is in (maloja shifts them), and dates that do not exist are not invented.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseTime, whyImpossible } from './export-time.ts'

describe('times of exports', () => {
  it('the forms that occur', () => {
    for (const [text, iso] of [
      ['2021-03-04T05:06:07Z', '2021-03-04T05:06:07.000Z'],
      ['2021-03-04 05:06', '2021-03-04T05:06:00.000Z'],
      ['2021-03-04 05:06:07 UTC', '2021-03-04T05:06:07.000Z'],
      ['2021-03-04T05:06:07.89Z', '2021-03-04T05:06:07.890Z'],
      ['2021-03-04T05:06:07+02:00', '2021-03-04T03:06:07.000Z'],
      ['2021-03-04T05:06:07-0130', '2021-03-04T06:36:07.000Z'],
      ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
      ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ])
      assert.equal(new Date(parseTime(text)!).toISOString(), iso, text)
  })
  it('what is no date', () => {
    const wrong = [
      '',
      'yesterday',
      '2021-02-30T00:00:00Z',
      '2021-13-01T00:00:00Z',
      '2021-00-10T00:00:00Z',
      '2021-01-00T00:00:00Z',
      '2023-02-29T00:00:00Z',
    ]
    for (const text of [
      ...wrong,
      '2021-01-01T24:00:00Z',
      '2021-01-01T00:60:00Z',
      '2021-01-01',
      '20210101T000000Z',
      '2021-01-01T0a:00:00Z',
      5,
      null,
      undefined,
      {},
    ])
      assert.equal(parseTime(text), null, String(text))
  })
  it('every second of the calendar comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2002, 0, 1), max: Date.UTC(2100, 0, 1) }), (ms) => {
        const second = Math.floor(ms / 1000) * 1000
        const iso = new Date(second).toISOString()
        assert.equal(parseTime(`${iso.slice(0, 19)}Z`), second)
        assert.equal(parseTime(`${iso.slice(0, 10)} ${iso.slice(11, 16)}`), Math.floor(second / 60_000) * 60_000)
      }),
    )
  })
  it('in a machine set to New York too', () => {
    const code = `import { parseTime } from '${new URL('./export-time.ts', import.meta.url).href}'
      console.log(parseTime('2021-03-14T02:30:00Z'), parseTime('2021-03-14 02:30'))`
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      env: { ...process.env, TZ: 'America/New_York' },
      encoding: 'utf8',
    })
    const ms = Date.UTC(2021, 2, 14, 2, 30)
    assert.equal(out.trim(), `${ms} ${ms}`)
  })
  it('no listen is of 1970, nor of next year', () => {
    const nowMs = Date.UTC(2026, 10, 21)
    assert.match(whyImpossible(0, nowMs)!, /before 2002/)
    assert.match(whyImpossible(Date.UTC(2027, 10, 21), nowMs)!, /future/)
    assert.equal(whyImpossible(nowMs + 3_600_000, nowMs), null)
  })
})
