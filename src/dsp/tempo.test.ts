// Synthetic truth: clicks whose tempo is known.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seededRandom } from '#kernel'
import { generalisedAutocorrelation } from './autocorrelation.ts'
import { trackBeats } from './beats.ts'
import { openFft } from './fft.ts'
import { pulseSignal } from './pulse.ts'
import { tempoCandidates } from './tempo.ts'

const FRAME_RATE_HZ = 22_050 / 512

/** An onset envelope with a click on each beat and `noise` between. */
function clicks(bpm: number, seconds: number, noise = 0): { envelope: Float32Array; beatsS: number[] } {
  const random = seededRandom(bpm)
  const envelope = Float32Array.from({ length: Math.floor(seconds * FRAME_RATE_HZ) }, () => noise * random.next())
  const beatsS = Array.from({ length: Math.floor(((seconds - 0.5) * bpm) / 60) }, (_, i) => 0.3 + (i * 60) / bpm)
  for (const beat of beatsS) envelope[Math.round(beat * FRAME_RATE_HZ)] += 8
  return { envelope, beatsS }
}

async function candidatesOf(envelope: Float32Array): Promise<number[]> {
  const fft = await openFft(2048)
  const correlation = generalisedAutocorrelation(pulseSignal(envelope, FRAME_RATE_HZ), fft, 0.6)
  fft.close()
  return [...tempoCandidates(correlation, FRAME_RATE_HZ).bpm]
}

describe('tempo', () => {
  for (const bpm of [60, 72, 90, 100, 120, 128, 150, 174]) {
    it(`of clicks at ${bpm} BPM is among few candidates, within 2 %`, async () => {
      const candidates = await candidatesOf(clicks(bpm, 30, 2).envelope)
      assert.ok(
        candidates.some((candidate) => Math.abs(candidate / bpm - 1) < 0.02),
        `${candidates}`,
      )
      assert.ok(candidates.length <= 18)
    })
  }

  it('is not claimed for silence, noise, one frame or none', async () => {
    const random = seededRandom(3)
    const noise = Float32Array.from({ length: 1500 }, () => random.next())
    for (const envelope of [new Float32Array(2000), noise, Float32Array.of(1), new Float32Array(0)])
      assert.deepEqual(await candidatesOf(envelope), [])
  })
})

describe('beats', () => {
  for (const bpm of [60, 90, 120, 174]) {
    it(`of clicks at ${bpm} BPM lie within 70 ms of each click`, () => {
      const { envelope, beatsS } = clicks(bpm, 20, 1)
      const found = [...trackBeats(pulseSignal(envelope, FRAME_RATE_HZ), (60 * FRAME_RATE_HZ) / bpm)].map((frame) => frame / FRAME_RATE_HZ)
      const hits = beatsS.filter((beat) => found.some((time) => Math.abs(time - beat) < 0.07)).length
      assert.ok(hits >= beatsS.length - 1 && found.length <= beatsS.length + 1, `${hits} of ${beatsS.length}, ${found.length} found`)
    })
  }

  it('of nothing are none', () => {
    assert.equal(trackBeats(new Float32Array(0), 20).length, 0)
    assert.equal(trackBeats(new Float32Array(500), 20).length, 0)
  })
})
