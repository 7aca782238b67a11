// Import of a generated ten-year extended history (230,000 rows, about 190 MB unpacked) from a zip into an empty store on disk, cold: rows a second
// and peak memory, each run in a process of its own. Then the questions asked of it: tally and summary. With --large also one of 2 GB (2.4 million
// rows), for its memory. Run: node bench/import.ts [--quick] [--large]

import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcessEvents } from '#events'
import { systemClock } from '#kernel'
import { importPaths } from '#listens'
import { openStores } from '../src/storage/open.ts'
import { extendedFiles, extendedHistory, inventTracks, writeZip } from '../test/history.ts'
import { writeLargeZip, type ZipMember } from '../test/zip-writer.ts'
import { atLeast, atMost, median } from './bar.ts'

const QUICK = process.argv.includes('--quick')
const ROWS = QUICK ? 30_000 : 230_000
const RUNS = QUICK ? 1 : 3
const LARGE = process.argv.includes('--large')

interface Figures {
  readonly rows: number
  readonly seconds: number
  /** User and system time of all its threads: what it costs, however busy the machine is. */
  readonly cpuSeconds: number
  readonly againSeconds: number
  readonly tallyMs: number
  readonly summaryMs: number
  readonly peakMb: number
  readonly storeMb: number
}

/** The child: one import into an empty store, its second reading, and the questions. */
async function measure(zip: string, folder: string): Promise<Figures> {
  const store = join(folder, 'deepcut.db')
  const stores = openStores(`sqlite:${store}`, systemClock)
  const [me] = await stores.listeners.list()
  const deps = { ...stores, events: inProcessEvents(), clock: systemClock }
  const before = process.cpuUsage()
  const first = await importPaths(deps, { paths: [zip], listenerId: me.id })
  const used = process.cpuUsage(before)
  const cpuSeconds = (used.user + used.system) / 1e6
  const peakMb = process.resourceUsage().maxRSS / 1024
  const rows = first.sources.reduce((sum, source) => sum + source.imported, 0)
  const read = first.sources.reduce((sum, source) => sum + source.read, 0)
  // Rows that another row tells too (a playback error splits a listen in two) are kept, and are no listens of their own.
  const told = first.sources.reduce((sum, source) => sum + source.imported + source.duplicates, 0)
  if (told < read * 0.999 || rows < read * 0.99) throw new Error(`of ${read} rows ${rows} are listens and ${told} are kept`)
  if (process.argv.includes('--memory-only')) {
    stores.close()
    return {
      rows,
      seconds: first.seconds,
      cpuSeconds,
      againSeconds: 0,
      tallyMs: 0,
      summaryMs: 0,
      peakMb,
      storeMb: statSync(store).size / 1e6,
    }
  }
  const again = await importPaths(deps, { paths: [zip], listenerId: me.id })
  if (again.sources.some((source) => source.imported > 0)) throw new Error('the second import added rows')
  const timed = async (ask: () => Promise<unknown>) => {
    const times: number[] = []
    for (let i = 0; i < 5; i++) {
      const startMs = performance.now()
      await ask()
      times.push(performance.now() - startMs)
    }
    return median(times)
  }
  const tallyMs = await timed(() => stores.listens.tally(me.id))
  const summaryMs = await timed(() => stores.listens.summary(me.id))
  stores.close()
  return {
    rows,
    seconds: first.seconds,
    cpuSeconds,
    againSeconds: again.seconds,
    tallyMs,
    summaryMs,
    peakMb,
    storeMb: statSync(store).size / 1e6,
  }
}

const inChild = (zip: string, place: string, ...flags: string[]): Promise<Figures> =>
  new Promise<Figures>((resolve, reject) => {
    const child = fork(import.meta.filename, ['--child', zip, place, ...flags], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.once('message', (message) => resolve(message as Figures))
    child.once('exit', (code) => reject(new Error(`the child ended with ${code}`)))
  })

/** Eleven histories of 220,000 rows, each of its own two years, of the same tracks, made one after the other. */
function* largeHistory(): Generator<ZipMember> {
  const tracks = inventTracks('large', 60_000)
  for (let part = 0; part < 11; part++) {
    const fromMs = Date.UTC(2004 + part * 2, 0, 1)
    const rows = extendedHistory({ seed: `large ${part}`, rows: 220_000, tracks, fromMs, toMs: Date.UTC(2006 + part * 2, 0, 1) })
    for (const file of extendedFiles(rows).filter(({ text }) => text.startsWith('[')))
      yield { name: `${part}/${file.path}`, bytes: Buffer.from(file.text) }
  }
}

async function large(folder: string): Promise<void> {
  const zip = join(folder, 'large.zip')
  writeLargeZip(zip, largeHistory())
  const { rows, seconds, peakMb, storeMb } = await inChild(zip, mkdtempSync(join(folder, 'large-')), '--memory-only')
  console.table({
    listens: rows,
    seconds: Math.round(seconds),
    'rows a second': Math.round(rows / seconds),
    'peak memory, MB': Math.round(peakMb),
    'store, MB': Math.round(storeMb),
  })
  atMost(300, 'peak memory of an import of 2 GB (2.4 million rows)', peakMb, 'MB')
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'deepcut-bench-'))
  try {
    const rows = extendedHistory({ seed: 'bench', rows: ROWS, fromMs: Date.UTC(2015, 0, 1), toMs: Date.UTC(2026, 0, 1) })
    const files = extendedFiles(rows)
    const unpackedMb = files.reduce((sum, file) => sum + file.text.length, 0) / 1e6
    const zip = writeZip(join(folder, 'history.zip'), files)
    // What any importer must at least do: V8's own parser over the same bytes, in this process.
    const startMs = performance.now()
    for (const file of files) if (file.text.startsWith('[')) JSON.parse(file.text)
    const parseSeconds = (performance.now() - startMs) / 1000
    const figures: Figures[] = []
    for (let run = 0; run < RUNS; run++) figures.push(await inChild(zip, mkdtempSync(join(folder, 'run-'))))
    const of = (name: keyof Figures) => median(figures.map((figure) => figure[name]))
    console.table({
      rows: ROWS,
      'unpacked, MB': Math.round(unpackedMb),
      'rows a second': Math.round(ROWS / of('seconds')),
      'rows a second of processor time': Math.round(ROWS / of('cpuSeconds')),
      'rows a second, second reading': Math.round(ROWS / of('againSeconds')),
      seconds: Number(of('seconds').toFixed(2)),
      'seconds of JSON.parse alone': Number(parseSeconds.toFixed(2)),
      'peak memory, MB': Math.round(of('peakMb')),
      'store, MB': Math.round(of('storeMb')),
      'tally, ms': Math.round(of('tallyMs')),
      'summary, ms': Math.round(of('summaryMs')),
    })
    atLeast(40_000, `import of a generated ${ROWS}-row extended history`, ROWS / of('seconds'), 'rows/s')
    atMost(300, 'its peak memory', of('peakMb'), 'MB')
    atMost(100, `tally of ${ROWS} listens`, of('tallyMs'), 'ms')
    if (LARGE) await large(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const child = process.argv.indexOf('--child')
if (child < 0) await main()
else {
  process.send!(await measure(process.argv[child + 1], process.argv[child + 2]))
  process.disconnect()
}
