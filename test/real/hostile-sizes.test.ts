// Files made to be too much: rows of half a gigabyte, a million brackets, a bomb. Each costs itself, is told with its place, and takes no memory; what
// stands beside it is imported.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { SourceReport } from '#listens'

const LARGE_BYTES = 500 * 2 ** 20
const MEMORY_MB_MAX = 300

const folder = mkdtempSync(join(tmpdir(), 'deepcut-hostile-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Imports in a process of its own; its reports and its peak memory. */
async function importOf(path: string): Promise<{ sources: SourceReport[]; peakMb: number; listens: number }> {
  const code = `
    import { inProcessEvents } from '#events'
    import { systemClock } from '#kernel'
    import { importPaths } from '#listens'
    const { openStores } = await import('${new URL('../../src/storage/open.ts', import.meta.url).href}')
    const stores = openStores('sqlite::memory:', systemClock)
    const [me] = await stores.listeners.list()
    const { sources } = await importPaths({ ...stores, events: inProcessEvents(), clock: systemClock }, { paths: [process.argv[1]], listenerId: me.id })
    const listens = await stores.listens.count(me.id)
    console.log(JSON.stringify({ sources, listens, peakMb: process.resourceUsage().maxRSS / 1024 }))`
  const options = { cwd: join(import.meta.dirname, '..', '..'), maxBuffer: 64 << 20 }
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code, path], options)
  return JSON.parse(stdout.trim().split('\n').at(-1)!)
}

/** Writes a file: texts as they are, and for each number so many bytes of a letter. */
function writeParts(name: string, parts: readonly (string | number)[]): string {
  const path = join(folder, name)
  const file = openSync(path, 'w')
  const block = Buffer.alloc(1 << 20, 'a')
  for (const part of parts) {
    if (typeof part === 'string') writeSync(file, part)
    else for (let left = part; left > 0; left -= block.length) writeSync(file, block, 0, Math.min(left, block.length))
  }
  closeSync(file)
  return path
}

const row = (title: string, minute: number) =>
  JSON.stringify({
    ts: `2024-01-01T10:${String(minute).padStart(2, '0')}:00Z`,
    ms_played: 60_000,
    master_metadata_track_name: title,
    master_metadata_album_artist_name: 'Artist',
    spotify_track_uri: `spotify:track:${title}`,
  })
const line = (title: string, minute: number) =>
  JSON.stringify({ listened_at: 1_704_103_200 + minute * 60, track_metadata: { track_name: title, artist_name: 'Artist' } })

describe('files that are too much', () => {
  it('a JSON row of 500 MB: told with its place, the rows before and after are kept', async () => {
    const path = writeParts('row.json', [
      `[${row('before', 1)},{"ts":"2024-01-01T10:02:00Z","ms_played":1,"x":"`,
      LARGE_BYTES,
      `"},${row('after', 3)}]`,
    ])
    const { sources, peakMb, listens } = await importOf(path)
    assert.equal(listens, 2)
    assert.deepEqual([sources[0].read, sources[0].imported, sources[0].invalid.length], [3, 2, 1])
    assert.match(sources[0].invalid[0].where, /row 2, byte \d+/)
    assert.match(sources[0].invalid[0].message, /larger than/)
    assert.ok(peakMb < MEMORY_MB_MAX, `${peakMb} MB`)
  })
  it('a line of 500 MB among lines of JSON', async () => {
    const path = writeParts('lines.jsonl', [`${line('before', 1)}\n{"listened_at":1,"x":"`, LARGE_BYTES, `"}\n${line('after', 3)}\n`])
    const { sources, peakMb, listens } = await importOf(path)
    assert.equal(listens, 2)
    assert.equal(sources[0].invalid.length, 1)
    assert.match(sources[0].invalid[0].where, /line 2/)
    assert.ok(peakMb < MEMORY_MB_MAX, `${peakMb} MB`)
  })
  it('a cell of 500 MB in a table', async () => {
    const header = 'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n'
    const cells = (title: string, minute: number) => `${1_704_103_200 + minute * 60},"01 Jan 2024, 10:00",Artist,,Album,,${title},\n`
    const path = writeParts('table.csv', [
      header,
      cells('before', 1),
      '1704103320,"',
      LARGE_BYTES,
      `",Artist,,Album,,huge,\n${cells('after', 3)}`,
    ])
    const { sources, peakMb, listens } = await importOf(path)
    assert.equal(listens, 2)
    assert.equal(sources[0].invalid.length, 1)
    assert.ok(peakMb < MEMORY_MB_MAX, `${peakMb} MB`)
  })
  it('a million brackets, in a row of an export and in a file of their own', async () => {
    const deep = '['.repeat(1_000_000)
    const nested = join(folder, 'deep')
    rmSync(nested, { recursive: true, force: true })
    const path = writeParts('deep.json', [
      `[${row('before', 1)},{"ts":"2024-01-01T10:02:00Z","ms_played":1,"x":${deep}${']'.repeat(1_000_000)}},${row('after', 3)}]`,
    ])
    const { sources, listens } = await importOf(path)
    assert.equal(listens, 2)
    assert.equal(sources[0].invalid.length, 1)
    writeFileSync(join(folder, 'only.json'), deep)
    const alone = await importOf(join(folder, 'only.json'))
    assert.equal(alone.listens, 0)
    assert.equal(alone.sources[0].imported, 0)
  })
  it('dates that cannot be, lengths below zero, foreign encodings: each told, the rest kept', async () => {
    const odd = [
      { ts: '0001-01-01T00:00:00Z', ms_played: 1 },
      { ts: '9999-12-31T23:59:59Z', ms_played: 1 },
      { ts: '2024-02-30T00:00:00Z', ms_played: 1 },
      { ts: '2024-01-01T10:00:00Z', ms_played: -5 },
      { ts: '2024-01-01T10:00:00Z', ms_played: 1e300 },
      { ts: {}, ms_played: [] },
    ]
    const path = writeParts('odd.json', [
      `\ufeff[${row('before', 1)},${odd.map((one) => JSON.stringify(one)).join(',')},${row('after', 3)}]`,
    ])
    const { sources, listens } = await importOf(path)
    assert.equal(listens, 2)
    assert.equal(sources[0].invalid.length, odd.length)
    assert.ok(sources[0].invalid.every(({ where, message }) => /row \d, byte \d+/.test(where) && message.length > 10))
    writeFileSync(join(folder, 'wide.json'), Buffer.from(`[${row('wide', 1)}]`, 'utf16le'))
    const wide = await importOf(join(folder, 'wide.json'))
    assert.ok(wide.listens === 1 || /UTF-16/.test(wide.sources[0].invalid[0].message), 'read, or told what it is')
  })
})
