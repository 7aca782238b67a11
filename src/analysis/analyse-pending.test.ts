// The batch on real worker threads with real files: what is stored, told and repeated.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { threadCompute } from '#compute'
import { type DeepcutEvent, inProcessEvents } from '#events'
import { systemClock } from '#kernel'
import type { AudioFile, AudioFileId, TrackId } from '#library'
import { analysePending } from './analyse-pending.ts'
import type { AnalysisOutcome } from './analysis.ts'
import { wavBytes } from './decode/wav-bytes.fixture.ts'
import { Progress } from './progress.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-pending-'))
const compute = threadCompute(2)
after(async () => {
  await compute.close()
  rmSync(folder, { recursive: true })
})

const tone = (hz: number) => [Float32Array.from({ length: 22_050 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / 22_050))]

function file(name: string, contentHash: string, bytes: Uint8Array | null): AudioFile {
  const path = join(folder, name)
  if (bytes) writeFileSync(path, bytes)
  const facts = { mtimeMs: 0, codec: 'pcm', sampleRateHz: 22_050, channels: 1, bitrateBps: null, durationMs: 1000 }
  const gains = { replayGainTrackDb: null, replayGainAlbumDb: null, missingSinceMs: null }
  return { id: 0 as AudioFileId, trackId: 0 as TrackId, path, sizeBytes: bytes?.length ?? 0, contentHash, ...facts, ...gains }
}

/** Files that wait until their content has an outcome, and the outcomes. */
function shelf(files: readonly AudioFile[]) {
  const outcomes = new Map<string, AnalysisOutcome>()
  const events = inProcessEvents()
  const heard: DeepcutEvent[] = []
  events.subscribe((event) => heard.push(event))
  return {
    outcomes,
    heard,
    deps: {
      audioFiles: { unanalysed: async () => files.filter((file) => !outcomes.has(file.contentHash)) },
      analyses: {
        put: async (contentHash: string, outcome: AnalysisOutcome) => void outcomes.set(contentHash, outcome),
        forgetFailures: async (codes: readonly string[]) => {
          const gone = [...outcomes].filter(([, outcome]) => !outcome.ok && codes.includes(outcome.code))
          for (const [contentHash] of gone) outcomes.delete(contentHash)
          return gone.length
        },
      },
      compute,
      events,
      clock: systemClock,
    },
  }
}

describe('analysing what is pending', () => {
  const a = wavBytes(tone(440), { sampleRateHz: 22_050, bits: 16 })
  const b = wavBytes(tone(880), { sampleRateHz: 22_050, bits: 16 })

  it('stores an outcome for each content once, goes on past a broken file, and tells how far it is', async () => {
    const { deps, outcomes, heard } = shelf([
      file('a.wav', 'a', a),
      file('a-copy.wav', 'a', a),
      file('broken.wav', 'broken', a.subarray(0, 44)),
      file('b.wav', 'b', b),
    ])
    const report = await analysePending(deps)
    assert.equal(report.analysed, 2)
    assert.deepEqual(
      report.failed.map(({ path, code }) => [path, code]),
      [[join(folder, 'broken.wav'), 'NO_AUDIO']],
    )
    assert.deepEqual([...outcomes.keys()].sort(), ['a', 'b', 'broken'])
    const stored = outcomes.get('b')
    assert.ok(stored?.ok && stored.analysis.vector instanceof Float32Array && stored.analysis.durationS === 1)
    const progress = heard.filter((event) => event.name === 'analysis.progress').map((event) => event.data)
    assert.deepEqual(
      progress.map(({ done, total }) => [done, total]),
      [
        [1, 3],
        [2, 3],
        [3, 3],
      ],
    )
    assert.equal(progress.at(-1)?.etaS, 0)
    assert.equal(heard.at(-1)?.name, 'analysis.finished')
  })

  it('has nothing to do the second time', async () => {
    const { deps } = shelf([file('a.wav', 'a', a)])
    await analysePending(deps)
    assert.deepEqual({ ...(await analysePending(deps)), seconds: 0 }, { analysed: 0, failed: [], seconds: 0 })
  })

  it('reads another copy where the first is gone, and tries a file that was gone again next time', async () => {
    const gone = file('gone.wav', 'c', null)
    const { deps, outcomes } = shelf([file('no-longer.wav', 'a', null), file('a.wav', 'a', a), gone])
    const report = await analysePending(deps)
    assert.ok(outcomes.get('a')?.ok)
    assert.deepEqual(
      report.failed.map(({ code }) => code),
      ['FILE_MISSING'],
    )
    writeFileSync(gone.path, b)
    assert.equal((await analysePending(deps)).analysed, 1)
  })

  it('stops between files when it is told to, and keeps what is done', async () => {
    const stop = new AbortController()
    const files = Array.from({ length: 12 }, (_, i) => file(`n${i}.wav`, `n${i}`, a))
    const { deps, outcomes } = shelf(files)
    deps.events.subscribe(() => stop.abort())
    await analysePending(deps, { signal: stop.signal })
    assert.ok(outcomes.size >= 1 && outcomes.size <= 3, `${outcomes.size} done`)
  })
})

describe('progress', () => {
  it('judges the rest by the work, not by the number of items', () => {
    const progress = new Progress([100, 100, 300, 500])
    assert.deepEqual(progress.state(), { done: 0, total: 4, etaS: null })
    progress.finish(0, 5_000)
    progress.finish(1, 10_000)
    assert.deepEqual(progress.state(), { done: 2, total: 4, etaS: 40 })
    progress.finish(3, 35_000)
    progress.finish(2, 50_000)
    assert.deepEqual(progress.state(), { done: 4, total: 4, etaS: 0 })
  })
})
