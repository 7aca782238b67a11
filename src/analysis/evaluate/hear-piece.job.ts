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
}

export default async function hearPiece({ path, stages }: HearInput): Promise<Analysis> {
  const source = await openFile(path)
  try {
    const analysis = await listenThrough(await openAudio(source), { stages: STAGES.filter(({ name }) => stages.includes(name)) })
    if (!analysis) throw new Error(`${path} holds no sound`)
    return analysis
  } finally {
    await source.close()
  }
}
