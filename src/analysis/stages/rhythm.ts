// When it beats: tempo, beats, downbeats and how they are counted.

import { estimateTempo, OnsetEnvelope, openFft, pulseSignal, type TempoEstimate, trackBeats } from '#dsp'
import { ANALYSIS_RATE_HZ, FFT_SIZE, FRAME_RATE_HZ, HOP, MEL_BANDS } from '../hearing.ts'
import { rhythmShape } from '../rhythm-shape.ts'
import type { Stage } from '../stage.ts'

interface Rhythm {
  readonly tempo: TempoEstimate | null
  readonly beatsS: readonly number[]
  /** The onset envelope with its level evened out. */
  readonly pulse: Float32Array
}

export const rhythm: Stage = {
  name: 'rhythm',
  version: '1',
  listen(hearing) {
    const onset = new OnsetEnvelope(MEL_BANDS)
    hearing.onFrame(({ melDb }) => onset.add(melDb))
    return async () => {
      const { tempo, beatsS, pulse } = await findRhythm(onset.finish())
      return {
        tempo,
        tempoCurve: null,
        beatsS,
        downbeatsS: [],
        timeSignature: null,
        timeSignatureConfidence: 0,
        rhythmShape: await rhythmShape(pulse, tempo),
      }
    }
  },
}

/** Finds tempo and beats in an onset envelope (one number each HOP samples). */
async function findRhythm(envelope: Float32Array): Promise<Rhythm> {
  const pulse = pulseSignal(envelope, FRAME_RATE_HZ)
  const fft = await openFft(FFT_SIZE)
  const tempo = estimateTempo(pulse, FRAME_RATE_HZ, fft)
  fft.close()
  if (!tempo) return { tempo, beatsS: [], pulse }
  const beats = trackBeats(pulse, (60 * FRAME_RATE_HZ) / tempo.bpm)
  const beatsS = Array.from(beats, (frame) => (frame * HOP) / ANALYSIS_RATE_HZ)
  return { tempo: { ...tempo, bpm: refined(tempo.bpm, beatsS) }, beatsS, pulse }
}

/** The slope of the beats, where it agrees with the estimate within 4 %: beats over minutes are more exact than a lag of some frames. */
function refined(bpm: number, beatsS: readonly number[]): number {
  if (beatsS.length < 8) return bpm
  const count = beatsS.length
  const meanI = (count - 1) / 2
  let meanT = 0
  for (const t of beatsS) meanT += t / count
  let it = 0
  let ii = 0
  for (let i = 0; i < count; i++) {
    it += (i - meanI) * (beatsS[i] - meanT)
    ii += (i - meanI) ** 2
  }
  const fromBeats = (60 * ii) / it
  return Math.abs(fromBeats / bpm - 1) < 0.04 ? fromBeats : bpm
}
