// Rows of tables and lines of text: quotes, breaks, encodings, and what is damaged.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { csvRows } from './csv-rows.ts'
import { lastfmGhanCsv, lastfmStatsCsv } from './lastfm-csv.ts'
import { readerOf } from './read-format.fixture.ts'
import { textLines } from './text-lines.ts'

async function* chunksOf(content: string | Buffer, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(content: string | Buffer, size = 1 << 16, delimiter = ',') {
  const cells: string[][] = []
  const lines: number[] = []
  const bad: string[] = []
  for await (const rows of csvRows(chunksOf(content, size), delimiter)) {
    cells.push(...rows.cells)
    lines.push(...rows.lines)
    bad.push(...rows.bad.map(({ where, message }) => `${where}: ${message}`))
  }
  return { cells, lines, bad }
}

describe('rows of a table', () => {
  it('quotes, commas and breaks in cells, line ends of Windows, a byte order mark, in any chunks', async () => {
    const text = '\ufeffa,"b, ""c""",d\r\n\r\n"two\nlines",,x\r\nlast,5" disc,end'
    for (const size of [1, 2, 5, 1000]) {
      const { cells, lines, bad } = await read(text, size)
      assert.deepEqual(
        cells,
        [
          ['a', 'b, "c"', 'd'],
          ['two\nlines', '', 'x'],
          ['last', '5" disc', 'end'],
        ],
        `chunks of ${size}`,
      )
      assert.deepEqual(lines, [1, 3, 5])
      assert.deepEqual(bad, [])
    }
  })

  it('whatever was written comes back', async () => {
    const cell = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', ' ', '椎', '#') })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, size) => {
          const text = rows.map((row) => `${row.map(quoted).join(',')}\n`).join('')
          assert.deepEqual((await read(text, size)).cells, rows)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('a quote that is never closed costs its line, at the end of the file too', async () => {
    const good = Array.from({ length: 80 }, (_, i) => `x${i},"y, z"`)
    for (const size of [16, 1 << 16]) {
      const { cells, bad } = await read([...good.slice(0, 5), 'a,"open', ...good.slice(5)].join('\n'), size)
      assert.deepEqual(
        cells.map(([first]) => first),
        good.map((row) => row.split(',')[0]),
      )
      assert.deepEqual(bad, ['line 6: A quote is opened in this line and never closed.'])
    }
    const { cells, bad } = await read('a,b\nc,"open\nd,e\nf,g')
    assert.deepEqual(cells, [
      ['a', 'b'],
      ['d', 'e'],
      ['f', 'g'],
    ])
    assert.deepEqual(bad, ['line 2: A quote is opened in this line and never closed.'])
  })

  it('a line of megabytes costs itself and no memory', async () => {
    const { cells, lines, bad } = await read(`a,b\n${'x'.repeat(3 << 20)}\nc,d\n${'"y'.repeat(1 << 20)}`)
    assert.deepEqual(cells, [
      ['a', 'b'],
      ['c', 'd'],
    ])
    assert.deepEqual(lines, [1, 3])
    assert.deepEqual(
      bad.map((told) => told.split(':')[0]),
      ['line 2', 'line 4'],
    )
  })
})

describe('a table whose header is damaged', () => {
  it('tells each row, and takes none of them for the header', async () => {
    for (const text of ['Artist;Album;"Track;Date#me\n"A";"B";"T";"1577836800000"\n', 'uts,utc_time,"artist,track\n1577836800,x,A,T\n']) {
      const { rows, refused } = await readerOf(lastfmGhanCsv, lastfmStatsCsv)(text)
      assert.deepEqual([rows.length, refused.map(({ where }) => where)], [0, ['line 1', 'line 2']])
      assert.match(refused[1].message, /header/)
    }
  })
})

describe('lines of text', () => {
  it('are UTF-8, and where they are not, Windows-1252', async () => {
    const bytes = Buffer.concat([Buffer.from('Björk\n'), Buffer.from('Bj\xf6rk \x80\n', 'latin1'), Buffer.from('椎名林檎')])
    for (const size of [1, 3, 100]) {
      const texts: (string | null)[] = []
      for await (const lines of textLines(chunksOf(bytes, size))) texts.push(...lines.texts)
      assert.deepEqual(texts, ['Björk', 'Björk €', '椎名林檎'])
    }
  })
})
