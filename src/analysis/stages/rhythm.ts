// When it beats: tempo, beats, downbeats and how they are counted.

import { CHANGE_RANGES, HarmonicChange, OnsetStrength } from '#dsp'
import { findRhythm } from '../find-rhythm.ts'
import { MEL_BANDS } from '../hearing.ts'
import type { Stage } from '../stage.ts'

export const rhythm: Stage = {
  name: 'rhythm',
  version: '3',
  listen(hearing) {
    const onset = new OnsetStrength(MEL_BANDS)
    const harmony = CHANGE_RANGES.map((range) => new HarmonicChange(range))
    hearing.onFrame(({ melDb }) => {
      onset.add(melDb)
      for (const change of harmony) change.add(melDb)
    })
    return () =>
      findRhythm(
        onset.byRegion(),
        harmony.map((change) => change.finish()),
      )
  },
}
