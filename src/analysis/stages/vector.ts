// Where it lies in similarity space.

import type { Stage } from '../stage.ts'
import { TextureBlocks } from '../vector/texture-blocks.ts'
import { similarityVector } from '../vector.ts'

export const vector: Stage = {
  name: 'vector',
  version: '2',
  listen(hearing) {
    const blocks = new TextureBlocks()
    hearing.onFrame(({ melDb }) => blocks.hear(melDb))
    return () => ({ vector: similarityVector(blocks.finish()) })
  },
}
