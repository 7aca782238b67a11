// The short-time spectrum of a stream: frames of 2,048 samples every 512, centred on their time and padded with zeros at both ends.
// Frames are made some at a time, in the memory of the kernels, where they can be measured in place.

import type { Fft } from './fft.ts'
import { type Kernels, openKernels } from './kernels.ts'
import { hannWindow } from './window.ts'

/** What a frame's receiver sees; every array is overwritten by later frames. */
export interface SpectrumFrame {
  /** The samples of the frame, not windowed. */
  readonly samples: Float32Array
  /** The part of `samples` that is inside the file. */
  from: number
  to: number
  /** Bins 0 to size / 2. */
  readonly power: Float32Array
  readonly magnitude: Float32Array
}

/** Frames made at once. */
const FRAMES = 8

/** Cuts a stream into frames and hands each one's spectrum to `onFrame`; n samples make 1 + floor(n / hop) frames. */
export class ShortTimeSpectrum {
  /** What the frames lie in. */
  readonly kernels: Kernels
  private readonly fft: Fft
  private readonly hop: number
  private readonly onFrame: (frame: SpectrumFrame) => void
  private readonly frames: readonly SpectrumFrame[]
  /** Samples not yet left behind; begins at sample `start` of the padded stream. */
  private readonly held: Float32Array
  private readonly window: Float32Array
  private readonly windowed: Float32Array
  private readonly transforms: Float32Array
  private readonly power: Float32Array
  private readonly magnitude: Float32Array
  /** Numbers from one row of bins to the next: zeros fill them up to a multiple of 8. */
  private readonly stride: number
  private heldCount: number
  private start = 0
  private sampleCount = 0

  /** `room` numbers more, in up to 32 arrays, can be had of `kernels`. */
  constructor(fft: Fft, hop: number, onFrame: (frame: SpectrumFrame) => void, room = 0) {
    const { size } = fft
    this.fft = fft
    this.hop = hop
    this.onFrame = onFrame
    this.stride = size / 2 + 8
    const heldMax = size + (FRAMES - 1) * hop
    this.kernels = openKernels(heldMax + size + FRAMES * (2 * size + 2 * this.stride) + room, 38)
    this.held = this.kernels.floats(heldMax)
    this.window = this.kernels.floats(size)
    this.window.set(hannWindow(size))
    this.windowed = this.kernels.floats(FRAMES * size)
    this.transforms = this.kernels.floats(FRAMES * size)
    this.power = this.kernels.floats(FRAMES * this.stride)
    this.magnitude = this.kernels.floats(FRAMES * this.stride)
    this.heldCount = size / 2
    this.frames = Array.from({ length: FRAMES }, (_, i) => this.frameAt(i))
  }

  push(samples: Float32Array): void {
    this.sampleCount += samples.length
    this.append(samples)
  }

  /** Emits the last frames. */
  finish(): void {
    if (this.sampleCount === 0) return
    this.append(new Float32Array(this.fft.size / 2))
    this.drain(Math.floor((this.heldCount - this.fft.size) / this.hop) + 1)
  }

  private frameAt(index: number): SpectrumFrame {
    const bins = (rows: Float32Array) => rows.subarray(index * this.stride, index * this.stride + this.fft.size / 2 + 1)
    const samples = this.held.subarray(index * this.hop, index * this.hop + this.fft.size)
    return { samples, from: 0, to: 0, power: bins(this.power), magnitude: bins(this.magnitude) }
  }

  private append(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(samples.length - at, this.held.length - this.heldCount)
      this.held.set(samples.subarray(at, at + count), this.heldCount)
      this.heldCount += count
      at += count
      if (this.heldCount === this.held.length) this.drain(FRAMES)
    }
  }

  /** Emits the first `count` frames of what is held, and leaves behind what they alone needed. */
  private drain(count: number): void {
    const { fft, kernels, hop, transforms } = this
    const { size } = fft
    kernels.cutFrames(this.held, this.window, this.windowed, count, hop)
    for (let i = 0; i < count; i++) {
      fft.input.set(this.windowed.subarray(i * size, (i + 1) * size))
      fft.forward()
      transforms.set(fft.output, i * size)
    }
    kernels.powers(transforms, this.power, this.magnitude, count, size, this.stride)
    for (let i = 0; i < count; i++) {
      const frame = this.frames[i]
      // In the padded stream the file lies between size / 2 and size / 2 + sampleCount.
      const begin = this.start + i * hop
      frame.from = Math.max(0, size / 2 - begin)
      frame.to = Math.min(size, size / 2 + this.sampleCount - begin)
      this.onFrame(frame)
    }
    this.held.copyWithin(0, count * hop, this.heldCount)
    this.heldCount -= count * hop
    this.start += count * hop
  }
}
