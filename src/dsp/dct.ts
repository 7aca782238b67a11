// The discrete cosine transform (type II, orthonormal): turns a log-mel spectrum into cepstral coefficients.

/** The first `rowCount` basis vectors of length `size`, row by row. */
export function dctBasis(rowCount: number, size: number): Float32Array {
  const out = new Float32Array(rowCount * size)
  for (let row = 0; row < rowCount; row++) {
    const scale = Math.sqrt((row === 0 ? 1 : 2) / size)
    for (let i = 0; i < size; i++) out[row * size + i] = scale * Math.cos((Math.PI * row * (2 * i + 1)) / (2 * size))
  }
  return out
}
