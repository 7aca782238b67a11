// What raising a stage that needs no sound costs: thousands of stored analyses concluded anew, without opening a file. And what 100,000 waiting
// files cost before the first is heard. Run: node bench/raise.ts

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analyseFile, analysePending, defaultBudget, Pace, showPending } from '#analysis'
import { threadCompute } from '#compute'
import { inProcessEvents } from '#events'
import { systemClock } from '#kernel'
import type { AudioFile, TrackId } from '#library'
import { wavBytes } from '../src/analysis/decode/wav-bytes.fixture.ts'
import { openStores } from '../src/storage/open.ts'

const RAISED = 2000
const WAITING = 100_000
const folder = mkdtempSync(join(tmpdir(), 'deepcut-raise-'))
const stores = openStores(`sqlite:${join(folder, 'deepcut.db')}`, systemClock)
const compute = threadCompute(1)

const fileOf = (trackId: TrackId, name: string): Omit<AudioFile, 'id'> => ({
  trackId,
  path: join(folder, `${name}.wav`),
  sizeBytes: 8_000_000,
  mtimeMs: 0,
  contentHash: name.padStart(64, '0'),
  codec: 'mp3',
  sampleRateHz: 44_100,
  channels: 2,
  bitrateBps: null,
  durationMs: 200_000,
  replayGainTrackDb: null,
  replayGainAlbumDb: null,
  missingSinceMs: null,
})

const tune = Float32Array.from({ length: 30 * 22_050 }, (_, i) => 0.3 * Math.sin(i * 0.05) * Math.exp(-(i % 11_025) / 4000))
const path = join(folder, 'tune.wav')
writeFileSync(path, wavBytes([tune], { sampleRateHz: 22_050, bits: 16 }))
const outcome = await analyseFile(path)
if (!outcome.ok) throw new Error(outcome.message)
const old = { ...outcome.analysis, versions: { ...outcome.analysis.versions, attributes: '0' } }

const ids = await stores.tracks.identify(
  Array.from({ length: WAITING }, (_, i) => ({ title: `Track ${i}`, artistNames: ['Someone'] })),
  'file',
)
await stores.audioFiles.put(ids.slice(0, RAISED).map((id, i) => fileOf(id, `r${i}`)))
for (let i = 0; i < RAISED; i++) await stores.analyses.put(`r${i}`.padStart(64, '0'), { ok: true, analysis: old }, 0)

const deps = { ...stores, compute, events: inProcessEvents(), clock: systemClock }
/** CPU of this process in ms. */
async function cpuMsOf<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return [result, (user + system) / 1000]
}

const [{ analysed }, raisedMs] = await cpuMsOf(() => analysePending(deps))
console.log(`attributes of ${analysed} stored analyses concluded anew: ${(raisedMs / analysed).toFixed(2)} ms of CPU each, no file opened`)

await stores.audioFiles.put(ids.slice(RAISED).map((id, i) => fileOf(id, `w${i}`)))
const pace = new Pace(systemClock, defaultBudget(1))
const [, orderedMs] = await cpuMsOf(() => showPending(deps, { pace, tiers: 'both' }))
const { next, tiers } = pace.view(10)
console.log(
  `${tiers.full.waiting.toLocaleString('en-GB')} files read from the store and put in order: ${Math.round(orderedMs)} ms of CPU; the first: ${next[0].tier} of file ${next[0].fileId}`,
)
await compute.close()
stores.close()
rmSync(folder, { recursive: true })
