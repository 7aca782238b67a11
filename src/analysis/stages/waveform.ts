// The overview that is drawn: peaks and brightness over the file.

import { Overview, type SpectrumFrame } from '#dsp'
import { FFT_SIZE, HOP } from '../hearing.ts'
import type { Stage } from '../stage.ts'

const SLOTS = 800

export const waveform: Stage = {
  name: 'waveform',
  version: '1',
  wholeOnly: true,
  listen(hearing) {
    const overview = new Overview(SLOTS)
    hearing.onFrame(({ spectrum, shape }) => overview.add(peakOf(spectrum), shape.centroidHz, shape.rms))
    return () => ({ waveform: overview.finish() })
  },
}

/** The peak of the hop in the middle of a frame. */
function peakOf(frame: SpectrumFrame): number {
  const from = Math.max(frame.from, (FFT_SIZE - HOP) / 2)
  const to = Math.min(frame.to, (FFT_SIZE + HOP) / 2)
  let peak = 0
  for (let i = from; i < to; i++) {
    const m = Math.abs(frame.samples[i])
    if (m > peak) peak = m
  }
  return peak
}
