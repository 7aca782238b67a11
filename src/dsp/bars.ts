// Where the bars begin: each beat's place in its bar, by dynamic programming. Places follow each other; a slip (a bar cut short or a beat
// missed by the tracker) costs as much as some twenty bars of contrary evidence.

import type { Metre } from './metre.ts'
import { METRE_WEIGHTS } from './metre-weights.ts'
import { evidenceAt, type RhythmEvidence } from './rhythm-evidence.ts'

/** What a slip costs, in the units of the weighed evidence of a bar. */
const SLIP = 40

/** The places of the beats in bars of a metre that begin a bar, in order. */
export function downbeats({ onsets, changes }: RhythmEvidence, beats: Float64Array, metre: Metre): number[] {
  const size = metre.beatsPerBar
  const signals = [...onsets, ...changes]
  const { first, inside } = contrastWeights(metre, signals.length)
  const scores = new Float64Array(beats.length * size)
  const asFirst = weighed(signals, beats, first)
  const asInside = weighed(signals, beats, inside)
  for (let i = 0; i < beats.length; i++)
    for (let place = 0; place < size; place++)
      scores[i * size + place] = asFirst[i] * (place === 0 ? 1 : -1 / (size - 1)) + asInside[i] * insideSign(size, place)
  const places = bestPlaces(scores, size)
  return Array.from(beats.keys()).filter((i) => places[i] === 0)
}

/** The weighed signals at each beat, less their mean: a bar cut off by the end must not count for one place. */
function weighed(signals: readonly Float32Array[], beats: Float64Array, weights: readonly number[]): Float64Array {
  const values = beats.map((beat) => signals.reduce((sum, signal, k) => sum + weights[k] * evidenceAt(signal, beat), 0))
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return values.map((value) => value - mean)
}

/** The weights of barContrasts in metre.ts: the first beat against the others, and the others among themselves. */
function contrastWeights({ signature }: Metre, count: number): { first: readonly number[]; inside: readonly number[] } {
  const weights = METRE_WEIGHTS.bar[signature]
  return { first: weights.slice(1, 1 + count), inside: weights.slice(1 + count, 1 + 2 * count) }
}

function insideSign(size: number, place: number): number {
  if (size === 4) return place % 2 === 1 ? 0.5 : -0.5
  return size === 3 && place > 0 ? (place === 1 ? 1 : -1) : 0
}

/** The best sequence of places, each after the one before or at the cost of a slip. */
function bestPlaces(scores: Float64Array, size: number): Uint8Array {
  const count = scores.length / size
  const from = new Uint8Array(scores.length)
  let sums = scores.slice(0, size)
  for (let i = 1; i < count; i++) {
    let top = 0
    for (let place = 1; place < size; place++) if (sums[place] > sums[top]) top = place
    const next = new Float64Array(size)
    for (let place = 0; place < size; place++) {
      const follows = (place + size - 1) % size
      const slips = sums[top] - SLIP > sums[follows]
      from[i * size + place] = slips ? top : follows
      next[place] = scores[i * size + place] + (slips ? sums[top] - SLIP : sums[follows])
    }
    sums = next
  }
  const places = new Uint8Array(count)
  let place = 0
  for (let other = 1; other < size; other++) if (sums[other] > sums[place]) place = other
  for (let i = count - 1; i >= 0; i--) {
    places[i] = place
    place = from[i * size + place]
  }
  return places
}
