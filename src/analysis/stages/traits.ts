// Named ingredients that the attributes and the vector are made of.

import { BandMovement } from '../band-movement.ts'
import { MEL_BANDS } from '../hearing.ts'
import type { Stage } from '../stage.ts'

export const traits: Stage = {
  name: 'traits',
  version: '1',
  listen(hearing) {
    const movement = new BandMovement(MEL_BANDS)
    hearing.onFrame(({ melDb }) => movement.add(melDb))
    return () => ({ traits: Object.fromEntries(Array.from(movement.means(), (value, region) => [`movement${region}`, value])) })
  },
}
