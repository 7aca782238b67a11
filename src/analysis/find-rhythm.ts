// The likeliest reading of what was heard: tempo, beats, downbeats and time signature.

import {
  type BeatGrid,
  evenPulse,
  generalisedAutocorrelation,
  openFft,
  type Reading,
  readings,
  rhythmEvidence,
  settleBeats,
  tempoCandidates,
  tempoConfidence,
} from '#dsp'
import type { Findings } from './analysis.ts'
import { ANALYSIS_RATE_HZ, FFT_SIZE, FRAME_RATE_HZ, HOP } from './hearing.ts'

/** The spectrum to this power before it is turned back: peaks of the autocorrelation become sharper. */
const COMPRESSION = 0.6
/** Onset strength rises this much before the attack is heard, because frames reach ahead; measured on renders. */
const ONSET_LEAD_S = 0.008

export type Rhythm = Pick<Findings, 'tempo' | 'tempoCurve' | 'beatsS' | 'downbeatsS' | 'timeSignature' | 'timeSignatureConfidence'>

const NO_RHYTHM: Rhythm = { tempo: null, tempoCurve: null, beatsS: [], downbeatsS: [], timeSignature: null, timeSignatureConfidence: 0 }

/** The likeliest reading of onset strengths by region (one number each HOP samples) and harmonic changes. */
export async function findRhythm(regions: readonly Float32Array[], changes: Float32Array): Promise<Rhythm> {
  const pulse = evenPulse(regions, FRAME_RATE_HZ)
  const fft = await openFft(FFT_SIZE)
  const correlation = generalisedAutocorrelation(pulse, fft, COMPRESSION)
  fft.close()
  const evidence = rhythmEvidence(pulse, regions, changes, correlation, FRAME_RATE_HZ)
  const all = readings(evidence, correlation, tempoCandidates(correlation, FRAME_RATE_HZ))
  if (all.length === 0) return NO_RHYTHM
  const tempo = likeliest(all, ({ grid }) => grid.bpm)
  const beat = likeliest(tempo.readings, ({ grid }) => grid)
  const metre = likeliest(beat.readings, (reading) => reading.metre)
  const { grid, phase } = likeliest(metre.readings, (reading) => reading).key
  const beatsS = secondsOf(grid, pulse)
  return {
    tempo: { bpm: refined(grid.bpm, beatsS), confidence: tempoConfidence(tempo.share) },
    tempoCurve: null,
    beatsS,
    downbeatsS: beatsS.filter((_, i) => i % metre.key.beatsPerBar === phase),
    timeSignature: metre.key.signature,
    timeSignatureConfidence: metre.share,
  }
}

/** The key with the greatest probability among readings, its share of them all, and its readings. */
function likeliest<Key>(all: readonly Reading[], keyOf: (reading: Reading) => Key): { key: Key; share: number; readings: Reading[] } {
  const sums = new Map<Key, number>()
  let total = 0
  for (const reading of all) {
    const key = keyOf(reading)
    sums.set(key, (sums.get(key) ?? 0) + reading.probability)
    total += reading.probability
  }
  const [key, sum] = [...sums].reduce((best, entry) => (entry[1] > best[1] ? entry : best))
  return { key, share: total > 0 ? sum / total : 0, readings: all.filter((reading) => keyOf(reading) === key) }
}

function secondsOf({ bpm, beats }: BeatGrid, pulse: Float32Array): number[] {
  const settled = settleBeats(pulse, beats, (60 * FRAME_RATE_HZ) / bpm)
  return Array.from(settled, (frame) => Math.max(0, (frame * HOP) / ANALYSIS_RATE_HZ + ONSET_LEAD_S))
}

/** The slope of the beats, where it agrees with the estimate within 4 %: beats over minutes are more exact than a lag of some frames. */
function refined(bpm: number, beatsS: readonly number[]): number {
  if (beatsS.length < 8) return bpm
  const count = beatsS.length
  const meanI = (count - 1) / 2
  let meanT = 0
  for (const t of beatsS) meanT += t / count
  let it = 0
  let ii = 0
  for (let i = 0; i < count; i++) {
    it += (i - meanI) * (beatsS[i] - meanT)
    ii += (i - meanI) ** 2
  }
  const fromBeats = (60 * ii) / it
  return Math.abs(fromBeats / bpm - 1) < 0.04 ? fromBeats : bpm
}
