// How many scrobbles a second are answered, each after it is on the disk: one listen a request, 50 connections, 200,000 listens there already.
// Beside them the same connections ask /healthz, which keeps nothing, and the disk is timed alone: what a wait for it (fsync) costs here.

import { spawn } from 'node:child_process'
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SECOND_MS, seededRandom, systemClock } from '#kernel'
import type { TrackId } from '#library'
import { makeSecrets, type NewListen } from '#listens'
import { openStores } from '../src/storage/open.ts'
import { atLeast, atMost, median } from './bar.ts'

const quick = process.argv.includes('--quick')
const LISTENS = quick ? 20_000 : 200_000
const CONNECTIONS = 50
const REQUESTS = quick ? 2_000 : 20_000
const WARM_UP = quick ? 500 : 3_000
const SETTLE_MS = quick ? 1_000 : 6_000
const TRACKS = 5_000
/** Of the scrobbles, those of a track that was never heard of. */
const NEW_SHARE = 0.2
const BATCH = 5_000
const SPACING_MS = 1200 * SECOND_MS
const PORT = 14_791
const ROOT = join(import.meta.dirname, '..')
const END_MS = Date.UTC(2026, 9, 1)

const home = mkdtempSync(join(tmpdir(), 'deepcut-bench-scrobble-'))
const random = seededRandom('bench scrobble')
try {
  const syncMs = timeOfSync(home)
  const token = await fill(join(home, 'deepcut.db'))
  const server = spawn(process.execPath, [join(ROOT, 'src', 'main.ts'), 'serve', '--port', String(PORT)], {
    env: { ...process.env, DEEPCUT_HOME: home },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    await untilUp()
    await drive(WARM_UP, (i) => scrobbleBody(i), token)
    // What a server does once after its start is no part of a scrobble.
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    const scrobbles = await measured(server.pid!, () => drive(REQUESTS, (i) => scrobbleBody(WARM_UP + i), token))
    const health = await measured(server.pid!, () => drive(REQUESTS, null, token))
    tell({ scrobbles, health, syncMs })
  } finally {
    // Killed, not stopped: what was answered is there all the same.
    server.kill('SIGKILL')
    await new Promise((resolve) => server.once('exit', resolve))
  }
  const kept = rowsIn(join(home, 'deepcut.db'))
  const expected = LISTENS + WARM_UP + REQUESTS
  if (kept !== expected) throw new Error(`${kept} listens are there, ${expected} were told`)
  console.log(`all ${WARM_UP + REQUESTS} answered listens were there after the server was killed`)
} finally {
  rmSync(home, { recursive: true, force: true })
}

interface Driven {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}
interface Measured extends Driven {
  /** Processor time of the server for each request: what it takes where other programs hold the machine. NaN where the system does not tell. */
  readonly cpuMs: number
}

async function measured(pid: number, work: () => Promise<Driven>): Promise<Measured> {
  const before = cpuSeconds(pid)
  const driven = await work()
  return { ...driven, cpuMs: ((cpuSeconds(pid) - before) * SECOND_MS) / REQUESTS }
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

function tell({ scrobbles, health, syncMs }: { scrobbles: Measured; health: Measured; syncMs: number }): void {
  const row = ({ perSecond, p50Ms, p99Ms, cpuMs }: Measured) => ({
    'a second': Math.round(perSecond),
    'p50 ms': p50Ms.toFixed(1),
    'p99 ms': p99Ms.toFixed(1),
    'ms of one core each': cpuMs.toFixed(3),
  })
  console.log(`${LISTENS} listens there, ${CONNECTIONS} connections, ${REQUESTS} requests of one listen each`)
  console.table({ 'scrobbles, each on the disk before its answer': row(scrobbles), '/healthz, nothing kept': row(health) })
  console.log(
    `a scrobble takes ${(scrobbles.cpuMs / health.cpuMs).toFixed(1)} times the processor time of /healthz; one fsync alone: ${syncMs.toFixed(2)} ms`,
  )
  atLeast(1000, 'scrobbles answered durably, 50 connections, 200,000 listens there', scrobbles.perSecond, '/s')
  atMost(100, 'scrobbles answered durably, 50 connections, p99', scrobbles.p99Ms, 'ms')
}

/** The median time of writing 4 KB and waiting until the disk has it, ms. */
function timeOfSync(folder: string): number {
  const file = openSync(join(folder, 'sync'), 'w')
  const page = Buffer.alloc(4096, 1)
  const times = Array.from({ length: 50 }, () => {
    writeSync(file, page)
    const startedMs = performance.now()
    fsyncSync(file)
    return performance.now() - startedMs
  })
  closeSync(file)
  return median(times)
}

/** A history, and a device whose token it gives back. */
async function fill(path: string): Promise<string> {
  const stores = openStores(`sqlite:${path}`, systemClock)
  const [listener] = await stores.listeners.list()
  const ids: TrackId[] = await stores.tracks.identify(
    Array.from({ length: TRACKS }, (_, i) => ({ title: `Piece ${i}`, artistNames: [`Artist ${i % 700}`], durationMs: 200_000 })),
    'history',
  )
  const source = { listenerId: listener.id, label: 'bench', format: 'spotify-extended', synthetic: false, atMs: END_MS }
  const sourceId = await stores.sources.ensure(source)
  for (let from = 0; from < LISTENS; from += BATCH) {
    const listens = Array.from({ length: Math.min(BATCH, LISTENS - from) }, (_, i): NewListen => {
      const track = random.below(TRACKS)
      const endedAtMs = END_MS - (LISTENS - from - i) * SPACING_MS
      return {
        listenerId: listener.id,
        sourceId,
        rowKey: BigInt(from + i + 1),
        kind: 'music',
        trackId: ids[track],
        title: `Piece ${track}`,
        artistName: `Artist ${track % 700}`,
        albumTitle: null,
        startedAtMs: endedAtMs - 180_000,
        endedAtMs,
        precision: 's',
        timeTold: 'end',
        msPlayed: 180_000,
        reasonStart: 'trackdone',
        reasonEnd: 'trackdone',
        skipped: false,
        shuffle: false,
        offline: false,
        incognito: false,
        platform: 'bench',
        country: null,
        sourceUri: null,
      }
    })
    await stores.listens.append(listens, { reconcile: false })
  }
  const { token, apiKey, sharedSecret } = makeSecrets()
  await stores.tokens.make({ listenerId: listener.id, name: 'bench', apiKey, tokenMd5: sharedSecret, relayed: false, atMs: END_MS })
  stores.close()
  return token
}

/** The i-th listen that the players tell: between those of the history, the latest last. */
function scrobbleBody(i: number): string {
  const isNew = random.next() < NEW_SHARE
  const track = random.below(TRACKS)
  const listenedAtS = (END_MS - (WARM_UP + REQUESTS - i) * SPACING_MS) / SECOND_MS - 600
  const metadata = {
    artist_name: `Artist ${track % 700}`,
    track_name: isNew ? `New ${i}` : `Piece ${track}`,
    release_name: `Album ${track % 2000}`,
    additional_info: { duration_ms: 200_000, media_player: 'bench', submission_client: 'bench' },
  }
  return JSON.stringify({ listen_type: 'single', payload: [{ listened_at: listenedAtS, track_metadata: metadata }] })
}

async function untilUp(): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => null)
    if (answer?.ok) return void (await answer.arrayBuffer())
    if (attempt > 600) throw new Error('the server did not come up')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Every row, those too that tell of an event another row tells. */
function rowsIn(path: string): number {
  const database = new DatabaseSync(path)
  const { n } = database.prepare('SELECT count(*) AS n FROM listens').get() as { n: number }
  database.close()
  return n
}

/** Sends `count` requests over all connections, one after the other on each; with a body they are scrobbles, without they ask for health. */
async function drive(count: number, bodyOf: ((i: number) => string) | null, token: string): Promise<Driven> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const times = new Float64Array(count)
  let next = 0
  const send = (body: string | null) =>
    new Promise<void>((resolve, reject) => {
      const headers =
        body === null
          ? {}
          : { authorization: `Token ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const path = body === null ? '/healthz' : '/1/submit-listens'
      const call = request({ host: '127.0.0.1', port: PORT, path, method: body === null ? 'GET' : 'POST', agent, headers }, (response) => {
        response.resume()
        response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${path} answered ${response.statusCode}`))))
      })
      call.once('error', reject)
      call.end(body ?? undefined)
    })
  const connection = async () => {
    while (next < count) {
      const i = next++
      const body = bodyOf === null ? null : bodyOf(i)
      const startedMs = performance.now()
      await send(body)
      times[i] = performance.now() - startedMs
    }
  }
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  const seconds = (performance.now() - startedMs) / SECOND_MS
  agent.destroy()
  times.sort()
  return { perSecond: count / seconds, p50Ms: times[Math.floor(count * 0.5)], p99Ms: times[Math.floor(count * 0.99)] }
}
