// The textures of a recording, six seconds at a time, and what they are together: where its point in similarity space comes from.

import { TEXTURE_FRAMES, TEXTURE_SIZE, Texture } from '#dsp'
import { FRAME_RATE_HZ, MEL_BANDS } from '../hearing.ts'

/** A block whose loudest level is this far below the loudest of the recording does not count. */
const QUIET_DB = 30
/** Nothing louder than this is silence, in dB of the mel bands. */
const SILENCE_DB = -90

/** Means and deviations of the numbers of a texture. */
const SUMMARY_SIZE = 2 * TEXTURE_SIZE

/** Hears mel levels frame by frame; keeps one texture for each block. */
export class TextureBlocks {
  private readonly texture = new Texture(FRAME_RATE_HZ)
  private readonly levelsDb = new Float32Array(TEXTURE_FRAMES * MEL_BANDS)
  private readonly heard: { readonly topDb: number; readonly texture: Float64Array }[] = []
  private count = 0

  hear(melDb: Float32Array): void {
    this.levelsDb.set(melDb, this.count++ * MEL_BANDS)
    if (this.count === TEXTURE_FRAMES) this.close()
  }

  /** The textures of the blocks that are not much softer than the loudest; none for silence. What is shorter than a block is repeated. */
  finish(): Float64Array[] {
    if (this.heard.length === 0 && this.count > 0) {
      const end = this.count * MEL_BANDS
      for (let at = end; at < this.levelsDb.length; at++) this.levelsDb[at] = this.levelsDb[at - end]
      this.close()
    }
    const loudest = this.heard.reduce((top, { topDb }) => Math.max(top, topDb), -Infinity)
    if (!(loudest > SILENCE_DB)) return []
    return this.heard.filter(({ topDb }) => topDb > loudest - QUIET_DB).map(({ texture }) => texture)
  }

  private close(): void {
    let topDb = -Infinity
    for (let i = 0; i < this.levelsDb.length; i++) if (this.levelsDb[i] > topDb) topDb = this.levelsDb[i]
    this.heard.push({ topDb, texture: this.texture.measure(this.levelsDb) })
    this.count = 0
  }
}

/** SUMMARY_SIZE numbers of some textures (at least one): their means, then their deviations. */
export function summary(textures: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(SUMMARY_SIZE)
  for (let i = 0; i < TEXTURE_SIZE; i++) {
    let sum = 0
    for (const texture of textures) sum += texture[i]
    const mean = sum / textures.length
    let squares = 0
    for (const texture of textures) squares += (texture[i] - mean) ** 2
    out[i] = mean
    out[TEXTURE_SIZE + i] = Math.sqrt(squares / textures.length)
  }
  return out
}
