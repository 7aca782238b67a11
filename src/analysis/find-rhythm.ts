// The likeliest reading of what was heard: tempo, beats, downbeats and time signature.

import {
  type BeatGrid,
  CHANGE_FRAMES,
  downbeats,
  evenPulse,
  type Fft,
  generalisedAutocorrelation,
  metreConfidence,
  openFft,
  type Reading,
  readings,
  rhythmEvidence,
  settleBeats,
  shiftedBeats,
  type TempoPath,
  tempoByFrame,
  tempoCandidates,
  tempoConfidence,
  tempoPath,
  trackBeats,
} from '#dsp'
import type { Findings } from './analysis.ts'
import { ANALYSIS_RATE_HZ, FFT_SIZE, FRAME_RATE_HZ, HOP } from './hearing.ts'

/** The spectrum to this power before it is turned back: peaks of the autocorrelation become sharper. */
const COMPRESSION = 0.6
/** Onset strength rises this much before the attack is heard, because frames reach ahead; measured on renders. */
const ONSET_LEAD_S = 0.008
/** A stretch of the tempo curve, in beats. */
const CURVE_BEATS = 8
/** A tempo that changes by less is steady. */
const DRIFT_MIN = 1.04

export type Rhythm = Pick<Findings, 'tempo' | 'tempoCurve' | 'beatsS' | 'downbeatsS' | 'timeSignature' | 'timeSignatureConfidence'>

const NO_RHYTHM: Rhythm = { tempo: null, tempoCurve: null, beatsS: [], downbeatsS: [], timeSignature: null, timeSignatureConfidence: 0 }

/** An hour. Longer recordings are read in equal parts: memory stays flat, and a mix of hours may change its tempo. */
const PART_FRAMES_MAX = Math.round(3600 * FRAME_RATE_HZ)

/** The likeliest reading of onset strengths by region (one number each HOP samples) and harmonic changes. */
export async function findRhythm(
  regions: readonly Float32Array[],
  changes: readonly Float32Array[],
  partFramesMax = PART_FRAMES_MAX,
): Promise<Rhythm> {
  const count = regions[0].length
  const parts = Math.max(1, Math.ceil(count / partFramesMax))
  const width = Math.ceil(count / parts / CHANGE_FRAMES)
  const cut = (signals: readonly Float32Array[], frames: number, part: number) =>
    signals.map((signal) => signal.subarray((part * width * CHANGE_FRAMES) / frames, ((part + 1) * width * CHANGE_FRAMES) / frames))
  const fft = await openFft(FFT_SIZE)
  try {
    if (parts === 1) return heardWith(fft, regions, changes)
    const partS = (width * CHANGE_FRAMES * HOP) / ANALYSIS_RATE_HZ
    return joined(
      Array.from({ length: parts }, (_, part) =>
        later(heardWith(fft, cut(regions, 1, part), cut(changes, CHANGE_FRAMES, part)), part * partS),
      ),
      partS,
    )
  } finally {
    fft.close()
  }
}

/** A part's rhythm at its place in the whole. */
function later(rhythm: Rhythm, byS: number): Rhythm {
  const moved = (times: readonly number[]) => times.map((atS) => atS + byS)
  const { tempoCurve, beatsS, downbeatsS } = rhythm
  return {
    ...rhythm,
    tempoCurve: tempoCurve && { ...tempoCurve, atS: moved(tempoCurve.atS) },
    beatsS: moved(beatsS),
    downbeatsS: moved(downbeatsS),
  }
}

/** Parts in turn: tempo and time signature are those of the surest part; where the tempi differ, the curve goes through them. */
function joined(parts: readonly Rhythm[], partS: number): Rhythm {
  const surest = parts.reduce((best, part) => ((part.tempo?.confidence ?? -1) > (best.tempo?.confidence ?? -1) ? part : best))
  const points = parts.flatMap(({ tempo, tempoCurve }, i) =>
    tempoCurve
      ? tempoCurve.atS.map((atS, k) => ({ atS, bpm: tempoCurve.bpm[k] }))
      : tempo
        ? [{ atS: round3((i + 0.5) * partS), bpm: round3(tempo.bpm) }]
        : [],
  )
  const curve = { atS: points.map(({ atS }) => round3(atS)), bpm: points.map(({ bpm }) => bpm) }
  const tempi = parts.flatMap(({ tempo }) => (tempo ? [tempo.bpm] : []))
  const drifts = parts.some(({ tempoCurve }) => tempoCurve) || Math.max(...tempi) / Math.min(...tempi) >= DRIFT_MIN
  return {
    ...surest,
    tempoCurve: drifts ? curve : null,
    beatsS: parts.flatMap(({ beatsS }) => beatsS),
    downbeatsS: parts.flatMap(({ downbeatsS }) => downbeatsS),
  }
}

function heardWith(fft: Fft, regions: readonly Float32Array[], changes: readonly Float32Array[]): Rhythm {
  const pulse = evenPulse(regions, FRAME_RATE_HZ)
  const correlation = generalisedAutocorrelation(pulse, fft, COMPRESSION)
  const evidence = rhythmEvidence(pulse, regions, changes, correlation, FRAME_RATE_HZ)
  const candidates = tempoCandidates(correlation, FRAME_RATE_HZ)
  const all = readings(evidence, correlation, candidates.bpm)
  if (all.length === 0) return NO_RHYTHM
  const tempo = likeliest(all, ({ grid }) => grid.bpm)
  const grid = likeliest(tempo.readings, (reading) => reading.grid)
  const metre = likeliest(grid.readings, (reading) => reading.metre)
  const path = tempoPath(pulse, FRAME_RATE_HZ, tempo.key, fft)
  const along = path && beatsAlong(path, grid.key, pulse)
  const drifts = along !== null && isDrift(curveOf(along))
  const beats = drifts ? along : grid.key.beats
  const settled = settleBeats(pulse, beats, (60 * FRAME_RATE_HZ) / tempo.key)
  const beatsS = Array.from(settled, (frame) => Math.max(0, (frame * HOP) / ANALYSIS_RATE_HZ + ONSET_LEAD_S))
  return {
    tempo: { bpm: drifts ? medianTempo(beatsS) : refined(tempo.key, beatsS), confidence: tempoConfidence(tempo.share, candidates.clarity) },
    tempoCurve: drifts ? curveOf(beatsS) : null,
    beatsS,
    downbeatsS: downbeats(evidence, beats, metre.key).map((i) => beatsS[i]),
    timeSignature: metre.key.signature,
    timeSignatureConfidence: metreConfidence(metre.share),
  }
}

/** Beats tracked anew where the tempo drifts. */
function beatsAlong(path: TempoPath, { bpm, shift }: BeatGrid, pulse: Float32Array): Float64Array {
  const tempi = tempoByFrame(path, pulse.length)
  const tracked = trackBeats(pulse, (60 * FRAME_RATE_HZ) / bpm, (frame) => (60 * FRAME_RATE_HZ) / tempi[frame])
  return shiftedBeats(tracked, shift)
}

/** The tempo of each stretch of CURVE_BEATS beats, in its middle. */
function curveOf(beatsS: ArrayLike<number>): { atS: number[]; bpm: number[] } {
  const atS: number[] = []
  const bpm: number[] = []
  for (let i = 0; i + CURVE_BEATS < beatsS.length; i += CURVE_BEATS / 2) {
    atS.push(round3((beatsS[i] + beatsS[i + CURVE_BEATS]) / 2))
    bpm.push(round3((60 * CURVE_BEATS) / (beatsS[i + CURVE_BEATS] - beatsS[i])))
  }
  return { atS, bpm }
}

/** Whether a tenth of a curve lies apart from another tenth by DRIFT_MIN. */
function isDrift({ bpm }: { readonly bpm: readonly number[] }): boolean {
  const sorted = [...bpm].sort((a, b) => a - b)
  return sorted.length > 2 && sorted[Math.floor(0.9 * (sorted.length - 1))] / sorted[Math.ceil(0.1 * (sorted.length - 1))] >= DRIFT_MIN
}

const round3 = (value: number): number => Math.round(value * 1000) / 1000

function medianTempo(beatsS: readonly number[]): number {
  const { bpm } = curveOf(beatsS)
  return bpm.sort((a, b) => a - b)[bpm.length >> 1]
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
