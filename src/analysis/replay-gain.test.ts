import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LoudnessMeter } from '#dsp'
import { seededRandom } from '#kernel'
import { albumReplayGain, trackReplayGain } from './replay-gain.ts'

const RATE_HZ = 4000

/** Noise whose level moves by whole steps each second. */
function take(seed: number, seconds: number, levelDb: number, rangeDb: number): Float32Array {
  const random = seededRandom(seed)
  const levels = Array.from({ length: seconds }, () => 10 ** ((levelDb - rangeDb * random.next()) / 20))
  return Float32Array.from({ length: seconds * RATE_HZ }, (_, i) => levels[Math.floor(i / RATE_HZ)] * (random.next() * 2 - 1))
}

function heard(...takes: readonly Float32Array[]) {
  const meter = new LoudnessMeter()
  meter.setFormat(RATE_HZ, [1])
  for (const samples of takes) meter.push([samples])
  return { loudness: meter.measure(), loudnessBlocks: meter.histogram() }
}

describe('ReplayGain', () => {
  it('brings a track to -18 LUFS', () => {
    const gain = trackReplayGain({ loudness: { integratedLufs: -9.5, rangeLu: 3, truePeakDbtp: 6.0206 } })
    assert.equal(gain?.gainDb, -8.5)
    assert.ok(Math.abs(gain.peak - 2) < 1e-4)
  })

  it('of an album is that of its tracks one after the other, within 0.05 dB, quiet tracks gated as there', () => {
    for (const [rangeDb, levels] of [
      [4, [-6, -9, -30]],
      [25, [-3, -12, -18]],
      [35, [-10, -14, -45]],
    ] as const) {
      const takes = levels.map((levelDb, i) => take(i + rangeDb, 20 - 3 * i, levelDb, rangeDb))
      const together = trackReplayGain(heard(...takes))
      const album = albumReplayGain(takes.map((samples) => heard(samples)))
      assert.ok(together && album)
      assert.ok(Math.abs(together.gainDb - album.gainDb) <= 0.05, `${album.gainDb} instead of ${together.gainDb}`)
      assert.ok(Math.abs(together.peak - album.peak) < 0.05)
    }
  })

  it('of one track as an album is that of the track', () => {
    const track = heard(take(9, 20, -12, 10))
    assert.ok(Math.abs(albumReplayGain([track])!.gainDb - trackReplayGain(track)!.gainDb) <= 0.05)
  })

  it('is nothing for silence, which changes nothing on an album either', () => {
    const silence = heard(new Float32Array(RATE_HZ))
    const sound = heard(take(3, 10, -12, 3))
    assert.equal(trackReplayGain(silence), null)
    assert.equal(albumReplayGain([silence]), null)
    assert.deepEqual(albumReplayGain([sound, silence]), albumReplayGain([sound]))
  })
})
