// CSV that any program reads the same, and that no spreadsheet runs.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { toCsv } from './csv.ts'
import type { Cell } from './insight.ts'

const tableOf = (...rows: Cell[][]) => ({
  name: 'things',
  title: 'Things',
  columns: [
    { name: 'name', unit: null },
    { name: 'time', unit: 'ms, "told"' },
  ],
  rows,
})

it('quotes what must be quoted, and comes back as it was', () => {
  const names = ['plain', 'a, b', 'say "so"', 'two\r\nlines', ' spaced ', 'ünï 音楽', '']
  const csv = toCsv(tableOf(...names.map((name, at): Cell[] => [name, at - 0.5])))
  assert.ok(csv.endsWith('\r\n'))
  assert.deepEqual(parse(csv, { record_delimiter: '\r\n' }), [
    ['name', 'time [ms, "told"]'],
    ...names.map((name, at) => [name, String(at - 0.5)]),
  ])
})

it('leaves unknown numbers empty, and negative ones numbers', () => {
  assert.equal(
    toCsv(tableOf(['a', null], ['b', Number.NaN], ['c', -1.5]))
      .split('\r\n')
      .slice(1)
      .join('|'),
    'a,|b,|c,-1.5|',
  )
})

it('lets no cell begin a formula', () => {
  for (const name of ['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1+1']) {
    const [, [cell]] = parse(toCsv(tableOf([name, 1])), { record_delimiter: '\r\n' }) as string[][]
    assert.equal(cell, `'${name}`)
  }
})
