// The splitter against JSON.parse, and against files that are cut, damaged, huge or hostile.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type JsonRows, ROW_BYTES_MAX, rowSplitter } from './json-rows.ts'

/** Reads `bytes` in chunks of `size`. */
function read(bytes: Buffer | string, size = 64 * 1024, rowBytesMax?: number): JsonRows {
  const whole = Buffer.from(bytes)
  const splitter = rowSplitter(rowBytesMax)
  const all: JsonRows = { values: [], numbers: [], offsets: [], bad: [] }
  const add = (rows: JsonRows) => {
    for (const value of rows.values) all.values.push(value)
    all.numbers.push(...rows.numbers)
    all.offsets.push(...rows.offsets)
    all.bad.push(...rows.bad)
  }
  for (let i = 0; i < whole.length; i += size) add(splitter.push(whole.subarray(i, i + size)))
  add(splitter.end())
  return all
}
const badOf = (rows: JsonRows) => rows.bad.map((row) => row.message)

const ROWS = [
  { title: 'plain', n: 1 },
  { title: 'quote " and \\ backslash \\', n: -2.5e3 },
  { title: '{ braces } and [brackets], },{ "', nested: { a: [1, { b: '}' }] } },
  { title: 'Hoppípolla 椎名林檎 🎸 \u0000', none: null, yes: true },
  {},
]

describe('rows of a JSON array', () => {
  for (const [form, text] of [
    ['in one line', JSON.stringify(ROWS)],
    ['pretty', JSON.stringify(ROWS, null, 2)],
    ['with Windows line ends and a byte order mark', `\ufeff${JSON.stringify(ROWS, null, 2).replaceAll('\n', '\r\n')}`],
    ['with blanks everywhere', ` \n[ ${ROWS.map((row) => `{ ${JSON.stringify(row).slice(1, -1)}\t}`).join(' \n , \t ')} \r\n ] \n`],
  ] as const)
    it(`${form}, cut into chunks of any size`, () => {
      for (const size of [1, 2, 3, 7, 16, 64, 1000]) {
        const rows = read(text, size)
        assert.deepEqual(rows.values, ROWS, `chunks of ${size}`)
        assert.deepEqual(rows.numbers, [1, 2, 3, 4, 5])
        assert.deepEqual(rows.bad, [])
        const bytes = Buffer.from(text)
        for (const offset of rows.offsets) assert.equal(bytes[offset], '{'.charCodeAt(0))
      }
    })

  it('whatever JSON.parse reads from an array of objects, in any chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 8 }), fc.nat(40), fc.nat(2), (values, size, indent) => {
        const text = JSON.stringify(values, null, indent)
        assert.deepEqual(read(text, size + 1).values, JSON.parse(text))
      }),
      { numRuns: 60 },
    )
  })

  it('an empty array is fine; an empty file says so', () => {
    assert.deepEqual(read('[]'), { values: [], numbers: [], offsets: [], bad: [] })
    assert.match(badOf(read(''))[0], /empty/)
  })

  it('any bytes at all: no throw, and what is bad has a place in the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(50), (bytes, size) => {
        const rows = read(Buffer.concat([Buffer.from('['), bytes]), size + 1)
        for (const row of rows.bad) assert.ok(row.offset >= 0 && row.offset <= bytes.length + 1 && row.number > 0)
        assert.ok(rows.bad.length <= bytes.length + 1)
      }),
      { numRuns: 250 },
    )
  })

  it('a file cut anywhere gives the rows before the cut and says where it ends', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      ts: `2024-01-01T00:00:${String(i).padStart(2, '0')}Z`,
      title: 'a } b { "c"',
      n: i,
    }))
    for (const text of [JSON.stringify(rows), JSON.stringify(rows, null, 2)])
      for (let cut = 1; cut < text.length - 1; cut += 13) {
        const got = read(text.slice(0, cut), 100)
        assert.deepEqual(got.values, rows.slice(0, got.values.length))
        const whole = [...text.slice(0, cut).matchAll(/\}(?=,|\s*\])|\}$/g)].length
        assert.ok(got.values.length >= whole - 1, `${got.values.length} of ${whole} rows at ${cut}`)
        assert.equal(got.bad.length, 1)
        assert.match(got.bad[0].message, /ends/)
        assert.ok(got.bad[0].offset <= cut)
      }
  })

  it('one damaged row costs that row only, with its number and place', () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ ts: `row ${i}`, n: i }))
    const damages: [string, (row: string) => string][] = [
      ['a missing quote', (row) => row.replace('"row', 'row')],
      ['another missing quote', (row) => row.replace('17"', '17')],
      ['a missing comma', (row) => row.replace(/,\s*"n"/, ' "n"')],
      ['a missing value', (row) => row.replace(/17\s*\}/, '}')],
      ['a word', (row) => row.replace('"n"', 'NaN')],
      ['a control character', (row) => row.replace('row', 'r\u0007ow')],
    ]
    for (const indent of [0, 2])
      for (const [what, damage] of damages)
        for (const size of [50, 1 << 20]) {
          const parts = rows.map((row) => JSON.stringify(row, null, indent))
          const damaged = damage(parts[17])
          assert.notEqual(damaged, parts[17])
          const text = `[${[...parts.slice(0, 17), damaged, ...parts.slice(18)].join(',\n')}]`
          const got = read(text, size)
          assert.deepEqual(got.values, [...rows.slice(0, 17), ...rows.slice(18)], `${what}, indent ${indent}`)
          assert.deepEqual(
            got.bad.map((row) => row.number),
            [18],
            `${what}, indent ${indent}, chunks of ${size}`,
          )
          assert.equal(got.bad[0].offset, text.indexOf(damaged))
        }
  })

  it('the same where everything stands in one line', () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ ts: `row ${i}`, n: i }))
    const text = JSON.stringify(rows).replace('"row 17"', '"row 17')
    for (const size of [50, 1 << 20]) {
      const got = read(text, size)
      assert.deepEqual(got.values, [...rows.slice(0, 17), ...rows.slice(18)])
      assert.equal(got.bad.length, 1)
    }
    // A row is only known to be damaged when it grows too large; then reading begins again at the next.
    const small = read(text, 50, 300)
    assert.deepEqual(small.values, [...rows.slice(0, 17), ...rows.slice(18)])
  })

  it('what is no object is told and passed over', () => {
    const got = read('[{"a":1}, 5, "text, with } and ]", null, [1,[2,{"x":3}]], {"a":2}, true]')
    assert.deepEqual(got.values, [{ a: 1 }, { a: 2 }])
    assert.equal(got.bad.length, 5)
    assert.deepEqual(got.numbers, [1, 6])
  })

  it('a row over the limit is told, and the rows after it are read', () => {
    const huge = { title: 'x'.repeat(ROW_BYTES_MAX + 10) }
    const got = read(JSON.stringify([{ n: 1 }, huge, { n: 2 }]))
    assert.deepEqual(got.values, [{ n: 1 }, { n: 2 }])
    assert.match(badOf(got)[0], /larger than/)
    const nested = { deep: { list: Array.from({ length: 90_000 }, (_, n) => ({ n })) } }
    const other = read(JSON.stringify([{ n: 1 }, nested, { n: 2 }]))
    assert.deepEqual(other.values, [{ n: 1 }, { n: 2 }])
    assert.equal(other.bad.length, 1)
  })

  it('a million brackets neither overflow nor take long', () => {
    const startMs = performance.now()
    for (const open of ['[', '{"a":', '[{"a":[']) assert.ok(badOf(read(`[{"n":1},${open.repeat(1_000_000)}`)).length > 0)
    const got = read(`[{"n":1},{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}},{"n":2}]`)
    assert.deepEqual([got.values[0], got.values.at(-1)], [{ n: 1 }, { n: 2 }])
    assert.ok(performance.now() - startMs < 10_000)
  })

  it('damage on every row, in one line, is given up and does not take for ever', () => {
    const startMs = performance.now()
    const got = read(`[${'{"a":"b},{"'.repeat(400_000)}`)
    assert.ok(got.bad.length > 0)
    assert.ok(performance.now() - startMs < 20_000)
  })

  it('rows that an editor saved as Windows-1252 are read as that, the others as UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('[{"n":"Björk"},{"n":"Bj'), Buffer.from([0xf6]), Buffer.from('rk"},{"n":"椎名"}]')])
    for (const size of [3, 1000]) assert.deepEqual(read(bytes, size).values, [{ n: 'Björk' }, { n: 'Björk' }, { n: '椎名' }])
  })

  it('within something else, reading stops at the end of the array and gives back the rest', () => {
    const splitter = rowSplitter(ROW_BYTES_MAX, true)
    assert.equal(splitter.push(Buffer.from('[{"n":1},{"n":')).values.length + Number(splitter.rest() !== null), 1)
    const { values, bad } = splitter.push(Buffer.from('2}], "other": [{"n":3}]}'))
    assert.deepEqual([values, bad, splitter.rest()?.toString()], [[{ n: 2 }], [], ', "other": [{"n":3}]}'])
  })

  it('two arrays one after the other are both read; other text after the end is told', () => {
    assert.deepEqual(read('[{"n":1}]\n[{"n":2}]').values, [{ n: 1 }, { n: 2 }])
    assert.match(badOf(read('[{"n":1}] hello'))[0], /after the end/)
    assert.match(badOf(read('hello'))[0], /does not begin/)
  })
})
