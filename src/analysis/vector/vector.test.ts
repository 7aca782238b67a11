// What the similarity vector promises, on spectra made for the purpose; real music is in test/real/vector.test.ts.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import { MEL_BANDS } from '../hearing.ts'
import { int8Similarity, int8Vector, similarityVector, VECTOR_SIZE } from '../vector.ts'
import { TextureBlocks } from './texture-blocks.ts'

const UNKNOWN = { loudness: { integratedLufs: null, rangeLu: null, truePeakDbtp: null }, traits: {} }

/** The vector of mel levels by frame and band. */
function vectorOf(frameCount: number, levelDb: (frame: number, band: number) => number): Float32Array {
  const blocks = new TextureBlocks()
  const melDb = new Float32Array(MEL_BANDS)
  for (let frame = 0; frame < frameCount; frame++) {
    for (let band = 0; band < MEL_BANDS; band++) melDb[band] = levelDb(frame, band)
    blocks.hear(melDb)
  }
  return similarityVector(blocks.finish(), UNKNOWN)
}

/** A made-up sound: a tilt, a pulse every so many frames, and noise. */
function sound(seed: string, gainDb = 0, frameCount = 512): Float32Array {
  const random = seededRandom(seed)
  const tilt = 0.1 + 0.3 * random.next()
  const period = 12 + Math.floor(30 * random.next())
  const depth = 5 + 20 * random.next()
  return vectorOf(frameCount, (frame, band) => gainDb - tilt * band - (depth * (frame % period)) / period + 6 * (random.next() - 0.5))
}

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0)

describe('the similarity vector', () => {
  it('has length one, whatever the sound', () => {
    for (const frameCount of [1, 2, 100, 256, 1000]) {
      const vector = sound(`of ${frameCount}`, 0, frameCount)
      assert.equal(vector.length, VECTOR_SIZE)
      assert.ok(Math.abs(cosine(vector, vector) - 1) < 1e-5, `${frameCount} frames`)
    }
  })

  it('is all zero for silence', () => {
    assert.deepEqual([...vectorOf(600, () => -100)], Array(VECTOR_SIZE).fill(0))
    assert.deepEqual([...vectorOf(0, () => 0)], Array(VECTOR_SIZE).fill(0))
  })

  it('by its textures alone does not change with the gain, and differs between sounds', () => {
    for (const seed of ['a', 'b', 'c']) assert.ok(cosine(sound(seed), sound(seed, -12)) > 0.9999)
    assert.ok(cosine(sound('a'), sound('b')) < 0.95)
  })

  it('in whole numbers gives nearly the same similarity', () => {
    const vectors = Array.from({ length: 12 }, (_, i) => sound(`whole ${i}`))
    for (const a of vectors) {
      for (const b of vectors) assert.ok(Math.abs(int8Similarity(int8Vector(a), int8Vector(b)) - cosine(a, b)) < 0.01)
    }
  })
})
