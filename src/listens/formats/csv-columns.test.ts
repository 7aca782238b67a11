// Wide tables: only what is wanted, however the file is cut into chunks, and whatever its quotes do.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type CsvStretch, csvColumns, hasColumns } from './csv-columns.ts'

async function* chunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function read(text: string, wanted: string[], size = 7) {
  const all: CsvStretch = { rows: [], numbers: [], offsets: [], bad: [] }
  for await (const stretch of csvColumns(chunks(Buffer.from(text), size), wanted)) {
    all.rows.push(...stretch.rows)
    all.numbers.push(...stretch.numbers)
    all.offsets.push(...stretch.offsets)
    all.bad.push(...stretch.bad)
  }
  return all
}

describe('columns of a CSV', () => {
  it('wanted ones in the order asked, by name, with a byte order mark, any delimiter and line end', async () => {
    for (const [sign, end] of [
      [',', '\n'],
      [';', '\r\n'],
      ['\t', '\n'],
    ]) {
      const text = `\ufeff${['A', '"Song Name"', 'C', 'D'].join(sign)}${end}${['1', `"x ""y""${sign} z"`, '3', ''].join(sign)}${end}${end}${['4', '5', '6', '7'].join(sign)}`
      const { rows, numbers, bad } = await read(text, ['d', 'song name', 'missing'])
      assert.deepEqual(rows, [
        ['', `x "y"${sign} z`, ''],
        ['7', '5', ''],
      ])
      assert.deepEqual([numbers, bad], [[1, 2], []])
    }
  })

  it('line breaks in quotes belong to the cell; rows may be short or long', async () => {
    const { rows } = await read('a,b\n"one\ntwo",2\n3\n4,5,6\n', ['a', 'b'])
    assert.deepEqual(rows, [
      ['one\ntwo', '2'],
      ['3', ''],
      ['4', '5'],
    ])
  })

  it('a quote that is never closed costs its own row', async () => {
    const open = await read('a,b\n1,2\n"x,4\n5,6\n7,8\n', ['a', 'b'])
    assert.deepEqual(open.rows, [
      ['1', '2'],
      ['5', '6'],
      ['7', '8'],
    ])
    assert.match(open.bad[0].where, /^row 2, byte 8$/)
    const met = await read('a,b\n"x,4\n5,6\n7,"8"\n9,10\n', ['a', 'b'])
    assert.deepEqual(met.rows, [
      ['5', '6'],
      ['7', '8'],
      ['9', '10'],
    ])
    assert.equal(met.bad.length, 1)
  })

  it('a row of 2 MB is one bad row', async () => {
    const { rows, bad } = await read(`a,b\n1,2\n"${'x'.repeat(2 ** 21)}",1\n3,4\n`, ['a'], 65_536)
    assert.deepEqual([rows, bad.length], [[['1'], ['3']], 1])
  })

  it('gives the same however it is cut', async () => {
    const cell = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('é', '"', ',', '\n', 'ß"x'))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        async (table, size) => {
          const written = table.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
          const { rows, bad } = await read(`p,q\n${written.join('\n')}\n`, ['p', 'q'], size)
          assert.deepEqual([rows, bad], [table, []])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('knows a table by its columns', () => {
    assert.equal(hasColumns('\ufeff"Event Type",Song Name,x\n', ['song name', 'Event Type']), true)
    assert.equal(hasColumns('Event Type,x\n', ['Song Name']), false)
  })
})
