// How fast "what next" is answered: 100,000 catalogue tracks (and 5,000 owned, analysed ones), 200,000 listens, through the real stores on a
// real file. Seeded. Reports the answer when warm, right after a heard() event, and after a restart.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, CURRENT, NO_FINDINGS, VECTOR_SIZE } from '#analysis'
import { DAY_MS, fixedClock, type Random, SECOND_MS, seededRandom } from '#kernel'
import type { Sighting, TrackId } from '#library'
import type { ListenerId, NewListen } from '#listens'
import { Recommender } from '#recommend'
import { openStores, type Stores } from '../src/storage/open.ts'
import { atMost, median } from './bar.ts'

const quick = process.argv.includes('--quick')
const CATALOGUE = quick ? 10_000 : 100_000
const OWNED = quick ? 500 : 5000
const LISTENS = quick ? 20_000 : 200_000
const ARTISTS = CATALOGUE / 6
const RUNS = quick ? 20 : 100
const NOW_MS = Date.UTC(2026, 10, 21, 12)

const GENRES =
  'Rock,Pop,edm,Hip-Hop,Jazz,Classical,Folk,Metal,R&B,Latin,Reggae,Ambient,Techno,Indie Rock,Soul,Blues,Country,House,Punk,Score'.split(',')
const clamp = (value: number) => Math.min(1, Math.max(0, value))

interface Kind {
  readonly genre: string
  readonly centre: readonly number[]
  readonly voice: readonly number[]
}

const kindsFrom = (random: Random): Kind[] =>
  GENRES.map((genre) => ({
    genre,
    centre: Array.from({ length: 8 }, () => random.next()),
    voice: Array.from({ length: VECTOR_SIZE }, () => random.normal()),
  }))

function sighting(n: number, kind: Kind, random: Random, tabled: boolean): Sighting {
  const near = (i: number, spread = 0.1) => clamp(kind.centre[i] + spread * random.normal())
  return {
    title: `Piece ${n}`,
    artistNames: [`${kind.genre} artist ${Math.floor(ARTISTS * random.next() ** 2 / GENRES.length)}`],
    genres: [kind.genre],
    durationMs: 150_000 + random.below(150_000),
    ...(tabled && {
      catalogued: true,
      popularity: Math.floor(100 * random.next() ** 1.5),
      attributes: {
        danceability: near(0), energy: near(1), valence: near(2, 0.2), acousticness: near(3), instrumentalness: near(4), speechiness: near(5, 0.05) * 0.3,
        liveness: near(6) * 0.5, loudness: -25 + 22 * near(1), tempo: 70 + 90 * near(7), key: random.below(12), mode: random.below(2), timeSignature: 4,
        durationMs: 150_000 + random.below(150_000),
      },
    }),
  } // biome-ignore format: a row
}

async function fill(stores: Stores): Promise<ListenerId> {
  const random = seededRandom('bench recommend')
  const kinds = kindsFrom(random)
  const ids: TrackId[] = []
  const kindOf: number[] = []
  for (let n = 0; n < CATALOGUE + OWNED; n += 5000) {
    const owned = n >= CATALOGUE
    const count = Math.min(5000, CATALOGUE + OWNED - n)
    const chosen = Array.from({ length: count }, () => random.below(kinds.length))
    const sightings = chosen.map((kind, i) => sighting(n + i, kinds[kind], random, !owned || i % 4 === 0))
    const made = await stores.tracks.identify(sightings, 'table')
    ids.push(...made)
    kindOf.push(...chosen)
    if (owned)
      await own(
        stores,
        made,
        chosen.map((kind) => kinds[kind]),
        random,
      )
  }
  const { id } = await stores.listeners.ensure('me')
  const sourceId = await stores.sources.ensure({ listenerId: id, label: 'bench', format: 'bench', synthetic: true, atMs: NOW_MS })
  // Four kinds are liked, two tried and skipped, the rest heard now and then; some 15,000 tracks in all, few of them often.
  const byKind = kinds.map((_, kind) => random.shuffle([...ids.keys()].filter((i) => kindOf[i] === kind)))
  const rows: NewListen[] = []
  for (let n = 0; n < LISTENS; n++) {
    const kind = random.pickWeighted(
      [...kinds.keys()],
      kinds.map((_, k) => (k < 4 ? 10 : k < 6 ? 3 : 0.5)),
    )
    const at = byKind[kind][Math.floor(byKind[kind].length * 0.5 * random.next() ** 3)]
    const skipped = random.next() < (kind < 4 ? 0.12 : kind < 6 ? 0.8 : 0.4)
    const msPlayed = skipped ? random.below(40_000) : 180_000
    const endedAtMs = NOW_MS - Math.floor(3000 * DAY_MS * random.next() ** 1.5) - DAY_MS
    rows.push({
      listenerId: id, sourceId, kind: 'music', trackId: ids[at], title: `Piece ${at}`, artistName: 'someone', albumTitle: null, startedAtMs: endedAtMs - msPlayed,
      endedAtMs, precision: 's', timeTold: 'end', msPlayed, reasonStart: 'clickrow', reasonEnd: skipped ? 'fwdbtn' : 'trackdone', skipped, shuffle: false, offline: null,
      incognito: null, platform: null, country: null, sourceUri: null, rowKey: BigInt(n + 1),
    }) // biome-ignore format: a row
  }
  for (let from = 0; from < rows.length; from += 20_000) await stores.listens.append(rows.slice(from, from + 20_000), { reconcile: false })
  return id
}

async function own(stores: Stores, ids: readonly TrackId[], kinds: readonly Kind[], random: Random): Promise<void> {
  await stores.audioFiles.put(
    ids.map((trackId) => ({
      trackId, path: `/music/${trackId}.flac`, sizeBytes: 1, mtimeMs: 1, contentHash: `${trackId}`, codec: 'flac', sampleRateHz: 44_100, channels: 2,
      bitrateBps: null, durationMs: 200_000, replayGainTrackDb: null, replayGainAlbumDb: null, missingSinceMs: null,
    })),
  ) // biome-ignore format: a row
  for (let i = 0; i < ids.length; i++) {
    const vector = kinds[i].voice.map((value) => value + 0.8 * random.normal())
    const length = Math.hypot(...vector)
    const analysis: Analysis = {
      ...NO_FINDINGS, extent: 'whole', durationS: 200, codec: 'flac', sampleRateHz: 44_100, channels: 2, loudness: { integratedLufs: -9, rangeLu: null, truePeakDbtp: null },
      tempo: { bpm: 70 + 90 * kinds[i].centre[7], confidence: 0.9 }, versions: { vector: CURRENT.vector },
      vector: Float32Array.from(vector, (value) => value / length),
    } // biome-ignore format: a row
    await stores.analyses.put(`${ids[i]}`, { ok: true, analysis }, NOW_MS)
  }
}

/** Processor time of this process, ms: the figure that does not depend on who else is at work on the machine. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const timed = async <Result>(work: () => Promise<Result>): Promise<[ms: number, result: Result]> => {
  const began = performance.now()
  const result = await work()
  return [performance.now() - began, result]
}
const at = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]
const line = (what: string, values: readonly number[]) =>
  console.log(`${what.padEnd(46)} p50 ${median(values).toFixed(1).padStart(7)} ms   p95 ${at(values, 0.95).toFixed(1).padStart(7)} ms`)

const folder = mkdtempSync(join(tmpdir(), 'deepcut-bench-'))
try {
  const clock = fixedClock(NOW_MS)
  const url = `sqlite:${join(folder, 'deepcut.db')}`
  const filling = openStores(url, clock)
  const [fillMs, listenerId] = await timed(() => fill(filling))
  filling.close()
  console.log(`${CATALOGUE} catalogue tracks, ${OWNED} owned, ${LISTENS} listens; made in ${(fillMs / 1000).toFixed(1)} s`)

  const stores = openStores(url, clock)
  const recommender = new Recommender({ ...stores, clock })
  const ask = (radar: number) => recommender.recommend({ listenerId, countMax: 10, radar, from: 'all' })
  const before = process.memoryUsage().rss
  let cpu = cpuMs()
  const [firstMs, first] = await timed(() => ask(0.5))
  const firstCpuMs = cpuMs() - cpu
  console.log(
    `first answer after a start ${firstMs.toFixed(0)} ms (processor ${firstCpuMs.toFixed(0)} ms); memory +${((process.memoryUsage().rss - before) / 2 ** 20).toFixed(0)} MB, in all ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`,
  )
  for (const item of first.items.slice(0, 3))
    console.log(`  ${item.rank}. ${item.title}, ${item.artist} (${item.score}): ${item.reasons[0].text}`)

  const random = seededRandom('questions')
  for (let i = 0; i < 5; i++) await ask(random.next())
  const warm: number[] = []
  cpu = cpuMs()
  for (let i = 0; i < RUNS; i++) warm.push((await timed(() => ask(random.next())))[0])
  line('answer, warm, any radar', warm)
  console.log(`  processor ${((cpuMs() - cpu) / RUNS).toFixed(1)} ms an answer`)

  const afterEvent: number[] = []
  let changed = 0
  cpu = cpuMs()
  let last = (await ask(0.5)).items
  for (let i = 0; i < RUNS; i++) {
    clock.advance(30 * SECOND_MS)
    const { trackId } = last[i % last.length]
    const skipped = i % 3 > 0
    recommender.heard(listenerId, {
      trackId,
      atMs: clock.nowMs(),
      counted: !skipped,
      completed: !skipped,
      skipped,
      msPlayed: skipped ? 5000 : 200_000,
    })
    const [ms, next] = await timed(() => ask(0.5))
    afterEvent.push(ms)
    if (next.items.every((item) => item.trackId !== trackId)) changed++
    last = next.items
  }
  line('answer right after heard()', afterEvent)
  console.log(`  processor ${((cpuMs() - cpu) / RUNS).toFixed(1)} ms an answer`)
  console.log(`the heard track left the list in ${changed} of ${RUNS} answers`)

  const similar: number[] = []
  for (let i = 0; i < 20; i++) similar.push((await timed(() => recommender.similar(last[i % last.length].trackId as TrackId, 20)))[0])
  line('similar tracks', similar)
  console.log(`memory at the end ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`)
  if (!quick) {
    atMost(100, 'recommend, 100,000 catalogue tracks and 200,000 listens, p95', at(warm, 0.95), 'ms')
    atMost(100, 'recommend right after a listen, p95', at(afterEvent, 0.95), 'ms')
    atMost(2000, 'first recommendation after a start', firstMs, 'ms')
  }
  stores.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
