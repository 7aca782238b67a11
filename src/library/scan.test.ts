// Stories of a music folder: what a scan makes of files that come, change, move, go and return, and of everything odd that lies about.

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, afterEach, beforeEach, describe, it } from 'node:test'
import { fileArtifacts } from '#artifacts'
import { type Compute, threadCompute } from '#compute'
import { type DeepcutEvent, inProcessEvents } from '#events'
import { Fault, fixedClock } from '#kernel'
import { Database } from '../storage/sqlite/database.ts'
import { type LibraryStores, sqliteLibrary } from '../storage/sqlite/library.ts'
import { flac, mp3, opus, png, wav } from './audio-bytes.fixture.ts'
import readFiles, { type FileToRead } from './read-files.job.ts'
import { type ScanReport, type ScanRequest, scan } from './scan.ts'
import { walk } from './walk.ts'

/** Reads in this thread: the stories are about the scan, and threads take long to start. One story below uses real ones. */
const inThread: Compute = {
  workersMax: 2,
  run: async (_job, input) => (await readFiles(input as FileToRead[])) as never,
  close: async () => {},
}

let home: string
let music: string
let stores: LibraryStores
let events: DeepcutEvent[]
let clock: ReturnType<typeof fixedClock>
let deps: Parameters<typeof scan>[0]

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'deepcut-scan-'))
  music = join(home, 'music')
  mkdirSync(music)
  clock = fixedClock(1_000_000)
  stores = sqliteLibrary(new Database(':memory:'), clock)
  events = []
  const bus = inProcessEvents()
  bus.subscribe((event) => events.push(event))
  deps = { ...stores, artifacts: fileArtifacts(join(home, 'artifacts')), events: bus, clock, compute: inThread }
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const put = (path: string, bytes: Uint8Array): string => {
  const full = join(music, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, bytes)
  return full
}
const run = (request: Partial<ScanRequest> = {}): Promise<ScanReport> => scan(deps, { folders: [music], ...request })
const codes = (faults: readonly { path: string; code: string }[]) =>
  faults.map(({ path, code }) => `${relative(music, path)}: ${code}`).sort()
const counts = ({ files, added, updated, unchanged, removed }: ScanReport) => ({ files, added, updated, unchanged, removed })
const song = (title: string, more: Record<string, string> = {}, durationS = 200) =>
  flac({ TITLE: title, ARTIST: 'Björk', ALBUM: 'Homogenic', ALBUMARTIST: 'Björk', ...more }, { durationS, sound: title })
const titles = async () => (await stores.tracks.find({ playable: true, sort: 'title', countMax: 100 })).items.map((track) => track.title)
const trackAt = async (path: string) => (await stores.audioFiles.findByPath(join(music, path)))?.trackId

describe('a scan', () => {
  it('finds music below a folder, whatever its kind, and passes over the rest', async () => {
    put('Björk/Homogenic/01 - Hunter.flac', song('Hunter', { TRACKNUMBER: '1' }))
    put('Björk/Homogenic/02.mp3', mp3({ TIT2: 'Jóga', TPE1: 'Björk', TALB: 'Homogenic', TPE2: 'Björk', TRCK: '2' }))
    put('loose/a.opus', opus({ TITLE: 'Loose', ARTIST: 'X' }))
    put('Some One/Some Album/03 - Untagged.wav', wav('sound'))
    put('notes.txt', Buffer.from('x'))
    put('Björk/Homogenic/cover.jpg.html', Buffer.from('x'))
    put('._ghost.mp3', Buffer.from('x'))
    put('@eaDir/thumb.mp3', mp3({}))
    const report = await run()
    assert.deepEqual(counts(report), { files: 4, added: 4, updated: 0, unchanged: 0, removed: 0 })
    assert.deepEqual([report.failed, report.notices], [[], []])
    assert.deepEqual(await titles(), ['Hunter', 'Jóga', 'Loose', 'Untagged'])
    const [untagged] = (await stores.tracks.find({ text: 'untagged', countMax: 1 })).items
    assert.deepEqual([untagged.artistCredit, untagged.albumTitle, untagged.trackNo], ['Some One', 'Some Album', 3])
    assert.deepEqual(await stores.folders.list(), [{ path: music, synthetic: false }])
  })

  it('leaves what has not changed alone', async () => {
    put('a.flac', song('A'))
    await run()
    const revision = await stores.tracks.revision()
    assert.deepEqual(counts(await run()), { files: 1, added: 0, updated: 0, unchanged: 1, removed: 0 })
    assert.equal(await stores.tracks.revision(), revision)
  })

  it('follows a changed tag and keeps the track', async () => {
    const path = put('a.flac', song('Joga'))
    await run()
    const id = await trackAt('a.flac')
    writeFileSync(path, song('Jóga', { ALBUM: 'Best Of', ALBUMARTIST: 'Björk' }))
    utimesSync(path, 1000, 1000)
    assert.deepEqual(counts(await run()), { files: 1, added: 0, updated: 1, unchanged: 0, removed: 0 })
    assert.equal(await trackAt('a.flac'), id)
    const [track] = await stores.tracks.get([id!])
    assert.deepEqual([track.title, track.albumTitle], ['Jóga', 'Best Of'])
    assert.deepEqual(
      (await stores.albums.find({ countMax: 5 })).items.map((album) => album.title),
      ['Best Of'],
    )
  })

  it('takes another recording under an old name for what it is', async () => {
    const path = put('track01.flac', song('First', {}, 100))
    await run()
    const id = await trackAt('track01.flac')
    writeFileSync(path, song('Second', {}, 300))
    await run()
    assert.notEqual(await trackAt('track01.flac'), id)
    assert.deepEqual(await titles(), ['Second'])
  })

  it('does not read again what was only touched', async () => {
    const path = put('a.flac', song('A'))
    await run()
    utimesSync(path, 5000, 5000)
    assert.deepEqual(counts(await run()), { files: 1, added: 0, updated: 0, unchanged: 1, removed: 0 })
    assert.equal((await stores.audioFiles.findByPath(path))?.mtimeMs, 5_000_000)
  })

  it('knows a renamed or moved file by its content', async () => {
    put('a.flac', song('A'))
    put('b.flac', song('B'))
    await run()
    const [a, b] = [await trackAt('a.flac'), await trackAt('b.flac')]
    mkdirSync(join(music, 'deep'))
    renameSync(join(music, 'a.flac'), join(music, 'deep', 'renamed.flac'))
    const report = await run()
    assert.deepEqual(counts(report), { files: 2, added: 0, updated: 1, unchanged: 1, removed: 0 })
    assert.deepEqual(report.notices, [])
    assert.deepEqual([await trackAt('deep/renamed.flac'), await trackAt('b.flac')], [a, b])
    assert.equal(await trackAt('a.flac'), undefined)
  })

  it('knows a whole folder that was renamed, and files that changed places', async () => {
    for (const name of ['1', '2', '3']) put(`old/${name}.flac`, song(`Song ${name}`, { TRACKNUMBER: name }))
    await run()
    const before = [await trackAt('old/1.flac'), await trackAt('old/2.flac'), await trackAt('old/3.flac')]
    renameSync(join(music, 'old'), join(music, 'new'))
    assert.deepEqual(counts(await run()), { files: 3, added: 0, updated: 3, unchanged: 0, removed: 0 })
    assert.deepEqual([await trackAt('new/1.flac'), await trackAt('new/2.flac'), await trackAt('new/3.flac')], before)
    renameSync(join(music, 'new/1.flac'), join(music, 'new/x.flac'))
    renameSync(join(music, 'new/2.flac'), join(music, 'new/1.flac'))
    renameSync(join(music, 'new/x.flac'), join(music, 'new/2.flac'))
    for (const [name, s] of [
      ['1', 77],
      ['2', 78],
    ] as const)
      utimesSync(join(music, `new/${name}.flac`), s, s)
    await run()
    assert.deepEqual([await trackAt('new/1.flac'), await trackAt('new/2.flac')], [before[1], before[0]])
    assert.equal((await stores.tracks.counts()).tracks, 3)
  })

  it('marks what is gone missing, and knows it when it returns', async () => {
    put('a.flac', song('A'))
    const b = put('b.flac', song('B'))
    await run()
    const id = await trackAt('b.flac')
    renameSync(b, join(home, 'away.flac'))
    const gone = await run()
    assert.deepEqual(counts(gone), { files: 1, added: 0, updated: 0, unchanged: 1, removed: 1 })
    assert.deepEqual(await titles(), ['A'])
    assert.equal((await stores.tracks.get([id!])).length, 1)
    assert.equal((await run()).removed, 0)
    renameSync(join(home, 'away.flac'), b)
    assert.deepEqual(counts(await run()), { files: 2, added: 0, updated: 1, unchanged: 1, removed: 0 })
    assert.deepEqual([await trackAt('b.flac'), await titles()], [id, ['A', 'B']])
  })

  it('knows a missing file that returns elsewhere', async () => {
    put('keep.flac', song('Keep'))
    put('a.flac', song('A'))
    await run()
    const id = await trackAt('a.flac')
    renameSync(join(music, 'a.flac'), join(home, 'a.flac'))
    await run()
    put('later/b.flac', song('A'))
    assert.deepEqual(counts(await run()), { files: 2, added: 0, updated: 1, unchanged: 1, removed: 0 })
    assert.equal(await trackAt('later/b.flac'), id)
  })

  it('keeps a duplicate as a second file of its track, and says so', async () => {
    put('a.flac', song('A'))
    put('copies/a.flac', song('A'))
    const report = await run()
    assert.equal(report.added, 2)
    assert.deepEqual(codes(report.notices), ['copies/a.flac: DUPLICATE'])
    assert.equal(await trackAt('a.flac'), await trackAt('copies/a.flac'))
    put('more/a.flac', song('A'))
    assert.deepEqual(codes((await run()).notices), ['more/a.flac: DUPLICATE'])
    rmSync(join(music, 'a.flac'))
    await run()
    assert.deepEqual(await titles(), ['A'])
  })

  it('gives a file the plays of what was only heard of', async () => {
    const [heard] = await stores.tracks.identify([{ title: 'Jóga - 2001 Remaster', artistNames: ['Bjork'] }], 'history')
    put('a.flac', song('Jóga'))
    await run()
    assert.equal(await trackAt('a.flac'), heard)
  })

  it('reports what cannot be read, path by path, and goes on', async () => {
    put('good.flac', song('Good'))
    put('empty.mp3', Buffer.alloc(0))
    put('words.mp3', Buffer.from('no music here '.repeat(500)))
    put('wrong.mp3', song('Wrong Ending'))
    put('Artist/broken.flac', Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(300, 255)]))
    put('svg.flac', flac({ TITLE: 'Svg', ARTIST: 'x' }, { pictures: [{ mediaType: 'image/svg+xml', data: Buffer.from('<svg/>') }] }))
    const report = await run()
    assert.deepEqual(codes(report.failed), ['empty.mp3: EMPTY_FILE', 'words.mp3: NOT_AUDIO'])
    assert.deepEqual(codes(report.notices), ['Artist/broken.flac: TAGS_BROKEN', 'svg.flac: COVER_REFUSED', 'wrong.mp3: WRONG_ENDING'])
    assert.deepEqual(await titles(), ['broken', 'Good', 'Svg', 'Wrong Ending'])
    assert.equal(report.files, 6)
    for (const fault of [...report.failed, ...report.notices]) assert.match(fault.message, /\w.*\.$/)
  })

  it('takes a known file that lost its music for gone', async () => {
    const path = put('a.flac', song('A'))
    await run()
    writeFileSync(path, '')
    const report = await run()
    assert.deepEqual([codes(report.failed), report.removed, await titles()], [['a.flac: EMPTY_FILE'], 1, []])
  })

  it('follows links once, and no loop', async () => {
    put('real/a.flac', song('A'))
    mkdirSync(join(home, 'elsewhere'))
    writeFileSync(join(home, 'elsewhere', 'b.flac'), song('B'))
    symlinkSync(music, join(music, 'real', 'loop'))
    symlinkSync(join(music, 'real'), join(music, 'again'))
    symlinkSync(join(home, 'elsewhere'), join(music, 'linked'))
    symlinkSync(join(home, 'elsewhere'), join(music, 'linked-twice'))
    symlinkSync(join(home, 'nowhere'), join(music, 'broken'))
    symlinkSync(join(music, 'real', 'a.flac'), join(music, 'c.flac'))
    symlinkSync(join(home, 'elsewhere', '..'), join(home, 'elsewhere', 'up'))
    const report = await run()
    assert.deepEqual(await titles(), ['A', 'B'])
    assert.equal(report.files, 2)
    assert.deepEqual(codes(report.notices), [
      'again: LINK_REPEATED',
      'broken: LINK_BROKEN',
      'c.flac: LINK_REPEATED',
      'linked-twice: LINK_REPEATED',
      'real/loop: LINK_REPEATED',
    ])
    assert.deepEqual(counts(await run()), { files: 2, added: 0, updated: 0, unchanged: 2, removed: 0 })
  })

  it('scans through a linked root, and folders inside one another once', async () => {
    put('a/a.flac', song('A'))
    symlinkSync(music, join(home, 'link'))
    assert.equal((await scan(deps, { folders: [join(home, 'link')] })).added, 1)
    const report = await scan(deps, { folders: [music, join(music, 'a'), `${music}/`] })
    assert.deepEqual([report.files, report.added], [1, 1])
  })

  it('leaves everything as it was when a disk is not there', async () => {
    put('a.flac', song('A'))
    await run()
    renameSync(music, join(home, 'unplugged'))
    const away = await run()
    assert.deepEqual([codes(away.failed), away.removed], [[': FOLDER_UNREADABLE'], 0])
    mkdirSync(music)
    const empty = await run()
    assert.deepEqual([codes(empty.failed), empty.removed], [[': FOLDER_UNREADABLE'], 0])
    assert.deepEqual(await titles(), ['A'])
    writeFileSync(join(music, 'readme.txt'), 'here, and really without music')
    assert.equal((await run()).removed, 1)
  })

  it('does not watch a folder that was never there, and takes no file for one', async () => {
    const file = put('a.flac', song('A'))
    const report = await scan(deps, { folders: [join(home, 'typo'), file] })
    assert.deepEqual(
      report.failed.map((fault) => fault.code),
      ['FOLDER_UNREADABLE', 'FOLDER_UNREADABLE'],
    )
    assert.deepEqual(await stores.folders.list(), [])
  })

  it('leaves the files of a folder that cannot be read as they were', {
    skip: !process.seteuid && 'this system has no such folders',
  }, async () => {
    put('open/a.flac', song('A'))
    put('shut/b.flac', song('B'))
    await run()
    chmodSync(home, 0o755)
    chmodSync(join(music, 'shut'), 0)
    // Root may read every folder, so it must be someone else for a moment.
    const root = process.getuid?.() === 0
    if (root) process.seteuid?.(65_534)
    const report = await run().finally(() => root && process.seteuid?.(0))
    chmodSync(join(music, 'shut'), 0o755)
    assert.deepEqual([codes(report.failed), report.removed], [['shut: FOLDER_UNREADABLE'], 0])
    assert.deepEqual(await titles(), ['A', 'B'])
  })

  it('reports a name that is not UTF-8 in a form that can be read', {
    skip: process.platform !== 'linux' && 'only Linux has such names',
  }, async () => {
    put('ok.flac', song('A'))
    writeFileSync(Buffer.concat([Buffer.from(`${music}/caf`), Buffer.from([0xe9]), Buffer.from('.flac')]), song('B'))
    const report = await run()
    assert.deepEqual(codes(report.failed), ['caf\\xe9.flac: NAME_NOT_UTF8'])
    assert.deepEqual(await titles(), ['A'])
  })

  it('stops when asked, keeps what it had, and goes on next time', async () => {
    for (let i = 0; i < 600; i++) put(`${i}.wav`, wav(`sound ${i}`))
    const controller = new AbortController()
    const bus = inProcessEvents()
    bus.subscribe((event) => {
      if (event.name === 'scan.progress' && event.data.filesTotal !== null) controller.abort()
    })
    const stopped = await scan({ ...deps, events: bus }, { folders: [music], signal: controller.signal })
    assert.deepEqual(
      stopped.notices.map((notice) => notice.code),
      ['SCAN_STOPPED'],
    )
    assert.ok(stopped.added > 0 && stopped.added < 600, `added ${stopped.added}`)
    const rest = await run()
    assert.deepEqual([rest.added + stopped.added, rest.unchanged], [600, stopped.added])
    const early = await run({ signal: AbortSignal.abort() })
    assert.deepEqual([early.removed, (await stores.tracks.counts()).playable], [0, 600])
  })

  it('tells the house what it does', async () => {
    put('a.flac', song('A'))
    await run()
    const names = events.map((event) => event.name)
    assert.deepEqual([names[0], names.at(-2), names.at(-1)], ['scan.progress', 'library.changed', 'scan.finished'])
    assert.deepEqual(events.at(-1)?.data, { ...(events.at(-1)?.data as object), files: 1, added: 1, updated: 0, removed: 0, failed: 0 })
    events.length = 0
    await run()
    assert.deepEqual(
      events.filter((event) => event.name === 'library.changed'),
      [],
    )
  })

  it('marks the demo as synthetic', async () => {
    put('a.flac', song('A'))
    await run({ synthetic: true })
    assert.equal((await stores.tracks.counts()).synthetic, 1)
    assert.deepEqual(await stores.folders.list(), [{ path: music, synthetic: true }])
  })
})

describe('albums and covers of a scan', () => {
  it('make discs in folders one album', async () => {
    put('Wall/CD1/01.flac', song('In the Flesh', { ALBUM: 'The Wall (Disc 1)', TRACKNUMBER: '1' }))
    put('Wall/Disc 2/01.flac', song('Hey You', { ALBUM: 'The Wall (Disc 2)', TRACKNUMBER: '1' }))
    put('Bare/Pink/CD 1/01 - One.wav', wav('one'))
    put('Bare/Pink/CD 2/01 - Two.wav', wav('two'))
    await run()
    const { items } = await stores.albums.find({ countMax: 5 })
    assert.deepEqual(
      items.map((album) => [album.title, album.trackCount]),
      [
        ['Pink', 2],
        ['The Wall', 2],
      ],
    )
    const tracks = (await stores.tracks.find({ albumId: items[1].id, countMax: 5 })).items
    assert.deepEqual(
      tracks.map((track) => [track.discNo, track.title]),
      [
        [1, 'In the Flesh'],
        [2, 'Hey You'],
      ],
    )
  })

  it('take the embedded picture, else the one in the folder, and store each once', async () => {
    put('a/1.flac', flac({ TITLE: 'One', ARTIST: 'x', ALBUM: 'p' }, { pictures: [{ data: png(1) }] }))
    put('a/2.flac', flac({ TITLE: 'Two', ARTIST: 'x', ALBUM: 'p' }, { pictures: [{ data: png(1) }] }))
    put('a/cover.png', png(9))
    put('b/CD1/1.flac', flac({ TITLE: 'Three', ARTIST: 'y', ALBUM: 'q' }))
    put('b/Folder.PNG', png(2))
    put('b/other.png', png(3))
    await run()
    const cover = async (text: string) => (await stores.tracks.find({ text, countMax: 1 })).items[0].coverId
    assert.equal(await cover('one'), await cover('two'))
    assert.deepEqual((await deps.artifacts.get((await cover('one'))!))?.bytes, png(1))
    assert.deepEqual((await deps.artifacts.get((await cover('three'))!))?.bytes, png(2))
  })

  it('follow a folder of many artists without an album artist', async () => {
    for (const [i, artist] of ['X', 'Y', 'Z'].entries())
      put(`mix/${i}.flac`, flac({ TITLE: `T${i}`, ARTIST: artist, ALBUM: 'Mix' }, { sound: artist }))
    await run()
    put('mix/late.flac', flac({ TITLE: 'Late', ARTIST: 'W', ALBUM: 'Mix' }))
    await run()
    const { items } = await stores.albums.find({ countMax: 5 })
    assert.deepEqual(
      items.map((album) => [album.title, album.artistName, album.trackCount]),
      [['Mix', 'Various Artists', 4]],
    )
  })
})

describe('reading on threads', () => {
  const pool = threadCompute(2)
  after(() => pool.close())

  it('gives the same as reading here', async () => {
    for (let i = 0; i < 40; i++)
      put(`${i}.flac`, flac({ TITLE: `Song ${i}`, ARTIST: 'x', TRACKNUMBER: `${i}` }, { pictures: [{ data: png(i % 3) }] }))
    const report = await scan({ ...deps, compute: pool }, { folders: [music] })
    assert.deepEqual([report.added, report.failed, report.notices], [40, [], []])
    assert.equal((await stores.tracks.find({ text: 'song', countMax: 1 })).total, 40)
  })

  it('ends as stopped when the house closes', async () => {
    for (let i = 0; i < 100; i++) put(`${i}.wav`, wav(`sound ${i}`))
    const closing = threadCompute(1)
    const running = scan({ ...deps, compute: closing }, { folders: [music] })
    await closing.close()
    assert.deepEqual(
      (await running).notices.map((notice) => notice.code),
      ['SCAN_STOPPED'],
    )
    assert.equal((await run()).added, 100)
  })

  it('finds the one file on which a worker dies, and leaves it out', async () => {
    for (const name of ['a', 'b', 'deadly', 'c']) put(`${name}.flac`, song(name))
    const mortal: Compute = {
      ...inThread,
      run: async (job, input, options) => {
        if ((input as FileToRead[]).some((file) => file.path.includes('deadly')))
          throw new Fault('io', 'JOB_TIMEOUT', 'The job took longer than 60 s.')
        return inThread.run(job, input, options)
      },
    }
    const report = await scan({ ...deps, compute: mortal }, { folders: [music] })
    assert.deepEqual(codes(report.failed), ['deadly.flac: FILE_HANGS'])
    assert.deepEqual(await titles(), ['a', 'b', 'c'])
  })
})

describe('a walk', () => {
  it('tells of every audio file once, with size and time', async () => {
    const path = put('deep/er/a.FLAC', Buffer.from('1234'))
    utimesSync(path, 10, 20)
    const found: unknown[] = []
    const walked = await walk(music, (file) => found.push(file))
    assert.deepEqual(found, [{ path, sizeBytes: 4, mtimeMs: 20_000 }])
    assert.deepEqual([walked.failed, walked.notices, walked.unseen, walked.empty], [[], [], [], false])
  })
})
