import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Cens } from './cens.ts'
import { ConstantQ, SEMITONES } from './constant-q.ts'
import { tonnetz } from './tonnetz.ts'

const RATE_HZ = 22_050
const HOP = 512

const tone = (hz: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hz * i) / RATE_HZ))

function transform(samples: Float32Array, options: { tuning?: number; block?: number } = {}): Float32Array[] {
  const frames: Float32Array[] = []
  const constantQ = new ConstantQ(RATE_HZ, HOP, options.tuning ?? 0, (magnitudes) => frames.push(magnitudes.slice()))
  const block = options.block ?? 10_000
  for (let at = 0; at < samples.length; at += block) constantQ.push(samples.subarray(at, at + block))
  constantQ.finish()
  return frames
}

const strongest = (row: Float32Array): number => row.indexOf(Math.max(...row))

describe('the constant-Q transform', () => {
  it('hears a tone at its semitone, in every octave', () => {
    for (const semitone of [0, 11, 12, 30, 45, 59, 83]) {
      const frames = transform(tone(440 * 2 ** ((semitone - 45) / 12), 2 * RATE_HZ))
      assert.equal(strongest(frames[43]), semitone)
    }
  })

  it('is tuned to the recording', () => {
    const samples = tone(440 * 2 ** (0.4 / 12), RATE_HZ)
    const [plain, tuned] = [0, 0.4].map((tuning) => transform(samples, { tuning })[21])
    assert.ok(tuned[45] > 1.05 * plain[45], `${tuned[45]} and ${plain[45]}`)
  })

  it('has 1 + floor(samples / hop) frames, the same however the samples come', () => {
    for (const count of [1, 511, 512, 20_000]) {
      const samples = tone(220, count)
      const frames = transform(samples)
      assert.equal(frames.length, 1 + Math.floor(count / HOP))
      assert.deepEqual(transform(samples, { block: 777 }), frames)
    }
    assert.deepEqual(transform(new Float32Array(0)), [])
  })

  it('of silence is zero', () => {
    for (const frame of transform(new Float32Array(5000))) assert.deepEqual(frame, new Float32Array(SEMITONES))
  })
})

describe('chroma energy normalised statistics', () => {
  it('have as many frames as the chroma, each of length 1, silence 0', () => {
    for (const count of [1, 5, 20, 21, 100]) {
      const frames: Float32Array[] = []
      const cens = new Cens((row) => frames.push(row.slice()))
      for (let t = 0; t < count; t++) cens.push(Float32Array.from({ length: 12 }, (_, i) => Number(i === 3)))
      cens.finish()
      assert.equal(frames.length, count)
      for (const frame of frames) assert.deepEqual([...frame], [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    }
    const silent: Float32Array[] = []
    const cens = new Cens((row) => silent.push(row.slice()))
    cens.push(new Float32Array(12))
    cens.finish()
    assert.deepEqual(silent, [new Float32Array(12)])
  })
})

describe('the tonnetz', () => {
  it('puts a single C on top of every circle, and silence in the middle', () => {
    const out = new Float32Array(6)
    tonnetz(
      Float32Array.from({ length: 12 }, (_, i) => Number(i === 0)),
      out,
    )
    assert.deepEqual([...out], [0, 1, 0, 1, 0, 0.5])
    tonnetz(new Float32Array(12), out)
    assert.deepEqual([...out], [0, 0, 0, 0, 0, 0])
  })
})
