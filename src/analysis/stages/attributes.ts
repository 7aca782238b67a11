// The seven estimated attributes: made from the findings of other stages.

import { estimateAttributes } from '../attributes/estimate.ts'
import type { Stage } from '../stage.ts'

export const attributes: Stage = {
  name: 'attributes',
  version: '1',
  listen: null,
  after: ['loudness', 'rhythm', 'harmony', 'traits'],
  conclude: (known) => ({ attributes: estimateAttributes(known) }),
}
