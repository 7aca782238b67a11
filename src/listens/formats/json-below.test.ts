// Rows below a key of a large object, in any chunks, whatever lies around them; and what is kept of a row's other fields.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '../json-rows.ts'
import { jsonRowsBelow } from './json-below.ts'
import { rawFields } from './raw-fields.ts'

async function read(text: string, size = 1 << 16, rowBytesMax?: number, key = 'rows') {
  const bytes = Buffer.from(text)
  const values: JsonObject[] = []
  const numbers: number[] = []
  const bad: { message: string; offset: number }[] = []
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  for await (const rows of jsonRowsBelow(chunks(), new Set([key]), rowBytesMax)) {
    values.push(...rows.values)
    numbers.push(...rows.numbers)
    bad.push(...rows.bad)
    for (const offset of rows.offsets) assert.equal(bytes[offset], '{'.charCodeAt(0))
  }
  return { values, numbers, bad }
}

describe('rows below a key', () => {
  const ROWS = [{ n: 1, t: 'a ] } "rows": [' }, { n: 2, deep: { rows: [1, 2] } }, { n: 3 }]
  it('wherever the list stands, pretty or not, in any chunks', async () => {
    const around = { about: { rows: 5, text: '"rows": [{"n":9}]' }, rows: ROWS, after: [{ n: 7 }] }
    for (const text of [JSON.stringify(around), JSON.stringify(around, null, 2), `\ufeff${JSON.stringify(around)}`])
      for (const size of [1, 3, 16, 1000]) {
        const { values, numbers, bad } = await read(text, size)
        assert.deepEqual(values, ROWS)
        assert.deepEqual(numbers, [1, 2, 3])
        assert.deepEqual(bad, [])
      }
  })

  it('in pages, one of them with a single object in place of a list', async () => {
    const pages = [{ rows: ROWS.slice(0, 2), '@attr': { page: '1' } }, { rows: [] }, { rows: ROWS[2], '@attr': { page: '3' } }]
    for (const size of [1, 5, 1000]) {
      const { values, numbers, bad } = await read(JSON.stringify(pages), size)
      assert.deepEqual(values, ROWS)
      assert.deepEqual(numbers, [1, 2, 3])
      assert.deepEqual(bad, [])
    }
  })

  it('whatever JSON may hold', async () => {
    const rows = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(30), async (values, size) => {
        const text = JSON.stringify({ before: 'x', rows: values, end: 1 })
        assert.deepEqual((await read(text, size + 1)).values, JSON.parse(text).rows)
      }),
      { numRuns: 25 },
    )
  })

  it('a damaged row costs itself, a truncated file its end, a missing list is told', async () => {
    const broken = await read('{"rows":[{"n":1},{"n":},{"n":3}],"x":1}')
    assert.deepEqual(broken.values, [{ n: 1 }, { n: 3 }])
    assert.equal(broken.bad[0].offset, 17)
    const cut = await read('{"rows":[{"n":1},{"n":2')
    assert.deepEqual(cut.values, [{ n: 1 }])
    assert.match(cut.bad[0].message, /ends in the middle/)
    assert.match((await read('{"other":[1]}')).bad[0].message, /before its list "rows" begins/)
  })

  it('a row over the limit, and many thousand brackets', async () => {
    const text = JSON.stringify({ deep: 0, rows: [{ n: 1 }, { x: 'y'.repeat(5000) }, { n: 2 }] }).replace(
      '0',
      `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
    )
    const { values, bad } = await read(text, 4096, 1000)
    assert.deepEqual(values, [{ n: 1 }, { n: 2 }])
    assert.match(bad[0].message, /larger than/)
    const open = await read(`{"rows":[{"n":1},{"a":${'['.repeat(200_000)}`)
    assert.deepEqual(open.values, [{ n: 1 }])
    assert.equal(open.bad.length, 1)
  })
})

describe('other fields of a row', () => {
  it('are kept as JSON, but for those that have a place, are personal, or are empty', () => {
    const dropped = new Set<string>()
    const row = { known: 1, note: 'x', empty: '', none: null, ip: '1.2.3.4', deep: { user_name: 'me', ok: [1, { a: { b: { c: 1 } } }] } }
    assert.deepEqual(JSON.parse(rawFields(row, new Set(['known']), dropped)!), { note: 'x', deep: { ok: [1] } })
    assert.deepEqual([...dropped], ['ip', 'user_name'])
    assert.equal(rawFields({ known: 1, email: 'a@b.c' }, new Set(['known']), dropped), null)
  })
  it('are of bounded size and depth', () => {
    let deep: unknown = 1
    for (let i = 0; i < 100_000; i++) deep = [deep]
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, 'x'.repeat(1000)]))
    assert.ok((rawFields({ deep, ...many }, new Set(), new Set()) ?? '').length <= 4000)
    assert.equal(rawFields({ deep }, new Set(), new Set()), null)
  })
})
