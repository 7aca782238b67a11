// The encoder, held to what two independent decoders make of its files: the bundled one, and ffmpeg where it is there.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { parseBuffer } from 'music-metadata'
import { seededRandom } from '#kernel'
import { encodeFlac, toInt16 } from './flac.ts'

type Signal = (i: number) => number

const SIGNALS: Readonly<Record<string, { count: number; left: Signal; right: Signal }>> = (() => {
  const random = seededRandom(7)
  const full = () => random.below(65_536) - 32_768
  return {
    'a chord with some noise': {
      count: 30_011,
      left: (i) => 9000 * Math.sin(i / 20) + 5000 * Math.sin(i / 13.7) + random.normal() * 30,
      right: (i) => 9000 * Math.sin(i / 20 + 0.1) + random.normal() * 30,
    },
    'white noise at full scale': { count: 9000, left: full, right: full },
    'opposite channels at full scale': { count: 4096, left: (i) => (i % 2 ? 32_767 : -32_768), right: (i) => (i % 2 ? -32_768 : 32_767) },
    silence: { count: 8192, left: () => 0, right: () => 0 },
    'one sample': { count: 1, left: () => -5, right: () => 12 },
    'a last block of seven': { count: 4103, left: (i) => i % 91, right: (i) => -(i % 17) },
    'a click in silence': { count: 4096, left: (i) => (i === 2000 ? 32_767 : 0), right: () => 0 },
    'loud and quiet in one block': { count: 4096 * 2, left: (i) => (i % 1024 < 40 ? full() : i % 3), right: (i) => i % 5 },
    'more frames than 128': { count: 4096 * 140, left: (i) => (i * 7) % 200, right: (i) => (i * 3) % 100 },
  }
})()

const tags = {
  comments: [
    ['TITLE', 'Sombra e Sal — ü'],
    ['GENRE', 'House'],
    ['GENRE', 'Deep House'],
  ] as const,
}

describe('the FLAC encoder', () => {
  for (const [name, { count, left, right }] of Object.entries(SIGNALS)) {
    const l = Int16Array.from({ length: count }, (_, i) => left(i))
    const r = Int16Array.from({ length: count }, (_, i) => right(i))
    const file = encodeFlac(l, r, tags)

    it(`gives back ${name}, bit by bit`, async () => {
      const decoder = new FLACDecoder()
      await decoder.ready
      const decoded = await decoder.decodeFile(file)
      decoder.free()
      assert.equal(decoded.errors.length, 0)
      assert.deepEqual(toSixteen(decoded.channelData[0]), l)
      assert.deepEqual(toSixteen(decoded.channelData[1]), r)
    })

    it(`gives back ${name} by ffmpeg, checksums kept`, (context) => {
      if (spawnSync('ffmpeg', ['-version']).status !== 0) return context.skip('ffmpeg is not on PATH')
      const folder = mkdtempSync(join(tmpdir(), 'deepcut-flac-'))
      try {
        writeFileSync(join(folder, 'x.flac'), file)
        const run = spawnSync(
          'ffmpeg',
          ['-v', 'warning', '-err_detect', 'crccheck+explode', '-i', join(folder, 'x.flac'), '-f', 's16le', '-'],
          { maxBuffer: 1e8 },
        )
        assert.equal(run.stderr.toString(), '')
        const samples = new Int16Array(run.stdout.buffer.slice(run.stdout.byteOffset, run.stdout.byteOffset + run.stdout.length))
        assert.deepEqual(
          samples.filter((_, i) => i % 2 === 0),
          l,
        )
        assert.deepEqual(
          samples.filter((_, i) => i % 2 === 1),
          r,
        )
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
  }

  it('writes tags and the cover so that readers find them', async () => {
    const png = Buffer.from('not really a picture')
    const file = encodeFlac(new Int16Array(44_100), new Int16Array(44_100), { ...tags, cover: { png, width: 1, height: 1 } })
    const { common, format } = await parseBuffer(file, { mimeType: 'audio/flac' })
    assert.equal(common.title, 'Sombra e Sal — ü')
    assert.deepEqual(common.genre, ['House', 'Deep House'])
    assert.deepEqual(Buffer.from(common.picture![0].data), png)
    assert.equal(format.duration, 1)
    assert.equal(format.sampleRate, 44_100)
  })

  it('is smaller than the samples where there is something to predict', () => {
    const l = Int16Array.from({ length: 44_100 }, (_, i) => 12_000 * Math.sin(i / 30))
    assert.ok(encodeFlac(l, l, tags).length < l.length * 4 * 0.25)
  })
})

/** The bundled decoder divides by 32,767. */
const toSixteen = (channel: Float32Array): Int16Array => Int16Array.from(channel, (value) => Math.round(value * 32_767))

describe('rounding to 16 bits', () => {
  it('keeps within full scale', () => {
    assert.deepEqual([...toInt16(Float32Array.of(-2, -1, 0, 1, 2))], [-32_768, -32_767, 0, 32_767, 32_767])
  })
})
