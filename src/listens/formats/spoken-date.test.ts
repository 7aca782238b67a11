// Dates in the words of many languages.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { namesMonthFirst, parseSpokenTime } from './spoken-date.ts'

const iso = (text: string, zone = 'UTC', monthFirst = false) => {
  const ms = parseSpokenTime(text, zone, monthFirst)
  return ms === null ? null : new Date(ms).toISOString().slice(0, 19)
}

describe('dates in words', () => {
  it('of many languages', () => {
    for (const text of [
      'Oct 5, 2024, 10:11:12 PM UTC', 'Oct 5, 2024, 10:11:12\u202fPM UTC', '5 Oct 2024, 22:11:12 UTC', '05.10.2024, 22:11:12 UTC', '5 oct. 2024, 22:11:12 UTC',
      '5 de out. de 2024, 22:11:12 UTC', '5 ott 2024, 22:11:12 UTC', '5 okt 2024 22:11:12 UTC', '5 paź 2024, 22:11:12 UTC', '5. 10. 2024 22:11:12 UTC', '5 окт. 2024 г., 22:11:12 UTC',
      '5 Eki 2024 22:11:12 UTC', '5.10.2024 klo 22.11.12 UTC', '2024/10/05 22:11:12 UTC', '2024. 10. 5. 오후 10:11:12 UTC', '2024年10月5日 22:11:12 UTC', '2024年10月5日 下午10:11:12 [UTC]',
      '2024-10-05 22:11:12 UTC',
    ]) // biome-ignore format: a list
      assert.equal(iso(text), '2024-10-05T22:11:12', text)
  })
  it('in zones by offset, by letters, and, where letters leave it open, in the person’s', () => {
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM GMT+05:30'), '2024-10-05T16:41:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM GMT-3'), '2024-10-06T01:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM PDT'), '2024-10-06T05:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM CST', 'Asia/Shanghai'), '2024-10-05T14:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM CST', 'Europe/Berlin'), '2024-10-06T04:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM XYZ', 'Europe/Berlin'), '2024-10-05T20:11:12')
    assert.equal(iso('Oct 5, 2024, 10:11:12 PM', 'Europe/Berlin'), '2024-10-05T20:11:12')
  })
  it('noon and midnight, days before months or after', () => {
    assert.equal(iso('Oct 5, 2024, 12:00:01 AM UTC'), '2024-10-05T00:00:01')
    assert.equal(iso('Oct 5, 2024, 12:00:01 PM UTC'), '2024-10-05T12:00:01')
    assert.equal(iso('10/5/2024, 01:00:00 UTC'), '2024-05-10T01:00:00')
    assert.equal(iso('10/5/2024, 01:00:00 UTC', 'UTC', true), '2024-10-05T01:00:00')
    assert.equal(iso('10/25/2024, 01:00:00 UTC'), '2024-10-25T01:00:00')
    assert.deepEqual([namesMonthFirst(['1/2/2024', '10/25/2024']), namesMonthFirst(['25/10/2024', '1/2/2024'])], [true, false])
  })
  it('no date is none', () => {
    for (const text of [
      '',
      'Solar',
      '10:11:12',
      '31 Feb 2024 10:00:00',
      'Oct 5, 2024',
      '5 Foo 2024, 10:00:00',
      'Oct 5, 2024, 25:00:00',
      `${'9'.repeat(500)} 10:11:12`,
    ])
      assert.equal(iso(text), null, text)
  })
})
