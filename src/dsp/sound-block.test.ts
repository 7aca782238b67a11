// Traits of made-up blocks whose answer is known: the pulse, the glide, the pause and the bed.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import { findLead, tonalShare } from './partial.ts'
import { BLOCK_FRAMES, type BlockTraits, SoundBlock, soundFrames } from './sound-block.ts'

const RATE_HZ = 43.066
const BANDS = 128
const BIN_HZ = 22_050 / 2048
const block = new SoundBlock(RATE_HZ)

function traitsOf(
  levelDb: (frame: number, band: number) => number,
  { leadHz = () => 0, count = BLOCK_FRAMES }: { leadHz?: (frame: number) => number; count?: number } = {},
): BlockTraits {
  const frames = soundFrames()
  frames.count = count
  for (let t = 0; t < count; t++) {
    for (let band = 0; band < BANDS; band++) frames.levelsDb[t * BANDS + band] = levelDb(t, band)
    frames.leadHz[t] = leadHz(t)
    frames.leadShare[t] = 0.8
    frames.centroidHz[t] = 800
    frames.tonalShare[t] = 0.5
  }
  return block.measure(frames)
}

const random = seededRandom('block')
const noise = Float64Array.from({ length: BLOCK_FRAMES * BANDS }, () => 6 * random.next())
const noiseAt = (t: number, band: number) => noise[t * BANDS + band]
/** Struck every so many frames, falling by 1.5 dB a frame. */
const struck = (t: number, every: number) => -1.5 * (t % every)

describe('the traits of a block', () => {
  it('know a pulse from noise, and the bass that pulses from the one that does not', () => {
    const pulsed = traitsOf((t, band) => struck(t, 22) + noiseAt(t, band))
    const even = traitsOf((t, band) => noiseAt(t, band))
    assert.ok(pulsed.pulseClarity > 0.7 && even.pulseClarity < 0.3, `${pulsed.pulseClarity} and ${even.pulseClarity}`)
    const bassOnly = traitsOf((t, band) => (band < 6 ? struck(t, 22) : noiseAt(t, band)))
    assert.ok(bassOnly.bassPulse > 0.9 && bassOnly.pulseClarity < bassOnly.bassPulse)
  })

  it('know a voice that glides from a key that stays', () => {
    const steady = traitsOf(() => 0, { leadHz: () => 440 })
    const gliding = traitsOf(() => 0, { leadHz: (t) => 440 * 2 ** (Math.sin(t / 4) / 12) })
    assert.ok(steady.steadyShare > 0.9 && steady.glideShare === 0)
    assert.ok(gliding.glideShare > 0.4 && gliding.steadyShare < 0.3, `${gliding.glideShare} ${gliding.steadyShare}`)
  })

  it('know pauses, and change over time from change over frequency', () => {
    const talking = traitsOf((t) => (Math.floor(t / 8) % 2 ? -30 : 0))
    assert.ok(talking.pauseShare > 0.4 && talking.percussiveShare > 0.99)
    const held = traitsOf((_, band) => (band % 8 === 0 ? 0 : -30))
    assert.ok(held.pauseShare === 0 && held.percussiveShare < 0.01)
    assert.ok(held.bedReliefDb > 5 && held.bedDb === 0)
  })

  it('do not change with the gain', () => {
    const sound = (gainDb: number) => traitsOf((t, band) => gainDb + struck(t, 30) - band / 4 + noiseAt(t, band))
    const [loud, soft] = [sound(0), sound(-24)]
    for (const name of Object.keys(loud) as (keyof BlockTraits)[]) assert.ok(Math.abs(loud[name] - soft[name]) < 1e-3, name)
  })

  it('are finite for a single frame and for silence', () => {
    for (const traits of [traitsOf((_, band) => -band, { count: 1 }), traitsOf(() => -100), traitsOf(() => -100, { count: 2 })])
      for (const [name, value] of Object.entries(traits)) assert.ok(Number.isFinite(value), `${name} ${value}`)
  })
})

describe('the partials of a spectrum', () => {
  const peakAt = (hz: number, width: number) =>
    Float32Array.from({ length: 1025 }, (_, bin) => 1e-6 + Math.exp(-0.5 * ((bin * BIN_HZ - hz) / (width * BIN_HZ)) ** 2))

  it('find where the strongest lies between the bins', () => {
    const lead = { hz: 0, share: 0 }
    for (const hz of [200, 333.3, 440, 871]) {
      findLead(peakAt(hz, 0.8), BIN_HZ, lead)
      assert.ok(Math.abs(lead.hz - hz) < 0.02 * BIN_HZ, `${hz}: ${lead.hz}`)
      assert.ok(lead.share > 0.9)
    }
  })

  it('are all of a tone, none of a hump and of nothing', () => {
    assert.ok(tonalShare(peakAt(440, 0.8), BIN_HZ) > 0.9)
    assert.equal(tonalShare(peakAt(1000, 60), BIN_HZ), 0)
    assert.equal(tonalShare(new Float32Array(1025), BIN_HZ), 0)
    const lead = { hz: 1, share: 1 }
    findLead(new Float32Array(1025), BIN_HZ, lead)
    assert.deepEqual(lead, { hz: 0, share: 0 })
  })
})
