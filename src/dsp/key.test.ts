// Synthetic truth: cadences of harmonic tones in all 24 keys, also out of tune.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openFft } from './fft.ts'
import { camelot, estimateKey, type KeyEstimate, PitchProfile } from './key.ts'
import { ShortTimeSpectrum } from './stft.ts'
import { findPeaks, spectralPeaks } from './tuning.ts'

const RATE_HZ = 22_050
const CADENCE = {
  major: [
    [0, 4, 7],
    [5, 9, 12],
    [7, 11, 14],
    [0, 4, 7],
  ],
  minor: [
    [0, 3, 7],
    [5, 8, 12],
    [7, 11, 14],
    [0, 3, 7],
  ],
}

/** A cadence of four chords, each tone with five partials, `cents` off A440. */
function cadence(tonic: number, mode: 'major' | 'minor', cents: number): Float32Array {
  const chordSamples = Math.floor(RATE_HZ / 4)
  const out = new Float32Array(4 * chordSamples)
  CADENCE[mode].forEach((chord, c) => {
    for (const note of [chord[0] - 12, ...chord]) {
      const hz = 261.6256 * 2 ** ((tonic + note) / 12 + cents / 1200)
      for (let partial = 1; partial <= 5; partial++) {
        for (let i = 0; i < chordSamples; i++)
          out[c * chordSamples + i] += (0.05 / partial) * Math.sin((2 * Math.PI * hz * partial * i) / RATE_HZ)
      }
    }
  })
  return out
}

async function keyOf(samples: Float32Array): Promise<KeyEstimate | null> {
  const fft = await openFft(2048)
  const profile = new PitchProfile()
  const peaks = spectralPeaks(1025)
  const binHz = RATE_HZ / 2048
  const spectrum = new ShortTimeSpectrum(fft, 512, ({ power }) => {
    findPeaks(power, 9, 279, 0.003, peaks)
    profile.add(peaks, binHz, 1)
  })
  spectrum.push(samples)
  spectrum.finish()
  fft.close()
  return estimateKey(profile.pitchClasses())
}

describe('key', () => {
  for (const mode of ['major', 'minor'] as const) {
    for (let tonic = 0; tonic < 12; tonic++) {
      it(`of a ${mode} cadence on pitch class ${tonic} is found, in tune or not`, async () => {
        for (const cents of tonic % 6 === 0 ? [0, 40, -40] : [0]) {
          const key = await keyOf(cadence(tonic, mode, cents))
          assert.deepEqual([key?.tonic, key?.mode], [tonic, mode], `${cents} cents`)
          assert.ok(key!.confidence > 0.3 && key!.confidence <= 1)
        }
      })
    }
  }

  it('is not claimed for silence or for all pitches alike', async () => {
    assert.equal(await keyOf(new Float32Array(RATE_HZ)), null)
    assert.equal(estimateKey(new Float64Array(12).fill(1)), null)
  })

  it('has its place on the Camelot wheel', () => {
    assert.equal(camelot(0, 'major'), '8B')
    assert.equal(camelot(9, 'minor'), '8A')
    assert.equal(camelot(7, 'major'), '9B')
    assert.equal(camelot(11, 'major'), '1B')
    assert.equal(camelot(8, 'minor'), '1A')
    assert.equal(new Set(Array.from({ length: 12 }, (_, tonic) => camelot(tonic, 'major'))).size, 12)
  })
})
