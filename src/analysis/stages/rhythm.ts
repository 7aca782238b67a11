// When it beats: tempo, beats, downbeats and how they are counted.

import { HarmonicChange, OnsetStrength, pulseSignal } from '#dsp'
import { findRhythm } from '../find-rhythm.ts'
import { FRAME_RATE_HZ, MEL_BANDS } from '../hearing.ts'
import { rhythmShape } from '../rhythm-shape.ts'
import type { Stage } from '../stage.ts'

export const rhythm: Stage = {
  name: 'rhythm',
  version: '2',
  listen(hearing) {
    const onset = new OnsetStrength(MEL_BANDS)
    const harmony = new HarmonicChange()
    hearing.onFrame(({ melDb }) => {
      onset.add(melDb)
      harmony.add(melDb)
    })
    return async () => {
      const found = await findRhythm(onset.byRegion(), harmony.finish())
      return { ...found, rhythmShape: await rhythmShape(pulseSignal(onset.overall(), FRAME_RATE_HZ), found.tempo) }
    }
  },
}
