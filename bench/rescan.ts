// Re-scan of a library that has not changed: 100,000 tiny WAVs of about 100 bytes, scanned once and then again, several times.
// Bar: 10 s and 400 MB for the re-scan. The reference in the same run is a bare walk: the same listing and stat calls, and nothing else.
// node bench/rescan.ts [--quick]

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileArtifacts } from '#artifacts'
import { inProcessEvents } from '#events'
import { systemClock } from '#kernel'
import { scan } from '#library'
import { Database } from '../src/storage/sqlite/database.ts'
import { sqliteLibrary } from '../src/storage/sqlite/library.ts'
import { atMost, median } from './bar.ts'

const FILES = process.argv.includes('--quick') ? 5_000 : 100_000
const RUNS = 3

function tinyWav(seed: number): Buffer {
  const bytes = Buffer.alloc(100)
  bytes.write('RIFF\x5c\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x38\0\0\0', 0, 'latin1')
  bytes.writeUInt32LE(seed, 44)
  return bytes
}

/** Artist/Album/01 - Title.wav, ten to an album, five albums to an artist. */
function makeLibrary(root: string): void {
  for (let i = 0; i < FILES; i++) {
    const folder = join(root, `Artist ${Math.floor(i / 50)}`, `Album ${Math.floor(i / 10)}`)
    if (i % 10 === 0) mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${String((i % 10) + 1).padStart(2, '0')} - Song ${i}.wav`), tinyWav(i))
  }
}

function bareWalk(root: string): number {
  let files = 0
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const path = join(root, entry.name)
    if (entry.isDirectory()) files += bareWalk(path)
    else if (statSync(path).size > 0) files++
  }
  return files
}

const round = (value: number): number => Math.round(value * 100) / 100

async function scanOnce(root: string, databasePath: string, artifactsPath: string): Promise<void> {
  const database = new Database(databasePath)
  const events = inProcessEvents()
  // The event loop must stay free for people: the longest time in which it could not answer.
  let longestMs = 0
  let last = performance.now()
  const pulse = setInterval(() => {
    const now = performance.now()
    longestMs = Math.max(longestMs, now - last - 5)
    last = now
  }, 5)
  const report = await scan(
    { ...sqliteLibrary(database, systemClock), artifacts: fileArtifacts(artifactsPath), events, clock: systemClock },
    { folders: [root] },
  )
  clearInterval(pulse)
  database.close()
  const { maxRSS } = process.resourceUsage()
  process.stdout.write(
    `${JSON.stringify({ ...report, failed: report.failed.length, notices: report.notices.length, longestMs, rssMb: maxRSS / 1024 })}\n`,
  )
}

/** One scan in a process of its own, so that its memory is its own. */
function measured(...given: string[]): {
  seconds: number
  rssMb: number
  longestMs: number
  added: number
  unchanged: number
  failed: number
} {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', import.meta.filename, '--scan', ...given],
    {
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

if (process.argv[2] === '--scan') {
  await scanOnce(process.argv[3], process.argv[4], process.argv[5])
} else {
  const home = mkdtempSync(join(tmpdir(), 'deepcut-rescan-'))
  try {
    const root = join(home, 'music')
    makeLibrary(root)
    const given = [root, join(home, 'deepcut.db'), join(home, 'artifacts')]
    const first = measured(...given)
    if (first.added !== FILES || first.failed > 0) throw new Error(`the first scan added ${first.added} of ${FILES}`)
    const walks = Array.from({ length: RUNS }, () => {
      const startedAt = performance.now()
      bareWalk(root)
      return (performance.now() - startedAt) / 1000
    })
    const again = Array.from({ length: RUNS }, () => measured(...given))
    if (again.some((run) => run.unchanged !== FILES)) throw new Error('a re-scan found changes where there are none')
    const seconds = median(again.map((run) => run.seconds))
    const row = (what: string, s: number, run?: { rssMb: number; longestMs: number }) => ({
      what,
      seconds: round(s),
      'files/s': Math.round(FILES / s),
      'peak RSS MB': run ? Math.round(run.rssMb) : '',
      'loop held ms': run ? Math.round(run.longestMs) : '',
    })
    const worst = { rssMb: Math.max(...again.map((run) => run.rssMb)), longestMs: Math.max(...again.map((run) => run.longestMs)) }
    console.table([
      row('first scan', first.seconds, first),
      row(`re-scan, median of ${RUNS}`, seconds, worst),
      row('bare walk (reference)', median(walks)),
    ])
    console.log(`re-scan / bare walk: ${round(seconds / median(walks))}`)
    atMost(10, `re-scan of ${FILES} unchanged files`, seconds, 's')
    atMost(400, `re-scan of ${FILES} unchanged files: memory`, worst.rssMb, 'MB')
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
