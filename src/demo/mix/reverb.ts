// A room: eight delay lines that feed each other through a Hadamard matrix (Jot and Chaigne 1991), each losing highs on the way.

import { SAMPLE_RATE_HZ, type Stereo } from '../instruments/instrument.ts'

const LENGTHS = [1433, 1601, 1867, 2053, 2251, 2399, 2617, 2797]
const MASK = 8191

/** Adds the reverberation of `send` to `out`. `seconds` is the time to -60 dB. */
export function addReverb(send: Stereo, out: Stereo, room: { seconds: number; dampHz: number; preDelayMs: number }, level: number): void {
  const pre = Math.round((room.preDelayMs / 1000) * SAMPLE_RATE_HZ)
  const stretch = Math.min(1.5, 0.7 + room.seconds / 5)
  const lengths = LENGTHS.map((length) => Math.round(length * stretch))
  const gains = lengths.map((length) => 10 ** ((-3 * length) / (room.seconds * SAMPLE_RATE_HZ)))
  const damp = 1 - Math.exp((-2 * Math.PI * room.dampHz) / SAMPLE_RATE_HZ)
  const lines = lengths.map(() => new Float32Array(MASK + 1))
  const [l0, l1, l2, l3, l4, l5, l6, l7] = lines
  const [n0, n1, n2, n3, n4, n5, n6, n7] = lengths
  const [g0, g1, g2, g3, g4, g5, g6, g7] = gains
  let [f0, f1, f2, f3, f4, f5, f6, f7] = [0, 0, 0, 0, 0, 0, 0, 0]
  const scale = Math.SQRT1_2 / 2
  const count = out.left.length
  for (let i = 0; i < count; i++) {
    const inLeft = i >= pre ? send.left[i - pre] : 0
    const inRight = i >= pre ? send.right[i - pre] : 0
    f0 += (l0[(i - n0) & MASK] * g0 - f0) * damp
    f1 += (l1[(i - n1) & MASK] * g1 - f1) * damp
    f2 += (l2[(i - n2) & MASK] * g2 - f2) * damp
    f3 += (l3[(i - n3) & MASK] * g3 - f3) * damp
    f4 += (l4[(i - n4) & MASK] * g4 - f4) * damp
    f5 += (l5[(i - n5) & MASK] * g5 - f5) * damp
    f6 += (l6[(i - n6) & MASK] * g6 - f6) * damp
    f7 += (l7[(i - n7) & MASK] * g7 - f7) * damp
    out.left[i] += (f0 - f2 + f4 - f6) * level
    out.right[i] += (f1 - f3 + f5 - f7) * level
    const a0 = f0 + f1
    const a1 = f0 - f1
    const a2 = f2 + f3
    const a3 = f2 - f3
    const a4 = f4 + f5
    const a5 = f4 - f5
    const a6 = f6 + f7
    const a7 = f6 - f7
    const b0 = a0 + a2
    const b1 = a1 + a3
    const b2 = a0 - a2
    const b3 = a1 - a3
    const b4 = a4 + a6
    const b5 = a5 + a7
    const b6 = a4 - a6
    const b7 = a5 - a7
    const at = i & MASK
    l0[at] = (b0 + b4) * scale + inLeft
    l1[at] = (b1 + b5) * scale + inRight
    l2[at] = (b2 + b6) * scale + inLeft
    l3[at] = (b3 + b7) * scale + inRight
    l4[at] = (b0 - b4) * scale - inLeft
    l5[at] = (b1 - b5) * scale - inRight
    l6[at] = (b2 - b6) * scale + inRight
    l7[at] = (b3 - b7) * scale + inLeft
  }
}

/** Adds echoes that go from side to side, duller each time. */
export function addEcho(send: Stereo, out: Stereo, echo: { seconds: number; feedback: number; toneHz: number }): void {
  const length = Math.max(1, Math.round(echo.seconds * SAMPLE_RATE_HZ))
  const left = new Float32Array(length)
  const right = new Float32Array(length)
  const damp = 1 - Math.exp((-2 * Math.PI * echo.toneHz) / SAMPLE_RATE_HZ)
  const thin = 1 - Math.exp((-2 * Math.PI * 160) / SAMPLE_RATE_HZ)
  let [toneL, toneR, lowL, lowR] = [0, 0, 0, 0]
  for (let i = 0, at = 0; i < out.left.length; i++) {
    toneL += (left[at] - toneL) * damp
    toneR += (right[at] - toneR) * damp
    lowL += (toneL - lowL) * thin
    lowR += (toneR - lowR) * thin
    const echoL = toneL - lowL
    const echoR = toneR - lowR
    out.left[i] += echoL
    out.right[i] += echoR
    left[at] = (send.left[i] + send.right[i]) * 0.5 + echoR * echo.feedback
    right[at] = echoL * echo.feedback * 1.05
    if (++at === length) at = 0
  }
}
