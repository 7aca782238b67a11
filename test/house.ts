// The house for tests of its doors: real stores on SQLite in memory, real events, compute and recommender, a folder that is removed afterwards.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analyseFile } from '../src/analysis/index.ts'
import { fileArtifacts } from '../src/artifacts/index.ts'
import { threadCompute } from '../src/compute/index.ts'
import { openEgress } from '../src/connectors/index.ts'
import { inProcessEvents } from '../src/events/index.ts'
import { fixedClock, silentLog } from '../src/kernel/index.ts'
import type { TrackId } from '../src/library/index.ts'
import { Recommender } from '../src/recommend/index.ts'
import type { House } from '../src/server/index.ts'
import { openStores } from '../src/storage/open.ts'

export const NOW_MS = Date.UTC(2026, 10, 21, 12)

export interface TestHouse extends House {
  readonly clock: ReturnType<typeof fixedClock>
  close(): Promise<void>
}

/** Nothing leaves a test, unless it brings its own way out. */
const noFetch: typeof globalThis.fetch = async (input) => {
  throw new Error(`A test tried to reach ${String(input)}.`)
}

/** Opens an empty house. */
export function openTestHouse(
  outside: { fetch?: typeof globalThis.fetch; env?: Record<string, string>; storageUrl?: string } = {},
): TestHouse {
  const homePath = mkdtempSync(join(tmpdir(), 'deepcut-house-'))
  const clock = fixedClock(NOW_MS)
  const { close: closeStores, ...stores } = openStores(outside.storageUrl ?? 'sqlite::memory:', clock)
  const compute = threadCompute(2)
  const egress = openEgress({ ...stores, fetch: outside.fetch ?? noFetch, clock, env: outside.env ?? {}, version: '0.0.0-test' })
  return {
    ...stores,
    egress,
    artifacts: fileArtifacts(join(homePath, 'artifacts')),
    compute,
    events: inProcessEvents(),
    recommender: new Recommender({ ...stores, clock }),
    clock,
    log: silentLog,
    homePath,
    env: outside.env ?? {},
    version: '0.0.0-test',
    async close() {
      egress.close()
      await compute.close()
      closeStores()
      rmSync(homePath, { recursive: true, force: true })
    },
  }
}

/** A WAV of one decaying chord a second: 16-bit mono at 22,050 Hz. */
export function writeChords(path: string, options: { seconds: number; rootHz: number }): void {
  const rateHz = 22_050
  const frames = Math.round(options.seconds * rateHz)
  const bytes = Buffer.alloc(44 + frames * 2)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rateHz, 24)
  bytes.writeUInt32LE(rateHz * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(frames * 2, 40)
  for (let i = 0; i < frames; i++) {
    const t = i / rateHz
    const chord = [1, 1.25, 1.5].reduce((sum, ratio) => sum + Math.sin(2 * Math.PI * options.rootHz * ratio * t), 0)
    bytes.writeInt16LE(Math.round(7000 * chord * Math.exp(-3 * (t % 1))), 44 + i * 2)
  }
  writeFileSync(path, bytes)
}

/** Puts a WAV into the library as a track: on disk, tagged, in a known folder, analysed unless `analysed` is false. */
export async function addTrack(
  house: TestHouse,
  given: {
    title: string
    artist: string
    album?: string
    rootHz?: number
    seconds?: number
    analysed?: boolean
    coverId?: string
    synthetic?: boolean
    codec?: string
  },
): Promise<{ id: TrackId; path: string }> {
  const path = join(house.homePath, `${given.artist} ${given.title}.wav`)
  const seconds = given.seconds ?? 3
  writeChords(path, { seconds, rootHz: given.rootHz ?? 220 })
  const [id] = await house.tracks.identify(
    [
      {
        title: given.title,
        artistNames: [given.artist],
        albumTitle: given.album ?? 'Album',
        durationMs: seconds * 1000,
        coverId: given.coverId,
        synthetic: given.synthetic,
      },
    ],
    'file',
  )
  const contentHash = Buffer.from(path).toString('hex').padEnd(64, '0').slice(-64)
  await house.audioFiles.put([
    {
      trackId: id,
      path,
      sizeBytes: 44 + seconds * 44_100,
      mtimeMs: NOW_MS,
      contentHash,
      codec: given.codec ?? 'pcm',
      sampleRateHz: 22_050,
      channels: 1,
      bitrateBps: null,
      durationMs: seconds * 1000,
      replayGainTrackDb: null,
      replayGainAlbumDb: null,
      missingSinceMs: null,
    },
  ])
  await house.folders.add(house.homePath, { synthetic: false })
  if (given.analysed !== false) await house.analyses.put(contentHash, await analyseFile(path), NOW_MS)
  return { id, path }
}
