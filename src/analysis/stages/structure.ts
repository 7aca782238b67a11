// How it is built: sections, energy over time, where sound begins and ends, cues for mixing.

import type { Stage } from '../stage.ts'
import { findStructure } from '../structure/find-structure.ts'
import { SectionEar } from '../structure/section-ear.ts'

export const structure: Stage = {
  name: 'structure',
  version: '1',
  after: ['loudness', 'rhythm'],
  wholeOnly: true,
  listen(hearing) {
    const ear = new SectionEar()
    hearing.onFrame((frame) => ear.hear(frame))
    return (known) => ({ structure: findStructure(ear, known) })
  },
}
