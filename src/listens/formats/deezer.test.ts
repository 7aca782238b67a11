// Deezer's workbook: however its cells are written, from disk or out of a zip, and what is wrong with it.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type WrittenCell, workbookBytes } from '../../../test/workbook-writer.ts'
import { zipBytes } from '../../../test/zip-writer.ts'
import { inputsOf } from '../inputs.ts'
import type { ListenerId } from '../listener.ts'
import type { SourceId } from '../source.ts'
import type { Stretch } from './format.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-deezer-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const HEADER = ['Song Title', 'Artist', 'ISRC', 'Album Title', 'IP Address', 'Listening Time', 'Platform Name', 'Platform Model', 'Date']
const line = (date: WrittenCell, seconds: WrittenCell = 200, isrc = 'DE-A12-34-56789') => [
  'Söng & <Co>',
  'A, B',
  isrc,
  'Album',
  '203.0.113.7',
  seconds,
  'ios',
  'iPhone',
  date,
]
const sheets = (rows: WrittenCell[][]) => [
  { name: '00_info', rows: [['x']] },
  { name: '10_listeningHistory', rows: [HEADER, ...rows] },
]

async function read(bytes: Buffer, name = 'deezer-data_1.xlsx', zone = 'UTC') {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const { inputs, unreadable, close } = await inputsOf(path)
  const all: Stretch[] = []
  for (const input of inputs)
    if (input.recognised.as === 'history')
      for await (const one of input.recognised.format.read(input, {
        listenerId: 1 as ListenerId,
        sourceId: 1 as SourceId,
        nowMs: Date.UTC(2026, 10, 21),
        zone,
        siblings: inputs,
      }))
        all.push(one)
  await close()
  return {
    formats: inputs.map(({ recognised }) =>
      recognised.as === 'history' ? recognised.format.name : recognised.as === 'unknown' ? recognised.message : recognised.as,
    ),
    rows: all.flatMap((one) => one.rows),
    refused: all.flatMap((one) => one.refused ?? []),
    dropped: [...new Set(all.flatMap((one) => one.dropped ?? []))],
    unreadable,
  }
}

describe('Deezer', () => {
  it('the same listens from texts and numbers, shared or in place, 1900 or 1904, in a zip or not', async () => {
    const at = Date.UTC(2023, 4, 6, 7, 8, 9)
    const serial = at / 86_400_000 + 25_569
    const outcomes: string[] = []
    for (const [cells, options] of [
      [line('2023-05-06 07:08:09'), {}],
      [line('2023-05-06 07:08:09', '200'), { sharedTexts: true }],
      [line(serial), { sharedTexts: true }],
      [line(String(serial)), {}],
      [line(serial - 1462), { from1904: true }],
    ] as const) {
      const bytes = workbookBytes(sheets([[...cells]]), options)
      const found = await read(bytes)
      assert.deepEqual([found.formats, found.refused, found.dropped], [['deezer'], [], ['IP Address']])
      const [row] = found.rows
      assert.deepEqual(
        [row.startedAtMs, row.timeTold, row.precision, row.msPlayed, row.title, row.sourceUri],
        [at, 'start', 's', 200_000, 'Söng & <Co>', 'isrc:DEA123456789'],
      )
      outcomes.push(row.identity)
      assert.equal((await read(zipBytes([{ name: 'in/deezer.xlsx', bytes }]), 'outer.zip')).rows[0].identity, row.identity)
      assert.equal(JSON.stringify({ ...row, rowKey: '' }).includes('203.0.113.7'), false)
    }
    assert.equal(new Set(outcomes).size, 1)
  })

  it('reads its clock in the zone that is said', async () => {
    const bytes = workbookBytes(sheets([line('2023-01-06 07:00:00'), line('2023-07-06 07:00:00')]))
    const { rows } = await read(bytes, 'x.xlsx', 'Europe/Berlin')
    assert.deepEqual(
      rows.map((row) => new Date(row.startedAtMs).toISOString().slice(11, 16)),
      ['06:00', '05:00'],
    )
  })

  it('keeps what is sound of a damaged table, and says the row', async () => {
    const { rows, refused } = await read(
      workbookBytes(
        sheets([
          line('now'),
          line('2023-05-06 07:08:09', -3),
          line('2023-05-06 07:08:09', null),
          [null],
          line(12),
          line('2023-05-06 07:08:10', 30, 'junk'),
        ]),
      ),
    )
    assert.deepEqual(
      rows.map((row) => [row.msPlayed, row.sourceUri]),
      [
        [null, 'isrc:DEA123456789'],
        [30_000, null],
      ],
    )
    assert.deepEqual(
      refused.map(({ where }) => where),
      [2, 3, 6].map((n) => `sheet 10_listeningHistory, row ${n}`),
    )
  })

  it('tells of other workbooks and of damaged ones', async () => {
    assert.match((await read(workbookBytes([{ name: 'Budget', rows: [[1]] }]))).formats[0], /no sheet of listens.*Budget/)
    assert.match(
      (await read(workbookBytes([{ name: '10_listeningHistory', rows: [['a', 'b']] }]))).refused[0].message,
      /no columns "Song Title" and "Date"/,
    )
    const bytes = workbookBytes(sheets(Array.from({ length: 500 }, (_, i) => line(`2023-05-06 07:08:${10 + (i % 50)}`, (i * 7919) % 300))))
    const cut = await read(bytes.subarray(0, bytes.length * 0.6))
    assert.match(JSON.stringify([cut.unreadable, cut.refused, cut.formats]), /damaged or incomplete/)
    const bomb = workbookBytes(sheets([]), {
      extra: [{ name: 'xl/sharedStrings.xml', bytes: Buffer.from('<sst/>'), lie: { uncompressedSize: 70 * 2 ** 20 } }],
    })
    assert.match((await read(bomb)).refused[0].message, /packed more than 400 times/)
    for (const part of [`<sst>${'<si>'.repeat(300)}`, `<sst><!--${'y'.repeat(9 << 20)}`]) {
      const bytes = Buffer.from(part)
      const odd = workbookBytes(sheets([line('2023-05-06 07:08:09')]), { extra: [{ name: 'xl/sharedStrings.xml', bytes }] })
      assert.match((await read(odd)).refused[0].message, /nest deeper|a tag of more than 8 MiB/)
    }
  })
})
