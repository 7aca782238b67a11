// Which key it is in, and where it changes.

import { camelot, findKeys, PitchProfile, peakFinder, spectralPeaks } from '#dsp'
import { TONICS } from '../analysis.ts'
import { BIN_HZ, FFT_SIZE, FRAME_RATE_HZ } from '../hearing.ts'
import type { Stage } from '../stage.ts'

const KEY_PEAKS = { first: Math.ceil(90 / BIN_HZ), end: Math.ceil(3000 / BIN_HZ), threshold: 0.003 }

export const harmony: Stage = {
  name: 'harmony',
  version: '2',
  listen(hearing) {
    const peaks = spectralPeaks(FFT_SIZE / 2 + 1)
    const findPeaks = peakFinder(hearing.kernels, FFT_SIZE / 2 + 1)
    const pitches = new PitchProfile(FRAME_RATE_HZ)
    hearing.onFrame(({ spectrum, shape }) => {
      findPeaks(spectrum.power, KEY_PEAKS.first, KEY_PEAKS.end, KEY_PEAKS.threshold, peaks)
      pitches.add(peaks, BIN_HZ, Math.sqrt(shape.rms))
    })
    return ({ durationS, extent }) => {
      const folded = pitches.fold()
      const { key, spans } = findKeys(folded, durationS)
      return {
        pitchClasses: shares(folded.whole),
        key: key && { ...named(key), tuningCents: Math.round(10 * folded.tuningCents) / 10 },
        // An excerpt does not know where in the file its changes are.
        keyChanges: extent === 'whole' ? spans.map(({ fromS, toS, ...span }) => ({ fromS, toS, ...named(span) })) : [],
      }
    }
  },
}

const named = ({ tonic, mode, confidence }: { readonly tonic: number; readonly mode: 'major' | 'minor'; readonly confidence: number }) => ({
  tonic: TONICS[tonic],
  mode,
  camelot: camelot(tonic, mode),
  confidence,
})

function shares(values: Float64Array): number[] {
  const sum = values.reduce((total, value) => total + value, 0)
  return Array.from(values, (value) => (sum > 0 ? value / sum : 0))
}
