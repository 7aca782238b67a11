// Where it lies in similarity space.

import type { Stage } from '../stage.ts'
import { TextureBlocks } from '../vector/texture-blocks.ts'
import { similarityVector } from '../vector.ts'

export const vector: Stage = {
  name: 'vector',
  version: '3',
  after: ['loudness', 'traits'],
  listen(hearing) {
    const blocks = new TextureBlocks()
    hearing.onFrame(({ melDb }) => blocks.hear(melDb))
    return (known) => ({ vector: similarityVector(blocks.finish(), known) })
  },
}
