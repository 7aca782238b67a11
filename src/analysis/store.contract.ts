// What every analysis store must do, whatever it is built on.

import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { TrackId } from '#library'
import { type Analysis, type AnalysisOutcome, type AnalysisStore, STATISTICS, type Statistic } from './analysis.ts'
import { STAGES } from './stages.ts'
import { VECTOR_SIZE } from './vector.ts'

/** A store with a way to say which contents exist: `addFile` makes a track's present file, `remove` marks it missing. */
export interface AnalysisStoreHarness {
  readonly store: AnalysisStore
  addFile(contentHash: string): Promise<TrackId>
  addCopy(trackId: TrackId, contentHash: string): Promise<void>
  remove(contentHash: string): Promise<void>
  /** The content of a file. */
  contentOf(fileId: number): Promise<string>
}

/** An analysis whose numbers differ with `seed`. */
export function sampleAnalysis(seed: number): Analysis {
  const row = (count: number, factor: number) => Array.from({ length: count }, (_, i) => Math.fround(Math.sin(seed + i * factor)))
  const vector = Float32Array.from(row(VECTOR_SIZE, 0.7))
  const length = Math.hypot(...vector)
  const statistics = (rows: number) =>
    Object.fromEntries(STATISTICS.map((name, i) => [name, row(rows, 1 + i)])) as Record<Statistic, number[]>
  return {
    extent: 'whole',
    durationS: 180.5 + seed,
    codec: 'flac',
    sampleRateHz: 44_100,
    channels: 2,
    loudness: { integratedLufs: -14.25, rangeLu: null, truePeakDbtp: -0.5 },
    loudnessBlocks: { lowest: -300, counts: [1, 0, 7] },
    tempo: { bpm: 120 + seed, confidence: 0.5 },
    tempoCurve: null,
    beatsS: [0.5, 1, 1.5001],
    downbeatsS: [0.5],
    timeSignature: '4/4',
    timeSignatureConfidence: 0.9,
    key: { tonic: 'F#', mode: 'minor', camelot: '11A', confidence: 0.75, tuningCents: -3 },
    keyChanges: [{ fromS: 0, toS: 180.5 + seed, tonic: 'F#', mode: 'minor', camelot: '11A', confidence: 0.75 }],
    pitchClasses: row(12, 0.2),
    structure: {
      sections: [{ fromS: 0, toS: 180.5 + seed, label: 'body', energy: 1 }],
      energy: Uint8Array.of(3, 255),
      firstSoundS: 0.1,
      lastSoundS: 180,
      cues: [{ atS: 0.5, kind: 'in' }],
    },
    traits: { movement0: 1.5 },
    attributes: { energy: { value: 0.5, confidence: 0.75, ingredients: [{ name: 'loudness', value: -14, effect: 0.1 }] } },
    descriptors: { mfcc: statistics(20), zcr: statistics(1) },
    vector: vector.map((x) => x / length),
    waveform: { count: 3, peaks: Uint8Array.of(1, 200, 255), brightness: Uint8Array.of(9, 8, 7) },
    versions: Object.fromEntries(STAGES.map(({ name, version }) => [name, version])),
  }
}

const good = (seed: number): AnalysisOutcome => ({ ok: true, analysis: sampleAnalysis(seed) })
const failed: AnalysisOutcome = { ok: false, code: 'DECODE_FAILED', message: 'Cannot decode it.' }

/** Runs the contract on stores made by `open`. */
export function analysisStoreContract(open: () => Promise<AnalysisStoreHarness>): void {
  describe('an analysis store', () => {
    let harness: AnalysisStoreHarness
    beforeEach(async () => {
      harness = await open()
    })
    /** Contents that wait for analysis, and what there is of each. */
    const due = async () => {
      const { count, fileIds, standing, standings } = await harness.store.due()
      const rows = Array.from({ length: count }, async (_, i) => [await harness.contentOf(fileIds[i]), standings[standing[i]]] as const)
      return Object.fromEntries(await Promise.all(rows))
    }
    const nothing = { extent: null, versions: {} }

    it('gives back what it was given, to the last number', async () => {
      const trackId = await harness.addFile('a')
      assert.equal(await harness.store.ofTrack(trackId), null)
      await harness.store.put('a', good(1), 5)
      assert.deepEqual(await harness.store.ofTrack(trackId), good(1))
    })

    it('keeps a failure as such, and replaces it when the content is analysed after all', async () => {
      const trackId = await harness.addFile('a')
      await harness.store.put('a', failed, 1)
      assert.deepEqual(await harness.store.ofTrack(trackId), failed)
      await harness.store.put('a', good(2), 2)
      assert.deepEqual(await harness.store.ofTrack(trackId), good(2))
    })

    it('prefers the copy of a track that could be analysed', async () => {
      const trackId = await harness.addFile('broken')
      await harness.addCopy(trackId, 'whole')
      await harness.store.put('broken', failed, 1)
      await harness.store.put('whole', good(3), 1)
      assert.deepEqual(await harness.store.ofTrack(trackId), good(3))
      assert.deepEqual([...(await harness.store.columns()).trackIds], [trackId])
    })

    it('lays present, analysed tracks out as columns, each once', async () => {
      const [a, b] = [await harness.addFile('a'), await harness.addFile('b')]
      await harness.addCopy(a, 'a2')
      await harness.addFile('c')
      await harness.addFile('gone')
      for (const [hash, seed] of [
        ['a', 1],
        ['a2', 9],
        ['b', 2],
        ['gone', 3],
      ] as const)
        await harness.store.put(hash, good(seed), 1)
      const silent = { ...sampleAnalysis(2), tempo: null, key: null, loudness: { integratedLufs: null, rangeLu: null, truePeakDbtp: null } }
      await harness.store.put('b', { ok: true, analysis: silent }, 2)
      await harness.remove('gone')
      const columns = await harness.store.columns()
      assert.deepEqual([...columns.trackIds], [a, b])
      assert.deepEqual([columns.count, columns.size, columns.vectors.length], [2, VECTOR_SIZE, 2 * VECTOR_SIZE])
      assert.deepEqual(columns.vectors.subarray(0, VECTOR_SIZE), sampleAnalysis(1).vector)
      assert.deepEqual([columns.tempoBpm[0], columns.key[0], columns.mode[0], columns.loudnessLufs[0]], [121, 6, 0, -14.25])
      assert.equal(columns.energy[0], 0.5)
      for (const column of [columns.tempoBpm, columns.key, columns.mode, columns.loudnessLufs, columns.valence])
        assert.ok(Number.isNaN(column[1]))
    })

    it('is empty at first', async () => {
      const columns = await harness.store.columns()
      assert.deepEqual([columns.count, columns.vectors.length], [0, 0])
      assert.deepEqual(await harness.store.counts(), { analysed: 0, failed: 0, pending: 0, usable: 0 })
      assert.equal((await harness.store.due()).count, 0)
      assert.deepEqual(await harness.store.failures(10), [])
    })

    it('counts what is done, what failed and what waits, among present files', async () => {
      for (const hash of ['a', 'b', 'c', 'd', 'e']) await harness.addFile(hash)
      await harness.store.put('a', good(1), 1)
      await harness.store.put('b', failed, 1)
      await harness.store.put('e', { ok: true, analysis: { ...sampleAnalysis(1), extent: 'excerpt' } }, 1)
      await harness.remove('d')
      assert.deepEqual(await harness.store.counts(), { analysed: 1, failed: 1, pending: 2, usable: 2 })
      assert.deepEqual(Object.keys(await due()).sort(), ['c', 'e'])
    })

    it('tells what waits: the new, the excerpts and what other versions made; copies once, the missing not', async () => {
      const a = await harness.addFile('a')
      await harness.addCopy(a, 'copied')
      for (const hash of ['copied', 'excerpt', 'older', 'current', 'broken', 'gone']) await harness.addFile(hash)
      const older = { ...sampleAnalysis(3).versions, vector: '0' }
      await harness.store.put('excerpt', { ok: true, analysis: { ...sampleAnalysis(2), extent: 'excerpt' } }, 1)
      await harness.store.put('older', { ok: true, analysis: { ...sampleAnalysis(3), versions: older } }, 1)
      await harness.store.put('current', good(4), 1)
      await harness.store.put('broken', failed, 1)
      await harness.remove('gone')
      const { versions } = sampleAnalysis(2)
      assert.deepEqual(await due(), {
        a: nothing,
        copied: nothing,
        excerpt: { extent: 'excerpt', versions },
        older: { extent: 'whole', versions: older },
      })
      const columns = await harness.store.due()
      assert.deepEqual([columns.seconds[0], columns.sizeBytes[0], columns.codecs[columns.codec[0]]], [1, 1000, 'flac'])
      const stale = await harness.store.ofContent('older')
      assert.ok(stale?.ok && stale.analysis.versions['vector'] === '0', 'what is outdated stands until it is made again')
      assert.equal((await harness.store.columns()).count, 2, 'vectors of another version are not compared')
    })

    it('lays out vectors of one version only: the one that most have', async () => {
      const [a, b, c] = [await harness.addFile('a'), await harness.addFile('b'), await harness.addFile('c')]
      const before = (seed: number): AnalysisOutcome => {
        const analysis = sampleAnalysis(seed)
        return { ok: true, analysis: { ...analysis, versions: { ...analysis.versions, vector: '0' } } }
      }
      for (const [hash, seed] of [
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ] as const)
        await harness.store.put(hash, before(seed), 1)
      const shown = async () => [...(await harness.store.columns()).trackIds]
      assert.deepEqual(await shown(), [a, b, c], 'what an earlier version made serves until it is made again')
      await harness.store.put('a', good(1), 2)
      assert.deepEqual(await shown(), [b, c])
      await harness.store.put('b', good(2), 2)
      assert.deepEqual(await shown(), [a, b])
    })

    it('puts an analysis of the whole file before one of an excerpt, wherever a track has both', async () => {
      const trackId = await harness.addFile('a')
      await harness.addCopy(trackId, 'b')
      await harness.store.put('a', { ok: true, analysis: { ...sampleAnalysis(1), extent: 'excerpt' } }, 1)
      assert.equal((await harness.store.columns()).tempoBpm[0], 121)
      await harness.store.put('b', good(2), 1)
      assert.equal((await harness.store.columns()).tempoBpm[0], 122)
      assert.deepEqual(await harness.store.ofTrack(trackId), good(2))
    })

    it('lists what failed, latest first', async () => {
      const [a, b] = [await harness.addFile('a'), await harness.addFile('b')]
      await harness.addFile('c')
      await harness.store.put('a', failed, 5)
      await harness.store.put('b', failed, 7)
      await harness.store.put('c', good(1), 9)
      assert.deepEqual(
        (await harness.store.failures(10)).map(({ trackId, code, atMs }) => [trackId, code, atMs]),
        [
          [b, 'DECODE_FAILED', 7],
          [a, 'DECODE_FAILED', 5],
        ],
      )
      assert.equal((await harness.store.failures(1)).length, 1)
    })

    it('forgets failures of the given codes only, or all, so that they wait again', async () => {
      for (const hash of ['a', 'b', 'c']) await harness.addFile(hash)
      await harness.store.put('a', failed, 1)
      await harness.store.put('b', { ok: false, code: 'FFMPEG_MISSING', message: 'install ffmpeg' }, 1)
      await harness.store.put('c', good(1), 1)
      assert.equal(await harness.store.forgetFailures(['FFMPEG_MISSING', 'OTHER']), 1)
      assert.equal(await harness.store.forgetFailures([]), 0)
      assert.deepEqual(await due(), { b: nothing })
      assert.equal(await harness.store.forgetFailures(), 1)
      assert.deepEqual(Object.keys(await due()), ['a', 'b'])
    })

    it('has a revision that rises with each outcome', async () => {
      const before = await harness.store.revision()
      await harness.store.put('x', failed, 1)
      assert.ok((await harness.store.revision()) > before)
    })
  })
}
