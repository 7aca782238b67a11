// The front end, run once for every stage: blocks of sound as decoded, mono at 22,050 Hz, and one short-time spectrum with its mel bands.
// Stages listen to the form they need; a form nobody listens to is not made.

import {
  type Fft,
  type Kernels,
  melLevels,
  openResampler,
  type Resampler,
  ShortTimeSpectrum,
  type SpectralShape,
  type SpectrumFrame,
  spectralShape,
} from '#dsp'
import type { PcmBlock } from './decode/pcm.ts'

export const ANALYSIS_RATE_HZ = 22_050
export const FFT_SIZE = 2048
export const HOP = 512
export const FRAME_RATE_HZ = ANALYSIS_RATE_HZ / HOP
export const MEL_BANDS = 128
/** Numbers that can be had of the kernels beside the frames. */
const ROOM = 32_768
export const BIN_HZ = ANALYSIS_RATE_HZ / FFT_SIZE

/** A frame as stages hear it; every array is overwritten by the next frame. */
export interface HeardFrame {
  readonly spectrum: SpectrumFrame
  /** MEL_BANDS levels in dB. */
  readonly melDb: Float32Array
  readonly shape: Readonly<SpectralShape>
}

/** Hands what is pushed to those who listen, in the order in which they asked. */
export class Hearing {
  readonly fft: Fft
  sampleCount = 0
  private readonly source: { readonly codec: string }
  private readonly ofBlocks: ((block: PcmBlock) => void)[] = []
  private readonly ofSamples: ((samples: Float32Array) => void)[] = []
  private readonly ofFrames: ((frame: HeardFrame) => void)[] = []
  private readonly spectrum: ShortTimeSpectrum
  private readonly measureMel: (power: Float32Array) => Float32Array
  private readonly measureShape: (magnitude: Float32Array, power: Float32Array, out: SpectralShape) => void
  private readonly shape: SpectralShape = { centroidHz: 0, bandwidthHz: 0, rolloffHz: 0, rms: 0 }
  private rateHz = 0
  private resampler: Resampler | null = null
  private mono = new Float32Array(0)

  constructor(fft: Fft, source: { readonly codec: string } = { codec: 'pcm' }) {
    this.fft = fft
    this.source = source
    this.spectrum = new ShortTimeSpectrum(fft, HOP, (frame) => this.hear(frame), ROOM)
    this.measureMel = melLevels(this.kernels, ANALYSIS_RATE_HZ, FFT_SIZE, MEL_BANDS)
    this.measureShape = spectralShape(this.kernels, BIN_HZ)
  }

  /** What it is decoded from; may become known only with the first block. */
  get codec(): string {
    return this.source.codec
  }

  /** What the frames lie in: they can be measured in place, with ROOM numbers for all stages together. */
  get kernels(): Kernels {
    return this.spectrum.kernels
  }

  /** Asks for the blocks as decoded. */
  onBlock(listener: (block: PcmBlock) => void): void {
    this.ofBlocks.push(listener)
  }

  /** Asks for mono samples at ANALYSIS_RATE_HZ. */
  onSamples(listener: (samples: Float32Array) => void): void {
    this.ofSamples.push(listener)
  }

  /** Asks for the spectrum of each frame. */
  onFrame(listener: (frame: HeardFrame) => void): void {
    this.ofFrames.push(listener)
  }

  push(block: PcmBlock): void {
    for (const listener of this.ofBlocks) listener(block)
    if (this.ofSamples.length === 0 && this.ofFrames.length === 0) return
    if (block.sampleRateHz !== this.rateHz) this.openAt(block.sampleRateHz)
    const { channels } = block
    // A resampler copies what it gets: its input may lie where the last one lay. Without one, listeners may keep what they are given.
    const count = channels[0].length
    if (this.mono.length < count) this.mono = new Float32Array(count)
    const mono =
      channels.length === 1
        ? channels[0]
        : meanOf(channels, this.rateHz === ANALYSIS_RATE_HZ ? new Float32Array(count) : this.mono.subarray(0, count))
    this.pushMono(this.resampler!.push(mono))
  }

  finish(): void {
    if (this.resampler) this.pushMono(this.resampler.flush())
    this.spectrum.finish()
  }

  /** A change of rate begins a new resampler. */
  private openAt(rateHz: number): void {
    if (this.resampler) this.pushMono(this.resampler.flush())
    this.rateHz = rateHz
    this.resampler = openResampler(rateHz, ANALYSIS_RATE_HZ)
  }

  private pushMono(samples: Float32Array): void {
    this.sampleCount += samples.length
    for (const listener of this.ofSamples) listener(samples)
    if (this.ofFrames.length > 0) this.spectrum.push(samples)
  }

  private hear(frame: SpectrumFrame): void {
    const { shape } = this
    this.measureShape(frame.magnitude, frame.power, shape)
    const heard = { spectrum: frame, melDb: this.measureMel(frame.power), shape }
    for (const listener of this.ofFrames) listener(heard)
  }
}

/** The mean of channels, written to `out`. */
function meanOf(channels: readonly Float32Array[], out: Float32Array): Float32Array {
  if (channels.length === 2) {
    const [left, right] = channels
    for (let i = 0; i < out.length; i++) out[i] = 0.5 * (left[i] + right[i])
    return out
  }
  out.fill(0)
  for (const channel of channels) for (let i = 0; i < out.length; i++) out[i] += channel[i]
  for (let i = 0; i < out.length; i++) out[i] /= channels.length
  return out
}
