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
import { defaultBudget } from './pace/budget.ts'
import { DueRows } from './pace/due.ts'
import { Pace } from './pace/pace.ts'
import { CURRENT, versionsText } from './stages.ts'
import { sampleAnalysis } from './store.contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-pending-'))
const compute = threadCompute(2)
after(async () => {
  await compute.close()
  rmSync(folder, { recursive: true })
})

const tone = (hz: number, seconds = 1) => [
  Float32Array.from({ length: seconds * 22_050 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / 22_050)),
]

function file(name: string, contentHash: string, bytes: Uint8Array | null): AudioFile {
  const path = join(folder, name)
  if (bytes) writeFileSync(path, bytes)
  const facts = { mtimeMs: 0, codec: 'pcm', sampleRateHz: 22_050, channels: 1, bitrateBps: null, durationMs: 1000 }
  const gains = { replayGainTrackDb: null, replayGainAlbumDb: null, missingSinceMs: null }
  return { id: 0 as AudioFileId, trackId: 0 as TrackId, path, sizeBytes: bytes?.length ?? 0, contentHash, ...facts, ...gains }
}

/** A library of these files, and the outcomes of their contents. */
function shelf(files: readonly AudioFile[]) {
  const outcomes = new Map<string, AnalysisOutcome>()
  const events = inProcessEvents()
  const heard: DeepcutEvent[] = []
  events.subscribe((event) => heard.push(event))
  const isDue = (file: AudioFile, index: number) => {
    const outcome = outcomes.get(file.contentHash)
    const isFirst = files.findIndex((other) => other.contentHash === file.contentHash) === index
    return isFirst && (!outcome || (outcome.ok && versionsText(outcome.analysis.versions) !== CURRENT.whole))
  }
  return {
    outcomes,
    heard,
    deps: {
      audioFiles: {
        sameContent: async (id: AudioFileId) => files.filter((file) => file.contentHash === files[id].contentHash),
      },
      analyses: {
        due: async () => {
          const rows = new DueRows()
          for (const [fileId, file] of files.entries()) {
            if (!isDue(file, fileId)) continue
            const seconds = file.durationMs === null ? NaN : file.durationMs / 1000
            const outcome = outcomes.get(file.contentHash)
            rows.add({ ...file, fileId, seconds }, file.contentHash, () =>
              outcome?.ok ? { extent: outcome.analysis.extent, versions: outcome.analysis.versions } : { extent: null, versions: {} },
            )
          }
          return rows.columns()
        },
        ofContent: async (contentHash: string) => outcomes.get(contentHash) ?? null,
        put: async (contentHash: string, outcome: AnalysisOutcome) => void outcomes.set(contentHash, outcome),
        forgetFailures: async (codes: readonly string[] = []) => {
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

  it('does again only the stage that was raised, and leaves every other finding as it was', async () => {
    const { deps, outcomes } = shelf([file('a.wav', 'a', a)])
    await analysePending(deps)
    const outcome = outcomes.get('a')
    assert.ok(outcome?.ok)
    // Everything is marked, so that whatever is measured again shows.
    const marked = { ...sampleAnalysis(7), durationS: 1, codec: 'pcm', sampleRateHz: 22_050, channels: 1 }
    outcomes.set('a', { ok: true, analysis: { ...marked, versions: { ...marked.versions, waveform: '0' } } })
    assert.equal((await analysePending(deps)).analysed, 1)
    assert.notDeepEqual(outcome.analysis.waveform, marked.waveform)
    assert.deepEqual(outcomes.get('a'), { ok: true, analysis: { ...marked, waveform: outcome.analysis.waveform } })
  })

  it('concludes what needs no sound without hearing the file', async () => {
    const gone = file('soon-gone.wav', 'x', a)
    const { deps, outcomes, heard } = shelf([gone])
    await analysePending(deps)
    const outcome = outcomes.get('x')
    assert.ok(outcome?.ok)
    assert.ok(Object.keys(outcome.analysis.attributes).length > 0)
    rmSync(gone.path)
    heard.length = 0
    const spoilt = { ...outcome.analysis, attributes: {}, versions: { ...outcome.analysis.versions, attributes: '0' } }
    outcomes.set('x', { ok: true, analysis: spoilt })
    assert.deepEqual(await analysePending(deps).then(({ analysed, failed }) => [analysed, failed]), [1, []])
    assert.deepEqual(outcomes.get('x'), outcome)
    const told = heard.find((event) => event.name === 'analysis.progress')
    assert.equal(told?.data.tier, 'derive')
  })

  it('keeps what is known of a file that cannot be reached now', async () => {
    const { deps, outcomes } = shelf([file('away.wav', 'x', null)])
    const old = { ...sampleAnalysis(7), versions: { ...sampleAnalysis(7).versions, rhythm: '0' } }
    outcomes.set('x', { ok: true, analysis: old })
    assert.deepEqual(
      (await analysePending(deps)).failed.map(({ code }) => code),
      ['FILE_MISSING'],
    )
    assert.deepEqual(outcomes.get('x'), { ok: true, analysis: old })
  })

  it('hears excerpts first, then whole files, what is listened to first', async () => {
    const long = wavBytes(tone(440, 90), { sampleRateHz: 22_050, bits: 16 })
    const files = ['x', 'y', 'short'].map((name, i) => ({
      ...file(`${name}.wav`, name, name === 'x' ? long : a),
      trackId: i as TrackId,
      durationMs: name === 'x' ? 90_000 : 1000,
    }))
    const { deps, outcomes, heard } = shelf(files)
    const extents: [string, string][] = []
    const put = deps.analyses.put
    deps.analyses.put = async (contentHash, outcome) => {
      extents.push([contentHash, outcome.ok ? outcome.analysis.extent : outcome.code])
      return put(contentHash, outcome)
    }
    const one = { ...deps, compute: { ...compute, workersMax: 1 } }
    const pace = new Pace(systemClock, { ...defaultBudget(2), cores: 1 })
    assert.equal((await analysePending(one, { tiers: 'quick', pace, priorities: async () => new Map([[0 as TrackId, 3]]) })).analysed, 3)
    assert.deepEqual(extents, [
      ['x', 'excerpt'],
      ['short', 'whole'],
      ['y', 'whole'],
    ])
    const excerpt = outcomes.get('x')
    assert.ok(excerpt?.ok)
    assert.equal(excerpt.analysis.durationS, 90)
    assert.ok(Math.abs(excerpt.analysis.loudness.integratedLufs! - -9.72) < 0.2, `${excerpt.analysis.loudness.integratedLufs} LUFS`)
    assert.deepEqual(
      heard.filter((event) => event.name === 'analysis.progress').map(({ data }) => [data.tier, data.done, data.total]),
      [
        ['quick', 1, 3],
        ['quick', 2, 3],
        ['quick', 3, 3],
      ],
    )
  })

  it('pauses between files, and goes on from there', async () => {
    const files = Array.from({ length: 3 }, (_, i) => file(`p${i}.wav`, `p${i}`, a))
    const { deps, outcomes } = shelf(files)
    const pace = new Pace(systemClock, { ...defaultBudget(2), cores: 1 })
    deps.events.subscribe(() => pace.setBudget({ ...pace.budget, paused: true }))
    await analysePending(deps, { pace })
    assert.equal(outcomes.size, 1)
    await analysePending(deps)
    assert.equal(outcomes.size, 3)
  })

  it('takes in what came meanwhile', async () => {
    const files = [file('m0.wav', 'm0', a)]
    const { deps, outcomes } = shelf(files)
    const pace = new Pace(systemClock, { ...defaultBudget(2), cores: 1 })
    const stop = deps.events.subscribe(() => {
      stop()
      files.push(file('m1.wav', 'm1', b))
      pace.askRefill()
    })
    assert.equal((await analysePending(deps, { pace })).analysed, 2)
    assert.ok(outcomes.get('m1')?.ok)
  })
})
