// The strongest axes of a symmetric matrix: its eigenvectors by Jacobi's rotations, the same on every machine.

const SWEEPS_MAX = 30

/** The `count` greatest eigenvalues of a size x size matrix with their unit vectors, greatest first; each vector's largest entry is positive. */
export function strongestAxes(matrix: Float64Array, size: number, count: number): { strength: number; direction: Float64Array }[] {
  const a = matrix.slice()
  const vectors = new Float64Array(size * size)
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1
  for (let sweep = 0; sweep < SWEEPS_MAX && offDiagonal(a, size) > 1e-18 * diagonal(a, size); sweep++) {
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q)
  }
  return Array.from({ length: size }, (_, i) => i)
    .sort((i, j) => a[j * size + j] - a[i * size + i])
    .slice(0, count)
    .map((i) => ({ strength: a[i * size + i], direction: pointed(vectors.slice(i * size, (i + 1) * size)) }))
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) sum += a[i * size + j] ** 2
  return sum
}

function diagonal(a: Float64Array, size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += a[i * size + i] ** 2
  return sum
}

/** Makes a[p][q] zero; `vectors` holds eigenvectors as rows. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]
  if (Math.abs(apq) < 1e-300) return
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < size; k++) {
    const kp = a[k * size + p]
    const kq = a[k * size + q]
    a[k * size + p] = c * kp - s * kq
    a[k * size + q] = s * kp + c * kq
  }
  for (let k = 0; k < size; k++) {
    const pk = a[p * size + k]
    const qk = a[q * size + k]
    a[p * size + k] = c * pk - s * qk
    a[q * size + k] = s * pk + c * qk
    const vp = vectors[p * size + k]
    const vq = vectors[q * size + k]
    vectors[p * size + k] = c * vp - s * vq
    vectors[q * size + k] = s * vp + c * vq
  }
}

function pointed(vector: Float64Array): Float64Array {
  const largest = vector.reduce((top, value) => (Math.abs(value) > Math.abs(top) ? value : top), 0)
  return largest < 0 ? vector.map((value) => -value) : vector
}
