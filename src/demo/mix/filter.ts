// State-variable filters on both channels at once (Zavalishin's trapezoidal form).

import { SAMPLE_RATE_HZ, type Stereo } from '../instruments/instrument.ts'
import type { Span } from './spans.ts'

/** Samples between two settings of the cutoff. */
const CONTROL = 64

/** Filters in place; `hzAt` gives the cutoff at a sample. A damping of the square root of two is Butterworth. */
export function filter(
  { left, right }: Stereo,
  spans: readonly Span[],
  kind: 'low' | 'high',
  hzAt: (sample: number) => number,
  damping = Math.SQRT2,
): void {
  for (const { from, to } of spans) {
    let [lowL, bandL, lowR, bandR] = [0, 0, 0, 0]
    for (let start = from; start < to; start += CONTROL) {
      const g = Math.tan((Math.PI * Math.min(20_000, hzAt(start))) / SAMPLE_RATE_HZ)
      const a1 = 1 / (1 + g * (g + damping))
      const a2 = g * a1
      const a3 = g * a2
      const end = Math.min(to, start + CONTROL)
      // y = low x v2 + high x (x - damping v1 - v2)
      const dry = kind === 'low' ? 0 : 1
      const byBand = kind === 'low' ? 0 : -damping
      const byLow = kind === 'low' ? 1 : -1
      for (let i = start; i < end; i++) {
        const l = left[i]
        const r = right[i]
        const l3 = l - lowL
        const r3 = r - lowR
        const l1 = a1 * bandL + a2 * l3
        const r1 = a1 * bandR + a2 * r3
        const l2 = lowL + a2 * bandL + a3 * l3
        const r2 = lowR + a2 * bandR + a3 * r3
        bandL = 2 * l1 - bandL
        bandR = 2 * r1 - bandR
        lowL = 2 * l2 - lowL
        lowR = 2 * r2 - lowR
        left[i] = dry * l + byBand * l1 + byLow * l2
        right[i] = dry * r + byBand * r1 + byLow * r2
      }
      // Numbers too small to hear are slow to reckon with.
      if (Math.abs(lowL) + Math.abs(bandL) < 1e-15) lowL = bandL = 0
      if (Math.abs(lowR) + Math.abs(bandR) < 1e-15) lowR = bandR = 0
    }
  }
}

/** A low-pass filter in place. */
export const lowPass = (sound: Stereo, spans: readonly Span[], hz: number): void => filter(sound, spans, 'low', () => hz)
/** A high-pass filter in place. */
export const highPass = (sound: Stereo, spans: readonly Span[], hz: number): void => filter(sound, spans, 'high', () => hz)
