// The mel filter bank of Slaney's Auditory Toolbox, as librosa defines it (htk False, norm "slaney"), stored sparsely.

/** Triangles on the mel scale: band b weighs bins starts[b] to starts[b+1]'s offsets; each triangle has unit area in Hz. */
export interface MelBank {
  readonly bandCount: number
  /** First bin of each band. */
  readonly firstBins: Int32Array
  /** Where each band's weights begin in `weights`; bandCount + 1 numbers. */
  readonly offsets: Int32Array
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
export function melBank(sampleRateHz: number, fftSize: number, bandCount: number): MelBank {
  const melMax = hzToMel(sampleRateHz / 2)
  const edgesHz = Array.from({ length: bandCount + 2 }, (_, i) => melToHz((melMax * i) / (bandCount + 1)))
  const binHz = sampleRateHz / fftSize
  const firstBins = new Int32Array(bandCount)
  const offsets = new Int32Array(bandCount + 1)
  const weights: number[] = []
  for (let band = 0; band < bandCount; band++) {
    const [low, centre, high] = [edgesHz[band], edgesHz[band + 1], edgesHz[band + 2]]
    const area = 2 / (high - low)
    let first = -1
    for (let bin = 0; bin <= fftSize / 2; bin++) {
      const hz = bin * binHz
      const weight = Math.min((hz - low) / (centre - low), (high - hz) / (high - centre)) * area
      if (weight <= 0) continue
      if (first < 0) first = bin
      weights.push(weight)
    }
    firstBins[band] = Math.max(0, first)
    offsets[band + 1] = weights.length
  }
  return { bandCount, firstBins, offsets, weights: Float32Array.from(weights) }
}

/** Sums the power spectrum into mel bands. */
export function melPower(bank: MelBank, power: Float32Array, out: Float32Array): void {
  const { bandCount, firstBins, offsets, weights } = bank
  for (let band = 0; band < bandCount; band++) {
    const from = offsets[band]
    const to = offsets[band + 1]
    const shift = firstBins[band] - from
    let sum = 0
    for (let i = from; i < to; i++) sum += weights[i] * power[i + shift]
    out[band] = sum
  }
}
