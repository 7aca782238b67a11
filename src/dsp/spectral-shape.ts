// Where the energy of a spectrum lies: centroid, bandwidth, roll-off and level, as librosa defines them; and how often a signal crosses zero.

import type { Kernels } from './kernels.ts'

/** One spectrum's shape; frequencies in Hz, all zero for silence. */
export interface SpectralShape {
  centroidHz: number
  bandwidthHz: number
  rolloffHz: number
  /** Root mean square of the frame. */
  rms: number
}

/** Roll-off: the lowest bin below which this share of the magnitude lies. */
const ROLL_OFF_SHARE = 0.85

/** Measures spectra that lie in `kernels`, of bins 0 to fftSize / 2 which are `binHz` apart, into `out`. */
export function spectralShape(kernels: Kernels, binHz: number): (magnitude: Float32Array, power: Float32Array, out: SpectralShape) => void {
  const found = kernels.floats(4)
  return (magnitude, power, out) => {
    kernels.shape(magnitude, power, magnitude.length - 1, ROLL_OFF_SHARE, found)
    out.centroidHz = found[0] * binHz
    out.bandwidthHz = found[1] * binHz
    out.rolloffHz = found[2] * binHz
    out.rms = found[3]
  }
}

/** Share of neighbouring samples of opposite sign among a frame's size, over the samples from `from` up to `to` of a frame in `kernels`. */
export const zeroCrossingRate = (kernels: Kernels, frame: Float32Array, from: number, to: number): number =>
  kernels.signChanges(frame, from, to, SILENT) / frame.length

/** Samples this close to zero count as zero. */
const SILENT = 1e-10
