// Synthetic truth: cadences of harmonic tones in all 24 keys, also out of tune, and pieces that change their key.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openFft } from './fft.ts'
import { camelot, estimateKey } from './key.ts'
import { findKeys, type KeysFound } from './key-changes.ts'
import { PitchProfile, type PitchRows } from './pitch-profile.ts'
import { plainKernels } from './plain-kernels.ts'
import { ShortTimeSpectrum } from './stft.ts'
import { peakFinder, spectralPeaks } from './tuning.ts'

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

const FRAME_RATE_HZ = RATE_HZ / 512

async function pitchesOf(samples: Float32Array): Promise<PitchRows> {
  const fft = await openFft(2048)
  const profile = new PitchProfile(FRAME_RATE_HZ)
  const peaks = spectralPeaks(1025)
  const binHz = RATE_HZ / 2048
  const spectrum = new ShortTimeSpectrum(fft, 512, ({ power }) => {
    peakFinder(plainKernels(), power.length)(power, 9, 279, 0.003, peaks)
    profile.add(peaks, binHz, 1)
  })
  spectrum.push(samples)
  spectrum.finish()
  fft.close()
  return profile.fold()
}

type Part = readonly [tonic: number, mode: 'major' | 'minor', cadences: number]

/** Peaks as a spectrum of cadences would have them, chord by chord of two seconds, without making the sound. */
function played(parts: readonly Part[]): { found: KeysFound; durationS: number } {
  const profile = new PitchProfile(1)
  const peaks = spectralPeaks(100)
  let seconds = 0
  for (const [tonic, mode, cadences] of parts) {
    for (let chord = 0; chord < 4 * cadences; chord++) {
      peaks.count = 0
      for (const note of CADENCE[mode][chord % 4]) {
        for (let partial = 1; partial <= 4; partial++) {
          peaks.bins[peaks.count] = 261.6256 * 2 ** ((tonic + note) / 12) * partial
          peaks.heights[peaks.count++] = 1 / partial ** 2
        }
      }
      for (let second = 0; second < 2; second++) profile.add(peaks, 1, 1)
      seconds += 2
    }
  }
  return { found: findKeys(profile.fold(), seconds), durationS: seconds }
}

describe('key', () => {
  for (const mode of ['major', 'minor'] as const) {
    for (let tonic = 0; tonic < 12; tonic++) {
      it(`of a ${mode} cadence on pitch class ${tonic} is found, in tune or not`, async () => {
        for (const cents of tonic % 6 === 0 ? [0, 40, -40] : [0]) {
          const pitches = await pitchesOf(cadence(tonic, mode, cents))
          const key = estimateKey(pitches.whole)
          assert.deepEqual([key?.tonic, key?.mode], [tonic, mode], `${cents} cents`)
          assert.ok(key!.confidence > 0.3 && key!.confidence <= 1)
          assert.ok(Math.abs(pitches.tuningCents - cents) < 4, `${pitches.tuningCents} for ${cents} cents`)
        }
      })
    }
  }

  it('is not claimed for silence or for all pitches alike', async () => {
    const silence = await pitchesOf(new Float32Array(RATE_HZ))
    assert.deepEqual(findKeys(silence, 1), { key: null, spans: [] })
    assert.equal(estimateKey(new Float64Array(12).fill(1)), null)
  })

  it('moves with the music: up a step, every key is a step higher, and as sure', () => {
    const { found } = played([[0, 'minor', 5]])
    for (let step = 1; step < 12; step++) {
      const { key } = played([[step, 'minor', 5]]).found
      assert.deepEqual([key?.tonic, key?.mode], [step, 'minor'])
      assert.ok(Math.abs(key!.confidence - found.key!.confidence) < 0.02)
    }
  })

  it('changes where the music changes, within a few seconds, and is that of the longer part', () => {
    const { found, durationS } = played([
      [9, 'minor', 6],
      [11, 'minor', 4],
    ])
    assert.deepEqual(
      found.spans.map(({ tonic, mode }) => [tonic, mode]),
      [
        [9, 'minor'],
        [11, 'minor'],
      ],
    )
    assert.equal(found.spans[0].fromS, 0)
    assert.equal(found.spans[1].toS, durationS)
    assert.equal(found.spans[0].toS, found.spans[1].fromS)
    assert.ok(Math.abs(found.spans[0].toS - 48) <= 6, `${found.spans[0].toS}`)
    assert.equal(found.key?.tonic, 9)
  })

  it('does not change for a borrowed chord or two', () => {
    const { found } = played([
      [0, 'major', 5],
      [2, 'major', 1],
      [0, 'major', 5],
    ])
    assert.equal(found.spans.length, 1)
    assert.equal(found.key?.tonic, 0)
  })

  it('of ten hours is found in rows that stay few', () => {
    const { found, durationS } = played([[5, 'major', 4500]])
    assert.equal(durationS, 36_000)
    assert.deepEqual(found.spans, [{ ...found.key!, fromS: 0, toS: durationS }])
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
