// How fast a history answers: every insight over 1,000,000 and 10,000,000 invented listens in memory, nothing kept between two asks, and over
// 1,000,000 in SQLite on disk through the API. Seeded. Times are told against one plain pass over the times played, in the same run.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnalysisStore } from '#analysis'
import { INSIGHTS, openInsights } from '#insights'
import { fixedClock } from '#kernel'
import type { Track, TrackColumns, TrackStore } from '#library'
import {
  COMPLETED,
  type Ledger,
  type ListenerId,
  type ListenerStore,
  MS_UNKNOWN,
  type NewListen,
  SKIPPED,
  type SourceId,
  traitOf,
} from '#listens'
import { createServer, openBackground } from '#server'
import { openTestHouse, type TestHouse } from '../test/house.ts'
import { type InventOptions, inventLedger, inventTrackColumns, namedTrack } from '../test/ledger.ts'
import { atMost } from './bar.ts'

const quick = process.argv.includes('--quick')
const optionOf = (name: string) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
/** One part only: memory or disk; in memory only so many listens; only the insights whose names begin so. */
const only = optionOf('only')
const listensOnly = Number(optionOf('listens') ?? 0)
const nameOnly = optionOf('name') ?? ''
const NOW_MS = Date.UTC(2026, 10, 21, 12)
const ZONE = 'Europe/Berlin'
/** Until the loops are compiled. */
const WARM_RUNS = 4
const MB = 2 ** 20

/** The questions: each as it is, and those whose parameters cost more. */
const ASKED: readonly (readonly [name: string, parameters: Readonly<Record<string, string>>])[] = [
  ...Object.keys(INSIGHTS).map((name) => [name, {}] as const),
  ['top-tracks', { by: 'time', order: 'least', count: '500' }],
  ['discovery', { step: 'day' }],
  ['diversity', { step: 'day' }],
  ['loyalty', { step: 'day' }],
]

const nameOf = ([name, parameters]: (typeof ASKED)[number]) =>
  [name, ...Object.entries(parameters).map(([key, value]) => `${key}=${value}`)].join(' ')

/** The stores a question needs, in memory. */
function inMemory(ledger: Ledger, columns: TrackColumns) {
  const albumOf = (row: number) => (columns.albumIds[row] > 0 ? columns.albumIds[row] : null)
  const listener = { id: 1 as ListenerId, name: 'me' }
  const sounds = { count: 0, trackIds: new Int32Array(0), vectors: new Float32Array(0), size: 0 }
  const none = new Float32Array(0)
  return {
    listens: { ledger: async () => ledger },
    listeners: { list: async () => [listener], find: async () => listener, ensure: async () => listener } as ListenerStore,
    sources: { list: async () => [1, 2, 3, 4, 5].map((id) => ({ id, label: `file ${id}`, format: 'invented' })) as never },
    tracks: {
      columns: async () => columns,
      revision: async () => 1,
      get: async (ids: readonly number[]) => ids.map((id): Track => namedTrack(id, columns.artistIds[id - 1], albumOf(id - 1))),
    } as Pick<TrackStore, 'columns' | 'get' | 'revision'>,
    albums: { get: async () => null },
    analyses: {
      columns: async () => ({ ...sounds, tempoBpm: none, key: none, mode: none, loudnessLufs: none, energy: none, valence: none }),
      revision: async () => 1,
    } as Pick<AnalysisStore, 'columns' | 'revision'>,
    clock: fixedClock(NOW_MS),
  }
}

/** By the clock on the wall, and of it what this thread was given: on a shared machine the rest is its neighbours'. */
interface Took {
  readonly wallMs: number
  readonly threadMs: number
}

async function timed(work: () => Promise<unknown>): Promise<Took> {
  const cpu = process.threadCpuUsage()
  const startedMs = performance.now()
  await work()
  const wallMs = performance.now() - startedMs
  const { user, system } = process.threadCpuUsage(cpu)
  return { wallMs, threadMs: (user + system) / 1000 }
}

const percentile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)]

/** The clock of a thread may be coarse: some passes are timed together. */
const REFERENCE_PASSES = 20

function sumPlayed({ msPlayed, count }: Ledger): number {
  let sum = 0
  for (let row = 0; row < count; row++) sum += msPlayed[row]
  return sum
}

/** One plain pass over the times played. */
async function plainPassMs(ledger: Ledger, runs: number): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const took = await timed(async () => {
      for (let pass = 0; pass < REFERENCE_PASSES; pass++) if (sumPlayed(ledger) === 0) throw new Error('The ledger is empty.')
    })
    times.push(took.threadMs / REFERENCE_PASSES)
  }
  return percentile(times, 0.5)
}

/** Asks everything of a ledger in memory, each time for a period that was not asked for before. */
async function inMemoryBars(listens: number, barMs: number, runs: number): Promise<void> {
  const options: InventOptions = {
    seed: 'insights',
    listens,
    tracks: Math.min(300_000, Math.ceil(listens / 10)),
    artists: Math.min(40_000, Math.ceil(listens / 80)),
    fromMs: Date.UTC(2006, 0, 1),
    toMs: NOW_MS,
  }
  const ledger = inventLedger(options)
  const insights = openInsights(inMemory(ledger, inventTrackColumns(options)))
  let asked = 0
  const ask = async (name: string, parameters: Readonly<Record<string, string>>) => {
    const from = String(options.fromMs + asked++)
    return await timed(() => insights.answer({ name, zone: ZONE, from, parameters }))
  }
  const first = await ask('totals', {})
  const referenceMs = await plainPassMs(ledger, 9)
  console.log(
    `\n${listens.toLocaleString('en-GB')} listens of ${options.tracks.toLocaleString('en-GB')} tracks in memory, ${runs} asks each`,
  )
  console.log(
    `first answer (dimensions, marks, sums, zone) ${first.wallMs.toFixed(0)} ms (${first.threadMs.toFixed(0)} of its thread); one plain pass over the times played ${referenceMs.toFixed(1)} ms`,
  )
  console.log('| insight | wall p50 ms | wall p95 ms | thread p50 ms | thread p95 ms | in plain passes |\n|---|---:|---:|---:|---:|---:|')
  let worst = { name: '', ms: 0 }
  for (const one of ASKED.filter(([name]) => name.startsWith(nameOnly))) {
    for (let run = 0; run < WARM_RUNS; run++) await ask(...one)
    const took: Took[] = []
    for (let run = 0; run < runs; run++) took.push(await ask(...one))
    const wall = (part: number) =>
      percentile(
        took.map(({ wallMs }) => wallMs),
        part,
      ).toFixed(1)
    const thread = (part: number) =>
      percentile(
        took.map(({ threadMs }) => threadMs),
        part,
      )
    if (thread(0.95) > worst.ms) worst = { name: nameOf(one), ms: thread(0.95) }
    const ratio = (thread(0.95) / referenceMs).toFixed(1)
    console.log(`| ${nameOf(one)} | ${wall(0.5)} | ${wall(0.95)} | ${thread(0.5).toFixed(1)} | ${thread(0.95).toFixed(1)} | ${ratio} |`)
  }
  const { rss } = process.memoryUsage()
  console.log(`memory of the process ${(rss / MB).toFixed(0)} MB`)
  atMost(barMs, `slowest insight (${worst.name}) at ${listens.toLocaleString('en-GB')} listens, p95 of its thread`, worst.ms, 'ms')
}

if (only !== 'disk') {
  if (listensOnly > 0) await inMemoryBars(listensOnly, listensOnly <= 1_000_000 ? 100 : 300, 10)
  else if (quick) await inMemoryBars(200_000, 100, 10)
  else {
    await inMemoryBars(1_000_000, 100, 40)
    await inMemoryBars(10_000_000, 300, 20)
  }
}

// --- through the API, from SQLite on disk ------------------------------------------------------------------------------------------

const ROWS_AT_ONCE = 20_000

/** Writes the invented history into a house as an import would. */
async function fill(house: TestHouse, ledger: Ledger, columns: TrackColumns): Promise<void> {
  const ids: number[] = [0]
  for (let from = 0; from < columns.count; from += 5000) {
    const sightings = Array.from({ length: Math.min(5000, columns.count - from) }, (_, i) => ({
      title: `Track ${from + i + 1}`,
      artistNames: [`Artist ${columns.artistIds[from + i]}`],
      albumTitle: columns.albumIds[from + i] > 0 ? `Album ${columns.albumIds[from + i]}` : null,
      durationMs: columns.durationMs[from + i],
      popularity: Number.isNaN(columns.popularity[from + i]) ? null : columns.popularity[from + i],
      genres: columns.genres[from + i] < 0 ? [] : [columns.genreNames[columns.genres[from + i]]],
    }))
    ids.push(...(await house.tracks.identify(sightings, 'table')))
  }
  const [{ id: listenerId }] = await house.listeners.list()
  const sources: SourceId[] = []
  for (let i = 1; i <= 5; i++)
    sources.push(await house.sources.ensure({ listenerId, label: `file ${i}`, format: 'invented', synthetic: true, atMs: NOW_MS }))
  for (let from = 0; from < ledger.count; from += ROWS_AT_ONCE) {
    const rows = Array.from(
      { length: Math.min(ROWS_AT_ONCE, ledger.count - from) },
      (_, i): NewListen => listenAt(ledger, from + i, { listenerId, sources, ids }),
    )
    await house.listens.append(rows, { reconcile: false })
  }
}

function listenAt(
  ledger: Ledger,
  row: number,
  to: { listenerId: ListenerId; sources: readonly SourceId[]; ids: readonly number[] },
): NewListen {
  const endedAtMs = ledger.endedAtS[row] * 1000
  const told = ledger.msPlayed[row]
  const msPlayed = told === MS_UNKNOWN ? null : told
  const trackId = (ledger.trackIds[row] === 0 ? null : to.ids[ledger.trackIds[row]]) as NewListen['trackId']
  const isMusic = traitOf(ledger.traits[row], 'kind') === 0
  return {
    listenerId: to.listenerId,
    sourceId: to.sources[ledger.sourceIds[row] - 1],
    kind: isMusic ? 'music' : 'podcast',
    trackId,
    title: isMusic ? `Track ${ledger.trackIds[row]}` : 'Episode',
    artistName: 'someone',
    albumTitle: null,
    startedAtMs: endedAtMs - (msPlayed ?? 0),
    endedAtMs,
    precision: 's',
    timeTold: 'end',
    msPlayed,
    reasonStart: 'clickrow',
    reasonEnd:
      msPlayed === null
        ? null
        : (ledger.flags[row] & COMPLETED) !== 0
          ? 'trackdone'
          : (ledger.flags[row] & SKIPPED) !== 0
            ? 'fwdbtn'
            : 'unknown',
    skipped: msPlayed === null ? null : (ledger.flags[row] & SKIPPED) !== 0,
    shuffle: null,
    offline: null,
    incognito: null,
    platform: ledger.platforms[row] === 0 ? null : ledger.words[ledger.platforms[row]],
    country: null,
    sourceUri: null,
    rowKey: BigInt(row + 1),
  }
}

async function onDiskBars(listens: number, runs: number): Promise<void> {
  const options: InventOptions = {
    seed: 'insights on disk',
    listens,
    tracks: Math.ceil(listens / 10),
    artists: Math.ceil(listens / 80),
    fromMs: Date.UTC(2006, 0, 1),
    toMs: NOW_MS,
  }
  const folder = mkdtempSync(join(tmpdir(), 'deepcut-bench-insights-'))
  try {
    const storageUrl = `sqlite:${join(folder, 'deepcut.db')}`
    const filled = openTestHouse({ storageUrl })
    await fill(filled, inventLedger(options), inventTrackColumns(options))
    const [listener] = await filled.listeners.list()
    const packing = await timed(() => filled.listens.ledger(listener.id))
    await filled.close()

    const house = openTestHouse({ storageUrl })
    const background = openBackground(house)
    const app = await createServer({ ...house, background }, { loopbackOnly: true, pagePath: folder })
    const ask = async (address: string) => {
      const answer = await app.inject({ method: 'GET', url: `/api/insights/${address}`, headers: { host: 'localhost' } })
      if (answer.statusCode !== 200) throw new Error(answer.body)
    }
    const first = await timed(() => ask('totals'))
    console.log(`\n${listens.toLocaleString('en-GB')} listens in SQLite on disk, through the API, ${runs} asks each`)
    console.log(
      `months packed after the import in ${packing.wallMs.toFixed(0)} ms; first answer after a start ${first.wallMs.toFixed(0)} ms`,
    )
    console.log('| insight | wall p50 ms | wall p95 ms | thread p50 ms | thread p95 ms |\n|---|---:|---:|---:|---:|')
    let worst = { name: '', ms: 0 }
    let asked = 0
    for (const name of Object.keys(INSIGHTS).filter((one) => one.startsWith(nameOnly))) {
      const took: Took[] = []
      for (let run = -WARM_RUNS; run < runs; run++) {
        const one = await timed(() => ask(`${name}?zone=${ZONE}&from=${options.fromMs + asked++}`))
        if (run >= 0) took.push(one)
      }
      const wall = (part: number) =>
        percentile(
          took.map(({ wallMs }) => wallMs),
          part,
        )
      const thread = (part: number) =>
        percentile(
          took.map(({ threadMs }) => threadMs),
          part,
        )
      if (thread(0.95) > worst.ms) worst = { name, ms: thread(0.95) }
      console.log(`| ${name} | ${[wall(0.5), wall(0.95), thread(0.5), thread(0.95)].map((ms) => ms.toFixed(1)).join(' | ')} |`)
    }
    atMost(100, `slowest insight (${worst.name}) at ${listens.toLocaleString('en-GB')} listens on disk, p95 of its thread`, worst.ms, 'ms')
    await app.close()
    await background.close()
    await house.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (only !== 'memory') await onDiskBars(quick ? 200_000 : 1_000_000, quick ? 10 : 20)
