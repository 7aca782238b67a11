// One file heard for an evaluation: only the stages asked for, in a worker thread.

import type { Analysis } from '../analysis.ts'
import { openFile } from '../decode/byte-source.ts'
import { openAudio } from '../decode/open-audio.ts'
import { listenThrough } from '../listen-through.ts'
import { STAGES } from '../stages.ts'

export interface HearInput {
  readonly path: string
  /** Names of stages, those they build on included. */
  readonly stages: readonly string[]
  /** How much higher, and faster, it is played: its samples are taken for ones of another rate. */
  readonly semitonesUp?: number
}

export default async function hearPiece({ path, stages, semitonesUp = 0 }: HearInput): Promise<Analysis> {
  const source = await openFile(path)
  try {
    const input = await openAudio(source)
    const factor = 2 ** (semitonesUp / 12)
    const played = {
      get codec() {
        return input.codec
      },
      async *blocks() {
        for await (const block of input.blocks()) yield { ...block, sampleRateHz: Math.round(block.sampleRateHz * factor) }
      },
    }
    const analysis = await listenThrough(played, { stages: STAGES.filter(({ name }) => stages.includes(name)) })
    if (!analysis) throw new Error(`${path} holds no sound`)
    return analysis
  } finally {
    await source.close()
  }
}
