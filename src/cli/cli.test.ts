// What each verb does and says, run in this process over a real house; process.test.ts runs the real processes.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { extendedFiles, extendedHistory, type HistoryTrack, writeZip } from '../../test/history.ts'
import { openTestHouse, type TestHouse, writeChords } from '../../test/house.ts'
import { openStores } from '../storage/open.ts'
import { runCli } from './run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-cli-'))
const music = join(folder, 'music')
const history = join(folder, 'my_spotify_data.zip')
const PIECES = ['First', 'Second', 'Third']
let house: TestHouse

before(() => {
  house = openTestHouse()
  mkdirSync(join(music, 'Ada', 'Colours'), { recursive: true })
  for (const [i, title] of PIECES.entries())
    writeChords(join(music, 'Ada', 'Colours', `0${i + 1} ${title}.wav`), { seconds: 4, rootHz: 200 + 40 * i })
  writeFileSync(join(music, 'Ada', 'Colours', '04 Broken.mp3'), '')
  const tracks = ['Far', 'Farther', 'Farthest'].map((title): HistoryTrack => ({ title, artist: 'Bob', album: 'Away', durationMs: 200_000 }))
  const rows = extendedHistory({ seed: 1, rows: 60, tracks, fromMs: Date.UTC(2025, 0, 1), toMs: Date.UTC(2025, 11, 1) })
  writeZip(history, extendedFiles(rows))
})
after(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  readonly status: number
  readonly out: string
  readonly err: string
}

async function deepcut(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  let out = ''
  let err = ''
  const stdout = { write: (text: string) => (out += text) }
  const stderr = { write: (text: string) => (err += text) }
  const hall = {
    open: async () => house,
    clock: house.clock,
    version: '0.0.0',
    pagePath: '/nowhere',
    stdout,
    stderr,
    env,
    stop: new AbortController().signal,
  }
  const status = await runCli(hall, args)
  return { status, out, err }
}

/** The one document that a verb with --json prints, and nothing else. */
async function json(...args: string[]): Promise<never> {
  const { status, out, err } = await deepcut([...args, '--json'])
  assert.equal(status, 0, err)
  assert.equal(out.trimEnd().split('\n').length, 1)
  return JSON.parse(out) as never
}

describe('wrong usage', () => {
  const wrong: [string[], RegExp][] = [
    [[], /Usage: deepcut/],
    [['frobnicate'], /unknown command 'frobnicate'/],
    [['scan'], /missing required argument 'folder'/],
    [['scan', '.', '--cores', '0'], /--cores 0: it takes a whole number from 1 to 256/],
    [['recommend', '--wat'], /unknown option '--wat'/],
    [['recommend', '--radar', '1.5'], /--radar 1\.5: it takes a number from 0 to 1/],
    [['recommend', '--radar', ''], /--radar/],
    [['recommend', '--count', '0'], /--count 0: it takes a whole number from 1 to 500/],
    [['recommend', '--count', '501'], /--count/],
    [['recommend', '--count', 'ten'], /--count ten/],
    [['recommend', '--from', 'moon'], /--from moon: it takes library, catalogue, all/],
    [['serve', '--port', '99999'], /--port 99999/],
    [['serve', '--port', '80.5'], /--port/],
    [['stats', '--from', 'yesterday'], /--from yesterday: it takes a day such as/],
    [['stats', '--to', '2026-02-30'], /--to 2026-02-30/],
  ]
  it('exits 2, says what was wrong on stderr, and prints nothing on stdout', async () => {
    const ended = await Promise.all(wrong.map(([args]) => deepcut(args)))
    for (const [i, [args, message]] of wrong.entries()) {
      const { status, out, err } = ended[i]
      assert.equal(status, 2, `${args.join(' ')}: ${err}`)
      assert.match(err, message)
      assert.equal(out, '')
    }
  })
})

describe('help', () => {
  it('names every verb of the contract, on stdout, exit 0', async () => {
    const { status, out } = await deepcut(['--help'])
    assert.equal(status, 0)
    for (const verb of ['serve', 'start', 'demo', 'scan', 'analyze', 'import', 'recommend', 'similar', 'stats', 'tag', 'backup'])
      assert.match(out, new RegExp(`^  ${verb}\\b`, 'm'))
    assert.match((await deepcut(['recommend', '--help'])).out, /--radar/)
    assert.equal((await deepcut(['--version'])).out, '0.0.0\n')
  })
})

describe('with music and a history', { concurrency: false }, () => {
  let ids: number[] = []

  it('scans: what is new, then nothing', async () => {
    const first: { files: number; added: number; analysed: number; failed: { path: string; code: string; message: string }[] } = await json(
      'scan',
      music,
    )
    assert.deepEqual([first.files, first.added, first.analysed], [first.files, 3, 3])
    assert.deepEqual(
      first.failed.map(({ path }) => path),
      [join(music, 'Ada', 'Colours', '04 Broken.mp3')],
    )
    const again: { added: number; unchanged: number; analysed: number } = await json('scan', music, '--quick', '--cores', '1')
    assert.deepEqual([again.added, again.unchanged, again.analysed], [0, 3, 0])
  })

  it('tells people of the scan in lines, with each failure and why', async () => {
    const { status, out, err } = await deepcut(['scan', music])
    assert.equal(status, 0)
    assert.match(out, /0 new, 0 changed, 3 unchanged/)
    assert.match(out, /04 Broken\.mp3\n {4}\S/)
    assert.doesNotMatch(out + err, new RegExp(String.fromCharCode(27)))
  })

  it('says that a folder is not there', async () => {
    const { status, out, err } = await deepcut(['scan', join(folder, 'nowhere'), '--json'])
    assert.equal(status, 1)
    assert.equal(out, '')
    assert.match(err, /There is no folder at .*nowhere/)
  })

  it('imports for a listener it makes, and adds nothing the second time', async () => {
    type Report = {
      sources: { format: string; read: number; imported: number; duplicates: number; ignored: Record<string, number>; invalid: unknown[] }[]
    }
    const first: Report = await json('import', history, '--user', 'ada')
    const second: Report = await json('import', history, '--user', 'ada')
    const [one] = first.sources
    assert.equal(one.format, 'spotify-extended')
    const ignored = Object.values(one.ignored).reduce((sum, count) => sum + count, 0)
    assert.equal(one.read, one.imported + one.duplicates + ignored + one.invalid.length)
    assert.ok(one.imported > 0)
    assert.equal(second.sources[0].imported, 0)
  })

  it('exits 1 where nothing recognises what was given', async () => {
    const path = join(folder, 'notes.txt')
    writeFileSync(path, 'nothing to hear')
    const { status, out } = await deepcut(['import', path, '--json'])
    assert.equal(status, 1)
    assert.equal((JSON.parse(out) as { sources: { format: string }[] }).sources[0].format, 'unknown')
    assert.equal((await deepcut(['import', join(folder, 'none.zip')])).status, 1)
  })

  it('recommends, with reasons that people can read', async () => {
    const items: { rank: number; trackId: number; reasons: { text: string }[] }[] = await json(
      'recommend',
      '--user',
      'ada',
      '--from',
      'library',
    )
    assert.deepEqual(
      items.map(({ rank }) => rank),
      [1, 2, 3],
    )
    for (const { reasons } of items) assert.ok(reasons.every(({ text }) => text.length > 3))
    ids = items.map(({ trackId }) => trackId)
    const { out } = await deepcut(['recommend', '--user', 'ada', '--count', '1'])
    assert.match(out, /^1 {2}\S.*\n {5}\S/m)
  })

  it('says which listeners there are where one is unknown', async () => {
    for (const verb of ['recommend', 'stats']) {
      const { status, err } = await deepcut([verb, '--user', 'zoe'])
      assert.equal(status, 1)
      assert.match(err, /zoe/)
      assert.match(err, /ada/)
    }
  })

  it('finds what sounds alike by id, by name and by file', async () => {
    type Similar = { rank: number; trackId: number; similarity: number }[]
    const byId: Similar = await json('similar', String(ids[0]))
    assert.equal(byId.length, 2)
    const path = join(music, 'Ada', 'Colours', '01 First.wav')
    const byPath: Similar = await json('similar', path)
    assert.equal(byPath.length, 2)
    assert.deepEqual(await json('similar', 'Ada - First'), byPath)
    for (const given of ['99999', 'Ada - Nothing', 'First']) {
      const { status, err } = await deepcut(['similar', given])
      assert.equal(status, 1)
      assert.match(err, /track/)
    }
  })

  it('tells the numbers, of a span too', async () => {
    const all: { listens: number; listener: string } = await json('stats', '--user', 'ada')
    assert.equal(all.listener, 'ada')
    assert.ok(all.listens > 0)
    const none: { listens: number } = await json('stats', '--user', 'ada', '--from', '2019-01-01', '--to', '2019-12-31')
    assert.equal(none.listens, 0)
    assert.match((await deepcut(['stats', '--user', 'ada'])).out, /counted listens +\d/)
    const top = await deepcut(['stats', '--user', 'ada', '--insight', 'top-artists', '--with', 'count=2'])
    assert.match(top.out, /^Which artists do you play most\?\n {2}First of \d/)
    const csv = await deepcut(['stats', '--user', 'ada', '--insight', 'clock', '--csv', '--zone', 'UTC'])
    assert.match(csv.out, /^weekday,"hour \[local, 0 to 23\]",counted \[listens\],time \[ms\]\r\nMonday,0,/)
    const { data }: { data: { listens: number } } = await json('stats', '--user', 'ada', '--insight', 'totals', '--kind', 'all')
    assert.equal(data.listens, all.listens)
    assert.match((await deepcut(['stats', '--insight', 'nothing'])).err, /there is totals, top-artists/)
  })

  it('analyses without storing', async () => {
    const path = join(music, 'Ada', 'Colours', '02 Second.wav')
    const [document]: [{ path: string; durationS: number; loudness: object; descriptors: { mfcc: { mean: number[] } } }] = await json(
      'analyze',
      path,
    )
    assert.equal(document.path, path)
    assert.ok(Math.abs(document.durationS - 4) < 0.05)
    assert.equal(document.descriptors.mfcc.mean.length, 20)
    const mixed = await deepcut(['analyze', path, join(folder, 'none.wav'), '--json'])
    assert.equal(mixed.status, 1)
    assert.equal((JSON.parse(mixed.out) as unknown[]).length, 2)
  })

  it('says in a few lines what a file sounds like', async () => {
    const { out } = await deepcut(['analyze', join(music, 'Ada', 'Colours', '02 Second.wav')])
    for (const what of ['tempo', 'key', 'loudness']) assert.match(out, new RegExp(`^  ${what} +\\S`, 'm'))
    assert.match(out, /LUFS.*ReplayGain/)
  })

  it('tags a file only when told to, and takes it back', async () => {
    const path = join(music, 'Ada', 'Colours', '02 Second.wav')
    const before = readFileSync(path)
    const args = ['tag', path, '--only', 'replaygain']
    const shown: { changed: number; written: boolean; items: { changes: { field: string; from: null }[] }[] } = await json(...args)
    assert.deepEqual([shown.changed, shown.written, shown.items[0].changes[0].from], [1, false, null])
    assert.ok(readFileSync(path).equals(before))
    assert.match((await deepcut([...args, '--write'])).out, /1 changed/)
    assert.ok(!readFileSync(path).equals(before))
    const { analysed, unchanged }: { analysed: number; unchanged: number } = await json('scan', music)
    assert.deepEqual([analysed, unchanged], [0, PIECES.length])
    assert.match((await deepcut(['tag', '--undo'])).out, /1 file as before/)
    assert.ok(readFileSync(path).equals(before))
    assert.equal((await deepcut(['tag'])).status, 2)
  })

  it('backs up to a file that can be used, and overwrites none', async () => {
    const path = join(folder, 'backups', 'copy.db')
    const { bytes }: { bytes: number } = await json('backup', path)
    assert.ok(bytes > 10_000)
    const copy = openStores(`sqlite:${path}`, house.clock)
    assert.equal(await copy.listens.count(), await house.listens.count())
    copy.close()
    const { status, err } = await deepcut(['backup', path])
    assert.equal(status, 1)
    assert.match(err, /already/)
  })
})
