// One channel of one FLAC block: the best of constant, fixed and linear prediction, and its Rice partitions.

import type { BitWriter } from './bit-writer.ts'

/** How a channel of a block is written. */
export interface SubframePlan {
  readonly samples: Int32Array
  readonly bitsPerSample: number
  readonly kind: 'constant' | 'verbatim' | 'fixed' | 'linear'
  readonly order: number
  readonly residual: Int32Array
  readonly partitionOrder: number
  readonly riceParameters: readonly number[]
  /** Linear prediction only: coefficients and their shift. */
  readonly coefficients: readonly number[]
  readonly shift: number
}

const LINEAR_ORDER = 8
const PRECISION = 13
const PARTITION_ORDER_MAX = 5

/** Hann-like window of a block length, kept. */
const windows = new Map<number, Float64Array>()
function windowOf(count: number): Float64Array {
  let found = windows.get(count)
  if (!found) {
    found = Float64Array.from({ length: count }, (_, i) => {
      const x = (2 * i) / (count - 1) - 1
      return 1 - x * x
    })
    windows.set(count, found)
  }
  return found
}

/** Coefficients by Levinson and Durbin, quantised with carried error; null where there is nothing to predict. */
function predict(samples: Int32Array): { coefficients: number[]; shift: number } | null {
  const count = samples.length
  const window = windowOf(count)
  const windowed = new Float64Array(count)
  for (let i = 0; i < count; i++) windowed[i] = samples[i] * window[i]
  const auto = new Float64Array(LINEAR_ORDER + 1)
  for (let lag = 0; lag <= LINEAR_ORDER; lag++) {
    let sum = 0
    for (let i = lag; i < count; i++) sum += windowed[i] * windowed[i - lag]
    auto[lag] = sum
  }
  if (auto[0] < 1) return null
  let error = auto[0] * (1 + 1e-9)
  const a = new Float64Array(LINEAR_ORDER)
  for (let i = 0; i < LINEAR_ORDER; i++) {
    let reflection = auto[i + 1]
    for (let j = 0; j < i; j++) reflection -= a[j] * auto[i - j]
    reflection /= error
    const before = a.slice(0, i)
    for (let j = 0; j < i; j++) a[j] = before[j] - reflection * before[i - 1 - j]
    a[i] = reflection
    error *= 1 - reflection * reflection
    if (!(error > 0)) return null
  }
  const most = a.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  const shift = Math.min(15, PRECISION - 1 - Math.max(0, Math.floor(Math.log2(most)) + 1))
  if (shift < 1) return null
  const limit = 2 ** (PRECISION - 1) - 1
  let carried = 0
  const coefficients = Array.from(a, (value) => {
    const exact = value * 2 ** shift + carried
    const rounded = Math.max(-limit, Math.min(limit, Math.round(exact)))
    carried = exact - rounded
    return rounded
  })
  return { coefficients, shift }
}

function linearResidual(samples: Int32Array, c: readonly number[], shift: number): Int32Array {
  const out = new Int32Array(samples.length)
  const [c0, c1, c2, c3, c4, c5, c6, c7] = c
  // A power of two, so that this is exact.
  const scale = 1 / 2 ** shift
  for (let i = LINEAR_ORDER; i < samples.length; i++) {
    const sum =
      c0 * samples[i - 1] +
      c1 * samples[i - 2] +
      c2 * samples[i - 3] +
      c3 * samples[i - 4] +
      c4 * samples[i - 5] +
      c5 * samples[i - 6] +
      c6 * samples[i - 7] +
      c7 * samples[i - 8]
    out[i] = samples[i] - Math.floor(sum * scale)
  }
  return out
}

/** The fixed predictor's residual, order 0 to 4: differences of differences. */
function fixedResidual(samples: Int32Array, order: number): Int32Array {
  const out = samples.slice()
  for (let n = 0; n < order; n++) for (let i = out.length - 1; i > n; i--) out[i] -= out[i - 1]
  return out
}

/** The order whose residual is smallest in sum. */
function bestFixedOrder(samples: Int32Array): number {
  let [d0, d1, d2, d3] = [0, 0, 0, 0]
  const sums = [0, 0, 0, 0, 0]
  for (let i = 0; i < samples.length; i++) {
    const e0 = samples[i]
    const e1 = e0 - d0
    const e2 = e1 - d1
    const e3 = e2 - d2
    const e4 = e3 - d3
    if (i >= 4) {
      sums[0] += Math.abs(e0)
      sums[1] += Math.abs(e1)
      sums[2] += Math.abs(e2)
      sums[3] += Math.abs(e3)
      sums[4] += Math.abs(e4)
    }
    d0 = e0
    d1 = e1
    d2 = e2
    d3 = e3
  }
  return sums.indexOf(Math.min(...sums))
}

interface Partitions {
  readonly order: number
  readonly parameters: readonly number[]
  readonly bits: number
}

/** The division into partitions, and the Rice parameter of each, that take the fewest bits (estimated from sums of magnitudes). */
function partition(residual: Int32Array, predictorOrder: number): Partitions {
  const count = residual.length
  let orderMax = 0
  while (orderMax < PARTITION_ORDER_MAX && count % (1 << (orderMax + 1)) === 0 && count >> (orderMax + 1) > predictorOrder) orderMax++
  let sums: number[] = []
  const length = count >> orderMax
  for (let p = 0; p < 1 << orderMax; p++) {
    let sum = 0
    for (let i = Math.max(predictorOrder, p * length); i < (p + 1) * length; i++) {
      const value = residual[i]
      sum += value >= 0 ? 2 * value : -2 * value - 1
    }
    sums.push(sum)
  }
  let best: Partitions | null = null
  for (let order = orderMax; order >= 0; order--) {
    let bits = 6
    const size = count >> order
    const parameters = sums.map((sum, p) => {
      const n = size - (p === 0 ? predictorOrder : 0)
      let k = Math.max(0, Math.min(14, Math.floor(Math.log2(sum / n + 1e-9))))
      const cost = (parameter: number) => n * (parameter + 1) + sum / 2 ** parameter
      while (k < 14 && cost(k + 1) < cost(k)) k++
      while (k > 0 && cost(k - 1) < cost(k)) k--
      bits += 4 + cost(k)
      return k
    })
    if (!best || bits < best.bits) best = { order, parameters, bits }
    sums = Array.from({ length: sums.length >> 1 }, (_, i) => sums[2 * i] + sums[2 * i + 1])
  }
  return best!
}

/** Plans one channel of a block; `bitsPerSample` is 17 for a difference of channels. */
export function planChannel(samples: Int32Array, bitsPerSample: number): SubframePlan {
  const plain = { samples, bitsPerSample, order: 0, residual: samples, partitionOrder: 0, riceParameters: [], coefficients: [], shift: 0 }
  let same = 1
  while (same < samples.length && samples[same] === samples[0]) same++
  if (same === samples.length) return { ...plain, kind: 'constant' }
  if (samples.length <= LINEAR_ORDER * 2) return { ...plain, kind: 'verbatim' }
  const order = bestFixedOrder(samples)
  const residual = fixedResidual(samples, order)
  const fixed = partition(residual, order)
  const fixedBits = fixed.bits + order * bitsPerSample
  const prediction = predict(samples)
  if (prediction) {
    const predicted = linearResidual(samples, prediction.coefficients, prediction.shift)
    const linear = partition(predicted, LINEAR_ORDER)
    const bits = linear.bits + LINEAR_ORDER * (bitsPerSample + PRECISION) + 9
    if (bits < fixedBits && bits < samples.length * bitsPerSample)
      return {
        ...plain,
        ...prediction,
        kind: 'linear',
        order: LINEAR_ORDER,
        residual: predicted,
        partitionOrder: linear.order,
        riceParameters: linear.parameters,
      }
  }
  if (fixedBits >= samples.length * bitsPerSample) return { ...plain, kind: 'verbatim' }
  return { ...plain, kind: 'fixed', order, residual, partitionOrder: fixed.order, riceParameters: fixed.parameters }
}

function writeResidual(bits: BitWriter, plan: SubframePlan): void {
  bits.write(0, 2) // Rice parameters of 4 bits
  bits.write(plan.partitionOrder, 4)
  const size = plan.samples.length >> plan.partitionOrder
  plan.riceParameters.forEach((k, p) => {
    bits.write(k, 4)
    bits.writeRice(plan.residual, p === 0 ? plan.order : p * size, (p + 1) * size, k)
  })
}

/** Writes one planned channel. */
export function writeSubframe(bits: BitWriter, plan: SubframePlan): void {
  const { samples, bitsPerSample, kind, order } = plan
  const code = { constant: 0, verbatim: 1, fixed: 8 + order, linear: 32 + order - 1 }[kind]
  bits.write(code << 1, 8)
  const raw = kind === 'constant' ? 1 : kind === 'verbatim' ? samples.length : order
  for (let i = 0; i < raw; i++) bits.write(samples[i], bitsPerSample)
  if (kind === 'linear') {
    bits.write(PRECISION - 1, 4)
    bits.write(plan.shift, 5)
    for (const coefficient of plan.coefficients) bits.write(coefficient, PRECISION)
  }
  if (kind === 'fixed' || kind === 'linear') writeResidual(bits, plan)
}
