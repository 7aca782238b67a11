// What the unit tests of the readers do in small, in large: rows of 500 MB, a million brackets, thousands of damaged files.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { FORMATS } from '../../src/listens/formats/formats.ts'
import { headOf, inputOf, NOW_MS, readerOf } from '../../src/listens/formats/read-format.fixture.ts'
import { SAMPLES } from '../../src/listens/formats/text-formats.fixture.ts'
import type { ListenerId } from '../../src/listens/listener.ts'
import type { SourceId } from '../../src/listens/source.ts'

const ROW_MB = 500
const GROWTH_BYTES_MAX = 200 << 20
const MEGABYTE = Buffer.alloc(1 << 20, 'x')
const LISTEN = '{"listened_at":1577836800,"track_metadata":{"track_name":"T","artist_name":"A"}}'
const ENTRY =
  '<div class="outer-cell"><div class="header-cell">YouTube Music</div><div class="content-cell"><a href="https://www.youtube.com/watch?v=abcdefghijk">T</a><br>Apr 25, 2022, 8:00:04 PM UTC</div><div class="content-cell caption"></div></div>'

/** What stands before and after the row without end, and how many rows there are beside it. */
const HUGE: readonly (readonly [format: string, before: string, after: string, rows: number])[] = [
  ['spotify-extended', '[{"ts":"2020-01-01T00:00:00Z","ms_played":1},{"ts":"', '"},{"ts":"2020-01-01T00:00:00Z","ms_played":1}]', 2],
  ['listenbrainz', `${LISTEN}\n{"listened_at":"`, `"}\n${LISTEN}\n`, 2],
  ['lastfm-ghan-csv', 'uts,artist,track\n1577836800,A,T\n1,"', '",x\n1577836800,A,T\n', 2],
  ['librefm', 'Artist,Track,Time\nA,T,1577836800\n', '\nA,T,1577836800\n', 2],
  ['scrobbler-log', '#AUDIOSCROBBLER/1.1\n#TZ/UTC\nA\tB\tT\t1\t200\tL\t1577836800\n', '\nA\tB\tT\t1\t200\tL\t1577836800\n', 2],
  ['maloja', '{"scrobbles":[{"time":1577836800,"track":{"title":"T"}},{"time":"', '"},{"time":1577836800,"track":{"title":"T"}}]}', 2],
  ['youtube-json', '[{"title":"T","titleUrl":"https://music.youtube.com/watch?v=abcdefghijk","header":"YouTube Music","time":"2020-01-01T00:00:00Z"},{"x":"', '"}]', 1],
  ['youtube-html', `<html>${ENTRY}<div class="outer-cell"><a href="`, `"></a></div>${ENTRY}</html>`, 2],
] // biome-ignore format: a table

describe('a row of 500 MB', () => {
  for (const [name, before, after, expected] of HUGE)
    it(`in ${name} is told, the others are read, and memory does not grow with it`, async () => {
      const format = FORMATS.find((one) => one.name === name)!
      async function* read() {
        yield Buffer.from(before)
        for (let i = 0; i < ROW_MB; i++) yield MEGABYTE
        yield Buffer.from(after)
      }
      const context = { listenerId: 1 as ListenerId, sourceId: 1 as SourceId, nowMs: NOW_MS, zone: 'UTC', siblings: [] }
      const atFirst = process.memoryUsage().rss
      let [rows, peak] = [0, 0]
      const told: string[] = []
      for await (const stretch of format.read({ ...inputOf('', format), read }, context)) {
        rows += stretch.rows.length
        for (const { message } of stretch.refused ?? []) told.push(message)
        peak = Math.max(peak, process.memoryUsage().rss)
      }
      assert.equal(rows, expected)
      assert.equal(told.length, 1, told.join('\n'))
      assert.match(told[0], /larger than|longer than/)
      assert.ok(peak - atFirst < GROWTH_BYTES_MAX, `${Math.round((peak - atFirst) / 1e6)} MB more`)
    })
})

describe('damaged files', () => {
  const names = Object.keys(SAMPLES)
  const read = readerOf(...FORMATS)
  /** A file of some rows of a format, where rows stand in lines. */
  const grown = (name: string, times: number): string => {
    const lines = SAMPLES[name].trimEnd().split('\n')
    return SAMPLES[name].startsWith('{"maloja') || /^[[<]/.test(SAMPLES[name]) || name.startsWith('koito') || name === 'lastfm-stats-json'
      ? SAMPLES[name]
      : `${[...lines, ...Array.from({ length: times }, () => lines.at(-1))].join('\n')}\n`
  }
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc.constantFrom(
      ...['"', '\n', '{', '}', '[', ']', ',', '\\', 'null', '-1', '1e999', 'NaN', '"a":', '\t', '</a>', '<br>'].map((text) =>
        Buffer.from(text),
      ),
    ),
  )
  it('10,000 of them: no throw, and the same rows in chunks of any size', async () => {
    const run = async (name: string, edits: readonly [number, Uint8Array][], cut: number | null, times: number, chunkBytes: number) => {
      let bytes = Buffer.from(grown(name, times))
      for (const [at, put] of edits) {
        const place = at % bytes.length
        bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + (put.length % 3))])
      }
      if (cut !== null) bytes = bytes.subarray(0, cut % bytes.length)
      if (!FORMATS.some((format) => format.recognises(headOf(bytes)))) return
      const [small, whole] = [await read(bytes, { chunkBytes }), await read(bytes)]
      assert.deepEqual(
        small.rows.map((row) => row.identity),
        whole.rows.map((row) => row.identity),
      )
    }
    const edits = fc.array(fc.tuple(fc.nat(5000), piece), { maxLength: 3 })
    const property = fc.asyncProperty(
      fc.constantFrom(...names),
      edits,
      fc.option(fc.nat(5000)),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 20, max: 200 }),
      run,
    )
    await fc.assert(property, { numRuns: 10_000 })
  })
})
