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

/** Multiplies a row-by-row matrix with a vector of its width. */
export function multiply(matrix: Float32Array, vector: Float32Array, out: Float32Array): void {
  const width = vector.length
  for (let row = 0; row < out.length; row++) {
    const base = row * width
    let a = 0
    let b = 0
    let i = 0
    for (; i + 3 < width; i += 4) {
      a += matrix[base + i] * vector[i] + matrix[base + i + 1] * vector[i + 1]
      b += matrix[base + i + 2] * vector[i + 2] + matrix[base + i + 3] * vector[i + 3]
    }
    for (; i < width; i++) a += matrix[base + i] * vector[i]
    out[row] = a + b
  }
}
