// Chroma energy normalised statistics (Mueller, Kurth and Clausen 2005; Mueller and Ewert 2011), as librosa defines them: each frame's
// shares of the pitch classes, coarsely quantised and smoothed over 41 frames, so that what remains is the harmony and not its dynamics.

import { PITCH_CLASSES } from './chroma.ts'
import { TINY } from './normalise.ts'

/** A share counts a quarter for each of these that it exceeds. */
const STEPS = [0.4, 0.2, 0.1, 0.05]
const SMOOTHED_FRAMES = 41
const SIDE = (SMOOTHED_FRAMES - 1) / 2

/** A symmetric Hann window that sums to one; its zeros at both ends are left out. */
const WINDOW = Float64Array.from(
  { length: SMOOTHED_FRAMES },
  (_, i) => (1 - Math.cos((2 * Math.PI * (i + 1)) / (SMOOTHED_FRAMES + 1))) / (SMOOTHED_FRAMES + 1),
)

/** Streaming: a frame comes out SIDE frames after it went in, and its length is 1 (0 in silence). */
export class Cens {
  private readonly onFrame: (cens: Float32Array) => void
  /** The quantised frames under the window, class by class; each is written twice, so that the window always finds them in one piece. */
  private readonly recent = new Float64Array(PITCH_CLASSES * 2 * SMOOTHED_FRAMES)
  private readonly out = new Float32Array(PITCH_CLASSES)
  private seen = 0

  constructor(onFrame: (cens: Float32Array) => void) {
    this.onFrame = onFrame
  }

  /** Takes the next chroma, not normalised. */
  push(chroma: Float32Array): void {
    let sum = 0
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) sum += chroma[pitch]
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) this.write(pitch, sum < TINY ? 0 : quantised(chroma[pitch] / sum))
    this.advance()
  }

  /** Emits the last frames. */
  finish(): void {
    if (this.seen === 0) return
    for (let i = 0; i < SIDE; i++) {
      for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) this.write(pitch, 0)
      this.advance()
    }
  }

  private write(pitch: number, value: number): void {
    const at = pitch * 2 * SMOOTHED_FRAMES + (this.seen % SMOOTHED_FRAMES)
    this.recent[at] = value
    this.recent[at + SMOOTHED_FRAMES] = value
  }

  private advance(): void {
    this.seen++
    if (this.seen > SIDE) this.emit()
  }

  private emit(): void {
    const { out, recent } = this
    // The slot after the newest is the oldest.
    const oldest = this.seen % SMOOTHED_FRAMES
    let squares = 0
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) {
      const from = pitch * 2 * SMOOTHED_FRAMES + oldest
      let sum = 0
      for (let i = 0; i < SMOOTHED_FRAMES; i++) sum += WINDOW[i] * recent[from + i]
      out[pitch] = sum
      squares += out[pitch] ** 2
    }
    const length = Math.sqrt(squares)
    if (length >= TINY) for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) out[pitch] /= length
    this.onFrame(out)
  }
}

function quantised(share: number): number {
  let steps = 0
  for (let i = 0; i < STEPS.length; i++) if (share > STEPS[i]) steps++
  return steps / STEPS.length
}
