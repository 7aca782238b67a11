// Files that are damaged, lie or mean harm: what can be read is kept, what cannot is told, nothing is written, and the other files do not suffer.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { inProcessEvents } from '#events'
import { fixedClock } from '#kernel'
import { type ExtendedRow, extendedFiles, extendedHistory, writeZip } from '../../test/history.ts'
import { zipBytes } from '../../test/zip-writer.ts'
import { openStores } from '../storage/open.ts'
import { importPaths } from './import.ts'

const NOW = Date.UTC(2026, 10, 21)
const folder = mkdtempSync(join(tmpdir(), 'deepcut-hostile-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const rows = extendedHistory({ seed: 'hostile', rows: 200, fromMs: Date.UTC(2023, 0, 1), toMs: Date.UTC(2023, 2, 1) })
const json = (part: readonly ExtendedRow[]) => Buffer.from(JSON.stringify(part, null, 2))
const GOOD = json(rows)

function put(name: string, content: string | Buffer): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

async function take(...paths: string[]) {
  const stores = openStores('sqlite::memory:', fixedClock(NOW))
  const [me] = await stores.listeners.list()
  const report = await importPaths({ ...stores, events: inProcessEvents(), clock: fixedClock(NOW) }, { paths, listenerId: me.id })
  for (const source of report.sources) {
    const ignored = Object.values(source.ignored).reduce((sum, n) => sum + n, 0)
    assert.equal(source.read, source.imported + source.duplicates + ignored + source.invalid.length)
  }
  const imported = report.sources.reduce((sum, source) => sum + source.imported, 0)
  assert.equal(await stores.listens.count(), imported)
  stores.close()
  return { report, imported, faults: report.sources.flatMap((source) => source.invalid.map(({ message }) => message)) }
}

describe('hostile files', () => {
  it('a file cut off is kept up to there, and says where', async () => {
    const { imported, faults, report } = await take(put('cut.json', GOOD.subarray(0, GOOD.length * 0.7)))
    assert.ok(imported > 100)
    assert.match(faults[0], /ends in the middle/)
    assert.match(report.sources[0].invalid[0].where, /^row \d+, byte \d+$/)
  })

  it('a bad file in a folder does not stop the others', async () => {
    const place = join(folder, 'mixed')
    put('mixed/a-empty.json', '')
    put('mixed/b-cut.json', GOOD.subarray(0, 5000))
    put('mixed/c-zip.zip', Buffer.from('PK\u0003\u0004 broken'))
    put('mixed/d-utf16.json', Buffer.from(`\ufeff${GOOD.toString()}`, 'utf16le'))
    put('mixed/e-words.txt', 'my notes')
    put('mixed/.DS_Store', 'x')
    put('mixed/__MACOSX/._f.json', GOOD)
    put('mixed/deep/er/f-good.json', GOOD)
    put('mixed/g-song.mp3', Buffer.from('ID3\u0004\u0000'))
    put('mixed/h-song.mp3', Buffer.from('ID3\u0004\u0000'))
    symlinkSync(place, join(place, 'circle'))
    const { imported, report, faults } = await take(place)
    assert.equal(imported, rows.length)
    assert.match(faults.join('\n'), /UTF-16/)
    assert.match(faults.join('\n'), /damaged or incomplete/)
    assert.equal(
      report.sources.some((source) => /MACOSX|DS_Store|circle/.test(source.path)),
      false,
    )
    assert.deepEqual(report.sources.find((source) => source.format === 'ignored-audio')?.ignored, { AUDIO_FILE: 2 })
  })

  it('a path that is not there, and one that is no file', async () => {
    const { faults } = await take(join(folder, 'nowhere.zip'), '/dev/null')
    assert.match(faults[0], /no file or folder/)
    assert.match(faults[1], /neither a file nor a folder/)
  })

  it('names that climb out of the zip are only words: nothing is written', async () => {
    const names = ['../../evil.json', '/etc/evil.json', 'C:\\evil.json', 'a/../../b.json', '..', 'x\u0000y.json']
    const { imported, report } = await take(
      put('tricks.zip', zipBytes(names.map((name, i) => ({ name, bytes: json(rows.slice(i * 20, i * 20 + 20)) })))),
    )
    assert.equal(imported, 120)
    for (const source of report.sources)
      assert.equal(
        ['..', '//', '\u0000', '\\'].some((sign) => source.path.slice(folder.length).includes(sign)),
        false,
        source.path,
      )
    for (const place of [
      join(folder, 'evil.json'),
      join(folder, '..', 'evil.json'),
      join(folder, '..', '..', 'evil.json'),
      '/etc/evil.json',
      'b.json',
      'evil.json',
    ])
      assert.equal(existsSync(place), false, place)
  })

  it('a zip that lies about sizes or checksums is caught', async () => {
    const bytes = GOOD
    for (const lie of [{ uncompressedSize: 1000 }, { uncompressedSize: bytes.length + 7 }, { crc32: 42 }])
      for (const stored of [false, true]) {
        const { faults } = await take(
          put(
            'liar.zip',
            zipBytes([
              { name: 'a.json', bytes, lie, stored },
              { name: 'b.json', bytes: json(rows.slice(0, 3)) },
            ]),
          ),
        )
        assert.equal(faults.length >= 1, true, JSON.stringify({ lie, stored }))
        assert.match(faults.join(), /unpacks to more|shorter than|checksum|cannot be read|could not be read|damaged|middle/)
      }
  })

  it('locked members and unknown packing are told', async () => {
    const { faults, imported } = await take(
      put(
        'locked.zip',
        zipBytes([
          { name: 'a.json', bytes: GOOD, lie: { flags: 1 } },
          { name: 'b.json', bytes: GOOD, lie: { method: 14 } },
          { name: 'c.json', bytes: GOOD },
        ]),
      ),
    )
    assert.equal(imported, rows.length)
    assert.match(faults[0], /password/)
    assert.match(faults[1], /method \(14\)/)
  })

  it('a bomb is not unpacked', async () => {
    const bomb = zipBytes([{ name: 'history.json', bytes: Buffer.concat([Buffer.from('[{"ts":"'), Buffer.alloc(100 * 2 ** 20, 0x20)]) }])
    assert.ok(bomb.length < 2 ** 20)
    const startMs = performance.now()
    const { faults } = await take(put('bomb.zip', bomb))
    assert.match(faults[0], /packed more than/)
    assert.ok(performance.now() - startMs < 2000)
    const many = zipBytes(Array.from({ length: 5001 }, (_, i) => ({ name: `${i}.json`, bytes: Buffer.from('[]'), stored: true })))
    assert.match((await take(put('many.zip', many))).faults[0], /more than 5000 files/)
  })

  it('a zip in a zip is read; an endless nest of them is not', async () => {
    let zip = zipBytes([{ name: 'a.json', bytes: GOOD }])
    for (let depth = 0; depth < 2; depth++) zip = zipBytes([{ name: 'inner.zip', bytes: zip, stored: depth === 0 }])
    assert.equal((await take(put('outer.zip', zip))).imported, rows.length)
    for (let depth = 0; depth < 4; depth++) zip = zipBytes([{ name: 'inner.zip', bytes: zip }])
    assert.match((await take(put('outermost.zip', zip))).faults[0], /too deep/)
  })

  it('any bit of a zip may be flipped', async () => {
    const good = readFileSync(writeZip(join(folder, 'good.zip'), extendedFiles(rows.slice(0, 40))))
    for (let at = 0; at < good.length; at += Math.ceil(good.length / 40)) {
      const bad = Buffer.from(good)
      bad[at] ^= 0x55
      const { imported } = await take(put('flipped.zip', bad))
      assert.ok(imported <= 40 * 2)
    }
  })

  it('a million brackets, a row of 2 MB, keys that are traps', async () => {
    const trap = { ...rows[0], ts: '2023-01-01T00:00:01Z', __proto__x: 1, constructor: { prototype: 1 }, toString: 5 }
    const text = `[${JSON.stringify(rows[1])},${JSON.stringify({ ts: '2023-01-01T00:00:00Z', x: 'y'.repeat(2 ** 21) })},${JSON.stringify(trap).replace('__proto__x', '__proto__')},
      ${JSON.stringify(rows[2])},${'['.repeat(1_000_000)}`
    const { imported, faults } = await take(put('nest.json', text))
    assert.equal(imported, 3)
    assert.match(faults.join(), /larger than/)
    assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  })

  it('more bad rows than anyone would read are counted, not listed', async () => {
    const bad = Array.from({ length: 2500 }, () => ({ ts: 'never', ms_played: 1 }))
    const { report } = await take(put('bad.json', JSON.stringify(bad)))
    assert.equal(report.sources[0].invalid.length, 1000)
    assert.deepEqual(report.sources[0].ignored, { MORE_INVALID: 1500 })
  })

  it('texts of any length are cut, not refused', async () => {
    const long = { ...rows[0], master_metadata_track_name: 'x'.repeat(500_000), spotify_track_uri: null, episode_name: null }
    assert.equal((await take(put('long.json', JSON.stringify([long])))).imported, 1)
  })
})

describe('killed in the middle', () => {
  it('the next import completes it, and doubles nothing', async () => {
    const many = extendedHistory({ seed: 'killed', rows: 14_000, fromMs: Date.UTC(2020, 0, 1), toMs: Date.UTC(2023, 0, 1) })
    const file = put('killed/many.json', JSON.stringify(many))
    const url = `sqlite:${join(folder, 'killed', 'deepcut.db')}`
    const code = `
      import { inProcessEvents } from '#events'
      import { systemClock } from '#kernel'
      import { importPaths } from '#listens'
      const { openStores } = await import('${new URL('../storage/open.ts', import.meta.url).href}')
      const stores = openStores(process.argv[1], systemClock)
      const [me] = await stores.listeners.list()
      const events = inProcessEvents()
      events.subscribe((event) => { if (event.name === 'import.progress' && event.data.rowsRead > 5500) console.log('reading') })
      const report = await importPaths({ ...stores, events, clock: systemClock }, { paths: [process.argv[2]], listenerId: me.id })
      console.log(JSON.stringify(report.sources.map(({ read, imported, duplicates }) => [read, imported, duplicates])), await stores.listens.count())`
    const options = ['--input-type=module', '-e', code, url, file]
    const cwd = join(import.meta.dirname, '..', '..')
    const child = spawn(process.execPath, options, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise<void>((resolve) => {
      child.stdout.once('data', () => child.kill('SIGKILL'))
      child.once('exit', () => resolve())
    })
    assert.equal(child.signalCode, 'SIGKILL')
    const { stdout } = await promisify(execFile)(process.execPath, options, { cwd })
    const [counts, total] = stdout.trim().split('\n').at(-1)!.split(' ')
    const [[read, imported, duplicates]] = JSON.parse(counts) as number[][]
    assert.equal(read, many.length)
    assert.equal(Number(total), many.length)
    assert.ok(duplicates > 0 && imported > 0, `${imported} new, ${duplicates} kept before the kill`)
  })
})
