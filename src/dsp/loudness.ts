// Loudness (ITU-R BS.1770-4, EBU R 128): integrated with both gates, loudness range (EBU Tech 3342), true peak. Streaming; what is
// kept is one number for each 100 ms.

import { kWeighting, settled, weighingFilter } from './k-weighting.ts'
import { type Kernels, openKernels } from './kernels.ts'
import { ABSOLUTE_GATE_LUFS, RELATIVE_GATE, toLufs, toPower } from './loudness-gates.ts'
import { type LoudnessHistogram, loudnessHistogram } from './loudness-histogram.ts'
import { PEAK_BLOCK, PEAK_ROOM, TruePeak } from './true-peak.ts'

export interface Loudness {
  /** LUFS; null for silence and for less than 400 ms. */
  readonly integratedLufs: number | null
  /** LU; null where there are less than 3 s above the gate. */
  readonly rangeLu: number | null
  /** dBTP; null for silence. */
  readonly truePeakDbtp: number | null
}

const SLOTS_A_BLOCK = 4
const SLOTS_A_SHORT_TERM = 30

/** Measures all channels at the native rate; the format may change between pushes. */
export class LoudnessMeter {
  /** Mean weighted power of each 100 ms. */
  private slots = new Float64Array(4096)
  private slotCount = 0
  private slotEnergy = 0
  private slotFilled = 0
  private slotsOfFormat = 0
  private rateHz = 0
  private kernels: Kernels | null = null
  private gains: readonly number[] = []
  private filter: Float64Array = new Float64Array(0)
  private sums: Float64Array = new Float64Array(0)
  private pairs: readonly Pair[] = []
  private peaks: TruePeak[] = []
  private peakBefore = 0

  /** `gains` weigh the channels: 1, or 1.41 for surrounds and 0 for a low-frequency channel. */
  setFormat(sampleRateHz: number, gains: readonly number[]): void {
    if (sampleRateHz === this.rateHz && gains.length === this.gains.length) return
    this.peakBefore = Math.max(this.peakBefore, ...this.peaks.map((peak) => peak.peak))
    this.rateHz = sampleRateHz
    this.gains = gains
    const kernels = openKernels(gains.length * (PEAK_ROOM + 16) + 32, gains.length * 3 + 2)
    this.kernels = kernels
    this.filter = kernels.doubles(9)
    this.filter.set(weighingFilter(kWeighting(sampleRateHz)))
    this.sums = kernels.doubles(2)
    this.peaks = gains.map(() => new TruePeak(kernels, sampleRateHz))
    this.pairs = pairsOf(gains).map((channels) => ({ channels, states: kernels.doubles(8) }))
    this.slotEnergy = 0
    this.slotFilled = 0
    this.slotsOfFormat = 0
  }

  /** Takes one array for each channel, all of the same length. */
  push(channels: readonly Float32Array[]): void {
    const count = channels[0].length
    for (let at = 0; at < count; at += PEAK_BLOCK) {
      const blocks = this.peaks.map((peak, c) => peak.push(channels[c].subarray(at, at + PEAK_BLOCK)))
      this.weigh(blocks)
      for (const peak of this.peaks) peak.pass(blocks[0].length)
    }
    for (const { states } of this.pairs) for (let i = 0; i < states.length; i++) states[i] = settled(states[i])
  }

  /** Adds the weighted energy of all channels, slot by slot. */
  private weigh(blocks: readonly Float32Array[]): void {
    const count = blocks[0].length
    for (let at = 0; at < count; ) {
      const size = this.slotSize()
      const to = Math.min(count, at + size - this.slotFilled)
      for (const { channels, states } of this.pairs) {
        const [left, right = left] = channels
        this.sums.fill(0)
        this.kernels!.weighEnergy(blocks[left].subarray(at), blocks[right].subarray(at), to - at, this.filter, states, this.sums)
        for (const [i, channel] of channels.entries()) this.slotEnergy += this.gains[channel] * this.sums[i]
      }
      this.slotFilled += to - at
      at = to
      if (this.slotFilled === size) this.closeSlot(size)
    }
  }

  /** What was heard so far. */
  measure(): Loudness {
    const peak = Math.max(this.peakBefore, ...this.peaks.map((channel) => channel.peak))
    return {
      integratedLufs: this.integrated(),
      rangeLu: this.range(),
      truePeakDbtp: peak > 0 ? 20 * Math.log10(peak) : null,
    }
  }

  /** How often each loudness occurred so far: what `loudnessTogether` needs of each recording. */
  histogram(): LoudnessHistogram | null {
    return loudnessHistogram(slidingMeans(this.slots.subarray(0, this.slotCount), SLOTS_A_BLOCK))
  }

  /** Samples in the current 100 ms; rates that 10 does not divide alternate. */
  private slotSize(): number {
    const n = this.slotsOfFormat
    return Math.max(1, Math.floor(((n + 1) * this.rateHz) / 10) - Math.floor((n * this.rateHz) / 10))
  }

  private closeSlot(size: number): void {
    if (this.slotCount === this.slots.length) {
      const larger = new Float64Array(this.slots.length * 2)
      larger.set(this.slots)
      this.slots = larger
    }
    this.slots[this.slotCount++] = this.slotEnergy / size
    this.slotEnergy = 0
    this.slotFilled = 0
    this.slotsOfFormat++
  }

  private integrated(): number | null {
    const blocks = slidingMeans(this.slots.subarray(0, this.slotCount), SLOTS_A_BLOCK)
    const absolute = meanAbove(blocks, toPower(ABSOLUTE_GATE_LUFS))
    if (absolute === null) return null
    const relative = meanAbove(blocks, Math.max(toPower(ABSOLUTE_GATE_LUFS), absolute * RELATIVE_GATE))
    return relative === null ? null : toLufs(relative)
  }

  private range(): number | null {
    const shortTerm = slidingMeans(this.slots.subarray(0, this.slotCount), SLOTS_A_SHORT_TERM)
    const absolute = meanAbove(shortTerm, toPower(ABSOLUTE_GATE_LUFS))
    if (absolute === null) return null
    const gate = Math.max(toPower(ABSOLUTE_GATE_LUFS), absolute * 0.01)
    const kept = shortTerm.filter((power) => power > gate).sort()
    if (kept.length === 0) return null
    return toLufs(percentile(kept, 0.95)) - toLufs(percentile(kept, 0.1))
  }
}

/** One or two channels that are filtered together. */
interface Pair {
  readonly channels: readonly number[]
  readonly states: Float64Array
}

/** The channels that count, by twos. */
function pairsOf(gains: readonly number[]): number[][] {
  const counting = gains.flatMap((gain, channel) => (gain > 0 ? [channel] : []))
  return Array.from({ length: Math.ceil(counting.length / 2) }, (_, i) => counting.slice(2 * i, 2 * i + 2))
}

/**
 * The value that this share of the values does not exceed (nearest rank, as ffmpeg counts; the example in EBU Tech 3342 takes the next one up:
 * in the fade of a short piece they lie up to half a LU apart).
 */
const percentile = (sorted: Float64Array, share: number): number => sorted[Math.max(0, Math.round(share * sorted.length) - 1)]

/** The mean of each run of `width` neighbours. */
function slidingMeans(values: Float64Array, width: number): Float64Array {
  const out = new Float64Array(Math.max(0, values.length - width + 1))
  for (let i = 0; i < out.length; i++) {
    let sum = 0
    for (let k = 0; k < width; k++) sum += values[i + k]
    out[i] = sum / width
  }
  return out
}

function meanAbove(values: Float64Array, gate: number): number | null {
  let sum = 0
  let count = 0
  for (const value of values) {
    if (!(value > gate)) continue
    sum += value
    count++
  }
  return count === 0 ? null : sum / count
}
