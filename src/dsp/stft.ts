// The short-time spectrum of a stream: frames of 2,048 samples every 512, centred on their time and padded with zeros at both ends.

import type { Fft } from './fft.ts'
import { hannWindow } from './window.ts'

/** What a frame's receiver sees; every array is overwritten by the next frame. */
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

/** Cuts a stream into frames and hands each one's spectrum to `onFrame`; n samples make 1 + floor(n / hop) frames. */
export class ShortTimeSpectrum {
  private readonly fft: Fft
  private readonly hop: number
  private readonly window: Float32Array
  private readonly onFrame: (frame: SpectrumFrame) => void
  private readonly frame: SpectrumFrame
  /** Samples not yet left behind; begins at sample `start` of the padded stream. */
  private readonly held: Float32Array
  private heldCount: number
  private start = 0
  private sampleCount = 0

  constructor(fft: Fft, hop: number, onFrame: (frame: SpectrumFrame) => void) {
    this.fft = fft
    this.hop = hop
    this.window = hannWindow(fft.size)
    this.onFrame = onFrame
    this.held = new Float32Array(fft.size + 16_384)
    this.heldCount = fft.size / 2
    const bins = fft.size / 2 + 1
    this.frame = { samples: new Float32Array(fft.size), from: 0, to: 0, power: new Float32Array(bins), magnitude: new Float32Array(bins) }
  }

  push(samples: Float32Array): void {
    this.sampleCount += samples.length
    this.append(samples)
  }

  /** Emits the last frames. */
  finish(): void {
    if (this.sampleCount > 0) this.append(new Float32Array(this.fft.size / 2))
  }

  private append(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(samples.length - at, this.held.length - this.heldCount)
      this.held.set(samples.subarray(at, at + count), this.heldCount)
      this.heldCount += count
      at += count
      this.drain()
    }
  }

  private drain(): void {
    const { size } = this.fft
    let offset = 0
    for (; offset + size <= this.heldCount; offset += this.hop) this.emit(offset)
    this.held.copyWithin(0, offset, this.heldCount)
    this.heldCount -= offset
    this.start += offset
  }

  private emit(offset: number): void {
    const { fft, frame, window } = this
    const { size } = fft
    frame.samples.set(this.held.subarray(offset, offset + size))
    // In the padded stream the file lies between size / 2 and size / 2 + sampleCount.
    const begin = this.start + offset
    frame.from = Math.max(0, size / 2 - begin)
    frame.to = Math.min(size, size / 2 + this.sampleCount - begin)
    for (let i = 0; i < size; i++) fft.input[i] = frame.samples[i] * window[i]
    fft.forward()
    spectrum(fft.output, frame.power, frame.magnitude)
    this.onFrame(frame)
  }
}

function spectrum(output: Float32Array, power: Float32Array, magnitude: Float32Array): void {
  const last = power.length - 1
  power[0] = output[0] * output[0]
  power[last] = output[1] * output[1]
  magnitude[0] = Math.abs(output[0])
  magnitude[last] = Math.abs(output[1])
  for (let bin = 1; bin < last; bin++) {
    const re = output[2 * bin]
    const im = output[2 * bin + 1]
    const p = re * re + im * im
    power[bin] = p
    magnitude[bin] = Math.sqrt(p)
  }
}
