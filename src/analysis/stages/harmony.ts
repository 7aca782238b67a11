// Which key it is in, and where it changes.

import { camelot, estimateKey, PitchProfile, peakFinder, spectralPeaks } from '#dsp'
import { TONICS } from '../analysis.ts'
import { BIN_HZ, FFT_SIZE } from '../hearing.ts'
import type { Stage } from '../stage.ts'

const KEY_PEAKS = { first: Math.ceil(90 / BIN_HZ), end: Math.ceil(3000 / BIN_HZ), threshold: 0.003 }

export const harmony: Stage = {
  name: 'harmony',
  version: '1',
  listen(hearing) {
    const peaks = spectralPeaks(FFT_SIZE / 2 + 1)
    const findPeaks = peakFinder(hearing.kernels, FFT_SIZE / 2 + 1)
    const pitches = new PitchProfile()
    hearing.onFrame(({ spectrum, shape }) => {
      findPeaks(spectrum.power, KEY_PEAKS.first, KEY_PEAKS.end, KEY_PEAKS.threshold, peaks)
      pitches.add(peaks, BIN_HZ, Math.sqrt(shape.rms))
    })
    return ({ durationS }) => {
      const pitchClasses = pitches.pitchClasses()
      const found = estimateKey(pitchClasses)
      const key = found && {
        tonic: TONICS[found.tonic],
        mode: found.mode,
        camelot: camelot(found.tonic, found.mode),
        confidence: found.confidence,
      }
      return {
        pitchClasses: shares(pitchClasses),
        key: key && { ...key, tuningCents: 0 },
        keyChanges: key ? [{ fromS: 0, toS: durationS, ...key }] : [],
      }
    }
  },
}

function shares(values: Float64Array): number[] {
  const sum = values.reduce((total, value) => total + value, 0)
  return Array.from(values, (value) => (sum > 0 ? value / sum : 0))
}
