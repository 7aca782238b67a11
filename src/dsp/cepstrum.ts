// Mel-frequency cepstral coefficients (Davis and Mermelstein 1980): the shape of a log-mel spectrum as a few cosines.

import { dctBasis } from './dct.ts'
import { byFours, type Kernels } from './kernels.ts'

/** Spectra turned at once. */
export const CEPSTRUM_BLOCK = 32

/**
 * Turns up to CEPSTRUM_BLOCK log-mel spectra of `bandCount` bands, one after the other in `levels`, into `coefficientCount` coefficients each
 * in `coefficients`; both counts are multiples of 4.
 */
export function openCepstrum(
  kernels: Kernels,
  bandCount: number,
  coefficientCount: number,
): { readonly levels: Float32Array; readonly coefficients: Float32Array; turn(count: number): void } {
  const basis = dctBasis(coefficientCount, bandCount)
  const rows = Array.from({ length: coefficientCount }, (_, row) => basis.subarray(row * bandCount, (row + 1) * bandCount))
  const matrix = kernels.floats(coefficientCount * bandCount)
  matrix.set(byFours(rows))
  const levels = kernels.floats(CEPSTRUM_BLOCK * bandCount)
  const coefficients = kernels.floats(CEPSTRUM_BLOCK * coefficientCount)
  const turn = (count: number) => kernels.products(levels, bandCount, count, matrix, bandCount, coefficients, coefficientCount)
  return { levels, coefficients, turn }
}
