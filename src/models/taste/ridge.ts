// Ridge regression by the normal equations and a Cholesky factor: Hoerl and Kennard, Technometrics 12 (1970).

export interface Linear {
  readonly inputs: number
  readonly outputs: number
  /** Inputs x outputs. */
  readonly weights: Float64Array
  readonly inputMean: Float64Array
  readonly outputMean: Float64Array
}

/** Fits y = mean + (x - mean) W to `rows` pairs with penalty `lambda` times the mean variance of an input. x is rows x inputs, y rows x outputs. */
export function fitRidge(x: Float32Array, y: Float32Array, rows: number, inputs: number, outputs: number, lambda: number): Linear {
  const inputMean = columnMeans(x, rows, inputs)
  const outputMean = columnMeans(y, rows, outputs)
  const gram = new Float64Array(inputs * inputs)
  const right = new Float64Array(inputs * outputs)
  const centred = new Float64Array(inputs)
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < inputs; i++) centred[i] = x[row * inputs + i] - inputMean[i]
    for (let i = 0; i < inputs; i++) {
      const value = centred[i]
      for (let j = 0; j <= i; j++) gram[i * inputs + j] += value * centred[j]
      for (let j = 0; j < outputs; j++) right[i * outputs + j] += value * (y[row * outputs + j] - outputMean[j])
    }
  }
  let trace = 0
  for (let i = 0; i < inputs; i++) trace += gram[i * inputs + i]
  const penalty = lambda * Math.max(trace / inputs, 1e-9)
  for (let i = 0; i < inputs; i++) gram[i * inputs + i] += penalty
  choleskySolve(gram, right, inputs, outputs)
  return { inputs, outputs, weights: right, inputMean, outputMean }
}

/** The prediction for the input that begins at `start`, into `out`. */
export function predictLinear(model: Linear, x: Float32Array, start: number, out: Float64Array): void {
  out.set(model.outputMean)
  for (let i = 0; i < model.inputs; i++) {
    const value = x[start + i] - model.inputMean[i]
    for (let j = 0; j < model.outputs; j++) out[j] += value * model.weights[i * model.outputs + j]
  }
}

/** Solves A X = B in place (B becomes X), A symmetric positive definite with its lower triangle filled; A becomes its factor. */
export function choleskySolve(a: Float64Array, b: Float64Array, size: number, columns: number): void {
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = a[i * size + j]
      for (let k = 0; k < j; k++) sum -= a[i * size + k] * a[j * size + k]
      a[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j * size + j]
    }
  }
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < size; i++) {
      let sum = b[i * columns + c]
      for (let k = 0; k < i; k++) sum -= a[i * size + k] * b[k * columns + c]
      b[i * columns + c] = sum / a[i * size + i]
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = b[i * columns + c]
      for (let k = i + 1; k < size; k++) sum -= a[k * size + i] * b[k * columns + c]
      b[i * columns + c] = sum / a[i * size + i]
    }
  }
}

function columnMeans(values: Float32Array, rows: number, columns: number): Float64Array {
  const means = new Float64Array(columns)
  for (let row = 0; row < rows; row++) for (let j = 0; j < columns; j++) means[j] += values[row * columns + j]
  for (let j = 0; j < columns; j++) means[j] /= Math.max(rows, 1)
  return means
}
