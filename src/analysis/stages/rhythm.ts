// When it beats: tempo, beats, downbeats and how they are counted.

import { HarmonicChange, OnsetStrength } from '#dsp'
import { findRhythm } from '../find-rhythm.ts'
import { MEL_BANDS } from '../hearing.ts'
import type { Stage } from '../stage.ts'

export const rhythm: Stage = {
  name: 'rhythm',
  version: '6',
  listen(hearing) {
    const onset = new OnsetStrength(MEL_BANDS)
    const harmony = new HarmonicChange()
    hearing.onFrame(({ melDb }) => {
      onset.add(melDb)
      harmony.add(melDb)
    })
    return () => findRhythm(onset.byRegion(), harmony.finish())
  },
}
