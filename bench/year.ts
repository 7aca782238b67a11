// How fast a year is told: the whole story, all its cards, over 1,000,000 invented listens in memory, for one year and for the whole life; nothing kept between two.
// Seeded; `--quick` takes 200,000. By this thread's own time: on a shared machine the rest is its neighbours'.

import type { AnalysisStore } from '#analysis'
import { openInsights, tellYear } from '#insights'
import { fixedClock } from '#kernel'
import type { Track, TrackStore } from '#library'
import type { ListenerId, ListenerStore } from '#listens'
import { inventLedger, inventTrackColumns, namedTrack } from '../test/ledger.ts'
import { atMost } from './bar.ts'

const NOW_MS = Date.UTC(2026, 10, 21, 12)
const BAR_MS = 300
const WARM_RUNS = 4
const RUNS = 20

const listens = process.argv.includes('--quick') ? 200_000 : 1_000_000
const options = {
  seed: 'year',
  listens,
  tracks: listens / 10,
  artists: Math.ceil(listens / 80),
  fromMs: Date.UTC(2006, 0, 1),
  toMs: NOW_MS,
}
const ledger = inventLedger(options)
const columns = inventTrackColumns(options)
const none = new Float32Array(0)
const sounds = { count: 0, trackIds: new Int32Array(0), vectors: none, size: 0, loudnessLufs: none, energy: none, valence: none }
const listener = { id: 1 as ListenerId, name: 'me' }
const stores = {
  listens: { ledger: async () => ledger },
  listeners: { list: async () => [listener], find: async () => listener, ensure: async () => listener } as ListenerStore,
  sources: { list: async () => [] },
  tracks: {
    columns: async () => columns,
    revision: async () => 1,
    get: async (ids: readonly number[]) =>
      ids.map((id): Track => namedTrack(id, columns.artistIds[id - 1], columns.albumIds[id - 1] > 0 ? columns.albumIds[id - 1] : null)),
  } as Pick<TrackStore, 'columns' | 'get' | 'revision'>,
  albums: { get: async () => null },
  analyses: {
    columns: async () => ({ ...sounds, tempoBpm: none, key: none, mode: none }),
    revision: async () => 1,
    ofTrack: async () => null,
  } as Pick<AnalysisStore, 'columns' | 'revision' | 'ofTrack'>,
  clock: fixedClock(NOW_MS),
}
const deps = { ...stores, insights: openInsights(stores) }

/** The time of this thread for one story, ms. */
async function told(from: string, to: string): Promise<number> {
  const before = process.threadCpuUsage()
  const { cards } = await tellYear(deps, { zone: 'Europe/Berlin', from, to })
  if (cards.length < 8) throw new Error(`Only ${cards.length} cards.`)
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

for (const [what, from, to] of [
  // From another moment each time: a story that was told is kept.
  ['one year', Date.UTC(2025, 0, 1), Date.UTC(2026, 0, 1)],
  ['the whole life', Date.UTC(2006, 0, 1), NOW_MS],
] as const) {
  let asked = 0
  const next = () => told(String(from + 1000 * asked++), String(to))
  const first = await next()
  for (let run = 1; run < WARM_RUNS; run++) await next()
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push(await next())
  times.sort((a, b) => a - b)
  const p95 = times[Math.ceil(RUNS * 0.95) - 1]
  console.log(`${what}: first ${first.toFixed(0)} ms, p50 ${times[RUNS / 2].toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`)
  if (what === 'one year') atMost(BAR_MS, `a story of ${what} at ${listens.toLocaleString('en-GB')} listens, p95 of its thread`, p95, 'ms')
}
