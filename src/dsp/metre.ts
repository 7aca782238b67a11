// How a pulse is counted: every tempo that it may have, on the beat or off it, in bars of four, three or two times three, each bar
// beginning anywhere. Each such reading is described by a few numbers and weighed (a log-linear model, as in conditional logit);
// tempo, beat and bar are decided together, because a drum pattern says them together (after Krebs, Boeck and Widmer 2013).

import { atLag } from './autocorrelation.ts'
import { trackBeats } from './beats.ts'
import { METRE_WEIGHTS } from './metre-weights.ts'
import { evidenceAt, type RhythmEvidence } from './rhythm-evidence.ts'

/** A way to count: beats a bar; in 6/8 the beat is a dotted crotchet. */
export const METRES = [
  { signature: '4/4', beatsPerBar: 4 },
  { signature: '3/4', beatsPerBar: 3 },
  { signature: '6/8', beatsPerBar: 2 },
] as const
export type Metre = (typeof METRES)[number]

/** A tempo with its beats in frames, and the numbers that speak for it. */
export interface BeatGrid {
  readonly bpm: number
  /** 0.5 where it is what tracking found moved by half a beat, else 0. */
  readonly shift: number
  readonly beats: Float64Array
  readonly features: readonly number[]
}

/** One way to hear a piece. */
export interface Reading {
  readonly grid: BeatGrid
  readonly metre: Metre
  /** Which of the first beats begins a bar. */
  readonly phase: number
  readonly features: readonly number[]
  /** Its share of all readings, 0 to 1. */
  probability: number
}

/** Periods at which the autocorrelation is read, in beats. */
const LAGS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4, 6, 8]
/** Of those, the ones that each metre weighs for itself. */
const METRE_LAGS = [1 / 3, 1 / 2, 2 / 3, 3 / 2]
/** Where the beat may be, seen from what tracking finds, which on strong off-beats is wrong. */
const SHIFTS = [0, 1 / 2]
/** Fewer beats are no grid. */
const BEATS_MIN = 8
/** The centre of the prior, which the weights make a bell over the logarithm of the tempo. */
const PRIOR_BPM = 120

/** All readings of a piece with their probabilities, given its tempo candidates (BPM) and the autocorrelation that they came from. */
export function readings(evidence: RhythmEvidence, correlation: Float64Array, candidates: readonly number[]): Reading[] {
  const all = candidates.flatMap((bpm) => gridsAt(evidence, correlation, bpm)).flatMap((grid) => readingsOf(evidence, correlation, grid))
  const scores = all.map(scoreOf)
  const top = Math.max(...scores)
  let total = 0
  for (const score of scores) total += Math.exp(score - top)
  all.forEach((reading, i) => {
    reading.probability = Math.exp(scores[i] - top) / total
  })
  return all
}

function scoreOf({ grid, metre, features }: Reading): number {
  const { beat, bar } = METRE_WEIGHTS
  const weights = bar[metre.signature]
  let score = 0
  for (let i = 0; i < beat.length; i++) score += beat[i] * grid.features[i]
  for (let i = 0; i < weights.length; i++) score += weights[i] * features[i]
  return score
}

/** The beats that tracking finds at a tempo, and those that lie elsewhere between. */
function gridsAt(evidence: RhythmEvidence, correlation: Float64Array, bpm: number): BeatGrid[] {
  const period = (60 * evidence.frameRateHz) / bpm
  const onBeat = trackBeats(evidence.pulse, period)
  if (onBeat.length < BEATS_MIN) return []
  const level = levelFeatures(correlation, evidence, bpm)
  return SHIFTS.map((shift) => {
    const beats = shiftedBeats(onBeat, shift)
    return { bpm, shift, beats, features: [...level, ...beatFeatures(evidence, beats)] }
  })
}

/** Beats moved by a share of the way to the next; the last is left out where it has none. */
export function shiftedBeats(beats: ArrayLike<number>, shift: number): Float64Array {
  if (shift === 0) return Float64Array.from(beats)
  return Float64Array.from({ length: Math.max(0, beats.length - 1) }, (_, i) => beats[i] * (1 - shift) + beats[i + 1] * shift)
}

/** The tempo on its bell, and how strongly the pulse comes back after each of LAGS. */
function levelFeatures(correlation: Float64Array, { frameRateHz, strongestLag }: RhythmEvidence, bpm: number): number[] {
  const octaves = Math.log2(bpm / PRIOR_BPM)
  const period = (60 * frameRateHz) / bpm
  return [octaves, octaves * octaves, ...LAGS.map((lag) => peakNear(correlation, lag * period) / strongestLag)]
}

/** The greatest correlation within 2 % of a lag, at least 0. */
function peakNear(correlation: Float64Array, lag: number): number {
  const reach = Math.max(0.5, lag * 0.02)
  let top = 0
  for (let step = -2; step <= 2; step++) top = Math.max(top, atLag(correlation, lag + (step * reach) / 2))
  return top
}

/** What sounds on, between and around the beats in each region, and whether low and high take turns (kick and snare). */
function beatFeatures({ onsets, changes }: RhythmEvidence, beats: Float64Array): number[] {
  const out: number[] = []
  for (const signal of onsets) {
    out.push(meanAt(signal, beats, 0), meanAt(signal, beats, 1 / 2))
    out.push((meanAt(signal, beats, 1 / 4) + meanAt(signal, beats, 3 / 4)) / 2)
    out.push((meanAt(signal, beats, 1 / 3) + meanAt(signal, beats, 2 / 3)) / 2)
  }
  for (const signal of changes) out.push(meanAt(signal, beats, 0), meanAt(signal, beats, 1 / 2))
  const [low, , upper] = onsets
  const swing = (signal: Float32Array) => meanAt(signal, beats, 0, 0, 2) - meanAt(signal, beats, 0, 1, 2)
  out.push(-swing(low) * swing(upper))
  return out
}

/** The grid counted in each metre from each beat. */
function readingsOf(evidence: RhythmEvidence, correlation: Float64Array, grid: BeatGrid): Reading[] {
  const period = (60 * evidence.frameRateHz) / grid.bpm
  const returns = [2, 3, 4, 6].map((beats) => peakNear(correlation, beats * period) / evidence.strongestLag)
  const [, middle, upper, high] = evidence.onsets
  const between = (fraction: number) =>
    (meanAt(middle, grid.beats, fraction) + meanAt(upper, grid.beats, fraction) + meanAt(high, grid.beats, fraction)) / 3
  const octaves = Math.log2(grid.bpm / PRIOR_BPM)
  const divisions = METRE_LAGS.map((lag) => peakNear(correlation, lag * period) / evidence.strongestLag)
  const rest = [...returns, (between(1 / 3) + between(2 / 3)) / 2, between(1 / 2), octaves, octaves * octaves, ...divisions]
  return METRES.flatMap((metre) => {
    const means = placeMeans(evidence, grid.beats, metre.beatsPerBar)
    return Array.from({ length: metre.beatsPerBar }, (_, phase) => {
      return { grid, metre, phase, features: [1, ...barContrasts(means, phase), ...rest], probability: 0 }
    })
  })
}

/** By signal: its mean at every `beatsPerBar`th beat, from the first on, from the second on, and so forth. */
const placeMeans = ({ onsets, changes }: RhythmEvidence, beats: Float64Array, beatsPerBar: number): number[][] =>
  [...onsets, ...changes].map((signal) => Array.from({ length: beatsPerBar }, (_, place) => meanAt(signal, beats, 0, place, beatsPerBar)))

/** By signal: the first beat of the bar against the others; then the backbeats against the rest (four), or the second against the third (three). */
function barContrasts(placeMeans: readonly (readonly number[])[], phase: number): number[] {
  const means = placeMeans.map((places) => places.map((_, place) => places[(phase + place) % places.length]))
  const first = means.map(([one, ...others]) => one - others.reduce((sum, value) => sum + value, 0) / others.length)
  const inside = means.map((m) => (m.length === 4 ? (m[1] + m[3] - m[0] - m[2]) / 2 : m.length === 3 ? m[1] - m[2] : 0))
  return [...first, ...inside]
}

/** The mean of a signal at `fraction` of the way from each `step`th beat, from beat `from` on, to the next. */
function meanAt(signal: Float32Array, beats: Float64Array, fraction: number, from = 0, step = 1): number {
  let sum = 0
  let count = 0
  for (let i = from; i + 1 < beats.length; i += step) {
    sum += evidenceAt(signal, beats[i] + fraction * (beats[i + 1] - beats[i]))
    count++
  }
  return count > 0 ? sum / count : 0
}
