// What the metre is read from: the pulse, the onsets of each region and the harmonic change, all on one clock and one scale.

import { CHANGE_FRAMES } from './harmonic-change.ts'
import { pulseSignal } from './pulse.ts'

export interface RhythmEvidence {
  readonly frameRateHz: number
  /** Onset strength with every region counting alike, evened out: what beats are tracked on. */
  readonly pulse: Float32Array
  /** ln(1 + strength / mean strength) of each region, low to high, one number a frame; the greatest within a frame. */
  readonly onsets: readonly Float32Array[]
  /** The same of the harmonic changes. */
  readonly changes: readonly Float32Array[]
  /** The greatest autocorrelation of the pulse from 0.15 to 4 s. */
  readonly strongestLag: number
}

/** The pulse of onset strengths by region, every region counting alike. */
export function evenPulse(regions: readonly Float32Array[], frameRateHz: number): Float32Array {
  const sum = new Float32Array(regions[0].length)
  for (const region of regions) for (let i = 0; i < sum.length; i++) sum[i] += region[i]
  return pulseSignal(sum, frameRateHz)
}

/** Puts the evidence together; `changes` has one number for CHANGE_FRAMES frames. */
export function rhythmEvidence(
  pulse: Float32Array,
  regions: readonly Float32Array[],
  changes: readonly Float32Array[],
  correlation: Float64Array,
  frameRateHz: number,
): RhythmEvidence {
  let strongestLag = 1e-9
  for (let lag = Math.round(0.15 * frameRateHz); lag < 4 * frameRateHz && lag < correlation.length; lag++)
    if (correlation[lag] > strongestLag) strongestLag = correlation[lag]
  const onsets = regions.map((region) => onOneScale(pulseSignal(region, frameRateHz)))
  return { frameRateHz, pulse, onsets, changes: changes.map((change) => onOneScale(byFrame(change, pulse.length))), strongestLag }
}

/** A signal at a moment between frames. */
export function evidenceAt(signal: Float32Array, frame: number): number {
  const place = Math.floor(frame + 0.5)
  return place >= 0 && place < signal.length ? signal[place] : 0
}

/** Numbers for CHANGE_FRAMES frames each as one number a frame. */
function byFrame(values: Float32Array, count: number): Float32Array {
  const out = new Float32Array(count)
  for (let i = 0; i < count; i++) out[i] = values[Math.min(values.length - 1, Math.round(i / CHANGE_FRAMES))]
  return out
}

function onOneScale(signal: Float32Array): Float32Array {
  const out = new Float32Array(signal.length)
  let sum = 0
  for (let i = 0; i < signal.length; i++) {
    let top = signal[i]
    if (i > 0 && signal[i - 1] > top) top = signal[i - 1]
    if (i + 1 < signal.length && signal[i + 1] > top) top = signal[i + 1]
    out[i] = top
    sum += top
  }
  const scale = sum > 0 ? signal.length / sum : 0
  for (let i = 0; i < out.length; i++) out[i] = Math.log1p(out[i] * scale)
  return out
}
