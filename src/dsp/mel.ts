// The mel filter bank of Slaney's Auditory Toolbox, as librosa defines it (htk False, norm "slaney"), stored sparsely.

import { POWER_FLOOR } from './decibel.ts'
import type { Kernels } from './kernels.ts'

/** Triangles on the mel scale: band b weighs bins from firsts[b] on with its next 4 x fours[b] weights; each triangle has unit area in Hz. */
interface MelBank {
  readonly firsts: Int32Array
  readonly fours: Int32Array
  readonly weights: Float32Array
}

const LINEAR_HZ_PER_MEL = 200 / 3
const LOG_START_HZ = 1000
const LOG_START_MEL = LOG_START_HZ / LINEAR_HZ_PER_MEL
const LOG_STEP = Math.log(6.4) / 27

const hzToMel = (hz: number): number =>
  hz < LOG_START_HZ ? hz / LINEAR_HZ_PER_MEL : LOG_START_MEL + Math.log(hz / LOG_START_HZ) / LOG_STEP
const melToHz = (mel: number): number =>
  mel < LOG_START_MEL ? mel * LINEAR_HZ_PER_MEL : LOG_START_HZ * Math.exp(LOG_STEP * (mel - LOG_START_MEL))

/** `bandCount` bands from 0 Hz to half of `sampleRateHz`, for the bins of an FFT of `fftSize` points. */
function melBank(sampleRateHz: number, fftSize: number, bandCount: number): MelBank {
  const melMax = hzToMel(sampleRateHz / 2)
  const edgesHz = Array.from({ length: bandCount + 2 }, (_, i) => melToHz((melMax * i) / (bandCount + 1)))
  const binHz = sampleRateHz / fftSize
  const firsts = new Int32Array(bandCount)
  const fours = new Int32Array(bandCount)
  const weights: number[] = []
  for (let band = 0; band < bandCount; band++) {
    const [low, centre, high] = [edgesHz[band], edgesHz[band + 1], edgesHz[band + 2]]
    const area = 2 / (high - low)
    const first = Math.floor(low / binHz) + 1
    const end = Math.min(fftSize / 2 + 1, Math.ceil(high / binHz))
    firsts[band] = first
    fours[band] = Math.ceil(Math.max(0, end - first) / 4)
    for (let bin = first; bin < first + 4 * fours[band]; bin++) {
      const hz = bin * binHz
      weights.push(bin < end ? Math.max(0, Math.min((hz - low) / (centre - low), (high - hz) / (high - centre)) * area) : 0)
    }
  }
  return { firsts, fours, weights: Float32Array.from(weights) }
}

/**
 * Turns power spectra that lie in `kernels`, with three zeros after the last bin, into levels of `bandCount` mel bands (a multiple of 4) in
 * dB, not below -100; the array is overwritten by the next.
 */
export function melLevels(
  kernels: Kernels,
  sampleRateHz: number,
  fftSize: number,
  bandCount: number,
): (power: Float32Array) => Float32Array {
  const bank = melBank(sampleRateHz, fftSize, bandCount)
  const firsts = kernels.integers(bandCount)
  const fours = kernels.integers(bandCount)
  const weights = kernels.floats(bank.weights.length)
  const levels = kernels.floats(bandCount)
  firsts.set(bank.firsts)
  fours.set(bank.fours)
  weights.set(bank.weights)
  return (power) => {
    kernels.sparseRows(power, firsts, fours, weights, levels)
    kernels.decibels(levels, levels, bandCount, POWER_FLOOR)
    return levels
  }
}
