// Recordings that are hardly recordings: no number of an analysis is ever NaN or infinite, since JSON and SQLite would lose it.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import type { Analysis } from './analysis.ts'
import type { PcmBlock } from './decode/pcm.ts'
import { analysisDocument } from './document.ts'
import { FRAMES_MAX, FrameStore } from './frame-store.ts'
import { listenThrough } from './listen-through.ts'

const RATE_HZ = 44_100

function stream(samples: Float32Array, channels = 1, sampleRateHz = RATE_HZ): { codec: string; blocks(): AsyncGenerator<PcmBlock> } {
  return {
    codec: 'pcm',
    async *blocks() {
      for (let at = 0; at < samples.length; at += 10_000) {
        const part = samples.subarray(at, at + 10_000)
        yield { sampleRateHz, channels: Array.from({ length: channels }, () => part.slice()) }
      }
    },
  }
}

function assertFinite(analysis: Analysis): void {
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'number') assert.ok(Number.isFinite(value), `${path} is ${value}`)
    else if (ArrayBuffer.isView(value)) for (const x of value as unknown as Iterable<number>) assert.ok(Number.isFinite(x), path)
    else if (value && typeof value === 'object') for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`)
  }
  walk(analysis, 'analysis')
  assert.doesNotThrow(() => JSON.stringify(analysisDocument('x', analysis)))
}

const seconds = (length: number, sample: (i: number) => number) =>
  Float32Array.from({ length: Math.round(length * RATE_HZ) }, (_, i) => sample(i))
const random = seededRandom(1)

const CASES: Readonly<Record<string, Float32Array>> = {
  silence: seconds(3, () => 0),
  'one sample': Float32Array.of(0.5),
  'two samples': Float32Array.of(1, -1),
  'a tenth of a second': seconds(0.1, (i) => Math.sin(i / 10)),
  'full scale': seconds(2, (i) => (i % 2 === 0 ? 1 : -1)),
  'a constant': seconds(2, () => 1),
  'a square wave': seconds(2, (i) => (i % 100 < 50 ? 1 : -1)),
  noise: seconds(3, () => random.next() * 2 - 1),
  'one click': seconds(3, (i) => Number(i === 50_000)),
  'denormal numbers': seconds(2, () => 1e-40),
  'numbers far beyond full scale': seconds(1, (i) => 1e6 * Math.sin(i / 10)),
  'silence, then noise': seconds(4, (i) => (i < 2 * RATE_HZ ? 0 : random.next() - 0.5)),
}

describe('an analysis', () => {
  for (const [name, samples] of Object.entries(CASES)) {
    it(`of ${name} has only finite numbers`, async () => {
      const analysis = await listenThrough(stream(samples, 2))
      assert.ok(analysis)
      assertFinite(analysis)
      assert.equal(analysis.durationS, samples.length / RATE_HZ)
      assert.ok(analysis.waveform.count >= 1)
    })
  }

  it('of silence claims no loudness, tempo or key', async () => {
    const analysis = await listenThrough(stream(CASES['silence']))
    assert.ok(analysis)
    assert.deepEqual(analysis.loudness, { integratedLufs: null, rangeLu: null, truePeakDbtp: null })
    assert.equal(analysis.tempo, null)
    assert.equal(analysis.key, null)
    assert.deepEqual(analysis.beatsS, [])
  })

  it('of nothing is none', async () => {
    assert.equal(await listenThrough(stream(new Float32Array(0))), null)
  })

  it('keeps what was decoded before the decoder broke, and fails where nothing was', async () => {
    async function* breaking(before: Float32Array): AsyncGenerator<PcmBlock> {
      yield* stream(before).blocks()
      throw new Error('decoder broke')
    }
    const analysis = await listenThrough({ codec: 'flac', blocks: () => breaking(CASES['noise']) })
    assert.equal(analysis?.durationS, 3)
    await assert.rejects(listenThrough({ codec: 'flac', blocks: () => breaking(new Float32Array(0)) }), /decoder broke/)
  })

  it('goes on when rate and channels change inside a file', async () => {
    async function* chained(): AsyncGenerator<PcmBlock> {
      yield* stream(CASES['noise'], 2, 44_100).blocks()
      yield* stream(CASES['noise'], 1, 48_000).blocks()
    }
    const analysis = await listenThrough({ codec: 'vorbis', blocks: chained })
    assert.ok(analysis)
    assertFinite(analysis)
    assert.ok(Math.abs(analysis.durationS - (3 + 3 * (44_100 / 48_000))) < 1e-6)
    assert.deepEqual([analysis.sampleRateHz, analysis.channels], [44_100, 2])
  })
})

describe('the frame store', () => {
  it('keeps every frame while there is room, then every second, then every fourth', () => {
    const store = new FrameStore(1, 1)
    const mel = new Float32Array(1)
    const frameCount = 2 * FRAMES_MAX + 5
    for (let i = 0; i < frameCount; i++) store.add(Float32Array.of(i), Float32Array.of(i % 100))
    assert.equal(store.count, FRAMES_MAX / 2 + FRAMES_MAX / 2 + 2 - FRAMES_MAX / 2)
    const row = store.row(0)
    for (let place = 0; place < store.count; place++) {
      assert.equal(row[place], 4 * place)
      store.levels(place, 1, -100, mel)
      assert.equal(mel[0], (4 * place) % 100)
    }
  })
})
