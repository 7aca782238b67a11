// How soon a server with 100,000 tracks and 200,000 listens answers: from starting the process to its first answered request, and to its first
// ten recommendations. The data are seeded and written through the stores; the server is `node src/main.ts serve`, as people run it.

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY_MS, SECOND_MS, seededRandom, systemClock } from '#kernel'
import type { Sighting, TrackId } from '#library'
import type { NewListen } from '#listens'
import { openStores } from '../src/storage/open.ts'
import { atMost, median } from './bar.ts'

const quick = process.argv.includes('--quick')
const TRACKS = quick ? 10_000 : 100_000
const LISTENS = quick ? 20_000 : 200_000
const RUNS = quick ? 3 : 5
const BATCH = 5000
const GENRES = ['rock', 'pop', 'jazz', 'classical', 'folk', 'metal', 'techno', 'ambient', 'soul', 'house']
const ROOT = join(import.meta.dirname, '..')

const home = mkdtempSync(join(tmpdir(), 'deepcut-bench-start-'))
try {
  await fill(join(home, 'deepcut.db'))
  const runs: Awaited<ReturnType<typeof startOnce>>[] = []
  for (let run = 0; run < RUNS; run++) runs.push(await startOnce(14_700 + run))
  const figure = (name: 'health' | 'status' | 'list') => median(runs.map((one) => one[name].wallS))
  const row = (name: 'health' | 'status' | 'list') => ({
    seconds: figure(name).toFixed(2),
    'of one core': median(runs.map((one) => one[name].cpuS)).toFixed(2),
  })
  console.log(`${TRACKS} tracks, ${LISTENS} listens; median of ${RUNS} starts, s from starting the process`)
  console.table({
    'first answered request (/healthz)': row('health'),
    '/api/status': row('status'),
    'first ten recommendations': row('list'),
  })
  atMost(2, 'server start, 100,000 tracks and 200,000 listens, to the first answered request', figure('health'), 's')
} finally {
  rmSync(home, { recursive: true, force: true })
}

/** A catalogue with attributes, and a history of it with favourites. */
async function fill(path: string): Promise<void> {
  const random = seededRandom('bench start')
  const stores = openStores(`sqlite:${path}`, systemClock)
  const ids: TrackId[] = []
  for (let from = 0; from < TRACKS; from += BATCH) {
    const sightings = Array.from({ length: Math.min(BATCH, TRACKS - from) }, (_, i): Sighting => {
      const genre = GENRES[(from + i) % GENRES.length]
      const attributes = {
        danceability: random.next(),
        energy: random.next(),
        valence: random.next(),
        acousticness: random.next(),
        tempo: 60 + 120 * random.next(),
      }
      return {
        title: `Piece ${from + i}`,
        artistNames: [`${genre} artist ${random.below(TRACKS / 60)}`],
        genres: [genre],
        durationMs: 150_000 + random.below(150_000),
        popularity: random.below(101),
        attributes,
        catalogued: true,
      }
    })
    ids.push(...(await stores.tracks.identify(sightings, 'table')))
  }
  const [listener] = await stores.listeners.list()
  const endMs = Date.UTC(2026, 10, 1)
  const sourceId = await stores.sources.ensure({
    listenerId: listener.id,
    label: 'bench',
    format: 'spotify-extended',
    synthetic: false,
    atMs: endMs,
  })
  for (let from = 0; from < LISTENS; from += BATCH) {
    const listens = Array.from({ length: Math.min(BATCH, LISTENS - from) }, (_, i): NewListen => {
      const index = Math.floor(ids.length * 0.2 * random.next() ** 2)
      const endedAtMs = endMs - 8 * 365 * DAY_MS + (from + i) * 1200 * SECOND_MS
      const skipped = random.next() < 0.25
      const msPlayed = skipped ? 12_000 : 180_000
      return {
        listenerId: listener.id,
        sourceId,
        rowKey: BigInt(from + i + 1),
        kind: 'music',
        trackId: ids[index],
        title: `Piece ${index}`,
        artistName: `${GENRES[index % GENRES.length]} artist`,
        albumTitle: null,
        startedAtMs: endedAtMs - msPlayed,
        endedAtMs,
        precision: 's',
        timeTold: 'end',
        msPlayed,
        reasonStart: 'trackdone',
        reasonEnd: skipped ? 'fwdbtn' : 'trackdone',
        skipped,
        shuffle: false,
        offline: false,
        incognito: false,
        platform: 'bench',
        country: 'CH',
        sourceUri: null,
      }
    })
    await stores.listens.append(listens, { reconcile: false })
  }
  stores.close()
}

interface Reached {
  readonly wallS: number
  /** Processor time of the server so far; NaN where the system does not tell. */
  readonly cpuS: number
}

/** User and system time of a process, s (Linux: fields 14 and 15 of /proc/PID/stat, in hundredths). */
function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}

/** Starts the server, asks until it answers, stops it. From starting the process. */
async function startOnce(port: number): Promise<{ health: Reached; status: Reached; list: Reached }> {
  const startedMs = performance.now()
  const child = spawn(process.execPath, [join(ROOT, 'src', 'main.ts'), 'serve', '--port', String(port)], {
    env: { ...process.env, DEEPCUT_HOME: home },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const reach = async (path: string): Promise<Reached> => {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null)
      if (answer?.ok) {
        await answer.arrayBuffer()
        return { wallS: (performance.now() - startedMs) / 1000, cpuS: cpuSeconds(child.pid!) }
      }
      if (answer) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
      if (child.exitCode !== null) throw new Error(`the server ended with status ${child.exitCode}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  try {
    const health = await reach('/healthz')
    const status = await reach('/api/status')
    return { health, status, list: await reach('/api/recommendations') }
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
}
