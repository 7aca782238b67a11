// Where it lies in similarity space: made from the findings of other stages.

import type { Stage } from '../stage.ts'
import { similarityVector } from '../vector.ts'

export const vector: Stage = {
  name: 'vector',
  version: '1',
  listen: null,
  after: ['loudness', 'descriptors', 'rhythm', 'harmony', 'traits'],
  conclude: (known) => ({ vector: similarityVector(known) }),
}
