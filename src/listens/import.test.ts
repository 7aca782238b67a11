// Imports end to end into a real store: every packaging, twice, in any order; overlaps; personal fields; and the bugs other importers are known for.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { type DeepcutEvent, inProcessEvents } from '#events'
import { fixedClock, seededRandom } from '#kernel'
import {
  accountData,
  accountFiles,
  type ExportFile,
  type ExtendedRow,
  extendedFiles,
  extendedHistory,
  inventTracks,
  PERSONAL_MARK,
  writeFolder,
  writeZip,
} from '../../test/history.ts'
import { openStores } from '../storage/open.ts'
import { type ImportDeps, importPaths } from './import.ts'
import type { ListenerId } from './listener.ts'
import type { ImportReport, SourceReport } from './source.ts'

const NOW = Date.UTC(2026, 10, 21)
const folder = mkdtempSync(join(tmpdir(), 'deepcut-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let nextPath = 0
const path = (name: string) => join(folder, `${nextPath++}`, name)

async function open(url = 'sqlite::memory:') {
  const stores = openStores(url, fixedClock(NOW))
  const events = inProcessEvents()
  const told: DeepcutEvent[] = []
  events.subscribe((event) => told.push(event))
  const me: ListenerId = (await stores.listeners.list())[0].id
  const deps: ImportDeps = { ...stores, events, clock: fixedClock(NOW) }
  const take = async (...paths: string[]) => {
    const report = await importPaths(deps, { paths, listenerId: me })
    for (const source of report.sources) balanced(source)
    return report
  }
  /** Every standing listen, as text. */
  const listens = async () => {
    const rows = await stores.listens.recent({ listenerId: me, countMax: 1_000_000 })
    return rows
      .map((row) => `${row.endedAtMs} ${row.precision} ${row.msPlayed} ${row.kind} ${row.artistName} | ${row.title} ${row.reasonEnd}`)
      .sort()
  }
  return { ...stores, deps, me, take, listens, told }
}

/** read = imported + duplicates + ignored + invalid, for every source. */
function balanced(source: SourceReport): void {
  const ignored = Object.values(source.ignored).reduce((sum, n) => sum + n, 0)
  assert.equal(source.read, source.imported + source.duplicates + ignored + source.invalid.length, JSON.stringify(source).slice(0, 500))
}
const sum = (report: ImportReport, of: 'read' | 'imported' | 'duplicates', format = /^spotify/) =>
  report.sources.filter((source) => format.test(source.format)).reduce((total, source) => total + source[of], 0)
const invalid = (report: ImportReport) => report.sources.flatMap((source) => source.invalid)

function write(name: string, content: unknown): string {
  const file = path(name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
  return file
}

const YEAR = { fromMs: Date.UTC(2023, 0, 1), toMs: Date.UTC(2023, 11, 31) }
const rows = extendedHistory({ seed: 'import', rows: 1200, ...YEAR })
const extended = extendedFiles(rows, { rowsPerFile: 700 })
const account = accountFiles(rows, { rowsPerFile: 1000 })

/** A row as Spotify writes it, with what a test cares about. */
const row = (set: Partial<ExtendedRow> = {}): ExtendedRow => ({ ...rows.find((one) => one.master_metadata_track_name !== null)!, ...set })

describe('import of an export', () => {
  it('as zip, folder or single files: every row kept, the same listens, and nothing the second time', async () => {
    const zip = writeZip(path('my_spotify_data.zip'), extended)
    const unpacked = writeFolder(path('export'), extended)
    const single = readdirSync(join(unpacked, 'Spotify Extended Streaming History')).map((name) =>
      join(unpacked, 'Spotify Extended Streaming History', name),
    )
    const all: string[][] = []
    for (const paths of [[zip], [unpacked], single]) {
      const house = await open()
      const first = await house.take(...paths)
      assert.equal(sum(first, 'read'), rows.length)
      assert.equal(sum(first, 'imported'), rows.length)
      all.push(await house.listens())
      for (const again of [[zip], [unpacked], single]) {
        const second = await house.take(...again)
        assert.deepEqual([sum(second, 'imported'), sum(second, 'duplicates'), sum(second, 'read')], [0, rows.length, rows.length])
      }
      assert.equal((await house.listens()).length, rows.length)
    }
    assert.deepEqual(all[1], all[0])
    assert.deepEqual(all[2], all[0])
  })

  it('keeps every kind of row, typed, and joins music to tracks', async () => {
    const house = await open()
    const report = await house.take(writeZip(path('x.zip'), extended))
    const kept = await house.deps.listens.recent({ listenerId: house.me, countMax: 1_000_000 })
    for (const kind of ['music', 'podcast', 'audiobook'] as const) {
      const expected = rows.filter((one) =>
        kind === 'music'
          ? one.episode_name === null && !one.audiobook_title
          : kind === 'podcast'
            ? one.episode_name !== null
            : one.audiobook_title,
      )
      assert.ok(expected.length > 0)
      assert.equal(kept.filter((listen) => listen.kind === kind).length, expected.length, kind)
    }
    assert.equal(kept.filter((listen) => listen.msPlayed === 0).length, rows.filter((one) => one.ms_played === 0).length)
    assert.equal(kept.filter((listen) => listen.incognito).length, rows.filter((one) => one.incognito_mode).length)
    for (const listen of kept) assert.equal(listen.trackId !== null, listen.kind === 'music' && listen.title !== '')
    const distinct = new Set(rows.filter((one) => one.master_metadata_track_name).map((one) => one.spotify_track_uri))
    const tracks = (await house.deps.tracks.counts()).tracks
    assert.ok(tracks > distinct.size * 0.9 && tracks <= distinct.size, `${tracks} tracks of ${distinct.size}`)
    const matched = report.sources.reduce((total, source) => total + (source.matched?.neither ?? 0), 0)
    assert.equal(matched, kept.filter((listen) => listen.kind === 'music').length)
  })

  it('drops what is personal, says so, and leaves no trace of it in the store', async () => {
    const home = path('home')
    mkdirSync(home, { recursive: true })
    const house = await open(`sqlite:${join(home, 'deepcut.db')}`)
    const old = extendedHistory({ seed: 'old', rows: 300, fromMs: Date.UTC(2016, 0, 1), toMs: Date.UTC(2016, 5, 1), style: 'endsong' })
    const report = await house.take(
      writeZip(path('a.zip'), extended),
      writeFolder(path('b'), account),
      writeZip(path('c.zip'), extendedFiles(old, { style: 'endsong' })),
    )
    const dropped = new Set(report.sources.flatMap((source) => source.droppedFields ?? []))
    assert.deepEqual([...dropped].sort(), ['ip_addr', 'ip_addr_decrypted', 'user_agent_decrypted', 'username'])
    house.close()
    for (const name of readdirSync(home))
      assert.equal(readFileSync(join(home, name)).includes(PERSONAL_MARK), false, `personal data in ${name}`)
  })

  it('leaves the rest of an export alone, and says what it is', async () => {
    const house = await open()
    const report = await house.take(writeZip(path('x.zip'), account))
    const formats = report.sources.filter((source) => /^ignored/.test(source.format)).map((source) => source.format)
    const expected = ['account', 'follow', 'identity', 'inferences', 'payments', 'searches']
    assert.deepEqual(
      formats.sort(),
      expected.map((name) => `ignored-${name}`),
    )
    for (const source of report.sources.filter((one) => /^ignored/.test(one.format))) assert.equal(source.imported, 0)
    assert.deepEqual(invalid(report), [])
  })

  it('a table in the same folder becomes the catalogue, and its tracks are matched', async () => {
    const house = await open()
    const music = row({})
    const table = `track_name,track_artist,track_popularity\n"${music.master_metadata_track_name}","${music.master_metadata_album_artist_name}",50\n`
    const place = writeFolder(path('both'), [...extended, { path: 'spotify_songs.csv', text: table }])
    const report = await house.take(place)
    assert.equal(report.sources.find((source) => source.format === 'table')?.imported, 1)
    const plays = rows.filter((one) => one.spotify_track_uri === music.spotify_track_uri && one.master_metadata_track_name).length
    const matched = report.sources.reduce((total, source) => total + (source.matched?.catalogue ?? 0), 0)
    assert.ok(matched >= plays && plays > 0, `${matched} of ${plays}`)
  })

  it('what is made up stays marked as such: sources, tracks and tables', async () => {
    const house = await open()
    const table = 'track_name,track_artist,track_popularity\nPiece,Nobody,50\n'
    const place = writeFolder(path('demo'), [...extended, { path: 'pieces.csv', text: table }])
    await importPaths(house.deps, { paths: [place], listenerId: house.me, synthetic: true })
    const { tracks, synthetic } = await house.deps.tracks.counts()
    assert.ok(tracks > 1 && synthetic === tracks, `${synthetic} of ${tracks}`)
    for (const source of await house.deps.sources.list()) {
      assert.equal(source.synthetic, true)
      await house.deps.sources.remove(source.id)
    }
    assert.equal(await house.deps.tracks.removeSynthetic(), tracks)
    assert.equal(await house.deps.listens.count(), 0)
  })

  it('tells how it goes, and when it is done', async () => {
    const house = await open()
    await importPaths(house.deps, {
      paths: [writeZip(path('x.zip'), extended)],
      listenerId: house.me,
      importId: 'import-7',
      label: 'my export.zip',
    })
    const progress = house.told.filter((event) => event.name === 'import.progress').map((event) => event.data)
    const last = progress[progress.length - 1]
    assert.equal(last.bytesRead, last.bytesTotal)
    assert.equal(last.rowsRead, rows.length)
    assert.ok(last.path.startsWith('my export.zip/'))
    assert.deepEqual(house.told.at(-1), { name: 'import.finished', data: { importId: 'import-7', listenerId: house.me } })
    const [source] = await house.deps.sources.list(house.me)
    assert.ok(source.label.startsWith('my export.zip/') && source.report !== null && source.report.read > 0)
  })

  it('two imports at once wait for each other, and both reports are right', async () => {
    const house = await open()
    const zip = writeZip(path('x.zip'), extended)
    const [a, b] = await Promise.all([house.take(zip), house.take(zip)])
    assert.deepEqual([sum(a, 'imported'), sum(b, 'imported')], [rows.length, 0])
  })

  it('removing a source removes exactly what it brought', async () => {
    const house = await open()
    await house.take(writeZip(path('x.zip'), extended))
    const extra = await house.take(write('more.json', [row({ ts: '2024-05-05T05:05:05Z' }), row({ ts: '2024-05-06T05:05:05Z' })]))
    const [{ id }] = (await house.deps.sources.list(house.me)).filter((source) => source.label === extra.sources[0].path)
    await house.deps.sources.remove(id)
    assert.equal((await house.listens()).length, rows.length)
  })
})

describe('one listen once', () => {
  it('the account data of the same year adds nothing, whichever comes first, or both at once', async () => {
    const [fine, coarse] = [writeZip(path('extended.zip'), extended), writeZip(path('account.zip'), account)]
    const { music, podcasts } = accountData(rows)
    const outcomes: string[][] = []
    for (const order of [[[fine], [coarse]], [[coarse], [fine]], [[fine, coarse]], [[coarse, fine]]]) {
      const house = await open()
      const reports: ImportReport[] = []
      for (const paths of order) reports.push(await house.take(...paths))
      outcomes.push(await house.listens())
      assert.equal(outcomes.at(-1)!.length, rows.length)
      const all = { sources: reports.flatMap((report) => report.sources), seconds: 0 }
      assert.equal(sum(all, 'imported', /extended/), rows.length)
      const accountFirst = order.length === 2 && order[0][0] === coarse
      assert.equal(sum(all, 'duplicates', /account/), accountFirst ? 0 : music.length + podcasts.length)
    }
    for (const outcome of outcomes.slice(1)) assert.deepEqual(outcome, outcomes[0])
  })

  it('old naming, where podcasts stand among the music, is the same', async () => {
    const house = await open()
    const mixed = await house.take(writeZip(path('old.zip'), accountFiles(rows, { mixed: true })))
    const { music, podcasts } = accountData(rows)
    assert.equal(sum(mixed, 'imported'), music.length + podcasts.length)
    const newer = await house.take(writeZip(path('new.zip'), account))
    assert.deepEqual([sum(newer, 'imported'), sum(newer, 'duplicates')], [0, music.length + podcasts.length])
    await house.take(writeZip(path('x.zip'), extended))
    assert.equal((await house.listens()).length, rows.length)
  })

  it('a year of account data beside ten of the other: only the overlap is marked', async () => {
    const house = await open()
    const later = extendedHistory({ seed: 'later', rows: 400, fromMs: Date.UTC(2024, 0, 5), toMs: Date.UTC(2024, 5, 1) })
    await house.take(writeZip(path('x.zip'), extended))
    const half = rows.slice(600)
    const report = await house.take(writeZip(path('account.zip'), accountFiles([...half, ...later])))
    const [overlap, own] = [half, later].map((part) => accountData(part)).map(({ music, podcasts }) => music.length + podcasts.length)
    assert.deepEqual([sum(report, 'imported'), sum(report, 'duplicates')], [own, overlap])
  })

  it('any files of both exports, in any order and packaging, twice: the same listens', async () => {
    const small = rows.slice(0, 240)
    const files: ExportFile[] = [...extendedFiles(small, { rowsPerFile: 60 }), ...accountFiles(small, { rowsPerFile: 80 })].filter((file) =>
      /History_|History\d/.test(file.path),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.subarray(
          files.map((_, i) => i),
          { minLength: 1 },
        ),
        async (seed, chosen) => {
          const random = seededRandom(seed)
          const outcomes: string[][] = []
          for (let round = 0; round < 2; round++) {
            const house = await open()
            const imported: number[] = []
            for (const twice of [0, 1]) {
              let rest = random.shuffle(chosen).map((i) => files[i])
              let total = 0
              while (rest.length > 0) {
                const part = rest.slice(0, 1 + random.below(rest.length))
                rest = rest.slice(part.length)
                const place = random.next() < 0.5 ? writeZip(path('a.zip'), part) : writeFolder(path('a'), part)
                total += sum(await house.take(place), 'imported')
              }
              imported[twice] = total
            }
            assert.equal(imported[1], 0)
            outcomes.push(await house.listens())
            house.close()
          }
          assert.deepEqual(outcomes[1], outcomes[0])
        },
      ),
      { numRuns: 6 },
    )
  })

  it('ten plays of a song within minutes stay ten; identical rows are kept, and known again', async () => {
    const house = await open()
    const loop = Array.from({ length: 10 }, (_, i) =>
      row({ ts: new Date(Date.UTC(2024, 1, 1, 12, 0, i * 41)).toISOString().replace('.000', ''), ms_played: 41_000 }),
    )
    const offline = [row({ ts: '2024-03-01T10:00:00Z', ms_played: 9 }), row({ ts: '2024-03-01T10:00:00Z', ms_played: 9 })]
    const file = write('loop.json', [...loop, ...offline])
    const other = write('account.json', accountData([...loop, ...offline]).music)
    assert.equal(sum(await house.take(file), 'imported'), 12)
    assert.equal(sum(await house.take(file), 'imported'), 0)
    assert.deepEqual([sum(await house.take(other), 'duplicates'), (await house.listens()).length], [12, 12])
  })

  it('a later export that words its rows anew (no reasons for 2017, another platform) adds nothing', async () => {
    const house = await open()
    await house.take(write('first.json', rows.slice(0, 50)))
    const anew = rows
      .slice(0, 50)
      .map((one) => ({ ...one, reason_end: null, reason_start: '', platform: 'not_applicable', offline_timestamp: null, skipped: null }))
    assert.equal(sum(await house.take(write('second.json', anew)), 'imported'), 0)
  })
})

describe('the bugs other importers are known for', () => {
  const only = async (...content: ExtendedRow[]) => {
    const house = await open()
    const report = await house.take(write('Streaming_History_Audio_2024.json', content))
    return { house, report, kept: await house.deps.listens.recent({ listenerId: house.me, countMax: 99 }) }
  }
  it('(a) the album is kept: it is master_metadata_album_album_name', async () => {
    const { kept } = await only(row({ master_metadata_album_album_name: 'Takk...' }))
    assert.equal(kept[0].albumTitle, 'Takk...')
  })
  it('(b) private sessions and short tracks played whole are kept, and the latter count', async () => {
    const { house, kept } = await only(
      row({ incognito_mode: true, ms_played: 100_000, ts: '2024-01-01T00:00:00Z' }),
      row({ ms_played: 25_000, reason_end: 'trackdone', ts: '2024-01-02T00:00:00Z' }),
    )
    assert.equal(kept.length, 2)
    assert.equal((await house.deps.listens.summary(house.me)).countedListens, 2)
  })
  it('(c, e) ts is the end, in UTC: a listen starts ms_played before it', async () => {
    const { kept } = await only(row({ ts: '2024-07-01T12:00:00Z', ms_played: 61_000 }))
    assert.equal(kept[0].endedAtMs, Date.UTC(2024, 6, 1, 12))
    assert.equal(kept[0].startedAtMs, Date.UTC(2024, 6, 1, 11, 58, 59))
  })
  it('(d) rows within 60 s of each other are different listens, and no network is needed', async () => {
    const tracks = inventTracks('d', 5)
    const close = tracks.map((track, i) =>
      row({ ts: `2024-07-01T12:00:0${i}Z`, ms_played: 1000, master_metadata_track_name: track.title, spotify_track_uri: track.uri! }),
    )
    assert.equal((await only(...close)).kept.length, 5)
  })
  it('(f) a listen split by a playback error is one listen, its times added up, and no skip', async () => {
    const { house, kept } = await only(
      row({ ts: '2024-07-01T12:00:00Z', ms_played: 40_000, reason_end: 'trackerror', skipped: false }),
      row({ ts: '2024-07-01T12:02:00Z', ms_played: 118_000, reason_start: 'trackerror', reason_end: 'trackdone', skipped: false }),
    )
    assert.equal(kept.length, 1)
    const { skips, msPlayed } = await house.deps.listens.summary(house.me)
    assert.deepEqual([skips, msPlayed], [0, 158_000])
  })
  it('numbers as text, times of the offline clock in seconds or milliseconds, null flags: kept', async () => {
    const { kept, report } = await only(
      row({ ms_played: '1234' as unknown as number, offline_timestamp: 1_704_067_200, ts: '2024-01-01T00:00:01Z' }),
      row({ ms_played: 5, offline_timestamp: 1_704_067_200_500, skipped: null, ts: '2024-01-01T00:00:02Z' }),
      row({ ms_played: 6, offline_timestamp: 0, ts: '2024-01-01T00:00:03Z' }),
    )
    assert.deepEqual(invalid(report), [])
    assert.deepEqual(
      kept.map((listen) => [listen.msPlayed, listen.offlineAtMs]),
      [
        [6, null],
        [5, 1_704_067_200_500],
        [1234, 1_704_067_200_000],
      ],
    )
  })
  it('what says nothing is invalid, with its place; its neighbours are kept', async () => {
    const wrong = [
      { ts: '1970-01-01T00:00:00Z' }, { ts: '2031-01-01T00:00:00Z' }, { ts: 'soon' }, { ts: undefined }, { ts: 5 },
      { ms_played: -1 }, { ms_played: 1e12 }, { ms_played: null }, { ms_played: 'long' }, { ms_played: undefined }, { ms_played: Number.NaN },
    ] // biome-ignore format: a table
    const house = await open()
    const content = [row(), ...wrong.map((set) => row(set as Partial<ExtendedRow>)), row({ ts: '2024-01-01T00:00:00Z' })]
    const report = await house.take(write('x.json', content))
    assert.deepEqual([sum(report, 'read'), sum(report, 'imported'), invalid(report).length], [wrong.length + 2, 2, wrong.length])
    assert.match(invalid(report)[0].where, /^row 2, byte \d+$/)
    assert.match(invalid(report)[0].message, /before 2002/)
  })
})
